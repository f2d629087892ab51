/**
 * The heads of a derivation: the definition, the gradient's entries, and the name that the derivatives are of. In: a function,
 * its derivation and the notation. Out: names and formulas.
 */
import { type Derivation, usedNames } from '../calculus/derivation';
import type { Callee } from '../calculus/expression';
import type { DerivativeNotation, Formula } from '../protocol';
import { formula, type Speller } from './derivation-formula';
import { dependentOf, NOTATIONS } from './derivative-notations';
import { head } from './head';
import { texName } from './latex-names';
import type { Names } from './print';

/** The function's own name, or the letter that its value has in this notation, which nothing else has: the y of dy/dx. */
export function valueName(
  callee: Callee,
  names: Names,
  notation: DerivativeNotation,
  introduced: Derivation['names'] = [],
): string {
  if (!NOTATIONS[notation].dependent) return callee.name;
  const used = usedNames(callee, names);
  return dependentOf(callee.name, {
    has: (name) => used.has(name) || introduced.some((one) => one.name.name === name),
  });
}

/** `[∂f/∂x, ∂f/∂y]`. */
export function entryHeads(value: string, parameters: readonly string[], { names, notation }: Speller): Formula {
  const heads = parameters.map((_, i) =>
    head({ name: value, parameters, orders: parameters.map((__, j) => Number(i === j)) }, names, notation),
  );
  const vector = (spelling: keyof Formula): string => `[${heads.map((one) => one[spelling]).join(', ')}]`;
  return { text: vector('text'), unicode: vector('unicode'), latex: `\\left${vector('latex').slice(0, -1)}\\right]` };
}

/** `f(x) = 3x²`; where its value has a letter, `y = f(x) = 3x²`. */
export function definitionHead({ name, parameters, body }: Callee, value: string, speller: Speller): Formula {
  const spelled = formula(body, speller);
  const written = (shown: (name: string) => string, meaning: string): string => {
    const called = `${shown(name)}(${parameters.map((parameter) => shown(parameter.name)).join(', ')}) = ${meaning}`;
    return value === name ? called : `${shown(value)} = ${called}`;
  };
  return {
    text: written(String, spelled.text),
    unicode: written(String, spelled.unicode),
    latex: written(texName, spelled.latex),
  };
}

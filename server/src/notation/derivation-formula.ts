/**
 * The formulas of a derivation in their three spellings. In: an expression and the names of the derivation. Out: ASCII
 * that stands alone, and Unicode and LaTeX for people, in which long formulas keep the introduced names.
 */
import type { Introduced } from '../calculus/derivation';
import { type Expression, type Graph, postorder, substitute, variables } from '../calculus/expression';
import type { DerivativeNotation, Formula } from '../protocol';
import { joined, type Names, print, type Spelling } from './print';

export interface Speller {
  readonly graph: Graph;
  readonly names: Names;
  readonly several: boolean;
  readonly notation: DerivativeNotation;
  readonly introduced: readonly Introduced[];
  /** What has been spelled before. */
  readonly known: Map<Expression, Known>;
  /** What derivatives of a function are written with: its name, or the letter of its value. */
  readonly letterOf: (name: string) => string;
}

interface Known {
  readonly formula: Formula;
  /** The ASCII text has no names for what it shares. */
  readonly isAlone: boolean;
}

/** Longer formulas are written with the names that the derivation has introduced, for people. */
const BLOWN_UP = 80;
/** Beyond so many characters people read `… where s = …`. */
const PEOPLE = 2_000;

/** The three spellings; for people with the names kept, or with `where …`, where the formula would be too long. */
export function formula(expression: Expression, speller: Speller): Formula {
  return spelled(expression, speller).formula;
}

export const isAlone = (expression: Expression, speller: Speller): boolean => spelled(expression, speller).isAlone;

function spelled(expression: Expression, speller: Speller): Known {
  const known = speller.known.get(expression);
  if (known) return known;
  const { names, several, notation } = speller;
  const { text, shared } = print(expression, names, { several, notation });
  const short = text.length > BLOWN_UP ? named(expression, speller) : expression;
  const forPeople = (spelling: Spelling): string =>
    joined(print(short, names, { spelling, several, notation, limit: PEOPLE }), spelling);
  const formula = { text, unicode: forPeople('unicode'), latex: forPeople('latex') };
  const made = { formula, isAlone: !shared };
  speller.known.set(expression, made);
  return made;
}

/** The formula with the introduced names in the place of what they stand for, outside of what is to be differentiated. */
export function named(expression: Expression, { graph, introduced }: Speller): Expression {
  const names = introduced.flatMap(({ name, forms }) =>
    forms.filter((form) => form.depth > 1).map((form) => [form, name] as const),
  );
  if (names.length === 0) return expression;
  const derivatives = postorder([expression]).filter(({ kind }) => kind === 'derivative');
  return substitute(graph, expression, new Map([...names, ...derivatives.map((node) => [node, node] as const)]));
}

/** The names that a formula speaks of, and those that they speak of. */
export function meaningsIn(formula: Expression, { introduced }: Speller): readonly Introduced[] {
  const reached = new Set(variables(formula));
  return introduced.filter(({ name, meaning }) => {
    if (reached.has(name)) for (const other of variables(meaning)) reached.add(other);
    return reached.has(name);
  });
}

/** Whether people read the formula with names in it that its ASCII form does not have. */
export const isNamed = (expression: Expression, speller: Speller): boolean =>
  formula(expression, speller).text.length > BLOWN_UP && named(expression, speller) !== expression;

/** The result, with what its names mean where it is long. */
export function result(expression: Expression, speller: Speller): Formula {
  const alone = formula(expression, speller);
  if (alone.text.length <= BLOWN_UP) return alone;
  const meanings = meaningsIn(named(expression, speller), speller);
  if (meanings.length === 0) return alone;
  const list = (pick: 'unicode' | 'latex', sign: string): string =>
    meanings
      .map(({ name, meaning }) => `${formula(name, speller)[pick]} = ${formula(meaning, speller)[pick]}`)
      .join(sign);
  return {
    text: alone.text,
    unicode: `${alone.unicode} where ${list('unicode', ', ')}`,
    latex: `${alone.latex} \\quad \\text{where } ${list('latex', ',\\; ')}`,
  };
}

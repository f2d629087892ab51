/**
 * The chain at the top of a derivation as a product: dh/dx = dh/du · du/dx. In: a derivation whose first rule is the chain rule.
 * Out: a link for each factor, the outermost first; of any other derivation none.
 */
import type { Derivation } from '../calculus/derivation';
import { type Callee, type Expression, substitute, type Variable } from '../calculus/expression';
import type { ChainLink, Formula } from '../protocol';
import { formula, type Speller } from './derivation-formula';
import { slope as slopeOf } from './derivatives';
import { head } from './head';
import { texName } from './latex-names';

export type Link = Omit<ChainLink, 'source'>;

export function chainOf({ links, names }: Derivation, { name, parameters }: Callee, speller: Speller): readonly Link[] {
  const letter = speller.letterOf(name);
  let whole: Formula = { text: letter, unicode: letter, latex: texName(letter) };
  let introduced: string | undefined;
  /** Inside the slope of a link its name may have been read already. */
  const inName = (slope: Expression, variable: Variable): Expression => {
    const forms = names.find((one) => one.name === variable)?.forms ?? [];
    return substitute(speller.graph, slope, new Map(forms.map((form) => [form, variable])));
  };
  return links.flatMap(({ derivative, slope }): Link[] => {
    if (derivative.kind !== 'derivative') return [];
    const { body, variable } = derivative;
    const quantity = slopeOf(introduced ?? letter, variable.name, parameters.length > 1);
    const link: Link = {
      quantity: head(quantity, speller.names, speller.notation),
      function: equation(whole, formula(body, speller)),
      ...(introduced !== undefined && { name: introduced }),
      operator: formula(derivative, speller),
      slope: formula(inName(slope, variable), speller),
    };
    introduced = variable.name;
    whole = formula(variable, speller);
    return [link];
  });
}

const equation = (left: Formula, right: Formula): Formula => ({
  text: `${left.text} = ${right.text}`,
  unicode: `${left.unicode} = ${right.unicode}`,
  latex: `${left.latex} = ${right.latex}`,
});

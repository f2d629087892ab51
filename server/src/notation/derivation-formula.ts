/**
 * The formulas of a derivation in their three spellings. In: an expression and the names of the derivation. Out: ASCII
 * that stands alone, and Unicode and LaTeX for people, in which long formulas keep the introduced names.
 */
import type { Introduced } from '../calculus/derivation';
import { type Expression, type Graph, postorder, substitute, variables } from '../calculus/expression';
import type { Formula } from '../protocol';
import { joined, type Names, print, type Spelling } from './print';

export interface Speller {
  readonly graph: Graph;
  readonly names: Names;
  readonly several: boolean;
  readonly introduced: readonly Introduced[];
  /** What has been spelled before. */
  readonly known: Map<Expression, Formula>;
}

const SPELLINGS = { text: 'ascii', unicode: 'unicode', latex: 'latex' } as const;
/** Longer formulas are written with the names that the derivation has introduced, for people. */
const BLOWN_UP = 80;
/** Beyond so many characters people read `… where s = …`. */
const PEOPLE = 2_000;

/** The three spellings; for people with the names kept, or with `where …`, where the formula would be too long. */
export function formula(expression: Expression, speller: Speller): Formula {
  const known = speller.known.get(expression);
  if (known) return known;
  const { names, several } = speller;
  const spell = (spelling: Spelling, from: Expression): string => {
    const printed = print(from, names, { spelling, several, ...(spelling !== 'ascii' && { limit: PEOPLE }) });
    return spelling === 'ascii' ? printed.text : joined(printed, spelling);
  };
  const text = spell(SPELLINGS.text, expression);
  const finished = text.length > BLOWN_UP && !postorder([expression]).some(({ kind }) => kind === 'derivative');
  const short = finished ? named(expression, speller) : expression;
  const made = { text, unicode: spell(SPELLINGS.unicode, short), latex: spell(SPELLINGS.latex, short) };
  speller.known.set(expression, made);
  return made;
}

/** The formula with the introduced names in the place of what they stand for. */
function named(expression: Expression, { graph, introduced }: Speller): Expression {
  const names = introduced.flatMap(({ name, forms }) =>
    forms.filter((form) => form.depth > 0).map((form) => [form, name] as const),
  );
  return names.length === 0 ? expression : substitute(graph, expression, new Map(names));
}

/** The result, with what its names mean where it is long. */
export function result(expression: Expression, speller: Speller): Formula {
  const alone = formula(expression, speller);
  if (alone.text.length <= BLOWN_UP) return alone;
  const reached = new Set(variables(named(expression, speller)));
  const meanings = speller.introduced.filter(({ name, meaning }) => {
    if (reached.has(name)) for (const other of variables(meaning)) reached.add(other);
    return reached.has(name);
  });
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

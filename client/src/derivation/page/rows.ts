/**
 * From steps to the rows of the panel. In: a derivation. Out: what stands on each line, which names are introduced, and how
 * much of it is open at a level. No document, no typesetting.
 */
import type { Check, DerivationDocument, DerivationStep, Formula, SourceRange } from '../../../../server/src/protocol';
import type { Level } from '../messages';

export interface Row {
  /** The place in the tree, `0`, `0.2`: what stays the same while numbers change. */
  readonly key: string;
  readonly rule: string;
  readonly explanation: string;
  /** The part that the row speaks of, where the row above does not end in it. */
  readonly part?: Formula;
  readonly formula: Formula;
  readonly where: readonly Introduction[];
  readonly check: Check;
  /** What it is in numbers, where there are some. */
  readonly value?: string;
  /** What is to be said of it. */
  readonly note?: string;
  /** What of the page it speaks of. */
  readonly source: readonly SourceRange[];
  readonly rows: readonly Row[];
}

interface Introduction {
  readonly name: string;
  readonly formula: Formula;
}

export interface Outline {
  readonly rows: readonly Row[];
  /** The last step, where it says nothing more than the answer: it stands beside the answer and not twice. */
  readonly last?: Row;
  /** The functions of a chain from the outermost on, then every name that a step introduces; a name has one colour throughout. */
  readonly names: readonly string[];
  /** The factors of a chain and their slopes, in LaTeX: each has the colour of its function. */
  readonly parts: readonly { readonly latex: string; readonly name: string; readonly whole: boolean }[];
}

export function outline({ steps, result, point, network, chain = [], function: whole }: DerivationDocument): Outline {
  // The parameters at a point are no names that a step introduces.
  const given = new Map(Object.entries(point?.at ?? {}).map(([name, { text }]) => [name, text]));
  const rows = rowsOf(steps, '', network ? undefined : steps[0]?.before.text, given);
  const names = [...new Set([...chain.map(({ name }) => name ?? whole), ...rows.flatMap(namesOf)])];
  const parts = chain.flatMap(({ name = whole, operator, slope }) => [
    { latex: operator.latex, name, whole: false },
    { latex: slope.latex, name, whole: true },
  ]);
  const last = rows.at(-1);
  return last && last.rows.length === 0 && last.formula.text === result.text
    ? { rows: rows.slice(0, -1), last, names, parts }
    : { rows, names, parts };
}

/**
 * `above`: where the line above ends; the problem itself for the first line. `known`: the names that the reader has been told of
 * so far. A step lists every name that stands in it; a row says only the new ones, and what is said inside stays inside.
 */
function rowsOf(
  steps: readonly DerivationStep[],
  parent: string,
  above: string | undefined,
  known: ReadonlyMap<string, string>,
): Row[] {
  const told = new Map(known);
  return steps.map((step, index) => {
    const key = `${parent}${index}`;
    const before = index === 0 ? above : steps[index - 1]?.after.text;
    const where = Object.entries(step.where)
      .map(([name, formula]) => ({ name, formula }))
      .filter(({ name, formula }) => told.get(name) !== formula.text);
    for (const { name, formula } of where) told.set(name, formula.text);
    return {
      key,
      rule: capitalised(step.rule),
      explanation: step.explanation,
      ...(step.part ? { part: step.part.before } : before === step.before.text ? {} : { part: step.before }),
      formula: step.part?.after ?? shaped(step),
      where,
      check: step.check,
      ...numberOf(step, steps[index - 1]),
      source: step.source ?? [],
      ...(step.adjoint?.note !== undefined && { note: step.adjoint.note }),
      rows: rowsOf(step.steps, `${key}.`, undefined, told),
    };
  });
}

/** Further lines of one adjoint have its value too; numbers themselves are their value. */
function numberOf(step: DerivationStep, above: DerivationStep | undefined): { value?: string } {
  if (step.value !== undefined && step.value !== step.after.unicode) return { value: step.value };
  const isNew = above?.before.text !== step.before.text;
  return step.adjoint?.value && isNew ? { value: step.adjoint.value.text } : {};
}

/** Of a network: with the shape under each factor. */
const shaped = ({ after, adjoint }: DerivationStep): Formula => (adjoint ? { ...after, latex: adjoint.latex } : after);

const namesOf = (row: Row): string[] => [...row.where.map(({ name }) => name), ...row.rows.flatMap(namesOf)];

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** So few main steps say too little by themselves: their insides are open. */
const FEW = 2;

/** Is this row's inside open, before the reader says otherwise? `all`: the main steps. */
export function isOpenAt(level: Level, row: Row, all: readonly Row[]): boolean {
  if (level === 'every') return true;
  return level === 'main' && all.length <= FEW && all.includes(row);
}

interface Verdict {
  readonly sign: '✓' | '✗' | '·';
  readonly words: string;
  /** For a tooltip and for a screen reader. */
  readonly detail: string;
}

export function verdict({ verdict, points, error, differences }: Check): Verdict {
  switch (verdict) {
    case 'proved':
      return { sign: '✓', words: 'proved', detail: 'Proved: both sides have the same normal form' };
    case 'holds': {
      const difference = error === 0 ? 'no difference' : `largest difference ${error.toPrecision(1)}`;
      const against = differences
        ? `; differences of the loss agree to ${differences.error.toPrecision(1)} (they are good to 1e-6)`
        : '';
      if (points === 0)
        return { sign: '·', words: 'not evaluated', detail: 'There are no values at which it could be compared' };
      return { sign: '✓', words: counted(points), detail: `Holds at ${counted(points)}, ${difference}${against}` };
    }
    case 'refuted':
      return { sign: '✗', words: 'differs', detail: 'The line before and this one differ: please report this' };
  }
}

const counted = (points: number): string => `${points} ${points === 1 ? 'point' : 'points'}`;

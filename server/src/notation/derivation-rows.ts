/**
 * The lines of a derivation that a level shows. In: a document and a level. Out: rows from top to bottom, each with the
 * names that it speaks of for the first time.
 */
import type { DerivationDocument, DerivationStep, Formula } from '../protocol';

/** How much is shown: the result alone, the lines of the derivation, or the steps inside them too. */
export type DerivationLevel = 'answer' | 'main' | 'every';
export const LEVELS: readonly DerivationLevel[] = ['answer', 'main', 'every'];

export interface Row {
  readonly step: DerivationStep;
  readonly depth: number;
  /** What the row starts from, where the row above does not end in it. */
  readonly from?: Formula;
  readonly to: Formula;
  readonly where: readonly (readonly [name: string, meaning: Formula])[];
}

export interface Rows {
  readonly level: DerivationLevel;
  readonly rows: readonly Row[];
  /** Steps that `every` shows and this level does not. */
  readonly hidden: number;
}

/** Up to so many lines a derivation is shown whole. */
const SHORT = 30;

/** Without a level: every step of a short derivation, the main steps of a long one. */
export function rowsOf({ steps }: DerivationDocument, wanted?: DerivationLevel): Rows {
  const all = steps.flatMap((step) => nested(step, 0, false, true));
  const level = wanted ?? (all.length <= SHORT ? 'every' : 'main');
  if (level === 'answer') return { level, rows: [], hidden: 0 };
  const shown = level === 'every' ? all : steps.flatMap((step) => nested(step, 0, false, false));
  return { level, rows: introduced(withoutEchoes(shown)), hidden: all.length - shown.length };
}

type Bare = Omit<Row, 'where'>;

/** A line, and above it the steps inside that lead to it. */
function nested(step: DerivationStep, depth: number, opens: boolean, every: boolean): readonly Bare[] {
  const inside = every ? step.steps.flatMap((inner, i) => nested(inner, depth + 1, i === 0, every)) : [];
  const from = step.part?.before ?? (opens ? step.before : undefined);
  return [...inside, { step, depth, to: step.part?.after ?? step.after, ...(from && { from }) }];
}

/** Where names are put back and yet kept in writing, and the way goes on, there is nothing new to see. */
const withoutEchoes = (rows: readonly Bare[]): readonly Bare[] =>
  rows.filter((row, i) => {
    const [above, next] = [rows[i - 1], rows[i + 1]];
    if (row.from || !above || row.depth !== above.depth) return true;
    if (row.to.unicode === above.to.unicode) return false;
    return row.step.rule !== 'put back' || !row.step.named || next?.depth !== row.depth;
  });

function introduced(rows: readonly Bare[]): readonly Row[] {
  const known = new Set<string>();
  return rows.map((row) => {
    // At a point the names are those of the parameters: the line above says what they are.
    const names = row.step.rule === 'put in the numbers' ? [] : Object.entries(row.step.where);
    const where = names.filter(([name]) => !known.has(name));
    for (const [name] of where) known.add(name);
    return { ...row, where };
  });
}

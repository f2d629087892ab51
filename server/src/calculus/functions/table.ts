/**
 * The function table: every built-in function of scalars, comparisons and truth functions included.
 * To add one, write its row in the file of its family; nothing else changes.
 */
import { activations } from './activations';
import { comparisons } from './comparisons';
import { exponentials } from './exponential';
import { extremes } from './extremes';
import { hyperbolics } from './hyperbolic';
import { rectifiers } from './rectifiers';
import { roundings } from './rounding';
import type { FunctionRow } from './row';
import { specials } from './special';
import { trigonometrics } from './trigonometric';

export { type ConstantRow, constants } from './constants';

const families: readonly (readonly FunctionRow[])[] = [
  exponentials,
  roundings,
  extremes,
  trigonometrics,
  hyperbolics,
  specials,
  activations,
  rectifiers,
  comparisons,
];

/** By name, in the order of the families: that of the language guide. */
export const table: ReadonlyMap<string, FunctionRow> = new Map(families.flat().map((entry) => [entry.name, entry]));

/** The row of a name that is known to be in the table; for a reader's text use `table.get`. */
export function row(name: string): FunctionRow {
  const found = table.get(name);
  if (!found) throw new RangeError(`no built-in function is called ${name}`);
  return found;
}

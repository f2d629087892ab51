/**
 * The table of operations: every built-in that looks at arrays as wholes. To add one, write its row in the file of its
 * family; nothing else changes.
 */
import { averagePoolings } from './average-pooling';
import { convolutions } from './convolution';
import { maxPoolings } from './max-pooling';
import { reductions } from './reductions';
import type { OperationRow } from './row';
import { shapings } from './shaping';

const families = (): readonly (readonly OperationRow[])[] => [
  reductions,
  shapings,
  convolutions,
  maxPoolings,
  averagePoolings,
];

let table: ReadonlyMap<string, OperationRow> | undefined;

/** By name, in the order of the families: that of the language guide. Rows name one another, so it is made when first asked for. */
export function operations(): ReadonlyMap<string, OperationRow> {
  table ??= new Map(families().flatMap((family) => family.map((row) => [row.name, row])));
  return table;
}

/** The row of a name that is known to be in the table; for a reader's text use `operations().get`. */
export function operation(name: string): OperationRow {
  const found = operations().get(name);
  if (!found) throw new RangeError(`no operation is called ${name}`);
  return found;
}

/**
 * The table of operations: every built-in that looks at arrays as wholes. To add one, write its row in the file of its
 * family; nothing else changes.
 */
import { averagePoolings } from './average-pooling';
import { convolutions } from './convolution';
import { extremes } from './extremes';
import { joinings } from './joining';
import { linearAlgebra } from './linear-algebra';
import { maxPoolings } from './max-pooling';
import { products } from './products';
import { reductions } from './reductions';
import type { OperationRow } from './row';
import { selections } from './selection';
import { shapings } from './shaping';
import { softmaxes } from './softmax';

/** By name, in the order of the families: that of the language guide. Rows name one another, so it is made when first asked for. */
export const operations = once<ReadonlyMap<string, OperationRow>>(() => {
  const families = [
    products,
    reductions,
    extremes,
    softmaxes,
    linearAlgebra,
    shapings,
    joinings,
    selections,
    convolutions,
    maxPoolings,
    averagePoolings,
  ];
  return new Map(families.flatMap((family) => family.map((row) => [row.name, row])));
});

/** The row of a name that is known to be in the table; for a reader's text use `operations().get`. */
export function operation(name: string): OperationRow {
  const found = operations().get(name);
  if (!found) throw new RangeError(`no operation is called ${name}`);
  return found;
}

/** A function declaration, so that it is there while the families that import this file are still being read. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

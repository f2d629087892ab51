/**
 * Vectors and matrices that are written out, in normal form: what is done to all of them is done to their entries,
 * 2*[x, 1] = [2*x, 2], [x, y]@[1, 2] = x + 2*y. In: operands or arguments in normal form. Out: an array that is written out, or a
 * number; undefined where some are not written out, or where that would be long.
 */
import { placesIn } from '../broadcasting';
import { type ArrayExpression, type Expression, type Operation, parts } from '../expression';
import { numbers, sizeOf } from '../operations/define';
import type { Arithmetic, Entries } from '../operations/row';
import { broadcastShapes } from '../shapes';
import type { Construction } from './construction';
import { cost } from './size';

/** Longer arrays stay as they are written. */
const MOST_ENTRIES = 64;

/** Operations that are read entry by entry; others say more as they are. */
const TAKEN_APART: ReadonlySet<string> = new Set(
  '@ sum mean trace transpose outer diag reshape index stack concat broadcast det'.split(' '),
);
/** Determinants of larger matrices are long. */
const LARGEST_DETERMINANT = 3;

const isLiteral = (node: Expression): node is ArrayExpression => node.kind === 'array';

/** Its entries in row-major order, where they all are written out. */
function entriesIn(node: Expression): Entries<Expression> | undefined {
  const shape = numbers(node.shape);
  if (!shape || sizeOf(shape) > MOST_ENTRIES) return undefined;
  let data: readonly Expression[] = [node];
  for (const _axis of shape) {
    if (!data.every(isLiteral)) return undefined;
    data = data.flatMap(({ items }) => items);
  }
  return { shape, data };
}

function written(make: Construction, { shape, data }: Entries<Expression>): Expression {
  const items = [...shape]
    .reverse()
    .reduce<readonly Expression[]>(
      (inner, length) =>
        Array.from({ length: inner.length / length }, (_, i) =>
          make.graph.array(inner.slice(i * length, (i + 1) * length)),
        ),
      Array.from(data),
    );
  return items[0] ?? make.graph.array([]);
}

/** An elementwise operation on arrays that are written out and on numbers that are no longer than a name. */
export function entrywise(
  make: Construction,
  operands: readonly Expression[],
  build: (operands: readonly Expression[]) => Expression,
): Expression | undefined {
  if (!operands.some(isLiteral)) return undefined;
  const shape = numbers(broadcastShapes(...operands.map((operand) => operand.shape)) ?? ['?']);
  if (!shape || sizeOf(shape) > MOST_ENTRIES || sizeOf(shape) === 0) return undefined;
  const entries: ((place: number) => Expression)[] = [];
  for (const operand of operands) {
    const own = entriesIn(operand);
    if (!own || (operand.shape.length === 0 && parts(operand).length > 0)) return undefined;
    const places = placesIn(own.shape, shape);
    entries.push((place) => own.data[places?.[place] ?? place] ?? operand);
  }
  make.spend(sizeOf(shape));
  const data = Array.from({ length: sizeOf(shape) }, (_, place) => build(entries.map((at) => at(place))));
  return written(make, { shape, data });
}

/** An operation on arrays that are written out, where that is no longer than what is written. */
export function ofEntries(make: Construction, { row, args, options, shape }: Operation): Expression | undefined {
  if (!TAKEN_APART.has(row.name) || !args.some(isLiteral)) return undefined;
  const result = numbers(shape);
  const own = args.map(entriesIn);
  const known = own.filter((one) => one !== undefined);
  if (!result || sizeOf(result) > MOST_ENTRIES || known.length < own.length) return undefined;
  if (row.name === 'det' && (known[0]?.shape[0] ?? 0) > LARGEST_DETERMINANT) return undefined;
  make.spend(known.reduce((sum, { data }) => sum + data.length, sizeOf(result)));
  const data = row.entries(arithmetic(make), known, options, result);
  if (!data) return undefined;
  const form = written(make, { shape: result, data });
  const before = make.graph.operate(row, args, options);
  const given = known.reduce((sum, one) => sum + one.data.length, 0);
  return cost(make.graph, form) <= cost(make.graph, before) + 2 * given ? form : undefined;
}

const arithmetic = (make: Construction): Arithmetic<Expression> => ({
  constant: (value) => make.constant(value),
  add: (terms) => make.add(...terms),
  subtract: (a, b) => make.subtract(a, b),
  multiply: (factors) => make.multiply(...factors),
  divide: (a, b) => make.divide(a, b),
  power: (base, exponent) => make.power(base, exponent),
  apply: (row, ...args) => make.apply(row, ...args),
});

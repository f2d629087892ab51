/** Entries picked by where they stand: subscripts and slices, rows by their numbers, and the adjoint of that. */
import type { Shape } from '../dimension';
import type { Builder, Expression } from '../expression';
import { equal } from '../functions/comparisons';
import { lengthOf } from '../lengths';
import { sameShape, shapeText } from '../shapes';
import { at, pick, pickValues, places, shapeOf, sizeOf, strides } from './define';
import { pullBackIndex } from './padding';
import type { Arithmetic, Entries, Misfit, OperationRow } from './row';
import { type Subscript, selected, subscripts } from './subscripts';

const indexed = (x: Entries<unknown>, found: readonly Subscript[]): Int32Array => {
  const steps = strides(x.shape);
  const start = found.reduce((sum, { from }, axis) => sum + Number(from) * (steps[axis] ?? 0), 0);
  const lengths = selected(found).map(Number);
  return places(
    lengths,
    steps.filter((_, axis) => found[axis]?.to !== undefined),
    start,
  );
};

/** Subscripts and slices. */
const index: OperationRow = {
  name: 'index',
  parameters: [
    { name: 'x', kind: 'array' },
    { name: 'at', kind: 'subscripts' },
  ],
  summary: 'an entry, a row, or a slice',
  documentation:
    '`x[i]` counts from 0, from the end where i is negative. `x[a:b]` are the entries from a up to and without b; an axis without a subscript stays whole, so `W[0]` is the first row of a matrix and `W[0:2, 1]` the first two entries of its second column.',
  style: 'index',
  shape: ([x = []], options) => {
    const found = subscripts(x, options.at);
    return 'message' in found ? found : selected(found);
  },
  entries: (_arithmetic, [x], options) => {
    const found = x && subscripts(x.shape, options.at);
    return found && !('message' in found) ? pick(x, indexed(x, found)) : undefined;
  },
  values: ([x], options) => {
    const found = x && subscripts(x.shape, options.at);
    return found && !('message' in found) ? pickValues(x, indexed(x, found)) : [];
  },
  pullback: (make, { args: [x], options }, adjoint) => {
    const found = x && subscripts(x.shape, options.at);
    return found && !('message' in found) ? [pullBackIndex(make, adjoint, x.shape, found)] : [];
  },
  linear: [0],
  tests: [
    { shapes: [[4]], options: { at: [1] } },
    { shapes: [[4]], options: { at: [-1] } },
    { shapes: [[4]], options: { at: [[1, 3]] } },
    { shapes: [[4]], options: { at: [[-3, 4]] } },
    { shapes: [[3, 4]], options: { at: [2] } },
    { shapes: [[3, 4]], options: { at: [1, 2] } },
    { shapes: [[3, 4]], options: { at: [[0, 3], 2] } },
    { shapes: [[3, 4]], options: { at: [[1, 3]] } },
    { shapes: [[3, 4]], options: { at: [0, [1, 3]] } },
    {
      shapes: [[3, 4]],
      options: {
        at: [
          [0, 2],
          [1, -1],
        ],
      },
    },
    { shapes: [[3, 4, 2]], options: { at: [[1, 2], 2] } },
  ],
};

/** Rows by their numbers. */
const gather: OperationRow = {
  name: 'gather',
  parameters: [
    { name: 'W', kind: 'array' },
    { name: 'ids', kind: 'array' },
  ],
  summary: 'rows by their numbers: the lookup of an embedding',
  documentation:
    '`W[ids]`: for each number in ids, counted from 0, the entry of W’s first axis with that number, so the shape is that of ids and then of a row. There is no value where a number is no row’s. Its pullback is `scatter`.',
  style: 'index',
  latex: '\\operatorname{gather}',
  shape: ([W = [], ids = []]) =>
    W.length === 0 ? { argument: 0, message: '{0} is a number and has no rows.' } : [...ids, ...W.slice(1)],
  entries: (arithmetic, [W, ids]) => W && ids && gathered(arithmetic, W, ids),
  values: ([W, ids], _options, shape) => {
    const result = new Float64Array(sizeOf(shape)).fill(Number.NaN);
    if (!W || !ids) return result;
    const width = sizeOf(W.shape.slice(1));
    for (let i = 0; i < ids.data.length; i++) {
      const id = ids.data[i] ?? Number.NaN;
      if (!isRow(id, W.shape)) continue;
      for (let j = 0; j < width; j++) result[i * width + j] = at(W.data, id * width + j);
    }
    return result;
  },
  pullback: (make, { args: [W, ids] }, adjoint) =>
    W && ids ? [make.operate(scatter, [adjoint, ids], { shape: W.shape })] : [],
  linear: [0],
  tests: [
    { shapes: [[4, 2], []], ids: { argument: 1, below: 4 } },
    { shapes: [[4, 2], [3]], ids: { argument: 1, below: 4 } },
    {
      shapes: [
        [3, 2],
        [2, 2],
      ],
      ids: { argument: 1, below: 3 },
    },
    { shapes: [[4], [5]], ids: { argument: 1, below: 4 } },
  ],
};

/** Rows added up at their numbers: the adjoint of `gather`. */
const scatter: OperationRow = {
  name: 'scatter',
  parameters: [
    { name: 'g', kind: 'array' },
    { name: 'ids', kind: 'array' },
    { name: 'shape', kind: 'shape' },
  ],
  summary: 'rows added to zeros at their numbers; repeats add up',
  documentation:
    '`scatter(g, ids, shape)` is `zeros(shape)` with `g[k]` added to the entry `ids[k]` of its first axis, for each k: the gradient of an embedding, and NumPy’s `np.add.at`. A number used twice gets the sum of both.',
  latex: '\\operatorname{scatter}',
  shape: ([g = [], ids = []], options) => scatterShape(g, ids, shapeOf(options.shape)),
  entries: (arithmetic, [g, ids], _options, shape) => g && ids && scattered(arithmetic, g, ids, shape),
  values: ([g, ids], _options, shape) => {
    const result = new Float64Array(sizeOf(shape));
    if (!g || !ids) return result;
    const width = sizeOf(shape.slice(1));
    for (let k = 0; k < ids.data.length; k++) {
      const id = ids.data[k] ?? Number.NaN;
      if (!isRow(id, shape)) return result.fill(Number.NaN);
      for (let j = 0; j < width; j++)
        result[id * width + j] = (result[id * width + j] ?? 0) + at(g.data, k * width + j);
    }
    return result;
  },
  pullback: (make, { args: [, ids] }, adjoint) => (ids ? [rows(make, adjoint, ids)] : []),
  linear: [0],
  tests: [
    { shapes: [[2], []], options: { shape: [4, 2] }, ids: { argument: 1, below: 4 } },
    { shapes: [[3, 2], [3]], options: { shape: [4, 2] }, ids: { argument: 1, below: 4 } },
    { shapes: [[5], [5]], options: { shape: [3] }, ids: { argument: 1, below: 3 } },
  ],
};

export const selections: readonly OperationRow[] = [index, gather, scatter];

/** `x[2]` where the number is known, else `x[ids]`. */
function rows(make: Builder, x: Expression, ids: Expression): Expression {
  const known = ids.shape.length === 0 ? lengthOf(ids) : undefined;
  const one = known === undefined ? undefined : { at: [known] };
  if (one && !('message' in subscripts(x.shape, one.at))) return make.operate(index, [x], one);
  return make.operate(gather, [x, ids]);
}

const isRow = (id: number, [rows = 0]: readonly number[]): boolean => Number.isInteger(id) && id >= 0 && id < rows;

function scatterShape(g: Shape, ids: Shape, shape: Shape): Shape | Misfit {
  if (shape.length === 0) return { option: 'shape', message: 'scatter needs a shape with rows to add to.' };
  const needed = [...ids, ...shape.slice(1)];
  if (sameShape(g, needed)) return shape;
  const message = `{0} has shape ${shapeText(g)}; for ids of shape ${shapeText(ids)} and rows of ${shapeText(shape.slice(1))} it must be ${shapeText(needed)}.`;
  return { argument: 0, message };
}

/** More comparisons than this are not written out. */
const WRITTEN_OUT = 20_000;

/** Is the number k? Among n rows the answers sum to 1 where it is a row's number, else to 0. */
function matches<T>(arithmetic: Arithmetic<T>, id: T, n: number): T[] {
  return Array.from({ length: n }, (_, k) => arithmetic.apply(equal, id, arithmetic.constant(k)));
}

/** Each entry as a sum over all rows, of which one counts: the number may be anything. 0/0 where it is no row's. */
function gathered<T>(arithmetic: Arithmetic<T>, W: Entries<T>, ids: Entries<T>): T[] | undefined {
  const [n = 0] = W.shape;
  const width = sizeOf(W.shape.slice(1));
  if (ids.data.length * W.data.length > WRITTEN_OUT) return undefined;
  return Array.from(ids.data).flatMap((id) => {
    const match = matches(arithmetic, id, n);
    const total = arithmetic.add(match);
    return Array.from({ length: width }, (_, j) => {
      const terms = match.map((one, k) => arithmetic.multiply([one, at(W.data, k * width + j)]));
      return arithmetic.divide(arithmetic.add(terms), total);
    });
  });
}

/** Each entry as a sum over all of g's rows, of which those count that go there. 0/0 where a number is no row's. */
function scattered<T>(
  arithmetic: Arithmetic<T>,
  g: Entries<T>,
  ids: Entries<T>,
  shape: readonly number[],
): T[] | undefined {
  const [n = 0] = shape;
  const width = sizeOf(shape.slice(1));
  if (n * g.data.length > WRITTEN_OUT) return undefined;
  const match = Array.from(ids.data).map((id) => {
    const found = matches(arithmetic, id, n);
    const total = arithmetic.add(found);
    return found.map((one) => arithmetic.divide(one, total));
  });
  return Array.from({ length: n * width }, (_, place) => {
    const row = Math.floor(place / width);
    return arithmetic.add(
      match.map((found, k) => arithmetic.multiply([at(found, row), at(g.data, k * width + (place % width))])),
    );
  });
}

/** Max pooling of images, channels first: the greatest entry of each window, and what adjoints need. */
import { row } from '../functions/table';
import { sameShape, shapeText } from '../shapes';
import { at, sizeOf } from './define';
import { pooled, pooledFrom, SIZE, STRIDE, type Windows, windowLists, windows } from './pooled';
import type { Arithmetic, Entries, OperationRow, Options } from './row';
import { isMisfit } from './row';
import { doubles } from './windows';

/** For each output place where its first maximum stands; −1 where an entry has no value. */
function winners({ corners, offsets }: Windows, x: Float64Array): Int32Array {
  const result = new Int32Array(corners.length);
  for (let i = 0; i < corners.length; i++) {
    const corner = corners[i] ?? 0;
    let winner = corner;
    let best = x[corner] ?? 0;
    let isKnown = !Number.isNaN(best);
    for (let k = 1; k < offsets.length; k++) {
      const place = corner + (offsets[k] ?? 0);
      const entry = x[place] ?? 0;
      if (entry > best) {
        best = entry;
        winner = place;
      } else if (Number.isNaN(entry)) isKnown = false;
    }
    result[i] = isKnown ? winner : -1;
  }
  return result;
}

const winnersOf = (x: Entries<number>, made: readonly number[], options: Options): Int32Array =>
  winners(windows(x.shape, made, options), doubles(x));

/** 1 where the entry is the window's first maximum: above all before it, not below any after it. */
function isFirst<T>(arithmetic: Arithmetic<T>, x: Entries<T>, window: readonly number[], k: number): T | undefined {
  const own = at(x.data, window[k] ?? 0);
  const comparisons = window.flatMap((place, j) =>
    j === k ? [] : [arithmetic.apply(row(j < k ? '>' : '>='), own, at(x.data, place))],
  );
  const [only] = comparisons;
  return comparisons.length > 1 ? arithmetic.apply(row('and'), ...comparisons) : only;
}

const maxPool: OperationRow = {
  name: 'max_pool2d',
  parameters: [{ name: 'x', kind: 'array' }, SIZE, STRIDE],
  summary: 'greatest entry of each window of an image',
  documentation:
    'Of images `x[C, H, W]` or `x[N, C, H, W]`: windows of size × size, `stride` apart; what does not fill a window is left out. ' +
    'An axis of length h becomes floor((h − size)/stride) + 1. The slope goes to the first maximum of each window, in row-major order.',
  latex: '\\operatorname{max\\_pool2d}',
  shape: ([x = []], options) => pooled(x, options, 0),
  entries: (arithmetic, [x], options, shape) =>
    x &&
    windowLists(x.shape, shape, options).map((window) => {
      const [first, ...others] = window.map((place) => at(x.data, place));
      if (first === undefined) return arithmetic.constant(0);
      return others.length > 0 ? arithmetic.apply(row('max'), first, ...others) : first;
    }),
  values: ([x], options, shape) => {
    if (!x) return [];
    const data = doubles(x);
    return Float64Array.from(winnersOf(x, shape, options), (winner) => data[winner] ?? Number.NaN);
  },
  pullback: (make, { args: [x], options }, adjoint) => (x ? [make.operate(maxPoolInput, [adjoint, x], options)] : []),
  kink: {
    note: 'max_pool2d has a kink where entries of a window tie for the maximum; its slope there goes to the first of them, by convention',
    at: ([x], options) => x !== undefined && hasTie(x, options),
  },
  tests: [
    { shapes: [[1, 4, 4]], options: { size: 2 } },
    { shapes: [[2, 5, 5]], options: { size: 3, stride: 2 } },
    { shapes: [[2, 2, 3, 4]], options: { size: 2, stride: 1 } },
  ],
};

function hasTie(x: Entries<number>, options: Options): boolean {
  const shape = pooled(x.shape, options, 0);
  if (isMisfit(shape)) return false;
  const data = doubles(x);
  const all = windows(x.shape, shape.map(Number), options);
  const { corners, offsets } = all;
  const first = winners(all, data);
  for (let i = 0; i < corners.length; i++) {
    const winner = first[i] ?? -1;
    const best = data[winner];
    for (let k = 0; k < offsets.length; k++) {
      const place = (corners[i] ?? 0) + (offsets[k] ?? 0);
      if (winner >= 0 && place !== winner && data[place] === best) return true;
    }
  }
  return false;
}

/** The adjoint of max_pool2d. */
const maxPoolInput: OperationRow = {
  name: 'max_pool2d_input',
  parameters: [{ name: 'g', kind: 'array' }, { name: 'x', kind: 'array' }, SIZE, STRIDE],
  summary: 'adjoint of max_pool2d',
  documentation:
    'Every entry of `g`, of the shape of `max_pool2d(x, size, stride)`, goes to the first maximum of its window of x, in ' +
    'row-major order; the rest is 0. By x its slope is 0 wherever it exists.',
  latex: '\\operatorname{max\\_pool2d\\_input}',
  shape: ([g = [], x = []], options) => pooledFrom(g, x, options, 1),
  entries: (arithmetic, [g, x], options, shape) => {
    if (!g || !x) return undefined;
    const terms: (typeof g.data)[number][][] = Array.from({ length: sizeOf(shape) }, () => []);
    windowLists(shape, g.shape, options).forEach((window, i) => {
      window.forEach((place, k) => {
        const first = isFirst(arithmetic, x, window, k);
        const adjoint = at(g.data, i);
        terms[place]?.push(first === undefined ? adjoint : arithmetic.multiply([adjoint, first]));
      });
    });
    return terms.map((one) => arithmetic.add(one));
  },
  values: ([g, x], options, shape) => {
    const result = new Float64Array(sizeOf(shape));
    if (!g || !x) return result;
    const data = doubles(g);
    const all = windows(shape, g.shape, options);
    winners(all, doubles(x)).forEach((winner, i) => {
      if (winner >= 0) result[winner] = (result[winner] ?? 0) + (data[i] ?? 0);
      // Which is the greatest is not known: then none of the window's entries is.
      else for (const offset of all.offsets) result[(all.corners[i] ?? 0) + offset] = Number.NaN;
    });
    return result;
  },
  pullback: (make, { args: [, x], options }, adjoint) => (x ? [make.operate(maxPoolPick, [adjoint, x], options)] : []),
  linear: [0],
  tests: [
    {
      shapes: [
        [1, 2, 2],
        [1, 4, 4],
      ],
      options: { size: 2 },
    },
    {
      shapes: [
        [2, 2, 2],
        [2, 5, 5],
      ],
      options: { size: 3, stride: 2 },
    },
    {
      shapes: [
        [2, 2, 2, 3],
        [2, 2, 3, 4],
      ],
      options: { size: 2, stride: 1 },
    },
  ],
};

/** The adjoint of max_pool2d_input by g: what second derivatives of networks with max pooling need. */
const maxPoolPick: OperationRow = {
  name: 'max_pool2d_pick',
  parameters: [{ name: 'a', kind: 'array' }, { name: 'x', kind: 'array' }, SIZE, STRIDE],
  summary: 'entries of an image where another has the maxima of its windows',
  documentation:
    'For each window of x (as in `max_pool2d(x, size, stride)`) the entry of `a` at the first maximum of x; ' +
    '`max_pool2d_pick(x, x, size)` is `max_pool2d(x, size)`. By x its slope is 0 wherever it exists.',
  latex: '\\operatorname{max\\_pool2d\\_pick}',
  shape: ([a = [], x = []], options) => {
    if (sameShape(a, x)) return pooled(x, options, 1);
    return { argument: 0, message: `{0} has shape ${shapeText(a)} and {1} has ${shapeText(x)}: both need the same.` };
  },
  entries: (arithmetic, [a, x], options, shape) =>
    a &&
    x &&
    windowLists(x.shape, shape, options).map((window) =>
      arithmetic.add(
        window.map((place, k) => {
          const first = isFirst(arithmetic, x, window, k);
          return first === undefined ? at(a.data, place) : arithmetic.multiply([at(a.data, place), first]);
        }),
      ),
    ),
  values: ([a, x], options, shape) => {
    if (!a || !x) return [];
    const data = doubles(a);
    return Float64Array.from(winnersOf(x, shape, options), (winner) => data[winner] ?? Number.NaN);
  },
  pullback: (make, { args: [, x], options }, adjoint) => (x ? [make.operate(maxPoolInput, [adjoint, x], options)] : []),
  linear: [0],
  tests: [
    {
      shapes: [
        [1, 4, 4],
        [1, 4, 4],
      ],
      options: { size: 2 },
    },
    {
      shapes: [
        [2, 2, 3, 4],
        [2, 2, 3, 4],
      ],
      options: { size: 2, stride: 1 },
    },
  ],
};

export const maxPoolings: readonly OperationRow[] = [maxPool, maxPoolInput, maxPoolPick];

/** Average pooling of images, channels first: the mean entry of each window, and its adjoint. */
import { at, sizeOf } from './define';
import { pooled, pooledFrom, SHAPE, SIZE, STRIDE, windowLists, windows } from './pooled';
import type { Arithmetic, OperationRow } from './row';
import { doubles, numberOption, shapeOption } from './windows';

const averagePool: OperationRow = {
  name: 'avg_pool2d',
  parameters: [{ name: 'x', kind: 'array' }, SIZE, STRIDE],
  summary: 'mean entry of each window of an image',
  documentation:
    'Of images `x[C, H, W]` or `x[N, C, H, W]`: windows of size × size, `stride` apart; what does not fill a window is left out. ' +
    'An axis of length h becomes floor((h − size)/stride) + 1.',
  latex: '\\operatorname{avg\\_pool2d}',
  shape: ([x = []], options) => pooled(x, options, 0),
  entries: (arithmetic, [x], options, shape) =>
    x &&
    windowLists(x.shape, shape, options).map((window) =>
      mean(
        arithmetic,
        window.map((place) => at(x.data, place)),
        window.length,
      ),
    ),
  values: ([x], options, shape) => {
    const result = new Float64Array(sizeOf(shape));
    if (!x) return result;
    const data = doubles(x);
    const { corners, offsets } = windows(x.shape, shape, options);
    for (let i = 0; i < result.length; i++) {
      const corner = corners[i] ?? 0;
      let total = 0;
      for (let k = 0; k < offsets.length; k++) total += data[corner + (offsets[k] ?? 0)] ?? 0;
      result[i] = total / offsets.length;
    }
    return result;
  },
  pullback: (make, { args: [x], options }, adjoint) =>
    x ? [make.operate(averagePoolInput, [adjoint], { ...options, shape: x.shape })] : [],
  linear: [0],
  tests: [
    { shapes: [[1, 4, 4]], options: { size: 2 } },
    { shapes: [[2, 5, 5]], options: { size: 3, stride: 2 } },
    { shapes: [[2, 2, 3, 4]], options: { size: 2, stride: 1 } },
  ],
};

/** The adjoint of avg_pool2d. */
const averagePoolInput: OperationRow = {
  name: 'avg_pool2d_input',
  parameters: [{ name: 'g', kind: 'array' }, SHAPE, SIZE, STRIDE],
  summary: 'adjoint of avg_pool2d',
  documentation:
    'Every entry of `g`, of the shape of `avg_pool2d(x, size, stride)`, goes to all entries of its window in equal parts; ' +
    '`shape` is that of x.',
  latex: '\\operatorname{avg\\_pool2d\\_input}',
  shape: ([g = []], options) => pooledFrom(g, shapeOption(options.shape), options),
  entries: (arithmetic, [g], options, shape) => {
    if (!g) return undefined;
    const terms: (typeof g.data)[number][][] = Array.from({ length: sizeOf(shape) }, () => []);
    windowLists(shape, g.shape, options).forEach((window, i) => {
      for (const place of window) terms[place]?.push(at(g.data, i));
    });
    const area = numberOption(options.size, 1) ** 2;
    return terms.map((one) => (one.length > 0 ? mean(arithmetic, one, area) : arithmetic.constant(0)));
  },
  values: ([g], options, shape) => {
    const result = new Float64Array(sizeOf(shape));
    if (!g) return result;
    const data = doubles(g);
    const { corners, offsets } = windows(shape, g.shape, options);
    for (let i = 0; i < data.length; i++) {
      const share = (data[i] ?? 0) / offsets.length;
      for (let k = 0; k < offsets.length; k++) {
        const place = (corners[i] ?? 0) + (offsets[k] ?? 0);
        result[place] = (result[place] ?? 0) + share;
      }
    }
    return result;
  },
  pullback: (make, { options: { shape: _shape, ...options } }, adjoint) => [
    make.operate(averagePool, [adjoint], options),
  ],
  linear: [0],
  tests: [
    { shapes: [[1, 2, 2]], options: { shape: [1, 4, 4], size: 2 } },
    { shapes: [[2, 2, 2]], options: { shape: [2, 5, 5], size: 3, stride: 2 } },
    { shapes: [[2, 2, 2, 3]], options: { shape: [2, 2, 3, 4], size: 2, stride: 1 } },
  ],
};

/** The sum of the terms over a number of them; of one, the term. */
const mean = <T>(arithmetic: Arithmetic<T>, terms: readonly T[], length: number): T =>
  length === 1 ? arithmetic.add(terms) : arithmetic.divide(arithmetic.add(terms), arithmetic.constant(length));

export const averagePoolings: readonly OperationRow[] = [averagePool, averagePoolInput];

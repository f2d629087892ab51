/** Operations that move entries and compute nothing: transpose, reshape, broadcast, indexing. */
import { count, type Dimension, floorDivide, type Shape } from '../dimension';
import { broadcastShapes, sameShape, shapeText } from '../shapes';
import { unbroadcast } from './adjoints';
import { at, sizeOf, strides } from './define';
import type { OperationRow, Option } from './row';

const shapeOf = (option: Option | undefined) =>
  Array.isArray(option) ? option.filter((one) => typeof one !== 'object') : [];

/** All axes in reverse, as NumPy's `.T`: of a vector it is the vector. */
const transpose: OperationRow = {
  name: 'transpose',
  parameters: [{ name: 'x', kind: 'array' }],
  summary: 'transpose: the axes in reverse order',
  documentation: '`W.T`, `Wᵀ` and `transpose(W)` are the same; a vector is its own transpose.',
  style: 'postfix',
  shape: ([x = []]) => [...x].reverse(),
  entries: (_arithmetic, [x], _options, shape) => {
    if (!x) return undefined;
    const steps = strides(x.shape).reverse();
    const own = strides(shape);
    return Array.from({ length: sizeOf(shape) }, (_, place) =>
      at(
        x.data,
        own.reduce((sum, step, axis) => sum + (Math.floor(place / step) % (shape[axis] ?? 1)) * (steps[axis] ?? 0), 0),
      ),
    );
  },
  pullback: (make, _node, adjoint) => [make.operate(transpose, [adjoint])],
  linear: [0],
  tests: [{ shapes: [[3]] }, { shapes: [[2, 3]] }, { shapes: [[2, 3, 4]] }],
};

/** The same entries in row-major order, in another shape. */
const reshape: OperationRow = {
  name: 'reshape',
  parameters: [
    { name: 'x', kind: 'array' },
    { name: 'shape', kind: 'shape' },
  ],
  summary: 'the same entries in another shape, in row-major order',
  documentation: '`reshape(x, [2, 3])`; one length may be −1: it is what the others leave.',
  shape: ([x = []], options) => {
    const shape = shapeOf(options.shape);
    if (count(shape) === count(x)) return shape;
    return {
      option: 'shape',
      message: `{0} has shape ${shapeText(x)}, which is ${count(x)} entries; ${shapeText(shape)} has ${count(shape)}.`,
    };
  },
  entries: (_arithmetic, [x]) => x && Array.from(x.data),
  values: ([x]) => x?.data ?? [],
  pullback: (make, { args: [x] }, adjoint) => [make.operate(reshape, [adjoint], { shape: x?.shape ?? [] })],
  linear: [0],
  tests: [
    { shapes: [[2, 3]], options: { shape: [3, 2] } },
    { shapes: [[4]], options: { shape: [4, 1] } },
  ],
};

/** Stretched to a shape by NumPy's rule. */
const broadcast: OperationRow = {
  name: 'broadcast',
  parameters: [
    { name: 'x', kind: 'array' },
    { name: 'shape', kind: 'shape' },
  ],
  summary: 'stretched to a shape by the rule of broadcasting',
  shape: ([x = []], options) => {
    const shape = shapeOf(options.shape);
    const common = broadcastShapes(x, shape);
    if (common && sameShape(common, shape)) return shape;
    return {
      option: 'shape',
      message: `{0} has shape ${shapeText(x)}, which cannot be stretched to ${shapeText(shape)}.`,
    };
  },
  entries: (_arithmetic, [x], _options, shape) => {
    if (!x) return undefined;
    const missing = shape.length - x.shape.length;
    const steps = strides(x.shape);
    const own = strides(shape);
    return Array.from({ length: sizeOf(shape) }, (_, place) =>
      at(
        x.data,
        x.shape.reduce(
          (sum, length, axis) =>
            sum + (length === 1 ? 0 : (Math.floor(place / (own[axis + missing] ?? 1)) % length) * (steps[axis] ?? 0)),
          0,
        ),
      ),
    );
  },
  pullback: (make, { args: [x] }, adjoint) => [unbroadcast(make, adjoint, x?.shape ?? [])],
  linear: [0],
  tests: [
    { shapes: [[3]], options: { shape: [2, 3] } },
    { shapes: [[2, 1]], options: { shape: [2, 3] } },
  ],
};

/** The shape that is wanted, with what the others leave in the place of −1. */
export function resolvedShape(x: Shape, wanted: readonly Dimension[]): Shape {
  const at = wanted.indexOf(-1);
  if (at < 0) return wanted;
  const others = count(wanted.filter((_, i) => i !== at));
  return wanted.map((length, i) => (i === at ? floorDivide(count(x), others) : length));
}

export const shapings: readonly OperationRow[] = [transpose, reshape, broadcast];

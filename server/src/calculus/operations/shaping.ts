/** Operations that move entries and compute nothing: transpose, reshape, broadcast; and arrays of one number. */
import { count, type Dimension, floorDivide, type Shape, times } from '../dimension';
import { axisAt, broadcastShapes, sameShape, shapeText } from '../shapes';
import { unbroadcast } from './adjoints';
import { pick, pickValues, places, shapeOf, sizeOf, strides } from './define';
import type { Arithmetic, Entries, Misfit, OperationParameter, OperationRow, Options } from './row';

const SHAPED: readonly OperationParameter[] = [
  { name: 'x', kind: 'array' },
  { name: 'shape', kind: 'shape' },
];

/** For each axis of the transpose the axis that it was; undefined where `axes` are no order of them. */
function axesOf({ axes }: Options, rank: number): readonly number[] | undefined {
  if (axes === undefined) return Array.from({ length: rank }, (_, i) => rank - 1 - i);
  const named = shapeOf(axes).map((axis) => (typeof axis === 'number' ? axisAt(axis, rank) : undefined));
  const found = named.filter((axis) => axis !== undefined);
  return named.length === rank && new Set(found).size === rank ? found : undefined;
}

const transposedPlaces = (x: Entries<unknown>, options: Options, shape: readonly number[]): Int32Array => {
  const steps = strides(x.shape);
  return places(
    shape,
    (axesOf(options, x.shape.length) ?? []).map((axis) => steps[axis] ?? 0),
  );
};

/** All axes in reverse, as NumPy's `.T`: of a vector it is the vector. */
const transpose: OperationRow = {
  name: 'transpose',
  parameters: [
    { name: 'x', kind: 'array' },
    { name: 'axes', kind: 'axes', optional: true, default: 'all in reverse' },
  ],
  summary: 'transpose: the axes in reverse order',
  documentation:
    '`W.T`, `Wᵀ` and `transpose(W)` are the same; a vector is its own transpose. `transpose(x, axes=[0, 2, 1])` is the array whose axis i is axis `axes[i]` of x.',
  style: 'postfix',
  latex: '\\operatorname{transpose}',
  shape: ([x = []], options) => {
    const axes = axesOf(options, x.length);
    if (axes) return axes.map((axis) => x[axis] ?? 1);
    const message = `{0} has shape ${shapeText(x)}: axes must name each of its ${x.length} axes once, from 0.`;
    return { option: 'axes', message };
  },
  entries: (_arithmetic, [x], options, shape) => x && pick(x, transposedPlaces(x, options, shape)),
  values: ([x], options, shape) => (x ? pickValues(x, transposedPlaces(x, options, shape)) : []),
  pullback: (make, { args: [x], options }, adjoint) => {
    const axes = options.axes === undefined ? undefined : axesOf(options, x?.shape.length ?? 0);
    // The order that undoes the order.
    return [make.operate(transpose, [adjoint], axes ? { axes: axes.map((_, i) => axes.indexOf(i)) } : {})];
  },
  linear: [0],
  tests: [
    { shapes: [[3]] },
    { shapes: [[2, 3]] },
    { shapes: [[2, 3, 4]] },
    { shapes: [[2, 3, 4]], options: { axes: [1, -1, 0] } },
  ],
};

/** The lengths that a reader wants for x's entries, with the one that may be −1 worked out. */
export function resolvedShape(x: Shape, wanted: Shape): Shape | Misfit {
  const entries = `{0} has shape ${shapeText(x)}, which is ${count(x)} entries`;
  const open = wanted.filter((length) => length === -1).length;
  if (open > 1) return { option: 'shape', message: 'Only one length may be -1: it is what the others leave.' };
  const bad = wanted.find((length) => typeof length === 'number' && length !== -1 && !(length >= 0));
  if (bad !== undefined) return { option: 'shape', message: `${bad} is no length.` };
  const known = count(wanted.filter((length) => length !== -1));
  if (open === 0) {
    if (known === count(x)) return wanted;
    return { option: 'shape', message: `${entries}; ${shapeText(wanted)} has ${known}.` };
  }
  const rest = floorDivide(count(x), known);
  if (known !== 0 && times(rest, known) === count(x)) return wanted.map((length) => (length === -1 ? rest : length));
  return { option: 'shape', message: `${entries}; ${shapeText(wanted)} needs a multiple of ${known}.` };
}

/** The same entries in row-major order, in another shape. */
const reshape: OperationRow = {
  name: 'reshape',
  parameters: SHAPED,
  summary: 'the same entries in another shape, in row-major order',
  documentation: '`reshape(x, [2, 3])`; one length may be −1: it is what the others leave.',
  latex: '\\operatorname{reshape}',
  shape: ([x = []], { shape }) => resolvedShape(x, shapeOf(shape)),
  entries: (_arithmetic, [x]) => x && Array.from(x.data),
  values: ([x]) => x?.data ?? [],
  pullback: (make, { args: [x] }, adjoint) => [make.operate(reshape, [adjoint], { shape: x?.shape ?? [] })],
  linear: [0],
  tests: [
    { shapes: [[2, 3]], options: { shape: [3, 2] } },
    { shapes: [[4]], options: { shape: [4, 1] } },
    { shapes: [[2, 3, 2]], options: { shape: [2, -1] } },
    { shapes: [[]], options: { shape: [1, 1] } },
  ],
};

const stretchedPlaces = (x: Entries<unknown>, shape: readonly number[]): Int32Array => {
  const missing = shape.length - x.shape.length;
  const steps = strides(x.shape);
  return places(
    shape,
    shape.map((_, axis) => (x.shape[axis - missing] === 1 ? 0 : (steps[axis - missing] ?? 0))),
  );
};

/** Stretched to a shape by NumPy's rule. */
const broadcast: OperationRow = {
  name: 'broadcast',
  parameters: SHAPED,
  summary: 'stretched to a shape by the rule of broadcasting',
  documentation:
    '`broadcast(x, shape)` repeats x along the axes that it lacks or has with length 1, as `x + zeros(shape)` does; NumPy calls it `broadcast_to`. Its pullback is a sum over these axes.',
  latex: '\\operatorname{broadcast}',
  shape: ([x = []], options) => {
    const shape = shapeOf(options.shape);
    const common = broadcastShapes(x, shape);
    if (common && sameShape(common, shape)) return shape;
    return {
      option: 'shape',
      message: `{0} has shape ${shapeText(x)}, which cannot be stretched to ${shapeText(shape)}.`,
    };
  },
  entries: (_arithmetic, [x], _options, shape) => x && pick(x, stretchedPlaces(x, shape)),
  values: ([x], _options, shape) => (x ? pickValues(x, stretchedPlaces(x, shape)) : []),
  pullback: (make, { args: [x] }, adjoint) => [unbroadcast(make, adjoint, x?.shape ?? [])],
  linear: [0],
  tests: [
    { shapes: [[]], options: { shape: [2, 3] } },
    { shapes: [[3]], options: { shape: [2, 3] } },
    { shapes: [[2, 1]], options: { shape: [2, 3] } },
    { shapes: [[2, 1, 3]], options: { shape: [4, 2, 2, 3] } },
  ],
};

/** An array all of whose entries are one number. */
const constant = (name: string, value: number): OperationRow => ({
  name,
  parameters: [{ name: 'shape', kind: 'shape' }],
  summary: `array of ${name}`,
  documentation: `\`${name}([2, 3])\` is a matrix of ${value}s, \`${name}(4)\` a vector.`,
  latex: `\\operatorname{${name}}`,
  // A length may be 0: an empty part beside a slice, once its lengths are known.
  shape: (_args, options): Shape | Misfit => {
    const shape = shapeOf(options.shape);
    const bad = shape.find((length: Dimension) => typeof length === 'number' && !(length >= 0));
    return bad === undefined ? shape : { option: 'shape', message: `${bad} is no length.` };
  },
  entries: <T>(arithmetic: Arithmetic<T>, _args: unknown, _options: Options, shape: readonly number[]) =>
    Array<T>(sizeOf(shape)).fill(arithmetic.constant(value)),
  values: (_args, _options, shape) => new Float64Array(sizeOf(shape)).fill(value),
  tests: [{ shapes: [], options: { shape: [2, 3] } }],
});

export const shapings: readonly OperationRow[] = [
  transpose,
  reshape,
  broadcast,
  constant('zeros', 0),
  constant('ones', 1),
];

/** Arrays put together along an axis: one they have (concat), or a new one (stack). */
import { type Dimension, plus, type Shape } from '../dimension';
import { axisAt, sameShape, shapeText } from '../shapes';
import { at, sizeOf } from './define';
import type { Entries, Misfit, OperationParameter, OperationRow, Options } from './row';
import { operation } from './table';

const JOINED: readonly OperationParameter[] = [
  { name: 'a', kind: 'array' },
  { name: 'b', kind: 'array', optional: true },
  { name: 'axis', kind: 'axis', optional: true, default: '0' },
];

/** The axis, from the front; undefined where there is no such one. */
const joinAxis = ({ axis = 0 }: Options, rank: number): number | undefined =>
  typeof axis === 'number' ? axisAt(axis, rank) : undefined;

/** End to end along an axis that they have. */
const concat: OperationRow = {
  name: 'concat',
  parameters: JOINED,
  variadic: true,
  summary: 'arrays put end to end along an axis',
  documentation:
    '`concat(a, b, axis=0)`: all other axes must agree. `concat([1, 2], [3])` is `[1, 2, 3]`; NumPy calls it `concatenate`.',
  latex: '\\operatorname{concat}',
  shape: (args, options) => {
    const [first = []] = args;
    const axis = joinAxis(options, first.length);
    if (axis === undefined) return noAxis(first, first.length);
    const without = (shape: Shape): Shape => shape.filter((_, i) => i !== axis);
    const wrong = args.findIndex(
      (shape) => shape.length !== first.length || !sameShape(without(shape), without(first)),
    );
    if (wrong >= 0) return disagree(args, wrong, `concat along axis ${axis} needs all other axes to agree`);
    const length = args.reduce<Dimension>((total, shape) => plus(total, shape[axis] ?? 1), 0);
    return first.map((own, i) => (i === axis ? length : own));
  },
  entries: (_arithmetic, args, options, shape) => joined(args, shape, joinAxis(options, shape.length) ?? 0),
  pullback: (make, { args, options, shape }, adjoint) => {
    const axis = joinAxis(options, shape.length) ?? 0;
    if (args.length === 1) return [adjoint];
    let from: Dimension = 0;
    return args.map((arg) => {
      const to = plus(from, arg.shape[axis] ?? 1);
      const part = make.operate(operation('index'), [adjoint], { at: [...whole(shape.slice(0, axis)), [from, to]] });
      from = to;
      return part;
    });
  },
  // Of each argument while the others are 0: no factor comes out of one alone.
  tests: [
    { shapes: [[2], [3]] },
    {
      shapes: [
        [2, 3],
        [1, 3],
        [2, 3],
      ],
    },
    {
      shapes: [
        [2, 3],
        [2, 1],
      ],
      options: { axis: -1 },
    },
    { shapes: [[3]] },
  ],
};

/** Side by side along a new axis. */
const stack: OperationRow = {
  name: 'stack',
  parameters: JOINED,
  variadic: true,
  summary: 'arrays of one shape, put together along a new axis',
  documentation:
    '`stack(a, b, axis=0)` of vectors is the matrix with the rows a and b, with `axis=1` that with these columns.',
  latex: '\\operatorname{stack}',
  shape: (args, options) => {
    const [first = []] = args;
    const axis = joinAxis(options, first.length + 1);
    if (axis === undefined) return noAxis(first, first.length + 1);
    const wrong = args.findIndex((shape) => !sameShape(shape, first));
    if (wrong >= 0) return disagree(args, wrong, 'stack needs arrays of one shape');
    return [...first.slice(0, axis), args.length, ...first.slice(axis)];
  },
  entries: (_arithmetic, args, options, shape) => joined(args, shape, joinAxis(options, shape.length) ?? 0),
  pullback: (make, { args, options, shape }, adjoint) => {
    const before = whole(shape.slice(0, joinAxis(options, shape.length) ?? 0));
    return args.map((_, i) => make.operate(operation('index'), [adjoint], { at: [...before, i] }));
  },
  tests: [
    { shapes: [[], []] },
    { shapes: [[3], [3]] },
    { shapes: [[3], [3]], options: { axis: -1 } },
    {
      shapes: [
        [2, 3],
        [2, 3],
      ],
      options: { axis: 1 },
    },
  ],
};

export const joinings: readonly OperationRow[] = [concat, stack];

/** Subscripts that leave axes as they are. */
const whole = (shape: Shape): readonly (readonly Dimension[])[] => shape.map((length) => [0, length]);

/** In turn from each array what stands in it under one index of the axes before. */
function joined<T>(args: readonly Entries<T>[], shape: readonly number[], axis: number): T[] {
  const outer = sizeOf(shape.slice(0, axis));
  return Array.from({ length: outer }, (_, i) =>
    args.flatMap(({ data }) => {
      const block = data.length / outer;
      return Array.from({ length: block }, (_unused, j) => at(data, i * block + j));
    }),
  ).flat();
}

const noAxis = (shape: Shape, axes: number): Misfit => {
  const known = axes === 0 ? 'a number has no axes' : `the axes are 0 to ${axes - 1}`;
  return { option: 'axis', message: `{0} has shape ${shapeText(shape)}: ${known}.` };
};

const disagree = (args: readonly Shape[], wrong: number, needs: string): Misfit => ({
  argument: wrong,
  message: `{0} has shape ${shapeText(args[0] ?? [])} and {${wrong}} has shape ${shapeText(args[wrong] ?? [])}: ${needs}.`,
});

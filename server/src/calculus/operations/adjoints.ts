/** What pullbacks share: adjoints brought to the shape that they belong to. */
import type { Dimension, Shape } from '../dimension';
import type { Builder, Expression, Operation } from '../expression';
import { sameShape } from '../shapes';
import { axisOf, keepsDimensions } from './define';
import type { Options } from './row';
import { operation } from './table';

/** The adjoint of what was broadcast to the adjoint's shape: summed over the axes that broadcasting made or stretched. */
export function unbroadcast(make: Builder, adjoint: Expression, shape: Shape): Expression {
  if (sameShape(adjoint.shape, shape)) return adjoint;
  let result = adjoint;
  while (result.shape.length > shape.length) result = make.operate(operation('sum'), [result], { axis: 0 });
  shape.forEach((length, axis) => {
    if (length === 1 && result.shape[axis] !== 1)
      result = make.operate(operation('sum'), [result], { axis: normalAxis(axis, shape.length), keepdims: true });
  });
  return result;
}

/** Stretched to a shape. */
export const broadcastTo = (make: Builder, expression: Expression, shape: Shape): Expression =>
  sameShape(expression.shape, shape) ? expression : make.operate(operation('broadcast'), [expression], { shape });

/** The last axis counts from the end, the others from the front: `axis=-1`, as it is mostly written. */
export const normalAxis = (axis: number, rank: number): number => (axis === rank - 1 && rank > 1 ? -1 : axis);

/** What a reduction gave, with the axis that it went over back as 1, so that it broadcasts against the argument. */
export function kept(make: Builder, { args: [x], options }: Operation, value: Expression): Expression {
  const shape = x?.shape ?? [];
  const axis = axisOf(options, shape.length);
  // A leading axis comes back by broadcasting; one that was kept is there.
  if (keepsDimensions(options) || axis === undefined || axis === 0) return value;
  return make.operate(operation('reshape'), [value], { shape: shape.map((length, i) => (i === axis ? 1 : length)) });
}

/** The sum over an axis; of a vector over all that it has, which is said shorter. */
export const sumOver = (make: Builder, x: Expression, options: Options): Expression =>
  make.operate(operation('sum'), [x], x.shape.length === 1 ? {} : options);

/** Each of the last two axes in the other's place: the transposes of a batch of matrices. */
export function swapped(make: Builder, x: Expression): Expression {
  const rank = x.shape.length;
  if (rank === 2) return make.operate(operation('transpose'), [x]);
  const axes: Dimension[] = [...Array(rank - 2).keys(), rank - 1, rank - 2];
  return make.operate(operation('transpose'), [x], { axes });
}

/** What pullbacks share: adjoints brought to the shape that they belong to. */
import type { Shape } from '../dimension';
import type { Builder, Expression } from '../expression';
import { sameShape } from '../shapes';
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

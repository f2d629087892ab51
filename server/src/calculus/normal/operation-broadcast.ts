/**
 * Broadcasting in normal form: it stands outermost and vanishes wherever the partners of an elementwise operation give
 * the shape. The same number everywhere is c·ones(n), a vector as every row broadcast(v, [m, n]), as every column
 * outer(v, ones(n)).
 *
 * In: operands of elementwise constructors. Out: a result that always has the operands' common shape.
 */
import type { Shape } from '../dimension';
import { type Expression, isConstant, type Operation } from '../expression';
import { operation } from '../operations/table';
import { broadcastShapes, sameShape } from '../shapes';
import type { Construction } from './construction';
import { compareFactors } from './order';

/** Builds an elementwise expression from operands without their broadcasting, and broadcasts the result if it must. */
export function elementwise(
  make: Construction,
  operands: readonly Expression[],
  build: (operands: readonly Expression[]) => Expression,
): Expression {
  if (operands.every((operand) => operand.shape.length === 0)) return build(operands);
  const shape = broadcastShapes(...operands.map((operand) => operand.shape));
  if (!shape) return build(operands);
  return spread(make, build(operands.map((operand) => bare(make, operand))), shape);
}

/** An array as the least that broadcasts to it. */
export function bare(make: Construction, array: Expression): Expression {
  const { graph } = make;
  if (array.kind === 'operation') return bareOperation(make, array) ?? array;
  if (array.kind !== 'product' || array.shape.length === 0) return array;
  const ones = array.factors.find(isOnes);
  if (!ones) return array;
  const rest = array.factors.filter((factor) => factor !== ones);
  return rest.length === 1 && rest[0] ? rest[0] : graph.multiply(...rest);
}

function bareOperation(make: Construction, { row, args: [a, b], shape }: Operation): Expression | undefined {
  switch (row.name) {
    case 'ones':
      return make.constant(1);
    case 'zeros':
      return make.constant(0);
    case 'broadcast':
      return a;
    case 'outer':
      if (a && b && isOnes(b)) return make.operate(operation('reshape'), [a], { shape: [...a.shape, 1] });
      return undefined;
    case 'reshape':
      // A row of a matrix broadcasts as the vector that it was.
      return a?.shape.length === 1 && sameShape(shape.slice(-1), a.shape) ? a : undefined;
    default:
      return undefined;
  }
}

export const isOnes = (node: Expression | undefined): node is Operation & { readonly row: { readonly name: 'ones' } } =>
  node?.kind === 'operation' && node.row.name === 'ones';

export const isZeros = (node: Expression | undefined): boolean =>
  node !== undefined && ((node.kind === 'operation' && node.row.name === 'zeros') || isConstant(node, 0));

/** An expression in normal form, stretched to a shape. */
export function spread(make: Construction, expression: Expression, shape: Shape): Expression {
  if (sameShape(expression.shape, shape)) return expression;
  const { graph } = make;
  const inner = bare(make, expression);
  if (sameShape(inner.shape, shape)) return inner;
  if (inner.shape.length === 0) {
    if (isConstant(inner, 0)) return graph.operate(operation('zeros'), [], { shape });
    const ones = graph.operate(operation('ones'), [], { shape });
    if (isConstant(inner, 1)) return ones;
    const factors = inner.kind === 'product' && !make.opaque(inner) ? inner.factors : [inner];
    const [number, ...others] = factors;
    const sorted = number?.kind === 'constant' ? [number, ...[...others, ones].sort(compareFactors)] : undefined;
    return graph.multiply(...(sorted ?? [...factors, ones].sort(compareFactors)));
  }
  if (inner.shape.length === 1 && sameShape(shape, [...Array<1>(shape.length - 1).fill(1), ...inner.shape]))
    return graph.operate(operation('reshape'), [inner], { shape });
  const column = shape.length === 2 && inner.shape.length === 2 && inner.shape[1] === 1 ? columnOf(inner) : undefined;
  if (column) {
    const ones = graph.operate(operation('ones'), [], { shape: shape.slice(1) });
    return make.operate(operation('outer'), [column, ones]);
  }
  return graph.operate(operation('broadcast'), [inner], { shape });
}

/** The vector that a column was made of. */
export function columnOf(column: Expression): Expression | undefined {
  if (column.kind !== 'operation' || column.row.name !== 'reshape') return undefined;
  const [vector] = column.args;
  return vector?.shape.length === 1 ? vector : undefined;
}

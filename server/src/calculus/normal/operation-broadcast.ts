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
import { entrywise } from './operation-literal';
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
  const literal = entrywise(make, operands, build);
  if (literal) return literal;
  return spread(make, build(operands.map((operand) => bare(make, operand))), shape);
}

/** An array as the least that broadcasts to it. */
export function bare(make: Construction, array: Expression): Expression {
  const { graph } = make;
  if (array.kind === 'operation') return bareOperation(make, array) ?? array;
  if (array.kind !== 'product' || array.shape.length === 0) return array;
  const [stretched, ...others] = array.factors.filter(({ shape }) => shape.length > 0);
  const least = stretched?.kind === 'operation' && others.length === 0 ? bareOperation(make, stretched) : undefined;
  if (!least) return array;
  const scalars = array.factors.filter(({ shape }) => shape.length === 0);
  if (least.shape.length > 0) return graph.multiply(...scalars, least);
  return scalars.length === 1 && scalars[0] ? scalars[0] : graph.multiply(...scalars);
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

/** An expression in normal form, stretched to a shape; scalars stand before what is stretched. */
export function spread(make: Construction, expression: Expression, shape: Shape): Expression {
  if (sameShape(expression.shape, shape)) return expression;
  const { graph } = make;
  const inner = bare(make, expression);
  if (sameShape(inner.shape, shape)) return inner;
  if (isConstant(inner, 0)) return graph.operate(operation('zeros'), [], { shape });
  const factors = inner.kind === 'product' && !make.opaque(inner) ? inner.factors : [inner];
  const scalars = factors.filter((factor) => factor.shape.length === 0 && !isConstant(factor, 1));
  const arrays = factors.filter((factor) => factor.shape.length > 0);
  const [only] = arrays;
  const array = arrays.length === 1 && only ? only : arrays.length > 1 ? graph.multiply(...arrays) : make.constant(1);
  const stretched = stretch(make, array, shape);
  if (scalars.length === 0) return stretched;
  const [number, ...others] = scalars;
  if (number?.kind !== 'constant') return graph.multiply(...[...scalars, stretched].sort(compareFactors));
  return graph.multiply(number, ...[...others, stretched].sort(compareFactors));
}

/** Without scalar factors. */
function stretch({ graph }: Construction, array: Expression, shape: Shape): Expression {
  const ones = (lengths: Shape): Expression => graph.operate(operation('ones'), [], { shape: lengths });
  if (array.shape.length === 0) return ones(shape);
  if (array.shape.length === 1 && sameShape(shape, [...Array<1>(shape.length - 1).fill(1), ...array.shape]))
    return graph.operate(operation('reshape'), [array], { shape });
  const column = shape.length === 2 && array.shape[0] === shape[0] ? columnOf(array) : undefined;
  if (column) return graph.operate(operation('outer'), [column, ones(shape.slice(1))]);
  return graph.operate(operation('broadcast'), [array], { shape });
}

/** The vector that a column was made of. */
export function columnOf(column: Expression): Expression | undefined {
  if (column.kind !== 'operation' || column.row.name !== 'reshape') return undefined;
  const [vector] = column.args;
  return vector?.shape.length === 1 && sameShape(column.shape, [...vector.shape, 1]) ? vector : undefined;
}

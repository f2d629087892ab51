/**
 * Elementwise products and functions of arrays: means are sums, eye(n) leaves a diagonal, a column by a row is outer, and
 * transposes leave functions.
 */
import type { Expression } from '../expression';
import type { Construction } from './construction';
import { elementwise } from './operation-broadcast';
import { asOuter, onDiagonal } from './operation-matrix';
import { meansApart, meansTogether } from './operation-mean';
import { transposed, transposesOut } from './operation-transpose';
import { product } from './product';

export function arrayProduct(make: Construction, operands: readonly Expression[]): Expression {
  const whole = product(make, meansApart(make, operands));
  if (whole.kind !== 'product') return whole;
  const factors =
    whole.shape.length === 2 ? (onDiagonal(make, whole.factors) ?? asOuter(make, whole.factors)) : undefined;
  return factors ? make.multiply(...factors) : meansTogether(make, whole);
}

/** A power, or a function of the table, of arrays. */
export function functional(
  make: Construction,
  operands: readonly Expression[],
  build: (operands: readonly Expression[]) => Expression,
): Expression {
  const inner = transposesOut(operands);
  return inner ? transposed(make, elementwise(make, inner, build)) : elementwise(make, operands, build);
}

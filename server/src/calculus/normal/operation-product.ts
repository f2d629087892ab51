/** Elementwise products in which there are operations: means are sums, eye(n) leaves a diagonal, a column by a row is outer. */
import type { Expression } from '../expression';
import type { Construction } from './construction';
import { asOuter, onDiagonal } from './operation-matrix';
import { meansApart, meansTogether } from './operation-mean';
import { product } from './product';

export function arrayProduct(make: Construction, operands: readonly Expression[]): Expression {
  const whole = product(make, meansApart(make, operands));
  if (whole.kind !== 'product') return whole;
  const factors = whole.shape.length === 2 ? (onDiagonal(make, whole.factors) ?? asOuter(make, whole.factors)) : undefined;
  return factors ? make.multiply(...factors) : meansTogether(make, whole);
}

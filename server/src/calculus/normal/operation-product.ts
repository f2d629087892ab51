/** Elementwise products in which there are operations: with means as sums, and eye(n) as what leaves a diagonal. */
import type { Expression } from '../expression';
import type { Construction } from './construction';
import { onDiagonal } from './operation-matrix';
import { meansApart, meansTogether } from './operation-mean';
import { product } from './product';

export function arrayProduct(make: Construction, operands: readonly Expression[]): Expression {
  const whole = product(make, meansApart(make, operands));
  if (whole.kind !== 'product') return whole;
  const diagonal = whole.shape.length === 2 ? onDiagonal(make, whole.factors) : undefined;
  return diagonal ? make.multiply(...diagonal) : meansTogether(make, whole);
}

/** Lengths of axes as expressions, and expressions as lengths: a dimension is usable as a number. */
import { type Dimension, floorDivide, foldLength, plus, times } from './dimension';
import type { Builder, Expression } from './expression';
import { row } from './functions/table';
import { isInteger, toNumber } from './rational';

/** A length as a number: `n` is a variable of its own kind, which no parameter hides. */
export function lengthExpression(make: Builder, length: Dimension): Expression {
  return foldLength<Expression>(length, {
    number: (value) => make.constant(value),
    name: (name) => make.graph.variable(name, 'dimension'),
    add: (terms) => make.add(...terms),
    multiply: (factors) => make.multiply(...factors),
    floorDivide: (above, below) => make.apply(row('floor'), make.divide(above, below)),
  });
}

/** The length that an expression says: an integer polynomial in dimensions, with floor division; undefined for others. */
export function lengthOf(expression: Expression): Dimension | undefined {
  const all = (parts: readonly Expression[], join: (a: Dimension, b: Dimension) => Dimension, first: Dimension) =>
    parts.reduce<Dimension | undefined>((total, part) => {
      const length = total === undefined ? undefined : lengthOf(part);
      return total === undefined || length === undefined ? undefined : join(total, length);
    }, first);
  switch (expression.kind) {
    case 'constant':
      return isInteger(expression.value) ? toNumber(expression.value) : undefined;
    case 'variable':
      return expression.scope === 'dimension' ? expression.name : undefined;
    case 'sum':
      return all(expression.terms, plus, 0);
    case 'product':
      return all(expression.factors, times, 1);
    case 'negation':
      return all([expression.operand], times, -1);
    case 'power': {
      const { base, exponent } = expression;
      const order = exponent.kind === 'constant' && isInteger(exponent.value) ? toNumber(exponent.value) : -1;
      return order > 0 && order < 20 ? all(Array<Expression>(order).fill(base), times, 1) : undefined;
    }
    case 'quotient':
      return quotientOf(expression.numerator, expression.denominator, true);
    case 'application': {
      const [inner] = expression.args;
      if (expression.row.name !== 'floor' || !inner) return undefined;
      if (inner.kind === 'quotient') return quotientOf(inner.numerator, inner.denominator, false);
      return lengthOf(inner);
    }
    default:
      return undefined;
  }
}

/** a/b as a length: by floor division, or only where it is whole. */
function quotientOf(above: Expression, below: Expression, whole: boolean): Dimension | undefined {
  const [a, b] = [lengthOf(above), lengthOf(below)];
  if (a === undefined || b === undefined || b === 0) return undefined;
  const result = floorDivide(a, b);
  return !whole || times(result, b) === a ? result : undefined;
}

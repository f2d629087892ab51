/**
 * A plain evaluator in decimals, for these tests only: what the table's formulas mean, read off the tree. In: an
 * expression as written over variables, their values. Out: the value; it throws where there is none.
 */
import type { Expression } from '../../src/calculus/expression';
import { constants, row } from '../../src/calculus/functions/table';
import type { BigNumber, Precise } from '../../src/calculus/special/precise';

export type Values = ReadonlyMap<Expression, BigNumber>;

export function evaluate(a: Precise, expression: Expression, values: Values): BigNumber {
  const at = (part: Expression): BigNumber => evaluate(a, part, values);
  switch (expression.kind) {
    case 'constant':
      return a.rational(expression.value);
    case 'named': {
      const constant = constants.get(expression.name);
      if (!constant) throw new RangeError(expression.name);
      return constant.precise(a);
    }
    case 'variable': {
      const value = values.get(expression);
      if (!value) throw new RangeError(`${expression.name} has no value`);
      return value;
    }
    case 'sum':
      return expression.terms.map(at).reduce(a.add);
    case 'product':
      return expression.factors.map(at).reduce(a.multiply);
    case 'negation':
      return a.negate(at(expression.operand));
    case 'quotient':
      return divide(a, at(expression.numerator), at(expression.denominator));
    case 'power':
      return a.power(at(expression.base), at(expression.exponent));
    case 'application':
      return apply(a, expression.row.name, expression.args, values);
    default:
      throw new RangeError(`no ${expression.kind} in the table`);
  }
}

function apply(a: Precise, name: string, args: readonly Expression[], values: Values): BigNumber {
  const [condition, yes, no] = args;
  if (name === 'where' && condition && yes && no) {
    return evaluate(a, evaluate(a, condition, values).isZero() ? no : yes, values);
  }
  const value = row(name).precise?.(a, ...args.map((arg) => evaluate(a, arg, values)));
  if (!value) throw new RangeError(`${name} has no precise value`);
  return value;
}

function divide(a: Precise, above: BigNumber, below: BigNumber): BigNumber {
  if (below.isZero()) throw new RangeError('division by zero');
  return a.divide(above, below);
}

/**
 * The chain rule as a plain recursion over the tree, for these tests only: it puts nothing between a row's derivative and
 * the test but sums and products. In: an expression as written, a variable. Out: its derivative as written.
 */
import { type Expression, type Graph, isConstant, type Variable } from '../../src/calculus/expression';
import { row } from '../../src/calculus/functions/table';
import { ONE } from '../../src/calculus/rational';

export function derivative(graph: Graph, expression: Expression, variable: Variable): Expression {
  const of = (part: Expression): Expression => derivative(graph, part, variable);
  switch (expression.kind) {
    case 'constant':
    case 'named':
      return graph.constant(0);
    case 'variable':
      return graph.constant(expression === variable ? 1 : 0);
    case 'sum':
      return graph.add(...expression.terms.map(of));
    case 'negation':
      return graph.negate(of(expression.operand));
    case 'product':
      return graph.add(
        ...expression.factors.map((factor, i) => graph.multiply(...expression.factors.with(i, of(factor)))),
      );
    case 'quotient': {
      const { numerator, denominator } = expression;
      const above = graph.subtract(
        graph.multiply(of(numerator), denominator),
        graph.multiply(numerator, of(denominator)),
      );
      return graph.divide(above, graph.power(denominator, 2));
    }
    case 'power': {
      const { base, exponent } = expression;
      if (exponent.kind !== 'constant') throw new RangeError('rows have constant exponents only');
      return graph.multiply(exponent, graph.power(base, graph.constant(exponent.value.sub(ONE))), of(base));
    }
    case 'application':
      return application(graph, expression, of);
    default:
      throw new RangeError(`no ${expression.kind} in the table`);
  }
}

function application(
  graph: Graph,
  expression: Extract<Expression, { kind: 'application' }>,
  of: (part: Expression) => Expression,
): Expression {
  const { args } = expression;
  const partials = expression.row.derivative?.(graph, args, expression);
  if (!partials) return graph.constant(0);
  const [condition, yes, no] = args;
  if (expression.row.name === 'where' && condition && yes && no) {
    return graph.apply(row('where'), condition, of(yes), of(no));
  }
  const terms = partials.map((partial, i) => [partial, of(args[i] ?? partial)] as const);
  return graph.add(
    ...terms.filter(([, inner]) => !isConstant(inner, 0)).map(([partial, inner]) => graph.multiply(partial, inner)),
  );
}

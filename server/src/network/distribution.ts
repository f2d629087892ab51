/**
 * Whether what an expression computes adds up to 1 over its last axis, by how it is made. In: an expression and what the
 * nodes in it stand for. Out: yes, no, or nothing that can be said.
 */
import { type Expression, isConstant } from '../calculus/expression';
import { axisAt } from '../calculus/shapes';

export type Likeness = 'distribution' | 'none' | 'unknown';

export function likeness(expression: Expression, see: (variable: Expression) => Expression | undefined): Likeness {
  const of = (part: Expression | undefined): Likeness => (part ? likeness(part, see) : 'unknown');
  switch (expression.kind) {
    case 'variable': {
      const body = see(expression);
      return body ? likeness(body, see) : 'unknown';
    }
    case 'operation': {
      const [first, second] = expression.args;
      switch (expression.row.name) {
        case 'softmax': {
          const { axis = -1 } = expression.options;
          const rank = expression.shape.length;
          return typeof axis === 'number' && axisAt(axis, rank) === rank - 1 ? 'distribution' : 'none';
        }
        // Rows of a stochastic matrix mix distributions into distributions.
        case '@':
          return of(first) === 'distribution' && of(second) === 'distribution' ? 'distribution' : 'none';
        case 'conv2d':
        case 'log_softmax':
        case 'max_pool2d':
        case 'avg_pool2d':
          return 'none';
        default:
          return 'unknown';
      }
    }
    case 'application':
      return ENTRYWISE.has(expression.row.name) ? 'none' : 'unknown';
    case 'sum':
      // x @ W + b, a layer's output; a mixture of distributions is left alone.
      return expression.terms.some((term) => of(term) === 'none') ? 'none' : 'unknown';
    case 'product': {
      const others = expression.factors.filter((factor) => !isConstant(factor));
      return others.length === 1 ? (of(others[0]) === 'none' ? 'none' : 'unknown') : 'unknown';
    }
    case 'negation':
      return of(expression.operand) === 'none' ? 'none' : 'unknown';
    default:
      return 'unknown';
  }
}

/** Functions entry by entry, whose values have no reason to add up to 1. */
const ENTRYWISE: ReadonlySet<string> = new Set(
  'relu leaky_relu elu selu gelu gelu_tanh silu mish softplus softsign hardtanh sigmoid tanh logsigmoid'.split(' '),
);

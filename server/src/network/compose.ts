/** Nodes put in the place of their names: a network as one nested expression. */
import { type Expression, type Graph, substitute, type Variable } from '../calculus/expression';
import type { NetworkNode } from './network';

/** The expression over inputs, targets and parameters only; `keep` are nodes that stay what they are. */
export function composed(
  graph: Graph,
  nodes: readonly NetworkNode[],
  expression: Expression,
  keep: ReadonlySet<Variable> = new Set(),
): Expression {
  const bodies = new Map<Expression, Expression>();
  for (const { variable, body } of nodes) {
    if (body && !keep.has(variable)) bodies.set(variable, substitute(graph, body, bodies));
  }
  return substitute(graph, expression, bodies);
}

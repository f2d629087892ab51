/**
 * A node's name for what its body computes: p where a derivative has softmax(z) in it, 1 − p for sigmoid(−z), h > 0 for
 * z > 0 after h = relu(z). In: the bodies of nodes. Out: which expressions have a name.
 */
import { type Expression, type Graph, rebuild, transform, type Variable } from '../calculus/expression';
import { row } from '../calculus/functions/table';
import type { StableBody } from './stable';

export type Names = ReadonlyMap<Expression, Expression>;

export function namesOf(graph: Graph, bodies: ReadonlyMap<Variable, StableBody>): Names {
  const names = new Map<Expression, Expression>();
  const name = (expression: Expression, by: Expression): void => {
    if (expression.depth > 0 && !names.has(expression)) names.set(expression, by);
  };
  for (const [variable, { written, stable }] of bodies) {
    name(written, variable);
    name(stable, variable);
    const [u] = written.kind === 'application' ? written.args : [];
    if (written.kind !== 'application' || !u) continue;
    for (const [expression, by] of (OWN[written.row.name] ?? none)(graph, u, variable)) name(expression, by);
  }
  return names;
}

type Pairs = readonly (readonly [Expression, Expression])[];
const none = (): Pairs => [];

/** What the derivatives of a function are made of besides itself. */
const OWN: Readonly<Record<string, (graph: Graph, u: Expression, name: Variable) => Pairs>> = {
  relu: (graph, u, h) => {
    const positive = (of: Expression): Expression => graph.apply(row('>'), of, 0);
    // A pre-activation that has a name keeps it: 1(z > 0).
    return u.kind === 'variable' ? [] : [[positive(u), positive(h)]];
  },
  sigmoid: (graph, u, p) => {
    const at = (argument: Expression): Expression => graph.apply(row('sigmoid'), argument);
    const rest = graph.subtract(1, p);
    // −u as it is written, and as a sweep writes it.
    return [
      [at(graph.negate(u)), rest],
      [at(graph.multiply(-1, u)), rest],
      [at(graph.multiply(-1, graph.negate(u))), p],
    ];
  },
};

/** The expression with names in it. */
export function named(graph: Graph, expression: Expression, names: Names): Expression {
  return transform(expression, (node, renewed) => names.get(node) ?? rebuild(graph, node, renewed));
}

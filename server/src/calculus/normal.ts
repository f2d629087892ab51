/**
 * Normal form: one way to write each expression, as a careful person would. Two expressions with the same normal
 * form are equal wherever both have a value. Deterministic and idempotent; the domain never shrinks, and
 * `domain.ts` says which conditions a formula hides.
 *
 * In: expressions as written. Out: expressions without calls, derivatives, quotients and negations.
 */
import { partial } from './differentiate';
import { type Builder, type Expression, type Graph, rebuild, transform } from './expression';
import { inline } from './inline';
import { canonical } from './normal/canonical';
import { choose } from './normal/choose';

export { cost, operations } from './normal/size';

/** The canonical construction, for building results from results in normal form. */
export function normal(graph: Graph): Builder {
  return canonical(graph);
}

/** The normal form of an expression; the form with fewest operations where shared parts make them differ. Memoised. */
export function normalise(graph: Graph, expression: Expression): Expression {
  const known = graph.memo<Expression>('normal').get(expression);
  if (known) return known;
  const inlined = inline(graph, expression, (callee, orders) => partial(graph, callee, orders));
  const [result = inlined] = choose(graph, [inlined]);
  graph.memo<Expression>('normal').set(expression, result);
  graph.memo<Expression>('normal').set(result, result);
  return result;
}

/** The same expression with every decimal as a fraction, so that 0.5x and x/2 are one. For proofs, not for print. */
export function exactly(graph: Graph, expression: Expression): Expression {
  return normalise(
    graph,
    transform(expression, (node, parts) =>
      node.kind === 'constant' ? graph.constant(node.value) : rebuild(graph, node, parts),
    ),
  );
}

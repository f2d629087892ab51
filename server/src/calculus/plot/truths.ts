/**
 * The truth values at whose edges something may happen to a function and its derivative. In: both as expressions. Out: truth
 * values, and for each what is 0 at its edges.
 */
import { domain, kinks } from '../domain';
import { type Expression, type Graph, postorder, rebuild, transform } from '../expression';
import { edges } from '../sample';
import { CONTRACTIONS, MONOTONE } from '../variation';

/** A function with more of them is not looked at so closely. */
const MOST = 400;

/** Conditions of the domains, and kinks; those of f′ have the steps in it. */
export function truthsOf(graph: Graph, body: Expression, slope: Expression): readonly Expression[] {
  const places = [body, slope].flatMap((one) => [
    ...domain(graph, one).map(({ holds }) => holds),
    ...kinks(graph, one).map(({ at }) => at),
  ]);
  const plain = places.filter((truth) => !isCount(truth)).map((truth) => provable(graph, truth));
  return [...new Set(plain)].slice(0, MOST);
}

export const edgesOf = (graph: Graph, truth: Expression): readonly Expression[] => edges(graph, [truth]);

/** With the definitions of rows whose errors are bounded on small balls only. */
function provable(graph: Graph, truth: Expression): Expression {
  return transform(truth, (node, parts) => {
    const isBounded = node.kind !== 'application' || node.row.truth || BOUNDED.has(node.row.name);
    return (isBounded ? undefined : node.row.definition?.(graph, parts)) ?? rebuild(graph, node, parts);
  });
}

const BOUNDED = new Set([...CONTRACTIONS, ...MONOTONE, 'exp', 'sqrt', 'where']);

/** How many arguments tie for the greatest: no interval decides it. The steps of f′ are where the greatest changes. */
function isCount(truth: Expression): boolean {
  if (truth.kind !== 'application' || truth.row.name === 'and' || truth.row.name === 'or') return false;
  const inner = postorder(truth.args).filter((node) => node.kind === 'application' && node.row.truth === true);
  return truth.row.truth === true && truth.row.name !== 'not' && inner.length > 0;
}

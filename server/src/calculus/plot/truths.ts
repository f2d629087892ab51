/**
 * The truth values at whose edges something may happen to a function and its derivative. In: both as expressions. Out: truth
 * values, and for each what is 0 at its edges.
 */
import { domain, kinks } from '../domain';
import { type Expression, type Graph, postorder } from '../expression';
import { edges } from '../sample';

/** A function with more of them is not looked at so closely. */
const MOST = 400;

/** Conditions of the domains, and kinks; those of f′ have the steps in it. */
export function truthsOf(graph: Graph, body: Expression, slope: Expression): readonly Expression[] {
  const places = [body, slope].flatMap((one) => [
    ...domain(graph, one).map(({ holds }) => holds),
    ...kinks(graph, one).map(({ at }) => at),
  ]);
  return [...new Set(places)].filter((truth) => !isCount(truth)).slice(0, MOST);
}

export const edgesOf = (graph: Graph, truth: Expression): readonly Expression[] => edges(graph, [truth]);

/** How many arguments tie for the greatest: no interval decides it. The steps of f′ are where the greatest changes. */
function isCount(truth: Expression): boolean {
  if (truth.kind !== 'application' || truth.row.name === 'and' || truth.row.name === 'or') return false;
  const inner = postorder(truth.args).filter((node) => node.kind === 'application' && node.row.truth === true);
  return truth.row.truth === true && truth.row.name !== 'not' && inner.length > 0;
}

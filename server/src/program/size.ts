/**
 * How large an expression is with the functions that it calls written out, which is what computing with it costs:
 * f(f(x)), defined again and again by itself, doubles at every line. In: an expression. Out: a count, and a problem.
 */
import { type Expression, type Graph, postorder } from '../calculus/expression';
import { error } from '../syntax/problem';
import type { Problem, Range } from '../syntax/tree';

const MOST_OPERATIONS = 50_000;

/** Definitions are measured when they are made, so that what is called has been measured already. */
function writtenOut(graph: Graph, root: Expression): number {
  const memo = graph.memo<number>('written out');
  const known = memo.get(root);
  if (known !== undefined) return known;
  let size = 0;
  const gradients = new Set<string>();
  for (const node of postorder([root])) {
    size += 1;
    if (node.kind !== 'call') continue;
    // All first partials at a point cost as much as one.
    const order = node.orders.reduce((sum, times) => sum + times, 0);
    const gradient = `${node.callee.body.hash}(${node.args.map(({ hash }) => hash).join()})`;
    if (order === 1 && gradients.has(gradient)) continue;
    if (order === 1) gradients.add(gradient);
    size += writtenOut(graph, node.callee.body);
  }
  memo.set(root, size);
  return size;
}

export function tooLarge(graph: Graph, root: Expression, { start, end }: Range): Problem | undefined {
  if (writtenOut(graph, root) <= MOST_OPERATIONS) return undefined;
  const message = `With the functions that it calls written out, this has more than ${MOST_OPERATIONS} operations.`;
  return error('too-large', message, start, end);
}

/** Whether an answer is there at once: then an offer says it, and else only promises it. In: an expression. Out: yes or no. */
import { count } from '../../calculus/dimension';
import { type Expression, postorder } from '../../calculus/expression';
import type { Program } from '../../program/program';

const MOST_NODES = 300;
const MOST_ENTRIES = 64;
/** Formulas grow so many times with each order of a derivative above the first. */
const GROWTH = 20;

export function isQuick({ definitionOf }: Program, expression: Expression): boolean {
  const entries = count(expression.shape);
  if (typeof entries === 'number' && entries > MOST_ENTRIES) return false;
  const seen = new Set<Expression>([expression]);
  const pending = [expression];
  let [nodes, growth] = [0, 1];
  for (let root = pending.pop(); root; root = pending.pop()) {
    const order = postorder([root]);
    nodes += order.length;
    if (nodes * growth > MOST_NODES) return false;
    for (const node of order) {
      const body = node.kind === 'call' ? node.callee.body : pageValue(definitionOf, node);
      if (node.kind === 'call')
        growth = Math.max(growth, GROWTH ** (node.orders.reduce((sum, one) => sum + one, 0) - 1));
      // A part of a network is as large as the network.
      if (body === null) return false;
      if (body && !seen.has(body)) pending.push(body);
      if (body) seen.add(body);
    }
  }
  return true;
}

/** What a value of the page is; null for a part of a network. */
function pageValue(definitionOf: Program['definitionOf'], node: Expression): Expression | null | undefined {
  if (node.kind !== 'variable' || node.scope !== 'page') return undefined;
  const definition = definitionOf(node.name);
  return definition?.kind === 'value' ? definition.body : null;
}

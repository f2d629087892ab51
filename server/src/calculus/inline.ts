/**
 * The reader's functions put in the place of their calls, and derivatives resolved: what is left has no `call` and
 * no `derivative`. Shared calls stay shared. In: as written. Out: as written, without calls.
 */
import { type Callee, type Expression, type Graph, parts, postorder, rebuild, substitute } from './expression';
import { lengthExpression } from './lengths';
import { dimensionsOf } from './sizing';

/** A partial derivative of a function, over its own parameters. */
export type Partial = (callee: Callee, orders: readonly number[]) => Expression;

export function inline(graph: Graph, root: Expression, partial: Partial): Expression {
  const memo = graph.memo<Expression>('inline');
  for (const node of postorder([root])) {
    if (memo.has(node)) continue;
    const old = parts(node);
    const renewed = old.map((part) => memo.get(part) ?? part);
    memo.set(node, one(graph, node, old, renewed, partial));
  }
  return memo.get(root) ?? root;
}

function one(
  graph: Graph,
  node: Expression,
  old: readonly Expression[],
  renewed: readonly Expression[],
  partial: Partial,
): Expression {
  if (node.kind === 'call') {
    const plain = node.orders.every((order) => order === 0);
    const body = plain ? inline(graph, node.callee.body, partial) : partial(node.callee, node.orders);
    const { parameters } = node.callee;
    const values = new Map<Expression, Expression>(parameters.map((one, i) => [one, renewed[i] ?? one]));
    const lengths = dimensionsOf(parameters, renewed);
    for (const [name, length] of lengths)
      values.set(graph.variable(name, 'dimension'), lengthExpression(graph, length));
    return substitute(graph, body, values, lengths);
  }
  if (node.kind === 'derivative') {
    return partial({ name: '', parameters: [node.variable], body: node.body }, [1]);
  }
  return renewed.every((part, i) => part === old[i]) ? node : rebuild(graph, node, renewed);
}

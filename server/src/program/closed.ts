/** Values of the page put in for their names while the page is being made. In: an expression and what names mean. Out: the same without names of the page. */
import { type Expression, type Graph, rebuild, transform } from '../calculus/expression';
import type { NameMeaning } from './scope';

export function closedBy(
  graph: Graph,
  root: Expression,
  resolve: (name: string) => NameMeaning | undefined,
): Expression {
  const made = new Map<Expression, Expression>();
  const close = (expression: Expression): Expression => {
    const known = made.get(expression);
    if (known) return known;
    // A value that needs itself has been reported; it stays a name.
    made.set(expression, expression);
    const result = transform(expression, (node, parts) => {
      if (node.kind === 'variable' && node.scope === 'page') {
        const body = bodyOf(node, resolve);
        return body ? close(body) : node;
      }
      if (node.kind === 'call')
        return graph.call({ ...node.callee, body: close(node.callee.body) }, node.orders, parts);
      return rebuild(graph, node, parts);
    });
    made.set(expression, result);
    return result;
  };
  return close(root);
}

function bodyOf(
  variable: Extract<Expression, { kind: 'variable' }>,
  resolve: (name: string) => NameMeaning | undefined,
): Expression | undefined {
  const [first = ''] = variable.name.split('.');
  const meaning = resolve(first);
  if (meaning?.kind === 'value') return meaning.variable === variable ? meaning.body : undefined;
  return meaning?.kind === 'network' ? meaning.outside.bodies().get(variable) : undefined;
}

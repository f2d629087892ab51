/**
 * A formula as a reader takes it apart: nested products and sums flat, numbers folded, signs in front. In and out:
 * as written; calls stay, or are put in place first.
 */
import { partial } from '../differentiate';
import { exact } from '../evaluate';
import { type Expression, type Graph, parts, rebuild, transform } from '../expression';
import { inline } from '../inline';
import { bits, isNegative } from '../rational';

const LONGEST_NUMBER_BITS = 200;

export function prepare(graph: Graph, root: Expression): Expression {
  return transform(root, (node, renewed) => {
    const old = parts(node);
    const made = renewed.every((part, i) => part === old[i]) ? node : rebuild(graph, node, renewed);
    return folded(graph, made) ?? flat(graph, made);
  });
}

export const withoutCalls = (graph: Graph, root: Expression): Expression =>
  inline(graph, root, (callee, orders) => partial(graph, callee, orders));

function folded(graph: Graph, node: Expression): Expression | undefined {
  const inside = parts(node);
  if (inside.length === 0 || !['sum', 'product', 'negation', 'quotient', 'power'].includes(node.kind)) return undefined;
  if (!inside.every((part) => part.kind === 'constant')) return undefined;
  const value = exact(graph, node, new Map());
  if (!value || bits(value) > LONGEST_NUMBER_BITS) return undefined;
  return graph.constant(
    value,
    inside.some((part) => part.kind === 'constant' && part.decimal),
  );
}

function flat(graph: Graph, node: Expression): Expression {
  if (node.kind === 'sum') return graph.add(...node.terms.flatMap((term) => (term.kind === 'sum' ? term.terms : term)));
  if (node.kind !== 'product') return node;
  const factors = node.factors.flatMap((factor) => (factor.kind === 'product' ? factor.factors : factor));
  const [first, ...rest] = factors;
  if (first?.kind !== 'constant' || !isNegative(first.value)) return graph.multiply(...factors);
  const size = first.value.neg();
  return graph.negate(graph.multiply(...(size.n === size.d ? rest : [graph.constant(size, first.decimal), ...rest])));
}

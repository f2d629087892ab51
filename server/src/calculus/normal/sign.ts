/**
 * What is known of an expression's sign on its whole domain, from its form alone: enough to write √(x²) as |x|
 * but √(exp(x)²) as exp(x), and to leave out conditions that always hold.
 */
import { type Expression, type Graph, parts, postorder } from '../expression';

/** Lower bounds, weakest first. */
export type Sign = 'unknown' | 'nonnegative' | 'positive';

const all = (nodes: readonly Sign[], sign: Sign): boolean =>
  nodes.every((node) => node === sign || node === 'positive');

export function sign(graph: Graph, root: Expression): Sign {
  const signs = graph.memo<Sign>('sign');
  const known = signs.get(root);
  if (known) return known;
  for (const node of postorder([root])) {
    if (!signs.has(node))
      signs.set(
        node,
        signOf(
          node,
          parts(node).map((part) => signs.get(part) ?? 'unknown'),
        ),
      );
  }
  return signs.get(root) ?? 'unknown';
}

function signOf(node: Expression, parts: readonly Sign[]): Sign {
  switch (node.kind) {
    case 'constant':
      return node.value.s < 0n ? 'unknown' : node.value.n === 0n ? 'nonnegative' : 'positive';
    case 'named':
      return 'positive';
    case 'sum':
      if (!all(parts, 'nonnegative')) return 'unknown';
      return parts.includes('positive') ? 'positive' : 'nonnegative';
    case 'product':
    case 'quotient':
      return all(parts, 'positive') ? 'positive' : all(parts, 'nonnegative') ? 'nonnegative' : 'unknown';
    case 'power':
      return signOfPower(node.exponent, parts[0] ?? 'unknown');
    case 'application': {
      if (node.row.truth) return 'nonnegative';
      const low = node.row.bounds?.low ?? Number.NEGATIVE_INFINITY;
      if (low > 0 || (low === 0 && node.row.bounds?.open)) return 'positive';
      return low === 0 ? 'nonnegative' : 'unknown';
    }
    default:
      return 'unknown';
  }
}

function signOfPower(exponent: Expression, base: Sign): Sign {
  if (base === 'positive') return 'positive';
  if (exponent.kind !== 'constant') return base === 'nonnegative' ? 'nonnegative' : 'unknown';
  const integer = exponent.value.d === 1n;
  // A root exists only of non-negative numbers, and is one.
  if (!integer || exponent.value.n % 2n === 0n) return exponent.value.s < 0n ? 'positive' : 'nonnegative';
  if (base === 'nonnegative') return exponent.value.s < 0n ? 'positive' : 'nonnegative';
  return 'unknown';
}

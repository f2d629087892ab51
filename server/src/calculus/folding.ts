/**
 * What is one operation of a computation graph. Numbers are folded in: `3·□`, `□²`, `□ + 1` are one each, and so are signs,
 * products of several factors, powers of variables in a product (`3x²y`), and such a product with a number added (`x² + 1`).
 * In: a formula and parts that stay apart, because they have a name. Out: for each part what it needs.
 */
import { type Expression, parts, postorder, type Variable } from './expression';

export interface Folding {
  /** Whether anything but numbers stands in it. */
  moves(node: Expression): boolean;
  /** What it is computed from: variables, and parts that are operations themselves. */
  needs(node: Expression): readonly Expression[];
  /** The same where nothing is taken apart but at names, and at calls of the page's functions. */
  coarse(node: Expression): readonly Expression[];
}

export function foldingOf(root: Expression, apart: { has(part: Expression): boolean }): Folding {
  const moving = new Set<Expression>();
  const users = new Map<Expression, number>();
  for (const node of postorder([root])) {
    if (isLeaf(node) || parts(node).some((part) => moving.has(part))) moving.add(node);
    for (const part of new Set(parts(node))) users.set(part, (users.get(part) ?? 0) + 1);
  }
  const moves = (node: Expression): boolean => moving.has(node);
  /** What has a name or is shared is an operation of its own. */
  const stays = (node: Expression): boolean => apart.has(node) || (users.get(node) ?? 0) > 1;

  /** The variables of a product of powers of variables; undefined for anything else. */
  function monomial(node: Expression, top = true): readonly Expression[] | undefined {
    if (!moves(node)) return [];
    if (isLeaf(node)) return [node];
    if (!top && stays(node)) return undefined;
    if (node.kind === 'power') return !moves(node.exponent) && isLeaf(node.base) ? [node.base] : undefined;
    return isProduct(node) ? together(parts(node).map((part) => monomial(part, false))) : undefined;
  }
  /** The factors that move; a sign or a number in front is none. */
  function factors(node: Expression, top = true): readonly Expression[] {
    const divided = node.kind === 'quotient' && moves(node.denominator);
    if (!isProduct(node) || divided || (!top && stays(node))) return [node];
    return parts(node).flatMap((part) => (moves(part) ? factors(part, false) : []));
  }
  /** Without the number in front of it. */
  function scaled(node: Expression): Expression {
    const [first = node, ...others] = factors(node, false);
    return others.length === 0 ? first : node;
  }
  const unsigned = (term: Expression): Expression => (term.kind === 'negation' && !stays(term) ? term.operand : term);

  function needs(node: Expression): readonly Expression[] {
    const variables = monomial(node);
    if (variables) return variables;
    const inner = parts(node).filter(moves);
    const [only] = inner;
    switch (node.kind) {
      case 'sum':
        if (!only || inner.length > 1) return inner.map(unsigned);
        return (stays(only) ? undefined : monomial(only)) ?? [scaled(only)];
      case 'product':
      case 'negation':
        return factors(node);
      case 'quotient':
        return moves(node.denominator) ? inner.map(scaled) : factors(node);
      default:
        return inner.flatMap((part) => (isTransposed(part) ? parts(part) : items(part)));
    }
  }
  /** Of an array that is written out, what stands in it. */
  function items(part: Expression): readonly Expression[] {
    return part.kind === 'array' && !stays(part) ? part.items.filter(moves).flatMap(items) : [part];
  }
  function coarse(node: Expression): readonly Expression[] {
    const found: Expression[] = [];
    const seen = new Set<Expression>([node]);
    const waiting = [...parts(node)];
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (seen.has(next) || !moves(next)) continue;
      seen.add(next);
      if (isLeaf(next) || next.kind === 'call' || apart.has(next)) found.push(next);
      else waiting.push(...parts(next));
    }
    return found;
  }
  return { moves, needs, coarse };
}

/** A variable; the length of an axis is a number. */
export const isLeaf = (node: Expression): node is Variable => node.kind === 'variable' && node.scope !== 'dimension';

/** A product, or what reads as one. */
const isProduct = ({ kind }: Expression): boolean => kind === 'product' || kind === 'negation' || kind === 'quotient';

const together = (lists: readonly (readonly Expression[] | undefined)[]): readonly Expression[] | undefined =>
  lists.every((list) => list !== undefined) ? lists.flat() : undefined;

/** `W.T` next to `@` is no operation of its own. */
const isTransposed = (node: Expression): boolean =>
  node.kind === 'operation' && node.row.name === 'transpose' && parts(node).some(isLeaf);

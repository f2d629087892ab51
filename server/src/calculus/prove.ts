/**
 * Proofs that two expressions are equal on their common domain, as far as conditions allow. In: both sides and the
 * conditions. Out: whether a proof was found, by the normal form, as quotients of polynomials (`rational-form.ts`), or for
 * arrays as sums of products of entries (`index-form.ts`).
 */
import { partial } from './differentiate';
import { domain } from './domain';
import { hasArrays } from './entries';
import {
  DEPTH_LIMIT,
  type Expression,
  type Graph,
  isConstant,
  parts,
  postorder,
  rebuild,
  substitute,
  transform,
} from './expression';
import { equalEntries } from './index-form';
import { inline } from './inline';
import { exactly } from './normal';
import { sign } from './normal/sign';
import { isNegative } from './rational';
import { type Signs, vanishes } from './rational-form';
import { finished, type Work } from './work';

/** Products of terms: a few hundredths of a second. */
const WORK = 40_000;
/** Larger claims are decided by their normal forms or at points. */
const LARGEST = 1500;

export const proves = (...claim: Parameters<typeof proving>): boolean => finished(proving(...claim));

/** The same as work that yields between the normal forms and the proofs, each of which has a budget of its own. */
export function* proving(
  graph: Graph,
  left: Expression,
  right: Expression,
  conditions: readonly Expression[],
): Work<boolean> {
  if (left === right) return true;
  const l = exactly(graph, left);
  yield;
  const r = exactly(graph, right);
  if (l === r) return true;
  yield;
  if ([l, r].some((side) => hasArrays(graph, side))) {
    if (equalEntries(graph, l, r)) return true;
    yield;
    // What follows is about numbers.
    if (l.shape.length > 0 || r.shape.length > 0) return false;
  }
  if (Math.max(l.depth, r.depth) > DEPTH_LIMIT / 4 || postorder([l, r]).length > LARGEST) return false;
  const truths = [...conditions];
  for (const side of [left, right]) {
    truths.push(...domain(graph, side).map(holdsOf));
    yield;
  }
  function* equal(a: Expression, b: Expression, facts: readonly Expression[]): Work<boolean> {
    const x = exactly(graph, a);
    yield;
    const y = exactly(graph, b);
    yield;
    return x === y || vanishes(graph, x, y, signsOf(graph, facts), WORK);
  }
  const put = solved(graph, conditions);
  const [a, b, ...facts] = [l, r, ...truths].map((side) => substitute(graph, inlined(graph, side), put));
  if (!a || !b) return false;
  if (yield* equal(a, b, facts)) return true;
  yield;
  const [x, y] = [a, b].map((side) => defined(graph, side));
  return x !== undefined && y !== undefined && (x !== a || y !== b) && (yield* equal(x, y, facts));
}

const holdsOf = ({ holds }: { readonly holds: Expression }): Expression => holds;

const inlined = (graph: Graph, expression: Expression): Expression =>
  inline(graph, expression, (callee, orders) => partial(graph, callee, orders));

/** Every built-in that has a defining formula, replaced by it. */
function defined(graph: Graph, expression: Expression): Expression {
  let result = expression;
  for (let round = 0; round < 5; round += 1) {
    const next = transform(result, (node, renewed) => {
      const definition = node.kind === 'application' ? node.row.definition?.(graph, renewed) : undefined;
      if (definition) return definition;
      const old = parts(node);
      return renewed.every((part, i) => part === old[i]) ? node : rebuild(graph, node, renewed);
    });
    if (next === result || postorder([next]).length > LARGEST) break;
    result = next;
  }
  return result;
}

/** What `x == …` among the conditions says x is. */
export function solved(graph: Graph, conditions: readonly Expression[]): ReadonlyMap<Expression, Expression> {
  for (const condition of conditions) {
    if (condition.kind !== 'application' || condition.row.name !== '==') continue;
    const [left, right] = condition.args;
    if (!left || !right) continue;
    for (const [variable, value] of [
      [left, right],
      [right, left],
    ] as const) {
      const free = variable.kind === 'variable' && !postorder([inlined(graph, value)]).includes(variable);
      if (free) return new Map([[variable, inlined(graph, value)]]);
    }
  }
  return new Map();
}

/** What the facts and the forms of expressions say of their signs. */
function signsOf(graph: Graph, truths: readonly Expression[]): Signs {
  const positives = new Set<Expression>();
  const nonnegatives = new Set<Expression>();
  const learn = (truth: Expression): void => {
    if (truth.kind !== 'application') return;
    const [left, right] = truth.args;
    if (!left || !right) return;
    switch (truth.row.name) {
      case 'and':
        learn(left);
        learn(right);
        return;
      case '<':
      case '<=':
        larger(right, left, truth.row.name === '<');
        return;
      case '>':
      case '>=':
        larger(left, right, truth.row.name === '>');
        return;
    }
  };
  const larger = (large: Expression, small: Expression, strictly: boolean): void => {
    const known = strictly ? positives : nonnegatives;
    known.add(exactly(graph, graph.subtract(large, small)));
    const bound = exactly(graph, small);
    if (bound.kind !== 'constant' || isNegative(bound.value)) return;
    (strictly || !isConstant(bound, 0) ? positives : nonnegatives).add(exactly(graph, large));
  };
  for (const truth of truths) learn(truth);

  const holds = (node: Expression, strictly: boolean): boolean => {
    if (positives.has(node) || (!strictly && nonnegatives.has(node))) return true;
    const known = sign(graph, node);
    if (known === 'positive' || (!strictly && known === 'nonnegative')) return true;
    if (node.depth > 50) return false;
    switch (node.kind) {
      case 'product':
        return node.factors.every((factor) => holds(factor, strictly));
      case 'power':
        return holds(node.base, strictly);
      case 'sum':
        return (
          node.terms.every((term) => holds(term, false)) && (!strictly || node.terms.some((term) => holds(term, true)))
        );
      default:
        return false;
    }
  };
  return { positive: (node) => holds(node, true), nonnegative: (node) => holds(node, false) };
}

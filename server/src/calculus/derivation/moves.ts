/**
 * The last part of a simplification, one named move a line: taking factors out, multiplying out, laws of functions.
 * In: a line. Out: lines to its normal form, each made by the canonical construction that stops before the next move, so
 * that two lines differ by that move and what follows from it.
 */
import { type Expression, type Graph, parts, postorder, rebuild, substitute } from '../expression';
import { canonical } from '../normal/canonical';
import { BudgetSpent, type Move, type Permit, splitTerm } from '../normal/construction';
import { partners } from '../normal/identities';
import { sign } from '../normal/sign';
import type { Lines } from './lines';
import { expanded } from './multiply-out';
import type { RuleName } from './rule-names';
import { type Explanation, listed, say } from './step';
import { plain } from './tidy';

interface Made {
  readonly move: Move;
  readonly before: Expression;
  readonly after: Expression;
}

/** So many moves are shown one by one; what needs more is one honest line. */
const MOST_MOVES = 10;
/** Every move builds the line anew: so many nodes in all. */
const MOST_WORK = 800;
/** Normal form is built again until nothing changes, which mostly is at the first time. */
const MOST_ROUNDS = 3;

/** The first line, if it is there at all, has no move in it: like terms and factors, and order. */
export function moveByMove(graph: Graph, lines: Lines): void {
  for (let round = 0; round < MOST_ROUNDS && !lines.arrived; round++) {
    const from = lines.here;
    const made = movesIn(graph, from);
    if (!made) return;
    const collected = build(graph, from, upTo([]));
    if (collected) lines.push('simplify', collected, COLLECTED);
    for (const group of grouped(made)) {
      if (lines.arrived) return;
      const next = build(graph, from, upTo(made.slice(0, made.indexOf(group.at(-1) ?? group[0]) + 1)));
      if (!next) return;
      const line = lines.here;
      const between = opened(graph, line, group[0]);
      const open = between !== undefined && lines.push('multiply out', between, OUT);
      const [rule, words] = open ? gathered(graph, between, group[0]) : named(graph, group);
      const alone = inPlace(graph, line, group);
      const follows = alone && alone !== line ? whatFollows(graph, alone, next) : undefined;
      if (alone && follows) {
        lines.push(rule, alone, words);
        lines.push(...follows);
      } else lines.push(rule, next, words);
    }
    if (lines.here === from) break;
  }
}

/** The line with nothing done but the moves themselves: what they bring together is not merged yet. */
function inPlace(graph: Graph, line: Expression, group: readonly Made[]): Expression | undefined {
  return substitute(graph, line, new Map(group.map(({ before, after }) => [before, after])));
}

/** Factors that meet once a move is made, and cancel: a line of its own. */
function whatFollows(
  graph: Graph,
  alone: Expression,
  next: Expression,
): readonly [RuleName, Expression, Explanation] | undefined {
  for (const node of postorder([alone])) {
    if (node.kind !== 'product') continue;
    const flat = node.factors.flatMap((factor) => (factor.kind === 'product' ? factor.factors : [factor]));
    const below = flat.filter((factor) => factor.kind === 'power' && isBelow(factor.exponent));
    const met = below.flatMap((factor) => (factor.kind === 'power' ? [factor.base] : []));
    const above = flat.filter((factor) => !below.includes(factor));
    const gone = met.filter((base) =>
      above.some((factor) => (factor.kind === 'power' ? factor.base : factor) === base),
    );
    if (gone.length > 0) return ['cancel', next, cancelledBelow(graph, gone)];
  }
  return undefined;
}

/** All the moves on the way to normal form; undefined where they are too many to show or too much work. */
function movesIn(graph: Graph, line: Expression): readonly Made[] | undefined {
  const made: Made[] = [];
  const seen = new Set<string>();
  const whole = build(graph, line, (move, before, after) => {
    const key = keyOf({ move, before, after });
    if (!seen.has(key)) made.push({ move, before, after });
    seen.add(key);
    return true;
  });
  const count = grouped(made).length;
  return whole && count <= MOST_MOVES && count * postorder([line]).length <= MOST_WORK ? made : undefined;
}

const keyOf = ({ move, before, after }: Made): string => `${move} ${before.id} ${after.id}`;

function upTo(made: readonly Made[]): Permit {
  const allowed = new Set(made.map(keyOf));
  return (move, before, after) => allowed.has(keyOf({ move, before, after }));
}

/** Searches in sums are lines of their own; the same law of a function at several places is one line. */
function grouped(made: readonly Made[]): readonly (readonly [Made, ...Made[]])[] {
  const groups: [Made, ...Made[]][] = [];
  for (const one of made) {
    const last = groups.at(-1);
    const alone = one.move === 'factor out' || one.move === 'multiply out';
    if (last && !alone && last[0].move === one.move) last.push(one);
    else groups.push([one]);
  }
  return groups;
}

function build(graph: Graph, line: Expression, permit: Permit): Expression | undefined {
  const order = postorder([line]);
  const make = canonical(graph, 3_000 + 50 * order.length, permit);
  const made = new Map<Expression, Expression>();
  try {
    for (const node of order) {
      const renewed = parts(node).map((part) => made.get(part) ?? part);
      made.set(node, rebuild(make, node, renewed));
    }
  } catch (error) {
    if (error instanceof BudgetSpent) return undefined;
    throw error;
  }
  return made.get(line);
}

/**
 * The line with a sum's brackets opened and nothing combined yet; also where taking a factor out leaves no bracket: like
 * terms were all that there was to see.
 */
function opened(graph: Graph, line: Expression, { move, before, after }: Made): Expression | undefined {
  if (before.kind !== 'sum' || !(move === 'multiply out' || (move === 'factor out' && !hasBracket(after)))) {
    return undefined;
  }
  const kept = new Set(after.kind === 'sum' ? after.terms : [after]);
  const terms = before.terms.flatMap((term) => (kept.has(term) ? [term] : (expanded(graph, term) ?? [term])));
  const between = substitute(graph, line, new Map([[before, graph.add(...terms)]]));
  return between === line ? undefined : between;
}

const hasBracket = (node: Expression): boolean =>
  node.kind === 'sum' || (node.kind === 'product' && node.factors.some((factor) => factor.kind === 'sum'));

/** What happens to the terms of opened brackets. */
function gathered(graph: Graph, between: Expression, { before, after }: Made): readonly [RuleName, Explanation] {
  const squares = postorder([between]).find((node) => node.kind === 'sum' && squaresMeet(graph, node.terms));
  if (squares) return ['Pythagorean identity', say`The squares of two functions of one argument make one term.`];
  const isProduct = after.kind === 'product' && after.factors.some((factor) => bracketIn(factor).kind === 'sum');
  return isProduct ? takenOut(graph, before, after) : ['combine like terms', LIKE_TERMS];
}

/** Whether a square and its partner stand among the terms: cos(u)² and sin(u)². */
function squaresMeet(graph: Graph, terms: readonly Expression[]): boolean {
  const rests = new Set(terms.map((term) => splitTerm(graph, plain(graph, term)).rest));
  return [...rests].some((rest) =>
    partners(graph, rest).some((partner) => partner.kind === 'power' && rests.has(partner)),
  );
}

const bracketIn = (factor: Expression): Expression => (factor.kind === 'power' ? factor.base : factor);

const COLLECTED = say`The same formula in its shortest form.`;
const OUT = say`Each term in one bracket is multiplied by each in the other.`;
const LIKE_TERMS = say`Terms that differ only in their number are added.`;

function named(graph: Graph, [first, ...others]: readonly [Made, ...Made[]]): readonly [RuleName, Explanation] {
  const { move, before, after } = first;
  if (move === 'factor out') return takenOut(graph, before, after);
  if (move === 'multiply out') return [move, OUT];
  if (move === 'cancel') return [move, cancelledBetween(graph, before, after)];
  const all = [first, ...others].slice(0, 3);
  return [move, all.flatMap((one, i) => [...(i > 0 ? [', '] : []), one.before, ' = ', one.after])];
}

/** The denominators that are gone, or are there less often, and must not be 0. */
function cancelledBetween(graph: Graph, before: Expression, after: Expression): Explanation {
  const below = (whole: Expression): Map<Expression, Expression> =>
    new Map(
      (whole.kind === 'product' ? whole.factors : [whole]).flatMap((factor) =>
        factor.kind === 'power' && isBelow(factor.exponent) ? [[factor.base, factor.exponent] as const] : [],
      ),
    );
  const [had, has] = [below(before), below(after)];
  const gone = [...had].filter(([base, exponent]) => has.get(base) !== exponent).map(([base]) => base);
  return cancelledBelow(graph, gone.length > 0 ? gone : [...had.keys()]);
}

function cancelledBelow(graph: Graph, bases: readonly Expression[]): Explanation {
  const conditions = bases
    .filter((base) => sign(graph, base) !== 'positive')
    .flatMap((base, i): Explanation => (i > 0 ? [', ', base, ' ≠ 0'] : [base, ' ≠ 0']));
  if (conditions.length === 0) return say`What stands above and below the line; it is never 0.`;
  return [...say`What stands above and below the line is 1, where `, ...conditions];
}

/** Names what was taken out: the factors of the new product that are no bracket. */
export function takenOut(graph: Graph, before: Expression, after: Expression): readonly [RuleName, Explanation] {
  const terms = new Set(before.kind === 'sum' ? before.terms : []);
  const product = after.kind === 'sum' ? after.terms.find((term) => !terms.has(term)) : after;
  const factors = product?.kind === 'product' ? product.factors : [];
  const had = new Set(before.kind === 'product' ? before.factors : []);
  const common = factors.filter((factor) => factor.kind !== 'sum' && !had.has(factor));
  const below = common.filter((factor) => factor.kind === 'power' && isBelow(factor.exponent));
  const numbers = common.filter((factor) => factor.kind === 'constant');
  if (below.length > 0 && below.length + numbers.length === common.length) {
    const denominator = graph.multiply(...below.map((factor) => graph.divide(1, factor)));
    return below.length === 1
      ? ['common denominator', say`The terms are written over one denominator.`]
      : ['common denominator', [...say`The terms are written over one denominator`, denominator ? '.' : '']];
  }
  if (common.length === 0) return ['factor out', say`What the terms share is taken out of the sum.`];
  return [
    'factor out',
    [
      ...listed(common),
      common.length === 1 ? ' stands in each of the terms' : ' stand in each of the terms',
      ': taken out of the sum.',
    ],
  ];
}

const isBelow = (exponent: Expression): boolean => exponent.kind === 'constant' && exponent.value.s < 0n;

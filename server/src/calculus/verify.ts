/**
 * Is left = right? In: two expressions, and conditions (truth values) that the claim is restricted to. Out: a verdict.
 *
 * `proved`: by algebra (`prove.ts`), on the whole common domain. `refuted`: at a point where both sides have values that
 * certainly differ (`trial.ts`). `holds`: equal at all points tried, which is no proof. `nothing`: no point of the common
 * domain was found, so the claim says nothing. The same claim has the same verdict every time: points come from
 * the claim itself, and work is counted, not timed.
 */

import type { Check } from '../protocol';
import { domain, kinks } from './domain';
import { hasArrays } from './entries';
import { evaluating } from './evaluate';
import { type Expression, type Graph, substitute, type Variable, variables as variablesOf } from './expression';
import { fingerprint, random } from './fingerprint';
import { instancesOf, mentionsAbstract } from './instances';
import { exactly, normalise } from './normal';
import { proving, solved } from './prove';
import { isNegative, isZero, type Rational } from './rational';
import { BRIEF, type Effort, type Found, search, searching, THOROUGH } from './search';
import { BUDGET } from './trial';
import { verifyingArrays } from './verify-arrays';
import { coordinate, figure } from './wording';
import { finished, type Work } from './work';

export interface Verdict {
  readonly verdict: 'proved' | 'holds' | 'refuted' | 'nothing';
  /** Points of the common domain at which both sides were compared. */
  readonly points: number;
  /** The largest relative difference seen where they agree. */
  readonly error: number;
  readonly counterexample?: Counterexample;
  /** In a short sentence, for people. */
  readonly explanation: string;
  /** Declared functions were replaced by random smooth ones: what holds, holds for those. */
  readonly instances?: true;
  /** The choice that refutes: `g(u, v) = 2*u^2 + 3*v^3`. */
  readonly instance?: string;
}

export interface Counterexample {
  readonly values: ReadonlyMap<Variable, number>;
  /** The same, as they are meant: 1/10, not the double nearest to it. */
  readonly exact: ReadonlyMap<Variable, Rational>;
  readonly left: number;
  readonly right: number;
  /** Where arrays were tried, in words: `n = 2, x = [1, 2], entry [0]`. */
  readonly place?: string;
  /** With as many digits as tell them apart. */
  readonly leftText: string;
  readonly rightText: string;
}

export const verify = (
  graph: Graph,
  left: Expression,
  right: Expression,
  conditions: readonly Expression[] = [],
): Verdict => finished(verifying(graph, left, right, conditions));

/** The same as work that yields after every few milliseconds, or sooner; the verdict does not depend on where it was left. */
export function* verifying(
  graph: Graph,
  left: Expression,
  right: Expression,
  conditions: readonly Expression[],
): Work<Verdict> {
  const pairs = entries(graph, left, right);
  if (!pairs) return nothing('the two sides have different shapes');
  if (
    pairs.some((pair) => pair.some((side) => hasArrays(graph, side))) ||
    conditions.some((one) => hasArrays(graph, one))
  )
    return yield* verifyingArrays(graph, left, right, conditions);
  const verdicts: Verdict[] = [];
  for (const [a, b] of pairs) {
    const verdict = yield* verifyScalars(graph, a, b, conditions);
    if (verdict.verdict === 'refuted' || pairs.length === 1) return verdict;
    verdicts.push(verdict);
  }
  return weakest(verdicts);
}

/** The entries of arrays, side by side; a claim about arrays is one about all of them. */
function entries(graph: Graph, left: Expression, right: Expression): [Expression, Expression][] | undefined {
  if (left.shape.length === 0 && right.shape.length === 0) return [[left, right]];
  const [a, b] = [left, right].map((side) => (side.kind === 'array' ? side : normalise(graph, side)));
  if (a?.kind !== 'array' || b?.kind !== 'array')
    return left.shape.length === right.shape.length ? [[left, right]] : undefined;
  if (a.items.length !== b.items.length) return undefined;
  const found: [Expression, Expression][] = [];
  for (const [i, item] of a.items.entries()) {
    const other = b.items[i];
    const inner = other && entries(graph, item, other);
    if (!inner) return undefined;
    found.push(...inner);
  }
  return found;
}

function weakest(verdicts: readonly Verdict[]): Verdict {
  const rank = ['nothing', 'holds', 'proved'];
  const sorted = [...verdicts].sort((a, b) => rank.indexOf(a.verdict) - rank.indexOf(b.verdict));
  const [first] = sorted;
  if (!first) return { verdict: 'proved', points: 0, error: 0, explanation: 'both sides are empty' };
  return {
    ...first,
    points: Math.min(...verdicts.map((verdict) => verdict.points)),
    error: Math.max(...verdicts.map((verdict) => verdict.error)),
  };
}

export const nothing = (explanation: string): Verdict => ({ verdict: 'nothing', points: 0, error: 0, explanation });

function* verifyScalars(
  graph: Graph,
  left: Expression,
  right: Expression,
  conditions: readonly Expression[],
): Work<Verdict> {
  const proved = yield* proving(graph, left, right, conditions);
  yield;
  if (mentionsAbstract(graph, [left, right, ...conditions]))
    return yield* verifyAbstract(graph, left, right, conditions, proved);
  const effort = proved ? BRIEF : THOROUGH;
  yield;
  const direct = yield* searching(graph, claimOf(graph, left, right, conditions), effort);
  const none = direct.points === 0 && !direct.counterexample;
  const found = (none && (yield* searchSolved(graph, left, right, conditions, effort))) || direct;
  const gap = found.counterexample || proved || none ? undefined : constantGap(graph, left, right);
  if (gap) return apartEverywhere(found, gap);
  const verdict = verdictOf(found, proved);
  const notes = found.counterexample ? yield* kinkNotes(graph, [left, right], found.counterexample) : [];
  return notes.length > 0 ? { ...verdict, explanation: `${verdict.explanation} (${notes.join('; ')})` } : verdict;
}

/** What the right side is more than the left one, where that is the same everywhere: exp(1000) + 1 is too close to tell. */
function constantGap(graph: Graph, left: Expression, right: Expression): Rational | undefined {
  const gap = exactly(graph, graph.subtract(right, left));
  return gap.kind === 'constant' && !isZero(gap.value) ? gap.value : undefined;
}

function apartEverywhere({ points, error }: Found, gap: Rational): Verdict {
  const than = isNegative(gap) ? 'less' : 'more';
  const explanation = `wherever both have a value, the right side is ${coordinate(gap.abs())} ${than} than the left side`;
  return { verdict: 'refuted', points, error, explanation };
}

/** A condition such as x == √2 holds at no rational point: its solution is put in, and the rest is searched. */
function* searchSolved(
  graph: Graph,
  left: Expression,
  right: Expression,
  conditions: readonly Expression[],
  effort: Effort,
): Work<Found | undefined> {
  const solution = solved(graph, conditions);
  const [[variable, value] = []] = solution;
  if (variable?.kind !== 'variable' || !value) return undefined;
  const [l = left, r = right, ...rest] = [left, right, ...conditions].map((side) => substitute(graph, side, solution));
  const found = yield* searching(graph, claimOf(graph, l, r, rest), effort);
  if (!found.counterexample) return found;
  const outcome = yield* evaluating(graph, value, found.counterexample.exact);
  const values = new Map([...found.counterexample.values, [variable, outcome.ok ? outcome.value : Number.NaN]]);
  return { ...found, counterexample: { ...found.counterexample, values } };
}

/** Where a convention decides, the reader is told. */
function* kinkNotes(graph: Graph, sides: readonly Expression[], { exact }: Counterexample): Work<string[]> {
  const notes: string[] = [];
  for (const side of sides) {
    const outcome = yield* evaluating(graph, side, exact);
    if (outcome.ok) notes.push(...outcome.notes.filter((note) => /kink|jump|convention/.test(note)));
  }
  return [...new Set(notes)];
}

/** What the search for points needs to know of a claim. */
export function claimOf(graph: Graph, left: Expression, right: Expression, conditions: readonly Expression[]) {
  const domains = [left, right].flatMap((side) => domain(graph, side).map(({ holds }) => holds));
  const places = [left, right].flatMap((side) => kinks(graph, side).map(({ at }) => at));
  const sides = [left, right, ...conditions];
  const variables = variablesOf(...sides, ...sides.map((side) => normalise(graph, side)));
  return {
    left,
    right,
    truths: [...new Set([...conditions, ...domains])],
    places,
    variables: [...new Set(variables)].filter((variable) => variable.shape.length === 0),
    random: random(fingerprint([left, right, ...conditions])),
  };
}

export function verdictOf(found: Found, proved: boolean): Verdict {
  const { points, error } = found;
  if (found.counterexample) {
    const { counterexample } = found;
    return {
      verdict: 'refuted',
      points,
      error,
      counterexample,
      explanation: `${place(counterexample)}${counterexample.leftText} is not ${counterexample.rightText}`,
    };
  }
  if (points === 0) {
    return nothing(found.reason ?? 'no point was found where both sides have a value');
  }
  if (proved) return { verdict: 'proved', points, error, explanation: 'equal on the whole common domain' };
  return {
    verdict: 'holds',
    points,
    error,
    explanation: `equal at ${points} ${points === 1 ? 'point' : 'points'}; this is no proof`,
  };
}

function place({ values, exact, place: told }: Counterexample): string {
  if (told !== undefined) return `at ${told}: `;
  if (values.size === 0) return '';
  const texts = [...values].map(([variable, value]) => {
    const known = exact.get(variable);
    return `${variable.name} = ${known ? coordinate(known) : figure(value)}`;
  });
  return `at ${texts.join(', ')}: `;
}

/** The instances of a claim share what one claim may cost. */
const SHARED: Effort = { ...THOROUGH, decimals: BUDGET / 3 };

/** Equal normal forms prove a claim for all functions; else it is tried with some, and one that fails refutes it. */
function* verifyAbstract(
  graph: Graph,
  left: Expression,
  right: Expression,
  conditions: readonly Expression[],
  proved: boolean,
): Work<Verdict> {
  const found: Found[] = [];
  for (const instance of instancesOf(graph, [left, right, ...conditions])) {
    const [a = left, b = right, ...others] = instance.expressions;
    yield;
    const result = yield* searching(graph, claimOf(graph, a, b, others), proved ? BRIEF : SHARED);
    if (result.counterexample) {
      const verdict = verdictOf(result, false);
      const { description } = instance;
      const explanation = `with ${description}, ${verdict.explanation}`;
      return { ...verdict, explanation, instances: true, instance: description };
    }
    found.push(result);
    if (proved) break;
  }
  const points = found.reduce((sum, { points }) => sum + points, 0);
  const error = Math.max(0, ...found.map((result) => result.error));
  const reason = found.find((result) => result.reason)?.reason;
  const verdict = verdictOf({ points, error, ...(reason !== undefined && { reason }) }, proved);
  if (verdict.verdict !== 'holds') return verdict;
  return {
    ...verdict,
    explanation: `equal at ${points} points, for ${found.length} choices of the declared functions; this is no proof`,
    instances: true,
  };
}

/** How the lines of a derivation are checked: at points only, each against the next. */
export function equalAtPoints(graph: Graph, left: Expression, right: Expression, points = 64): Check {
  if (left === right) return { verdict: 'proved', points: 0, error: 0 };
  const [instance] = mentionsAbstract(graph, [left, right]) ? instancesOf(graph, [left, right]) : [];
  const [a = left, b = right, ...conditions] = instance?.expressions ?? [];
  const effort: Effort = { readable: 16, places: 0, random: points, careful: 0, quick: true, enough: points };
  const found = search(graph, claimOf(graph, a, b, conditions), effort);
  return { verdict: found.counterexample ? 'refuted' : 'holds', points: found.points, error: found.error };
}

/**
 * The search for a point that refutes a claim, and for points of its common domain at all. In: both sides, what must
 * hold at a point, where formulas go wrong, random numbers. Out: how many points agree, or the most readable counterexample.
 */
import { exact } from './evaluate';
import { type Expression, type Graph, type Variable, variables as variablesOf } from './expression';
import type { Random } from './fingerprint';
import { isInteger, isNegative, isZero, type Rational, ratio, toNumber } from './rational';
import { crossings, edges, type Point, randomPoint, randomValue, readablePoints } from './sample';
import { told } from './told';
import { type Evidence, type Known, type Trial, trial } from './trial';
import type { Counterexample } from './verify';
import { finished, type Work } from './work';

export interface Claim {
  readonly left: Expression;
  readonly right: Expression;
  /** What must hold at a point: the claim's conditions, and the domains of both sides. */
  readonly truths: readonly Expression[];
  /** Truth values at whose edges formulas go wrong: kinks. */
  readonly places: readonly Expression[];
  readonly variables: readonly Variable[];
  readonly random: Random;
}

export interface Found {
  readonly points: number;
  readonly error: number;
  readonly counterexample?: Counterexample;
  /** Where there are no points: why there is no value at those that were tried. */
  readonly reason?: string;
}

/** How hard to search: points of each kind, and when there are enough. */
export interface Effort {
  readonly readable: number;
  /** At the edges of domains and kinks. */
  readonly places: number;
  readonly random: number;
  /** The first points are compared in many digits: near misses may be smaller than doubles tell. */
  readonly careful: number;
  /** Points at which doubles do not decide are passed over. */
  readonly quick?: true;
  readonly enough: number;
  /** What all decimals may cost, where that is less than usual. */
  readonly decimals?: number;
}
export const THOROUGH: Effort = { readable: 60, places: 60, random: 48, careful: 3, enough: Number.POSITIVE_INFINITY };
/** Are there points of the domain at all? */
export const BRIEF: Effort = { readable: 60, places: 60, random: 48, careful: 0, enough: 6 };
const ATTEMPTS = 400;
/** Of those that differ the most readable is shown; these are enough to choose from. */
const CHOICES = 6;
/** Instructions, from where on each counterexample takes long to confirm. */
const LARGE = 500;
/** Without any success so often, there is nothing to be found. */
const REPAIRS = 24;
/** With fewer points than this, some are looked for between the edges of the domain. */
const FEW = 24;
/** Points of the domain that this starts from. */
const KEPT = 12;
const MOST_STARTS = 12;
const SHARES: readonly Rational[] = [ratio(1, 2), ratio(3, 4), ratio(1, 4), ratio(1, 10), ratio(9, 10), ratio(1, 3)];
/** Instructions run in doubles, about a quarter of a second. */
const STEP_BUDGET = 1_500_000;

interface Differing {
  readonly point: Point;
  readonly left: Known;
  readonly right: Known;
}

export const search = (graph: Graph, claim: Claim, effort: Effort): Found => finished(searching(graph, claim, effort));

/** The search as work that yields before each point, and within those that take long. */
export function* searching(graph: Graph, claim: Claim, effort: Effort): Work<Found> {
  const { left, right, truths, variables, random } = claim;
  const tried = trial(graph, left, right, truths, variables, effort.decimals);
  const seen = new Set<string>();
  let steps = STEP_BUDGET;
  let points = 0;
  let careful = 0;
  let error = 0;
  let reason: string | undefined;
  const differing: Differing[] = [];
  /** Some points of the common domain. */
  const inside: Point[] = [];

  /** Whether the point was in the common domain. */
  function* attempt(point: Point): Work<boolean> {
    yield;
    const key = point.map((value) => `${value.s * value.n}/${value.d}`).join();
    if (seen.has(key)) return false;
    seen.add(key);
    steps -= tried.size;
    const evidence = yield* tried.at(point, effort.quick ? 'quick' : careful < effort.careful ? 'careful' : undefined);
    if (evidence.kind === 'outside') {
      reason ??= evidence.reason;
      return false;
    }
    if (inside.length < KEPT) inside.push(point);
    if (evidence.kind === 'differs') differing.push({ point, left: evidence.left, right: evidence.right });
    if (evidence.kind === 'agrees') {
      points += 1;
      careful += 1;
      error = Math.max(error, evidence.error);
    }
    return true;
  }
  const done = (): boolean =>
    steps <= 0 ||
    differing.length >= (tried.size > LARGE ? 1 : CHOICES) ||
    points >= effort.enough ||
    (effort.careful === 0 && differing.length > 0);

  for (const point of readablePoints(variables.length, effort.readable)) {
    if (done()) break;
    yield* attempt(point);
  }
  if (variables.length > 0 && differing.length === 0 && !done()) {
    for (const point of specialPoints(graph, claim, effort.places)) {
      if (done() || differing.length > 0) break;
      if (point) yield* attempt(point);
      else yield;
    }
    const enough = points + effort.random;
    let repairs = 0;
    for (let i = 0; i < ATTEMPTS && points < enough && differing.length === 0 && !done(); i += 1) {
      const start = randomPoint(random, variables.length);
      if ((yield* attempt(start)) || i % 4 !== 0) continue;
      if (points === 0 && repairs >= REPAIRS) break;
      repairs += 1;
      const mended = yield* repair(graph, claim, tried, start);
      if (mended) yield* attempt(mended);
    }
    // A narrow domain is seldom hit.
    const few = Math.min(FEW, effort.enough);
    for (const point of narrowPoints(graph, claim, inside)) {
      if (points >= few || differing.length > 0 || done()) break;
      if (point) yield* attempt(point);
      else yield;
    }
  }
  const best = differing.length > 0 ? yield* mostReadable(graph, claim, tried, differing) : undefined;
  return {
    points,
    error,
    ...(best && { counterexample: counterexample(variables, best) }),
    ...(points === 0 && reason !== undefined && { reason: emptyReason(claim, reason) }),
  };
}

function emptyReason({ variables }: Claim, reason: string): string {
  if (/ha(s|ve) no values?$/.test(reason) || variables.length === 0) return reason;
  return 'no point was found where both sides have a value';
}

/** At the edges of conditions, domains and kinks, and next to them. Undefined where it has looked and found none yet. */
function* specialPoints(graph: Graph, claim: Claim, limit: number): Generator<Point | undefined> {
  const { variables } = claim;
  const bases: Point[] = [
    variables.map((_, i) => ratio(i + 1)),
    variables.map((_, i) => ratio(2 * i + 1, 2)),
    variables.map((_, i) => ratio(-i - 1)),
  ];
  let left = limit;
  for (const edge of edges(graph, [...claim.places, ...claim.truths]).slice(0, 12)) {
    const inside = new Set<Expression>(variablesOf(edge));
    for (const [axis, variable] of variables.entries()) {
      if (!inside.has(variable)) continue;
      for (const base of bases.slice(0, variables.length > 3 ? 1 : 3)) {
        yield undefined;
        for (const root of crossings(graph, edge, variables, base, axis)) {
          for (const offset of [ratio(0), ratio(1), ratio(-1), ratio(1, 8), ratio(-1, 8), ratio(1, 1000)]) {
            if (left-- <= 0) return;
            yield base.with(axis, root.add(offset));
          }
        }
      }
    }
  }
}

/** Between the edges of the domain along each axis: from points of it, where there are some, and from places near 0. Undefined as above. */
function* narrowPoints(graph: Graph, claim: Claim, inside: readonly Point[]): Generator<Point | undefined> {
  const { truths, variables } = claim;
  const all = edges(graph, truths).slice(0, 12);
  const starts = [1, 10, 1000].map((below) => variables.map((_, i) => ratio(i + 1, below)));
  // `inside` grows while the points before are tried.
  for (let i = 0; i < starts.length + inside.length && i < MOST_STARTS; i += 1) {
    const point = starts[i] ?? inside[i - starts.length] ?? [];
    for (const axis of variables.keys()) {
      const crossed: Rational[] = [];
      for (const edge of all) {
        yield undefined;
        crossed.push(...crossings(graph, edge, variables, point, axis));
      }
      const roots = crossed.sort((a, b) => toNumber(a) - toNumber(b));
      for (const [k, root] of roots.entries()) {
        const gap = roots[k + 1]?.sub(root);
        if (!gap || isZero(gap)) continue;
        for (const share of SHARES) yield point.with(axis, root.add(gap.mul(share)));
      }
    }
  }
}

/** Moves one coordinate after the other over the edges of what does not hold, until all of it does. */
function* repair(graph: Graph, claim: Claim, tried: Trial, start: Point): Work<Point | undefined> {
  const { truths, variables, random } = claim;
  let point = start;
  let failing = tried.failing(point);
  for (let round = 0; round < 12 && failing.length > 0; round += 1) {
    yield;
    const truth = truths[failing[Math.floor(random() * failing.length)] ?? 0];
    const choices = truth ? edges(graph, [truth]) : [];
    const edge = choices[Math.floor(random() * choices.length)];
    const inside = edge ? variables.filter((variable) => variablesOf(edge).includes(variable)) : [];
    const moving = inside[Math.floor(random() * inside.length)];
    if (!edge || !moving) return undefined;
    const axis = variables.indexOf(moving);
    const moved = crossings(graph, edge, variables, point, axis).flatMap((root) => {
      const step = randomValue(random, true);
      const small = step.div(ratio(100));
      return [root, root.add(step), root.sub(step), root.add(small), root.sub(small)];
    });
    const options = moved.map((value) => point.with(axis, value));
    const counted = options.map((option) => ({ option, failing: tried.failing(option) }));
    counted.sort((a, b) => a.failing.length - b.failing.length);
    const [next] = counted;
    if (!next) return undefined;
    point = next.option;
    failing = next.failing;
  }
  return failing.length === 0 ? point : undefined;
}

/** The counterexample in the smallest and plainest numbers; one at an odd point is moved to plainer ones nearby. */
function* mostReadable(graph: Graph, claim: Claim, tried: Trial, differing: readonly Differing[]): Work<Differing> {
  const candidates = [...differing];
  const odd = differing.length === 1 ? differing[0] : undefined;
  if (odd) {
    for (const denominator of [1, 2, 10, 100]) {
      const point = odd.point.map((value) => nearest(value, denominator));
      const evidence: Evidence = yield* tried.at(point);
      if (evidence.kind === 'differs') {
        candidates.push({ point, left: evidence.left, right: evidence.right });
        break;
      }
    }
  }
  const scored: { readonly known: Differing; readonly score: number }[] = [];
  for (const [i, candidate] of candidates.entries()) {
    yield;
    const bindings = new Map(claim.variables.map((variable, k) => [variable, candidate.point[k] ?? ratio(0)]));
    const left = candidate.left.exact ?? exact(graph, claim.left, bindings);
    const right = candidate.right.exact ?? exact(graph, claim.right, bindings);
    const known: Differing = {
      point: candidate.point,
      left: { ...candidate.left, ...(left && { exact: left }) },
      right: { ...candidate.right, ...(right && { exact: right }) },
    };
    scored.push({ known, score: score(known) + i / 100 });
  }
  scored.sort((a, b) => a.score - b.score);
  return scored[0]?.known ?? (differing[0] as Differing);
}

const nearest = (value: Rational, denominator: number): Rational =>
  value.mul(ratio(denominator)).add(ratio(1, 2)).floor().div(ratio(denominator));

/** How much there is to read. */
function score({ point, left, right }: Differing): number {
  const values = [left, right].map(({ exact: value }) => (value ? Math.min(3, trouble(value) / 4) : 3));
  const gap = Math.abs(left.value - right.value) / Math.max(Math.abs(left.value), Math.abs(right.value), 1e-300);
  const hidden = gap > 1e-3 ? 0 : gap > 1e-6 ? 2 : 4;
  return [...point.map(trouble), ...values].reduce((sum, part) => sum + part, hidden);
}

function trouble(value: Rational): number {
  const size = value.n.toString().length - 1;
  if (isZero(value)) return 0.6;
  const whole = isInteger(value) ? Math.min(Number(value.n) / 10, 1.5) + size : 2 + size + value.d.toString().length;
  return whole + (isNegative(value) ? 0.5 : 0);
}

function counterexample(variables: readonly Variable[], { point, left, right }: Differing): Counterexample {
  const exactly = new Map(variables.map((variable, i) => [variable, point[i] ?? ratio(0)]));
  const [leftText, rightText] = told(left, right);
  return {
    exact: exactly,
    values: new Map([...exactly].map(([variable, value]) => [variable, toNumber(value)])),
    left: left.value,
    right: right.value,
    leftText,
    rightText,
  };
}

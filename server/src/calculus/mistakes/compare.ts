/**
 * Which wrong answers are the reader's? In: candidates, the reader's side, and the right side. Out: those that equal
 * the reader's. Doubles at a few points sort out nearly all; what is left is proved equal or, where there is no
 * proof, tried at many points.
 */
import { compile, exact } from '../evaluate';
import { type Expression, type Graph, variables as variablesOf } from '../expression';
import { fingerprint, random } from '../fingerprint';
import { instancesOf, mentionsAbstract } from '../instances';
import { proving } from '../prove';
import { toNumber } from '../rational';
import { randomPoint, readablePoints } from '../sample';
import { type Effort, searching } from '../search';
import { claimOf } from '../verify';
import type { Work } from '../work';

/** What candidates are held against. */
export interface Answer {
  /** The reader's side. */
  readonly given: Expression;
  /** What is right. */
  readonly right: Expression;
  readonly conditions: readonly Expression[];
  /** Of `≈`. */
  readonly tolerance: number;
}

const TRIES = 60;
const ENOUGH = 8;
/** Points at which a candidate has to agree. */
const LEAST = 3;
/** Relative, for what rounding does; nothing is decided by it alone. */
const NEAR = 1e-9;

/** The indices of candidates that agree with the reader's side wherever they were tried, and are not right. */
export function* agreeing(graph: Graph, candidates: readonly Expression[], answer: Answer): Work<readonly number[]> {
  const { given, right, conditions, tolerance } = answer;
  const all = [given, right, ...conditions, ...candidates];
  const [instance] = mentionsAbstract(graph, all) ? instancesOf(graph, all) : [];
  const roots = (instance?.expressions ?? all).slice(0, all.length);
  const variables = variablesOf(...roots);
  const first = 2 + conditions.length;
  const run = compile(graph, roots, variables);
  const points = pointsFor(variables.length, fingerprint([given, right]));
  const scores = candidates.map(() => ({ agrees: 0, differs: false, isWrong: false }));
  let good = 0;
  let wrong = false;
  for (const point of points) {
    if (good >= ENOUGH) break;
    yield;
    const outcomes = run(point);
    const [reader, truth] = outcomes;
    if (!reader?.ok || !truth?.ok) continue;
    if (!outcomes.slice(2, first).every((condition) => condition.ok && condition.value !== 0)) continue;
    good += 1;
    const size = Math.max(Math.abs(reader.value), Math.abs(truth.value));
    wrong ||= Math.abs(reader.value - truth.value) > tolerance + NEAR * size + reader.error + truth.error;
    scores.forEach((score, i) => {
      const outcome = outcomes[first + i];
      if (score.differs || !outcome?.ok) return;
      const scale = Math.max(Math.abs(outcome.value), Math.abs(reader.value));
      const slack = tolerance + NEAR * scale + outcome.error + reader.error;
      if (Math.abs(outcome.value - reader.value) <= slack) score.agrees += 1;
      else score.differs = true;
      const apart = Math.abs(outcome.value - truth.value);
      if (apart > tolerance + NEAR * Math.max(scale, Math.abs(truth.value)) + truth.error + outcome.error)
        score.isWrong = true;
    });
  }
  // Wrong at a single point, as at a kink, or an entry of an array that is right.
  if (!wrong) return [];
  const needed = variables.length === 0 ? 1 : LEAST;
  return scores.flatMap(({ agrees, differs, isWrong }, i) => (!differs && isWrong && agrees >= needed ? [i] : []));
}

function* pointsFor(dimensions: number, seed: number): Generator<readonly number[]> {
  const chance = random(seed);
  for (const point of readablePoints(dimensions, 12)) yield point.map(toNumber);
  if (dimensions === 0) return;
  for (let i = 0; i < TRIES; i += 1) yield randomPoint(chance, dimensions).map(toNumber);
}

const EFFORT: Effort = { readable: 24, places: 24, random: 24, careful: 1, enough: 40 };

/** `proved` by algebra, or `tried` at points; undefined where the two differ. */
export function* equal(graph: Graph, candidate: Expression, answer: Answer): Work<'proved' | 'tried' | undefined> {
  const { given, conditions, tolerance } = answer;
  if (tolerance > 0) return 'proved';
  if (yield* proving(graph, candidate, given, conditions)) return 'proved';
  yield;
  const sides = [candidate, given, ...conditions];
  const [instance] = mentionsAbstract(graph, sides) ? instancesOf(graph, sides) : [];
  const [a = candidate, b = given, ...others] = instance?.expressions ?? sides;
  const found = yield* searching(graph, claimOf(graph, a, b, others), EFFORT);
  return found.counterexample || found.points === 0 ? undefined : 'tried';
}

/**
 * How likely a number by chance is one of the candidates' values: so many of them lie around it, among so many numbers
 * that could have been written with its digits. 0 where it is no rational number, which nobody writes by chance.
 */
export function chanceOf(graph: Graph, candidates: readonly Expression[], { given, tolerance }: Answer): number {
  const written = exact(graph, given, new Map());
  if (!written) return 0;
  const unit = tolerance > 0 ? 2 * tolerance : 1 / Number(written.d);
  const reach = 2 * Math.abs(toNumber(written)) + 10 * unit;
  const outcomes = compile(graph, candidates, [])([]);
  const values = new Set(outcomes.flatMap((one) => (one.ok && Math.abs(one.value) <= reach ? [one.value] : [])));
  return values.size / (2 * (reach / unit) + 1);
}

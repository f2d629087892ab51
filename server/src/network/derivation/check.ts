/**
 * Is a line right? In: a line and the points. Out: its formula evaluated anew, against what a backward pass in numbers gives
 * that knows nothing of the rules, and that adjoint against differences of the loss.
 */
import { pullBackTo } from '../../calculus/differentiate';
import type { Expression, Graph, Variable } from '../../calculus/expression';
import { substitute } from '../../calculus/expression';
import { type Random, random } from '../../calculus/fingerprint';
import { broadcastTo } from '../../calculus/operations/adjoints';
import type { Differences, Draft, LineCheck, Part } from './line';
import type { Numbers, Sample } from './samples';

export interface Checker {
  readonly graph: Graph;
  check(draft: Draft): LineCheck;
  /** The adjoint itself, or an entry of it. */
  checkFormula(formula: Expression, reference: (sample: Sample) => Numbers | undefined): LineCheck;
}

/** Doubles: rounding in long sums stays far below. */
const TOLERANCE = 1e-8;
/** What cancels to 0 leaves the rounding of what it is made of: this part of the largest adjoint counts as 0. */
const FLOOR = 1e-5;
/** What differences in doubles are good to. */
const DIFFERENCES = 1e-6;
/** Of more adjoints than this one entry of each is compared: every difference is a forward pass. */
const DEEP = 40;
/** Entries of each adjoint that are compared with differences. */
const ENTRIES = 4;

export function checker(graph: Graph, samples: readonly Sample[], standIns: ReadonlyMap<Variable, Variable>): Checker {
  const differences = new Map<Variable, Differences | undefined>();
  const next = random(samples.length + 1);
  const adjoints = (sample: Sample): ReadonlyMap<Variable, Numbers> =>
    new Map(
      [...standIns].flatMap(([of, standIn]) => {
        const value = sample.adjoint(of);
        return value ? [[standIn, value] as const] : [];
      }),
    );
  const checkFormula: Checker['checkFormula'] = (formula, reference) => {
    let points = 0;
    let error = 0;
    for (const sample of samples) {
      const expected = reference(sample);
      const found = expected && sample.evaluate(formula, adjoints(sample));
      if (!expected || !found) continue;
      points += 1;
      error = Math.max(error, apart(expected, found, FLOOR * sample.steepest));
    }
    return { verdict: error <= TOLERANCE ? 'holds' : 'refuted', points, error };
  };
  return {
    graph,
    checkFormula,
    check({ of, formula, where, part }) {
      const closed = readNames(graph, formula, where);
      if (part) {
        const pulled = pulledBack(graph, of, part);
        return checkFormula(closed, (sample) => sample.evaluate(pulled, adjoints(sample)));
      }
      const own = checkFormula(closed, (sample) => sample.adjoint(of));
      if (!differences.has(of)) differences.set(of, compared(samples, of, next, standIns.size > DEEP));
      const against = differences.get(of);
      if (!against) return own;
      const verdict = against.error <= DIFFERENCES ? own.verdict : 'refuted';
      return { ...own, verdict, differences: against };
    },
  };
}

/** A formula with the names of its line read: all at once, as often as names stand in names. */
export function readNames(graph: Graph, formula: Expression, where: ReadonlyMap<Variable, Expression>): Expression {
  let read = formula;
  for (let deep = 0; deep < where.size; deep++) {
    const next = substitute(graph, read, where);
    if (next === read) break;
    read = next;
  }
  return read;
}

function pulledBack(graph: Graph, of: Variable, { adjoint, body }: Part): Expression {
  const [pulled = graph.constant(0)] = pullBackTo(graph, body, adjoint, [of]);
  return broadcastTo(graph, pulled, of.shape);
}

/** The largest difference, relative to the largest entry. */
function apart(a: Numbers, b: Numbers, floor: number): number {
  if (a.data.length !== b.data.length) return Number.POSITIVE_INFINITY;
  let largest = floor;
  let difference = 0;
  for (let i = 0; i < a.data.length; i++) {
    const [x, y] = [a.data[i] ?? 0, b.data[i] ?? 0];
    largest = Math.max(largest, Math.abs(x), Math.abs(y));
    difference = Math.max(difference, Math.abs(x - y));
  }
  return difference === 0 ? 0 : difference / largest;
}

/** Of a few entries at the random points; the network's own values may lie at a kink, where differences say nothing. */
function compared(samples: readonly Sample[], of: Variable, next: Random, isDeep: boolean): Differences | undefined {
  let entries = 0;
  let error = 0;
  const drawn = samples.filter(({ isRandom }) => isRandom);
  for (const sample of isDeep ? drawn.slice(0, 1) : drawn) {
    const value = sample.adjoint(of);
    if (!value) continue;
    const largest = value.data.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
    // Below this the difference of two losses is rounding.
    const floor = Math.max(1e-4 * Math.abs(sample.loss), FLOOR * sample.steepest);
    for (const place of placesIn(value, next).slice(0, isDeep ? 1 : ENTRIES)) {
      const entry = value.data[place] ?? 0;
      const off = (slope: number): number => Math.abs(slope - entry) / Math.max(largest, Math.abs(slope), floor);
      let least: number | undefined;
      // Another step only where the first is not good enough.
      for (const slope of sample.differences(of, place)) {
        least = Math.min(least ?? Number.POSITIVE_INFINITY, off(slope));
        if (least <= DIFFERENCES / 10) break;
      }
      if (least === undefined) continue;
      entries += 1;
      error = Math.max(error, least);
    }
  }
  return entries === 0 ? undefined : { entries, error };
}

function placesIn({ data }: Numbers, next: Random): readonly number[] {
  if (data.length <= ENTRIES) return [...data.keys()];
  return [...new Set(Array.from({ length: ENTRIES }, () => Math.floor(next() * data.length)))];
}

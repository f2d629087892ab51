/**
 * One point's evidence on left = right. In: both sides, what must hold at a point, and points. Out: whether the point
 * is in the common domain, and there whether the sides agree, certainly differ, or cannot be told apart.
 *
 * `differs` is proven: the values are exact, or lie further apart than the sum of their error bounds in decimals.
 */

import { price } from './decide';
import { type DecimalRun, inDecimals } from './decimals';
import { inDoubles, KNOWN, rounded, UNSURE } from './doubles';
import type { Expression, Graph, Variable } from './expression';
import { lower } from './lowering';
import { type Rational, ratio, toNumber } from './rational';
import type { Point } from './sample';
import type { BigNumber } from './special/precise';
import type { Tape } from './tape';
import { reasonOf } from './wording';
import type { Work } from './work';

/** A side's value as far as it is known. */
export interface Known {
  readonly exact?: Rational;
  readonly value: number;
  /** In many digits, where they were computed. */
  readonly digits?: BigNumber;
}

export type Evidence =
  | { readonly kind: 'outside'; readonly reason: string }
  /** `error`: the relative difference of the values found. */
  | { readonly kind: 'agrees'; readonly error: number }
  | { readonly kind: 'differs'; readonly left: Known; readonly right: Known }
  | { readonly kind: 'unknown' };

export interface Trial {
  /** Instructions a point costs in doubles. */
  readonly size: number;
  /** In doubles where they decide, else in decimals; `quick`: in decimals only where the sides seem to differ; `careful`: always. */
  at(point: Point, care?: 'quick' | 'careful'): Work<Evidence>;
  /** Which of the truths do not hold at the point, as far as doubles tell. */
  failing(point: Point): readonly number[];
}

/** Beyond this the doubles' bound says too little, relative to the values. */
const VAGUE = 1e-9;
/** Decimals that a difference is looked at with, and what all decimals of a trial may cost. */
const DIGITS = [50, 120];
export const BUDGET = 500_000;

export function trial(
  graph: Graph,
  left: Expression,
  right: Expression,
  truths: readonly Expression[],
  variables: readonly Variable[],
  budget = BUDGET,
): Trial {
  const roots = [left, right, ...truths];
  const tape = lower(graph, roots, new Map(variables.map((variable, input) => [variable, { input }])));
  const run = inDoubles(tape);
  const size = tape.instructions.length;
  let spent = 0;

  function inputs(point: Point): { values: number[]; errors: number[] } {
    const near = point.map(rounded);
    return { values: near.map(({ value }) => value), errors: near.map(({ error }) => error) };
  }

  function inDoublesAt(point: Point): Evidence | 'vague' | 'apart' {
    const { values, errors } = inputs(point);
    const result = run(values, errors);
    let more = false;
    for (const [k, root] of tape.roots.entries()) {
      const state = result.states[root] ?? UNSURE;
      if (state > 0) {
        return { kind: 'outside', reason: reasonOf(tape, state - 1, (slot) => result.values[slot] ?? Number.NaN) };
      }
      if (state === UNSURE) more = true;
      else if (k > 1 && result.values[root] === 0) return { kind: 'outside', reason: OUTSIDE };
    }
    if (more) return 'vague';
    const [l = 0, r = 0] = tape.roots;
    const [a, b] = [result.values[l] ?? 0, result.values[r] ?? 0];
    const bound = (result.errors[l] ?? 0) + (result.errors[r] ?? 0);
    const scale = Math.max(Math.abs(a), Math.abs(b));
    if (Math.abs(a - b) > bound) return 'apart';
    if (bound > VAGUE * scale) return 'vague';
    return { kind: 'agrees', error: scale === 0 ? 0 : Math.abs(a - b) / scale };
  }

  function* inDecimalsAt(point: Point): Work<Evidence> {
    const bound = lower(graph, roots, new Map(variables.map((variable, i) => [variable, point[i] ?? ratio(0)])));
    const decided = exactly(bound);
    if (decided) return decided;
    let last: Evidence = { kind: 'unknown' };
    for (const digits of DIGITS) {
      spent += price(bound, digits);
      if (spent > budget) return last;
      last = compare(bound, yield* inDecimals(bound, digits, digits === DIGITS.at(-1)));
      if (last.kind !== 'unknown') return last;
    }
    return last;
  }

  return {
    size,
    *at(point, care) {
      const quick = inDoublesAt(point);
      if (quick === 'apart') return yield* inDecimalsAt(point);
      if (quick === 'vague') return care === 'quick' ? { kind: 'unknown' } : yield* inDecimalsAt(point);
      return care === 'careful' && quick.kind === 'agrees' ? yield* inDecimalsAt(point) : quick;
    },
    failing(point) {
      const { values, errors } = inputs(point);
      const { states, values: found } = run(values, errors);
      return truths.flatMap((_, k) => {
        const root = tape.roots[k + 2] ?? 0;
        return states[root] === KNOWN && found[root] === 0 ? [k] : [];
      });
    },
  };
}

const OUTSIDE = 'the conditions do not hold';

/** Where everything is rational, it is decided. */
function exactly(tape: Tape): Evidence | undefined {
  const values = tape.roots.map((root) => {
    const instruction = tape.instructions[root];
    return instruction?.code === 'constant' ? instruction.value : undefined;
  });
  const [left, right, ...truths] = values;
  if (truths.some((truth) => truth?.n === 0n)) return { kind: 'outside', reason: OUTSIDE };
  if (!left || !right || truths.some((truth) => !truth)) return undefined;
  if (left.equals(right)) return { kind: 'agrees', error: 0 };
  return {
    kind: 'differs',
    left: { exact: left, value: toNumber(left) },
    right: { exact: right, value: toNumber(right) },
  };
}

function compare(tape: Tape, run: DecimalRun): Evidence {
  const slots = tape.roots.map((root) => run.slots[root]);
  for (const [k, slot] of slots.entries()) {
    if (slot?.kind === 'failure') {
      const at = (index: number): number => {
        const found = run.slots[index];
        return found?.kind === 'number' ? found.value.toNumber() : Number.NaN;
      };
      return { kind: 'outside', reason: slot.overflow ? 'overflow' : reasonOf(tape, slot.index, at) };
    }
    if (k > 1 && slot?.kind === 'number' && slot.value.isZero()) return { kind: 'outside', reason: OUTSIDE };
  }
  const [left, right] = slots;
  if (slots.some((slot) => slot?.kind !== 'number') || left?.kind !== 'number' || right?.kind !== 'number') {
    return { kind: 'unknown' };
  }
  const difference = left.value.minus(right.value).abs();
  const bound = left.error.plus(right.error);
  const [a, b] = [left.value.toNumber(), right.value.toNumber()];
  if (difference.gt(bound.times(1.001))) {
    if (run.assumed) return { kind: 'unknown' };
    return { kind: 'differs', left: { value: a, digits: left.value }, right: { value: b, digits: right.value } };
  }
  const scale = left.value.abs().gt(right.value.abs()) ? left.value.abs() : right.value.abs();
  if (bound.gt(scale.times(VAGUE)) && bound.gt(1e-30)) return { kind: 'unknown' };
  return { kind: 'agrees', error: scale.isZero() ? 0 : Math.min(1, difference.div(scale).toNumber()) };
}

/**
 * How much effort a value takes. In: a tape without inputs. Out: its first root, exactly, in doubles where their bound
 * is good enough, else in decimals with more and more digits.
 */
import { type DecimalRun, inDecimals, type Slot } from './decimals';
import { inDoubles, KNOWN, type Run, UNSURE } from './doubles';
import type { Rational } from './rational';
import type { Tape } from './tape';
import { finished, type Work } from './work';

/** A relative error of this size or less is good enough to show a double. */
export const GOOD = 1e-12;
/** A value that is not told apart from 0 by less than this is not looked at with more digits. */
const VANISHED = 1e-100;
/** Digits tried one after the other, and what the first and any later one may cost: some tenths of a second. */
const LEVELS = [34, 68, 136, 340];
const FIRST_BUDGET = 1_000_000;
/** Of a value whose double is nearly good enough: more digits only where they come at once. */
const NEARLY = 1e-9;
const SMALL_BUDGET = 60_000;
const BUDGET = 450_000;

/** How a tape's (first) root was decided. */
export type Decision =
  | { readonly kind: 'exact'; readonly value: Rational }
  | { readonly kind: 'doubles'; readonly run: Run; readonly value: number; readonly error: number }
  | { readonly kind: 'decimals'; readonly run: DecimalRun; readonly slot: Slot; readonly good: boolean }
  /** The instruction that has no value. */
  | { readonly kind: 'failure'; readonly index: number; readonly run: Run }
  /** Doubles do not decide, and more digits would take too long. */
  | { readonly kind: 'costly' };

/** Evaluates the first root with as much effort as its digits need. The tape has no inputs. */
export function* decide(tape: Tape, good = GOOD): Work<Decision> {
  const root = tape.roots[0] ?? 0;
  const instruction = tape.instructions[root];
  if (instruction?.code === 'constant') return { kind: 'exact', value: instruction.value };
  const run = inDoubles(tape)([]);
  const state = run.states[root] ?? UNSURE;
  if (state > 0) return { kind: 'failure', index: state - 1, run };
  const [value, error] = [run.values[root] ?? 0, run.errors[root] ?? 0];
  const doubles: Decision = { kind: 'doubles', run, value, error };
  if (state === KNOWN && isGood(value, error, good)) return doubles;
  const nearly = state === KNOWN && isGood(value, error, NEARLY);
  const budget = (i: number): number => (nearly ? SMALL_BUDGET : i === 0 ? FIRST_BUDGET : BUDGET);
  const levels = LEVELS.filter((digits, i) => price(tape, digits) <= budget(i));
  let best: Decision = doubles;
  for (const digits of levels) {
    const decimals = yield* inDecimals(tape, digits, digits === levels.at(-1));
    const slot = decimals.slots[root] ?? { kind: 'unsure' };
    const enough = slot.kind === 'failure' || (slot.kind === 'number' && isGoodSlot(slot, good));
    if (slot.kind !== 'unsure' || best.kind === 'doubles')
      best = { kind: 'decimals', run: decimals, slot, good: enough };
    if (enough) break;
  }
  return best.kind === 'doubles' && state !== KNOWN ? { kind: 'costly' } : best;
}

/**
 * All roots of a tape at once: what they share is computed once, also with more digits. Undefined for a root that
 * needs more than the first level of digits: it is decided by itself.
 */
export function decideAll(tape: Tape, good = GOOD): readonly (Decision | undefined)[] {
  const run = inDoubles(tape)([]);
  let shared: DecimalRun | undefined;
  return tape.roots.map((root): Decision | undefined => {
    const instruction = tape.instructions[root];
    if (instruction?.code === 'constant') return { kind: 'exact', value: instruction.value };
    const state = run.states[root] ?? UNSURE;
    if (state > 0) return { kind: 'failure', index: state - 1, run };
    const [value, error] = [run.values[root] ?? 0, run.errors[root] ?? 0];
    if (state === KNOWN && isGood(value, error, good)) return { kind: 'doubles', run, value, error };
    const [digits = 0] = LEVELS;
    if (price(tape, digits) > FIRST_BUDGET) return undefined;
    shared ??= finished(inDecimals(tape, digits, false));
    const slot = shared.slots[root] ?? { kind: 'unsure' };
    const enough = slot.kind === 'failure' || (slot.kind === 'number' && isGoodSlot(slot, good));
    return enough ? { kind: 'decimals', run: shared, slot, good: true } : undefined;
  });
}

/** 2,000 are about a millisecond: measured, for decimals of so many digits. */
export function price(tape: Tape, digits: number): number {
  return tape.instructions.reduce((sum, instruction) => {
    if (instruction.code === 'power') return sum + 10 * digits;
    if (instruction.code !== 'row') return sum + digits;
    const { name } = instruction.row;
    if (/gamma/.test(name)) return sum + (60 * digits ** 3) / 34 ** 2;
    if (/erf|^gelu$/.test(name)) return sum + 80 * digits;
    return sum + (/^a?(sin|cos|tan)|^acosh|^gelu|^mish|plus$/.test(name) ? 30 : 10) * digits;
  }, 0);
}

export const isGood = (value: number, error: number, good: number): boolean => error <= good * Math.abs(value);

function isGoodSlot(slot: Slot & { kind: 'number' }, good: number): boolean {
  const size = slot.value.abs();
  return slot.error.lte(size.times(good)) || (size.lte(slot.error) && slot.error.lt(VANISHED));
}

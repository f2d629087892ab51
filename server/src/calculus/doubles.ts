/**
 * Runs a tape in doubles. In: a tape, then points. Out: for each instruction a value, a bound on its absolute
 * error, and whether it has a value at all.
 *
 * Every |true value − value| is at most the bound, given that each row is as accurate as its `accuracy` says: `bounded.ts`
 * for the arithmetic, `variation.ts` for what rows make of their arguments' errors. What a bound cannot decide (the sign
 * of 1e-17 ± 1e-16) is `UNSURE`, and so is what leaves the range of doubles.
 */
import { type Bounded, bounded, power, product, quotient, type Result, sum } from './bounded';
import { compares, fromNumber } from './exact';
import { type Rational, toNumber } from './rational';
import { INFLATE, TINY, U } from './roundings';
import type { Instruction, Tape } from './tape';
import { spread } from './variation';

/** There is a value. */
export const KNOWN = 0;
/** Doubles do not tell. Any other state is 1 + the index of the instruction that has no value. */
export const UNSURE = -1;

export interface Run {
  readonly values: Float64Array;
  readonly errors: Float64Array;
  readonly states: Int32Array;
}

/** A result, or the state of an operand that has none. */
type Step = (run: Run, inputs: readonly number[], inputErrors: readonly number[]) => Result | number;

/** A machine for this tape; each run overwrites the one before. `errors` are bounds on the inputs' own errors. */
export function inDoubles(tape: Tape): (inputs: readonly number[], errors?: readonly number[]) => Run {
  const size = tape.instructions.length;
  const run: Run = {
    values: new Float64Array(size),
    errors: new Float64Array(size),
    states: new Int32Array(size),
  };
  const { values, errors, states } = run;
  const steps = tape.instructions.map(stepOf);
  return (inputs, inputErrors = []) => {
    for (let i = 0; i < size; i += 1) {
      const result = steps[i]?.(run, inputs, inputErrors) ?? 'unsure';
      if (typeof result === 'object') {
        values[i] = result.value;
        errors[i] = result.error;
        states[i] = KNOWN;
      } else {
        states[i] = typeof result === 'number' ? result : result === 'fails' ? i + 1 : UNSURE;
      }
    }
    return run;
  };
}

/** The nearest double, and how far it is from the exact value at most. */
export function rounded(exact: Rational): Bounded {
  const value = toNumber(exact);
  if (!Number.isFinite(value)) return { value, error: Number.POSITIVE_INFINITY };
  const whole = exact.d === 1n && exact.n <= 2n ** 53n;
  if (whole || fromNumber(value).equals(exact)) return { value, error: 0 };
  return { value, error: Math.abs(value) * 2 * U + TINY };
}

/** What an instruction does, decided once and not at every point. */
function stepOf(instruction: Instruction): Step {
  const slots = instruction.operands;
  switch (instruction.code) {
    case 'constant': {
      const value = rounded(instruction.value);
      const result = Number.isFinite(value.value) ? value : 'unsure';
      return () => result;
    }
    case 'named': {
      const value = instruction.name === 'e' ? Math.E : Math.PI;
      const result = { value, error: value * U };
      return () => result;
    }
    case 'input': {
      const { index } = instruction;
      return (_, inputs, inputErrors) => bounded(inputs[index] ?? Number.NaN, inputErrors[index] ?? 0);
    }
    case 'missing':
    case 'nothing':
      return () => 'fails';
    case 'not':
    case 'and':
    case 'or':
    case 'where':
      return (run) => logic(run, instruction);
    case 'sum':
      return (run) => withOperands(run, slots, sum);
    case 'product':
      return (run) => withOperands(run, slots, product);
    case 'negation':
      return withOne(slots, ({ value, error }) => ({ value: -value, error }));
    case 'quotient':
      return withTwo(slots, quotient);
    case 'power':
      return withTwo(slots, power);
    case 'compare': {
      const { comparison } = instruction;
      return withTwo(slots, (left, right) => compare(comparison, left, right));
    }
    case 'guarded':
      return (run) => withOperands(run, slots, (operands) => operands.at(-1) ?? 'unsure');
    case 'row':
      return rowStep(instruction);
  }
}

function rowStep({ row, arity, operands }: Instruction & { code: 'row' }): Step {
  const error = spread(row);
  const apply = (args: readonly Bounded[]): Result => {
    const value = row.value(...args.map((arg) => arg.value));
    return bounded(value, error(args, value) * INFLATE);
  };
  const [slot = 0] = operands;
  if (operands.length === 1) {
    return (run) => {
      const state = run.states[slot] ?? UNSURE;
      if (state !== KNOWN) return state;
      const arg = at(run, slot);
      const value = row.value(arg.value);
      return bounded(value, error([arg], value) * INFLATE);
    };
  }
  return (run) =>
    withOperands(run, operands, (found) =>
      found.slice(arity).some((holds) => holds.value === 0) ? 'fails' : apply(found.slice(0, arity)),
    );
}

const withOne =
  ([slot = 0]: readonly number[], operation: (a: Bounded) => Result): Step =>
  (run) => {
    const state = run.states[slot] ?? UNSURE;
    return state === KNOWN ? operation(at(run, slot)) : state;
  };

const withTwo =
  ([left = 0, right = 0]: readonly number[], operation: (a: Bounded, b: Bounded) => Result): Step =>
  (run) => {
    const [a, b] = [run.states[left] ?? UNSURE, run.states[right] ?? UNSURE];
    if (a === KNOWN && b === KNOWN) return operation(at(run, left), at(run, right));
    return a > 0 ? a : b > 0 ? b : UNSURE;
  };

/** A definite failure of an operand, else `UNSURE` where one is, else the operation. */
function withOperands(
  run: Run,
  slots: readonly number[],
  operation: (operands: readonly Bounded[]) => Result,
): Result | number {
  const operands: Bounded[] = [];
  let unsure = false;
  for (const slot of slots) {
    const state = run.states[slot] ?? UNSURE;
    if (state > 0) return state;
    if (state === UNSURE) unsure = true;
    else operands.push(at(run, slot));
  }
  return unsure ? UNSURE : operation(operands);
}

const at = (run: Run, slot: number): Bounded => ({ value: run.values[slot] ?? 0, error: run.errors[slot] ?? 0 });

function compare(comparison: Parameters<typeof compares>[0], left: Bounded, right: Bounded): Result {
  const difference = left.value - right.value;
  const bound = (left.error + right.error) * INFLATE;
  if (bound > 0 && !(Math.abs(difference) > bound)) return 'unsure';
  return truth(compares(comparison, difference));
}

const truth = (holds: boolean): Bounded => ({ value: holds ? 1 : 0, error: 0 });

/** Lazy in failures: what is not needed for the answer may be without a value. */
function logic(run: Run, { code, operands }: Instruction): Result | number {
  const decide = (slot: number): boolean | 'unsure' | number => {
    const state = run.states[slot] ?? UNSURE;
    if (state !== KNOWN) return state;
    const { value, error } = at(run, slot);
    return error > 0 && Math.abs(value) <= error ? 'unsure' : value !== 0;
  };
  const [condition = 0, yes = 0, no = 0] = operands;
  const first = decide(condition);
  if (typeof first !== 'boolean') return first;
  if (code === 'not') return truth(!first);
  if (code === 'where') {
    const taken = first ? yes : no;
    const state = run.states[taken] ?? UNSURE;
    return state === KNOWN ? at(run, taken) : state;
  }
  const decisive = code === 'or';
  for (const slot of operands) {
    const holds = decide(slot);
    if (typeof holds !== 'boolean') return holds;
    if (holds === decisive) break;
    if (slot === operands.at(-1)) return truth(!decisive);
  }
  return truth(decisive);
}

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

/** A machine for this tape; each run overwrites the one before. `errors` are bounds on the inputs' own errors. */
export function inDoubles(tape: Tape): (inputs: readonly number[], errors?: readonly number[]) => Run {
  const size = tape.instructions.length;
  const run: Run = {
    values: new Float64Array(size),
    errors: new Float64Array(size),
    states: new Int32Array(size),
  };
  const { values, errors, states } = run;
  const constants = tape.instructions.map((instruction) =>
    instruction.code === 'constant' ? rounded(instruction.value) : undefined,
  );

  return (inputs, inputErrors = []) => {
    tape.instructions.forEach((instruction, i) => {
      let result: Result | number;
      if (instruction.code === 'input') {
        result = bounded(inputs[instruction.index] ?? Number.NaN, inputErrors[instruction.index] ?? 0);
      } else {
        result = constants[i] ?? step(run, instruction);
      }
      if (typeof result === 'object') {
        values[i] = result.value;
        errors[i] = result.error;
        states[i] = KNOWN;
      } else {
        states[i] = result === 'fails' ? i + 1 : result === 'unsure' ? UNSURE : result;
      }
    });
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

/** A result, or the state of an operand that has none. */
function step(run: Run, instruction: Instruction): Result | number {
  switch (instruction.code) {
    case 'constant':
      // Too large for a double.
      return 'unsure';
    case 'input':
    case 'missing':
    case 'nothing':
      return 'fails';
    case 'named': {
      const value = instruction.name === 'e' ? Math.E : Math.PI;
      return { value, error: value * U };
    }
    case 'not':
    case 'and':
    case 'or':
    case 'where':
      return logic(run, instruction);
  }
  const operands: Bounded[] = [];
  let unsure = false;
  for (const slot of instruction.operands) {
    const state = run.states[slot] ?? UNSURE;
    if (state > 0) return state;
    if (state === UNSURE) unsure = true;
    else operands.push(at(run, slot));
  }
  const [first, second] = operands;
  if (unsure || !first) return 'unsure';
  switch (instruction.code) {
    case 'sum':
      return sum(operands);
    case 'product':
      return product(operands);
    case 'negation':
      return { value: -first.value, error: first.error };
    case 'quotient':
      return second ? quotient(first, second) : 'unsure';
    case 'power':
      return second ? power(first, second) : 'unsure';
    case 'compare':
      return second ? compare(instruction.comparison, first, second) : 'unsure';
    case 'guarded':
      return operands.at(-1) ?? 'unsure';
    case 'row': {
      const { row, arity } = instruction;
      if (operands.slice(arity).some((holds) => holds.value === 0)) return 'fails';
      const args = operands.slice(0, arity).map((arg) => arg.value);
      const bounds = operands.slice(0, arity).map((arg) => arg.error);
      const value = row.value(...args);
      return bounded(value, spread(row, args, bounds, value) * INFLATE);
    }
  }
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

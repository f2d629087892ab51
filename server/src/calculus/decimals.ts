/**
 * Runs a tape in decimals of as many digits as asked. In: a tape whose inputs are all bound to exact numbers. Out: for
 * each instruction a value with a bound on its absolute error, a failure, or that these digits do not decide.
 *
 * Proven like `doubles.ts`, given that each row's `precise` is right to the digits it is asked for. The bounds are
 * computed in 16 digits and rounded up. In the last run (`final`) what even these digits do not tell apart counts as
 * equal, in decisions only (comparisons, domains, steps, division by zero), and `assumed` says so.
 */
import { compares } from './exact';
import { type BigNumber, type Precise, precise } from './special/precise';
import type { Instruction, Tape } from './tape';
import { CONTRACTIONS, MONOTONE, ROUNDLESS } from './variation';
import type { Work } from './work';

export type Slot =
  | { readonly kind: 'number'; readonly value: BigNumber; readonly error: BigNumber }
  /** `index`: the instruction that has no value; `overflow`: because it is too large for any number here. */
  | { readonly kind: 'failure'; readonly index: number; readonly overflow: boolean }
  | { readonly kind: 'unsure' };

export interface DecimalRun {
  readonly slots: readonly Slot[];
  /** Something counted as equal that was not told apart. */
  readonly assumed: boolean;
}

interface Machine {
  readonly a: Precise;
  /** For bounds. */
  readonly e: Precise;
  readonly final: boolean;
  readonly slots: Slot[];
  /** Relative rounding errors: of one operation, and of a function. */
  readonly unit: BigNumber;
  readonly functionUnit: BigNumber;
  readonly zero: BigNumber;
  assumed: boolean;
}

const UNSURE: Slot = { kind: 'unsure' };

/** Yields after each instruction: in many digits one may take some milliseconds. */
export function* inDecimals(tape: Tape, digits: number, final: boolean): Work<DecimalRun> {
  const a = precise(digits);
  const e = precise(6);
  const machine: Machine = {
    a,
    e,
    final,
    slots: [],
    unit: e.decimal(`1e-${digits + 8}`),
    functionUnit: e.decimal(`1e-${digits - 1}`),
    zero: e.from(0),
    assumed: false,
  };
  for (const [i, instruction] of tape.instructions.entries()) {
    machine.slots.push(yield* step(machine, instruction, i));
    yield;
  }
  return { slots: machine.slots, assumed: machine.assumed };
}

function* step(m: Machine, instruction: Instruction, i: number): Work<Slot> {
  const operands = instruction.operands.map((slot) => m.slots[slot] ?? UNSURE);
  const fail: Slot = { kind: 'failure', index: i, overflow: false };
  switch (instruction.code) {
    case 'constant': {
      const value = m.a.rational(instruction.value);
      const { n, d } = instruction.value;
      const whole = d === 1n && n.toString().length <= m.a.digits;
      return number(m, i, value, whole ? m.zero : rounding(m, value));
    }
    case 'named':
      return number(m, i, instruction.name === 'e' ? m.a.e : m.a.pi, rounding(m, m.a.from(4)));
    case 'input':
      return UNSURE;
    case 'missing':
    case 'nothing':
      return fail;
    case 'not':
    case 'and':
    case 'or':
    case 'where':
      return logic(m, instruction.code, operands, i);
  }
  const numbers: Known[] = [];
  let unsure = false;
  for (const operand of operands) {
    if (operand.kind === 'failure') return operand;
    if (operand.kind === 'unsure') unsure = true;
    else numbers.push(operand);
  }
  if (unsure) return UNSURE;
  const [first, second] = numbers;
  if (!first) return UNSURE;
  switch (instruction.code) {
    case 'sum':
      return numbers.slice(1).reduce<Slot>((total, term) => add(m, i, total, term), first);
    case 'product':
      return numbers.slice(1).reduce<Slot>((total, factor) => multiply(m, i, total, factor), first);
    case 'negation':
      return number(m, i, m.a.negate(first.value), first.error);
    case 'quotient':
      return second ? divide(m, i, first, second) : UNSURE;
    case 'power':
      return second ? power(m, i, first, second) : UNSURE;
    case 'compare': {
      if (!second) return UNSURE;
      const sign = order(m, first, second);
      return sign === undefined ? UNSURE : truth(m, i, compares(instruction.comparison, sign));
    }
    case 'guarded':
      return numbers.at(-1) ?? UNSURE;
    case 'row':
      return numbers.slice(instruction.arity).some((holds) => holds.value.isZero())
        ? fail
        : yield* applied(m, i, instruction, numbers.slice(0, instruction.arity));
  }
}

type Known = Slot & { kind: 'number' };

/** Overflow even of decimals is a failure; a vanished number (below 10^−9e15) is not known to be 0. */
function number(m: Machine, i: number, value: BigNumber, error: BigNumber): Slot {
  if (value.isNaN()) return UNSURE;
  if (!value.isFinite()) return { kind: 'failure', index: i, overflow: true };
  return error.isFinite() ? { kind: 'number', value, error: m.e.multiply(error, m.e.from(1 + 2 ** -30)) } : UNSURE;
}

const rounding = (m: Machine, value: BigNumber): BigNumber => m.e.multiply(m.e.abs(value), m.unit);
const truth = (m: Machine, i: number, holds: boolean): Slot => number(m, i, m.a.from(holds ? 1 : 0), m.zero);

/** The sign of left − right, undefined where it is not known; in the final run what is not told apart is equal. */
function order(m: Machine, left: Known, right: Known): number | undefined {
  const difference = m.a.subtract(left.value, right.value);
  const bound = m.e.multiply(m.e.add(left.error, right.error), m.e.from(1.001));
  if (difference.abs().gt(bound) || bound.isZero()) return m.a.sign(difference);
  if (!m.final) return undefined;
  m.assumed = true;
  return 0;
}

const isSureOf = (known: Known): boolean => known.error.isZero() || known.value.abs().gt(known.error);

function logic(m: Machine, code: 'not' | 'and' | 'or' | 'where', operands: readonly Slot[], i: number): Slot {
  const zero: Known = { kind: 'number', value: m.a.from(0), error: m.zero };
  const decide = (slot: Slot): boolean | Slot => {
    if (slot.kind !== 'number') return slot;
    const sign = isSureOf(slot) ? m.a.sign(slot.value) : order(m, slot, zero);
    return sign === undefined ? UNSURE : sign !== 0;
  };
  const [condition = UNSURE, yes = UNSURE, no = UNSURE] = operands;
  const first = decide(condition);
  if (typeof first !== 'boolean') return first;
  if (code === 'where') return first ? yes : no;
  if (code === 'not') return truth(m, i, !first);
  const decisive = code === 'or';
  for (const operand of operands) {
    const holds = decide(operand);
    if (typeof holds !== 'boolean') return holds;
    if (holds === decisive) return truth(m, i, decisive);
  }
  return truth(m, i, !decisive);
}

function add(m: Machine, i: number, left: Slot, right: Known): Slot {
  if (left.kind !== 'number') return left;
  const value = m.a.add(left.value, right.value);
  return number(m, i, value, m.e.add(m.e.add(left.error, right.error), rounding(m, value)));
}

function multiply(m: Machine, i: number, left: Slot, right: Known): Slot {
  if (left.kind !== 'number') return left;
  const value = m.a.multiply(left.value, right.value);
  const passed = m.e.add(
    m.e.add(m.e.multiply(m.e.abs(left.value), right.error), m.e.multiply(m.e.abs(right.value), left.error)),
    m.e.multiply(left.error, right.error),
  );
  return number(m, i, value, m.e.add(passed, rounding(m, value)));
}

function divide(m: Machine, i: number, left: Known, right: Known): Slot {
  if (!isSureOf(right) || right.value.isZero()) return vanishes(m, i, right);
  const value = m.a.divide(left.value, right.value);
  const passed = m.e.divide(
    m.e.add(left.error, m.e.multiply(m.e.abs(value), right.error)),
    m.e.subtract(m.e.abs(right.value), right.error),
  );
  return number(m, i, value, m.e.add(passed, rounding(m, value)));
}

/** A denominator that is 0, or is not told apart from it. */
function vanishes(m: Machine, i: number, denominator: Known): Slot {
  const exact = denominator.error.isZero();
  if (!exact && !m.final) return UNSURE;
  if (!exact) m.assumed = true;
  return { kind: 'failure', index: i, overflow: false };
}

function power(m: Machine, i: number, base: Known, exponent: Known): Slot {
  const n = exponent.value;
  const b = base.value;
  const fail: Slot = { kind: 'failure', index: i, overflow: false };
  const relative = base.error.isZero() ? m.zero : m.e.divide(base.error, m.e.abs(b));
  const whole = exponent.error.isZero() && n.isInteger();
  if (whole && n.isZero()) return number(m, i, m.a.from(1), m.zero);
  if (!isSureOf(base) || b.isZero()) {
    // Zero, or not told apart from it.
    if (n.isNegative()) return vanishes(m, i, base);
    if (!isSureOf(exponent)) return vanishes(m, i, exponent);
    if (base.error.isZero()) return n.isZero() ? number(m, i, m.a.from(1), m.zero) : number(m, i, b, m.zero);
    if (!whole && !m.final) return UNSURE;
    if (!whole) m.assumed = true;
    return number(m, i, m.a.from(0), m.e.power(m.e.multiply(base.error, m.e.from(2)), m.e.round(n)));
  }
  if (b.isNegative() && !whole) {
    const gap = n.minus(n.round()).abs();
    return gap.gt(exponent.error) || m.final ? fail : UNSURE;
  }
  const value = m.a.power(b, n);
  const logarithm = relative.isZero() ? m.zero : m.e.divide(relative, m.e.subtract(m.e.from(1), relative));
  const passed = m.e.add(
    m.e.multiply(m.e.abs(n), logarithm),
    exponent.error.isZero() ? m.zero : m.e.multiply(m.e.add(m.e.abs(m.e.log(m.e.abs(b))), logarithm), exponent.error),
  );
  return number(m, i, value, m.e.multiply(m.e.abs(value), m.e.add(growth(m, passed), m.functionUnit)));
}

/** A bound on exp(x) − 1 for x ≥ 0. */
function growth(m: Machine, x: BigNumber): BigNumber {
  return x.lt(0.5) ? m.e.multiply(x, m.e.from(1.5)) : m.e.exp(m.e.multiply(x, m.e.from(1.001)));
}

/** Functions whose arguments are reduced by π: of huge ones that takes as many digits as they have before the point. */
const PERIODIC = /^(sin|cos|tan|sec|csc|cot|gamma|lgamma|digamma|polygamma)$/;
const LARGEST_ANGLE = 1e60;

function* applied(m: Machine, i: number, { row }: Instruction & { code: 'row' }, args: readonly Known[]): Work<Slot> {
  if (PERIODIC.test(row.name) && args.some(({ value }) => value.abs().gt(LARGEST_ANGLE))) return UNSURE;
  const evaluate = (values: readonly BigNumber[]): BigNumber | undefined => {
    try {
      const value = row.precise?.(m.a, ...values);
      return value?.isNaN() ? undefined : value;
    } catch {
      // More digits than the constants of the arithmetic are known to.
      return undefined;
    }
  };
  const settled =
    m.final && ['floor', 'ceil', 'round', 'sign'].includes(row.name) ? args.map((arg) => snap(m, arg)) : args;
  const value = evaluate(settled.map((arg) => arg.value));
  if (value === undefined) return UNSURE;
  const own = ROUNDLESS.has(row.name) ? m.zero : m.e.multiply(m.e.abs(value), m.functionUnit);
  const passed = value.isFinite() ? yield* passedOn(m, row.name, settled, value, evaluate) : m.zero;
  return passed === undefined ? UNSURE : number(m, i, value, m.e.add(own, passed));
}

/** The step that the argument stands at, where it is not told apart from it. */
function snap(m: Machine, arg: Known): Known {
  const halves = m.a.multiply(arg.value, m.a.from(2)).round();
  const nearest = m.a.divide(halves, m.a.from(2));
  if (arg.error.isZero() || arg.value.minus(nearest).abs().gt(arg.error)) return arg;
  m.assumed = true;
  return { kind: 'number', value: nearest, error: m.zero };
}

/** What the arguments' errors make of the value; see `variation.ts`, whose rules these are. */
function* passedOn(
  m: Machine,
  name: string,
  args: readonly Known[],
  value: BigNumber,
  evaluate: (values: readonly BigNumber[]) => BigNumber | undefined,
): Work<BigNumber | undefined> {
  const widest = args.reduce((most, arg) => (arg.error.gt(most) ? arg.error : most), m.zero);
  if (widest.isZero()) return m.zero;
  if (CONTRACTIONS.has(name)) return widest;
  const [x] = args;
  if (name === 'exp') return m.e.multiply(m.e.abs(value), growth(m, widest));
  if (x && args.length === 1 && x.value.gt(widest.times(2))) {
    if (name === 'log') return m.e.divide(widest, m.e.subtract(x.value, widest));
    if (name === 'sqrt') return m.e.divide(widest, m.e.sqrt(m.e.round(x.value)));
  }
  const monotone = args.length === 1 && (MONOTONE.has(name) || name === 'sqrt');
  if (!monotone && widest.gt(2 ** -10)) return undefined;
  let farthest: BigNumber | undefined;
  for (const corner of corners(m, args)) {
    yield;
    const end = evaluate(corner);
    if (end === undefined) continue;
    const distance = m.e.add(m.e.abs(m.a.subtract(end, value)), m.e.multiply(m.e.abs(end), m.functionUnit));
    if (farthest === undefined || distance.gt(farthest)) farthest = distance;
  }
  return farthest === undefined || monotone ? farthest : m.e.multiply(farthest, m.e.from(2));
}

function corners(m: Machine, args: readonly Known[]): BigNumber[][] {
  return args.reduce<BigNumber[][]>(
    (found, { value, error }) => {
      if (error.isZero()) return found.map((corner) => [...corner, value]);
      const reach = m.e.add(error, rounding(m, value));
      const ends = [m.a.subtract(value, reach), m.a.add(value, reach)];
      return found.flatMap((corner) => ends.map((end) => [...corner, end]));
    },
    [[]],
  );
}

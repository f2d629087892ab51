/**
 * Arithmetic on doubles that know how far off they may be. In: values with bounds on their absolute errors. Out: the
 * same; or that there is no value, or that the bounds do not decide.
 *
 * What is proven: if every true operand lies within its bound, so does the true result (Higham, Accuracy and Stability
 * of Numerical Algorithms, 2nd ed., 3.3: running error analysis). Roundings are computed exactly (`roundings.ts`), so
 * that what is exact has the bound 0.
 */
import { INFLATE, rootError, roundingOfProduct, roundingOfQuotient, roundingOfSum, TINY, U } from './roundings';

export interface Bounded {
  readonly value: number;
  readonly error: number;
}

/** `fails`: there is certainly no value. `unsure`: doubles do not tell. */
export type Result = Bounded | 'fails' | 'unsure';

/** Leaving the range of doubles, or knowing nothing, is no answer: more digits and a wider range may know better. */
export function bounded(value: number, error: number): Bounded | 'unsure' {
  return Number.isFinite(value) && error < Number.POSITIVE_INFINITY ? { value, error } : 'unsure';
}

export function sum(terms: readonly Bounded[]): Result {
  let value = 0;
  let error = 0;
  for (const term of terms) {
    const next = value + term.value;
    error += term.error + roundingOfSum(value, term.value, next);
    value = next;
  }
  return bounded(value, error * INFLATE);
}

export function product(factors: readonly Bounded[]): Result {
  let total: Bounded = { value: 1, error: 0 };
  for (const factor of factors) total = times(total, factor);
  return bounded(total.value, total.error);
}

function times(a: Bounded, b: Bounded): Bounded {
  const value = a.value * b.value;
  const passed = Math.abs(a.value) * b.error + Math.abs(b.value) * a.error + a.error * b.error;
  // Products of bounds may vanish below the smallest double.
  const lost = a.error > 0 || b.error > 0 ? 3 * TINY : 0;
  return { value, error: (passed + roundingOfProduct(a.value, b.value, value) + lost) * INFLATE };
}

export function quotient(a: Bounded, b: Bounded): Result {
  if (b.value === 0 && b.error === 0) return 'fails';
  if (mayVanish(b)) return 'unsure';
  const value = a.value / b.value;
  const passed = (a.error + Math.abs(value) * b.error) / (Math.abs(b.value) - b.error);
  const lost = a.error > 0 || b.error > 0 ? 3 * TINY : 0;
  return bounded(value, (passed + roundingOfQuotient(a.value, b.value, value) + lost) * INFLATE);
}

const mayVanish = (a: Bounded): boolean => Math.abs(a.value) <= a.error * INFLATE;

export function power(base: Bounded, exponent: Bounded): Result {
  const { value: b, error: eb } = base;
  const { value: n, error: en } = exponent;
  if (en === 0 && Number.isInteger(n)) return integerPower(base, n);
  if (b === 0 && eb === 0) {
    if (mayVanish(exponent)) return 'unsure';
    return n > 0 ? bounded(0, 0) : 'fails';
  }
  if (b < 0 && -b > eb * INFLATE) {
    // No integer within the bound of the exponent: certainly no value.
    return Math.floor(n + en * INFLATE) < Math.ceil(n - en * INFLATE) ? 'fails' : 'unsure';
  }
  if (mayVanish(base)) return 'unsure';
  if (en === 0 && n === 0.5) {
    const root = Math.sqrt(b);
    return bounded(root, rootError(b, eb, root) * INFLATE);
  }
  const value = b ** n;
  // How much the logarithm of the power may change: n·log(1 ± eb/b) + (|log b| + that)·en.
  const logarithm = -Math.log1p(-(eb / b) * INFLATE);
  const change = Math.abs(n) * logarithm + (Math.abs(Math.log(b)) * (1 + 4 * U) + logarithm) * en;
  return bounded(value, (value * (Math.expm1(change) + POWER_ERROR) + 2 * TINY) * INFLATE);
}

/** Of Math.pow, relative: fdlibm's bound is 0.7 units in the last place; engines differ. */
const POWER_ERROR = 4 * U;

function integerPower(base: Bounded, n: number): Result {
  if (n === 0) return bounded(1, 0);
  if (n < 0) {
    const positive = integerPower(base, -n);
    return typeof positive === 'string' ? positive : quotient({ value: 1, error: 0 }, positive);
  }
  const size = Math.abs(base.value);
  const own = n <= 64 ? repeatedSquares(base.value, n) : directPower(base.value, n);
  return bounded(own.value, (own.error + passedOn(size, base.error, n, Math.abs(own.value))) * INFLATE);
}

/** (|b| + eb)^n − |b|^n */
function passedOn(size: number, error: number, n: number, power: number): number {
  if (error === 0) return 0;
  if (size <= error) return (size + error) ** n * 2 + TINY;
  return power * Math.expm1(n * Math.log1p((error / size) * INFLATE)) * INFLATE + 2 * TINY;
}

/** Each rounding exactly, so that powers of small integers have the bound 0. */
function repeatedSquares(base: number, n: number): Bounded {
  let square: Bounded = { value: base, error: 0 };
  let total: Bounded = { value: 1, error: 0 };
  for (let rest = n; ; square = times(square, square)) {
    if (rest % 2 === 1) total = times(total, square);
    rest = Math.floor(rest / 2);
    if (rest === 0) return total;
  }
}

function directPower(base: number, n: number): Bounded {
  const value = base ** n;
  const exact = base === 0 || Math.abs(base) === 1;
  return { value, error: exact ? 0 : Math.abs(value) * POWER_ERROR + TINY };
}

/**
 * Exact arithmetic on rational numbers, as far as it goes cheaply. In: rational operands of one operation.
 * Out: the exact result, or undefined where it is irrational, has no value, or would be too long to be cheap.
 */
import { exactRoot, integerPower, isInteger, isNegative, isZero, ONE, type Rational, ratio, ZERO } from './rational';

/** Numerators and denominators longer than this (in bits) are left to floating-point numbers. */
const BITS = 16_384;
const LARGEST = 1n << BigInt(BITS);

export const truth = (holds: boolean): Rational => (holds ? ONE : ZERO);

/** The value where it is short enough to go on with. */
export function short(value: Rational): Rational | undefined {
  return value.n < LARGEST && value.d < LARGEST ? value : undefined;
}

export function sum(terms: readonly Rational[]): Rational | undefined {
  let total: Rational | undefined = ZERO;
  for (const term of terms) {
    total = total && short(total.add(term));
  }
  return total;
}

export function product(factors: readonly Rational[]): Rational | undefined {
  let total: Rational | undefined = ONE;
  for (const factor of factors) {
    total = total && short(total.mul(factor));
  }
  return total;
}

export function quotient(numerator: Rational, denominator: Rational): Rational | undefined {
  return isZero(denominator) ? undefined : short(numerator.div(denominator));
}

/** base^exponent: 0^0 is 1; a negative base needs an integer exponent. */
export function power(base: Rational, exponent: Rational): Rational | undefined {
  if (isZero(exponent)) return ONE;
  if (isZero(base)) return isNegative(exponent) ? undefined : ZERO;
  const root = isInteger(exponent) ? base : rootOf(base, exponent.d);
  if (root === undefined) return undefined;
  if (root.n === 1n && root.d === 1n) return isNegative(root) && exponent.n % 2n !== 0n ? root : ONE;
  if (exponent.n > BigInt(BITS)) return undefined;
  const times = Number(exponent.n);
  if (times * Math.max(bitLength(root.n), bitLength(root.d)) > BITS) return undefined;
  return integerPower(root, isNegative(exponent) ? -times : times);
}

function rootOf(base: Rational, degree: bigint): Rational | undefined {
  return isNegative(base) || degree > 64n ? undefined : exactRoot(base, Number(degree));
}

function bitLength(value: bigint): number {
  return value.toString(16).length * 4;
}

export type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!=';

/** Whether a comparison holds, from the sign of left − right. */
export function compares(comparison: Comparison, sign: number): boolean {
  switch (comparison) {
    case '<':
      return sign < 0;
    case '<=':
      return sign <= 0;
    case '>':
      return sign > 0;
    case '>=':
      return sign >= 0;
    case '==':
      return sign === 0;
    case '!=':
      return sign !== 0;
  }
}

/** Half to even, as Python and NumPy round. */
function round(x: Rational): Rational {
  const below = x.floor();
  const rest = x.sub(below).compare(ratio(1, 2));
  const up = rest > 0 || (rest === 0 && below.n % 2n !== 0n);
  return up ? below.add(ONE) : below;
}

const largest = (values: readonly Rational[]): Rational | undefined =>
  values.reduce<Rational | undefined>((most, value) => (most && most.compare(value) >= 0 ? most : value), undefined);
const smallest = (values: readonly Rational[]): Rational | undefined =>
  largest(values.map((value) => value.neg()))?.neg();

type Unary = (x: Rational) => Rational | undefined;
type Exactly = (...args: readonly Rational[]) => Rational | undefined;

const one =
  (f: Unary): Exactly =>
  (x, ...rest) =>
    x && rest.length === 0 ? f(x) : undefined;
/** The value at one point, where it is rational; elsewhere it is not, or not known to be. */
const at = (point: number, value: number): Exactly => one((x) => (x.equals(ratio(point)) ? ratio(value) : undefined));
const zeroAtZero = at(0, 0);

/** n where base^n is the value. */
function integerLogarithm(value: Rational, base: bigint): Rational | undefined {
  if (isNegative(value) || isZero(value)) return undefined;
  const [large, other] = value.d === 1n ? [value.n, 1n] : [value.d, value.n];
  if (other !== 1n) return undefined;
  let n = 0n;
  let rest = large;
  while (rest % base === 0n) {
    rest /= base;
    n += 1n;
  }
  if (rest !== 1n) return undefined;
  return ratio(value.d === 1n ? n : -n);
}

function factorial(n: Rational): Rational | undefined {
  if (!isInteger(n) || isNegative(n) || n.n > 170n) return undefined;
  let total = 1n;
  for (let k = 2n; k <= n.n; k += 1n) total *= k;
  return ratio(total);
}

/** Functions that are rational at rational arguments, or at some. Called inside the domain only. */
const FUNCTIONS: ReadonlyMap<string, Exactly> = new Map<string, Exactly>([
  ['abs', one((x) => x.abs())],
  ['sign', one((x) => (isZero(x) ? ZERO : ratio(x.s)))],
  ['floor', one((x) => x.floor())],
  ['ceil', one((x) => x.neg().floor().neg())],
  ['round', one(round)],
  ['min', (...values) => smallest(values)],
  ['max', (...values) => largest(values)],
  ['clip', (x, low, high) => x && low && high && smallest([largest([x, low]) ?? x, high])],
  ['mod', (x, y) => x && y && short(x.sub(y.mul(x.div(y).floor())))],
  ['sqrt', one((x) => power(x, ratio(1, 2)))],
  ['cbrt', one((x) => (isNegative(x) ? power(x.neg(), ratio(1, 3))?.neg() : power(x, ratio(1, 3))))],
  ['hypot', (x, y) => x && y && power(x.mul(x).add(y.mul(y)), ratio(1, 2))],
  ['relu', one((x) => (isNegative(x) ? ZERO : x))],
  ['hardtanh', one((x) => smallest([largest([x, ratio(-1)]) ?? x, ONE]))],
  ['softsign', one((x) => x.div(ONE.add(x.abs())))],
  ['exp', at(0, 1)],
  ['log', at(1, 0)],
  ['log2', one((x) => integerLogarithm(x, 2n))],
  ['log10', one((x) => integerLogarithm(x, 10n))],
  ['acos', at(1, 0)],
  ['acosh', at(1, 0)],
  ...['cos', 'sec', 'cosh', 'erfc'].map((name) => [name, at(0, 1)] as const),
  ...['log1p', 'expm1', 'sin', 'tan', 'asin', 'atan', 'sinh', 'tanh', 'asinh', 'atanh', 'erf'].map(
    (name) => [name, zeroAtZero] as const,
  ),
  ...['gelu', 'gelu_tanh', 'silu', 'mish'].map((name) => [name, zeroAtZero] as const),
  // The identity above 0, exponential below.
  ['elu', one((x) => (isNegative(x) ? undefined : x))],
  ['selu', zeroAtZero],
  ['leaky_relu', (x, slope = ratio(1, 100)) => x && (isNegative(x) ? short(x.mul(slope)) : x)],
  ['sigmoid', one((x) => (isZero(x) ? ratio(1, 2) : undefined))],
  ['gamma', one((x) => factorial(x.sub(ONE)))],
  ['lgamma', one((x) => (x.equals(ONE) || x.equals(ratio(2)) ? ZERO : undefined))],
]);

/** The exact value of a built-in at rational arguments inside its domain, where it is known to be rational. */
export function exactly(name: string, args: readonly Rational[]): Rational | undefined {
  const value = FUNCTIONS.get(name)?.(...args);
  return value && short(value);
}

/** A double is a rational number: m·2^k. */
export function fromNumber(value: number): Rational {
  if (Number.isInteger(value)) return ratio(BigInt(value));
  let mantissa = value;
  let denominator = 1n;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    denominator *= 2n;
  }
  return ratio(BigInt(mantissa), denominator);
}

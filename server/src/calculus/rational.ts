/**
 * Exact rational numbers, on mathjs's Fraction (a bigint numerator and denominator).
 * In: decimal text, integers. Out: exact arithmetic, and the nearest double.
 */
import * as mathjs from 'mathjs';

/** Immutable; `s` is the sign (−1n, 0n or 1n), `n` ≥ 0n the numerator, `d` > 0n the denominator, in lowest terms. */
export interface Rational {
  readonly s: bigint;
  readonly n: bigint;
  readonly d: bigint;
  add(other: Rational): Rational;
  sub(other: Rational): Rational;
  mul(other: Rational): Rational;
  div(other: Rational): Rational;
  neg(): Rational;
  abs(): Rational;
  floor(): Rational;
  compare(other: Rational): number;
  equals(other: Rational): boolean;
}

// mathjs's own declarations still give the numerator as a number; at run time it is a bigint.
const { Fraction } = mathjs.create({ FractionDependencies: mathjs.FractionDependencies ?? {} }) as unknown as {
  Fraction: new (numerator: bigint, denominator: bigint) => Rational;
};

/** numerator / denominator, in lowest terms. The denominator must not be zero. */
export function ratio(numerator: number | bigint, denominator: number | bigint = 1n): Rational {
  return new Fraction(BigInt(numerator), BigInt(denominator));
}

export const ZERO = ratio(0);
export const ONE = ratio(1);
export const MINUS_ONE = ratio(-1);
export const HALF = ratio(1, 2);

/** The exact value of `2`, `0.5`, `.5`, `1.`, `1e-3`. The caller has limited the exponent (see `limits`). */
export function parseDecimal(text: string): Rational {
  const match = /^(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!match) throw new RangeError(`not a decimal number: ${text}`);
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const scale = Number(exponent) - fraction.length;
  const digits = BigInt(`${whole}${fraction}` || '0');
  return scale >= 0 ? ratio(digits * 10n ** BigInt(scale)) : ratio(digits, 10n ** BigInt(-scale));
}

export const isInteger = (value: Rational): boolean => value.d === 1n;
export const isZero = (value: Rational): boolean => value.n === 0n;
export const isOne = (value: Rational): boolean => value.n === 1n && value.d === 1n && value.s > 0n;
export const isNegative = (value: Rational): boolean => value.s < 0n;
export const numerator = (value: Rational): bigint => value.s * value.n;

/** The sizes of numerator and denominator in bits: what exact arithmetic costs. */
export function bits(value: Rational): number {
  return value.n.toString(16).length * 4 + value.d.toString(16).length * 4;
}

/** The value as a number where it is an integer below 1000 in size: those are the most, and quick to handle. */
export function smallInteger(value: Rational): number | undefined {
  return value.d === 1n && value.n < 1000n ? Number(value.s * value.n) : undefined;
}

/** Whether the value is not whole and has a short exact decimal form (at most 20 digits after the point). */
export function hasDecimalForm(value: Rational): boolean {
  return value.d !== 1n && value.d <= LARGEST_DECIMAL && 10n ** 20n % value.d === 0n;
}
const LARGEST_DECIMAL = 10n ** 20n;

/** The double nearest to the value (to within one unit in the last place beyond 2^53); ±Infinity on overflow. */
export function toNumber(value: Rational): number {
  const { n, d } = value;
  const sign = Number(value.s);
  if (d === 1n) return sign * Number(n);
  if (n < 2n ** 53n && d < 2n ** 53n) return sign * (Number(n) / Number(d));
  // Scale so that the integer quotient has at least 64 bits, then round once.
  const shift = d.toString(2).length - n.toString(2).length + 66;
  const quotient = shift >= 0 ? (n << BigInt(shift)) / d : n / (d << BigInt(-shift));
  const half = Math.trunc(shift / 2);
  return sign * Number(quotient) * 2 ** -half * 2 ** -(shift - half);
}

/** base^exponent for an integer exponent; base ≠ 0 where the exponent is negative. */
export function integerPower(base: Rational, exponent: number): Rational {
  const n = base.n ** BigInt(Math.abs(exponent));
  const d = base.d ** BigInt(Math.abs(exponent));
  const sign = base.s < 0n && exponent % 2 !== 0 ? -1n : 1n;
  return exponent >= 0 ? new Fraction(sign * n, d) : new Fraction(sign * d, n);
}

/** The non-negative exact root, or undefined where it is irrational: exactRoot(8, 3) = 2, exactRoot(4/9, 2) = 2/3. */
export function exactRoot(value: Rational, degree: number): Rational | undefined {
  if (value.s < 0n) return undefined;
  const n = integerRoot(value.n, degree);
  const d = integerRoot(value.d, degree);
  return n === undefined || d === undefined ? undefined : new Fraction(n, d);
}

/** Newton's iteration from above, in whole numbers: for values of any size. */
function integerRoot(value: bigint, degree: number): bigint | undefined {
  if (value < 2n) return value;
  const k = BigInt(degree);
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / degree));
  for (;;) {
    const next = ((k - 1n) * root + value / root ** (k - 1n)) / k;
    if (next >= root) return root ** k === value ? root : undefined;
    root = next;
  }
}

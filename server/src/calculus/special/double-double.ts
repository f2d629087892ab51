/**
 * Double-double arithmetic: an unevaluated sum of two doubles, about 31 digits. In it special functions are computed
 * with so many digits to spare that rounding at the end gives the right double, also where terms cancel.
 * Sources: T. J. Dekker, Numer. Math. 18 (1971); D. E. Knuth, TAOCP 2, 4.2.2; Y. Hida, X. Li, D. Bailey, QD (2001).
 */
import type { Arithmetic } from './arithmetic';

/** hi + lo with |lo| ≤ ulp(hi)/2. */
export interface DoubleDouble {
  readonly hi: number;
  readonly lo: number;
}

/** Dekker's splitter 2^27 + 1. */
const SPLITTER = 134217729;
const LOG2: DoubleDouble = { hi: Math.LN2, lo: 2.319046813846299e-17 };

/** a + b exactly, for any a and b. */
function twoSum(a: number, b: number): DoubleDouble {
  const hi = a + b;
  const seen = hi - a;
  return { hi, lo: a - (hi - seen) + (b - seen) };
}

/** a + b exactly, for |a| ≥ |b|. */
function quickSum(a: number, b: number): DoubleDouble {
  const hi = a + b;
  return { hi, lo: b - (hi - a) };
}

/** a · b exactly, away from overflow (|a|, |b| < 2^970) and underflow. */
function twoProduct(a: number, b: number): DoubleDouble {
  const hi = a * b;
  const [aHigh, bHigh] = [high(a), high(b)];
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return { hi, lo: aHigh * bHigh - hi + aHigh * bLow + aLow * bHigh + aLow * bLow };
}

/** The upper half of the digits. */
function high(a: number): number {
  const scaled = SPLITTER * a;
  return scaled - (scaled - a);
}

function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const sum = twoSum(a.hi, b.hi);
  const low = twoSum(a.lo, b.lo);
  const first = quickSum(sum.hi, sum.lo + low.hi);
  return quickSum(first.hi, first.lo + low.lo);
}

function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const product = twoProduct(a.hi, b.hi);
  return quickSum(product.hi, product.lo + (a.hi * b.lo + a.lo * b.hi));
}

const negate = (a: DoubleDouble): DoubleDouble => ({ hi: -a.hi, lo: -a.lo });
const subtract = (a: DoubleDouble, b: DoubleDouble): DoubleDouble => add(a, negate(b));
const from = (value: number): DoubleDouble => ({ hi: value, lo: 0 });

/** Long division: three quotient digits in base 2^53. */
function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const first = a.hi / b.hi;
  const rest = subtract(a, multiply(b, from(first)));
  const second = rest.hi / b.hi;
  const third = subtract(rest, multiply(b, from(second))).hi / b.hi;
  return add(quickSum(first, second), from(third));
}

function fromInteger(value: bigint): DoubleDouble {
  const hi = Number(value);
  return { hi, lo: Number(value - BigInt(hi)) };
}

/** exp(a) = 2^k·exp(r/512)^512 with |r| ≤ log(2)/2, by Taylor's series (DLMF 4.2.19). */
function exp(a: DoubleDouble): DoubleDouble {
  const k = Math.round(a.hi / LOG2.hi);
  const rest = subtract(a, multiply(LOG2, from(k)));
  const r = { hi: rest.hi / 512, lo: rest.lo / 512 };
  let sum = r;
  let term = r;
  for (let n = 2; n <= 9; n += 1) {
    term = divide(multiply(term, r), from(n));
    sum = add(sum, term);
  }
  // expm1(2r) = 2·expm1(r) + expm1(r)², nine times.
  for (let doubling = 0; doubling < 9; doubling += 1) {
    sum = add({ hi: 2 * sum.hi, lo: 2 * sum.lo }, multiply(sum, sum));
  }
  const value = add(sum, from(1));
  const half = Math.trunc(k / 2);
  const [first, second] = [2 ** half, 2 ** (k - half)];
  return { hi: value.hi * first * second, lo: value.lo * first * second };
}

/** One step of Newton from the double: log a = y + (a·exp(−y) − 1) with an error of the order of its square. */
function log(a: DoubleDouble): DoubleDouble {
  const y = from(Math.log(a.hi));
  return add(y, subtract(multiply(a, exp(negate(y))), from(1)));
}

function floor(a: DoubleDouble): DoubleDouble {
  const hi = Math.floor(a.hi);
  return hi === a.hi ? quickSum(hi, Math.floor(a.lo)) : from(hi);
}

export const doubleDouble: Arithmetic<DoubleDouble> = {
  digits: 31,
  pi: { hi: Math.PI, lo: 1.2246467991473532e-16 },
  from,
  ratio: (numerator, denominator) => divide(fromInteger(numerator), fromInteger(denominator)),
  add,
  subtract,
  multiply,
  divide,
  negate,
  exp,
  log,
  floor,
  isNegative: (value) => value.hi < 0,
  toNumber: (value) => value.hi + value.lo,
};

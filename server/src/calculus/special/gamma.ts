/**
 * The gamma family in doubles. In: a double that is no pole. Out: the value to within one unit in the last place
 * (away from what is said below), ±Infinity on overflow. The work is done with 31 digits; see gamma-family.ts.
 */
import { type DoubleDouble, doubleDouble } from './double-double';
import * as family from './gamma-family';

/** Euler's constant, and ζ(2)/2, ζ(3)/3. DLMF 5.2.3, 25.6.1, 25.11. */
const EULER = 0.5772156649015329;
const HALF_ZETA_2 = 0.8224670334241132;
const THIRD_ZETA_3 = 0.40068563438653143;
/** log(2π)/2. */
const HALF_LOG_TWO_PI = 0.9189385332046728;

/** Below, 1/x is the leading term of the family to the last digit; above, the leading terms of Stirling's series are. */
const TINY = 1e-20;
const HUGE = 1e16;

export function gamma(x: number): number {
  if (Math.abs(x) < TINY) return 1 / x;
  // Γ overflows at 171.62 and underflows below −184.
  if (x > 172) return Number.POSITIVE_INFINITY;
  if (x < -190) return 0;
  return rounded(family.gamma(doubleDouble, doubleDouble.from(x)));
}

/** log|Γ(x)|. */
export function lgamma(x: number): number {
  if (Math.abs(x) < TINY) return -Math.log(Math.abs(x));
  if (x > HUGE) return x * (Math.log(x) - 1) - 0.5 * Math.log(x) + HALF_LOG_TWO_PI;
  // DLMF 5.7.3: so close to a zero 31 digits are not enough to cancel.
  if (Math.abs(x - 1) < 1e-8) return nearZero(x - 1, -EULER, HALF_ZETA_2, -THIRD_ZETA_3);
  if (Math.abs(x - 2) < 1e-8) return nearZero(x - 2, 1 - EULER, HALF_ZETA_2 - 0.5, 1 / 3 - THIRD_ZETA_3);
  return rounded(family.lgamma(doubleDouble, doubleDouble.from(x)));
}

const nearZero = (z: number, first: number, second: number, third: number): number =>
  z * (first + z * (second + z * third)) + 0;

export function digamma(x: number): number {
  return polygamma(0, x);
}

/** The derivative of digamma of that order; 0 is digamma itself. */
export function polygamma(order: number, x: number): number {
  const sign = order % 2 === 0 ? -1 : 1;
  if (Math.abs(x) < TINY || Math.abs(x) > HUGE) {
    if (Math.abs(x) > HUGE) return order === 0 ? Math.log(x) : (sign * factorialOver(order, x)) / order;
    return (sign * factorialOver(order, x)) / x;
  }
  const value = rounded(family.polygamma(doubleDouble, order, doubleDouble.from(x)));
  return Number.isNaN(value) ? (sign * factorialOver(order, x)) / x : value;
}

/** n!/x^n. */
function factorialOver(n: number, x: number): number {
  let value = 1;
  for (let k = 1; k <= n; k += 1) value = (value * k) / x;
  return value;
}

const rounded = (value: DoubleDouble): number => value.hi + value.lo;

/**
 * Γ, log|Γ|, digamma and polygamma in any arithmetic. In: an arithmetic and an argument that is no pole. Out: the
 * value; its error is about 10^−digits times the largest term (log|Γ| and the polygammas cancel near their zeros).
 *
 * Method: shift the argument up by the recurrences (DLMF 5.5.1, 5.5.2, 5.15.5), then Stirling's series and its
 * derivatives (DLMF 5.11.1, 5.11.2, 5.15.8). For positive arguments their terms alternate and the error is smaller
 * than the first term left out (DLMF 5.11(ii)), so summing until the terms vanish bounds the truncation.
 * Negative arguments are reflected (DLMF 5.5.3, 5.15.6) onto positive ones.
 */
import type { Arithmetic } from './arithmetic';
import { bernoulli, type Fraction } from './bernoulli';

/** Γ(x), x not 0, −1, −2, … */
export function gamma<Value>(a: Arithmetic<Value>, x: Value): Value {
  if (!a.isNegative(x)) {
    const [top, product] = shift(a, x);
    const value = a.exp(stirling(a, top));
    return product === undefined ? value : a.divide(value, product);
  }
  const size = a.exp(lgamma(a, x));
  return isEven(a, a.floor(x)) ? size : a.negate(size);
}

/** log|Γ(x)|, x not 0, −1, −2, … */
export function lgamma<Value>(a: Arithmetic<Value>, x: Value): Value {
  if (!a.isNegative(x)) {
    const [top, product] = shift(a, x);
    const value = stirling(a, top);
    return product === undefined ? value : a.subtract(value, a.log(product));
  }
  const { fraction, complement, mirror } = reflect(a, x);
  return a.subtract(a.add(lgamma(a, fraction), lgamma(a, complement)), lgamma(a, mirror));
}

/** The derivative of digamma of that order (0: digamma itself), x not 0, −1, −2, … */
export function polygamma<Value>(a: Arithmetic<Value>, order: number, x: Value): Value {
  if (a.isNegative(x)) {
    // ζ(s, x) = ζ(s, z) ± (ζ(s, 1 − z) − ζ(s, 1 − x)), z the fractional part: the sum over all integers, regrouped.
    const { fraction, complement, mirror } = reflect(a, x);
    const [from, to] = [polygamma(a, order, complement), polygamma(a, order, mirror)];
    const rest = order % 2 === 0 ? a.subtract(to, from) : a.subtract(from, to);
    return a.add(polygamma(a, order, fraction), rest);
  }
  let y = x;
  let sum = a.from(0);
  for (let count = steps(a, x) + order; count > 0; count -= 1) {
    sum = a.add(sum, a.divide(scaledPower(a, order, y), y));
    y = a.add(y, a.from(1));
  }
  const value = a.add(sum, order === 0 ? a.negate(digammaSeries(a, y)) : polygammaSeries(a, order, y));
  return order % 2 === 0 ? a.negate(value) : value;
}

/** Stirling's series for log Γ, DLMF 5.11.1. */
function stirling<Value>(a: Arithmetic<Value>, x: Value): Value {
  const half = a.ratio(1n, 2n);
  const main = a.subtract(a.multiply(a.subtract(x, half), a.log(x)), x);
  const constant = a.multiply(half, a.log(a.multiply(a.from(2), a.pi)));
  const tail = series(a, x, ([n, d], k) => [n, d * BigInt(2 * k * (2 * k - 1))]);
  return a.add(a.add(main, constant), a.multiply(tail, x));
}

/** DLMF 5.11.2. */
function digammaSeries<Value>(a: Arithmetic<Value>, x: Value): Value {
  const tail = series(a, x, ([n, d], k) => [n, d * BigInt(2 * k)]);
  return a.subtract(a.subtract(a.log(x), a.divide(a.ratio(1n, 2n), x)), tail);
}

/** DLMF 5.15.8 without its sign, (n − 1)!/x^n taken out: the coefficients are B₂ₖ·C(2k + n − 1, 2k). */
function polygammaSeries<Value>(a: Arithmetic<Value>, order: number, x: Value): Value {
  let choose = 1n;
  const tail = series(a, x, ([n, d], k) => {
    const [high, low] = [BigInt(2 * k + order - 1), BigInt(2 * k)];
    choose = (choose * high * (high - 1n)) / (low * (low - 1n));
    return [n * choose, d];
  });
  const second = a.divide(a.ratio(BigInt(order), 2n), x);
  const leading = a.divide(scaledPower(a, order - 1, x), x);
  return a.multiply(leading, a.add(a.add(a.from(1), second), tail));
}

/** Σ c(B₂ₖ, k)·x^(−2k) from k = 1 on, until the terms no longer count. */
function series<Value>(a: Arithmetic<Value>, x: Value, coefficient: (number: Fraction, k: number) => Fraction): Value {
  const step = a.divide(a.from(1), a.multiply(x, x));
  const negligible = 10 ** -(a.digits + 5);
  let sum = a.from(0);
  let power = a.from(1);
  for (const [index, number] of bernoulli.entries()) {
    power = a.multiply(power, step);
    const term = a.multiply(a.ratio(...coefficient(number, index + 1)), power);
    sum = a.add(sum, term);
    if (Math.abs(a.toNumber(term)) < negligible) break;
  }
  return sum;
}

/** n!/x^n, multiplied and divided alternately so that nothing overflows on the way. */
function scaledPower<Value>(a: Arithmetic<Value>, n: number, x: Value): Value {
  let value = a.from(1);
  for (let k = 1; k <= n; k += 1) value = a.divide(a.multiply(value, a.from(k)), x);
  return value;
}

/** x + n above the threshold, and x(x + 1)…(x + n − 1), undefined for n = 0. */
function shift<Value>(a: Arithmetic<Value>, x: Value): [top: Value, product: Value | undefined] {
  let top = x;
  let product: Value | undefined;
  for (let count = steps(a, x); count > 0; count -= 1) {
    product = product === undefined ? top : a.multiply(product, top);
    top = a.add(top, a.from(1));
  }
  return [top, product];
}

/**
 * How many steps up bring a positive argument to where the smallest term of Stirling's series, about exp(−2πx), is below
 * 10^−digits and is reached within the table of Bernoulli numbers, whose 60th term is about (120 / 2πe·x)^120.
 */
function steps<Value>(a: Arithmetic<Value>, x: Value): number {
  const threshold = Math.max(0.6 * a.digits, 7.1 * 10 ** (a.digits / 120));
  return Math.max(0, Math.ceil(threshold - a.toNumber(x)));
}

/** For x < 0: z = x − ⌊x⌋ in (0, 1), 1 − z, and 1 − x; z and 1 − z each without cancellation where x is near a pole. */
function reflect<Value>(a: Arithmetic<Value>, x: Value): { fraction: Value; complement: Value; mirror: Value } {
  const whole = a.floor(x);
  const one = a.from(1);
  return {
    fraction: a.subtract(x, whole),
    complement: a.subtract(a.add(whole, one), x),
    mirror: a.subtract(one, x),
  };
}

function isEven<Value>(a: Arithmetic<Value>, whole: Value): boolean {
  const half = a.divide(whole, a.from(2));
  return a.toNumber(a.subtract(half, a.floor(half))) === 0;
}

/**
 * erf and erfc in as many digits as asked, in relative terms. In: an arithmetic and any argument.
 * Sources: Kummer's series (DLMF 7.6.2), whose terms are all positive; the continued fraction (DLMF 7.9.1), whose
 * successive convergents lie on both sides of the value, so that their distance bounds the error.
 */
import type { BigNumber, Precise } from './precise';

/** From here on the continued fraction takes fewer operations than the series. */
const FAR = 3;

export function erf(a: Precise, x: BigNumber): BigNumber {
  if (a.isNegative(x)) return a.negate(erf(a, a.negate(x)));
  return x.lt(FAR) ? near(a, x) : a.subtract(a.from(1), far(a, x));
}

export function erfc(a: Precise, x: BigNumber): BigNumber {
  if (x.gte(FAR)) return far(a, x);
  // Below 3 at most 5 digits cancel.
  const wide = a.more(5);
  return wide.subtract(wide.from(1), erf(wide, x));
}

/** erf(x) = 2x/√π·exp(−x²)·Σ (2x²)^n / (1·3·5⋯(2n + 1)), for x ≥ 0. */
function near(a: Precise, x: BigNumber): BigNumber {
  const twice = a.multiply(a.multiply(x, x), a.from(2));
  let term = a.from(1);
  let sum = term;
  // The terms fall by at least half from where 2n + 1 > 4x²: what is left out is below the last one.
  for (let n = 1; twice.times(2).gte(2 * n - 1) || !negligible(a, term); n += 1) {
    term = a.divide(a.multiply(term, twice), a.from(2 * n + 1));
    sum = a.add(sum, term);
  }
  const square = a.divide(twice, a.from(2));
  const factor = a.divide(a.multiply(a.add(x, x), a.exp(a.negate(square))), a.sqrt(a.pi));
  return a.multiply(factor, sum);
}

/** erfc(x) = exp(−x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))), for x > 0. */
function far(a: Precise, x: BigNumber): BigNumber {
  const half = a.ratio(1n, 2n);
  // Convergents Aₙ/Bₙ of the fraction and Bₙ₋₁/Bₙ, from the recurrences of DLMF 1.12.5.
  let before = a.from(0);
  let convergent = a.divide(a.from(1), x);
  let quotient = convergent;
  for (let n = 1; !negligible(a, a.multiply(a.subtract(convergent, before), x)); n += 1) {
    const weight = a.multiply(a.multiply(a.from(n), half), quotient);
    const bottom = a.add(x, weight);
    const next = a.divide(a.add(a.multiply(x, convergent), a.multiply(weight, before)), bottom);
    [before, convergent, quotient] = [convergent, next, a.divide(a.from(1), bottom)];
  }
  return a.divide(a.multiply(a.exp(a.negate(a.multiply(x, x))), convergent), a.sqrt(a.pi));
}

/** Too small to count beside 1. */
const negligible = (a: Precise, value: BigNumber): boolean => value.isZero() || value.e < -a.digits - 5;

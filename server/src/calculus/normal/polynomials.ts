/**
 * Sums as polynomials over their factors, and back: what is common to a numerator and a denominator is found here.
 * In: sums in normal form with exact coefficients. Out: quotients without a remainder, greatest common divisors in one
 * unknown; undefined where a sum is no such polynomial, or is too large to be worth it.
 */
import type { Expression } from '../expression';
import type { Budget, Exponents, Polynomial } from '../polynomial';
import * as poly from '../polynomial';
import { isInteger, numerator, ONE, type Rational, ratio } from '../rational';
import { type Construction, splitTerm } from './construction';

/** The unknowns: what stands in the sums as a factor. */
export interface Ring {
  readonly unknowns: Expression[];
}

const MOST_UNKNOWNS = 8;
const MOST_TERMS = 24;
const LARGEST_EXPONENT = 24;
const WORK = 2_000;

export const ring = (): Ring => ({ unknowns: [] });

export function polynomialOf(make: Construction, { unknowns }: Ring, root: Expression): Polynomial | undefined {
  const budget: Budget = { left: WORK };
  const unknown = (factor: Expression, exponent: number): Polynomial | undefined => {
    if (!unknowns.includes(factor)) unknowns.push(factor);
    return unknowns.length > MOST_UNKNOWNS ? undefined : poly.unknown(unknowns.indexOf(factor), exponent);
  };
  const ofFactor = (factor: Expression): Polynomial | undefined => {
    if (factor.kind !== 'power') return factor.kind === 'sum' ? of(factor) : unknown(factor, 1);
    const { base, exponent } = factor;
    if (exponent.kind !== 'constant' || !isInteger(exponent.value)) return unknown(factor, 1);
    const times = Number(numerator(exponent.value));
    if (times < 0 || times > LARGEST_EXPONENT) return undefined;
    if (base.kind !== 'sum') return unknown(base, times);
    const inside = of(base);
    return inside && poly.power(budget, inside, times);
  };
  const ofTerm = (term: Expression): Polynomial | undefined => {
    const { coefficient, rest } = splitTerm(make.graph, term);
    if (coefficient.decimal) return undefined;
    let product: Polynomial | undefined = poly.constant(coefficient.value);
    for (const factor of rest.kind === 'product' ? rest.factors : [rest]) {
      if (factor.kind === 'constant') continue;
      const next = ofFactor(factor);
      product = next && product && poly.multiply(budget, product, next);
    }
    return product;
  };
  function of(sum: Expression): Polynomial | undefined {
    let total: Polynomial | undefined = poly.NOTHING;
    for (const term of sum.kind === 'sum' ? sum.terms : [sum]) {
      const next = ofTerm(term);
      total = next && total && poly.add(budget, total, next);
    }
    return total && total.size <= MOST_TERMS ? total : undefined;
  }
  return root.kind === 'sum' && root.terms.length <= MOST_TERMS ? of(root) : undefined;
}

export function expressionOf(make: Construction, { unknowns }: Ring, polynomial: Polynomial): Expression {
  const terms = [...polynomial.values()].map(({ exponents, coefficient }) =>
    make.multiply(make.constant(coefficient), ...powers(make, unknowns, exponents)),
  );
  return make.add(...terms);
}

function powers(make: Construction, unknowns: readonly Expression[], exponents: Exponents): Expression[] {
  return [...exponents].map(([index, exponent]) => make.power(unknowns[index] ?? make.constant(1), exponent));
}

/** c·u^k·primitive: the number and the factors that all terms share, and the rest. */
export function primitive(polynomial: Polynomial): { readonly content: Polynomial; readonly rest: Polynomial } {
  const [first, ...others] = [...polynomial.values()];
  if (!first) return { content: poly.constant(ONE), rest: polynomial };
  const lowest = new Map(first.exponents);
  for (const { exponents } of others) {
    for (const [index, low] of lowest) {
      const shared = Math.min(low, exponents.get(index) ?? 0);
      if (shared === 0) lowest.delete(index);
      else lowest.set(index, shared);
    }
  }
  const content = poly.monomial(rationalContent(polynomial), lowest);
  const rest = poly.divide({ left: WORK }, polynomial, content);
  return { content, rest: rest ?? polynomial };
}

/** The greatest number that leaves integers without a common divisor; the sign of the leading term. */
function rationalContent(polynomial: Polynomial): Rational {
  let [above, below] = [0n, 1n];
  const sign = poly.leading(polynomial)?.coefficient.s ?? 1n;
  for (const { coefficient } of polynomial.values()) {
    above = gcd(above, coefficient.n);
    below = (below * coefficient.d) / gcd(below, coefficient.d);
  }
  return ratio(sign * above, below);
}

export function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

export function lcm(a: number, b: number): number {
  return (a * b) / Number(gcd(BigInt(a), BigInt(b)));
}

/** Both over their greatest common divisor, which is not constant; undefined where there is none that can be found. */
export function common(
  a: Polynomial,
  b: Polynomial,
): { readonly divisor: Polynomial; readonly a: Polynomial; readonly b: Polynomial } | undefined {
  const budget: Budget = { left: WORK };
  const { rest } = primitive(b);
  if (rest.size < 2) return undefined;
  const whole = poly.divide(budget, a, rest);
  const divisor = whole ? rest : oneUnknown(budget, a, rest);
  const [above, below] = divisor ? [whole ?? poly.divide(budget, a, divisor), poly.divide(budget, b, divisor)] : [];
  return divisor && above && below && { divisor, a: above, b: below };
}

/** Euclid's algorithm, where both are polynomials in the same one unknown. */
function oneUnknown(budget: Budget, a: Polynomial, b: Polynomial): Polynomial | undefined {
  const unknowns = new Set([a, b].flatMap((side) => [...side.values()].flatMap((term) => [...term.exponents.keys()])));
  if (unknowns.size !== 1) return undefined;
  let [x, y]: [Polynomial, Polynomial] = [a, b];
  while (y.size > 0) {
    const remainder = poly.remainder(budget, x, y);
    if (!remainder) return undefined;
    [x, y] = [y, primitive(remainder).rest];
  }
  return x.size > 1 ? x : undefined;
}

/** content·base^times, where a polynomial in one unknown is that. */
export function perfectPower(
  polynomial: Polynomial,
): { readonly content: Polynomial; readonly base: Polynomial; readonly times: number } | undefined {
  const budget: Budget = { left: WORK };
  const { content, rest } = primitive(polynomial);
  const slope = poly.derivative(rest);
  const divisor = slope && oneUnknown(budget, rest, slope);
  const base = divisor && poly.divide(budget, rest, divisor);
  if (!base || base.size < 2) return undefined;
  const times = poly.degree(rest) / poly.degree(base);
  const raised = Number.isInteger(times) && times > 1 ? poly.power(budget, primitive(base).rest, times) : undefined;
  return raised && poly.equal(raised, rest) ? { content, base: primitive(base).rest, times } : undefined;
}

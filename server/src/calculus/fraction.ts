/**
 * Quotients of polynomials whose denominators stay factored, so that sums need no more than the common denominator.
 * In and out: fractions; undefined where the budget is spent.
 */
import type { Budget, Polynomial } from './polynomial';
import * as poly from './polynomial';
import { ONE, type Rational, ratio } from './rational';

export interface Fraction {
  readonly numerator: Polynomial;
  /** Monic and with more than one term, by key; with their exponents. */
  readonly denominators: ReadonlyMap<string, { readonly polynomial: Polynomial; readonly times: number }>;
}

/** a·c + factor·b·d */
export function combine(
  budget: Budget,
  a: Polynomial,
  c: Polynomial,
  b: Polynomial,
  d: Polynomial,
  factor: Rational,
): Polynomial | undefined {
  const [first, second] = [poly.multiply(budget, a, c), poly.multiply(budget, b, d)];
  return first && second && poly.add(budget, first, scale(second, factor));
}

export const whole = (numerator: Polynomial): Fraction => ({ numerator, denominators: new Map() });

export function scale(polynomial: Polynomial, factor: Rational): Polynomial {
  return new Map([...polynomial].map(([key, term]) => [key, { ...term, coefficient: term.coefficient.mul(factor) }]));
}

export const negated = ({ numerator, denominators }: Fraction): Fraction => ({
  numerator: scale(numerator, ratio(-1)),
  denominators,
});

export function sum(budget: Budget, a: Fraction, b: Fraction): Fraction | undefined {
  const denominators = new Map(a.denominators);
  for (const [key, denominator] of b.denominators) {
    const mine = denominators.get(key);
    if (!mine || mine.times < denominator.times) denominators.set(key, denominator);
  }
  /** The numerator over the common denominator. */
  const expanded = (fraction: Fraction): Polynomial | undefined => {
    let numerator: Polynomial | undefined = fraction.numerator;
    for (const [key, { polynomial, times }] of denominators) {
      const missing = times - (fraction.denominators.get(key)?.times ?? 0);
      for (let i = 0; i < missing && numerator; i += 1) numerator = poly.multiply(budget, numerator, polynomial);
    }
    return numerator;
  };
  const [x, y] = [expanded(a), expanded(b)];
  const numerator = x && y && poly.add(budget, x, y);
  return numerator && { numerator, denominators };
}

export function product(budget: Budget, a: Fraction, b: Fraction): Fraction | undefined {
  const denominators = new Map(a.denominators);
  for (const [key, { polynomial, times }] of b.denominators) {
    denominators.set(key, { polynomial, times: times + (denominators.get(key)?.times ?? 0) });
  }
  const numerator = poly.multiply(budget, a.numerator, b.numerator);
  return numerator && { numerator, denominators };
}

export function integerPower(budget: Budget, base: Fraction, exponent: number): Fraction | undefined {
  const times = Math.abs(exponent);
  const upright = exponent < 0 ? inverse(base, budget) : base;
  const numerator = upright && poly.power(budget, upright.numerator, times);
  if (!upright || !numerator) return undefined;
  const denominators = [...upright.denominators].map(
    ([key, denominator]) => [key, { ...denominator, times: denominator.times * times }] as const,
  );
  return { numerator, denominators: new Map(times === 0 ? [] : denominators) };
}

/** 1/a: denominators come up, and the numerator goes down as a monic polynomial with its leading coefficient taken out. */
function inverse({ numerator, denominators }: Fraction, budget: Budget): Fraction | undefined {
  if (numerator.size === 0) return undefined;
  let up: Polynomial | undefined = poly.constant(ONE);
  for (const { polynomial, times } of denominators.values()) {
    for (let i = 0; i < times && up; i += 1) up = poly.multiply(budget, up, polynomial);
  }
  if (!up) return undefined;
  if (poly.only(numerator)) {
    const single = poly.power(budget, numerator, -1);
    const turned = single && poly.multiply(budget, up, single);
    return turned && whole(turned);
  }
  const { polynomial, leading, key } = poly.monic(numerator);
  return { numerator: scale(up, ONE.div(leading)), denominators: new Map([[key, { polynomial, times: 1 }]]) };
}

/** Equal fractions mostly have one key; different ones never share one. */
export function keyOf({ numerator, denominators }: Fraction): string {
  const { leading, key } = poly.monic(numerator);
  const below = [...denominators].map(([name, { times }]) => `(${name})^${times}`).sort();
  return `${leading.toString()}*(${key})/${below.join('*')}`;
}

/** The terms of a sum as coefficient and key; one term where it is a proper fraction. */
export function termsOf(inside: Fraction): { coefficient: Rational; key: string }[] {
  if (inside.denominators.size === 0) {
    return [...inside.numerator].map(([key, { coefficient }]) => ({ coefficient, key }));
  }
  const { polynomial, leading } = poly.monic(inside.numerator);
  return [{ coefficient: leading, key: keyOf({ ...inside, numerator: polynomial }) }];
}

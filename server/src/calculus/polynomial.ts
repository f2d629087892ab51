/**
 * Polynomials in several unknowns with rational coefficients and integer exponents, which may be negative (Laurent
 * polynomials). In: polynomials. Out: polynomials; undefined where the budget of terms is spent.
 */
import { isZero, ONE, type Rational, ratio } from './rational';

/** Exponents by unknown; an unknown that is missing has the exponent 0. */
export type Exponents = ReadonlyMap<number, number>;
interface Term {
  readonly exponents: Exponents;
  readonly coefficient: Rational;
}
/** By a key of the exponents; no coefficient is 0. */
export type Polynomial = ReadonlyMap<string, Term>;

/** How many products and sums of terms may still be made. */
export interface Budget {
  left: number;
}

/** Coefficients longer than this are no help to anybody. */
const LONGEST = 1n << 4096n;

export const NOTHING: Polynomial = new Map();

const keyOf = (exponents: Exponents): string =>
  [...exponents]
    .sort(([a], [b]) => a - b)
    .map(([unknown, exponent]) => `${unknown}^${exponent}`)
    .join(' ');

export function monomial(coefficient: Rational, exponents: Exponents = new Map()): Polynomial {
  return isZero(coefficient) ? NOTHING : new Map([[keyOf(exponents), { exponents, coefficient }]]);
}
export const constant = (value: Rational): Polynomial => monomial(value);
export const unknown = (index: number, exponent = 1): Polynomial => monomial(ONE, new Map([[index, exponent]]));

function spend(budget: Budget, work: number): boolean {
  budget.left -= work;
  return budget.left >= 0;
}

function accumulate(total: Map<string, Term>, key: string, { exponents, coefficient }: Term): boolean {
  const sum = total.get(key)?.coefficient.add(coefficient) ?? coefficient;
  if (isZero(sum)) total.delete(key);
  else total.set(key, { exponents, coefficient: sum });
  return sum.n < LONGEST && sum.d < LONGEST;
}

export function add(budget: Budget, a: Polynomial, b: Polynomial): Polynomial | undefined {
  if (!spend(budget, a.size + b.size)) return undefined;
  const total = new Map(a);
  for (const [key, term] of b) if (!accumulate(total, key, term)) return undefined;
  return total;
}

export function multiply(budget: Budget, a: Polynomial, b: Polynomial): Polynomial | undefined {
  if (!spend(budget, a.size * b.size)) return undefined;
  const total = new Map<string, Term>();
  for (const x of a.values()) {
    for (const y of b.values()) {
      const exponents = new Map(x.exponents);
      for (const [index, exponent] of y.exponents) {
        const sum = (exponents.get(index) ?? 0) + exponent;
        if (sum === 0) exponents.delete(index);
        else exponents.set(index, sum);
      }
      const term = { exponents, coefficient: x.coefficient.mul(y.coefficient) };
      if (!accumulate(total, keyOf(exponents), term)) return undefined;
    }
  }
  return total;
}

export function power(budget: Budget, base: Polynomial, exponent: number): Polynomial | undefined {
  const single = only(base);
  if (single) {
    // One term: any integer exponent, at the price of one.
    if (Math.abs(exponent) > 2000 || !spend(budget, 1)) return undefined;
    const exponents = new Map([...single.exponents].map(([index, own]) => [index, own * exponent]));
    if (exponent === 0) return constant(ONE);
    const raised = raise(single.coefficient, exponent);
    return raised && monomial(raised, exponents);
  }
  if (exponent < 0) return undefined;
  let result: Polynomial | undefined = constant(ONE);
  for (let i = 0; i < exponent && result; i += 1) result = multiply(budget, result, base);
  return result;
}

function raise(value: Rational, exponent: number): Rational | undefined {
  if (value.n === 1n && value.d === 1n) return exponent % 2 === 0 ? ONE : value;
  if (Math.abs(exponent) * (value.n.toString(2).length + value.d.toString(2).length) > 4096) return undefined;
  let result = ONE;
  for (let i = 0; i < Math.abs(exponent); i += 1) result = result.mul(value);
  return exponent < 0 ? ONE.div(result) : result;
}

/** The term of a polynomial that has just one. */
export function only(polynomial: Polynomial): Term | undefined {
  if (polynomial.size !== 1) return undefined;
  const [term] = polynomial.values();
  return term;
}

/** The same polynomial over its leading coefficient, and that coefficient: multiples have one key. */
export function monic(polynomial: Polynomial): {
  readonly polynomial: Polynomial;
  readonly leading: Rational;
  readonly key: string;
} {
  const keys = [...polynomial.keys()].sort();
  const leading = polynomial.get(keys[0] ?? '')?.coefficient ?? ONE;
  const scaled = new Map(
    [...polynomial].map(([key, term]) => [key, { ...term, coefficient: term.coefficient.div(leading) }]),
  );
  const key = keys.map((name) => `${scaled.get(name)?.coefficient.toString()}·${name}`).join('+');
  return { polynomial: scaled, leading, key };
}

/** The polynomial times the monomial that leaves no negative exponent. It is 0 just where the polynomial is. */
export function withoutNegativeExponents(polynomial: Polynomial): Polynomial {
  const lowest = lowestExponents(polynomial);
  const cleared = new Map<string, Term>();
  for (const { exponents, coefficient } of polynomial.values()) {
    const raised = new Map(exponents);
    for (const [index, low] of lowest) {
      const sum = (raised.get(index) ?? 0) - low;
      if (sum === 0) raised.delete(index);
      else raised.set(index, sum);
    }
    cleared.set(keyOf(raised), { exponents: raised, coefficient });
  }
  return cleared;
}

/** The lowest exponent of each unknown, where that is negative. */
export function lowestExponents(polynomial: Polynomial): Map<number, number> {
  const lowest = new Map<number, number>();
  for (const { exponents } of polynomial.values()) {
    for (const [index, exponent] of exponents) {
      if (exponent < (lowest.get(index) ?? 0)) lowest.set(index, exponent);
    }
  }
  return lowest;
}

/** Everything in which u^degree stands, with u^degree replaced. Exponents of u must not be negative. */
export function reduce(
  budget: Budget,
  polynomial: Polynomial,
  index: number,
  degree: number,
  replacement: Polynomial,
): Polynomial | undefined {
  let total: Polynomial | undefined = NOTHING;
  for (const { exponents, coefficient } of polynomial.values()) {
    const exponent = exponents.get(index) ?? 0;
    const times = Math.floor(exponent / degree);
    const rest = new Map(exponents);
    if (exponent % degree === 0) rest.delete(index);
    else rest.set(index, exponent % degree);
    const factor: Polynomial | undefined = power(budget, replacement, times);
    const term: Polynomial | undefined = factor && multiply(budget, factor, monomial(coefficient, rest));
    total = term && total && add(budget, total, term);
    if (!total) return undefined;
  }
  return total;
}

/** Lexicographic by unknown: the one with the higher exponent of the first unknown in which they differ. */
function compareExponents(a: Exponents, b: Exponents): number {
  const unknowns = [...new Set([...a.keys(), ...b.keys()])].sort((x, y) => x - y);
  for (const index of unknowns) {
    const order = (a.get(index) ?? 0) - (b.get(index) ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

/** The term with the highest exponent of the first unknown, and so on. */
export function leading(polynomial: Polynomial): Term | undefined {
  let best: Term | undefined;
  for (const term of polynomial.values()) {
    if (!best || compareExponents(term.exponents, best.exponents) > 0) best = term;
  }
  return best;
}

/** a's term over b's; undefined where an exponent would be negative. */
function quotientOfTerms(a: Term, b: Term): Term | undefined {
  const exponents = new Map(a.exponents);
  for (const [index, exponent] of b.exponents) {
    const left = (exponents.get(index) ?? 0) - exponent;
    if (left < 0) return undefined;
    if (left === 0) exponents.delete(index);
    else exponents.set(index, left);
  }
  return { exponents, coefficient: a.coefficient.div(b.coefficient) };
}

/** Long division by the leading terms (Cox, Little and O'Shea, Ideals, Varieties, and Algorithms, 4th ed., 2.3). */
function longDivision(
  budget: Budget,
  a: Polynomial,
  b: Polynomial,
): { readonly quotient: Polynomial; readonly rest: Polynomial } | undefined {
  const top = leading(b);
  if (!top) return undefined;
  let rest = a;
  let quotient: Polynomial | undefined = NOTHING;
  for (let next = leading(rest); next; next = leading(rest)) {
    const term = quotientOfTerms(next, top);
    if (!term) break;
    const part = monomial(term.coefficient, term.exponents);
    const taken = multiply(budget, part, b);
    quotient = quotient && add(budget, quotient, part);
    const left: Polynomial | undefined = taken && add(budget, rest, negative(taken));
    if (!left || !quotient) return undefined;
    rest = left;
  }
  return quotient && { quotient, rest };
}

const negative = (polynomial: Polynomial): Polynomial =>
  new Map([...polynomial].map(([key, term]) => [key, { ...term, coefficient: term.coefficient.neg() }]));

/** a / b where nothing is left over. */
export function divide(budget: Budget, a: Polynomial, b: Polynomial): Polynomial | undefined {
  const division = longDivision(budget, a, b);
  return division?.rest.size === 0 ? division.quotient : undefined;
}

/** What a leaves over when it is divided by b, both in one unknown. */
export const remainder = (budget: Budget, a: Polynomial, b: Polynomial): Polynomial | undefined =>
  longDivision(budget, a, b)?.rest;

/** The highest sum of exponents. */
export const degree = (polynomial: Polynomial): number =>
  Math.max(0, ...[...polynomial.values()].map(({ exponents }) => [...exponents.values()].reduce((a, b) => a + b, 0)));

/** By the one unknown; undefined where there are several. */
export function derivative(polynomial: Polynomial): Polynomial | undefined {
  const unknowns = new Set([...polynomial.values()].flatMap(({ exponents }) => [...exponents.keys()]));
  const [index] = unknowns;
  if (index === undefined || unknowns.size > 1) return undefined;
  const terms = [...polynomial.values()].flatMap(({ exponents, coefficient }) => {
    const exponent = exponents.get(index) ?? 0;
    if (exponent === 0) return [];
    const lower: Exponents = exponent === 1 ? new Map() : new Map([[index, exponent - 1]]);
    return [[keyOf(lower), { exponents: lower, coefficient: coefficient.mul(ratio(exponent)) }] as const];
  });
  return new Map(terms);
}

export const equal = (a: Polynomial, b: Polynomial): boolean =>
  a.size === b.size && [...a].every(([key, term]) => b.get(key)?.coefficient.equals(term.coefficient) ?? false);

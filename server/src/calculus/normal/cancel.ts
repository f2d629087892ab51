/**
 * Products in lower terms, for `product.ts` to try: polynomials that a numerator and a denominator share, numbers that
 * leave a bracket, and fractions inside of brackets. In: a product in normal form. Out: equal products, which may cost
 * less. The domain never shrinks: what is cancelled is a denominator, and `domain.ts` says what the formula then hides.
 */
import { type Expression, parts } from '../expression';
import { isInteger, isNegative, isOne, numerator, ONE, type Rational, ratio } from '../rational';
import { type Construction, splitTerm } from './construction';
import { common, expressionOf, gcd, perfectPower, polynomialOf, ring } from './polynomials';
import { cost } from './size';

/** A factor as a sum to a whole power. */
interface Bracket {
  readonly factor: Expression;
  readonly base: Extract<Expression, { kind: 'sum' }>;
  readonly times: number;
}

function brackets(make: Construction, product: Expression): readonly Bracket[] {
  return factorsOf(product).flatMap((factor): readonly Bracket[] => {
    const base = factor.kind === 'power' ? factor.base : factor;
    if (base.kind !== 'sum' || make.opaque(base)) return [];
    if (factor.kind !== 'power') return [{ factor, base, times: 1 }];
    const { exponent } = factor;
    if (exponent.kind !== 'constant' || !isInteger(exponent.value)) return [];
    return [{ factor, base, times: Number(numerator(exponent.value)) }];
  });
}

const factorsOf = (product: Expression): readonly Expression[] =>
  product.kind === 'product' ? product.factors : [product];

const without = (product: Expression, ...gone: readonly Expression[]): Expression[] =>
  factorsOf(product).filter((factor) => !gone.includes(factor));

/** (x² − 1)/(x² + x) is (x − 1)/x. */
export function* cancel(make: Construction, product: Expression): Iterable<Expression> {
  const all = brackets(make, product);
  for (const below of all.filter(({ times }) => times < 0)) {
    for (const above of all.filter(({ times }) => times > 0)) {
      make.spend(above.base.terms.length * below.base.terms.length);
      const unknowns = ring();
      const [a, b] = [above, below].map(({ base }) => polynomialOf(make, unknowns, base));
      const shared = a && b && common(a, b);
      if (!shared) continue;
      const of = (polynomial: typeof shared.a, times: number): Expression =>
        make.power(expressionOf(make, unknowns, polynomial), times);
      yield make.multiply(
        ...without(product, above.factor, below.factor),
        of(shared.a, above.times),
        of(shared.b, below.times),
        of(shared.divisor, above.times + below.times),
      );
    }
  }
}

/** 2(2x + 4)/y is 4(x + 2)/y: what all terms of a bracket share meets the other factors. */
export function* takeContents(make: Construction, product: Expression): Iterable<Expression> {
  for (const { factor, base, times } of brackets(make, product)) {
    const taken = contentOut(make, base);
    if (taken) yield make.multiply(...without(product, factor), ...taken.map((part) => make.power(part, times)));
  }
}

/** Brackets with fractions in them are multiplied by their denominators, all or one: (1 − 1/x²)·x is (x² − 1)/x. */
export function* clearFractions(make: Construction, product: Expression): Iterable<Expression> {
  const cleared = brackets(make, product).flatMap(({ factor, base, times }) => {
    const parts = fractionsOut(make, base);
    return parts ? [{ factor, instead: parts.map((part) => make.power(part, times)) }] : [];
  });
  const replaced = (chosen: typeof cleared): Expression =>
    make.multiply(
      ...without(product, ...chosen.map(({ factor }) => factor)),
      ...chosen.flatMap(({ instead }) => instead),
    );
  if (cleared.length > 0) yield replaced(cleared);
  if (cleared.length > 1) for (const one of cleared) yield replaced([one]);
}

/** A sum as a denominator: 1/(1 + 1/x) is x/(x + 1), 1/(2x² + 2x) is 1/(2x(x + 1)), where that costs less. */
export function asDenominator(make: Construction, base: Bracket['base']): readonly Expression[] | undefined {
  const { graph } = make;
  const known = make.denominators.get(base);
  const plain = make.collecting;
  if (known) return known.length > 1 ? known : undefined;
  let best: readonly Expression[] = [base];
  let least = cost(graph, graph.power(base, -1));
  for (const search of [contentOut, fractionsOut]) {
    const parts = search(plain, base);
    const size = parts && cost(graph, plain.multiply(...parts.map((part) => plain.power(part, -1))));
    // Of two forms that cost the same, the one without fractions inside of fractions.
    if (parts && size !== undefined && size <= least) [best, least] = [parts, size];
  }
  make.denominators.set(base, best);
  return best.length > 1 ? best : undefined;
}

/** A sum as what all terms share, times the rest. */
function contentOut(make: Construction, base: Bracket['base']): readonly Expression[] | undefined {
  const shared = sharedBy(make, base);
  if (!shared) return undefined;
  make.spend(base.terms.length);
  return [shared, make.add(...base.terms.map((term) => make.divide(term, shared)))];
}

/** A sum as one over its terms' denominators, times the rest. */
function fractionsOut(make: Construction, base: Bracket['base']): readonly Expression[] | undefined {
  const denominator = denominatorOf(make, base);
  if (!denominator) return undefined;
  make.spend(base.terms.length);
  return [make.power(denominator, -1), make.add(...base.terms.map((term) => make.multiply(term, denominator)))];
}

/** The number and the factors that stand in all terms; undefined where that is 1. */
function sharedBy(make: Construction, { terms }: Bracket['base']): Expression | undefined {
  let [above, below]: [bigint, bigint] = [0n, 1n];
  let lowest: Map<Expression, Rational> | undefined;
  for (const term of terms) {
    const { coefficient, rest } = splitTerm(make.graph, term);
    if (coefficient.decimal) return undefined;
    above = gcd(above, coefficient.value.n);
    below = (below * coefficient.value.d) / gcd(below, coefficient.value.d);
    const own = exponentsOf(rest);
    const known = lowest ?? own;
    lowest = new Map(
      [...known].flatMap(([base, exponent]) => {
        const other = own.get(base);
        return other ? [[base, other.compare(exponent) < 0 ? other : exponent] as const] : [];
      }),
    );
  }
  const number = ratio(above, below);
  const factors = [...(lowest ?? [])].map(([base, exponent]) => make.power(base, make.constant(exponent)));
  if (factors.length === 0 && isOne(number)) return undefined;
  return make.multiply(make.constant(number), ...factors);
}

/** Whole powers by base. */
function exponentsOf(rest: Expression): Map<Expression, Rational> {
  const exponents = new Map<Expression, Rational>();
  for (const factor of rest.kind === 'constant' ? [] : factorsOf(rest)) {
    if (factor.kind !== 'power') exponents.set(factor, ONE);
    else if (factor.exponent.kind === 'constant' && isInteger(factor.exponent.value))
      exponents.set(factor.base, factor.exponent.value);
  }
  return exponents;
}

/** The least product that all the terms' denominators divide; undefined where there are none but numbers. */
function denominatorOf(make: Construction, { terms }: Bracket['base']): Expression | undefined {
  const highest = new Map<Expression, Rational>();
  for (const term of terms) {
    for (const factor of factorsOf(term)) {
      if (factor.kind !== 'power' || factor.exponent.kind !== 'constant' || !isNegative(factor.exponent.value))
        continue;
      const exponent = factor.exponent.value.abs();
      const known = highest.get(factor.base);
      if (!known || known.compare(exponent) < 0) highest.set(factor.base, exponent);
    }
  }
  if (highest.size === 0) return undefined;
  return make.multiply(...[...highest].map(([base, exponent]) => make.power(base, make.constant(exponent))));
}

/** x² + 2x + 1 is (x + 1)². */
export function* perfectPowers(make: Construction, whole: Expression): Iterable<Expression> {
  if (whole.kind !== 'sum' || whole.terms.length < 3 || !whole.terms.every(isMonomial)) return;
  const unknowns = ring();
  const polynomial = polynomialOf(make, unknowns, whole);
  const found = polynomial && unknowns.unknowns.length === 1 && perfectPower(polynomial);
  if (!found) return;
  yield make.multiply(
    expressionOf(make, unknowns, found.content),
    make.power(expressionOf(make, unknowns, found.base), found.times),
  );
}

const isMonomial = (term: Expression): boolean => parts(term).every((part) => part.kind !== 'sum');

/**
 * Ways to take a common factor out of a sum, for `sum.ts` to try: x·exp(x) + exp(x), 2x/v − 2xu/v².
 * Sums of powers of variables stay as they are written: people leave 3x² + 2x alone.
 */
import type { Expression } from '../expression';
import { isInteger, type Rational, ratio } from '../rational';
import { type Construction, splitTerm } from './construction';
import { compare } from './order';
import { cost } from './size';
import { collect } from './sum';

/** So many groups of terms are tried for a common factor. */
const MOST_GROUPS = 2;

interface Term {
  readonly term: Expression;
  /** Exponent of each base; only constant exponents can be common. */
  readonly exponents: ReadonlyMap<Expression, Rational>;
}

export function* factorOut(make: Construction, whole: Expression): Iterable<Expression> {
  if (whole.kind !== 'sum') return;
  const terms = whole.terms.map((term) => ({ term, exponents: exponentsOf(make, term) }));
  const everywhere = candidate(make, terms, []);
  if (everywhere) yield everywhere;
  for (const group of groups(make, terms)) {
    const rest = terms.filter((term) => !group.includes(term)).map(({ term }) => term);
    const factored = candidate(make, group, rest);
    if (factored) yield factored;
  }
}

/** Terms that share a base which is no variable or number, where not all do; those first where most is saved. */
function groups(make: Construction, terms: readonly Term[]): Term[][] {
  const sharing = new Map<Expression, Term[]>();
  for (const term of terms) {
    for (const base of term.exponents.keys()) {
      if (!isPlain(base)) sharing.set(base, [...(sharing.get(base) ?? []), term]);
    }
  }
  const saved = ([base, group]: [Expression, Term[]]): number => (group.length - 1) * (1 + cost(make.graph, base));
  return [...sharing]
    .filter(([, group]) => group.length > 1 && group.length < terms.length)
    .sort((a, b) => saved(b) - saved(a) || compare(a[0], b[0]))
    .slice(0, MOST_GROUPS)
    .map(([, group]) => group);
}

const isPlain = (base: Expression): boolean =>
  base.kind === 'variable' || base.kind === 'constant' || base.kind === 'named';

function candidate(make: Construction, terms: readonly Term[], rest: readonly Expression[]): Expression | undefined {
  const common = commonFactors(make, terms);
  if (common.length === 0) return undefined;
  make.spend(terms.length * common.length);
  const inverse = common.map((factor) => make.power(factor, -1));
  const inner = make.add(...terms.map(({ term }) => make.multiply(term, ...inverse)));
  const content = contentOf(make, inner);
  const reduced = inner.kind === 'sum' ? make.add(...inner.terms.map((term) => make.divide(term, content))) : inner;
  const product = make.multiply(content, ...common, reduced);
  return rest.length === 0 ? product : collect(make, [product, ...rest]);
}

/** The factors that all terms have, at their lowest exponents; denominators count as absent from the others. */
function commonFactors(make: Construction, terms: readonly Term[]): Expression[] {
  const bases = new Set(terms.flatMap(({ exponents }) => [...exponents.keys()]));
  const common: Expression[] = [];
  let worthwhile = false;
  for (const base of bases) {
    const exponents = terms.map(({ exponents: own }) => own.get(base) ?? ratio(0));
    const lowest = exponents.reduce((least, exponent) => (exponent.compare(least) < 0 ? exponent : least));
    const highest = exponents.reduce((most, exponent) => (exponent.compare(most) > 0 ? exponent : most));
    // Of variables only what all terms have: nobody writes 1/x + √x over one x.
    const shared = isPlain(base) && lowest.s < 0n ? (highest.s < 0n ? highest : ratio(0)) : lowest;
    if (shared.n === 0n) continue;
    common.push(make.power(base, make.constant(shared)));
    worthwhile ||= !isPlain(base) || shared.s < 0n;
  }
  return worthwhile ? common : [];
}

function exponentsOf(make: Construction, term: Expression): ReadonlyMap<Expression, Rational> {
  const { rest } = splitTerm(make.graph, term);
  const exponents = new Map<Expression, Rational>();
  for (const factor of rest.kind === 'product' ? rest.factors : [rest]) {
    if (factor.kind === 'constant') continue;
    if (factor.kind !== 'power') exponents.set(factor, ratio(1));
    else if (factor.exponent.kind === 'constant' && factor.base.kind !== 'constant')
      exponents.set(factor.base, factor.exponent.value);
    else exponents.set(factor, ratio(1));
  }
  return exponents;
}

/** The greatest whole number that divides all coefficients of a sum. */
function contentOf(make: Construction, inner: Expression): Expression {
  if (inner.kind !== 'sum') return make.constant(1);
  let divisor = 0n;
  for (const term of inner.terms) {
    const { value, decimal } = splitTerm(make.graph, term).coefficient;
    if (!isInteger(value) || decimal) return make.constant(1);
    divisor = gcd(divisor, value.n);
  }
  return make.constant(divisor);
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/**
 * Ways to take a common factor out of a sum, for `sum.ts` to try: x·exp(x) + exp(x), 2x/v − 2xu/v².
 * Sums of powers of variables stay as they are written: people leave 3x² + 2x alone.
 */
import type { Expression } from '../expression';
import { isInteger, isNegative, isZero, ONE, type Rational, ZERO } from '../rational';
import { type Construction, splitTerm } from './construction';
import { compare } from './order';
import { gcd } from './polynomials';
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
  for (const group of [terms, ...groups(make, terms)]) {
    const rest = terms.filter((term) => !group.includes(term)).map(({ term }) => term);
    for (const denominators of [true, false]) {
      const factored = candidate(make, group, rest, denominators);
      if (factored) yield factored;
    }
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

/** `denominators`: also those that only some of the terms have. */
function candidate(
  make: Construction,
  terms: readonly Term[],
  rest: readonly Expression[],
  denominators: boolean,
): Expression | undefined {
  const common = commonFactors(make, terms, denominators);
  if (common.length === 0) return undefined;
  make.spend(terms.length * common.length);
  const inverse = common.map((factor) => make.power(factor, -1));
  const inner = make.add(...terms.map(({ term }) => make.multiply(term, ...inverse)));
  const content = contentOf(make, inner);
  const reduced = inner.kind === 'sum' ? make.add(...inner.terms.map((term) => make.divide(term, content))) : inner;
  const product = make.multiply(content, ...common, reduced);
  return rest.length === 0 ? product : collect(make, [product, ...rest]);
}

/** The factors that all terms have, at their lowest exponents; a term without a denominator has it to the power of 0. */
function commonFactors(make: Construction, terms: readonly Term[], denominators: boolean): Expression[] {
  if (terms.every(isMonomial)) return [];
  const common: Expression[] = [];
  let only = true;
  for (const base of new Set(terms.flatMap(({ exponents }) => [...exponents.keys()]))) {
    const exponents = terms.map(({ exponents: own }) => own.get(base) ?? ZERO);
    const lowest = exponents.reduce((least, exponent) => (exponent.compare(least) < 0 ? exponent : least));
    const highest = exponents.reduce((most, exponent) => (exponent.compare(most) > 0 ? exponent : most));
    // Of variables only what all terms have: nobody writes 1/x + √x over one x.
    const everywhere = isPlain(base) || isExponential(base) || !denominators;
    const shared = everywhere && isNegative(lowest) ? (isNegative(highest) ? highest : ZERO) : lowest;
    if (isZero(shared)) continue;
    if (isNegative(lowest) && !isNegative(highest)) only = false;
    common.push(make.power(base, make.constant(shared)));
  }
  // Without such denominators both kinds of candidates are one.
  return denominators && only ? [] : common;
}

const isExponential = (base: Expression): boolean => base.kind === 'application' && base.row.name === 'exp';

/** Whether a sum is one that stays as it is written. */
export const isPolynomial = (make: Construction, { terms }: Extract<Expression, { kind: 'sum' }>): boolean =>
  terms.every((term) => isMonomial({ term, exponents: exponentsOf(make, term) }));

/** Of variables to whole powers: people leave 3x² + 2x alone. */
const isMonomial = ({ exponents }: Term): boolean =>
  [...exponents].every(([base, exponent]) => isPlain(base) && isInteger(exponent) && !isNegative(exponent));

function exponentsOf(make: Construction, term: Expression): ReadonlyMap<Expression, Rational> {
  const exponents = new Map<Expression, Rational>();
  const count = (base: Expression, exponent: Rational): void => {
    exponents.set(base, exponents.get(base)?.add(exponent) ?? exponent);
  };
  const { rest } = splitTerm(make.graph, term);
  for (const factor of rest.kind === 'product' ? rest.factors : [rest]) {
    if (factor.kind === 'constant') continue;
    const { base, exponent } = asPower(make, factor);
    if (base.kind === 'constant') count(factor, ONE);
    // x^(n − 1) is x^n and x^(−1).
    else
      for (const part of exponent.kind === 'sum' ? exponent.terms : [exponent]) {
        const { coefficient, rest: symbol } = splitTerm(make.graph, part);
        count(make.power(base, symbol), coefficient.value);
      }
  }
  return exponents;
}

function asPower(make: Construction, factor: Expression): { readonly base: Expression; readonly exponent: Expression } {
  if (factor.kind === 'power') return factor;
  const [argument] = factor.kind === 'application' && factor.row.name === 'exp' ? factor.args : [];
  return argument ? { base: make.graph.named('e'), exponent: argument } : { base: factor, exponent: make.constant(1) };
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

/**
 * The order of terms and factors in normal form: a total order over expressions that depends on what they say,
 * never on when they were built. Terms go by degree, then name (3x³ + 2xy + y − 1); factors go constants, truth
 * values, variables, sums, functions (4x·(x² + 1)·exp(x)).
 */
import type { Expression } from '../expression';
import { DEPTH_LIMIT, optionsText } from '../expression';
import { isNegative, toNumber } from '../rational';

const RANKS = {
  constant: 0,
  truth: 1,
  named: 2,
  variable: 3,
  array: 4,
  sum: 5,
  product: 6,
  power: 7,
  abstract: 8,
  application: 9,
  operation: 10,
  call: 11,
  derivative: 12,
  negation: 13,
  quotient: 14,
} as const;

function rank(node: Expression): number {
  return node.kind === 'application' && node.row.truth ? RANKS.truth : RANKS[node.kind];
}

/** Names as people order them: x2 before x10, upper case beside lower case. */
export function compareNames(a: string, b: string): number {
  if (a === b) return 0;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  // Where they differ within a number, the longer number is the larger.
  let start = at;
  while (start > 0 && isDigit(a, start - 1)) start--;
  const [left, right] = [digitsFrom(a, start), digitsFrom(b, start)];
  if (left > 0 && right > 0 && left !== right) return left - right;
  return (a[at] ?? '') < (b[at] ?? '') ? -1 : 1;
}

function isDigit(name: string, at: number): boolean {
  const code = name.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function digitsFrom(name: string, start: number): number {
  let end = start;
  while (isDigit(name, end)) end++;
  return end - start;
}

/** What a factor is ordered by: a power by its base, a product that is kept whole by its first factor. */
function baseOf(factor: Expression): Expression {
  if (factor.kind === 'power') return factor.base;
  const [first] = factor.kind === 'product' ? monomial(factor) : [];
  return first ? baseOf(first) : factor;
}

/** Factors: by rank of the base, then the base, then the higher exponent first. */
export function compareFactors(a: Expression, b: Expression): number {
  if (a === b) return 0;
  const [x, y] = [baseOf(a), baseOf(b)];
  if (x === y && a.kind !== 'product' && b.kind !== 'product')
    return a.kind !== 'power' ? 1 : b.kind !== 'power' ? -1 : compare(b.exponent, a.exponent);
  if (x === y) return compare(a, b);
  return (
    isArray(a) - isArray(b) || fractional(a) - fractional(b) || rank(x) - rank(y) || outermost(x, y) || compare(x, y)
  );
}

/** Numbers stand before vectors and matrices: t·B. */
const isArray = ({ shape }: Expression): number => Number(shape.length > 0);

/** The factors of a chain from the outside in: f′(g(x))·g′(x). */
const outermost = (x: Expression, y: Expression): number =>
  x.kind === y.kind && (x.kind === 'application' || x.kind === 'abstract') ? y.depth - x.depth : 0;

/** Roots of variables stand with the functions, after sums. */
const fractional = (factor: Expression): number =>
  factor.kind === 'power' && factor.exponent.kind === 'constant' && factor.exponent.value.d !== 1n ? 1 : 0;

/** A total order over expressions. */
export function compare(a: Expression, b: Expression): number {
  if (a === b) return 0;
  if (a.depth > DEPTH_LIMIT || b.depth > DEPTH_LIMIT) return a.depth - b.depth || a.hash - b.hash;
  const ranks = rank(a) - rank(b) || a.depth - b.depth;
  if (ranks !== 0) return ranks;
  return sameKind(a, b) || a.hash - b.hash;
}

function sameKind(a: Expression, b: Expression): number {
  if (a.kind === 'constant' && b.kind === 'constant')
    return a.value.compare(b.value) || Number(a.decimal) - Number(b.decimal);
  if (a.kind === 'named' && b.kind === 'named') return compareNames(a.name, b.name);
  if (a.kind === 'variable' && b.kind === 'variable')
    return compareNames(a.name, b.name) || compareNames(a.scope, b.scope);
  if (a.kind === 'power' && b.kind === 'power') return compare(a.base, b.base) || compare(b.exponent, a.exponent);
  if (a.kind === 'sum' && b.kind === 'sum') return compareLists(a.terms, b.terms);
  if (a.kind === 'product' && b.kind === 'product') return compareLists(a.factors, b.factors);
  if (a.kind === 'application' && b.kind === 'application')
    return compareNames(a.row.name, b.row.name) || compareLists(a.args, b.args);
  if (a.kind === 'operation' && b.kind === 'operation') {
    return (
      compareNames(a.row.name, b.row.name) ||
      compareLists(a.args, b.args) ||
      compareNames(optionsText(a.options), optionsText(b.options))
    );
  }
  if (a.kind === 'abstract' && b.kind === 'abstract') {
    return (
      compareNames(a.name, b.name) || compareNames(a.orders.join(), b.orders.join()) || compareLists(a.args, b.args)
    );
  }
  if (a.kind === 'array' && b.kind === 'array') return compareLists(a.items, b.items);
  return 0;
}

function compareLists(a: readonly Expression[], b: readonly Expression[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i], b[i]];
    const order = x && y ? compare(x, y) : 0;
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** The total degree in all variables: 3 for x²y, −1 for 1/x, 0 for a function's value. */
export function degree(node: Expression): number {
  switch (node.kind) {
    case 'variable':
      return 1;
    case 'power':
      return node.exponent.kind === 'constant' && node.base.kind === 'variable' ? toNumber(node.exponent.value) : 0;
    case 'product':
      return node.factors.reduce((total, factor) => total + degree(factor), 0);
    case 'operation':
      if (node.row.name === '@') return node.args.reduce((total, arg) => total + Math.max(1, degree(arg)), 0);
      return node.row.linear ? node.args.reduce((total, arg) => total + degree(arg), 0) : 0;
    default:
      return 0;
  }
}

/** The factors of a term without its coefficient. */
export function monomial(term: Expression): readonly Expression[] {
  if (term.kind !== 'product') return term.kind === 'constant' ? [] : [term];
  return term.factors[0]?.kind === 'constant' ? term.factors.slice(1) : term.factors;
}

export function isNegativeTerm(term: Expression): boolean {
  const first = term.kind === 'product' ? term.factors[0] : term;
  return first?.kind === 'constant' && isNegative(first.value);
}

function compareTerms(a: { term: Expression; degree: number }, b: { term: Expression; degree: number }): number {
  if (a.degree !== b.degree) return b.degree - a.degree;
  const [left, right] = [monomial(a.term), monomial(b.term)];
  if (left.length === 0 || right.length === 0) return right.length - left.length;
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i], right[i]];
    const order = x && y ? compareFactors(x, y) : 0;
    if (order !== 0) return order;
  }
  return right.length - left.length || compare(a.term, b.term);
}

/** Terms as people write them: by degree, then name; the only positive one first (1 − x, y − x). */
export function orderTerms(terms: readonly Expression[]): Expression[] {
  const ordered = terms
    .map((term) => ({ term, degree: degree(term) }))
    .sort(compareTerms)
    .map(({ term }) => term);
  const positive = ordered.filter((term) => !isNegativeTerm(term));
  const [only] = positive;
  if (positive.length !== 1 || !only || ordered[0] === only) return ordered;
  return [only, ...ordered.filter((term) => term !== only)];
}

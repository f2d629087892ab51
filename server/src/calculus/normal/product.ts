/**
 * Products in normal form: one coefficient, then distinct bases with their exponents added, ordered.
 * x·x⁻¹ becomes 1: the domain does not shrink, and `domain.ts` says what the formula then hides.
 */
import { type Expression, isConstant } from '../expression';
import { row } from '../functions/table';
import { isOne } from '../rational';
import { cancel, clearFractions, factorsAsPowers, takeContents } from './cancel';
import { type Construction, joinTerm, multiplyConstants, splitTerm } from './construction';
import { compareFactors, isNegativeTerm } from './order';
import { power } from './power';
import { type Search, smallest } from './search';
import { mergeTrigonometric } from './trigonometry';

export function product(make: Construction, operands: readonly Expression[]): Expression {
  const { graph } = make;
  const [first, second] = operands;
  if (operands.length === 2 && first?.kind === 'constant' && second && !make.opaque(second)) {
    // The most frequent product, of a number and a term.
    const { coefficient, rest } = splitTerm(graph, second);
    if (rest.kind !== 'sum') return joinTerm(graph, multiplyConstants(graph, first, coefficient), rest);
  }
  let coefficient = graph.constant(1);
  const bases = new Map<Expression, Expression[]>();
  const pending = [...operands].reverse();
  for (let factor = pending.pop(); factor; factor = pending.pop()) {
    make.spend(1);
    if (factor.kind === 'constant') coefficient = multiplyConstants(graph, coefficient, factor);
    else if (factor.kind === 'product' && !make.opaque(factor)) pending.push(...[...factor.factors].reverse());
    else if (factor.kind === 'product' && isMinusOne(factor.factors[0])) {
      // A sign leaves even a product that is kept whole.
      const { coefficient: number, rest } = splitTerm(graph, factor);
      make.keep(rest);
      pending.push(rest, number);
    } else {
      const base = baseOf(make, factor);
      const known = bases.get(base);
      if (known) known.push(factor);
      else bases.set(base, [factor]);
    }
  }
  if (coefficient.value.n === 0n) return graph.constant(0);

  const signed = withSigns(make, bases) ?? mergeTrigonometric(make, bases);
  if (signed) return product(make, [coefficient, ...signed]);
  const factors: Expression[] = [];
  let settled = true;
  for (const [base, same] of bases) {
    const [only] = same;
    const merged =
      same.length === 1 && only ? only : power(make, base, make.add(...same.map((f) => exponentOf(make, f))));
    settled &&=
      merged === only || (merged.kind !== 'constant' && merged.kind !== 'product' && baseOf(make, merged) === base);
    factors.push(merged);
  }
  if (!settled) return product(make, [coefficient, ...factors]);
  const [only] = factors;
  if (!only) return coefficient;
  // −(a − b) is b − a.
  if (factors.length === 1 && only.kind === 'sum' && isOne(coefficient.value.neg()) && !make.opaque(only)) {
    return make.add(...only.terms.map((term) => make.multiply(coefficient, term)));
  }
  // (−a − b)·c is −(a + b)·c.
  const turned = factors.map((factor) => (isAllNegative(make, factor) ? make.multiply(-1, factor) : factor));
  if (coefficient.value.s < 0n || factors.length > 1) {
    const turns = turned.filter((factor, i) => factor !== factors[i]).length;
    if (turns > 0) return product(make, [make.constant(turns % 2 === 0 ? 1 : -1), coefficient, ...turned]);
  }

  factors.sort(compareFactors);
  return shortest(make, joinTerm(graph, coefficient, factors.length === 1 ? only : graph.multiply(...factors)));
}

/** Products of more factors are only merged. */
const MOST_FACTORS_SEARCHED = 12;

const SEARCHES: readonly Search[] = [
  { move: 'cancel', forms: cancel },
  { move: 'factor out', forms: takeContents },
  { move: 'common denominator', forms: clearFractions },
  { move: 'factor out', forms: factorsAsPowers },
];

/** The product in lower terms, where that costs less. */
function shortest(make: Construction, whole: Expression): Expression {
  if (whole.kind !== 'product' || make.patience === 0 || whole.factors.length > MOST_FACTORS_SEARCHED) return whole;
  if (!whole.factors.some((factor) => (factor.kind === 'power' ? factor.base : factor).kind === 'sum')) return whole;
  const known = make.settled.get(whole);
  if (known) return known;
  const best = smallest(make, whole, SEARCHES);
  const result = best && make.permit(best.move, whole, best.form) ? best.form : whole;
  make.settled.set(whole, result);
  return result;
}

const isMinusOne = (factor: Expression | undefined): boolean => factor !== undefined && isConstant(factor, -1);

const isAllNegative = (make: Construction, factor: Expression): boolean =>
  factor.kind === 'sum' && !make.opaque(factor) && factor.terms.every(isNegativeTerm);

/**
 * sign(u)·uⁿ = |u|ⁿ and sign(u)·|u|ⁿ = uⁿ for odd n, wherever uⁿ has a value. In: factors by base. Out: new factors,
 * or undefined where there is no such pair.
 */
function withSigns(
  make: Construction,
  bases: ReadonlyMap<Expression, readonly Expression[]>,
): Expression[] | undefined {
  const { graph } = make;
  for (const [base, same] of bases) {
    const [argument] = base.kind === 'application' && base.row.name === 'sign' && same.length === 1 ? base.args : [];
    if (!argument || same[0] !== base) continue;
    const magnitude = make.apply(row('abs'), argument);
    for (const [from, to] of [
      [argument, magnitude],
      [magnitude, argument],
    ] as const) {
      const powers = bases.get(from);
      const exponent = powers && make.add(...powers.map((factor) => exponentOf(make, factor)));
      if (exponent?.kind !== 'constant' || exponent.value.d !== 1n || exponent.value.n % 2n === 0n) continue;
      const others = [...bases].filter(([other]) => other !== base && other !== from).flatMap(([, factors]) => factors);
      const after = make.power(to, exponent);
      const before = graph.multiply(base, ...(powers ?? []));
      if (make.permit('absolute value', before, after)) return [...others, after];
    }
  }
  return undefined;
}

/** What a factor is a power of; exp(x) is a power of e. */
function baseOf(make: Construction, factor: Expression): Expression {
  if (factor.kind === 'power') return factor.base;
  return factor.kind === 'application' && factor.row.name === 'exp' ? make.graph.named('e') : factor;
}

function exponentOf(make: Construction, factor: Expression): Expression {
  if (factor.kind === 'power') return factor.exponent;
  const [argument] = factor.kind === 'application' && factor.row.name === 'exp' ? factor.args : [];
  return argument ?? make.constant(1);
}

/**
 * Products in normal form: one coefficient, then distinct bases with their exponents added, ordered.
 * x·x⁻¹ becomes 1: the domain does not shrink, and `domain.ts` says what the formula then hides.
 */
import type { Expression } from '../expression';
import { isOne } from '../rational';
import { type Construction, joinTerm, multiplyConstants } from './construction';
import { compareFactors } from './order';
import { power } from './power';

export function product(make: Construction, operands: readonly Expression[]): Expression {
  const { graph } = make;
  let coefficient = graph.constant(1);
  const bases = new Map<Expression, Expression[]>();
  const pending = [...operands].reverse();
  for (let factor = pending.pop(); factor; factor = pending.pop()) {
    make.spend(1);
    if (factor.kind === 'constant') coefficient = multiplyConstants(graph, coefficient, factor);
    else if (factor.kind === 'product' && !make.opaque(factor)) pending.push(...[...factor.factors].reverse());
    else {
      const base = baseOf(make, factor);
      const known = bases.get(base);
      if (known) known.push(factor);
      else bases.set(base, [factor]);
    }
  }
  if (coefficient.value.n === 0n) return graph.constant(0);

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

  factors.sort(compareFactors);
  const [only] = factors;
  if (!only) return coefficient;
  // −(a − b) is b − a.
  if (factors.length === 1 && only.kind === 'sum' && isOne(coefficient.value.neg()) && !make.opaque(only)) {
    return make.add(...only.terms.map((term) => make.multiply(coefficient, term)));
  }
  return joinTerm(graph, coefficient, factors.length === 1 ? only : graph.multiply(...factors));
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

/**
 * Sums in normal form: like terms combined, then made smaller where that is possible by expanding products of sums,
 * by taking a common factor out, or by writing over one denominator. A step is taken only where the whole costs less.
 */
import type { Constant, Expression, Graph } from '../expression';
import { perfectPowers } from './cancel';
import { addConstants, type Construction, joinTerm, splitTerm } from './construction';
import { expand } from './expand';
import { factorOut } from './factor';
import { pythagoras } from './identities';
import { chainsApart, chainsTogether, linearTogether } from './operation-factor';
import { overLength } from './operation-mean';
import { orderTerms } from './order';
import { type Search, type Smaller, smallest } from './search';
import { together } from './together';

/** Sums with more terms are only collected: the searches are quadratic. */
const MOST_TERMS_SEARCHED = 40;

export function sum(make: Construction, operands: readonly Expression[]): Expression {
  const collected = collect(make, operands);
  const known = make.settled.get(collected);
  if (known) return known;
  let best = collected;
  for (let better = smaller(make, best); better; better = smaller(make, best)) {
    if (!make.permit(better.move, best, better.form)) break;
    best = better.form;
  }
  make.settled.set(collected, best);
  return best;
}

/** Like terms combined and ordered; nothing is searched. */
export function collect(make: Construction, operands: readonly Expression[]): Expression {
  const { graph } = make;
  const coefficients = new Map<Expression, Constant>();
  const pending = [...operands].reverse();
  for (let term = pending.pop(); term; term = pending.pop()) {
    make.spend(1);
    if (term.kind === 'sum' && !make.opaque(term)) pending.push(...[...term.terms].reverse());
    else {
      const { coefficient, rest } = splitTerm(graph, term);
      // ±(a + b) has no use for its bracket here.
      if (rest.kind === 'sum' && coefficient.value.n === 1n && coefficient.value.d === 1n && !make.opaque(rest)) {
        pending.push(...[...rest.terms].reverse().map((inner) => make.multiply(coefficient, inner)));
        continue;
      }
      const known = coefficients.get(rest);
      coefficients.set(rest, known ? addConstants(graph, known, coefficient) : coefficient);
    }
  }
  const collected = inOrder(graph, coefficients);
  const squares = pythagoras(make, coefficients);
  if (squares === coefficients) return collected;
  const shorter = inOrder(graph, squares);
  return make.permit('Pythagorean identity', collected, shorter) ? shorter : collected;
}

function inOrder(graph: Graph, coefficients: ReadonlyMap<Expression, Constant>): Expression {
  const terms: Expression[] = [];
  for (const [rest, coefficient] of coefficients) {
    if (coefficient.value.n !== 0n) terms.push(joinTerm(graph, coefficient, rest));
  }
  return graph.add(...orderTerms(terms));
}

const SEARCHES: readonly Search[] = [
  { move: 'factor out', forms: factorOut },
  { move: 'multiply out', forms: expand, opens: true },
  { move: 'factor out', forms: perfectPowers },
  { move: 'common denominator', forms: together, patience: 2, opens: true },
  { move: 'factor out', forms: chainsTogether },
  { move: 'multiply out', forms: chainsApart, opens: true },
  { move: 'matrix algebra', forms: linearTogether },
  { move: 'common denominator', forms: overLength },
];

function smaller(make: Construction, whole: Expression): Smaller | undefined {
  if (whole.kind !== 'sum' || whole.terms.length > MOST_TERMS_SEARCHED) return undefined;
  make.spend(whole.terms.length);
  return smallest(make, whole, SEARCHES);
}

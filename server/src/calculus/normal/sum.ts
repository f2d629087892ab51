/**
 * Sums in normal form: like terms combined, then made smaller where that is possible by expanding products of sums,
 * by taking a common factor out, or by writing over one denominator. A step is taken only where the whole costs less.
 */
import type { Constant, Expression, Graph } from '../expression';
import { perfectPowers } from './cancel';
import { addConstants, type Construction, joinTerm, type Move, splitTerm } from './construction';
import { expand } from './expand';
import { factorOut } from './factor';
import { pythagoras } from './identities';
import { orderTerms } from './order';
import { cost, operations } from './size';
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

interface Smaller {
  readonly form: Expression;
  readonly move: Move;
}

/** `patience`: how many searches must still be able to nest; the dear ones are made for whole formulas only.
 * `opens`: brackets may be multiplied out. */
const SEARCHES = [
  { search: factorOut, move: 'factor out', patience: 1, opens: false },
  { search: expand, move: 'multiply out', patience: 1, opens: true },
  { search: perfectPowers, move: 'factor out', patience: 1, opens: false },
  { search: together, move: 'common denominator', patience: 2, opens: true },
] as const;

function smaller(make: Construction, whole: Expression): Smaller | undefined {
  if (whole.kind !== 'sum' || whole.terms.length > MOST_TERMS_SEARCHED) return undefined;
  make.spend(whole.terms.length);
  const { graph } = make;
  let best: Smaller | undefined;
  let least = cost(graph, whole);
  for (const { search, move, patience, opens } of SEARCHES) {
    if (make.patience < patience) continue;
    for (const form of search(make.deeper, whole)) {
      const size = cost(graph, form);
      // What shares much is not multiplied out: it has few operations, however long it is when written.
      if (size < least && (!opens || operations(form) <= operations(whole))) [best, least] = [{ form, move }, size];
    }
  }
  return best;
}

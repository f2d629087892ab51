/**
 * What the constructors of normal form share: each other, a budget, and exact arithmetic on coefficients.
 */
import type { Builder, Constant, Expression, Graph } from '../expression';
import { smallInteger } from '../rational';

/** What a rewriting is called where a derivation shows it as a line of its own. */
export type Move =
  | 'factor out'
  | 'common denominator'
  | 'multiply out'
  | 'cancel'
  | 'Pythagorean identity'
  | 'trigonometric identity'
  | 'even function'
  | 'odd function'
  | 'known value'
  | 'inverse functions'
  | 'laws of logarithms'
  | 'absolute value'
  | 'max'
  | 'piecewise'
  | 'conditions'
  | 'matrix algebra';

/** Asked before each move: whether it is made. A construction that is refused a move is less simple, and as true. */
export type Permit = (move: Move, before: Expression, after: Expression) => boolean;

export interface Construction extends Builder {
  readonly permit: Permit;
  /** The product's or sum's insides are not to be merged with what it stands in: it is shared. */
  opaque(node: Expression): boolean;
  /** Makes a product or sum opaque from now on. */
  keep(node: Expression): void;
  /** Pays for work; throws `BudgetSpent` when the budget is gone, which ends the construction. */
  spend(work: number): void;
  /** How many searches for a smaller form may still nest. */
  readonly patience: number;
  /** Sums and products that were searched for a smaller form, and what came out. */
  readonly settled: Map<Expression, Expression>;
  /** Operations on arrays, and what came of them by the laws. */
  readonly operated: Map<Expression, Expression>;
  /** Sums that stood below a line, and the factors that they are written as there. */
  readonly denominators: Map<Expression, readonly Expression[]>;
  /** The same construction, with one search less to nest. */
  readonly deeper: Construction;
  /** The same construction without any searches. */
  readonly collecting: Construction;
}

/** Normal form was given up: too much work. The caller falls back to a construction that does less. */
export class BudgetSpent extends Error {}

/** Exact arithmetic is folded as long as numerators and denominators stay below this. */
const LARGEST = 2n ** 10_000n;

function limited(constant: Constant): Constant {
  if (constant.value.n > LARGEST || constant.value.d > LARGEST) throw new BudgetSpent();
  return constant;
}

export function addConstants(graph: Graph, a: Constant, b: Constant): Constant {
  const [x, y] = [smallInteger(a.value), smallInteger(b.value)];
  if (x !== undefined && y !== undefined) return graph.constant(x + y);
  return limited(graph.constant(a.value.add(b.value), a.decimal || b.decimal));
}

export function multiplyConstants(graph: Graph, a: Constant, b: Constant): Constant {
  const [x, y] = [smallInteger(a.value), smallInteger(b.value)];
  if (x !== undefined && y !== undefined) return graph.constant(x * y);
  return limited(graph.constant(a.value.mul(b.value), a.decimal || b.decimal));
}

/** A term as coefficient and the rest, which is canonical by itself; the rest of a constant is 1. */
export function splitTerm(graph: Graph, term: Expression): { coefficient: Constant; rest: Expression } {
  if (term.kind === 'constant') return { coefficient: term, rest: graph.constant(1) };
  const first = term.kind === 'product' ? term.factors[0] : undefined;
  if (term.kind !== 'product' || first?.kind !== 'constant') return { coefficient: graph.constant(1), rest: term };
  return { coefficient: first, rest: graph.multiply(...term.factors.slice(1)) };
}

/** The canonical product of a coefficient and the rest of a term. */
export function joinTerm(graph: Graph, coefficient: Constant, rest: Expression): Expression {
  if (coefficient.value.n === 0n || (rest.kind === 'constant' && rest.value.n === 1n)) return coefficient;
  if (coefficient.value.n === 1n && coefficient.value.d === 1n && coefficient.value.s > 0n) return rest;
  return rest.kind === 'product' ? graph.multiply(coefficient, ...rest.factors) : graph.multiply(coefficient, rest);
}

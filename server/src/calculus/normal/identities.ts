/**
 * Squares among the terms of a sum that make a shorter one (`SQUARE_RELATIONS`), and cos² − sin² = cos(2u). In: rest →
 * coefficient, as a sum is collected. Out: the same sum with such terms together, or the map itself where there are none.
 */
import type { Constant, Expression, Graph } from '../expression';
import { row } from '../functions/table';
import { addConstants, type Construction } from './construction';
import { compareFactors } from './order';
import { SQUARE_RELATIONS, type SquareRelation, squareOf } from './trigonometry';

type Coefficients = ReadonlyMap<Expression, Constant>;

/** Terms with a square f(u)² as a factor; any term may stand for its own cofactor, times 1. */
interface Square {
  readonly name: string;
  readonly argument: Expression;
  readonly cofactor: Expression;
}

export function pythagoras(make: Construction, coefficients: Coefficients): Coefficients {
  let result = coefficients;
  for (const rest of coefficients.keys()) {
    for (const square of squaresIn(make.graph, rest)) result = merged(make, result, rest, square) ?? result;
  }
  return result;
}

/** The terms that a term could be put together with. */
export function partners(graph: Graph, rest: Expression): readonly Expression[] {
  return squaresIn(graph, rest).flatMap(({ name, argument, cofactor }) => {
    const relation = SQUARE_RELATIONS.find(({ f, g }) => f === name || g === name);
    if (!relation) return [];
    const other = relation.f === name ? relation.g : relation.f;
    return [cofactor, times(graph, squareOf(graph, other, argument), cofactor)];
  });
}

function merged(make: Construction, terms: Coefficients, rest: Expression, square: Square): Coefficients | undefined {
  const { graph } = make;
  const own = terms.get(rest);
  if (!own || own.value.n === 0n) return undefined;
  const { name, argument, cofactor } = square;
  const term = (other: string): Expression => times(graph, squareOf(graph, other, argument), cofactor);
  /** `partner` goes, with `ratio` times the coefficient of the square; `into` stands for both, with `sign` times it. */
  const replace = (partner: Expression, ratio: 1 | -1, into: Expression, sign: 1 | -1): Coefficients | undefined => {
    const other = terms.get(partner);
    if (!other || partner === rest || !other.value.equals(signed(own, ratio).value)) return undefined;
    const next = new Map(terms);
    next.delete(rest);
    next.delete(partner);
    const known = next.get(into);
    const value = graph.constant(signed(own, sign).value, own.decimal);
    next.set(into, known ? addConstants(graph, known, value) : value);
    return next;
  };
  for (const relation of SQUARE_RELATIONS) {
    const { f, g, beta } = relation;
    const opposite = beta === 1 ? -1 : 1;
    if (name === f) {
      // f² − β·g² = 1, and f² − 1 = β·g².
      const found = replace(term(g), opposite, cofactor, 1) ?? replace(cofactor, -1, term(g), beta);
      if (found) return found;
    }
    // g² + β = β·f².
    const found = name === g ? replace(cofactor, beta, term(f), beta) : undefined;
    if (found) return found;
    const double = doubled(make, relation, square);
    const twice = double && replace(term(g), beta, times(graph, double, cofactor), 1);
    if (twice) return twice;
  }
  return undefined;
}

/** cos(u)² − sin(u)² = cos(2u), cosh(u)² + sinh(u)² = cosh(2u) (DLMF 4.21.28, 4.35.22). */
function doubled(make: Construction, { f, beta }: SquareRelation, { name, argument }: Square): Expression | undefined {
  const known = (f === 'cos' && beta === -1) || (f === 'cosh' && beta === 1);
  return known && name === f ? make.apply(row(f), make.multiply(2, argument)) : undefined;
}

const signed = (constant: Constant, sign: 1 | -1): { readonly value: Constant['value'] } => ({
  value: sign === 1 ? constant.value : constant.value.neg(),
});

const factorsOf = (rest: Expression): readonly Expression[] => (rest.kind === 'product' ? rest.factors : [rest]);

const NAMES: ReadonlySet<string> = new Set(SQUARE_RELATIONS.flatMap(({ f, g }) => [f, g]));

function squaresIn(graph: Graph, rest: Expression): readonly Square[] {
  const factors = factorsOf(rest);
  return factors.flatMap((factor) => {
    if (factor.kind !== 'power' || factor.base.kind !== 'application' || factor.exponent.kind !== 'constant') return [];
    const [argument] = factor.base.args;
    const { name } = factor.base.row;
    const { n, d, s } = factor.exponent.value;
    if (!argument || !NAMES.has(name) || s * n !== 2n || d !== 1n) return [];
    return [{ name, argument, cofactor: graph.multiply(...factors.filter((other) => other !== factor)) }];
  });
}

/** The product, ordered as a term of a sum holds it. */
function times(graph: Graph, factor: Expression, cofactor: Expression): Expression {
  if (cofactor.kind === 'constant') return factor;
  return graph.multiply(...[...factorsOf(cofactor), factor].sort(compareFactors));
}

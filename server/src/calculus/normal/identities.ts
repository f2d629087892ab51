/** Identities among the terms of a sum that hold for all real numbers. */
import type { Constant, Expression, Graph } from '../expression';
import { row } from '../functions/table';
import { addConstants } from './construction';
import { compareFactors } from './order';

/** f² + sign·g² = 1 (DLMF 4.21.12, 4.35.11). */
const SQUARES: Readonly<Record<string, { readonly partner: string; readonly sign: 1 | -1 }>> = {
  cos: { partner: 'sin', sign: 1 },
  cosh: { partner: 'sinh', sign: -1 },
};

/** a·cos²u + b·sin²u: a + (b − a)·sin²u where b = a, likewise with any common cofactor. In and out: rest → coefficient. */
export function pythagoras(
  graph: Graph,
  coefficients: ReadonlyMap<Expression, Constant>,
): ReadonlyMap<Expression, Constant> {
  let result: Map<Expression, Constant> | undefined;
  for (const [rest, coefficient] of coefficients) {
    const square = squareIn(rest);
    const identity = square && SQUARES[square.name];
    if (!square || !identity) continue;
    const partner = withSquare(graph, rest, square, identity.partner);
    const terms: Map<Expression, Constant> = result ?? new Map(coefficients);
    const other = terms.get(partner);
    if (!other || coefficient.value.n === 0n || !terms.has(rest)) continue;
    const expected = identity.sign > 0 ? other.value : other.value.neg();
    if (!coefficient.value.equals(expected)) continue;
    const cofactor = without(graph, rest, square.factor);
    const known = terms.get(cofactor);
    terms.delete(rest);
    terms.delete(partner);
    terms.set(cofactor, known ? addConstants(graph, known, coefficient) : coefficient);
    result = terms;
  }
  return result ?? coefficients;
}

interface Square {
  readonly factor: Expression;
  readonly name: string;
  readonly argument: Expression;
}

const factorsOf = (rest: Expression): readonly Expression[] => (rest.kind === 'product' ? rest.factors : [rest]);

function squareIn(rest: Expression): Square | undefined {
  for (const factor of factorsOf(rest)) {
    if (factor.kind !== 'power' || factor.base.kind !== 'application' || factor.exponent.kind !== 'constant') continue;
    const [argument] = factor.base.args;
    const { name } = factor.base.row;
    const { n, d, s } = factor.exponent.value;
    if (argument && Object.hasOwn(SQUARES, name) && s * n === 2n && d === 1n) return { factor, name, argument };
  }
  return undefined;
}

/** The same rest with the partner's square in the place of this one, ordered as the sum would hold it. */
function withSquare(graph: Graph, rest: Expression, square: Square, partner: string): Expression {
  const replaced = graph.power(graph.apply(row(partner), square.argument), 2);
  const factors = factorsOf(rest).map((factor) => (factor === square.factor ? replaced : factor));
  return graph.multiply(...[...factors].sort(compareFactors));
}

function without(graph: Graph, rest: Expression, factor: Expression): Expression {
  return graph.multiply(...factorsOf(rest).filter((other) => other !== factor));
}

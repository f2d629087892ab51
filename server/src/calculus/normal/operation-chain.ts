/**
 * Matrix products in normal form: chains A@B@c, bracketed to the left. Scalars stand before them, eye(n) vanishes, outer
 * and diag give way where that leaves fewer operations. A vector's chain may be read from either end, A@x = x@A.T, and
 * stays as it is; a number's is read from the end that leaves fewer transposes.
 *
 * In: factors of rank 1 and 2 in normal form. Out: normal form. Products with more axes (batches) stay as they are.
 */
import type { Expression, Operation } from '../expression';
import { operation } from '../operations/table';
import { sameShape } from '../shapes';
import type { Construction } from './construction';
import type { Law } from './operation';
import { isOnes, spread } from './operation-broadcast';
import { transposed } from './operation-transpose';
import { compareFactors } from './order';
import { cost } from './size';

const isVector = ({ shape }: Expression): boolean => shape.length === 1;
const isFlat = ({ shape }: Expression): boolean => shape.length === 1 || shape.length === 2;

/** The factors of a matrix product, from left to right; what is no product is one factor. */
export function factorsOfChain(make: Construction, node: Expression): readonly Expression[] {
  if (node.kind !== 'operation' || node.row.name !== '@' || make.opaque(node)) return [node];
  const [a, b] = node.args;
  if (!a || !b || !isFlat(a) || !isFlat(b)) return [node];
  return isVector(a) ? [...rowFactors(make, a), b] : [...factorsOfChain(make, a), b];
}

/** A vector as a chain that begins with a vector: x@A. */
function rowFactors(make: Construction, vector: Expression): readonly Expression[] {
  const factors = factorsOfChain(make, vector);
  const [first] = factors;
  return first && isVector(first) ? factors : reversed(make, factors);
}

/** A vector as a chain that ends with a vector: A@x. */
export function columnFactors(make: Construction, vector: Expression): readonly Expression[] {
  const factors = factorsOfChain(make, vector);
  const last = factors.at(-1);
  return last && isVector(last) ? factors : reversed(make, factors);
}

const reversed = (make: Construction, factors: readonly Expression[]): readonly Expression[] =>
  factors.map((factor) => transposed(make, factor)).reverse();

/** The product of factors of which only the first and the last may be vectors. */
export function chained(make: Construction, factors: readonly Expression[]): Expression {
  make.spend(factors.length);
  const [first, second] = factors;
  if (!first) return make.constant(1);
  if (!second) return first;
  for (const [i, left] of factors.slice(0, -1).entries()) {
    const right = factors[i + 1];
    const pair = right && paired(make, left, right);
    if (!pair) continue;
    return linked(make, [...factors.slice(0, i), pair, ...factors.slice(i + 2)]);
  }
  for (const [i, factor] of factors.entries()) {
    const vectors = outerParts(make, factor);
    if (vectors) return throughOuter(make, factors, i, vectors);
  }
  return oriented(make, factors);
}

/** Factors that scalars may stand before, or that are chains themselves, multiplied again. */
function linked(make: Construction, factors: readonly Expression[]): Expression {
  const [first, ...others] = factors;
  if (!first) return make.constant(1);
  return others.reduce((product, factor) => make.operate(operation('@'), [product, factor]), first);
}

/** … @ outer(a, b) @ … is the outer product of (… @ a) and (b @ …), either of which may be a number. */
function throughOuter(
  make: Construction,
  factors: readonly Expression[],
  at: number,
  [a, b]: readonly [Expression, Expression],
): Expression {
  const left = linked(make, [...factors.slice(0, at), ...columnFactors(make, a)]);
  const right = linked(make, [...rowFactors(make, b), ...factors.slice(at + 1)]);
  if (isVector(left) && isVector(right)) return make.operate(operation('outer'), [left, right]);
  return make.multiply(left, right);
}

/** The vectors of which a matrix is the outer product; v in every row is ones(m) and v. */
function outerParts(make: Construction, node: Expression): readonly [Expression, Expression] | undefined {
  const [a, b] = node.kind === 'operation' ? node.args : [];
  if (isCall(node, 'outer') && a && b) return [a, b];
  if (!isCall(node, 'broadcast') || !a || node.shape.length !== 2 || !sameShape(a.shape, node.shape.slice(1)))
    return undefined;
  return [spread(make, make.constant(1), node.shape.slice(0, 1)), a];
}

/**
 * A number's chain read from the end that makes it shorter. A vector's stays as it is, x@W for rows and W.T@x for columns,
 * unless a variable would be a row only to meet a transpose: b@X.T is X@b.
 */
function oriented(make: Construction, factors: readonly Expression[]): Expression {
  const [first, last] = [factors[0], factors.at(-1)];
  const own = leftToRight(make, factors);
  if (!first || !last || !isVector(first)) return own;
  if (!isVector(last) && first.kind !== 'variable') return own;
  const turned = reversed(make, factors);
  const other = leftToRight(make, turned);
  const order =
    cost(make.graph, own) - cost(make.graph, other) || (isVector(last) ? compareChains(factors, turned) : 0);
  return order <= 0 ? own : other;
}

/** A vector where it is the same from both ends: the chain with fewer transposes, or the one that ends with a vector. */
export function shortestReading(make: Construction, vector: Expression): Expression {
  const factors = factorsOfChain(make, vector);
  if (factors.length < 2) return vector;
  const column = columnFactors(make, vector);
  const other = leftToRight(make, column === factors ? reversed(make, factors) : column);
  const order = cost(make.graph, vector) - cost(make.graph, other);
  return order < 0 || (order === 0 && column === factors) ? vector : other;
}

const leftToRight = (make: Construction, [first, ...others]: readonly Expression[]): Expression =>
  others.reduce((product, factor) => make.graph.operate(operation('@'), [product, factor]), first ?? make.constant(1));

function compareChains(a: readonly Expression[], b: readonly Expression[]): number {
  for (const [i, factor] of a.entries()) {
    const other = b[i];
    const order = other ? compareFactors(factor, other) : 0;
    if (order !== 0) return order;
  }
  return 0;
}

/** An operation of that name. */
export type Named<Name extends string> = Operation & { readonly row: { readonly name: Name } };

export function isCall<Name extends string>(node: Expression | undefined, name: Name): node is Named<Name> {
  return node?.kind === 'operation' && node.row.name === name;
}

/** What two neighbours make that is no product of them any more. One row a law. */
const pairs: readonly ((make: Construction, left: Expression, right: Expression) => Expression | undefined)[] = [
  // eye(n)@A = A = A@eye(n), where eye is square.
  (_make, left, right) => (isIdentity(left) ? right : isIdentity(right) ? left : undefined),
  // diag(d)@x = d*x, A@diag(d) = A*d; a diagonal matrix on the left of a matrix stays.
  (make, left, right) => {
    const d = diagonalOf(right);
    return d && make.multiply(left, d);
  },
  (make, left, right) => {
    const d = diagonalOf(left);
    return d && isVector(right) ? make.multiply(d, right) : undefined;
  },
  // X.T@ones(m) = sum(X, axis=0), ones(m)@X = sum(X, axis=0), ones(n)@x = sum(x).
  (make, left, right) => (isOnes(left) ? sumAlong(make, right, left, 0) : undefined),
  (make, left, right) => (isOnes(right) ? sumAlong(make, left, right, -1) : undefined),
];

const paired = (make: Construction, left: Expression, right: Expression): Expression | undefined => {
  for (const pair of pairs) {
    const form = pair(make, left, right);
    if (form) return form;
  }
  return undefined;
};

export const isIdentity = (node: Expression): boolean => isCall(node, 'eye') && node.shape[0] === node.shape[1];

/** d of diag(d). */
export function diagonalOf(node: Expression | undefined): Expression | undefined {
  return isCall(node, 'diag') && node.shape.length === 2 ? node.args[0] : undefined;
}

function sumAlong(make: Construction, x: Expression, ones: Expression, axis: 0 | -1): Expression {
  const result = make.operate(operation('sum'), [x], { axis });
  if (isVector(ones)) return result;
  // A matrix of ones gives that in each of its rows or columns.
  const shape = axis === 0 ? [...ones.shape.slice(0, 1), ...result.shape] : [...result.shape, ...ones.shape.slice(1)];
  const column = axis === 0 ? result : make.operate(operation('reshape'), [result], { shape: [...result.shape, 1] });
  return spread(make, column, shape);
}

export const chainLaws: readonly Law[] = [
  {
    of: 'dot',
    says: 'dot(a, b) = a@b',
    form: (make, { args }) => make.operate(operation('@'), args),
  },
  {
    of: '@',
    says: '(A@B)@C = A@(B@C), written A@B@C',
    form: (make, node) => {
      const [a, b] = node.args;
      if (!a || !b || !isFlat(a) || !isFlat(b)) return undefined;
      const left = isVector(a) ? rowFactors(make, a) : factorsOfChain(make, a);
      const right = isVector(b) ? columnFactors(make, b) : factorsOfChain(make, b);
      return chained(make, [...left, ...right]);
    },
  },
  {
    of: '@',
    says: '(A + B)@C = A@C + B@C, where that is shorter: (eye(n) + A)@x = x + A@x',
    form: (make, node) => {
      const factors = factorsOfChain(make, node);
      const at = factors.findIndex((factor) => factor.kind === 'sum' && !make.opaque(factor) && opens(factor));
      const bracket = factors[at];
      if (factors.length < 2 || bracket?.kind !== 'sum') return undefined;
      make.spend(factors.length * bracket.terms.length);
      const terms = bracket.terms.map((term) =>
        linked(make, [...factors.slice(0, at), spread(make, term, bracket.shape), ...factors.slice(at + 1)]),
      );
      const apart = make.add(...terms);
      return cost(make.graph, apart) < cost(make.graph, node) ? apart : undefined;
    },
  },
];

/** A sum with a term that vanishes from a product, or leaves an array of fewer axes. */
const opens = (sum: Expression): boolean =>
  sum.kind === 'sum' &&
  sum.terms.some((term) => {
    const array = term.kind === 'product' ? term.factors.find(({ shape }) => shape.length > 0) : term;
    return !array || array.shape.length < sum.shape.length || isIdentity(array) || isCall(array, 'outer');
  });

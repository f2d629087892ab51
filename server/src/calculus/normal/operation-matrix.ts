/**
 * Outer products, traces, determinants and inverses in normal form. The laws are those of Petersen and Pedersen, The Matrix
 * Cookbook (2012), sections 1 and 1.1: (3), (11)-(16), (18)-(24).
 */
import type { Expression } from '../expression';
import { lengthExpression } from '../lengths';
import { operation } from '../operations/table';
import type { Construction } from './construction';
import type { Law } from './operation';
import { columnOf, isOnes, spread } from './operation-broadcast';
import { chained, diagonalOf, factorsOfChain, isCall, isIdentity, shortestReading } from './operation-chain';
import { transposed } from './operation-transpose';
import { compare } from './order';
import { cost } from './size';

export const matrixLaws: readonly Law[] = [
  {
    of: 'outer',
    says: 'outer(x@A.T, b) = outer(A@x, b)',
    form: (make, { row, args }) => {
      const read = args.map((vector) => shortestReading(make, vector));
      return read.some((vector, i) => vector !== args[i]) ? make.operate(row, read) : undefined;
    },
  },
  {
    of: 'outer',
    says: 'outer(ones(m), b) has b in every row',
    form: (make, { args: [a, b], shape }) => (isOnes(a) && b ? spread(make, b, shape) : undefined),
  },
  {
    of: 'trace',
    says: 'trace(outer(a, b)) = a@b, trace(diag(d)) = sum(d), trace(eye(n)) = n, trace(A.T) = trace(A)',
    form: (make, { row, args: [x] }) => {
      if (!x) return undefined;
      const diagonal = diagonalOf(x);
      if (diagonal) return make.operate(operation('sum'), [diagonal]);
      if (isCall(x, 'outer')) return make.operate(operation('@'), x.args);
      if (isCall(x, 'eye') || isOnes(x)) return lengthExpression(make, x.shape[0] ?? 1);
      return isCall(x, 'transpose') ? make.operate(row, x.args) : undefined;
    },
  },
  {
    of: 'trace',
    says: 'trace(A@B) = trace(B@A) = trace((A@B).T)',
    form: (make, { row, args: [x] }) => {
      const factors = x ? factorsOfChain(make, x) : [];
      if (!x || factors.length < 2 || factors.length > MOST_ROTATED) return undefined;
      const turned = factors.map((factor) => transposed(make, factor)).reverse();
      const forms = [...rotations(factors), ...rotations(turned)].map((chain) => chained(make, chain));
      const best = forms.reduce((least, form) =>
        (cost(make.graph, form) - cost(make.graph, least) || compare(form, least)) < 0 ? form : least,
      );
      return best === x ? undefined : make.operate(row, [best]);
    },
  },
  {
    of: 'trace',
    says: 'trace(A + B) = trace(A) + trace(B), where that is shorter',
    form: (make, node) => {
      const [x] = node.args;
      if (x?.kind !== 'sum' || make.opaque(x)) return undefined;
      const apart = make.add(...x.terms.map((term) => make.operate(node.row, [spread(make, term, x.shape)])));
      return cost(make.graph, apart) < cost(make.graph, node) ? apart : undefined;
    },
  },
  {
    of: 'det',
    says: 'det(A.T) = det(A), det(eye(n)) = 1, det(inv(A)) = 1/det(A)',
    form: (make, { row, args: [x] }) => {
      if (isCall(x, 'transpose')) return make.operate(row, x.args);
      if (isCall(x, 'inv')) return make.power(make.operate(row, x.args), -1);
      return isCall(x, 'eye') ? make.constant(1) : undefined;
    },
  },
  {
    of: 'det',
    says: 'det(c*A) = c^n*det(A)',
    form: (make, { row, args: [x] }) => {
      const apart = x && scalarsOf(make, x);
      if (!apart) return undefined;
      const order = lengthExpression(make, x.shape[0] ?? 1);
      return make.multiply(make.power(apart.scalar, order), make.operate(row, [apart.rest]));
    },
  },
  {
    of: 'inv',
    says: 'inv(A.T) = inv(A).T, inv(eye(n)) = eye(n)',
    form: (make, { row, args: [x] }) => {
      if (isCall(x, 'transpose')) return transposed(make, make.operate(row, x.args));
      return isCall(x, 'eye') ? x : undefined;
    },
  },
  {
    of: 'inv',
    says: 'inv(c*A) = inv(A)/c',
    form: (make, { row, args: [x] }) => {
      const apart = x && scalarsOf(make, x);
      return apart && make.divide(make.operate(row, [apart.rest]), apart.scalar);
    },
  },
];

/** Longer chains under a trace are not turned round. */
const MOST_ROTATED = 8;

const rotations = (factors: readonly Expression[]): (readonly Expression[])[] =>
  factors.map((_, i) => [...factors.slice(i), ...factors.slice(0, i)]);

function scalarsOf(make: Construction, x: Expression): { scalar: Expression; rest: Expression } | undefined {
  if (x.kind !== 'product' || make.opaque(x)) return undefined;
  const scalars = x.factors.filter(({ shape }) => shape.length === 0);
  const others = x.factors.filter(({ shape }) => shape.length > 0);
  if (scalars.length === 0 || others.length === 0) return undefined;
  return { scalar: make.multiply(...scalars), rest: make.multiply(...others) };
}

/** What else eye(n) or diag(d) is multiplied by entry by entry: only a diagonal is left. Undefined where there is none. */
export function onDiagonal(make: Construction, factors: readonly Expression[]): readonly Expression[] | undefined {
  const matrix = factors.find((factor) => isIdentity(factor) || diagonalOf(factor));
  const others = factors.filter((factor) => factor !== matrix && factor.shape.length > 0);
  if (!matrix || others.length === 0) return undefined;
  const scalars = factors.filter(({ shape }) => shape.length === 0);
  const product = make.multiply(...others);
  const square = product.shape.length === 2 ? spread(make, product, matrix.shape) : product;
  const diagonal = square.shape.length === 2 ? make.operate(operation('diag'), [square]) : square;
  const own = diagonalOf(matrix) ?? make.constant(1);
  return [
    ...scalars,
    make.operate(operation('diag'), [spread(make, make.multiply(own, diagonal), matrix.shape.slice(0, 1))]),
  ];
}

/** A column times a row, entry by entry, is their outer product. Undefined where a factor is neither. */
export function asOuter(make: Construction, factors: readonly Expression[]): readonly Expression[] | undefined {
  const scalars = factors.filter(({ shape }) => shape.length === 0);
  const arrays = factors.filter(({ shape }) => shape.length > 0);
  const columns: Expression[] = [];
  const rows: Expression[] = [];
  for (const factor of arrays) {
    const column = columnOf(factor);
    const [a, b] = isCall(factor, 'outer') ? factor.args : [];
    if (factor.shape.length === 1) rows.push(factor);
    else if (column) columns.push(column);
    else if (a && b) {
      columns.push(a);
      rows.push(b);
    } else return undefined;
  }
  if (arrays.length < 2 || columns.length === 0 || rows.length === 0) return undefined;
  const outer = make.operate(operation('outer'), [make.multiply(...columns), make.multiply(...rows)]);
  return [...scalars, outer];
}

/**
 * Sums over axes in normal form; a mean is a sum that is divided by how many entries there are (`operation-mean.ts` puts
 * the two together again). What does not depend on the axes that a sum goes over leaves it.
 */
import { count, type Dimension, type Shape } from '../dimension';
import type { Expression, Operation } from '../expression';
import { lengthExpression } from '../lengths';
import { axisOf, keepsDimensions, reduced } from '../operations/define';
import { isMisfit, type Options } from '../operations/row';
import { operation } from '../operations/table';
import { sameShape } from '../shapes';
import type { Construction } from './construction';
import type { Law } from './operation';
import { bare, columnOf, spread } from './operation-broadcast';
import { isCall } from './operation-chain';
import { reshaped } from './operation-shaping';
import { transposed } from './operation-transpose';
import { cost } from './size';

const sum = (make: Construction, x: Expression, options: Options = {}): Expression =>
  make.operate(operation('sum'), [x], options);

/** How many entries a sum or a mean puts into one. */
export function addedUp(shape: Shape, options: Options): Dimension {
  const axis = axisOf(options, shape.length);
  return axis === undefined ? count(shape) : (shape[axis] ?? 1);
}

/** Whether an operand of a broadcast shape of `rank` axes changes along one of them. */
function changesAlong({ shape }: Expression, axis: number, rank: number): boolean {
  const own = axis - (rank - shape.length);
  return own >= 0 && shape[own] !== 1;
}

export const sumLaws: readonly Law[] = [
  {
    of: 'sum',
    says: 'sum of a number, or over an axis of length 1, is what it is over',
    form: (make, { args: [x], options, shape }) => {
      if (!x) return undefined;
      if (x.shape.length === 0) return x;
      return addedUp(x.shape, options) === 1 ? reshaped(make, x, shape) : undefined;
    },
  },
  {
    of: 'sum',
    says: 'sum(broadcast(x, s)) = as often as x stands there, times sum(x)',
    form: (make, node) => {
      const [x] = node.args;
      const least = x && bare(make, x);
      return least && least !== x ? repeated(make, node, x, least) : undefined;
    },
  },
  {
    of: 'sum',
    says: 'sum(a*B, axis=0) = a*sum(B, axis=0) where a does not change along the axis',
    form: (make, node) => factorsOut(make, node),
  },
  {
    of: 'sum',
    says: 'sum(x.T) = sum(x), sum(reshape(x, s)) = sum(x), sum(sum(x, axis=0)) = sum(x)',
    form: (make, { args: [x], options }) => {
      if (x?.kind !== 'operation' || make.opaque(x) || options.axis !== undefined || options.keepdims) return undefined;
      const [inner] = x.args;
      const keeps = ['transpose', 'reshape', 'sum'].includes(x.row.name);
      return keeps && inner ? sum(make, inner) : undefined;
    },
  },
  {
    of: 'sum',
    says: 'sum(A.T, axis=0) = sum(A, axis=-1)',
    form: (make, { args: [x], options, shape }) => {
      const [inner] = isCall(x, 'transpose') && x.options.axes === undefined ? x.args : [];
      const axis = inner && axisOf(options, 2);
      if (inner?.shape.length !== 2 || axis === undefined) return undefined;
      const other = sum(make, inner, { ...options, axis: 1 - axis });
      return keepsDimensions(options) ? reshaped(make, transposed(make, other), shape) : other;
    },
  },
  {
    of: 'sum',
    says: 'sum(outer(a, b), axis=0) = sum(a)*b, sum(diag(d), axis=0) = d, sum(eye(n), axis=0) = ones(n)',
    form: (make, node) => ofMatrix(make, node),
  },
  {
    of: 'sum',
    says: 'a softmax adds up to 1',
    form: (make, { args: [x], options, shape }) => {
      if (!isCall(x, 'softmax') || make.opaque(x)) return undefined;
      const rank = x.shape.length;
      const own = axisOf(x.options, rank) ?? rank - 1;
      const isOver = rank === 1 || axisOf(options, rank) === own;
      return isOver ? spread(make, make.constant(1), shape) : undefined;
    },
  },
  {
    of: 'sum',
    says: 'sum(A*v, axis=-1) = A@v; sum(x*(A@y)) = x@A@y; sum(A*B.T) = trace(A@B)',
    form: (make, node) => asProduct(make, node),
  },
  {
    of: 'sum',
    says: 'sum(a + b) = sum(a) + sum(b), where that is shorter',
    form: (make, node) => {
      const [x] = node.args;
      if (x?.kind !== 'sum' || make.opaque(x) || x.terms.length > MOST_TERMS) return undefined;
      make.spend(x.terms.length);
      const apart = make.add(...x.terms.map((term) => sum(make, spread(make, term, x.shape), node.options)));
      return cost(make.graph, apart) < cost(make.graph, node) ? apart : undefined;
    },
  },
  {
    of: 'mean',
    says: 'mean(x) = sum(x)/n',
    form: (make, { args: [x], options }) => {
      if (!x) return undefined;
      return make.multiply(sum(make, x, options), make.power(lengthExpression(make, addedUp(x.shape, options)), -1));
    },
  },
];

/** Sums of more terms are not tried apart. */
const MOST_TERMS = 8;

/** The sum of x, which is `least` broadcast. */
function repeated(make: Construction, { options, shape }: Operation, x: Expression, least: Expression): Expression {
  const rank = x.shape.length;
  const axis = axisOf(options, rank);
  const isStretched = (i: number): boolean => !changesAlong(least, i, rank) && x.shape[i] !== 1;
  if (axis === undefined) {
    const times = count(x.shape.filter((_, i) => isStretched(i)));
    return spread(make, make.multiply(lengthExpression(make, times), sum(make, least)), shape);
  }
  const own = axis - (rank - least.shape.length);
  if (!isStretched(axis)) return spread(make, sum(make, least, { ...options, axis: own }), shape);
  const length = lengthExpression(make, x.shape[axis] ?? 1);
  return spread(make, make.multiply(length, own < 0 ? least : withoutAxis(make, least, own, options)), shape);
}

/** An axis of length 1 taken away, unless it is to be kept. */
function withoutAxis(make: Construction, x: Expression, axis: number, options: Options): Expression {
  if (keepsDimensions(options)) return x;
  return reshaped(
    make,
    x,
    x.shape.filter((_, i) => i !== axis),
  );
}

function factorsOut(make: Construction, { args: [x], options, shape }: Operation): Expression | undefined {
  if (x?.kind !== 'product' || make.opaque(x)) return undefined;
  const rank = x.shape.length;
  const axis = axisOf(options, rank);
  if (axis === undefined) return undefined;
  const outside: Expression[] = [];
  const inside: Expression[] = [];
  for (const factor of x.factors) {
    const own = axis - (rank - factor.shape.length);
    const leaving = changesAlong(factor, axis, rank)
      ? undefined
      : own < 0
        ? factor
        : withoutAxis(make, factor, own, options);
    // An axis of length 1 must go without an operation more.
    if (leaving && cost(make.graph, leaving) <= cost(make.graph, factor)) outside.push(leaving);
    else inside.push(factor);
  }
  if (outside.length === 0 || inside.length === 0) return undefined;
  const rest = make.multiply(...inside);
  const own = axis - (rank - rest.shape.length);
  const misfit = own < 0 || isMisfit(reduced(rest.shape, { ...options, axis: own }));
  return misfit
    ? undefined
    : spread(make, make.multiply(...outside, sum(make, rest, { ...options, axis: own })), shape);
}

function ofMatrix(make: Construction, { args: [x], options, shape }: Operation): Expression | undefined {
  if (x?.kind !== 'operation' || x.shape.length !== 2 || make.opaque(x)) return undefined;
  const [a, b] = x.args;
  const axis = axisOf(options, 2);
  const square = sameShape(x.shape.slice(0, 1), x.shape.slice(1));
  const along = (vector: Expression): Expression =>
    keepsDimensions(options) ? reshaped(make, vector, shape) : spread(make, vector, shape);
  switch (x.row.name) {
    case 'outer':
      if (!a || !b) return undefined;
      if (axis === undefined) return spread(make, make.multiply(sum(make, a), sum(make, b)), shape);
      return axis === 0 ? make.multiply(sum(make, a), along(b)) : make.multiply(along(a), sum(make, b));
    case 'diag':
      if (!a || !square) return undefined;
      return axis === undefined ? spread(make, sum(make, a), shape) : along(a);
    case 'eye':
      if (!square) return undefined;
      if (axis === undefined) return spread(make, lengthExpression(make, x.shape[0] ?? 1), shape);
      return along(spread(make, make.constant(1), x.shape.slice(0, 1)));
    default:
      return undefined;
  }
}

/** A sum of products as a matrix product, which is one operation less. */
function asProduct(make: Construction, { args: [x], options }: Operation): Expression | undefined {
  if (x?.kind !== 'product' || make.opaque(x) || keepsDimensions(options)) return undefined;
  const rank = x.shape.length;
  const axis = axisOf(options, rank);
  const at = (left: readonly Expression[], right: readonly Expression[]): Expression =>
    make.operate(operation('@'), [make.multiply(...left), make.multiply(...right)]);
  if (rank === 1) {
    const chain = x.factors.find((factor) => isCall(factor, '@') && sameShape(factor.shape, x.shape));
    const others = x.factors.filter((factor) => factor !== chain);
    const fits = chain && others.length > 0 && sameShape(make.multiply(...others).shape, x.shape);
    return fits ? at(others, [chain]) : undefined;
  }
  if (rank === 2 && axis === undefined) return asTrace(make, x.factors);
  if (rank !== 2 || axis === undefined) return undefined;
  const matrices = x.factors.filter((factor) => sameShape(factor.shape, x.shape));
  const others = x.factors.filter((factor) => !matrices.includes(factor));
  if (matrices.length === 0 || others.length === 0) return undefined;
  const vectors = axis === 1 ? others : others.flatMap((factor) => columnOf(factor) ?? []);
  const length = x.shape.slice(axis, axis + 1);
  if (vectors.length < others.length || !vectors.every(({ shape }) => sameShape(shape, length))) return undefined;
  return axis === 1 ? at(matrices, vectors) : at(vectors, matrices);
}

/** sum(A*B.T) = trace(A@B). */
function asTrace(make: Construction, factors: readonly Expression[]): Expression | undefined {
  const turned = factors.find((factor) => isCall(factor, 'transpose'));
  const others = factors.filter((factor) => factor !== turned);
  const [inner] = turned?.kind === 'operation' ? turned.args : [];
  if (!turned || !inner || others.length !== 1) return undefined;
  const [other] = others;
  if (!other || !sameShape(other.shape, turned.shape)) return undefined;
  return make.operate(operation('trace'), [make.operate(operation('@'), [other, inner])]);
}

/** Reductions: arrays to fewer axes, with NumPy's `axis` (from the end where negative) and `keepdims`. */
import { count, type Dimension, type Shape } from '../dimension';
import type { Builder, Expression } from '../expression';
import { row } from '../functions/table';
import { lengthExpression } from '../lengths';
import { sameShape } from '../shapes';
import { broadcastTo, kept } from './adjoints';
import { ALONG, along, axisOf, folded, REDUCED, REDUCTION, reduce, reduced, rewrite, sizeOf } from './define';
import type { Arithmetic, OperationRow, Options } from './row';
import { operation } from './table';

/** Sum of the entries. */
const sum: OperationRow = {
  name: 'sum',
  parameters: REDUCTION,
  summary: 'sum of the entries',
  documentation: '`sum(x)` adds all entries, `sum(x, axis=0)` goes over one axis; `keepdims=1` keeps it with length 1.',
  latex: '\\operatorname{sum}',
  shape: ([x = []], options) => reduced(x, options),
  entries: (arithmetic, [x], options) => x && reduce(x, options, (group) => arithmetic.add(group)),
  values: ([x], options) => (x ? folded(x, options, 0, (total, entry) => total + entry) : []),
  pullback: (make, node, adjoint) => [broadcastTo(make, kept(make, node, adjoint), node.args[0]?.shape ?? [])],
  linear: [0],
  tests: REDUCED,
};

/** How many entries a reduction puts into one. */
function taken(shape: Shape, options: Options): Dimension {
  const axis = axisOf(options, shape.length);
  return axis === undefined ? count(shape) : (shape[axis] ?? 1);
}

/** Arithmetic mean of the entries. */
const mean: OperationRow = {
  name: 'mean',
  parameters: REDUCTION,
  summary: 'arithmetic mean of the entries',
  documentation: '`mean(x) = sum(x)/n` for n entries; with `axis` the means along that axis.',
  latex: '\\operatorname{mean}',
  shape: ([x = []], options) => reduced(x, options),
  entries: (arithmetic, [x], options) =>
    x && reduce(x, options, (group) => arithmetic.divide(arithmetic.add(group), arithmetic.constant(group.length))),
  values: ([x], options, shape) => {
    if (!x) return [];
    const each = x.data.length / Math.max(1, sizeOf(shape));
    return folded(x, options, 0, (total, entry) => total + entry).map((total) => total / each);
  },
  pullback: (make, node, adjoint) => {
    const shape = node.args[0]?.shape ?? [];
    const share = make.divide(adjoint, lengthExpression(make, taken(shape, node.options)));
    return [broadcastTo(make, kept(make, node, share), shape)];
  },
  linear: [0],
  definition: (make, [x], options) =>
    x && make.divide(make.operate(sum, [x], options), lengthExpression(make, taken(x.shape, options))),
  tests: REDUCED,
};

/** Product of the entries. */
const prod: OperationRow = {
  name: 'prod',
  parameters: REDUCTION,
  summary: 'product of the entries',
  documentation:
    'Its slope by an entry is the product of the others, `prod_others(x)`, which is right where entries are 0, unlike `prod(x)/x`.',
  latex: '\\operatorname{prod}',
  shape: ([x = []], options) => reduced(x, options),
  entries: (arithmetic, [x], options) => x && reduce(x, options, (group) => arithmetic.multiply(group)),
  values: ([x], options) => (x ? folded(x, options, 1, (product, entry) => product * entry) : []),
  pullback: (make, node, adjoint) => {
    const { args, options } = node;
    const { axis } = options;
    const others = make.operate(prodOthers, args, axis === undefined ? {} : { axis });
    return [make.multiply(kept(make, node, adjoint), others)];
  },
  tests: REDUCED,
};

/** For each entry the product of all others of its group. */
const prodOthers: OperationRow = {
  name: 'prod_others',
  parameters: ALONG,
  summary: 'for each entry the product of all others',
  documentation:
    'The gradient of `prod`: entry i is the product of all entries but `x[i]`, along `axis` where one is given. Computed from both ends, without a division. Of a vector of n entries it is `prod(x*(1 - eye(n)) + eye(n), axis=1)`.',
  latex: '\\operatorname{prod\\_others}',
  shape: ([x = []], options) => along(x, options),
  entries: (arithmetic, [x], options) => x && rewrite(x, options, (group) => products(arithmetic, group)),
  pullback: (make, node, adjoint) => {
    const [x] = node.args;
    return x ? [pullBackOthers(make, x, node.options, adjoint)] : [];
  },
  tests: REDUCED.filter(({ options }) => options?.keepdims !== true),
};

/** Euclidean norm. */
const norm: OperationRow = {
  name: 'norm',
  parameters: REDUCTION,
  summary: 'Euclidean norm',
  documentation:
    '`norm(x) = sqrt(sum(x^2))`: the length of a vector, of a matrix Frobenius’ norm; with `axis` the lengths along that axis. Its slope is `x/norm(x)`; where the norm is 0 there is none.',
  latex: '\\operatorname{norm}',
  shape: ([x = []], options) => reduced(x, options),
  entries: (arithmetic, [x], options) => {
    const square = arithmetic.constant(2);
    return (
      x &&
      reduce(x, options, (group) =>
        arithmetic.apply(row('sqrt'), arithmetic.add(group.map((entry) => arithmetic.power(entry, square)))),
      )
    );
  },
  values: ([x], options) => {
    if (!x) return [];
    // In units of a power of 2 near the largest, so that no square overflows before the norm does.
    const largest = folded(x, options, 0, (top, entry) => Math.max(top, Math.abs(entry)));
    const units = largest.map((top) => 2 ** Math.floor(Math.log2(top)));
    const squares = folded(x, options, 0, (total, entry, i) => total + (entry / (units[i] || 1)) ** 2);
    return units.map((unit, i) => unit * Math.sqrt(squares[i] ?? 0));
  },
  pullback: (make, node, adjoint) => {
    const [x] = node.args;
    return x ? [make.multiply(kept(make, node, make.divide(adjoint, node)), x)] : [];
  },
  definition: (make, [x], options) => x && make.apply(row('sqrt'), make.operate(sum, [make.power(x, 2)], options)),
  tests: REDUCED,
};

export const reductions: readonly OperationRow[] = [sum, mean, prod, norm, prodOthers];

/** For each entry the product of those before it and of those after it: running products from both ends. */
function products<T>(arithmetic: Arithmetic<T>, group: readonly T[]): T[] {
  const before: (T | undefined)[] = [];
  let running: T | undefined;
  for (const entry of group) {
    before.push(running);
    running = running === undefined ? entry : arithmetic.multiply([running, entry]);
  }
  const result: T[] = [];
  running = undefined;
  for (const entry of [...group].reverse()) {
    const left = before.pop();
    result.unshift(arithmetic.multiply([left, running].filter((side) => side !== undefined)));
    running = running === undefined ? entry : arithmetic.multiply([entry, running]);
  }
  return result;
}

/**
 * With M[i, k] = 1 where i = k, else x[k], the product of all but entry i is that of row i: its pullback is the one of
 * `prod`, over a matrix. So derivatives of any order are right at zeros.
 */
function pullBackOthers(make: Builder, x: Expression, options: Options, adjoint: Expression): Expression {
  const axis = axisOf(options, x.shape.length);
  const reshape = (one: Expression, shape: Shape): Expression =>
    sameShape(one.shape, shape) ? one : make.operate(operation('reshape'), [one], { shape });
  if (axis === undefined && x.shape.length !== 1) {
    const flat = [count(x.shape)];
    return reshape(pullBackOthers(make, reshape(x, flat), { axis: 0 }, reshape(adjoint, flat)), x.shape);
  }
  const at = axis ?? 0;
  const n = x.shape[at] ?? 1;
  const [before, after] = [x.shape.slice(0, at), x.shape.slice(at + 1)];
  const same = reshape(make.operate(operation('eye'), [], { n }), [n, n, ...after.map(() => 1)]);
  const other = make.subtract(1, same);
  const row = at === 0 ? x : reshape(x, [...before, 1, n, ...after]);
  const others = make.operate(prodOthers, [make.add(make.multiply(row, other), same)], { axis: at + 1 });
  const terms = make.multiply(reshape(adjoint, [...before, n, 1, ...after]), other, others);
  return make.operate(sum, [terms], { axis: at });
}

/**
 * Tangents of operations: what changes in the result where the arguments change. In: an operation, and the tangents of
 * its arguments, with the variable's axes first. Out: its tangent in the same layout; undefined where there is no rule.
 * Differentials of matrices: Petersen and Pedersen, The Matrix Cookbook (2012), (33)-(46).
 */
import type { Shape } from './dimension';
import type { Expression, Operation } from './expression';
import type { Tangents } from './jacobian';
import { broadcastTo } from './operations/adjoints';
import { axisOf } from './operations/define';
import type { Options } from './operations/row';
import { operation } from './operations/table';

type Of = (node: Expression) => Expression | undefined;
type Rule = (all: Tangents, node: Operation, of: Of) => Expression | undefined;

export function tangentOf(all: Tangents, node: Operation, of: Of): Expression | undefined {
  const rule = RULES[node.row.name];
  if (rule) return rule(all, node, of);
  if (!node.row.pullback) return all.make.constant(0);
  if (node.shape.length === 0) return byGradient(all, node, of);
  return isReduction(node) ? byEntries(all, node, of) : undefined;
}

const call = ({ make }: Tangents, name: string, args: readonly Expression[], options?: Options): Expression =>
  make.operate(operation(name), args, options);

/** An axis as it counts from the end, which the variable's axes in front do not change. */
const fromEnd = (axis: number, rank: number): number => axis - rank;

const isReduction = ({ row, args }: Operation): boolean =>
  args.length === 1 && row.parameters.some(({ name }) => name === 'keepdims');

/** The sum over all axes but the variable's. */
function sumOwn(all: Tangents, tangent: Expression, rank: number): Expression {
  if (all.by.length === 0) return rank === 0 ? tangent : call(all, 'sum', [tangent]);
  let result = tangent;
  for (let i = 0; i < rank; i++) result = call(all, 'sum', [result], { axis: -1 });
  return result;
}

/** A number: its gradient, contracted with the argument's tangent. */
const byGradient: Rule = (all, node, of) => {
  const slopes = node.row.pullback?.(all.make, node, all.make.constant(1)) ?? [];
  const terms = node.args.map((arg, i) => {
    const [tangent, slope] = [of(arg), slopes[i]];
    if (!tangent || !slope) return all.make.constant(0);
    const product = (): Expression => all.make.multiply(tangent, slope);
    const contracts = arg.shape.length === 1 && all.by.length > 0 && slope.shape.length === 1;
    return contracts ? call(all, '@', [tangent, slope]) : sumOwn(all, product(), arg.shape.length);
  });
  return all.make.add(...terms);
};

/** A reduction: every entry of its argument goes into one of the result, so that one adjoint of ones has all slopes. */
const byEntries: Rule = (all, node, of) => {
  const [x] = node.args;
  const tangent = x && of(x);
  const ones = broadcastTo(all.make, all.make.constant(1), node.shape);
  const [slope] = node.row.pullback?.(all.make, node, ones) ?? [];
  return tangent && slope && summed(all, all.make.multiply(tangent, slope), node);
};

/** The tangent of a sum whose summands' tangent this is. */
function summed(all: Tangents, tangent: Expression, { args: [x], options, shape }: Operation): Expression {
  const rank = x?.shape.length ?? 0;
  const axis = axisOf(options, rank);
  const { make, by } = all;
  if (axis === undefined) {
    const total = sumOwn(all, tangent, rank);
    return shape.length === 0 ? total : call(all, 'reshape', [total], { shape: [...by, ...shape] });
  }
  return make.operate(operation('sum'), [tangent], { ...options, axis: fromEnd(axis, rank) });
}

/** The rule of an operation that is linear in its only argument, with other options where the variable has axes. */
const linear =
  (options: (node: Operation, by: Shape) => Options): Rule =>
  (all, node, of) => {
    const [x] = node.args;
    const tangent = x && of(x);
    return tangent && all.make.operate(node.row, [tangent], options(node, all.by));
  };

/** The two terms of a product rule. */
function productRule(
  all: Tangents,
  node: Operation,
  of: Of,
  left: (tangent: Expression, b: Expression) => Expression | undefined,
  right: (a: Expression, tangent: Expression) => Expression | undefined,
): Expression | undefined {
  const [a, b] = node.args;
  if (!a || !b) return undefined;
  const [da, db] = [of(a), of(b)];
  const [first, second] = [da ? left(da, b) : all.make.constant(0), db ? right(a, db) : all.make.constant(0)];
  return first && second && all.make.add(first, second);
}

const RULES: Readonly<Record<string, Rule>> = {
  sum: (all, node, of) => {
    const [x] = node.args;
    const tangent = x && of(x);
    return tangent && summed(all, tangent, node);
  },
  '@': (all, node, of) => {
    const { by } = all;
    // With the variable's axes in front, more than two axes of an argument's own would not meet the other's.
    if (by.length > 0 && node.args.some(({ shape }) => shape.length > 2)) return undefined;
    return productRule(
      all,
      node,
      of,
      (tangent, b) => call(all, '@', [tangent, b]),
      (a, tangent) => {
        if (by.length === 0 || node.args[1]?.shape.length === 2) return call(all, '@', [a, tangent]);
        return call(all, '@', [tangent, call(all, 'transpose', [a])]);
      },
    );
  },
  outer: (all, node, of) => {
    const { by, make } = all;
    if (by.length === 0)
      return productRule(
        all,
        node,
        of,
        (tangent, b) => call(all, 'outer', [tangent, b]),
        (a, tangent) => call(all, 'outer', [a, tangent]),
      );
    const reshape = (x: Expression, shape: Shape): Expression => call(all, 'reshape', [x], { shape });
    return productRule(
      all,
      node,
      of,
      (tangent, b) => make.multiply(reshape(tangent, [...tangent.shape, 1]), b),
      (a, tangent) =>
        make.multiply(reshape(a, [...a.shape, 1]), reshape(tangent, [...by, 1, ...tangent.shape.slice(by.length)])),
    );
  },
  inv: (all, node, of) => {
    const [A] = node.args;
    const tangent = A && of(A);
    return tangent && all.make.negate(call(all, '@', [call(all, '@', [node, tangent]), node]));
  },
  softmax: (all, node, of) => {
    const [x] = node.args;
    const tangent = x && of(x);
    if (!tangent) return undefined;
    const { make, by } = all;
    const product = make.multiply(tangent, node);
    if (node.shape.length === 1 && by.length === 1)
      return make.subtract(product, call(all, 'outer', [call(all, '@', [tangent, node]), node]));
    return make.subtract(product, make.multiply(node, sumKept(all, product, node)));
  },
  log_softmax: (all, node, of) => {
    const [x] = node.args;
    const tangent = x && of(x);
    const p = all.make.operate(operation('softmax'), node.args, node.options);
    return tangent && all.make.subtract(tangent, sumKept(all, all.make.multiply(tangent, p), node));
  },
  transpose: (all, node, of) => {
    const [x] = node.args;
    const tangent = x && of(x);
    const { by } = all;
    if (!tangent || node.shape.length === 1) return tangent;
    if (by.length === 0) return all.make.operate(node.row, [tangent], node.options);
    const own = Array.isArray(node.options.axes)
      ? node.options.axes
      : node.shape.map((_, i) => node.shape.length - 1 - i);
    const axes = own.map((axis) => (typeof axis === 'number' ? by.length + ((axis + own.length) % own.length) : 0));
    return all.make.operate(node.row, [tangent], { axes: [...by.map((_, i) => i), ...axes] });
  },
  reshape: linear(({ shape }, by) => ({ shape: [...by, ...shape] })),
  broadcast: (all, node, of) => {
    const [x] = node.args;
    const tangent = x && of(x);
    if (!tangent) return undefined;
    const within = [...all.by, ...Array<1>(node.shape.length - x.shape.length).fill(1), ...x.shape];
    const ready = all.by.length === 0 ? tangent : call(all, 'reshape', [tangent], { shape: within });
    return broadcastTo(all.make, ready, [...all.by, ...node.shape]);
  },
  index: linear((node, by) => {
    const at = Array.isArray(node.options.at) ? node.options.at : [];
    return { at: [...by.map((length) => [0, length]), ...at] };
  }),
  diag: (all, node, of) => {
    const [x] = node.args;
    const tangent = x && of(x);
    if (!tangent) return undefined;
    const { make, by } = all;
    if (by.length === 0) return make.operate(node.row, [tangent]);
    const n = x.shape.at(-1) ?? 1;
    const eye = call(all, 'eye', [], { n });
    if (node.shape.length === 1) return call(all, 'sum', [make.multiply(tangent, eye)], { axis: -1 });
    return make.multiply(call(all, 'reshape', [tangent], { shape: [...by, n, 1] }), eye);
  },
  concat: (all, node, of) => joined(all, node, of, node.shape.length),
  stack: (all, node, of) => joined(all, node, of, node.shape.length),
};

/** The sum over the axis of a softmax, kept. */
function sumKept(all: Tangents, x: Expression, { shape, options }: Operation): Expression {
  const rank = shape.length;
  const axis = axisOf(options, rank) ?? rank - 1;
  return call(all, 'sum', [x], { axis: fromEnd(axis, rank), keepdims: true });
}

function joined(all: Tangents, { row, args, options }: Operation, of: Of, rank: number): Expression {
  const { make, by } = all;
  const tangents = args.map((arg) => of(arg) ?? broadcastTo(make, make.constant(0), [...by, ...arg.shape]));
  const axis = axisOf({ axis: options.axis ?? 0 }, rank) ?? 0;
  return make.operate(row, tangents, { ...options, axis: by.length + axis });
}

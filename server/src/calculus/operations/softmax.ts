/**
 * The softmax and the logarithms that belong to it, in doubles shifted by the maximum, so that logits of 1200 are fine:
 * Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax functions, IMA J. Numer. Anal. 41 (2021).
 */
import { count } from '../dimension';
import type { Builder, Expression, Operation } from '../expression';
import { row } from '../functions/table';
import { kept, sumOver } from './adjoints';
import { along, folded, REDUCED, REDUCTION, reduce, reduced, rewrite, strips } from './define';
import type { Arithmetic, Entries, OperationParameter, OperationRow, Options } from './row';
import { operation } from './table';

const LAST: readonly OperationParameter[] = [
  { name: 'x', kind: 'array' },
  { name: 'axis', kind: 'axis', optional: true, default: '-1' },
];

const LAST_TESTS: OperationRow['tests'] = [
  { shapes: [[4]] },
  { shapes: [[2, 3]] },
  { shapes: [[2, 3]], options: { axis: 0 } },
  { shapes: [[2, 3, 2]], options: { axis: 1 } },
];

/** The last axis where none is said. */
const withAxis = (options: Options): Options => ({ axis: options.axis ?? -1 });

/** Sum over the axis, which stays with length 1, so that the sum broadcasts against the argument. */
const sumKept = (make: Builder, x: Expression, { options }: Operation): Expression =>
  sumOver(make, x, { ...withAxis(options), keepdims: true });

/** exp(xᵢ) over the sum of all. */
const softmax: OperationRow = {
  name: 'softmax',
  parameters: LAST,
  summary: 'positive numbers that sum to 1, in the ratios of exp(x)',
  documentation:
    '`softmax(x) = exp(x)/sum(exp(x))`, over the last axis unless `axis` says otherwise. Its pullback is `p*(g - sum(g*p))` with p its value: Goodfellow, Bengio and Courville, *Deep Learning* (2016), section 6.2.2.3.',
  latex: '\\operatorname{softmax}',
  shape: ([x = []], options) => along(x, withAxis(options)),
  entries: (arithmetic, [x], options) =>
    x &&
    rewrite(x, withAxis(options), (group) =>
      group.map((_, i) => arithmetic.divide(arithmetic.constant(1), relative(arithmetic, group, i))),
    ),
  values: ([x], options) => (x ? shifted(x, withAxis(options), (entry, sum) => Math.exp(entry) / sum) : []),
  pullback: (make, node, adjoint) => [
    make.multiply(node, make.subtract(adjoint, sumKept(make, make.multiply(adjoint, node), node))),
  ],
  definition: (make, [x], options) => {
    if (!x) return undefined;
    const powers = make.apply(row('exp'), x);
    return make.divide(powers, make.operate(operation('sum'), [powers], { ...withAxis(options), keepdims: true }));
  },
  tests: LAST_TESTS,
};

/** log(softmax(x)), without the detour. */
const logSoftmax: OperationRow = {
  name: 'log_softmax',
  parameters: LAST,
  summary: 'logarithm of the softmax',
  documentation:
    '`log_softmax(x) = x - logsumexp(x)`, over the last axis unless `axis` says otherwise; finite also where `softmax(x)` is too small for a double.',
  latex: '\\operatorname{log\\_softmax}',
  shape: ([x = []], options) => along(x, withAxis(options)),
  entries: (arithmetic, [x], options) =>
    x &&
    rewrite(x, withAxis(options), (group) =>
      group.map((_, i) =>
        arithmetic.subtract(arithmetic.constant(0), arithmetic.apply(row('log'), relative(arithmetic, group, i))),
      ),
    ),
  values: ([x], options) => (x ? shifted(x, withAxis(options), (entry, sum) => entry - Math.log(sum)) : []),
  pullback: (make, node, adjoint) => [
    make.subtract(adjoint, make.multiply(make.operate(softmax, node.args, node.options), sumKept(make, adjoint, node))),
  ],
  definition: (make, [x], options) =>
    x && make.subtract(x, make.operate(logsumexp, [x], { ...withAxis(options), keepdims: true })),
  tests: LAST_TESTS,
};

/** log of the sum of exp(xᵢ). */
const logsumexp: OperationRow = {
  name: 'logsumexp',
  parameters: REDUCTION,
  summary: 'logarithm of the sum of the exponentials: a smooth maximum',
  documentation:
    '`logsumexp(x) = log(sum(exp(x)))`, of all entries or along `axis`, as in SciPy. Its gradient is `softmax(x)`.',
  latex: '\\operatorname{logsumexp}',
  shape: ([x = []], options) => reduced(x, options),
  entries: (arithmetic, [x], options) =>
    x &&
    reduce(x, options, (group) => {
      const [first = arithmetic.constant(0)] = group;
      const log = arithmetic.apply(row('log'), relative(arithmetic, group, 0));
      return group.length === 1 ? first : arithmetic.add([first, log]);
    }),
  values: ([x], options) => {
    if (!x) return [];
    const tops = folded(x, options, Number.NEGATIVE_INFINITY, (top, entry) => Math.max(top, entry));
    const sums = folded(x, options, 0, (sum, entry, i) => sum + Math.exp(entry - (tops[i] ?? 0)));
    return tops.map((top, i) => top + Math.log(sums[i] ?? 0));
  },
  pullback: (make, node, adjoint) => {
    const [x] = node.args;
    return x ? [make.multiply(kept(make, node, adjoint), softmaxOver(make, x, node.options))] : [];
  },
  definition: (make, [x], options) =>
    x && make.apply(row('log'), make.operate(operation('sum'), [make.apply(row('exp'), x)], options)),
  tests: REDUCED,
};

export const softmaxes: readonly OperationRow[] = [softmax, logSoftmax, logsumexp];

/** The softmax over the entries that logsumexp goes over: of a matrix without an axis over all of them. */
function softmaxOver(make: Builder, x: Expression, { axis }: Options): Expression {
  if (axis !== undefined || x.shape.length === 1)
    return make.operate(softmax, [x], axis === undefined || x.shape.length === 1 ? {} : { axis });
  const reshape = (one: Expression, shape: Expression['shape']): Expression =>
    make.operate(operation('reshape'), [one], { shape });
  return reshape(make.operate(softmax, [reshape(x, [count(x.shape)])]), x.shape);
}

/** The sum of exp(xⱼ − xᵢ): what exp(xᵢ) is divided into. The term of i itself is 1. */
function relative<T>(arithmetic: Arithmetic<T>, group: readonly T[], i: number): T {
  const own = group[i];
  return arithmetic.add(
    group.map((entry, j) =>
      j === i || own === undefined
        ? arithmetic.constant(1)
        : arithmetic.apply(row('exp'), arithmetic.subtract(entry, own)),
    ),
  );
}

/** From each entry less the maximum of its group, and the sum of the exponentials of these. */
function shifted(x: Entries<number>, options: Options, of: (entry: number, sum: number) => number): Float64Array {
  const result = new Float64Array(x.data.length);
  for (const { start, step, length } of strips(x, options)) {
    let top = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < length; k++) top = Math.max(top, x.data[start + k * step] ?? Number.NaN);
    let sum = 0;
    for (let k = 0; k < length; k++) sum += Math.exp((x.data[start + k * step] ?? Number.NaN) - top);
    for (let k = 0; k < length; k++) result[start + k * step] = of((x.data[start + k * step] ?? Number.NaN) - top, sum);
  }
  return result;
}

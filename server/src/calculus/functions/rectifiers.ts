/** Activation functions with pieces: straight ones that meet in kinks, and what is joined to them. */
import type { Builder, Expression } from '../expression';
import { parseDecimal, toNumber } from '../rational';
import { equal, greater, greaterOrEqual, where } from './comparisons';
import { decimal, unary } from './define';
import { exp } from './exponential';
import { between, max, min } from './extremes';
import { abs } from './rounding';
import type { FunctionRow } from './row';

export const relu = unary({
  name: 'relu',
  summary: 'rectified linear unit',
  documentation: 'max(x, 0). Its slope is 1(x > 0): 0 at the kink by convention.',
  accuracy: 0,
  value: (x) => Math.max(x, 0),
  precise: (a, x) => (a.sign(x) > 0 ? x : a.from(0)),
  derivative: (b, x) => b.apply(greater, x, 0),
  kinks: (b, x) => [{ at: b.apply(equal, x, 0), note: 'relu has a kink at 0; its slope there is 0 by convention' }],
  definition: (b, x) => b.apply(max, x, 0),
  bounds: { low: 0, high: Number.POSITIVE_INFINITY },
  interval: [-5, 5],
  values: [
    [-2, 0],
    [3, 3],
  ],
});

const LEAK = '0.01';

export const leakyRelu: FunctionRow = {
  name: 'leaky_relu',
  parameters: [{ name: 'x' }, { name: 'alpha', default: LEAK }],
  summary: 'rectified linear unit that leaks',
  documentation: `x for x > 0, alpha·x below; alpha is ${LEAK} if it is left out. Its slope at the kink is alpha by convention.`,
  notation: { latex: '\\operatorname{leaky\\_relu}' },
  accuracy: 2,
  value: (x = Number.NaN, alpha = Number(LEAK)) => (x > 0 ? x : alpha * x),
  precise: (a, ...args) => {
    const [x, alpha = a.decimal(LEAK)] = args;
    if (!x) throw new RangeError('leaky_relu needs an argument');
    return a.sign(x) > 0 ? x : a.multiply(alpha, x);
  },
  derivative: (b, args) => {
    const [x, alpha] = withDefault(b, args, LEAK);
    const slope = b.apply(where, b.apply(greater, x, 0), 1, alpha);
    // By alpha: x where it leaks.
    const byAlpha = b.apply(where, b.apply(greater, x, 0), 0, x);
    return args.length === 1 ? [slope] : [slope, byAlpha];
  },
  kinks: (b, args) => {
    const [x] = withDefault(b, args, LEAK);
    return [{ at: b.apply(equal, x, 0), note: 'leaky_relu has a kink at 0; its slope there is alpha by convention' }];
  },
  definition: (b, args) => {
    const [x, alpha] = withDefault(b, args, LEAK);
    return b.apply(where, b.apply(greater, x, 0), x, b.multiply(alpha, x));
  },
  tests: {
    arguments: [
      [-5, 5],
      [0, 0.5],
    ],
    values: [
      [[-2], -0.02],
      [[-2, 0.5], -1],
      [[3], 3],
    ],
  },
};

export const elu: FunctionRow = {
  name: 'elu',
  parameters: [{ name: 'x' }, { name: 'alpha', default: '1' }],
  summary: 'exponential linear unit',
  documentation:
    'x for x ≥ 0, alpha·(exp(x) − 1) below; alpha is 1 if it is left out. Its slope at 0 is 1. Clevert, Unterthiner and Hochreiter (2015).',
  accuracy: 2,
  value: (x = Number.NaN, alpha = 1) => (x >= 0 ? x : alpha * Math.expm1(x)),
  precise: (a, ...args) => {
    const [x, alpha = a.from(1)] = args;
    if (!x) throw new RangeError('elu needs an argument');
    return a.sign(x) >= 0 ? x : a.multiply(alpha, a.expm1(x));
  },
  derivative: (b, args) => {
    const [x, alpha] = args;
    if (!x) throw new RangeError('elu needs an argument');
    const positive = b.apply(greaterOrEqual, x, 0);
    const below = b.apply(exp, x);
    if (!alpha) return [b.apply(where, positive, 1, below)];
    return [b.apply(where, positive, 1, b.multiply(alpha, below)), b.apply(where, positive, 0, b.subtract(below, 1))];
  },
  kinks: (b, args) => {
    const [x, alpha] = withDefault(b, args, '1');
    // With alpha = 1 the pieces meet smoothly.
    const smooth = alpha.kind === 'constant' && toNumber(alpha.value) === 1;
    return smooth
      ? []
      : [{ at: b.apply(equal, x, 0), note: 'elu has a kink at 0; its slope there is 1 by convention' }];
  },
  definition: (b, args) => {
    const [x, alpha] = withDefault(b, args, '1');
    const below = b.multiply(alpha, b.subtract(b.apply(exp, x), 1));
    return b.apply(where, b.apply(greaterOrEqual, x, 0), x, below);
  },
  tests: {
    arguments: [
      [-5, 5],
      [0.5, 2],
    ],
    values: [
      [[0], 0],
      [[2], 2],
      [[-1], -0.6321205588285577],
    ],
  },
};

/** Klambauer, Unterthiner, Mayr and Hochreiter, Self-Normalizing Neural Networks (2017), as doubles. */
const SELU_SCALE = '1.0507009873554805';
const SELU_ALPHA = '1.6732632423543772';
const scale = toNumber(parseDecimal(SELU_SCALE));
const scaledAlpha = toNumber(parseDecimal(SELU_SCALE).mul(parseDecimal(SELU_ALPHA)));

export const selu = unary({
  name: 'selu',
  summary: 'scaled exponential linear unit',
  documentation: `λ·x for x > 0, λ·α·(exp(x) − 1) below, with λ = ${SELU_SCALE} and α = ${SELU_ALPHA}. Its slope at the kink is λ·α, that of the lower piece. Klambauer et al. (2017).`,
  value: (x) => (x > 0 ? scale * x : scaledAlpha * Math.expm1(x)),
  precise: (a, x) => {
    const piece = a.sign(x) > 0 ? x : a.multiply(a.decimal(SELU_ALPHA), a.expm1(x));
    return a.multiply(a.decimal(SELU_SCALE), piece);
  },
  derivative: (b, x) => {
    const below = b.multiply(decimal(b, SELU_ALPHA), b.apply(exp, x));
    return b.multiply(decimal(b, SELU_SCALE), b.apply(where, b.apply(greater, x, 0), 1, below));
  },
  kinks: (b, x) => [
    { at: b.apply(equal, x, 0), note: 'selu has a kink at 0; its slope there is that of the lower piece, 1.758…' },
  ],
  definition: (b, x) => {
    const below = b.multiply(decimal(b, SELU_ALPHA), b.subtract(b.apply(exp, x), 1));
    return b.multiply(decimal(b, SELU_SCALE), b.apply(where, b.apply(greater, x, 0), x, below));
  },
  interval: [-5, 5],
  values: [
    [0, 0],
    [1, 1.0507009873554805],
  ],
});

export const softsign = unary({
  name: 'softsign',
  summary: 'x/(1 + |x|)',
  documentation: 'x/(1 + |x|), between −1 and 1. Its derivative is 1/(1 + |x|)², also at 0: there is no kink.',
  value: (x) => x / (1 + Math.abs(x)),
  precise: (a, x) => a.divide(x, a.add(a.from(1), a.abs(x))),
  derivative: (b, x) => b.divide(1, b.power(b.add(1, b.apply(abs, x)), 2)),
  definition: (b, x) => b.divide(x, b.add(1, b.apply(abs, x))),
  symmetry: 'odd',
  bounds: { low: -1, high: 1, open: true },
  interval: [-6, 6],
  values: [
    [0, 0],
    [1, 0.5],
    [-3, -0.75],
  ],
});

export const hardtanh = unary({
  name: 'hardtanh',
  summary: 'x held between −1 and 1',
  documentation: 'clip(x, −1, 1). Its slope is 1(−1 < x < 1): 0 at the kinks by convention.',
  accuracy: 0,
  value: (x) => Math.min(Math.max(x, -1), 1),
  precise: (a, x) => {
    const one = a.from(1);
    if (a.compare(x, one) > 0) return one;
    return a.compare(x, a.from(-1)) < 0 ? a.from(-1) : x;
  },
  derivative: (b, x) => between(b, -1, x, 1),
  kinks: (b, x) =>
    [-1, 1].map((bound) => ({
      at: b.apply(equal, x, bound),
      note: 'hardtanh has kinks at −1 and 1; its slope there is 0 by convention',
    })),
  definition: (b, x) => b.apply(min, b.apply(max, x, -1), 1),
  symmetry: 'odd',
  bounds: { low: -1, high: 1 },
  interval: [-3, 3],
  values: [
    [0.5, 0.5],
    [2, 1],
    [-2, -1],
  ],
});

function withDefault(b: Builder, args: readonly Expression[], text: string): readonly [Expression, Expression] {
  const [x, given] = args;
  if (!x) throw new RangeError('an activation needs an argument');
  return [x, given ?? decimal(b, text)];
}

export const rectifiers = [relu, leakyRelu, elu, selu, softsign, hardtanh];

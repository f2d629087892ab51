/**
 * Activation functions of neural networks that are made of exponentials. All of them are computed from exp(−|x|), which
 * never overflows. Those made of straight pieces are in `rectifiers.ts`.
 */
import type { Builder, Expression } from '../expression';
import { type DoubleDouble, doubleDouble } from '../special/double-double';
import { normal } from '../special/error-function';
import type { BigNumber, Precise } from '../special/precise';
import { decimal, unary } from './define';
import { exp, log, sqrt } from './exponential';
import { tanh } from './hyperbolic';
import { erf, erfc } from './special';

function logistic(x: number): number {
  const decay = Math.exp(-Math.abs(x));
  return x >= 0 ? 1 / (1 + decay) : decay / (1 + decay);
}

const rampOf = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

const preciseLogistic = (a: Precise, x: BigNumber): BigNumber =>
  a.divide(a.from(1), a.add(a.from(1), a.exp(a.negate(x))));

/** log(1 + exp(x)); exp(x) is left to log1p, which keeps its digits where it is tiny. */
const preciseRamp = (a: Precise, x: BigNumber): BigNumber =>
  a.sign(x) > 0 ? a.add(x, a.log1p(a.exp(a.negate(x)))) : a.log1p(a.exp(x));

export const sigmoid = unary({
  name: 'sigmoid',
  summary: 'logistic function',
  documentation:
    '1/(1 + exp(−x)), between 0 and 1. Its derivative is sigmoid(x)·(1 − sigmoid(x)). Computed from exp(−|x|), so that nothing overflows.',
  accuracy: 3,
  value: logistic,
  precise: preciseLogistic,
  derivative: (b, _x, self) => b.multiply(self, b.subtract(1, self)),
  definition: (b, x) => b.divide(1, b.add(1, b.apply(exp, b.negate(x)))),
  bounds: { low: 0, high: 1, open: true },
  interval: [-6, 6],
  values: [
    [0, 0.5],
    [1000, 1],
    [-1000, 0],
  ],
});

export const softplus = unary({
  name: 'softplus',
  summary: 'smooth ramp, log(1 + exp(x))',
  documentation:
    'log(1 + exp(x)), a smooth `relu`; its derivative is sigmoid(x). Computed as max(x, 0) + log1p(exp(−|x|)).',
  accuracy: 3,
  value: rampOf,
  precise: preciseRamp,
  derivative: (b, x) => b.apply(sigmoid, x),
  definition: (b, x) => b.apply(log, b.add(1, b.apply(exp, x))),
  bounds: { low: 0, high: Number.POSITIVE_INFINITY, open: true },
  interval: [-6, 6],
  values: [
    [0, Math.LN2],
    [1000, 1000],
  ],
});

export const logsigmoid = unary({
  name: 'logsigmoid',
  summary: 'log(sigmoid(x))',
  documentation:
    'log(sigmoid(x)) = −softplus(−x), also where sigmoid itself is too small for a number. Its derivative is sigmoid(−x).',
  accuracy: 3,
  value: (x) => -rampOf(-x),
  precise: (a, x) => a.negate(preciseRamp(a, a.negate(x))),
  derivative: (b, x) => b.apply(sigmoid, b.negate(x)),
  definition: (b, x) => b.negate(b.apply(log, b.add(1, b.apply(exp, b.negate(x))))),
  bounds: { low: Number.NEGATIVE_INFINITY, high: 0, open: true },
  interval: [-6, 6],
  values: [
    [0, -Math.LN2],
    [-1000, -1000],
  ],
});

export const silu = unary({
  name: 'silu',
  summary: 'sigmoid linear unit (swish)',
  documentation: 'x·sigmoid(x). Elfwing, Uchibe and Doya, Neural Networks 107 (2018).',
  accuracy: 4,
  value: (x) => {
    // In the left tail exp(−|x|)·x stays exact where sigmoid itself is below the normal numbers.
    const decay = Math.exp(-Math.abs(x));
    return (x >= 0 ? x : x * decay) / (1 + decay);
  },
  precise: (a, x) => a.multiply(x, preciseLogistic(a, x)),
  derivative: (b, x) => {
    const s = b.apply(sigmoid, x);
    return b.multiply(s, b.add(1, b.multiply(x, b.subtract(1, s))));
  },
  definition: (b, x) => b.multiply(x, b.apply(sigmoid, x)),
  interval: [-6, 6],
  values: [
    [0, 0],
    [1, 0.7310585786300049],
  ],
});

export const mish = unary({
  name: 'mish',
  summary: 'x·tanh(softplus(x))',
  documentation: 'x·tanh(softplus(x)), a smooth activation. Misra, Mish (2019).',
  accuracy: 4,
  value: (x) => {
    // tanh(log(1 + t)) = (t² + 2t)/(t² + 2t + 2) with t = exp(x); divided by t² where t is large.
    const t = Math.exp(-Math.abs(x));
    return x >= 0 ? (x * (1 + 2 * t)) / (1 + 2 * t + 2 * t * t) : (x * t * (t + 2)) / (t * t + 2 * t + 2);
  },
  precise: (a, x) => a.multiply(x, a.tanh(preciseRamp(a, x))),
  derivative: (b, x) => {
    const t = b.apply(tanh, b.apply(softplus, x));
    const slope = b.multiply(b.subtract(1, b.power(t, 2)), b.apply(sigmoid, x));
    return b.add(t, b.multiply(x, slope));
  },
  definition: (b, x) => b.multiply(x, b.apply(tanh, b.apply(softplus, x))),
  interval: [-6, 6],
  values: [
    [0, 0],
    [1, 0.8650983882673103],
  ],
});

/** erfc(−x/√2)/2: the normal distribution function, as accurate in its left tail as anywhere. */
const distribution = (b: Builder, x: Expression): Expression =>
  b.divide(b.apply(erfc, b.negate(b.divide(x, b.apply(sqrt, 2)))), 2);

export const gelu = unary({
  name: 'gelu',
  summary: 'Gaussian error linear unit',
  documentation:
    'x·Φ(x) with the normal distribution function Φ(x) = (1 + erf(x/√2))/2: the exact one, not its approximation by tanh (`gelu_tanh`). Hendrycks and Gimpel (2016).',
  accuracy: 6,
  value: (x) => (x === Number.NEGATIVE_INFINITY ? 0 : x * normal(x)),
  precise: (a, x) => {
    const z = a.divide(a.negate(x), a.sqrt(a.from(2)));
    return a.divide(a.multiply(x, a.erfc(z)), a.from(2));
  },
  derivative: (b, x) => {
    const density = b.divide(
      b.apply(exp, b.negate(b.divide(b.power(x, 2), 2))),
      b.apply(sqrt, b.multiply(2, b.graph.named('π'))),
    );
    return b.add(distribution(b, x), b.multiply(x, density));
  },
  definition: (b, x) => b.multiply(b.divide(x, 2), b.add(1, b.apply(erf, b.divide(x, b.apply(sqrt, 2))))),
  interval: [-4, 4],
  values: [
    [0, 0],
    [1, 0.8413447460685429],
    [-10, -7.61985302416052e-23],
  ],
});

/** The argument of tanh in `gelu_tanh`. */
function cubic(b: Builder, x: Expression): Expression {
  const factor = b.apply(sqrt, b.divide(2, b.graph.named('π')));
  return b.multiply(factor, b.add(x, b.multiply(decimal(b, '0.044715'), b.power(x, 3))));
}

/** 2√(2/π) and 0.044715 in 31 digits. */
const TWICE_ROOT: DoubleDouble = { hi: 1.5957691216057308, lo: -9.96930880911092e-17 };
const CUBE_WEIGHT = doubleDouble.ratio(44715n, 1000000n);

/** 2u = 2√(2/π)·(x + 0.044715x³) in 31 digits. */
function twiceCubic(x: number): DoubleDouble {
  const { add, multiply, from } = doubleDouble;
  const [wide, square] = [from(x), multiply(from(x), from(x))];
  return multiply(TWICE_ROOT, add(wide, multiply(multiply(square, wide), CUBE_WEIGHT)));
}

export const geluTanh = unary({
  name: 'gelu_tanh',
  summary: 'gelu, approximated by tanh',
  documentation:
    'x/2·(1 + tanh(u)) = x·sigmoid(2u) with u = √(2/π)·(x + 0.044715x³), the approximation of `gelu` that many networks use. Hendrycks and Gimpel (2016).',
  notation: { latex: '\\operatorname{gelu\\_tanh}' },
  accuracy: 6,
  value: (x) => {
    // Beyond, sigmoid(2u) is 1 to the last digit, or too small for a number.
    if (x > 10) return x;
    if (x < -25) return 0;
    const { hi, lo } = twiceCubic(x);
    // The rounding of 2u would reach the exponent: its second half is a factor of its own.
    const decay = Math.exp(-Math.abs(hi)) * (1 - Math.sign(hi) * lo);
    return (x >= 0 ? x : x * decay) / (1 + decay);
  },
  precise: (a, x) => {
    const cube = a.multiply(a.multiply(x, x), x);
    const inner = a.add(x, a.multiply(a.decimal('0.044715'), cube));
    const twice = a.multiply(a.multiply(a.from(2), a.sqrt(a.divide(a.from(2), a.pi))), inner);
    return a.multiply(x, preciseLogistic(a, twice));
  },
  // With s = sigmoid(2u) for (1 + tanh(u))/2, which cancels in the left tail.
  derivative: (b, x) => {
    const s = b.apply(sigmoid, b.multiply(2, cubic(b, x)));
    const slope = b.multiply(
      b.multiply(2, b.apply(sqrt, b.divide(2, b.graph.named('π')))),
      b.add(1, b.multiply(3, decimal(b, '0.044715'), b.power(x, 2))),
    );
    return b.multiply(s, b.add(1, b.multiply(x, b.subtract(1, s), slope)));
  },
  definition: (b, x) => b.multiply(b.divide(x, 2), b.add(1, b.apply(tanh, cubic(b, x)))),
  interval: [-4, 4],
  values: [
    [0, 0],
    [1, 0.8411919906082768],
  ],
});

export const activations = [sigmoid, softplus, logsigmoid, silu, mish, gelu, geluTanh];

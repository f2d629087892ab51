/** Hyperbolic functions and their inverses. */
import { and, equal, greaterOrEqual, less } from './comparisons';
import { unary } from './define';
import { exp, log, sqrt } from './exponential';

export const sinh = unary({
  name: 'sinh',
  summary: 'hyperbolic sine',
  documentation: '(exp(x) − exp(−x))/2. DLMF 4.28.1; derivative 4.34.1.',
  notation: { latex: '\\sinh' },
  accuracy: 3,
  value: Math.sinh,
  precise: (a, x) => a.sinh(x),
  derivative: (b, x) => b.apply(cosh, x),
  definition: (b, x) => b.divide(b.subtract(b.apply(exp, x), b.apply(exp, b.negate(x))), 2),
  symmetry: 'odd',
  interval: [-4, 4],
  values: [[0, 0]],
});

export const cosh = unary({
  name: 'cosh',
  summary: 'hyperbolic cosine',
  documentation: '(exp(x) + exp(−x))/2. DLMF 4.28.2; derivative 4.34.2.',
  notation: { latex: '\\cosh' },
  accuracy: 3,
  value: Math.cosh,
  precise: (a, x) => a.cosh(x),
  derivative: (b, x) => b.apply(sinh, x),
  definition: (b, x) => b.divide(b.add(b.apply(exp, x), b.apply(exp, b.negate(x))), 2),
  symmetry: 'even',
  bounds: { low: 1, high: Number.POSITIVE_INFINITY },
  interval: [-4, 4],
  values: [[0, 1]],
});

export const tanh = unary({
  name: 'tanh',
  summary: 'hyperbolic tangent',
  documentation: 'sinh(x)/cosh(x). Saturates: |tanh′| < 1e-8 beyond |x| ≈ 9.9. DLMF 4.28.4; derivative 4.34.3.',
  notation: { latex: '\\tanh' },
  accuracy: 3,
  value: Math.tanh,
  precise: (a, x) => a.tanh(x),
  derivative: (b, _x, self) => b.subtract(1, b.power(self, 2)),
  definition: (b, x) => {
    const [up, down] = [b.apply(exp, x), b.apply(exp, b.negate(x))];
    return b.divide(b.subtract(up, down), b.add(up, down));
  },
  symmetry: 'odd',
  bounds: { low: -1, high: 1, open: true },
  interval: [-4, 4],
  values: [
    [0, 0],
    [1000, 1],
  ],
});

export const asinh = unary({
  name: 'asinh',
  summary: 'inverse hyperbolic sine',
  documentation: 'log(x + √(x² + 1)). DLMF 4.37.16; derivative 4.38.9.',
  notation: { latex: '\\operatorname{arsinh}' },
  accuracy: 3,
  value: Math.asinh,
  precise: (a, x) => a.asinh(x),
  derivative: (b, x) => b.divide(1, b.apply(sqrt, b.add(b.power(x, 2), 1))),
  definition: (b, x) => b.apply(log, b.add(x, b.apply(sqrt, b.add(b.power(x, 2), 1)))),
  symmetry: 'odd',
  interval: [-6, 6],
  values: [[0, 0]],
});

export const acosh = unary({
  name: 'acosh',
  summary: 'inverse hyperbolic cosine',
  documentation: 'log(x + √(x² − 1)), for x ≥ 1. DLMF 4.37.19; derivative 4.38.10.',
  notation: { latex: '\\operatorname{arcosh}' },
  accuracy: 3,
  value: Math.acosh,
  precise: (a, x) => a.acosh(x),
  derivative: (b, x) => b.divide(1, b.apply(sqrt, b.subtract(b.power(x, 2), 1))),
  domain: (b, x) => [{ holds: b.apply(greaterOrEqual, x, 1), reason: 'acosh is defined for numbers from 1 on' }],
  kinks: (b, x) => [
    { at: b.apply(equal, x, 1), note: 'acosh has no slope at 1: its graph is vertical there', slopeless: true },
  ],
  definition: (b, x) => b.apply(log, b.add(x, b.apply(sqrt, b.subtract(b.power(x, 2), 1)))),
  bounds: { low: 0, high: Number.POSITIVE_INFINITY },
  interval: [1.1, 8],
  values: [[1, 0]],
});

export const atanh = unary({
  name: 'atanh',
  summary: 'inverse hyperbolic tangent',
  documentation: 'log((1 + x)/(1 − x))/2, for −1 < x < 1. DLMF 4.37.24; derivative 4.38.11.',
  notation: { latex: '\\operatorname{artanh}' },
  accuracy: 3,
  value: Math.atanh,
  precise: (a, x) => a.atanh(x),
  derivative: (b, x) => b.divide(1, b.subtract(1, b.power(x, 2))),
  domain: (b, x) => [
    {
      holds: b.apply(and, b.apply(less, -1, x), b.apply(less, x, 1)),
      reason: 'atanh is defined for numbers between −1 and 1',
    },
  ],
  definition: (b, x) => b.divide(b.apply(log, b.divide(b.add(1, x), b.subtract(1, x))), 2),
  symmetry: 'odd',
  interval: [-0.95, 0.95],
  values: [[0, 0]],
});

export const hyperbolics = [sinh, cosh, tanh, asinh, acosh, atanh];

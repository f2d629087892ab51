/** The error function and the gamma family. Their numbers come from calculus/special. */
import type { Builder, Expression } from '../expression';
import * as error from '../special/error-function';
import * as family from '../special/gamma';
import { equal, greater, greaterOrEqual, lessOrEqual, notEqual, or } from './comparisons';
import { binary, unary } from './define';
import { exp, log, sqrt } from './exponential';
import { abs, floor } from './rounding';
import type { Condition } from './row';

/** 2/√π·exp(−x²), the slope of erf. */
function bell(b: Builder, x: Expression): Expression {
  const factor = b.divide(2, b.apply(sqrt, b.graph.named('π')));
  return b.multiply(factor, b.apply(exp, b.negate(b.power(x, 2))));
}

export const erf = unary({
  name: 'erf',
  summary: 'error function',
  documentation: '2/√π times the integral of exp(−t²) from 0 to x. DLMF 7.2.1.',
  notation: { latex: '\\operatorname{erf}' },
  accuracy: 1,
  value: error.erf,
  precise: (a, x) => a.erf(x),
  derivative: bell,
  symmetry: 'odd',
  bounds: { low: -1, high: 1, open: true },
  interval: [-3, 3],
  values: [
    [0, 0],
    [1, 0.8427007929497149],
    [10, 1],
  ],
});

export const erfc = unary({
  name: 'erfc',
  summary: 'complementary error function',
  documentation: '1 − erf(x), with all its digits also where it is tiny. DLMF 7.2.2.',
  notation: { latex: '\\operatorname{erfc}' },
  accuracy: 3,
  value: error.erfc,
  precise: (a, x) => a.erfc(x),
  derivative: (b, x) => b.negate(bell(b, x)),
  definition: (b, x) => b.subtract(1, b.apply(erf, x)),
  bounds: { low: 0, high: 2, open: true },
  interval: [-3, 3],
  values: [
    [0, 1],
    [10, 2.088487583762545e-45],
  ],
});

/** Everywhere but at 0, −1, −2, … */
const noPole =
  (name: string) =>
  (b: Builder, x: Expression): readonly Condition[] => [
    {
      holds: b.apply(or, b.apply(greater, x, 0), b.apply(notEqual, x, b.apply(floor, x))),
      reason: `${name} is not defined at 0, −1, −2, …`,
    },
  ];

export const gamma = unary({
  name: 'gamma',
  summary: 'gamma function',
  documentation:
    '`gamma(n + 1)` is n!. Defined except at 0, −1, −2, …; its derivative is gamma(x)·digamma(x). DLMF 5.2.1, 5.2.2.',
  notation: { latex: '\\Gamma' },
  accuracy: 1,
  value: family.gamma,
  precise: (a, x) => a.gamma(x),
  derivative: (b, x, self) => b.multiply(self, b.apply(digamma, x)),
  domain: noPole('gamma'),
  interval: [0.1, 6],
  values: [
    [5, 24],
    [0.5, 1.772453850905516],
    [171, 7.257415615307999e306],
  ],
});

export const lgamma = unary({
  name: 'lgamma',
  summary: 'logarithm of |gamma(x)|',
  documentation: 'log(|gamma(x)|), also where gamma itself overflows. Defined except at 0, −1, −2, …. DLMF 5.11.1.',
  notation: { latex: '\\operatorname{lgamma}' },
  accuracy: 2,
  value: family.lgamma,
  precise: (a, x) => a.lgamma(x),
  derivative: (b, x) => b.apply(digamma, x),
  domain: noPole('lgamma'),
  definition: (b, x) => b.apply(log, b.apply(abs, b.apply(gamma, x))),
  interval: [0.1, 6],
  values: [
    [1, 0],
    [2, 0],
    [100, 359.1342053695754],
  ],
});

export const digamma = unary({
  name: 'digamma',
  summary: 'digamma function, the slope of lgamma',
  documentation:
    'gamma′(x)/gamma(x). Defined except at 0, −1, −2, …; its derivatives are `polygamma(1, x)`, `polygamma(2, x)`, …. DLMF 5.2.2.',
  notation: { latex: '\\psi' },
  accuracy: 2,
  value: family.digamma,
  precise: (a, x) => a.digamma(x),
  derivative: (b, x) => b.apply(polygamma, 1, x),
  domain: noPole('digamma'),
  interval: [0.1, 6],
  values: [
    [1, -0.5772156649015329],
    [0.5, -1.9635100260214235],
  ],
});

/** Beyond this order the factorials in polygamma leave the doubles almost everywhere. */
const HIGHEST_ORDER = 100;

export const polygamma = binary({
  name: 'polygamma',
  parameters: [{ name: 'n' }, { name: 'x' }],
  summary: 'nth derivative of digamma',
  documentation: `\`polygamma(0, x)\` is digamma(x), \`polygamma(1, x)\` its derivative (the trigamma function), and so on. The order n is a whole number up to ${HIGHEST_ORDER}; x is not 0, −1, −2, …. DLMF 5.15.1.`,
  notation: { latex: '\\operatorname{polygamma}' },
  accuracy: 2,
  value: family.polygamma,
  precise: (a, n, x) => a.polygamma(n.toNumber(), x),
  derivative: (b, n, x) => [b.constant(0), b.apply(polygamma, b.add(n, 1), x)],
  domain: (b, n, x) => [
    {
      holds: b.apply(greaterOrEqual, n, 0),
      reason: 'the order of polygamma is 0 or more',
    },
    {
      holds: b.apply(equal, n, b.apply(floor, n)),
      reason: 'the order of polygamma is a whole number',
    },
    {
      holds: b.apply(lessOrEqual, n, HIGHEST_ORDER),
      reason: `polygamma is known up to the order ${HIGHEST_ORDER}`,
    },
    ...noPole('polygamma')(b, x),
  ],
  // A constant order never moves; in a variable one there is no slope, and 0 stands for it.
  kinks: (b, n) =>
    n.kind === 'constant'
      ? []
      : [
          {
            at: b.apply(equal, n, b.apply(floor, n)),
            note: 'polygamma has no slope in its order, which is a whole number; 0 stands for it',
          },
        ],
  intervals: [
    [1, 1],
    [0.1, 6],
  ],
  values: [
    [0, 1, -0.5772156649015329],
    [1, 1, 1.6449340668482264],
    [2, 1, -2.4041138063191885],
  ],
});

export const specials = [erf, erfc, gamma, lgamma, digamma, polygamma];

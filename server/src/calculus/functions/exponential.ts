/** Powers of e, logarithms, and roots. */
import type { Expression } from '../expression';
import { equal, greater, greaterOrEqual, notEqual } from './comparisons';
import { unary } from './define';
import type { FunctionRow } from './row';

export const exp = unary({
  name: 'exp',
  summary: 'exponential function',
  documentation: 'e to the power x. The function that is its own derivative. DLMF 4.2.19.',
  notation: { latex: '\\exp' },
  accuracy: 1,
  value: Math.exp,
  precise: (a, x) => a.exp(x),
  derivative: (_builder, _x, self) => self,
  bounds: { low: 0, high: Number.POSITIVE_INFINITY, open: true },
  interval: [-5, 5],
  values: [
    [0, 1],
    [1, Math.E],
    [-745, 5e-324],
  ],
});

export const log: FunctionRow = {
  name: 'log',
  parameters: [{ name: 'x' }, { name: 'base', optional: true }],
  summary: 'natural logarithm, or the logarithm to a base',
  documentation:
    '`log(x)` is the natural logarithm, `log(x, base)` is log(x)/log(base). Defined for positive x and a positive base other than 1. DLMF 4.2.',
  notation: { latex: '\\log' },
  accuracy: 3,
  value: (...args) => {
    const [x = Number.NaN, base] = args;
    return base === undefined ? Math.log(x) : logarithm(x, base);
  },
  precise: (a, ...args) => {
    const [x, base] = args;
    if (!x) throw new RangeError('log needs an argument');
    return base ? a.divide(a.log(x), a.log(base)) : a.log(x);
  },
  derivative: (b, args) => {
    const [x, base] = withBase(args);
    if (!base) return [b.divide(1, x)];
    const logBase = b.apply(log, base);
    return [
      b.divide(1, b.multiply(x, logBase)),
      b.negate(b.divide(b.apply(log, x), b.multiply(base, b.power(logBase, 2)))),
    ];
  },
  domain: (b, args) => {
    const [x, base] = withBase(args);
    const positive = { holds: b.apply(greater, x, 0), reason: 'log is defined for positive numbers' };
    if (!base) return [positive];
    return [
      positive,
      { holds: b.apply(greater, base, 0), reason: 'the base of a logarithm is positive' },
      { holds: b.apply(notEqual, base, 1), reason: 'the base of a logarithm is not 1' },
    ];
  },
  definition: (b, args) => {
    const [x, base] = withBase(args);
    return base && b.divide(b.apply(log, x), b.apply(log, base));
  },
  tests: {
    arguments: [
      [0.1, 10],
      [1.5, 10],
    ],
    values: [
      [[1], 0],
      [[Math.E], 1],
      [[8, 2], 3],
      [[1000, 10], 3],
      [[125, 5], 3],
      [[0.125, 2], -3],
    ],
  },
};

function withBase(args: readonly Expression[]): readonly [x: Expression, base: Expression | undefined] {
  const [x, base] = args;
  if (!x) throw new RangeError('log needs an argument');
  return [x, base];
}

/** Exact where a whole base has a whole power: log(125, 5) is 3, not the quotient's 3.0000000000000004. */
function logarithm(x: number, base: number): number {
  if (base === 2) return Math.log2(x);
  if (base === 10) return Math.log10(x);
  const quotient = Math.log(x) / Math.log(base);
  const whole = Math.round(quotient);
  const exact = Number.isInteger(base) && x <= Number.MAX_SAFE_INTEGER && base ** whole === x;
  return exact ? whole : quotient;
}

export const log2 = unary({
  name: 'log2',
  summary: 'logarithm to base 2',
  documentation: 'log(x)/log(2), defined for positive x.',
  notation: { latex: '\\log_{2}' },
  value: Math.log2,
  precise: (a, x) => a.divide(a.log(x), a.log(a.from(2))),
  derivative: (b, x) => b.divide(1, b.multiply(x, b.apply(log, 2))),
  domain: (b, x) => [{ holds: b.apply(greater, x, 0), reason: 'log2 is defined for positive numbers' }],
  definition: (b, x) => b.divide(b.apply(log, x), b.apply(log, 2)),
  interval: [0.1, 10],
  values: [
    [8, 3],
    [0.125, -3],
  ],
});

export const log10 = unary({
  name: 'log10',
  summary: 'logarithm to base 10',
  documentation: 'log(x)/log(10), defined for positive x.',
  notation: { latex: '\\log_{10}' },
  accuracy: 3,
  value: Math.log10,
  precise: (a, x) => a.divide(a.log(x), a.log(a.from(10))),
  derivative: (b, x) => b.divide(1, b.multiply(x, b.apply(log, 10))),
  domain: (b, x) => [{ holds: b.apply(greater, x, 0), reason: 'log10 is defined for positive numbers' }],
  definition: (b, x) => b.divide(b.apply(log, x), b.apply(log, 10)),
  interval: [0.1, 10],
  values: [
    [1000, 3],
    [0.01, -2],
  ],
});

export const log1p = unary({
  name: 'log1p',
  summary: 'log(1 + x), also for tiny x',
  documentation: 'log(1 + x) without the loss of digits near 0. Defined for x > −1. DLMF 4.6.1.',
  value: Math.log1p,
  precise: (a, x) => a.log1p(x),
  derivative: (b, x) => b.divide(1, b.add(1, x)),
  domain: (b, x) => [{ holds: b.apply(greater, x, -1), reason: 'log1p is defined for numbers greater than −1' }],
  definition: (b, x) => b.apply(log, b.add(1, x)),
  interval: [-0.9, 5],
  values: [
    [0, 0],
    [1e-20, 1e-20],
    [1, Math.LN2],
  ],
});

export const expm1 = unary({
  name: 'expm1',
  summary: 'exp(x) − 1, also for tiny x',
  documentation: 'exp(x) − 1 without the loss of digits near 0. DLMF 4.2.19.',
  value: Math.expm1,
  precise: (a, x) => a.expm1(x),
  derivative: (b, x) => b.apply(exp, x),
  definition: (b, x) => b.subtract(b.apply(exp, x), 1),
  bounds: { low: -1, high: Number.POSITIVE_INFINITY, open: true },
  interval: [-5, 5],
  values: [
    [0, 0],
    [1e-20, 1e-20],
  ],
});

export const sqrt = unary({
  name: 'sqrt',
  summary: 'square root',
  documentation: 'The non-negative root of x ≥ 0. At 0 its graph is vertical: it has no slope there.',
  notation: { style: 'root', latex: '\\sqrt' },
  accuracy: 0.5,
  value: Math.sqrt,
  precise: (a, x) => a.sqrt(x),
  derivative: (b, _x, self) => b.divide(1, b.multiply(2, self)),
  domain: (b, x) => [
    { holds: b.apply(greaterOrEqual, x, 0), reason: 'sqrt is defined for numbers that are not negative' },
  ],
  kinks: (b, x) => [
    { at: b.apply(equal, x, 0), note: 'sqrt has no slope at 0: its graph is vertical there', slopeless: true },
  ],
  definition: (b, x) => b.power(x, b.ratio(1, 2)),
  bounds: { low: 0, high: Number.POSITIVE_INFINITY },
  interval: [0.1, 10],
  values: [
    [0, 0],
    [4, 2],
    [2, Math.SQRT2],
  ],
});

export const cbrt = unary({
  name: 'cbrt',
  summary: 'cube root',
  documentation:
    'The real root of x³ = value, for negative numbers too (x^(1/3) is for x ≥ 0 only). At 0 its graph is vertical: it has no slope there.',
  notation: { latex: '\\operatorname{cbrt}' },
  accuracy: 1,
  value: Math.cbrt,
  precise: (a, x) => a.cbrt(x),
  derivative: (b, _x, self) => b.divide(1, b.multiply(3, b.power(self, 2))),
  kinks: (b, x) => [
    { at: b.apply(equal, x, 0), note: 'cbrt has no slope at 0: its graph is vertical there', slopeless: true },
  ],
  symmetry: 'odd',
  interval: [-8, 8],
  values: [
    [27, 3],
    [-8, -2],
    [0, 0],
  ],
});

export const exponentials = [exp, log, log2, log10, log1p, expm1, sqrt, cbrt];

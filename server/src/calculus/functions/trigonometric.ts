/** Circular functions and their inverses; angles are in radians. */
import type { Builder, Expression } from '../expression';
import { and, equal, less, lessOrEqual, notEqual } from './comparisons';
import { binary, unary } from './define';
import { sqrt } from './exponential';
import type { Condition, Kink } from './row';

export const sin = unary({
  name: 'sin',
  summary: 'sine',
  documentation: 'Of an angle in radians. DLMF 4.14.1; derivative 4.20.1.',
  notation: { latex: '\\sin' },
  accuracy: 1,
  value: Math.sin,
  precise: (a, x) => a.sin(x),
  derivative: (b, x) => b.apply(cos, x),
  symmetry: 'odd',
  bounds: { low: -1, high: 1 },
  interval: [-6, 6],
  values: [
    [0, 0],
    [Math.PI / 2, 1],
  ],
});

export const cos = unary({
  name: 'cos',
  summary: 'cosine',
  documentation: 'Of an angle in radians. DLMF 4.14.2; derivative 4.20.2.',
  notation: { latex: '\\cos' },
  accuracy: 1,
  value: Math.cos,
  precise: (a, x) => a.cos(x),
  derivative: (b, x) => b.negate(b.apply(sin, x)),
  symmetry: 'even',
  bounds: { low: -1, high: 1 },
  interval: [-6, 6],
  values: [
    [0, 1],
    [Math.PI, -1],
  ],
});

const cosNotZero =
  (name: string) =>
  (b: Builder, x: Expression): readonly Condition[] => [
    { holds: b.apply(notEqual, b.apply(cos, x), 0), reason: `${name} is defined where cos is not 0` },
  ];
const sinNotZero =
  (name: string) =>
  (b: Builder, x: Expression): readonly Condition[] => [
    { holds: b.apply(notEqual, b.apply(sin, x), 0), reason: `${name} is defined where sin is not 0` },
  ];

export const tan = unary({
  name: 'tan',
  summary: 'tangent',
  documentation: 'sin(x)/cos(x), defined where cos(x) ≠ 0. DLMF 4.14.4; derivative 4.20.3.',
  notation: { latex: '\\tan' },
  accuracy: 1,
  value: Math.tan,
  precise: (a, x) => a.tan(x),
  derivative: (b, x) => b.power(b.apply(sec, x), 2),
  domain: cosNotZero('tan'),
  definition: (b, x) => b.divide(b.apply(sin, x), b.apply(cos, x)),
  symmetry: 'odd',
  interval: [-1.4, 1.4],
  values: [[0, 0]],
});

export const sec = unary({
  name: 'sec',
  summary: 'secant',
  documentation: '1/cos(x), defined where cos(x) ≠ 0. DLMF 4.14.6; derivative 4.20.5.',
  notation: { latex: '\\sec' },
  accuracy: 3,
  value: (x) => 1 / Math.cos(x),
  precise: (a, x) => a.divide(a.from(1), a.cos(x)),
  derivative: (b, x, self) => b.multiply(self, b.apply(tan, x)),
  domain: cosNotZero('sec'),
  definition: (b, x) => b.divide(1, b.apply(cos, x)),
  symmetry: 'even',
  interval: [-1.4, 1.4],
  values: [[0, 1]],
});

export const csc = unary({
  name: 'csc',
  summary: 'cosecant',
  documentation: '1/sin(x), defined where sin(x) ≠ 0. DLMF 4.14.5; derivative 4.20.4.',
  notation: { latex: '\\csc' },
  accuracy: 3,
  value: (x) => 1 / Math.sin(x),
  precise: (a, x) => a.divide(a.from(1), a.sin(x)),
  derivative: (b, x, self) => b.negate(b.multiply(self, b.apply(cot, x))),
  domain: sinNotZero('csc'),
  definition: (b, x) => b.divide(1, b.apply(sin, x)),
  symmetry: 'odd',
  interval: [0.2, 3],
  values: [[Math.PI / 2, 1]],
});

export const cot = unary({
  name: 'cot',
  summary: 'cotangent',
  documentation: 'cos(x)/sin(x), defined where sin(x) ≠ 0. DLMF 4.14.7; derivative 4.20.6.',
  notation: { latex: '\\cot' },
  accuracy: 3,
  value: (x) => 1 / Math.tan(x),
  precise: (a, x) => a.divide(a.cos(x), a.sin(x)),
  derivative: (b, x) => b.negate(b.power(b.apply(csc, x), 2)),
  domain: sinNotZero('cot'),
  definition: (b, x) => b.divide(b.apply(cos, x), b.apply(sin, x)),
  symmetry: 'odd',
  interval: [0.2, 3],
});

const unitInterval =
  (name: string) =>
  (b: Builder, x: Expression): readonly Condition[] => [
    {
      holds: b.apply(and, b.apply(lessOrEqual, -1, x), b.apply(lessOrEqual, x, 1)),
      reason: `${name} is defined for numbers from −1 to 1`,
    },
  ];
const verticalAtOne =
  (name: string) =>
  (b: Builder, x: Expression): readonly Kink[] => [
    {
      at: b.apply(equal, b.power(x, 2), 1),
      note: `${name} has no slope at −1 and 1: its graph is vertical there`,
      slopeless: true,
    },
  ];

export const asin = unary({
  name: 'asin',
  summary: 'inverse sine',
  documentation: 'The angle from −π/2 to π/2 whose sine is x, for −1 ≤ x ≤ 1. DLMF 4.23.19; derivative 4.24.7.',
  notation: { latex: '\\arcsin' },
  accuracy: 1,
  value: Math.asin,
  precise: (a, x) => a.asin(x),
  derivative: (b, x) => b.divide(1, b.apply(sqrt, b.subtract(1, b.power(x, 2)))),
  domain: unitInterval('asin'),
  kinks: verticalAtOne('asin'),
  symmetry: 'odd',
  bounds: { low: -Math.PI / 2, high: Math.PI / 2 },
  interval: [-0.95, 0.95],
  values: [
    [0, 0],
    [1, Math.PI / 2],
  ],
});

export const acos = unary({
  name: 'acos',
  summary: 'inverse cosine',
  documentation: 'The angle from 0 to π whose cosine is x, for −1 ≤ x ≤ 1. DLMF 4.23.22; derivative 4.24.8.',
  notation: { latex: '\\arccos' },
  accuracy: 1,
  value: Math.acos,
  precise: (a, x) => a.acos(x),
  derivative: (b, x) => b.negate(b.divide(1, b.apply(sqrt, b.subtract(1, b.power(x, 2))))),
  domain: unitInterval('acos'),
  kinks: verticalAtOne('acos'),
  definition: (b, x) => b.subtract(b.divide(b.graph.named('π'), 2), b.apply(asin, x)),
  bounds: { low: 0, high: Math.PI },
  interval: [-0.95, 0.95],
  values: [
    [1, 0],
    [-1, Math.PI],
  ],
});

export const atan = unary({
  name: 'atan',
  summary: 'inverse tangent',
  documentation: 'The angle between −π/2 and π/2 whose tangent is x. DLMF 4.23.26; derivative 4.24.9.',
  notation: { latex: '\\arctan' },
  accuracy: 1,
  value: Math.atan,
  precise: (a, x) => a.atan(x),
  derivative: (b, x) => b.divide(1, b.add(1, b.power(x, 2))),
  symmetry: 'odd',
  bounds: { low: -Math.PI / 2, high: Math.PI / 2, open: true },
  interval: [-6, 6],
  values: [
    [0, 0],
    [1, Math.PI / 4],
  ],
});

export const atan2 = binary({
  name: 'atan2',
  parameters: [{ name: 'y' }, { name: 'x' }],
  summary: 'angle of the point (x, y)',
  documentation:
    'The angle from −π (excluded) to π between the positive x axis and the point (x, y); 0 at the origin. It jumps across the negative x axis. `atan2(y, x)`, as in NumPy; DLMF 4.23.',
  notation: { latex: '\\operatorname{atan2}' },
  // Adding 0 turns −0 into 0: there is one zero in mathematics.
  value: (y, x) => Math.atan2(y + 0, x + 0),
  precise: (a, y, x) => a.atan2(y, x),
  derivative: (b, y, x) => {
    const square = b.add(b.power(x, 2), b.power(y, 2));
    return [b.divide(x, square), b.negate(b.divide(y, square))];
  },
  kinks: (b, y, x) => [
    {
      at: b.apply(and, b.apply(equal, y, 0), b.apply(less, x, 0)),
      note: 'atan2 jumps from −π to π across the negative x axis; the slope is that of the upper side',
    },
    {
      at: b.apply(and, b.apply(equal, y, 0), b.apply(equal, x, 0)),
      note: 'atan2 has no slope at the origin',
      slopeless: true,
    },
  ],
  bounds: { low: -Math.PI, high: Math.PI },
  intervals: [
    [0.1, 5],
    [-5, 5],
  ],
  values: [
    [0, 0, 0],
    [0, -1, Math.PI],
    [-0, -1, Math.PI],
    [1, 0, Math.PI / 2],
    [-1, -1, (-3 * Math.PI) / 4],
  ],
});

export const trigonometrics = [sin, cos, tan, sec, csc, cot, asin, acos, atan, atan2];

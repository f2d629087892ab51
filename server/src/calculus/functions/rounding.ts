/** Sizes and steps: abs, sign, floor, ceil, round, mod. Steps have slope 0 and a note at the jump. */
import type { Builder, Expression } from '../expression';
import { equal, notEqual } from './comparisons';
import { binary, unary } from './define';
import type { Kink } from './row';

export const abs = unary({
  name: 'abs',
  summary: 'absolute value',
  documentation: '|x|: x for x ≥ 0, −x for x < 0. Its slope is sign(x), 0 at the kink by convention.',
  notation: { style: 'bars', latex: '\\operatorname{abs}' },
  accuracy: 0,
  value: Math.abs,
  precise: (a, x) => a.abs(x),
  derivative: (b, x) => b.apply(sign, x),
  kinks: (b, x) => [{ at: b.apply(equal, x, 0), note: 'abs has a kink at 0; its slope there is 0 by convention' }],
  symmetry: 'even',
  bounds: { low: 0, high: Number.POSITIVE_INFINITY },
  interval: [-5, 5],
  values: [
    [-3, 3],
    [0, 0],
  ],
});

export const sign = unary({
  name: 'sign',
  summary: 'sign: −1, 0 or 1',
  documentation: '1 for x > 0, −1 for x < 0, 0 at 0. Its slope is 0 except at the jump.',
  notation: { latex: '\\operatorname{sign}' },
  accuracy: 0,
  value: (x) => Math.sign(x) + 0,
  precise: (a, x) => a.from(a.sign(x)),
  kinks: (b, x) => [{ at: b.apply(equal, x, 0), note: 'sign jumps at 0; its slope there is 0 by convention' }],
  symmetry: 'odd',
  bounds: { low: -1, high: 1 },
  interval: [-5, 5],
  values: [
    [-3, -1],
    [0, 0],
    [1e-300, 1],
  ],
});

const jumpsAtWholeNumbers =
  (name: string) =>
  (b: Builder, x: Expression): readonly Kink[] => [
    {
      at: b.apply(equal, x, b.apply(floor, x)),
      note: `${name} jumps at whole numbers; its slope there is 0 by convention`,
    },
  ];

export const floor = unary({
  name: 'floor',
  summary: 'greatest whole number not above x',
  documentation: 'Rounds down. Its slope is 0 except at the jumps.',
  notation: { latex: '\\operatorname{floor}' },
  accuracy: 0,
  value: (x) => Math.floor(x) + 0,
  precise: (a, x) => a.floor(x),
  kinks: jumpsAtWholeNumbers('floor'),
  interval: [-5, 5],
  values: [
    [2.7, 2],
    [-2.5, -3],
    [3, 3],
  ],
});

export const ceil = unary({
  name: 'ceil',
  summary: 'least whole number not below x',
  documentation: 'Rounds up. Its slope is 0 except at the jumps.',
  notation: { latex: '\\operatorname{ceil}' },
  accuracy: 0,
  value: (x) => Math.ceil(x) + 0,
  precise: (a, x) => a.negate(a.floor(a.negate(x))),
  kinks: jumpsAtWholeNumbers('ceil'),
  definition: (b, x) => b.negate(b.apply(floor, b.negate(x))),
  interval: [-5, 5],
  values: [
    [2.2, 3],
    [-2.5, -2],
    [3, 3],
  ],
});

export const round = unary({
  name: 'round',
  summary: 'nearest whole number',
  documentation: 'Halves go to the even neighbour, as in NumPy: `round(2.5)` is 2. Its slope is 0 except at the jumps.',
  notation: { latex: '\\operatorname{round}' },
  accuracy: 0,
  value: (x) => {
    const below = Math.floor(x);
    const rest = x - below;
    const up = rest === 0.5 ? below % 2 !== 0 : rest > 0.5;
    return (up ? below + 1 : below) + 0;
  },
  precise: (a, x) => {
    const [one, half] = [a.from(1), a.ratio(1n, 2n)];
    const below = a.floor(x);
    const order = a.compare(a.subtract(x, below), half);
    const halfway = a.divide(below, a.from(2));
    const odd = a.compare(a.floor(halfway), halfway) !== 0;
    return order > 0 || (order === 0 && odd) ? a.add(below, one) : below;
  },
  kinks: (b, x) => [
    {
      at: b.apply(equal, b.subtract(x, b.apply(floor, x)), b.ratio(1, 2)),
      note: 'round jumps halfway between whole numbers; its slope there is 0 by convention',
    },
  ],
  symmetry: 'odd',
  interval: [-5, 5],
  values: [
    [2.5, 2],
    [3.5, 4],
    [-2.5, -2],
    [0.49999999999999994, 0],
    [4503599627370497, 4503599627370497],
  ],
});

export const mod = binary({
  name: 'mod',
  parameters: [{ name: 'x' }, { name: 'y' }],
  summary: 'remainder of x / y, with the sign of y',
  documentation: 'x − y·floor(x/y), for y ≠ 0. It jumps where x is a whole multiple of y.',
  notation: { latex: '\\operatorname{mod}' },
  accuracy: 1,
  value: (x, y) => {
    const rest = x % y;
    return (rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest) + 0;
  },
  precise: (a, x, y) => a.mod(x, y),
  derivative: (b, x, y) => [b.constant(1), b.negate(b.apply(floor, b.divide(x, y)))],
  domain: (b, _x, y) => [{ holds: b.apply(notEqual, y, 0), reason: 'mod needs a divisor that is not 0' }],
  kinks: (b, x, y) => [
    {
      at: b.apply(equal, b.apply(mod, x, y), 0),
      note: 'mod jumps at whole multiples of its second argument; its slope there is that on the upper side',
    },
  ],
  definition: (b, x, y) => b.subtract(x, b.multiply(y, b.apply(floor, b.divide(x, y)))),
  intervals: [
    [-10, 10],
    [0.5, 4],
  ],
  values: [
    [7, 3, 1],
    [-7, 3, 2],
    [7, -3, -2],
    [6, 3, 0],
    [-6, 3, 0],
  ],
});

export const roundings = [abs, sign, floor, ceil, round, mod];

/** Greatest, least, between bounds, and the length of a vector given by its components. */
import type { Builder, Expression } from '../expression';
import type { BigNumber, Precise } from '../special/precise';
import { and, equal, greater, less, lessOrEqual } from './comparisons';
import { sqrt } from './exponential';
import type { FunctionRow, Kink } from './row';

/** Up to here a partial of max is written as a product of comparisons, (x > y)(x > z). */
const WRITTEN_OUT = 4;

/**
 * The partials of an extreme: 1 where the argument beats all others, 0 at a tie (the textbook's 1(x > y)). Of many
 * arguments each is compared with the extreme of the others, so that the gradient has as many operations as arguments.
 */
function partials(
  builder: Builder,
  extreme: FunctionRow,
  beats: FunctionRow,
  args: readonly Expression[],
): Expression[] {
  return args.map((arg, i) => {
    const others = args.filter((_, j) => j !== i);
    if (args.length > WRITTEN_OUT) return builder.apply(beats, arg, builder.apply(extreme, ...others));
    return builder.multiply(...others.map((other) => builder.apply(beats, arg, other)));
  });
}

/** At a tie for the extreme: more than one argument equals it. */
function ties(builder: Builder, extreme: FunctionRow, args: readonly Expression[]): readonly Kink[] {
  const [first, second] = args;
  const note = `${extreme.name} has a kink where its arguments tie; its slopes there are 0 by convention`;
  if (first && second && args.length === 2) return [{ at: builder.apply(equal, first, second), note }];
  const value = builder.apply(extreme, ...args);
  const winners = builder.add(...args.map((arg) => builder.apply(equal, arg, value)));
  return [{ at: builder.apply(greater, winners, 1), note }];
}

const best = (args: readonly BigNumber[], beats: (arg: BigNumber, other: BigNumber) => boolean): BigNumber =>
  args.reduce((winner, arg) => (beats(arg, winner) ? arg : winner));

export const max: FunctionRow = {
  name: 'max',
  parameters: [{ name: 'x' }, { name: 'y' }],
  variadic: true,
  summary: 'greatest of its arguments',
  documentation:
    'The partial of `max(x, y)` by x is 1(x > y) and by y is 1(y > x): 1 for the argument that wins, 0 for the others, and 0 for both at a tie.',
  notation: { latex: '\\max' },
  accuracy: 0,
  value: (...args) => Math.max(...args),
  precise: (a, ...args) => best(args, (arg, other) => a.compare(arg, other) > 0),
  derivative: (builder, args) => partials(builder, max, greater, args),
  kinks: (builder, args) => ties(builder, max, args),
  tests: {
    arguments: [
      [-5, 5],
      [-5, 5],
    ],
    values: [
      [[1, 2], 2],
      [[3, -1, 2], 3],
    ],
  },
};

export const min: FunctionRow = {
  name: 'min',
  parameters: [{ name: 'x' }, { name: 'y' }],
  variadic: true,
  summary: 'least of its arguments',
  documentation:
    'The partial of `min(x, y)` by x is 1(x < y) and by y is 1(y < x): 1 for the argument that wins, 0 for the others, and 0 for both at a tie.',
  notation: { latex: '\\min' },
  accuracy: 0,
  value: (...args) => Math.min(...args),
  precise: (a, ...args) => best(args, (arg, other) => a.compare(arg, other) < 0),
  derivative: (builder, args) => partials(builder, min, less, args),
  kinks: (builder, args) => ties(builder, min, args),
  tests: {
    arguments: [
      [-5, 5],
      [-5, 5],
    ],
    values: [
      [[1, 2], 1],
      [[3, -1, 2], -1],
    ],
  },
};

export const clip: FunctionRow = {
  name: 'clip',
  parameters: [{ name: 'x' }, { name: 'low' }, { name: 'high' }],
  summary: 'x held between two bounds',
  documentation:
    'min(max(x, low), high), for low ≤ high. Its slope in x is 1(low < x < high); it moves with low where x < low, and with high where x > high.',
  notation: { latex: '\\operatorname{clip}' },
  accuracy: 0,
  value: (x = Number.NaN, low = Number.NaN, high = Number.NaN) => Math.min(Math.max(x, low), high),
  precise: (a, ...args) => {
    const [x, low, high] = three(args);
    if (a.compare(x, low) < 0) return low;
    return a.compare(x, high) > 0 ? high : x;
  },
  derivative: (b, args) => {
    const [x, low, high] = three(args);
    return [between(b, low, x, high), b.apply(less, x, low), b.apply(greater, x, high)];
  },
  domain: (b, args) => {
    const [, low, high] = three(args);
    return [{ holds: b.apply(lessOrEqual, low, high), reason: 'clip needs low ≤ high' }];
  },
  kinks: (b, args) => {
    const [x, low, high] = three(args);
    return [
      { at: b.apply(equal, x, low), note: 'clip has a kink at its lower bound; its slope there is 0 by convention' },
      { at: b.apply(equal, x, high), note: 'clip has a kink at its upper bound; its slope there is 0 by convention' },
    ];
  },
  definition: (b, args) => {
    const [x, low, high] = three(args);
    return b.apply(min, b.apply(max, x, low), high);
  },
  tests: {
    arguments: [
      [-5, 5],
      [-3, -1],
      [1, 3],
    ],
    values: [
      [[2, 0, 1], 1],
      [[-2, 0, 1], 0],
      [[0.5, 0, 1], 0.5],
    ],
  },
};

/** 1(low < x < high). */
export function between(b: Builder, low: Expression | number, x: Expression, high: Expression | number): Expression {
  return b.apply(and, b.apply(less, low, x), b.apply(less, x, high));
}

function three<Value>(args: readonly Value[]): readonly [Value, Value, Value] {
  const [x, low, high] = args;
  if (x === undefined || low === undefined || high === undefined) throw new RangeError('clip needs three arguments');
  return [x, low, high];
}

export const hypot: FunctionRow = {
  name: 'hypot',
  parameters: [{ name: 'x' }, { name: 'y' }],
  variadic: true,
  summary: 'length of the vector with these components',
  documentation: '√(x² + y²) without overflow on the way. At the origin, the tip of the cone, it has no slope.',
  notation: { latex: '\\operatorname{hypot}' },
  accuracy: 3,
  value: (...args) => Math.hypot(...args),
  precise: (a, ...args) => a.sqrt(sumOfSquares(a, args)),
  derivative: (b, args, self) => args.map((arg) => b.divide(arg, self)),
  kinks: (b, args) => [
    {
      at: b.apply(and, ...args.map((arg) => b.apply(equal, arg, 0))),
      note: 'hypot has no slope at the origin: it is the tip of a cone',
      slopeless: true,
    },
  ],
  definition: (b, args) => b.apply(sqrt, b.add(...args.map((arg) => b.power(arg, 2)))),
  bounds: { low: 0, high: Number.POSITIVE_INFINITY },
  tests: {
    arguments: [
      [-5, 5],
      [-5, 5],
    ],
    values: [
      [[3, 4], 5],
      [[3e200, 4e200], 5e200],
      [[1, 2, 2], 3],
    ],
  },
};

function sumOfSquares(a: Precise, args: readonly BigNumber[]): BigNumber {
  return args.reduce((sum, arg) => a.add(sum, a.multiply(arg, arg)), a.from(0));
}

export const extremes = [max, min, clip, hypot];

/** Built-ins whose value at rational numbers is rational: folded exactly. One row a function. */
import { isNegative, isZero, MINUS_ONE, ONE, type Rational, ratio, ZERO } from '../rational';

type ExactValue = (...args: readonly Rational[]) => Rational | undefined;

const truth = (holds: boolean): Rational => (holds ? ONE : ZERO);
const compares =
  (holds: (order: number) => boolean): ExactValue =>
  (a, b) =>
    a && b && truth(holds(a.compare(b)));
const ceil = (x: Rational): Rational => x.neg().floor().neg();

/** Half to even, as IEEE 754 and NumPy. */
function round(x: Rational): Rational {
  const low = x.floor();
  const above = x.sub(low).mul(ratio(2)).compare(ONE);
  if (above !== 0) return above < 0 ? low : low.add(ONE);
  return low.n % 2n === 0n ? low : low.add(ONE);
}

const extreme =
  (sign: 1 | -1): ExactValue =>
  (...args) =>
    args.length === 0 ? undefined : args.reduce((best, x) => (x.compare(best) * sign > 0 ? x : best));

const one =
  (value: (x: Rational) => Rational | undefined): ExactValue =>
  (x) =>
    x && value(x);

export const exactValues: ReadonlyMap<string, ExactValue> = new Map<string, ExactValue>([
  ['abs', one((x) => x.abs())],
  ['sign', one((x) => (isZero(x) ? ZERO : isNegative(x) ? MINUS_ONE : ONE))],
  ['floor', one((x) => x.floor())],
  ['ceil', one(ceil)],
  ['round', one(round)],
  ['relu', one((x) => (isNegative(x) ? ZERO : x))],
  ['max', extreme(1)],
  ['min', extreme(-1)],
  [
    'clip',
    (x, low, high) =>
      x &&
      low &&
      high &&
      (low.compare(high) > 0 ? undefined : x.compare(low) < 0 ? low : x.compare(high) > 0 ? high : x),
  ],
  ['mod', (x, y) => x && y && (isZero(y) ? undefined : x.sub(y.mul(x.div(y).floor())))],
  ['hardtanh', one((x) => (x.compare(MINUS_ONE) < 0 ? MINUS_ONE : x.compare(ONE) > 0 ? ONE : x))],
  ['<', compares((order) => order < 0)],
  ['<=', compares((order) => order <= 0)],
  ['>', compares((order) => order > 0)],
  ['>=', compares((order) => order >= 0)],
  ['==', compares((order) => order === 0)],
  ['!=', compares((order) => order !== 0)],
  ['not', one((x) => truth(isZero(x)))],
  ['and', (a, b) => a && b && truth(!isZero(a) && !isZero(b))],
  ['or', (a, b) => a && b && truth(!isZero(a) || !isZero(b))],
  // Values at single points.
  ...[
    ['cos', 0, 1],
    ['sec', 0, 1],
    ['cosh', 0, 1],
    ['exp', 0, 1],
    ['erfc', 0, 1],
    ['log', 1, 0],
    ['log2', 1, 0],
    ['log10', 1, 0],
    ['acos', 1, 0],
    ['acosh', 1, 0],
    ['lgamma', 1, 0],
    ['gamma', 1, 1],
  ].map(([name, at, value]): [string, ExactValue] => [
    String(name),
    one((x) => (x.equals(ratio(Number(at))) ? ratio(Number(value)) : undefined)),
  ]),
  ['sigmoid', one((x) => (isZero(x) ? ratio(1, 2) : undefined))],
  // Odd functions that pass through the origin.
  ...[
    'sin',
    'tan',
    'asin',
    'atan',
    'sinh',
    'tanh',
    'asinh',
    'atanh',
    'erf',
    'cbrt',
    'expm1',
    'log1p',
    'softsign',
    'gelu',
    'silu',
    'elu',
    'selu',
    'mish',
    'gelu_tanh',
  ].map((name): [string, ExactValue] => [name, one((x) => (isZero(x) ? ZERO : undefined))]),
]);

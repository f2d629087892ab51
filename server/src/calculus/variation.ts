/**
 * How far a row's value may be off: its own rounding and what its arguments' errors make of it. In: a row, arguments,
 * bounds on their errors, the value found. Out: a bound on the absolute error; Infinity where none is known.
 *
 * Proven for the rows named in `CONTRACTIONS` and `MONOTONE`, for exp, log and sqrt. For any other row the ends (for
 * several arguments: the corners) of the error box are evaluated; between them the row is taken to vary no more than
 * twice as far, which is used only while the box is so small (2^−10) that the row is close to linear or quadratic on it.
 */

import type { Bounded } from './bounded';
import type { FunctionRow } from './functions/row';
import { rootError, TINY } from './roundings';

/** |f(x) − f(y)| ≤ the largest |xᵢ − yᵢ|. */
export const CONTRACTIONS: ReadonlySet<string> = new Set([
  'abs',
  'sin',
  'cos',
  'max',
  'min',
  'clip',
  'relu',
  'hardtanh',
]);

/** Never turning back on any interval of their domain: the ends of the argument's interval bound the values. */
export const MONOTONE: ReadonlySet<string> = new Set(
  `log log2 log10 log1p expm1 cbrt asin acos atan sinh tanh asinh acosh atanh erf erfc sigmoid softplus leaky_relu elu
  selu softsign logsigmoid floor ceil round sign`.split(/\s+/),
);

/** Results without any rounding. */
export const ROUNDLESS: ReadonlySet<string> = new Set(
  'abs max min clip relu hardtanh floor ceil round sign'.split(' '),
);

const ULP = 2 ** -52;
const SMALL_BOX = 2 ** -10;

/** Decided once for each row: how to bound the error of its value from its arguments' bounds. */
export function spread(row: FunctionRow): (args: readonly Bounded[], result: number) => number {
  const relative = ROUNDLESS.has(row.name) ? 0 : (row.accuracy ?? 2) * ULP;
  const contraction = CONTRACTIONS.has(row.name);
  const monotone = MONOTONE.has(row.name);
  const odd = row.symmetry === 'odd';
  const far = (end: number, result: number): number =>
    // Outside the domain there is no true value to be far from.
    Number.isNaN(end) ? 0 : Math.abs(end - result) + relative * Math.abs(end);
  return (args, result) => {
    const [first] = args;
    const { value: x, error: bound } = first ?? { value: 0, error: 0 };
    if (row.name === 'sqrt') return rootError(x, bound, result);
    const zero = odd && result === 0 && x === 0 && bound === 0;
    const own = relative === 0 || zero ? 0 : relative * Math.abs(result) + 4 * TINY;
    const widest = args.reduce((most, arg) => Math.max(most, arg.error), 0);
    if (widest === 0) return own;
    if (contraction) return own + widest;
    if (row.name === 'exp') return own + result * Math.expm1(widest) * (1 + relative) + TINY;
    if (args.length === 1) {
      if (!monotone && bound > SMALL_BOX) return Number.POSITIVE_INFINITY;
      const reach = bound + Math.abs(x) * ULP;
      const farthest = Math.max(far(row.value(x - reach), result), far(row.value(x + reach), result));
      return (monotone ? 1 : 2) * farthest + own;
    }
    if (widest > SMALL_BOX) return Number.POSITIVE_INFINITY;
    return 2 * Math.max(...corners(args).map((corner) => far(row.value(...corner), result))) + own;
  };
}

/** The corners of the box of all arguments that the bounds allow, rounded outwards. */
function corners(args: readonly Bounded[]): number[][] {
  return args.reduce<number[][]>(
    (found, { value, error }) => {
      if (error === 0) return found.map((corner) => [...corner, value]);
      const reach = error + Math.abs(value) * ULP;
      return found.flatMap((corner) => [
        [...corner, value - reach],
        [...corner, value + reach],
      ]);
    },
    [[]],
  );
}

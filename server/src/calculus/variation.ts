/**
 * How far a row's value may be off: its own rounding and what its arguments' errors make of it. In: a row, arguments,
 * bounds on their errors, the value found. Out: a bound on the absolute error; Infinity where none is known.
 *
 * Proven for the rows named in `CONTRACTIONS` and `MONOTONE`, for exp, log and sqrt. For any other row the ends (for
 * several arguments: the corners) of the error box are evaluated; between them the row is taken to vary no more than
 * twice as far, which is used only while the box is so small (2^−10) that the row is close to linear or quadratic on it.
 */

import type { FunctionRow } from './functions/row';
import { rootError } from './roundings';

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

export function spread(row: FunctionRow, args: readonly number[], bounds: readonly number[], result: number): number {
  const [x = 0] = args;
  const [bound = 0] = bounds;
  if (row.name === 'sqrt') return rootError(x, bound, result);
  const relative = ROUNDLESS.has(row.name) ? 0 : (row.accuracy ?? 2) * ULP;
  const zero = result === 0 && row.symmetry === 'odd' && x === 0 && bound === 0;
  const own = relative === 0 || zero ? 0 : relative * Math.abs(result) + 4 * Number.MIN_VALUE;
  const widest = Math.max(0, ...bounds);
  if (widest === 0) return own;
  if (CONTRACTIONS.has(row.name)) return own + widest;
  if (row.name === 'exp') return own + result * Math.expm1(widest) * (1 + relative) + Number.MIN_VALUE;
  const monotone = args.length === 1 && MONOTONE.has(row.name);
  if (!monotone && widest > SMALL_BOX) return Number.POSITIVE_INFINITY;
  const farthest = corners(args, bounds)
    .map((corner) => row.value(...corner))
    // Outside the domain there is no true value to be far from.
    .filter((end) => !Number.isNaN(end))
    .reduce((most, end) => Math.max(most, Math.abs(end - result) + relative * Math.abs(end)), 0);
  return (monotone ? 1 : 2) * farthest + own;
}

/** The corners of the box of all arguments that the bounds allow, rounded outwards. */
function corners(args: readonly number[], bounds: readonly number[]): number[][] {
  return args.reduce<number[][]>(
    (found, arg, i) => {
      const bound = bounds[i] ?? 0;
      if (bound === 0) return found.map((corner) => [...corner, arg]);
      const ends = [arg - bound - Math.abs(arg) * ULP, arg + bound + Math.abs(arg) * ULP];
      return found.flatMap((corner) => ends.map((end) => [...corner, end]));
    },
    [[]],
  );
}

/**
 * Gradients held against central differences. In: a function of arrays, its derivative as it is known, and a point. Out: for
 * each variable the entries that were compared, with error bars. Two steps and Richardson's extrapolation: (4 D(h/2) − D(h))/3
 * is right to O(h⁴), and its distance from D(h/2) bounds the error (Press et al., Numerical Recipes, 3rd ed. 2007, 5.7).
 */
import type { Entries } from '../calculus/operations/row';

export interface Compared {
  /** Of the variable, in row-major order; of an array-valued function also of its value. */
  readonly entry: number;
  readonly output: number;
  readonly analytic: number;
  readonly numeric: number;
  /** Of `numeric`. */
  readonly error: number;
  /** |analytic − numeric| by the larger of the two, at least 1e−3. */
  readonly difference: number;
  readonly verdict: 'agrees' | 'differs' | 'kink';
}

export interface Slopes {
  /** The values at a point where one entry is another number; undefined where there are none. */
  at(moved: number): ArrayLike<number> | undefined;
  readonly x: number;
  readonly entry: number;
  /** ∂output/∂entry. */
  analytic(output: number): number;
}

/** Relative to 1 or the coordinate. Smaller ones only where a larger one does not decide: a kink may lie near. */
const STEPS = [2 ** -10, 2 ** -14, 2 ** -18];
const RELATIVE = 1e-6;
const ABSOLUTE = 1e-8;
/** Error bars wider than this decide nothing. */
const WIDEST = 1e-4;
const FLOOR = 1e-3;

/** Undefined where the function has no value at the point or around it. */
export function compareSlopes({ at, x, entry, analytic }: Slopes): readonly Compared[] | undefined {
  const here = at(x);
  if (!here) return undefined;
  const found: (Compared | undefined)[] = Array.from({ length: here.length });
  for (const step of STEPS) {
    const h = step * Math.max(1, Math.abs(x));
    const points = [x + h, x - h, x + h / 2, x - h / 2];
    const values = points.map(at);
    const [up, down, upHalf, downHalf] = values;
    if (!up || !down || !upHalf || !downHalf) continue;
    for (let output = 0; output < here.length; output++) {
      if (found[output]?.verdict === 'agrees') continue;
      const own = [here, up, down, upHalf, downHalf].map((value) => value[output] ?? Number.NaN);
      const judged = compareOne(own, h, entry, output, analytic(output));
      if (judged) found[output] = judged;
    }
    if (found.every((one) => one?.verdict === 'agrees')) break;
  }
  const known = found.filter((one) => one !== undefined);
  return known.length === 0 ? undefined : known;
}

function compareOne(
  [f0 = 0, up = 0, down = 0, upHalf = 0, downHalf = 0]: readonly number[],
  h: number,
  entry: number,
  output: number,
  analytic: number,
): Compared | undefined {
  const whole = (up - down) / (2 * h);
  const half = (upHalf - downHalf) / h;
  const numeric = (4 * half - whole) / 3;
  const rounding = (2 * Number.EPSILON * Math.max(Math.abs(f0), Math.abs(up), Math.abs(down))) / h;
  const error = Math.abs(numeric - half) + 4 * rounding;
  if (!Number.isFinite(numeric) || !Number.isFinite(analytic)) return undefined;
  const scale = Math.max(Math.abs(analytic), Math.abs(numeric), FLOOR);
  const apart = Math.abs(analytic - numeric);
  const agrees = error <= WIDEST * scale + ABSOLUTE && apart <= RELATIVE * scale + ABSOLUTE + 4 * error;
  // The slopes from both sides come together as h goes to 0, unless there is a kink or a jump between.
  const sides = Math.abs(up - 2 * f0 + down) / h;
  const closer = Math.abs(upHalf - 2 * f0 + downHalf) / (h / 2);
  const isKink = closer > 0.75 * sides && closer > FLOOR * scale && closer > 100 * rounding;
  const verdict = agrees ? 'agrees' : isKink ? 'kink' : 'differs';
  return { entry, output, analytic, numeric, error, difference: apart / scale, verdict };
}

/** The same array with another number in one place. */
export function moved({ shape, data }: Entries<number>, entry: number, value: number): Entries<number> {
  const copy = Float64Array.from(data);
  copy[entry] = value;
  return { shape, data: copy };
}

/** All of few, else some of many: the same every time, the first and the last among them. */
export function chosenEntries(size: number, most: number): readonly number[] {
  if (size <= most) return Array.from({ length: size }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (size - 1)) / (most - 1)));
}

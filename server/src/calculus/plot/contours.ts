/**
 * A function over two parameters as a picture. In: a field and what is shown of both axes. Out: values on a grid, heights of
 * contour lines, and arrows of the gradient on a coarser grid.
 */
import type { Field } from './field';
import type { Interval } from './heights';
import { roundStep, toStep } from './range';

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly values: readonly (number | null)[];
  readonly levels: readonly number[];
  readonly arrows: readonly { readonly x: number; readonly y: number; readonly dx: number; readonly dy: number }[];
}

const FINE = 81;
const COARSE = 15;
const MOST_LEVELS = 15;
/** Between these shares of the values there are lines. */
const INNER: Interval = [0.02, 0.98];
/** The upper half is so many times as high as the lower one (or the other way round): the lines are denser where it is low. */
const STEEP = 6;

export function contours(field: Field, [x, y]: readonly [Interval, Interval]): Grid {
  const values: (number | null)[] = [];
  for (let j = 0; j < FINE; j += 1) {
    for (let i = 0; i < FINE; i += 1) {
      const value = field.value(at(x, i, FINE - 1), at(y, j, FINE - 1));
      values.push(Number.isFinite(value) ? value : null);
    }
  }
  const arrows = Array.from({ length: COARSE * COARSE }, (_, k) => {
    // In the middles of cells: not on the axes, where many functions are special.
    const [px, py] = [at(x, (k % COARSE) + 0.5, COARSE), at(y, Math.floor(k / COARSE) + 0.5, COARSE)];
    const { dx, dy } = field.gradient(px, py);
    return { x: px, y: py, dx, dy };
  }).filter(({ dx, dy }) => Number.isFinite(Math.hypot(dx, dy)));
  return { columns: FINE, rows: FINE, values, levels: levelsOf(values), arrows };
}

const at = ([low, high]: Interval, i: number, of: number): number => low + ((high - low) * i) / of;

/** Round numbers: in even steps, or where the values span orders of magnitude about as many lines for as many values. */
export function levelsOf(values: readonly (number | null)[]): readonly number[] {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  const quantile = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const [low, middle, high] = [quantile(INNER[0]), quantile(0.5), quantile(INNER[1])];
  if (!(high > low)) return [];
  const ratio = (high - middle) / (middle - low);
  if (ratio <= STEEP && ratio >= 1 / STEEP) return evenLevels(low, high);
  const wanted = Array.from({ length: MOST_LEVELS }, (_, i) => quantile((i + 0.5) / MOST_LEVELS));
  const gaps = wanted.map((value, i) => Math.max((wanted[i + 1] ?? high) - value, value - (wanted[i - 1] ?? low)));
  return [...new Set(wanted.map((value, i) => toStep(value, roundStep(Math.max(gaps[i] ?? 0, high * 1e-12)))))].sort(
    (a, b) => a - b,
  );
}

function evenLevels(low: number, high: number): readonly number[] {
  let step = roundStep((high - low) / (MOST_LEVELS - 3));
  let levels: number[] = [];
  do {
    const first = Math.ceil(low / step);
    levels = Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => toStep((first + i) * step, step));
    step = roundStep(step * 2.5);
  } while (levels.length > MOST_LEVELS);
  return levels;
}

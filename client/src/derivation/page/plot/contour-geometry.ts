/**
 * What a map of heights looks like, in numbers. In: values on a grid, null where there is none. Out: areas above each level, lines of
 * equal height without the borders of what is missing, places for the labels on them.
 */
import { contours } from 'd3-contour';
import type { Contours } from '../../../../../server/src/protocol';
import type { Place } from './curve-geometry';

export type Ring = readonly Place[];
type Grid = Pick<Contours, 'columns' | 'rows' | 'values' | 'x' | 'y'>;

export interface Band {
  readonly level: number;
  /** Rings of areas, and holes in them, in the units of the axes. */
  readonly areas: readonly Ring[];
  readonly lines: readonly Ring[];
}

export function bands(grid: Grid, levels: readonly number[]): readonly Band[] {
  const { columns, rows, values } = grid;
  const heights = values.map((value) => value ?? Number.NaN);
  const isMissing = (column: number, row: number): boolean =>
    column < 0 || row < 0 || column >= columns || row >= rows || values[row * columns + column] === null;
  const make = contours().size([columns, rows]);
  return levels.map((level) => {
    const rings = make.contour(heights, level).coordinates.flat() as unknown as readonly Ring[];
    return {
      level,
      areas: rings.map((ring) => ring.map(onAxes(grid))),
      lines: rings.flatMap((ring) => lines(ring, grid, isMissing)).map((line) => line.map(onAxes(grid))),
    };
  });
}

/** Where there is no value: up to the next places that have one. */
export function missing(grid: Grid): readonly Ring[] {
  if (!grid.values.includes(null)) return [];
  const holes = grid.values.map((value) => (value === null ? 1 : 0));
  const { coordinates } = contours().size([grid.columns, grid.rows]).contour(holes, 0.02);
  return (coordinates.flat() as unknown as readonly Ring[]).map((ring) => ring.map(onAxes(grid)));
}

/** In d3-contour the value in column i stands at i + ½. */
const onAxes =
  ({ columns, rows, x, y }: Grid) =>
  ([column, row]: Place): Place => [
    x[0] + ((column - 0.5) / Math.max(1, columns - 1)) * (x[1] - x[0]),
    y[0] + ((row - 0.5) / Math.max(1, rows - 1)) * (y[1] - y[0]),
  ];

/** A ring also runs along the rim of the grid and around what is missing: there the height is not the level, and no line is drawn. */
function lines(
  ring: Ring,
  { columns, rows }: Grid,
  isMissing: (column: number, row: number) => boolean,
): readonly Ring[] {
  const isBorder = ([px, py]: Place): boolean => {
    const [column, row] = [px - 0.5, py - 0.5];
    if (column < 0 || row < 0 || column > columns - 1 || row > rows - 1) return true;
    if (!Number.isInteger(column) || !Number.isInteger(row)) return false;
    return [-1, 1].some((by) => isMissing(column + by, row) || isMissing(column, row + by));
  };
  const found: Place[][] = [[]];
  for (const place of ring) {
    if (isBorder(place)) found.push([]);
    else found.at(-1)?.push(place);
  }
  // Where nothing was left out the ring is one line; else its end runs on into its beginning.
  const [first = [], ...others] = found;
  const last = others.pop();
  return (last ? [last.concat(first.slice(last.length > 0 ? 1 : 0)), ...others] : [first]).filter(
    (line) => line.length > 1,
  );
}

interface Label {
  readonly at: Place;
  /** Degrees, never upside down. */
  readonly turn: number;
}

const CLEAR = 34;

/** A straight piece of a line for a text so wide, far from other labels and from the rim; in pixels. */
export function labelOn(
  line: Ring,
  wide: number,
  taken: readonly Place[],
  isInside: (place: Place) => boolean,
): Label | undefined {
  const lengths = [0];
  for (const [i, [x, y]] of line.entries()) {
    const before = line[i - 1];
    if (before) lengths.push((lengths.at(-1) ?? 0) + Math.hypot(x - before[0], y - before[1]));
  }
  const total = lengths.at(-1) ?? 0;
  if (total < wide * 2) return undefined;
  let best: (Label & { readonly straight: number }) | undefined;
  let [i, j] = [0, 0];
  for (let start = wide / 4; start + wide < total; start += Math.max(8, total / 60)) {
    while ((lengths[i + 1] ?? total) < start) i++;
    while ((lengths[j] ?? total) < start + wide) j++;
    const [from, to] = [line[i], line[j]];
    if (!from || !to || !isInside(from) || !isInside(to)) continue;
    const at: Place = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    if (taken.some(([x, y]) => Math.hypot(x - at[0], y - at[1]) < CLEAR)) continue;
    const straight = Math.hypot(to[0] - from[0], to[1] - from[1]) / ((lengths[j] ?? total) - (lengths[i] ?? 0) || 1);
    if (straight < 0.96 || straight <= (best?.straight ?? 0) + 1e-3) continue;
    const turn = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
    best = { at, turn: turn > 90 ? turn - 180 : turn < -90 ? turn + 180 : turn, straight };
  }
  return best && { at: best.at, turn: best.turn };
}

/** Lengths of arrows from 0 to 1, soft: twice the gradient is longer, but not twice as long. */
export function softLengths(sizes: readonly number[]): readonly number[] {
  const finite = sizes.filter((size) => size > 0 && Number.isFinite(size)).sort((a, b) => a - b);
  const middle = finite[Math.floor(finite.length / 2)] ?? 1;
  const soft = (size: number): number =>
    size / middle < Number.MAX_VALUE ? Math.log1p(size / middle) : Math.log(size) - Math.log(middle);
  const most = soft(finite.at(-1) ?? 1);
  return sizes.map((size) => Math.min(1, soft(size) / most));
}

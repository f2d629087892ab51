/**
 * What rows of operations have in common: reading options, walking entries. In: shapes and options as rows get them.
 */
import type { Shape } from '../dimension';
import { axisAt, shapeText } from '../shapes';
import {
  type Entries,
  isMisfit,
  type Misfit,
  type OperationParameter,
  type OperationRow,
  type Option,
  type Options,
} from './row';

/** The parameters of a reduction, as NumPy names them. */
export const REDUCTION: readonly OperationParameter[] = [
  { name: 'x', kind: 'array' },
  { name: 'axis', kind: 'axis', optional: true, default: 'all axes' },
  { name: 'keepdims', kind: 'flag', optional: true, default: '0' },
];

/** Those of what has a result for each entry: no `keepdims`. */
export const ALONG: readonly OperationParameter[] = REDUCTION.slice(0, 2);

/** The shapes and options that every reduction is tried at. */
export const REDUCED: OperationRow['tests'] = [
  { shapes: [[5]] },
  { shapes: [[2, 3]] },
  { shapes: [[2, 3]], options: { axis: 0 } },
  { shapes: [[2, 3]], options: { axis: -1, keepdims: true } },
  { shapes: [[2, 3, 2]], options: { axis: 1 } },
];

/** The axis that a reduction goes over, from the front; undefined for all axes. The options have been checked. */
export function axisOf(options: Options, rank: number): number | undefined {
  const { axis } = options;
  return typeof axis === 'number' ? axisAt(axis, rank) : undefined;
}

export const keepsDimensions = (options: Options): boolean => options.keepdims === true || options.keepdims === 1;

/** The shape of a reduction: the axis gone, or kept with length 1. */
export function reduced(shape: Shape, options: Options): Shape | Misfit {
  const keep = keepsDimensions(options);
  if (options.axis === undefined) return keep ? shape.map(() => 1) : [];
  const axis = axisOf(options, shape.length);
  if (axis === undefined) {
    const known = shape.length === 0 ? 'a number has no axes' : `the axes are 0 to ${shape.length - 1}`;
    return { option: 'axis', message: `{0} has shape ${shapeText(shape)}: ${known}.` };
  }
  return keep ? shape.map((length, i) => (i === axis ? 1 : length)) : shape.filter((_, i) => i !== axis);
}

/** The shape of the argument, where it has the axis. */
export function along(shape: Shape, options: Options): Shape | Misfit {
  const result = reduced(shape, options);
  return isMisfit(result) ? result : shape;
}

/** How many entries a shape of numbers has. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** Steps from one index to the next on each axis, row-major. */
export function strides(shape: readonly number[]): number[] {
  const steps: number[] = [];
  let step = 1;
  for (const length of [...shape].reverse()) {
    steps.unshift(step);
    step *= length;
  }
  return steps;
}

/** A shape without names, where that is so. */
export function numbers(shape: Shape): readonly number[] | undefined {
  return shape.every((length): length is number => typeof length === 'number') ? shape : undefined;
}

/** The lengths that a `shape` option says. */
export const shapeOf = (option: Option | undefined): Shape =>
  Array.isArray(option) ? option.filter((one) => typeof one !== 'object') : [];

/** For each group that a reduction goes over (one row, one column, all entries): where it starts, its step and its length. */
export function strips(
  { shape }: Entries<unknown>,
  options: Options,
): { readonly start: number; readonly step: number; readonly length: number }[] {
  const axis = axisOf(options, shape.length);
  const total = sizeOf(shape);
  if (axis === undefined) return [{ start: 0, step: 1, length: total }];
  const length = shape[axis] ?? 1;
  const step = sizeOf(shape.slice(axis + 1));
  const found: { start: number; step: number; length: number }[] = [];
  for (let outer = 0; outer < total; outer += length * step) {
    for (let inner = 0; inner < step; inner++) found.push({ start: outer + inner, step, length });
  }
  return found;
}

/** For each group that a reduction goes over the places of its entries, in order. */
export const groups = (x: Entries<unknown>, options: Options): number[][] =>
  strips(x, options).map(({ start, step, length }) => Array.from({ length }, (_, k) => start + k * step));

/** One result for each group of entries. */
export const reduce = <T>(x: Entries<T>, options: Options, of: (group: readonly T[]) => T): T[] =>
  groups(x, options).map((places) => of(places.map((place) => at(x.data, place))));

/** The same in doubles, entry by entry; a step is also told which group it is in. */
export function folded(
  x: Entries<number>,
  options: Options,
  first: number,
  step: (sofar: number, entry: number, group: number) => number,
): Float64Array {
  const found = strips(x, options);
  return Float64Array.from(found, (strip, i) => {
    let result = first;
    for (let k = 0; k < strip.length; k++) result = step(result, x.data[strip.start + k * strip.step] ?? Number.NaN, i);
    return result;
  });
}

/** An array of x's shape from each group's results. */
export function rewrite<T>(x: Entries<T>, options: Options, of: (group: readonly T[]) => readonly T[]): T[] {
  const result = Array.from(x.data);
  for (const places of groups(x, options)) {
    const renewed = of(places.map((place) => at(x.data, place)));
    places.forEach((place, k) => {
      result[place] = at(renewed, k);
    });
  }
  return result;
}

/** The places that a walk over a shape visits, row-major: `steps[i]` further for each index on axis i. */
export function places(shape: readonly number[], steps: readonly number[], start = 0): Int32Array {
  const result = new Int32Array(sizeOf(shape));
  result[0] = start;
  // What is there for the axes behind repeats for each index on this one.
  let known = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] ?? 1;
    for (let place = known; place < known * length; place++) {
      result[place] = (result[place - known] ?? 0) + (steps[axis] ?? 0);
    }
    known *= length;
  }
  return result;
}

/** The entries at places. */
export const pick = <T>({ data }: Entries<T>, from: ArrayLike<number>): T[] =>
  Array.from(from, (place) => at(data, place));

/** The same in doubles. */
export function pickValues({ data }: Entries<number>, from: ArrayLike<number>): Float64Array {
  const result = new Float64Array(from.length);
  for (let i = 0; i < from.length; i++) result[i] = data[from[i] ?? -1] ?? Number.NaN;
  return result;
}

/** The entry at a place; rows are called with arrays of the shapes that they allow. */
export function at<T>(data: ArrayLike<T>, index: number): T {
  const entry = data[index];
  if (entry === undefined) throw new RangeError(`no entry ${index}`);
  return entry;
}

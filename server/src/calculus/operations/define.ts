/**
 * What rows of operations have in common: reading options, walking entries. In: shapes and options as rows get them.
 */
import type { Shape } from '../dimension';
import { axisAt, shapeText } from '../shapes';
import type { Entries, Misfit, Options } from './row';

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

/** For each group that a reduction adds up (or takes the maximum of) the places of its entries, in order. */
export function groups({ shape }: Entries<unknown>, options: Options): number[][] {
  const axis = axisOf(options, shape.length);
  const total = sizeOf(shape);
  if (axis === undefined) return [Array.from({ length: total }, (_, i) => i)];
  const length = shape[axis] ?? 1;
  const inner = sizeOf(shape.slice(axis + 1));
  const found: number[][] = [];
  for (let outer = 0; outer < total; outer += length * inner) {
    for (let i = 0; i < inner; i++) found.push(Array.from({ length }, (_, k) => outer + k * inner + i));
  }
  return found;
}

/** The entry at a place; rows are called with arrays of the shapes that they allow. */
export function at<T>(data: ArrayLike<T>, index: number): T {
  const entry = data[index];
  if (entry === undefined) throw new RangeError(`no entry ${index}`);
  return entry;
}

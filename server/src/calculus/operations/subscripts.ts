/** What stands in an index bracket: integers and slices, read against the axes that they are for. */
import { type Dimension, minus, plus, type Shape } from '../dimension';
import { shapeText } from '../shapes';
import type { Misfit, Option } from './row';

/** Counted from the front. Without `to` it is one entry, and the axis goes; with it a slice [from, to). */
export interface Subscript {
  readonly from: Dimension;
  readonly to?: Dimension;
}

/** A subscript for each axis of x, those that are left out whole; or why they do not fit. */
export function subscripts(x: Shape, option: Option | undefined): readonly Subscript[] | Misfit {
  const given = Array.isArray(option) ? option : [];
  if (x.length === 0) return { argument: 0, message: '{0} is a number and has no entries.' };
  if (given.length > x.length) {
    const most = x.length === 1 ? 'one subscript' : `at most ${x.length} subscripts`;
    return { option: 'at', message: `{0} has shape ${shapeText(x)}: it takes ${most}, not ${given.length}.` };
  }
  const found: Subscript[] = [];
  for (const [axis, length] of x.entries()) {
    const one: Dimension | readonly Dimension[] = given[axis] ?? [0, length];
    const read = typeof one === 'object' ? slice(one, x, axis) : entry(one, x, axis);
    if ('message' in read) return read;
    found.push(read);
  }
  return found;
}

/** The shape that is left: the lengths of the slices. */
export const selected = (found: readonly Subscript[]): Shape =>
  found.flatMap(({ from, to }) => (to === undefined ? [] : [minus(to, from)]));

/**
 * An index bracket as it is kept: where the axis's length is a number, negative subscripts are counted from the front.
 * For options that are being read; it tells nothing of what does not fit.
 */
export const normalSubscripts = (
  x: Shape,
  at: readonly (Dimension | readonly Dimension[])[],
): readonly (Dimension | readonly Dimension[])[] =>
  at.map((one, axis) => {
    const length = x[axis];
    const count = (place: Dimension): Dimension => (typeof length === 'number' ? fromFront(place, length) : place);
    return typeof one === 'object' ? one.map(count) : count(one);
  });

/** Below 0 for all values of its names. */
const isNegative = (place: Dimension): boolean =>
  typeof place === 'number' ? place < 0 : place.startsWith('-') && !place.includes(' + ');

const fromFront = (place: Dimension, length: Dimension): Dimension => (isNegative(place) ? plus(length, place) : place);

/** a < b, or a ≤ b, is known not to hold. */
const fails = (a: Dimension, b: Dimension, least: 0 | 1): boolean => {
  const difference = minus(b, a);
  return typeof difference === 'number' && !(difference >= least);
};

const where = (x: Shape, axis: number): string =>
  x.length === 1 ? `{0} has ${x[0]}` : `axis ${axis} of {0} has ${x[axis]}`;

function entry(place: Dimension, x: Shape, axis: number): Subscript | Misfit {
  const from = fromFront(place, x[axis] ?? 1);
  const whole = typeof from === 'string' || Number.isInteger(from);
  if (whole && !fails(from, x[axis] ?? 1, 1) && !fails(0, from, 0)) return { from };
  return {
    option: 'at',
    code: 'index-out-of-range',
    message: `There is no entry ${place}: ${where(x, axis)}, counted from 0.`,
  };
}

function slice(one: readonly Dimension[], x: Shape, axis: number): Subscript | Misfit {
  const length = x[axis] ?? 1;
  const [first = 0, last = length] = one;
  const [from, to] = [fromFront(first, length), fromFront(last, length)];
  if (fails(0, from, 0) || fails(to, length, 0)) {
    return { option: 'at', message: `The slice ${first}:${last} goes too far: ${where(x, axis)}, counted from 0.` };
  }
  if (fails(from, to, 1)) return { option: 'at', message: `The slice ${first}:${last} is empty.` };
  return { from, to };
}

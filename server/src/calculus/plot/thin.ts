/** Points that a straight line replaces are left out. In: points from left to right, the heights shown. Out: some of them. */
import type { Interval } from './heights';

export type Branch = readonly (readonly [x: number, y: number])[];

/** Of the height shown: not seen. */
const UNSEEN = 1e-4;
/** Outside of it, of the distance. */
const OUTSIDE = 0.02;

export function thin(points: Branch, [low, high]: Interval): Branch {
  const [first] = points;
  if (!first) return [];
  const height = high - low;
  const kept = [first];
  let anchor = first;
  let [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  let last = first;
  for (const point of points.slice(1)) {
    const [x, y] = point;
    const slope = (y - anchor[1]) / (x - anchor[0]);
    if (last !== anchor && !(slope >= least && slope <= most)) {
      kept.push(last);
      anchor = last;
      [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    }
    // The slopes of lines from the anchor that pass this point closely.
    const run = x - anchor[0];
    const allowed = UNSEEN * height + OUTSIDE * Math.max(0, y - high - height, low - height - y);
    least = Math.max(least, (y - allowed - anchor[1]) / run);
    most = Math.min(most, (y + allowed - anchor[1]) / run);
    last = point;
  }
  if (last !== anchor) kept.push(last);
  return kept;
}

/**
 * Which part of an axis is shown. In: a slice and a point on it. Out: an interval with round ends about the point, in which the
 * kinks, poles, edges and horizontal tangents that are nearest to it are seen, and which ends before all of that looks flat.
 */
import { heights, type Interval } from './heights';
import { isolate } from './isolate';
import type { Care, Slice } from './slice';

/** How far to look: this, or twice the point. */
const FAR = 10;
/** Places of interest that are shown, the nearest first. */
const NEAREST = 4;
/** What is shown around them on each side: so much of their own width, and at least so many units; less where that hides them. */
const PAD = 0.3;
const LEAST_PAD = 1.5;
const SHARES = [1, 0.5, 0.25, 0.1];
/** Without any: so many units about the point. */
const WIDEST = 5;
/** They are hidden where the picture is higher than they are by this. */
const HIDING = 30;
const LARGEST = 1e15;
const SAMPLES = 96;
/** Any slope, and what is seen of a value. */
const ROUGH: Care = { y: 0, slope: Number.POSITIVE_INFINITY, good: 1e-3 };
/** Halvings of 16 intervals. */
const LEVELS = 4;

export function rangeAbout(slice: Slice, point: number): Interval {
  const center = Math.abs(point) <= LARGEST ? point : Math.sign(point) * LARGEST;
  const reach = Math.max(FAR, 2 * Math.abs(center));
  const unit = Math.max(1, Math.abs(center) / 5);
  const places = placesIn(slice, center - reach, center + reach)
    .sort((a, b) => Math.abs(a - center) - Math.abs(b - center))
    .slice(0, NEAREST);
  const low = Math.min(center, ...places);
  const high = Math.max(center, ...places);
  const found = places.length > 0;
  const own = found ? rise(slice, low, high) : rise(slice, center - unit, center + unit);
  const most = found ? Math.max(PAD * (high - low), LEAST_PAD * unit) : WIDEST * unit;
  const pads = SHARES.map((share) => share * most);
  const pad = pads.find((one) => rise(slice, low - one, high + one) <= HIDING * own) ?? pads.at(-1) ?? unit;
  return rounded(low - pad, high + pad);
}

/** Edges and kinks, about; and where f′ changes its sign. */
function placesIn(slice: Slice, low: number, high: number): number[] {
  const spots = isolate(slice, low, high, LEVELS).map((spot) => (spot.low + spot.high) / 2);
  const found = [...spots];
  let before = slice.sample(low, ROUGH);
  for (let i = 1; i <= SAMPLES; i += 1) {
    const here = slice.sample(low + ((high - low) * i) / SAMPLES, ROUGH);
    const crosses = before.slope * here.slope < 0;
    if (crosses) found.push(before.x - (before.slope * (here.x - before.x)) / (here.slope - before.slope));
    if (here.slope === 0 && before.slope !== 0) found.push(here.x);
    before = here;
  }
  return found;
}

/** How high a picture of this part is. */
function rise(slice: Slice, low: number, high: number): number {
  const values = Array.from({ length: 33 }, (_, i) => slice.sample(low + ((high - low) * (i + 0.5)) / 33, ROUGH).y);
  const [bottom, top] = heights(values);
  return top - bottom;
}

/** Ends of few digits, outside or on these. */
function rounded(low: number, high: number): Interval {
  const step = roundStep((high - low) / 6);
  return [toStep(Math.floor(low / step + 0.01) * step, step), toStep(Math.ceil(high / step - 0.01) * step, step)];
}

/** The nearest multiple, without the dust of doubles. */
export const toStep = (value: number, step: number): number =>
  Number((Math.round(value / step) * step).toPrecision(12)) + 0;

/** The greatest of 1, 2, 5, 10, … that is not above the size. */
export function roundStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const digit = [5, 2, 1].find((one) => one * power <= size * (1 + 1e-12)) ?? 1;
  return digit * power;
}

/**
 * Samples of a curve, dense where it or its slope bends. In: stretches on which nothing happens. Out: samples in each, and the
 * heights that they are seen in. Of two neighbours the slopes say how far the curve leaves the line between them; the slope
 * itself is judged by how far its middle was from the line before.
 */
import { heights, type Interval } from './heights';
import { type Care, GOOD, type Sample, type Slice } from './slice';

export interface Sampled {
  /** One for each stretch, from left to right. */
  readonly stretches: readonly (readonly Sample[])[];
  readonly heights: Care;
  /** Values at places spread evenly. */
  readonly seen: { readonly y: readonly number[]; readonly slope: readonly number[] };
}

interface Wanted {
  readonly y: readonly number[];
  readonly slope: readonly number[];
}

/** Even steps over the whole width, and at least so many in a stretch. */
const EVEN = 96;
const LEAST = 8;
/** Of all samples, and sums and products that they may cost. */
const MOST = 1_500;
const BUDGET = 2_000_000;
/** Of the height: what is not seen. */
const UNSEEN = 4e-4;
/** Of the width: no two samples need be closer. */
const CLOSEST = 2 ** -40;

export function refine(slice: Slice, stretches: readonly Interval[], [low, high]: Interval, wanted: Wanted): Sampled {
  let left = Math.min(MOST, Math.max(2 * EVEN, BUDGET / slice.size.sample));
  const width = high - low;
  const even = stretches.map(([from, to]): Sample[] => {
    if (!(to > from)) return [];
    if (slice.straight(from, to)) return [from, to].map((x) => slice.sample(x));
    const steps = Math.max(stretches.length > EVEN ? 2 : LEAST, Math.ceil((EVEN * (to - from)) / width));
    left -= steps + 1;
    return Array.from({ length: steps + 1 }, (_, i) =>
      slice.sample(i === steps ? to : from + ((to - from) * i) / steps),
    );
  });
  const seen = { y: spread(even, ({ y }) => y), slope: spread(even, ({ slope }) => slope) };
  const views = { y: heights(seen.y, wanted.y), slope: heights(seen.slope, wanted.slope) };
  const size: Care = { y: views.y[1] - views.y[0], slope: views.slope[1] - views.slope[0], good: GOOD };
  const sees = viewer(views, size);

  interface Gap {
    readonly from: Sample;
    readonly to: Sample;
    /** How far the middle was from the line, in parts of what is not seen. */
    readonly bend: number;
  }
  // With the heights known, fewer digits are enough.
  const found = even.map((samples) =>
    samples.map((one) => (Number.isNaN(one.slope) ? slice.sample(one.x, size) : one)),
  );
  let gaps = found.flatMap((samples, stretch) =>
    samples.length <= 2 ? [] : pairs(samples).map((gap) => ({ ...gap, stretch, bend: gap.bend(sees) })),
  );
  while (gaps.length > 0 && left > 0) {
    const next: (Gap & { readonly stretch: number })[] = [];
    for (const { from, to, bend, stretch } of gaps) {
      if (left <= 0) break;
      if (to.x - from.x <= CLOSEST * width || !(bend > 4 || sees.bends(from, to))) continue;
      left -= 1;
      const middle = slice.sample(from.x + (to.x - from.x) / 2, size);
      if (!(middle.x > from.x && middle.x < to.x)) continue;
      found[stretch]?.push(middle);
      const off = sees.off(from, middle, to);
      next.push({ from, to: middle, bend: off, stretch }, { from: middle, to, bend: off, stretch });
    }
    gaps = next;
  }
  return { stretches: found.map((samples) => samples.sort((a, b) => a.x - b.x)), heights: size, seen };
}

/** The ends of a stretch are next to poles: they are no part of what is spread evenly. */
function spread(even: readonly (readonly Sample[])[], pick: (sample: Sample) => number): number[] {
  return even.flatMap((samples) => {
    const [first, last] = [samples[0], samples.at(-1)];
    if (samples.length !== 2 || !first || !last) return samples.slice(1, -1).map(pick);
    // A straight line.
    return Array.from({ length: LEAST }, (_, i) => pick(first) + ((pick(last) - pick(first)) * i) / (LEAST - 1));
  });
}

type Viewer = ReturnType<typeof viewer>;

function viewer(views: { readonly y: Interval; readonly slope: Interval }, size: Care) {
  /** What lies far outside is not seen. */
  const held = (value: number, [low, high]: Interval): number =>
    Math.min(Math.max(value, low - (high - low)), high + (high - low));
  const isSeen = (value: number, view: Interval): boolean => held(value, view) === value;
  const apart = (from: number, middle: number, to: number, view: Interval, height: number): number => {
    const [a, b, c] = [held(from, view), held(middle, view), held(to, view)];
    return Math.abs(b - (a + c) / 2) / (UNSEEN * height);
  };
  return {
    /** By the slopes at the ends. */
    bends(from: Sample, to: Sample): boolean {
      const [a, b] = [from.y, to.y];
      if (Number.isNaN(a) !== Number.isNaN(b)) return isSeen(Number.isNaN(a) ? b : a, views.y);
      const rise = held(b, views.y) - held(a, views.y);
      if (!(isSeen(a, views.y) && isSeen(b, views.y))) return Math.abs(rise) > 0.25 * size.y;
      const run = to.x - from.x;
      const off = Math.abs(from.slope * run - rise) + Math.abs(to.slope * run - rise);
      return Math.min(off, 8 * size.y) / 8 > UNSEEN * size.y;
    },
    off: (from: Sample, middle: Sample, to: Sample): number =>
      Math.max(
        apart(from.y, middle.y, to.y, views.y, size.y) || 0,
        apart(from.slope, middle.slope, to.slope, views.slope, size.slope) || 0,
      ),
  };
}

/** Neighbours, and how far the samples about them are from lines. */
function pairs(samples: readonly Sample[]) {
  return samples.slice(1).flatMap((to, i) => {
    const [before, from, after] = [samples[i - 1], samples[i], samples[i + 2]];
    if (!from) return [];
    const bend = (sees: Viewer): number =>
      Math.max(before ? sees.off(before, from, to) : 0, after ? sees.off(from, to, after) : 0);
    return [{ from, to, bend }];
  });
}

/**
 * Where something may happen to a curve. In: a slice, an interval. Out: the spots in it, from left to right, each closed in
 * between two doubles where that can be done; between them nothing happens.
 *
 * Intervals that are not proven calm are halved, all of one level before the next, to about a pixel; what is left then is
 * halved on, each for itself, to the last doubles.
 */
import { QUIET_POINTS, type Slice } from './slice';

export interface Spot {
  readonly low: number;
  readonly high: number;
  /** Not closed in: there may be any number of events. */
  readonly wide?: true;
}

type Span = readonly [low: number, high: number];

const FIRST = 16;
/** Halvings on the way to about a pixel. */
const LEVELS = 8;
/** More open intervals than this on one level, and it goes no deeper. */
const MOST_OPEN = 400;
/** Spots that are closed in to the last doubles, and open intervals in each on the way. */
const MOST_CLOSED = 100;
const MOST_PARTS = 12;
/** Sums and products; some milliseconds. */
const BUDGET = 200_000;
/** Of the whole: closer to 0 than this is 0, and a spot that stays open on this is one place that doubles blur. */
const FINEST = 2 ** -56;
const BLURRED = 1e-6;

export function isolate(slice: Slice, low: number, high: number, levels = LEVELS): readonly Spot[] {
  const whole = high - low;
  let left = BUDGET / slice.size.calm;
  const open = (spans: readonly Span[], small = false): readonly Span[] =>
    spans.filter(([from, to]) => {
      left -= 1;
      return !slice.calm(from, to) && !(small && isQuiet(from, to));
    });
  const isQuiet = (from: number, to: number): boolean => {
    left -= QUIET_POINTS;
    return slice.quiet(from, to);
  };
  let spans = open(Array.from({ length: FIRST }, (_, i): Span => [at(low, high, i), at(low, high, i + 1)]));
  for (let level = 0; level < levels && spans.length <= MOST_OPEN && left > 0; level += 1) spans = open(halves(spans));
  spans = spans.filter(([from, to]) => !isQuiet(from, to));
  const suspects = joined(spans);
  if (levels < LEVELS) return suspects.map(([from, to]) => ({ low: from, high: to }));

  /** Some spots, or undefined where it cannot be closed in. */
  function closeIn(suspect: Span): readonly Span[] | undefined {
    let parts: readonly Span[] = spans.filter(([from, to]) => from >= suspect[0] && to <= suspect[1]);
    if (parts.length > MOST_PARTS) return undefined;
    while (parts.some(([from, to]) => to - from > finest(from, to))) {
      const next = open(halves(parts), true);
      if (next.length > MOST_PARTS || left < 0) {
        const [from, to] = [parts[0]?.[0] ?? suspect[0], parts.at(-1)?.[1] ?? suspect[1]];
        return to - from <= BLURRED * whole ? [[from, to]] : undefined;
      }
      parts = next;
    }
    return joined(parts);
  }
  const finest = (from: number, to: number): number =>
    Math.max(FINEST * whole, 2 ** -51 * Math.max(Math.abs(from), Math.abs(to)));

  return suspects.flatMap((suspect, i): readonly Spot[] => {
    const closed = i < MOST_CLOSED ? closeIn(suspect) : undefined;
    if (closed) return closed.map(([from, to]) => ({ low: from, high: to }));
    return [{ low: suspect[0], high: suspect[1], wide: true }];
  });
}

const at = (low: number, high: number, i: number): number => (i === FIRST ? high : low + ((high - low) * i) / FIRST);

const halves = (spans: readonly Span[]): Span[] =>
  spans.flatMap(([from, to]): Span[] => {
    const middle = from + (to - from) / 2;
    return middle > from && middle < to
      ? [
          [from, middle],
          [middle, to],
        ]
      : [[from, to]];
  });

/** Neighbours become one. */
function joined(spans: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const span of spans) {
    const last = found.at(-1);
    if (last && last[1] >= span[0]) found[found.length - 1] = [last[0], span[1]];
    else found.push(span);
  }
  return found;
}

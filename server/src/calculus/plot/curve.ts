/**
 * A curve and its slope as points. In: a slice and an interval. Out: branches that are dense where they bend and end where f
 * or f′ breaks off; marks of what happens; ranges of heights.
 */
import type { Graph } from '../expression';
import { type Event, type EventMark, eventAt } from './event';
import { flatPlaces } from './flat';
import { heights, type Interval } from './heights';
import { isolate, type Spot } from './isolate';
import { refine, type Sampled } from './refine';
import type { Sample, Slice } from './slice';
import { type Branch, thin } from './thin';

export interface Drawn {
  readonly y: Interval;
  readonly slopeY: Interval;
  readonly branches: readonly Branch[];
  readonly slopeBranches: readonly Branch[];
  readonly marks: readonly EventMark[];
  /** What is left out, in a sentence. */
  readonly note?: string;
}

export interface Canvas {
  readonly graph: Graph;
  readonly slice: Slice;
  /** The name of the axis. */
  readonly axis: string;
  readonly x: Interval;
  /** Where the reader looks. */
  readonly point: number;
}

const MOST_MARKS = 60;
/** Of a picture's width: values are looked at so close to an event to say what they tend to. */
const NEAR = 1 / 16;
const UNSEEN = 1 / 4_000;

export function draw(canvas: Canvas): Drawn {
  const { slice, x, point } = canvas;
  const [low, high] = x;
  const spots = isolate(slice, low, high);
  const events = spots.map((spot, i) => (spot.wide ? undefined : eventAt(spot, around(canvas, spots, i))));
  const stretches = stretchesOf(spots, x);
  const marks = events.flatMap((event) => (event?.mark ? [event.mark] : []));
  const first = slice.sample(point);
  const sampled = refine(slice, stretches, x, {
    y: [first.y, ...marks.flatMap(({ y }) => (y === undefined ? [] : [y]))],
    slope: [first.slope],
  });
  const flat = flatPlaces(canvas, sampled.stretches, sampled.heights);
  const all = chosen([...marks, ...flat.marks], point);
  const y = heights(sampled.seen.y, [first.y, ...all.flatMap((mark) => mark.y ?? [])]);
  const unseen = UNSEEN * (high - low);
  const slopeY = heights(sampled.seen.slope, [first.slope, 0]);
  return {
    y,
    slopeY,
    branches: branches(sampled, spots, events, VALUE, y, unseen),
    slopeBranches: branches(sampled, spots, events, SLOPE, slopeY, unseen),
    marks: all,
    ...noteOf(canvas, spots, marks.length + flat.count, all.length),
  };
}

function around({ graph, slice, axis, x: [low, high] }: Canvas, spots: readonly Spot[], i: number) {
  const most = NEAR * (high - low);
  const [before, spot, after] = [spots[i - 1], spots[i], spots[i + 1]];
  const left = before && spot ? spot.low - before.high : most;
  const right = after && spot ? after.low - spot.high : most;
  return { graph, slice, axis, left: Math.min(most, left), right: Math.min(most, right) };
}

function stretchesOf(spots: readonly Spot[], [low, high]: Interval): Interval[] {
  const starts = [low, ...spots.map((spot) => spot.high)];
  const ends = [...spots.map((spot) => spot.low), high];
  return starts.map((start, i): Interval => [start, ends[i] ?? high]);
}

/** What breaks off first, then what is near. */
function chosen(marks: readonly EventMark[], point: number): readonly EventMark[] {
  const rank = ({ kind }: EventMark): number => Number(kind === 'zero');
  return [...marks]
    .sort((a, b) => rank(a) - rank(b) || Math.abs(a.x - point) - Math.abs(b.x - point))
    .slice(0, MOST_MARKS)
    .sort((a, b) => a.x - b.x);
}

function noteOf({ axis }: Canvas, spots: readonly Spot[], found: number, shown: number): { readonly note?: string } {
  const wide = spots.some((spot) => spot.wide);
  const said = [
    ...(wide ? [`More happens along ${axis} than can be told apart here: the curve is left out where it does.`] : []),
    ...(found > shown ? [`${shown} of ${found} places are marked.`] : []),
  ];
  return said.length > 0 ? { note: said.join(' ') } : {};
}

interface Picked {
  readonly of: (sample: Sample) => number;
  readonly belongs: (event: Event) => { readonly left: boolean; readonly right: boolean };
}
const VALUE: Picked = { of: ({ y }) => y, belongs: ({ value }) => value };
const SLOPE: Picked = { of: ({ slope }) => slope, belongs: ({ slope }) => slope };

function branches(
  { stretches }: Sampled,
  spots: readonly Spot[],
  events: readonly (Event | undefined)[],
  { of, belongs }: Picked,
  view: Interval,
  unseen: number,
): readonly Branch[] {
  const found: (readonly [number, number])[][] = [];
  let open: [number, number][] = [];
  const close = (): void => {
    if (open.length > 0) found.push(open);
    open = [];
  };
  const add = (x: number, y: number): void => {
    const last = open.at(-1);
    if (Number.isFinite(y) && (last === undefined || x > last[0])) open.push([x, y]);
  };
  for (const [i, samples] of stretches.entries()) {
    const pieces = finitePieces(samples, of, unseen);
    for (const [k, piece] of pieces.entries()) {
      if (k > 0) close();
      for (const [x, y] of thin(piece, view)) add(x, y);
    }
    const event = events[i];
    const spot = spots[i];
    if (!spot) break;
    if (!event) {
      close();
      continue;
    }
    const { x } = event.here;
    const y = of(event.here);
    const { left, right } = belongs(event);
    const alone = !left && !right && event.mark !== undefined && event.mark.kind !== 'pole';
    // A point that ends the stretch before it, begins the next one, does both, or stands alone.
    if (left && pieces.length > 0) add(x, y);
    if (!(left && right)) close();
    if ((right && !left) || alone) add(x, y);
    if (alone) close();
  }
  close();
  return found;
}

/** Apart where no number is known; not over a gap that nobody sees, for between spots nothing breaks off. */
function finitePieces(samples: readonly Sample[], of: (sample: Sample) => number, unseen: number): Branch[] {
  const pieces: [number, number][][] = [];
  let missing = true;
  for (const sample of samples) {
    const y = of(sample);
    if (Number.isFinite(y)) {
      const last = pieces.at(-1)?.at(-1);
      if (!last || (missing && sample.x - last[0] > unseen)) pieces.push([]);
      pieces.at(-1)?.push([sample.x, y]);
    }
    missing = !Number.isFinite(y);
  }
  return pieces;
}

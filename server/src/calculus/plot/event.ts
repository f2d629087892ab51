/**
 * What happens at a spot. In: a slice, a spot, and how far to its neighbours. Out: a pole, a jump, a kink, an edge, a gap, or
 * nothing after all; in words; and which of the stretches beside it the point itself belongs to.
 */
import type { Outcome } from '../evaluate';
import type { Graph } from '../expression';
import { figure, OVERFLOW } from '../wording';
import type { Spot } from './isolate';
import { agree, NOISE, type Tendency, tendency } from './limits';
import { type SimpleNumber, simpleNumber } from './simple-number';
import type { Care, Careful, Sample, Slice } from './slice';

export type EventKind = 'kink' | 'pole' | 'jump' | 'edge' | 'gap' | 'zero';

export interface EventMark {
  readonly kind: EventKind;
  readonly x: number;
  readonly y?: number;
  readonly words: string;
}

/** Whether the point at the place continues what is on its left and on its right. */
interface Belongs {
  readonly left: boolean;
  readonly right: boolean;
}

export interface Event {
  readonly here: Sample;
  readonly value: Belongs;
  readonly slope: Belongs;
  readonly mark?: EventMark;
}

/** `none`: there are no values on this side. */
type Side = 'none' | { readonly value: Tendency; readonly slope: () => Tendency };

export interface Neighbourhood {
  readonly graph: Graph;
  readonly slice: Slice;
  /** The name of the axis. */
  readonly axis: string;
  /** How far nothing else happens. */
  readonly left: number;
  readonly right: number;
}

export function eventAt(spot: Spot, around: Neighbourhood): Event {
  const { slice } = around;
  const number = simpleNumber(spot.low, spot.high);
  const exactly = carefulAt(spot, number, around);
  const here = slice.sample(number.x);
  const left = sideOf(around, number, -1);
  const right = sideOf(around, number, 1);
  const value = belongs(here.y, left, right, (side) => side.value);
  const slope = belongs(here.slope, left, right, (side) => side.slope());
  const at: Place = { number, axis: around.axis, ...(exactly.value.ok && { y: exactly.value.value }) };
  const found = finding(at, left, right, {
    reason: exactly.value.ok ? reasonBeside(around, number, left) : exactly.value.reason,
    noted: !exactly.slope.ok || exactly.slope.notes.length > 0,
  });
  if (!found) return { here, value, slope };
  const { kind, rest, y } = found;
  const height = y ?? at.y;
  const words = `${NAMES[kind]} at ${around.axis} ${equals(number)}${rest === '' ? '' : `: ${rest}`}`;
  return { here, value, slope, mark: { kind, x: number.x, ...(height !== undefined && { y: height }), words } };
}

const NAMES: Readonly<Record<EventKind, string>> = {
  kink: 'kink',
  pole: 'pole',
  jump: 'jump',
  edge: 'edge of the domain',
  gap: 'gap',
  zero: 'horizontal tangent',
};

export const equals = ({ text }: SimpleNumber): string => (text.startsWith('≈') ? text : `= ${text}`);

/** Doubles next to a fraction of π or to a root know nothing of the place itself, unless a sign says that it has no value. */
function carefulAt({ low, high }: Spot, { x, rational }: SimpleNumber, { graph, slice }: Neighbourhood): Careful {
  const reason = slice.missing(low, high);
  const none: Outcome = { ok: false, reason: reason ?? '' };
  return reason === undefined ? slice.careful(rational ? graph.constant(rational) : x) : { value: none, slope: none };
}

function sideOf({ slice, left, right }: Neighbourhood, { x }: SimpleNumber, sign: 1 | -1): Side {
  const reach = sign < 0 ? left : right;
  const y = (distance: number): number => {
    const found = slice.sample(x + sign * distance, ROUGH_VALUE).y;
    return Number.isNaN(found) ? overflowOf(slice.careful(x + sign * distance).value) : found;
  };
  const slope = (distance: number): number => slice.sample(x + sign * distance, ROUGH).slope;
  if (Number.isNaN(y(reach * INSIDE))) return 'none';
  return { value: tendency(y, reach), slope: once(() => tendency(slope, reach)) };
}

const ROUGH: Care = { y: 0, slope: 0, good: NOISE };
/** Whatever the slope. */
const ROUGH_VALUE: Care = { ...ROUGH, slope: Number.POSITIVE_INFINITY };

/** Of the way to a neighbour: a place where nothing happens. */
const INSIDE = 0.37;

const overflowOf = (outcome: Outcome): number =>
  outcome.ok ? outcome.value : outcome.reason === OVERFLOW ? Number.POSITIVE_INFINITY : Number.NaN;

/** Why there is no value beside the edge. */
function reasonBeside({ slice, left, right }: Neighbourhood, { x }: SimpleNumber, before: Side): string {
  const { value } = slice.careful(before === 'none' ? x - left * INSIDE : x + right * INSIDE);
  return value.ok ? '' : value.reason;
}

function belongs(here: number, left: Side, right: Side, pick: (side: Exclude<Side, 'none'>) => Tendency): Belongs {
  const point: Tendency = { kind: 'limit', value: here, error: 0 };
  const reaches = (side: Side): boolean => side !== 'none' && Number.isFinite(here) && agree(pick(side), point);
  return { left: reaches(left), right: reaches(right) };
}

interface Place {
  readonly number: SimpleNumber;
  readonly axis: string;
  readonly y?: number;
}
interface Finding {
  readonly kind: EventKind;
  readonly rest: string;
  readonly y?: number;
}
interface Said {
  /** Why there is no value there, or beside it. */
  readonly reason: string;
  /** The formula of the slope has none there, or a note. */
  readonly noted: boolean;
}

function finding({ y, axis }: Place, left: Side, right: Side, { reason, noted }: Said): Finding | undefined {
  const why = reason.split('; here')[0] ?? '';
  if (left === 'none' && right === 'none')
    return y === undefined ? undefined : { kind: 'edge', rest: 'beside this point there is no value' };
  if (left === 'none' || right === 'none') {
    const side = left === 'none' ? right : left;
    const beyond = side !== 'none' && side.value.kind === 'infinite' ? `near it the values ${runs(side.value)}` : '';
    return { kind: 'edge', rest: [why, beyond].filter((part) => part !== '').join('; ') };
  }
  const [before, after] = [left.value, right.value];
  if (before.kind === 'infinite' || after.kind === 'infinite')
    return { kind: 'pole', rest: `the values ${course(before)} before it and ${course(after)} after it` };
  if (before.kind === 'unknown' || after.kind === 'unknown')
    return y === undefined ? { kind: 'gap', rest: `no value there: ${why}` } : undefined;
  if (!agree(before, after)) return { kind: 'jump', rest: leap(before, after) };
  if (y === undefined)
    return {
      kind: 'gap',
      y: meant(before).x,
      rest: `no value there (${why}); the values beside it tend to ${spelled(before)}`,
    };
  if (!agree(before, { kind: 'limit', value: y, error: 0 }))
    return { kind: 'jump', rest: `the value is ${figure(y)} there and tends to ${spelled(before)} beside it` };
  const [falls, rises] = [left.slope(), right.slope()];
  if (agree(falls, rises)) return undefined;
  const height = Math.abs(y) <= before.error ? 0 : y;
  if (falls.kind === 'infinite' && rises.kind === 'infinite')
    return {
      kind: 'kink',
      y: height,
      rest: falls.sign === rises.sign ? 'the graph is vertical there' : 'a vertical cusp',
    };
  if (falls.kind !== 'unknown' && rises.kind !== 'unknown')
    return {
      kind: 'kink',
      y: height,
      rest: `the slope is ${steepness(falls)} before it and ${steepness(rises)} after it`,
    };
  return noted ? { kind: 'kink', rest: `the slope on both sides of ${axis} is not known` } : undefined;
}

type Limit = Extract<Tendency, { kind: 'limit' }>;

const meant = ({ value, error }: Limit): SimpleNumber => simpleNumber(value - error, value + error);
/** `1/3`, `about 1.41421`. */
const spelled = (limit: Limit): string => meant(limit).text.replace('≈', 'about');

/** A small jump of large values is said by its height. */
function leap(before: Limit, after: Limit): string {
  const [from, to] = [spelled(before), spelled(after)];
  return from === to ? `by about ${figure(after.value - before.value)}` : `from ${from} to ${to}`;
}

const runs = (side: Extract<Tendency, { kind: 'infinite' }>): string =>
  side.sign > 0 ? 'rise without bound' : 'fall without bound';
const course = (side: Tendency): string =>
  side.kind === 'infinite' ? runs(side) : side.kind === 'limit' ? `tend to ${spelled(side)}` : 'tend to nothing known';
const steepness = (side: Tendency): string =>
  side.kind === 'limit' ? spelled(side) : side.kind === 'infinite' ? 'without bound' : 'not known';

/** Where nobody asks for the slope, it is not computed. */
function once<Value>(make: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => {
    known ??= { value: make() };
    return known.value;
  };
}

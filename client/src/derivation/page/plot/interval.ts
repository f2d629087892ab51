/** What an axis shows. In: an interval and a gesture. Out: the next interval; never one that doubles cannot tell apart. */
import type { Interval } from '../../../../../server/src/protocol';

const LARGEST = 1e12;
/** Below this part of where it is, an interval has too few doubles for a curve. */
const FINEST = 1e-9;

/** `factor` below 1 looks closer; what is at `around` stays where it is. */
export function zoomed([low, high]: Interval, around: number, factor: number): Interval {
  return sane([around + (low - around) * factor, around + (high - around) * factor]) ?? [low, high];
}

export const panned = ([low, high]: Interval, by: number): Interval => sane([low + by, high + by]) ?? [low, high];

export const clamped = (x: number, [low, high]: Interval): number => Math.min(high, Math.max(low, x));

export const within = (x: number, [low, high]: Interval): boolean => low <= x && x <= high;

/** By how much a turn of the wheel zooms; as d3-zoom has it. A pinch on a trackpad arrives as a wheel with ctrl. */
export const wheelFactor = ({ deltaY, deltaMode, ctrlKey }: WheelTurn): number =>
  2 ** clamped(deltaY * (deltaMode === 1 ? 0.05 : deltaMode === 2 ? 1 : 0.002) * (ctrlKey ? 10 : 1), [-2, 2]);
type WheelTurn = Pick<WheelEvent, 'deltaY' | 'deltaMode' | 'ctrlKey'>;

function sane([low, high]: Interval): Interval | undefined {
  const far = Math.max(Math.abs(low), Math.abs(high));
  const isSane = far < LARGEST && high - low > Math.max(far * FINEST, 1e-12);
  return isSane ? [low, high] : undefined;
}

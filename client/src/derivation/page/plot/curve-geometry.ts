/** What a curve looks like, in numbers. In: branches, marks, a tangent, scales. Out: paths, dots at breaks, the slope triangle, places of labels. */
import { line } from 'd3-shape';
import type { Branch, Interval, Mark, Tangent } from '../../../../../server/src/protocol';
import { roundBelow, spelled } from '../figures';
import { clamped, within } from './interval';

export type Place = readonly [x: number, y: number];
type Along = (x: number) => number;

/** Far outside the picture, and still a number that every renderer takes. */
const OUTSIDE: Interval = [-1e5, 1e5];

export const pathOf = (branches: readonly Branch[], x: Along, y: Along): string =>
  branches
    .map(
      (branch) =>
        line<Place>(
          ([at]) => clamped(x(at), OUTSIDE),
          ([, value]) => clamped(y(value), OUTSIDE),
        )(branch) ?? '',
    )
    .join('');

/** An end of a branch at a mark: filled where the function has that value, hollow where it only comes near. */
interface Dot {
  readonly at: Place;
  readonly isFilled: boolean;
}

const BREAKS: ReadonlySet<Mark['kind']> = new Set(['kink', 'jump', 'edge', 'gap']);

/** `near`: how far from its mark an end may lie, and how different a height may be that still is the mark's. */
export function dots(
  branches: readonly Branch[],
  marks: readonly Mark[],
  near: { readonly x: number; readonly y: number },
): readonly Dot[] {
  const ends = branches.flatMap((branch) => [branch[0], branch.at(-1)]).filter((end) => end !== undefined);
  return marks
    .filter(({ kind }) => BREAKS.has(kind))
    .flatMap(({ x, y }) => {
      const here = ends.filter(([at]) => Math.abs(at - x) <= near.x).map(([, value]) => value);
      const isOf = (value: number): boolean => y !== undefined && Math.abs(value - y) <= near.y;
      const hollow = here.filter(
        (value, i) => !isOf(value) && here.findIndex((other) => Math.abs(other - value) <= near.y) === i,
      );
      const own: readonly Dot[] = y === undefined ? [] : [{ at: [x, y], isFilled: true }];
      return [...own, ...hollow.map((value): Dot => ({ at: [x, value], isFilled: false }))];
    });
}

/** Run and rise at a tangent, as in the textbook. */
interface Triangle {
  readonly corners: readonly [Place, Place, Place];
  readonly run: string;
  readonly rise: string;
  /** The rise stands at the right end of the run; always so, but its place may be the point itself. */
  readonly endsAtPoint: boolean;
}

/** Run 1 where the picture has room for it, else a round part of what is shown; to the left where the right is out of sight. */
export function triangle({ x, value, slope, slopeText }: Tangent, shown: Interval): Triangle | undefined {
  if (value === undefined || slope === undefined || !within(x, shown)) return undefined;
  const span = shown[1] - shown[0];
  const run = within(1, [span * 0.05, span * 0.35]) ? 1 : roundBelow(span * 0.2);
  const endsAtPoint = x + run > shown[1] - span * 0.02;
  const from: Place = endsAtPoint ? [x - run, value - slope * run] : [x, value];
  const words = slopeText ?? spelled(slope);
  return {
    corners: [from, [from[0] + run, from[1]], [from[0] + run, from[1] + slope * run]],
    run: spelled(run),
    rise: run === 1 ? words : `${spelled(run)} · ${words.replace(/^≈\s*/, '')}`,
    endsAtPoint,
  };
}

/** A line through a place with a slope, in pixels, long enough for any picture: steepness never makes numbers too large to draw. */
export function through([x, y]: Place, slope: number, reach: number): readonly [Place, Place] {
  const length = Math.hypot(1, slope);
  const [dx, dy] = Number.isFinite(length) ? [1 / length, slope / length] : [0, 1];
  return [
    [x - dx * reach, y - dy * reach],
    [x + dx * reach, y + dy * reach],
  ];
}

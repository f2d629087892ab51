/**
 * `nabla/plot`: a function over one or two of its parameters, the others held where the reader wants them. `nabla/tangent` and
 * `nabla/descent` are asked while something is dragged, and answer in a frame.
 */
import type { Formula } from '../protocol';
import type { About } from './picture';

export type Interval = readonly [low: number, high: number];

export interface PlotParams extends About {
  /** One name or two: the parameters that the axes are of. */
  readonly axes: readonly string[];
  /** What to show of each axis; missing: chosen around the point so that kinks, poles and the shape are seen. */
  readonly ranges?: readonly Interval[];
}

/** Where something happens to f or f′ at a place of the horizontal axis. */
export interface Mark {
  /** `edge`: the end of the domain; `gap`: one missing point; `zero`: a zero of f′, where f has a horizontal tangent. */
  readonly kind: 'kink' | 'pole' | 'jump' | 'edge' | 'gap' | 'zero';
  readonly x: number;
  /** Missing where there is no value; of a gap what the values beside it tend to, where that is known. */
  readonly y?: number;
  /** `kink at x = 0: the slope is −1 before it and 1 after it`. */
  readonly words: string;
}

/** A stretch of a curve without a break; the points are dense where it bends. Values are finite. */
export type Branch = readonly (readonly [x: number, y: number])[];

export interface Tangent {
  readonly x: number;
  /** Missing where f has none there, with a reason. */
  readonly value?: number;
  readonly slope?: number;
  /** `kink`, `outside the domain`, …; in a sentence. */
  readonly note?: string;
  /** As shown: value and slope of the formula, to the digits that are sure. */
  readonly valueText?: string;
  readonly slopeText?: string;
}

export interface Curve {
  readonly kind: 'curve';
  readonly version: number;
  readonly variable: string;
  /** `f(x)`, `∂f/∂x`, and the formulas of both. */
  readonly name: Formula;
  readonly body: Formula;
  readonly slopeName: Formula;
  readonly slopeBody: Formula;
  /** What is held constant, as `y = 2`. */
  readonly held: readonly Formula[];
  readonly x: Interval;
  /** Suggested heights; poles do not blow it up. */
  readonly y: Interval;
  readonly slopeY: Interval;
  readonly branches: readonly Branch[];
  readonly slopeBranches: readonly Branch[];
  readonly marks: readonly Mark[];
  readonly tangent: Tangent;
  /** What is left out, in a sentence. */
  readonly note?: string;
}

export interface Contours {
  readonly kind: 'contours';
  readonly version: number;
  readonly variables: readonly [string, string];
  readonly name: Formula;
  readonly body: Formula;
  readonly held: readonly Formula[];
  readonly x: Interval;
  readonly y: Interval;
  /** Row by row from the lowest y, `columns` in each from the lowest x; null where there is no value. */
  readonly columns: number;
  readonly rows: number;
  readonly values: readonly (number | null)[];
  /** Heights of the lines: round numbers. */
  readonly levels: readonly number[];
  /** The gradient at places of a coarser grid; longer than the largest double never. */
  readonly arrows: readonly { readonly x: number; readonly y: number; readonly dx: number; readonly dy: number }[];
  /** Suggested. */
  readonly start: readonly [number, number];
  readonly rate: number;
  readonly note?: string;
}

export type PlotResult = Curve | Contours | { readonly kind: 'nothing'; readonly reason: string };
export const PLOT = 'nabla/plot';

export interface TangentParams extends About {
  readonly axis: string;
  readonly x: number;
}
export type TangentResult =
  | ({ readonly kind: 'tangent' } & Tangent)
  | { readonly kind: 'nothing'; readonly reason: string };
export const TANGENT = 'nabla/tangent';

export interface DescentParams extends About {
  readonly axes: readonly [string, string];
  readonly start: readonly [number, number];
  readonly rate: number;
  /** At most 1000. */
  readonly steps: number;
}
export type DescentResult =
  | {
      readonly kind: 'descent';
      /** From the start on; it ends where there is no gradient, or the values leave what doubles hold. */
      readonly path: readonly { readonly x: number; readonly y: number; readonly value: number | null }[];
      /** `It converges: the gradient is 0 within 1e-9 after 43 steps`, `It diverges …`, `There is no gradient at …`. */
      readonly words: string;
    }
  | { readonly kind: 'nothing'; readonly reason: string };
export const DESCENT = 'nabla/descent';

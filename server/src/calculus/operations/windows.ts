/**
 * What convolutions and poolings have in common: images are channels first, [C, H, W] or with a batch [N, C, H, W]; a
 * window slides over height and width. In: shapes and options as rows get them. Out: sizes, or what does not fit.
 */
import { type Dimension, floorDivide, minus, plus, type Shape, times } from '../dimension';
import { shapeText } from '../shapes';
import type { Arithmetic, Entries, Misfit, OperationParameter, Option, Options } from './row';

/** An option that is one length; its default where it is left out. */
export function lengthOption(option: Option | undefined, otherwise: Dimension): Dimension {
  return typeof option === 'number' || typeof option === 'string' ? option : otherwise;
}
export const shapeOption = (option: Option | undefined): Shape =>
  Array.isArray(option) ? option.filter((one): one is Dimension => typeof one !== 'object') : [];

/** The same as a number: entries are computed only where every length is one. */
export const numberOption = (option: Option | undefined, otherwise: number): number =>
  typeof option === 'number' ? option : otherwise;

/** An image's axes; a single image has no batch. */
export interface Image {
  readonly batch: readonly Dimension[];
  readonly channels: Dimension;
  readonly height: Dimension;
  readonly width: Dimension;
}

export function imageOf(shape: Shape): Image | undefined {
  const [width, height, channels] = [shape.at(-1), shape.at(-2), shape.at(-3)];
  if (width === undefined || height === undefined || channels === undefined || shape.length > 4) return undefined;
  return { batch: shape.slice(0, -3), channels, height, width };
}

export const notAnImage = (shape: Shape, argument: number): Misfit => ({
  argument,
  message: `{${argument}} has shape ${shapeText(shape)}; an image is [channels, height, width], a batch of them [batch, channels, height, width].`,
});

/** What is wrong with a stride or a size (at least 1), a padding (at least 0), whatever the shapes are. */
export function misfitOption(options: Options, name: string, least: number): Misfit | undefined {
  const value = options[name];
  if (value === undefined || typeof value === 'string') return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= least) return undefined;
  const given = typeof value === 'object' ? shapeText(shapeOption(value)) : String(value);
  return { option: name, message: `${name} must be a whole number of at least ${least}, not ${given}.` };
}

/** How many places a window has on an axis: floor((length + 2·padding − size)/stride) + 1. */
export const places = (length: Dimension, size: Dimension, stride: Dimension, padding: Dimension): Dimension =>
  plus(floorDivide(minus(plus(length, times(2, padding)), size), stride), 1);

/** Whether the window is surely larger than what it slides over. */
export function isTooLarge(length: Dimension, size: Dimension, padding: Dimension): boolean {
  const room = minus(plus(length, times(2, padding)), size);
  return typeof room === 'number' && room < 0;
}

export const STRIDE: OperationParameter = { name: 'stride', kind: 'length', optional: true, default: '1' };
export const PADDING: OperationParameter = { name: 'padding', kind: 'count', optional: true, default: '0' };

/** The shape's numbers from the end: width, height, channels, and how many images. */
export function sizesOf(shape: readonly number[]): {
  readonly batch: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
} {
  const [width = 1, height = 1, channels = 1, batch = 1] = [...shape].reverse();
  return { batch, channels, height, width };
}

/** Entries as doubles in a row, for tight loops; they mostly are. */
export const doubles = ({ data }: Entries<number>): Float64Array =>
  data instanceof Float64Array ? data : Float64Array.from(data);

/** The sum for each place of what was collected for it. */
export const totals = <T>(arithmetic: Arithmetic<T>, terms: readonly (readonly T[])[]): T[] =>
  terms.map((one) => arithmetic.add(one));

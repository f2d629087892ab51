/** What poolings have in common: the shape of a pooled image, and where its windows lie. In: shapes and options as rows get them. */
import type { Shape } from '../dimension';
import { sameShape, shapeText } from '../shapes';
import type { Misfit, OperationParameter, Options } from './row';
import { isMisfit } from './row';
import { imageOf, isTooLarge, lengthOption, misfitOption, notAnImage, numberOption, places, sizesOf } from './windows';

export const SIZE: OperationParameter = { name: 'size', kind: 'length' };
export const STRIDE: OperationParameter = { name: 'stride', kind: 'length', optional: true, default: 'size' };
export const SHAPE: OperationParameter = { name: 'shape', kind: 'shape' };

/** The shape of a pooled image, or why there is none; `subject` is the image as the reader calls it. */
export function pooled(x: Shape, options: Options, argument: number | undefined): Shape | Misfit {
  const wrong = misfitOption(options, 'size', 1) ?? misfitOption(options, 'stride', 1);
  if (wrong) return wrong;
  const image = imageOf(x);
  const about: Partial<Misfit> = argument === undefined ? { option: 'shape' } : { argument };
  const subject = argument === undefined ? 'the image' : `{${argument}}`;
  if (!image) return { ...about, message: notAnImage(x, 0).message.replace('{0}', subject) };
  const size = lengthOption(options.size, 1);
  const stride = lengthOption(options.stride, size);
  if (isTooLarge(image.height, size, 0) || isTooLarge(image.width, size, 0)) {
    return {
      option: 'size',
      message: `the window is larger than its input: ${size} × ${size} on an image of ${image.height} × ${image.width} (${subject} has shape ${shapeText(x)}).`,
    };
  }
  return [...image.batch, image.channels, ...[image.height, image.width].map((one) => places(one, size, stride, 0))];
}

/** Adjoints: the shape of x where g is what pooling makes of it. */
export function pooledFrom(g: Shape, x: Shape, options: Options, argument?: number): Shape | Misfit {
  const made = pooled(x, options, argument);
  if (isMisfit(made) || sameShape(made, g)) return isMisfit(made) ? made : x;
  return { argument: 0, message: `{0} has shape ${shapeText(g)}; pooling of these shapes gives ${shapeText(made)}.` };
}

/** Where the windows' corners are, in the order of the output's places, and how far from it its entries are, row-major. */
export interface Windows {
  readonly corners: Int32Array;
  readonly offsets: Int32Array;
}

export function windows(x: readonly number[], made: readonly number[], options: Options): Windows {
  const size = numberOption(options.size, 1);
  const stride = numberOption(options.stride, size);
  const { height, width } = sizesOf(x);
  const { batch, channels, height: rows, width: columns } = sizesOf(made);
  const offsets = Int32Array.from({ length: size * size }, (_, k) => Math.floor(k / size) * width + (k % size));
  const corners = new Int32Array(batch * channels * rows * columns);
  let to = 0;
  for (let plane = 0; plane < batch * channels; plane++) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) corners[to++] = (plane * height + i * stride) * width + j * stride;
    }
  }
  return { corners, offsets };
}

/** The same in pieces, for entries as expressions. */
export function windowLists(x: readonly number[], made: readonly number[], options: Options): number[][] {
  const { corners, offsets } = windows(x, made, options);
  return Array.from(corners, (corner) => Array.from(offsets, (offset) => corner + offset));
}

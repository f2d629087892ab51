/** Where the entries of operands that are broadcast to a shape lie. In: shapes without names. Out: places, row-major. */
import { sizeOf, strides } from './operations/define';

/** For each place of `shape` the place of the operand's entry there; undefined where they are the same. */
export function placesIn(operand: readonly number[], shape: readonly number[]): Int32Array | undefined {
  const total = sizeOf(shape);
  if (sizeOf(operand) === total) return undefined;
  const result = new Int32Array(total);
  const missing = shape.length - operand.length;
  const own = strides(operand).map((step, axis) => (operand[axis] === 1 ? 0 : step));
  const counters = shape.map(() => 0);
  for (let place = 0, from = 0; place < total; place++) {
    result[place] = from;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const step = axis < missing ? 0 : (own[axis - missing] ?? 0);
      const next = (counters[axis] ?? 0) + 1;
      from += step;
      if (next < (shape[axis] ?? 1)) {
        counters[axis] = next;
        break;
      }
      from -= step * next;
      counters[axis] = 0;
    }
  }
  return result;
}

/** An entry's index in brackets as it is written: `[0, 2]`; nothing for a number. */
export function indexText(place: number, shape: readonly number[]): string {
  if (shape.length === 0) return '';
  const steps = strides(shape);
  const indices = shape.map((length, axis) => Math.floor(place / (steps[axis] ?? 1)) % length);
  return `[${indices.join(', ')}]`;
}

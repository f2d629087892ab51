/** Rules that shapes follow: NumPy's broadcasting, axes, and the lengths that a call gives to named dimensions. */
import { type Dimension, namesIn, type Shape, substituted } from './dimension';

/** The common shape of elementwise operands, by NumPy's rule; undefined where there is none. A name is never 1. */
export function broadcastShapes(...shapes: readonly Shape[]): Shape | undefined {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  const result: Dimension[] = [];
  for (let axis = 0; axis < rank; axis++) {
    let length: Dimension = 1;
    for (const shape of shapes) {
      const own = shape[shape.length - rank + axis] ?? 1;
      if (own === 1 || own === length) continue;
      if (length !== 1) return undefined;
      length = own;
    }
    result.push(length);
  }
  return result;
}

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((length, i) => length === b[i]);

/** An axis as it counts from the front; undefined where the array has no such axis. */
export function axisAt(axis: number, rank: number): number | undefined {
  const at = axis < 0 ? axis + rank : axis;
  return Number.isInteger(axis) && at >= 0 && at < rank ? at : undefined;
}

/** `[4, n]`; a number is said as that. */
export const shapeText = (shape: Shape): string => `[${shape.join(', ')}]`;

/** What the shapes of arguments say of the dimensions that parameters name; undefined where they do not fit. */
export function bindDimensions(
  parameters: readonly Shape[],
  args: readonly Shape[],
  bound: Map<string, Dimension> = new Map(),
): Map<string, Dimension> | undefined {
  for (const [i, shape] of parameters.entries()) {
    const given = args[i];
    if (given?.length !== shape.length) return undefined;
    for (const [axis, length] of shape.entries()) {
      const actual = given[axis];
      if (actual === undefined) return undefined;
      if (typeof length === 'string' && namesIn(length)[0] === length) {
        const known = bound.get(length);
        if (known === undefined) bound.set(length, actual);
        else if (known !== actual) return undefined;
      } else if (substituted(length, bound) !== actual) return undefined;
    }
  }
  return bound;
}

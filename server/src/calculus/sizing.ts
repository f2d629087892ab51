/**
 * The shapes of nodes: of elementwise operations, of calls with the lengths that their arguments have; and what happens where
 * lengths do not go together. In: parts with their shapes. Out: a shape, or `ShapesApart`.
 */
import { type Dimension, type Shape, substituted } from './dimension';
import type { Callee, Expression, Variable } from './expression';
import type { Option, Options } from './operations/row';
import { bindDimensions, broadcastShapes } from './shapes';

/** The shape of an elementwise operation; `program` has reported it where the shapes do not agree. */
export function broadcast(parts: readonly Expression[]): Shape {
  if (parts.every((part) => part.shape.length === 0)) return [];
  const shape = broadcastShapes(...parts.map((part) => part.shape));
  if (!shape) throw new ShapesApart('broadcasting', 'the shapes do not go together', parts);
  return shape;
}

/** The shape of a function's value, with the lengths that its arguments have; of a derivative, an axis more for each axis of what it is by. */
export function callShape({ body, parameters }: Callee, orders: readonly number[], args: readonly Expression[]): Shape {
  if (body.shape.length === 0 && parameters.every((parameter) => parameter.shape.length === 0)) return [];
  const by = parameters.flatMap((parameter, i) =>
    Array<Shape>(Math.max(orders[i] ?? 0, 0))
      .fill(parameter.shape)
      .flat(),
  );
  const shape = [...body.shape, ...by];
  return shape.some((length) => typeof length === 'string') ? sized(shape, dimensionsOf(parameters, args)) : shape;
}

/** What the named dimensions of a function are at these arguments. */
export const dimensionsOf = (
  parameters: readonly Variable[],
  args: readonly Expression[],
): ReadonlyMap<string, Dimension> =>
  bindDimensions(
    parameters.map(({ shape }) => shape),
    args.map(({ shape }) => shape),
  ) ?? new Map();

const sized = (shape: Shape, lengths: ReadonlyMap<string, Dimension>): Shape =>
  shape.map((length) => substituted(length, lengths));

/** Options with lengths put in for names. */
export function sizedOptions(options: Options, lengths: ReadonlyMap<string, Dimension>): Options {
  const length = (one: Dimension): Dimension => substituted(one, lengths);
  const of = (option: Option): Option => {
    if (typeof option === 'boolean') return option;
    if (typeof option !== 'object') return length(option);
    return option.map((one) => (typeof one === 'object' ? one.map(length) : length(one)));
  };
  return Object.fromEntries(Object.entries(options).map(([name, option]) => [name, of(option)]));
}

/**
 * Parts of the given shapes do not go together. The program has checked every statement, for all values of its named
 * lengths; only a call that gives them numbers too small (x[3] of two entries) can meet it.
 */
export class ShapesApart extends TypeError {
  constructor(what: string, message: string, parts: readonly Expression[]) {
    const shapes = parts.map(({ shape }) => `[${shape.join(', ')}]`);
    super(`${what} of ${shapes.join(' and ')}: ${message.replaceAll(/\{(\d)\}/g, 'it')}`);
  }
}

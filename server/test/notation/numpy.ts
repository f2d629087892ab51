/** Arrays of doubles with NumPy's meaning, written without a look at how Nabla computes them: what both evaluators use. */

export interface Value {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}
/** What an operation is told by name. */
export type Settings = Readonly<Record<string, number | readonly number[] | undefined>>;
/** An index, or a slice [from, to). */
export type Place = number | readonly [number, number];

export const scalar = (value: number): Value => ({ shape: [], data: [value] });
const total = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** The value whose entry at each index is what `entry` says. */
export function filled(shape: readonly number[], entry: (index: readonly number[]) => number): Value {
  const data = Array.from({ length: total(shape) }, (_, place) => entry(indexOf(shape, place)));
  return { shape, data };
}

function indexOf(shape: readonly number[], place: number): number[] {
  const index: number[] = [];
  let rest = place;
  for (const length of [...shape].reverse()) {
    index.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return index;
}

/** The entry at an index, which may have more places in front; axes of length 1 are stretched. */
export function entry({ shape, data }: Value, index: readonly number[]): number {
  const own = index.slice(index.length - shape.length);
  const place = shape.reduce((sum, length, i) => sum * length + (length === 1 ? 0 : (own[i] ?? 0)), 0);
  const found = data[place];
  if (found === undefined) throw new RangeError(`[${index}] of [${shape}]`);
  return found;
}

export function common(...shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, i) => {
    const lengths = shapes.map((shape) => shape[i - rank + shape.length] ?? 1).filter((length) => length !== 1);
    if (new Set(lengths).size > 1) throw new RangeError(shapes.map((shape) => `[${shape}]`).join(' '));
    return lengths[0] ?? 1;
  });
}

export const elementwise = (f: (...entries: number[]) => number, ...args: readonly Value[]): Value =>
  filled(common(...args.map(({ shape }) => shape)), (index) => f(...args.map((arg) => entry(arg, index))));

/** Vectors and matrices. */
export function matmul(a: Value, b: Value): Value {
  if (a.shape.length === 0 || b.shape.length === 0) throw new RangeError('@ of a number');
  const inner = a.shape.at(-1) ?? 1;
  if (inner !== b.shape.at(b.shape.length === 1 ? 0 : -2)) throw new RangeError(`[${a.shape}] @ [${b.shape}]`);
  const [rows, columns] = [a.shape.slice(0, -1), b.shape.slice(1)];
  return filled([...rows, ...columns], (index) => {
    const [left, right] = [index.slice(0, rows.length), index.slice(rows.length)];
    return sumTo(inner, (k) => entry(a, [...left, k]) * entry(b, [k, ...right]));
  });
}

const sumTo = (length: number, term: (k: number) => number): number =>
  Array.from({ length }, (_, k) => term(k)).reduce((sum, one) => sum + one, 0);

export const transpose = (x: Value): Value => filled([...x.shape].reverse(), (index) => entry(x, [...index].reverse()));

export function take(x: Value, places: readonly Place[]): Value {
  const shape = x.shape.flatMap((length, i) => {
    const place = places[i];
    if (place === undefined) return [length];
    return typeof place === 'number' ? [] : [place[1] - place[0]];
  });
  return filled(shape, (index) => {
    let next = 0;
    const from = x.shape.map((_, i) => {
      const place = places[i];
      if (typeof place === 'number') return place;
      return (place?.[0] ?? 0) + (index[next++] ?? 0);
    });
    return entry(x, from);
  });
}

export const gather = (x: Value, ids: Value): Value =>
  filled([...ids.shape, ...x.shape.slice(1)], (index) =>
    entry(x, [entry(ids, index.slice(0, ids.shape.length)), ...index.slice(ids.shape.length)]),
  );

/** A sum over all entries or over one axis. */
function sum(x: Value, { axis, keepdims }: Settings): Value {
  const axes = x.shape.map((_, i) => typeof axis !== 'number' || i === (axis < 0 ? axis + x.shape.length : axis));
  const kept = x.shape.map((length, i) => (axes[i] ? 1 : length));
  const result = Array<number>(total(kept)).fill(0);
  x.data.forEach((value, place) => {
    const index = indexOf(x.shape, place);
    const at = kept.reduce((offset, length, i) => offset * length + (axes[i] ? 0 : (index[i] ?? 0)), 0);
    result[at] = (result[at] ?? 0) + value;
  });
  return { shape: keepdims === 1 ? kept : x.shape.filter((_, i) => !axes[i]), data: result };
}

function softmax(x: Value, { axis = -1 }: Settings): Value {
  const powers = elementwise(Math.exp, x);
  return elementwise((a, b) => a / b, powers, sum(powers, { axis, keepdims: 1 }));
}

const list = (shape: Settings[string]): readonly number[] => (typeof shape === 'number' ? [shape] : (shape ?? []));

/** The operations that are called, by name. */
export const OPERATIONS: Readonly<Record<string, (args: readonly Value[], settings: Settings) => Value>> = {
  sum: ([x = scalar(0)], settings) => sum(x, settings),
  softmax: ([x = scalar(0)], settings) => softmax(x, settings),
  norm: ([x = scalar(0)], settings) =>
    elementwise(
      Math.sqrt,
      sum(
        elementwise((a) => a * a, x),
        settings,
      ),
    ),
  outer: ([a = scalar(0), b = scalar(0)]) =>
    filled([...a.shape, ...b.shape], ([i = 0, j = 0]) => entry(a, [i]) * entry(b, [j])),
  reshape: ([x = scalar(0)], { shape }) => ({ shape: list(shape), data: x.data }),
  broadcast: ([x = scalar(0)], { shape }) => filled(list(shape), (index) => entry(x, index)),
  zeros: (_, { shape }) => filled(list(shape), () => 0),
  ones: (_, { shape }) => filled(list(shape), () => 1),
  eye: (_, { n = 1 }) => filled([Number(n), Number(n)], ([i, j]) => Number(i === j)),
};
/** The names of their options, in the order in which they may stand without a name. */
export const POSITIONAL: Readonly<Record<string, readonly string[]>> = {
  reshape: ['shape'],
  broadcast: ['shape'],
  zeros: ['shape'],
  ones: ['shape'],
  eye: ['n'],
};

/**
 * What a function tends to at a place, from one side. In: values closer and closer to the place. Out: a limit, or without
 * bound, or that it is not known. Numeric: it says so only where the values leave no other reading.
 */
export type Tendency =
  | { readonly kind: 'limit'; readonly value: number; readonly error: number }
  | { readonly kind: 'infinite'; readonly sign: 1 | -1 }
  | { readonly kind: 'unknown' };

/** Powers of two of the distances, and their odd factors: nothing periodic falls in step with them. */
const EXPONENTS = [4, 7, 10, 13, 16, 19, 22];
const FACTORS = [1, 0.83, 0.91, 0.71, 0.97, 0.77, 0.87];
const UNKNOWN: Tendency = { kind: 'unknown' };
/** Differences shrink to this part from one distance to the next, or do not: 8 times closer. */
const SHRINKING = 0.75;
const STEADY = 0.8;
const SETTLED = 0.05;
/** Values are asked for with relative errors below this. */
export const NOISE = 1e-8;

/** `at` gives the value at a distance from the place; NaN where there is none, Infinity where its size is too large for doubles. */
export function tendency(at: (distance: number) => number, reach: number): Tendency {
  const values: number[] = [];
  for (const [i, exponent] of EXPONENTS.entries()) {
    const value = at(reach * 2 ** -exponent * (FACTORS[i] ?? 1));
    if (Number.isNaN(value)) return UNKNOWN;
    if (!Number.isFinite(value)) return grows(values) ? infinite(values.at(-1) ?? value) : UNKNOWN;
    values.push(value);
  }
  const last = values.at(-1) ?? 0;
  // Per octave of the distance: those of a logarithm are all alike.
  const steps = values.slice(1).map((value, i) => (value - (values[i] ?? 0)) / (octaves(i + 1) - octaves(i)));
  const sizes = steps.map(Math.abs);
  const noise = NOISE * Math.max(...values.map(Math.abs));
  const pairs = sizes.slice(1).map((size, i) => [sizes[i] ?? 0, size] as const);
  if (pairs.every(([before, after]) => after <= SHRINKING * before || after <= noise)) {
    const [before = 0, after = 0] = pairs.at(-1) ?? [];
    if (after > SETTLED * (sizes[0] ?? 0) && after > noise) return UNKNOWN;
    const ratio = before > 0 ? Math.min(SHRINKING, after / before) : 0;
    const value =
      last + (after > noise || last === 0 ? ((values.at(-1) ?? 0) - (values.at(-2) ?? 0)) * (ratio / (1 - ratio)) : 0);
    const error = 8 * after + noise;
    return { kind: 'limit', value: Math.abs(value) <= error ? 0 : value, error };
  }
  const oneWay = steps.every((step) => Math.sign(step) === Math.sign(steps[0] ?? 0));
  const steady = pairs.every(([before, after]) => after >= STEADY * before);
  return oneWay && steady && Math.abs(last) > Math.abs(values[0] ?? 0) ? infinite(last) : UNKNOWN;
}

const octaves = (i: number): number => (EXPONENTS[i] ?? 0) - Math.log2(FACTORS[i] ?? 1);

const infinite = (value: number): Tendency => ({ kind: 'infinite', sign: value > 0 ? 1 : -1 });
const grows = (values: readonly number[]): boolean =>
  values.every((value, i) => i === 0 || Math.abs(value) > Math.abs(values[i - 1] ?? 0));

/** Whether two limits cannot be told apart. */
export const agree = (a: Tendency, b: Tendency): boolean =>
  a.kind === 'limit' &&
  b.kind === 'limit' &&
  Math.abs(a.value - b.value) <= a.error + b.error + 1e-9 * Math.max(Math.abs(a.value), Math.abs(b.value));

/**
 * Arrays in numbers, for people: small ones whole, of long ones the beginning and the end, as NumPy prints them.
 * In: entries in row-major order. Out: one line, with the sign before it that says whether it is rounded.
 */
import type { ArrayOutcome } from '../calculus/arrays';
import { figure } from './text';

/** Entries that are shown whole; of longer axes so many at the beginning, and the last. */
const MOST_ENTRIES = 24;
const LEADING = 3;
const LONGEST = 400;
const SIGNIFICANT = 5;

/** `= [1, 2, 3]`, `≈ [0.12346, …, 2.5]`; undefined where there is no number in it. */
export function arrayValue(outcome: ArrayOutcome | undefined): string | undefined {
  if (!outcome?.ok) return undefined;
  const { data, shape } = outcome;
  const many = data.length > MOST_ENTRIES;
  const seen: number[] = [];
  const show = (from: number, axis: number): string => {
    const length = shape[axis];
    if (length === undefined) {
      const entry = data[from] ?? Number.NaN;
      seen.push(entry);
      return Number.isFinite(entry) ? figure(entry, digits) : '–';
    }
    const size = shape.slice(axis + 1).reduce((product, one) => product * one, 1);
    const at = (i: number): string => show(from + i * size, axis + 1);
    const all = !many || length <= LEADING + 1;
    const shown = all
      ? Array.from({ length }, (_, i) => at(i))
      : [...Array.from({ length: LEADING }, (_, i) => at(i)), '…', at(length - 1)];
    return `[${shown.join(', ')}]`;
  };
  const digits = shape.length === 0 ? 6 : SIGNIFICANT;
  const text = show(0, 0);
  if (!seen.some(Number.isFinite)) return undefined;
  const exact = seen.every((entry) => !Number.isFinite(entry) || Number(entry.toPrecision(digits)) === entry);
  if (text.length > LONGEST) return undefined;
  return `${exact ? '=' : '≈'} ${text}`;
}

/** Arrays of numbers for people: short ones whole, long ones with their ends. In: entries. Out: one line of text. */
import type { ArrayValue } from '../network/derivation/line';
import type { Formula, Nested } from '../protocol';

const DIGITS = 4;
/** So many entries of a row, and so many rows, are shown whole. */
const WHOLE = 6;
const ROWS = 4;
/** Of longer ones, so many from the front. */
const FRONT = 3;
const LONGEST = 96;
/** More entries than this are not handed on. */
const MANY = 4096;

export const numberText = (value: number): string => String(Number(value.toPrecision(DIGITS))).replace('-', '−');

/** `[0.27, −0.5, 0.23]`; `≈ [[0, 0.1, −0.2, …], …]` where an entry that is shown is rounded. */
export function arrayText({ shape, data }: ArrayValue): string {
  const size = shape.reduce((product, length) => product * length, 1);
  let isRounded = false;
  const spelled = (axis: number, start: number, step: number, short: boolean): string => {
    const length = shape[axis];
    if (length === undefined) {
      const entry = data[start] ?? Number.NaN;
      isRounded ||= differs(Number(entry.toPrecision(DIGITS)), entry);
      return numberText(entry);
    }
    const isRow = axis === shape.length - 1;
    const most = short ? (isRow ? FRONT : 1) : isRow ? WHOLE : ROWS;
    const shown = length <= most ? length : short ? most : isRow ? FRONT : 2;
    const below = step / Math.max(1, length);
    const parts = Array.from({ length: shown }, (_, i) => spelled(axis + 1, start + i * below, below, short));
    return `[${parts.join(', ')}${shown < length ? ', …' : ''}]`;
  };
  const whole = spelled(0, 0, size, false);
  const text = whole.length <= LONGEST ? whole : spelled(0, 0, size, true);
  return `${isRounded ? '≈ ' : ''}${text}`;
}

/** With its sign: `= 6`, `≈ 0.1398`. */
export const signed = (text: string): string => (text.startsWith('≈') ? text : `= ${text}`);

/** The last digits of doubles are not what a reader takes for a rounding: 2.42 as 2.4200000000000004. */
const differs = (shown: number, value: number): boolean => Math.abs(shown - value) > 1e-13 * Math.abs(value);

/** The sign before a formula of numbers whose text has all digits: whether what people see is rounded. */
export function signOf({ text, unicode }: Formula): '=' | '≈' {
  const [all, shown] = [text, unicode].map((one) => one.match(/\d+(?:\.\d+)?(?:e-?\d+)?/g) ?? []);
  const same = all?.length === shown?.length && all?.every((digits, i) => !differs(Number(shown?.[i]), Number(digits)));
  return same ? '=' : '≈';
}

/** Undefined for very long ones. */
export function nestedValue({ shape, data }: ArrayValue): Nested | undefined {
  if (data.length > MANY) return undefined;
  const nest = (axis: number, start: number, step: number): Nested => {
    const length = shape[axis];
    if (length === undefined) return data[start] ?? Number.NaN;
    const below = step / Math.max(1, length);
    return Array.from({ length }, (_, i) => nest(axis + 1, start + i * below, below));
  };
  return nest(0, 0, data.length);
}

/** `4×8`; a name in it stays a name. */
export const shapeLabel = (shape: readonly (number | string)[], times = '×'): string =>
  shape.length === 0
    ? '1'
    : shape.map((length) => (/[ +*-]/.test(String(length)) ? `(${length})` : length)).join(times);

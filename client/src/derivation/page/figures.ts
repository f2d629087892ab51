/**
 * Numbers as readers write and read them. In: doubles, texts. Out: texts with true minus signs in which a rounding is said (≈),
 * and numbers on a grid that have few digits, so that what is dragged to is exactly what is shown.
 */
import { tickStep } from 'd3-array';
import type { ScaleLinear } from 'd3-scale';
import type { Interval } from '../../../../server/src/protocol';

/** `1.5`, `−0.25`, `≈ 0.333333`, `2×10⁻⁷`: the number with its sign of equality, if that is not `=`. */
export function spelled(x: number, digits = 6): string {
  const rounded = Number(x.toPrecision(digits));
  return (rounded === x ? '' : '≈ ') + decimal(rounded);
}

export const decimal = (x: number): string => {
  const size = Math.abs(x);
  return size !== 0 && (size >= 1e7 || size < 1e-4) ? scientific(x) : minus(String(x));
};

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';
function scientific(x: number): string {
  const [mantissa = '', exponent = '0'] = x.toExponential().split('e');
  const power = Number(exponent);
  const raised = String(Math.abs(power)).replace(/\d/g, (digit) => RAISED.charAt(Number(digit)));
  const ten = `10${power < 0 ? '⁻' : ''}${raised}`;
  return Math.abs(Number(mantissa)) === 1 ? minus(mantissa.replace('1', ten)) : `${minus(mantissa)}×${ten}`;
}

const minus = (text: string): string => text.replaceAll('-', '−');

/** How the ticks of an axis are written: all with the same decimals, or all as powers of ten. */
export function tickText(scale: ScaleLinear<number, number>, count: number): (x: number) => string {
  const [low = 0, high = 1] = scale.domain();
  const step = Math.abs(tickStep(low, high, count));
  const written = scale.tickFormat(count, 'f');
  if (Math.max(Math.abs(low), Math.abs(high)) < 1e6 && step >= 1e-5) return written;
  // A tick is a multiple of the step up to a rounding of the last bit.
  return (x) => (Math.abs(x) < step / 2 ? '0' : scientific(Number(x.toPrecision(12))));
}

/** The largest of 1, 2, 5 times a power of ten that is not above `size`. */
export function roundBelow(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const lead = [5, 2].find((each) => each * power <= size * (1 + 1e-9)) ?? 1;
  return lead * power;
}

/** The multiple of `grain` next to x, in few digits. */
export function onGrid(x: number, grain: number): number {
  const near = Math.round(x / grain) * grain;
  return near === 0 ? 0 : Number(near.toFixed(Math.min(100, Math.max(0, Math.ceil(-Math.log10(grain) + 1e-9)))));
}

/** What is one pixel away must be another number: how fine the grid is where `pixels` show an interval. */
export const grainOf = ([low, high]: Interval, pixels: number): number =>
  10 ** Math.floor(Math.log10((high - low) / pixels));

const CONSTANTS: Readonly<Record<string, number>> = { '': 1, pi: Math.PI, π: Math.PI, e: Math.E };
const WRITTEN = /^([-+−]?)\s*(\d+(?:\.\d*)?(?:e[-+]?\d+)?|\.\d+|)\s*[*·]?\s*(pi|π|e|)\s*(?:\/\s*(\d+(?:\.\d*)?))?$/i;

/** The number that a short text stands for (`-1.5`, `2/3`, `pi/2`), or undefined: then only the server knows. */
export function numberOf(text: string): number | undefined {
  const [, sign = '', factor = '', constant = '', divisor = '1'] = WRITTEN.exec(text.trim()) ?? [];
  if (factor === '' && constant === '') return undefined;
  const x =
    ((factor === '' ? 1 : Number(factor)) * (CONSTANTS[constant.toLowerCase()] ?? Number.NaN)) / Number(divisor);
  return Number.isFinite(x) ? (sign === '' || sign === '+' ? x : -x) : undefined;
}

/** `f(x, y)` with numbers for names: `f(1.5, 2)`; what is no call, `∂f/∂x`, stays as it is. */
export function named(name: string, numbers: Readonly<Record<string, string>>): string {
  const [, head, names] = /^(.*)\(([^()]*)\)$/.exec(name) ?? [];
  if (head === undefined || names === undefined) return name;
  const filled = names.split(',').map((each) => {
    const own = each.trim();
    return Object.hasOwn(numbers, own) ? (numbers[own] ?? own) : own;
  });
  return `${head}(${filled.join(', ')})`;
}

/** How a number looks after some steps. In: a number of a line, and how far. Out: its new text, exact, digit by digit. */
import { type NumberLiteral, SUPERSCRIPTS } from './numbers';

/** A step is one unit of the last digit (0), ten of them (1), or a tenth (-1). */
export type Scale = -1 | 0 | 1;

/** No number becomes finer than this. */
const MOST_DECIMALS = 15;

export function moved(number: NumberLiteral, steps: number, scale: Scale = 0): string {
  const finer = scale < 0 && !number.whole && number.decimals < MOST_DECIMALS;
  const value = number.digits * (finer ? 10n : 1n) + BigInt(steps) * (scale > 0 ? 10n : 1n);
  const { least } = number;
  return spelled(number, least !== undefined && value < least ? least : value, number.decimals + (finer ? 1 : 0));
}

function spelled({ negative, point, exponent }: NumberLiteral, value: bigint, decimals: number): string {
  const size = value < 0n ? -value : value;
  if (negative === 'superscript')
    return `${value < 0n ? '⁻' : ''}${[...String(size)].map((digit) => SUPERSCRIPTS[Number(digit)]).join('')}`;
  const digits = String(size).padStart(decimals + 1, '0');
  const units = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(units.length);
  const text = [
    point === 'first' && units === '0' ? '' : units,
    fraction || point === 'last' ? '.' : '',
    fraction,
    exponent,
  ].join('');
  if (value >= 0n) return text;
  return negative === 'parentheses' ? `(-${text})` : `-${text}`;
}

/**
 * The numbers of a line that may move. In: a line, and the line of text above it. Out: the number at a place, with all that
 * decides how it moves: its sign, its last digit, and what may stand there.
 */
import { type Place, placesOf } from './places';
import { endsValue, isPostfix, isSign, type Token, tokensOf } from './tokens';

export interface NumberLiteral {
  /** With its sign and, where they are the sign's, its parentheses. */
  readonly start: number;
  readonly end: number;
  /** The value is digits / 10^decimals, times the power of ten in `exponent` (`e-3`). */
  readonly digits: bigint;
  readonly decimals: number;
  readonly exponent: string;
  /** `.5` or `5.`: how it is written. */
  readonly point?: 'first' | 'last';
  /** Moves by whole numbers only. */
  readonly whole: boolean;
  readonly least?: bigint;
  /** How it is written below 0. */
  readonly negative: 'sign' | 'parentheses' | 'superscript';
}

/** The number that a place touches, or else the first one after it. */
export const numberAt = (line: string, character: number, above = ''): NumberLiteral | undefined =>
  numbersOf(line, above).find(({ end }) => end >= character);

/** `above`: decides whether a `-` at the start of the line is a sign. */
export function numbersOf(line: string, above = ''): readonly NumberLiteral[] {
  const tokens = tokensOf(line);
  const last = tokensOf(above).at(-1);
  const places = placesOf(tokens);
  return tokens.flatMap((token, at) => {
    const neighbour = (distance: number): Token | undefined => (at + distance === -1 ? last : tokens[at + distance]);
    if (isOrder(token, neighbour)) return [];
    if (token.kind === 'number') return [decimal(token, neighbour, places[at])];
    return token.kind === 'superscript' ? [superscript(token)] : [];
  });
}

type Neighbour = (distance: number) => Token | undefined;

const MINUS = /^[-−]$/;
const ARITHMETIC = /^[-+−*×⊙·⋅/÷@^√]$/;

function decimal(token: Token, neighbour: Neighbour, place: Place | undefined): NumberLiteral {
  // -3^2 is −(3²): there the sign is not the number's.
  const signed = isSign(neighbour(-1), MINUS) && !endsValue(neighbour(-2)) && !isPostfix(neighbour(1));
  const grouped = signed && isSign(neighbour(-2), /^\($/) && isSign(neighbour(1), /^\)$/) && !endsValue(neighbour(-3));
  const [left, right] = grouped ? [-2, 1] : [signed ? -1 : 0, 0];
  const [before, after] = [neighbour(left - 1), neighbour(right + 1)];

  const [, units = '', point = '', fraction = '', exponent = ''] = /^(\d*)(\.?)(\d*)(.*)$/.exec(token.text) ?? [];
  const size = BigInt(units + fraction);
  const isPower = isSign(before, /^\^$/);
  const whole = (place?.whole || isPower) && !point && !exponent;
  const apart = isPostfix(after) || isSign(before, ARITHMETIC);
  const negative = apart && (grouped || !signed) ? 'parentheses' : 'sign';
  // A factor without an operator carries no sign; and 1/2x is (1/2)x only while both are digits.
  const unsigned = endsValue(before) || (negative === 'parentheses' && isFraction(neighbour));
  const least = whole ? (place?.least ?? (isPower ? 0n : undefined)) : unsigned ? 0n : undefined;
  return {
    start: (neighbour(left) ?? token).start,
    end: (neighbour(right) ?? token).end,
    digits: signed ? -size : size,
    decimals: fraction.length,
    exponent,
    ...(point && (!units || !fraction) && { point: units ? 'last' : 'first' }),
    whole,
    ...(least !== undefined && !signed && { least }),
    negative,
  };
}

export const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function superscript({ text, start, end }: Token): NumberLiteral {
  const isNegative = text.startsWith('⁻');
  const size = BigInt([...text.replace(/[⁺⁻]/, '')].map((digit) => SUPERSCRIPTS.indexOf(digit)).join(''));
  return {
    start,
    end,
    digits: isNegative ? -size : size,
    decimals: 0,
    exponent: '',
    whole: true,
    ...(!isNegative && { least: 0n }),
    negative: 'superscript',
  };
}

/** Of `1/2x` one of the numbers. */
function isFraction(neighbour: Neighbour): boolean {
  const divides = (distance: number): boolean =>
    isSign(neighbour(distance), /^[/÷]$/) && neighbour(2 * distance)?.kind === 'number';
  const factor = neighbour(divides(1) ? 3 : 1);
  return (divides(1) || divides(-1)) && (factor?.kind === 'name' || isSign(factor, /^[([√∂∇]$/));
}

/** The 2 of `∂²f/∂x²` or `∂f/∂x^2` belongs to another one: alone it cannot move. */
function isOrder({ kind }: Token, neighbour: Neighbour): boolean {
  const base = kind === 'superscript' ? -1 : -2;
  if (base === -2 && !isSign(neighbour(-1), /^\^$/)) return false;
  return isSign(neighbour(base), /^[∂∇]$/) || (neighbour(base)?.kind === 'name' && isSign(neighbour(base - 1), /^∂$/));
}

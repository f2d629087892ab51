/**
 * What the three spellings share: a piece of text with what its neighbours must know of it, the names that are
 * taken, and the spelling of numbers. In: exact numbers and names. Out: text that a reader and the parser agree on.
 */
import { isInteger, type Rational } from '../calculus/rational';

/** What the page defines, and the parameters in scope: a `Map` or a `Set` of names, or a function's answer. */
export interface Names {
  has(name: string): boolean;
}
export const NO_NAMES: Names = new Set<string>();

/** How tightly a piece holds together; a piece in a tighter place gets parentheses. */
export const Level = {
  or: 0,
  and: 1,
  not: 2,
  comparison: 3,
  sum: 4,
  minus: 5,
  quotient: 6,
  product: 7,
  prefix: 8,
  power: 9,
  atom: 10,
} as const;
export type Level = (typeof Level)[keyof typeof Level];

/** What stands at an end of a piece: decides whether it may touch its neighbour without a sign. */
export type Edge = 'number' | 'symbol' | 'word' | 'operator' | 'bracket' | 'root' | 'other';

export interface Spelled {
  readonly text: string;
  readonly level: Level;
  readonly start: Edge;
  readonly end: Edge;
  /** A truth value without its Iverson bracket. */
  readonly truth: boolean;
  /** A matrix product outside of brackets: beside arrays it gets them, since `@` and `*` have no common precedence in print. */
  readonly matrix: boolean;
  /** LaTeX: higher than a line, so that brackets must grow. */
  readonly tall: boolean;
}

export function piece(text: string, level: Level, start: Edge, end: Edge = start, tall = false): Spelled {
  return { text, level, start, end, truth: false, matrix: false, tall };
}

/** Exactly the number, in digits: `12`, `0.044715`, `1e-30`, `25e40`. `value` is ≥ 0, an integer or a finite decimal. */
export function digits(value: Rational): string {
  if (isInteger(value)) return grouped(value.n.toString(), 0);
  let places = 0;
  let scale = 1n;
  while (scale % value.d !== 0n) {
    places += 1;
    scale *= 10n;
  }
  return grouped((value.n * (scale / value.d)).toString(), places);
}

/** `mantissa` with its last `places` digits after the point, as short as it can be read. */
function grouped(mantissa: string, places: number): string {
  if (places === 0) {
    const zeros = /0*$/.exec(mantissa)?.[0].length ?? 0;
    return mantissa.length > 21 && zeros > 8 ? `${mantissa.slice(0, -zeros)}e${zeros}` : mantissa;
  }
  if (places - mantissa.length > 5) return `${mantissa}e-${places}`;
  const padded = mantissa.padStart(places + 1, '0');
  return `${padded.slice(0, -places)}.${padded.slice(-places)}`;
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
export const superscript = (integer: string): string =>
  integer.replaceAll('-', '⁻').replaceAll(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? digit);

/** A name like `wish` that nothing has: `s1`, then `s2`, …; each call of the result gives a new one. */
export function freshNames(taken: Names, wish: string): () => string {
  let count = 0;
  return () => {
    do count += 1;
    while (taken.has(`${wish}${count}`));
    return `${wish}${count}`;
  };
}

/** Which factors of a product get brackets for the matrix product in them: all but one beside numbers only. */
export function isolated(factors: readonly Spelled[], arrays: readonly boolean[]): readonly boolean[] {
  const products = factors.filter(({ matrix }) => matrix).length;
  return factors.map(
    ({ matrix }, i) => matrix && (products > 1 || arrays.some((isArray, other) => isArray && other !== i)),
  );
}

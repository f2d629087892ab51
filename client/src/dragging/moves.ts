/** Numbers of a page and their new texts. In: places and steps. Out: replacements, and where a cursor is after them. */
import { moved, type Scale } from './moved';
import { type NumberLiteral, numberAt } from './numbers';

export interface Place {
  readonly line: number;
  readonly character: number;
}

export interface Move {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A line of the page; undefined above the first one. */
export type Lines = (line: number) => string | undefined;

/** Lines looked through for one above that has text. */
const MOST_BLANKS = 100;

export function numberOn(lines: Lines, { line, character }: Place): NumberLiteral | undefined {
  let above = line - 1;
  while (line - above < MOST_BLANKS && /^\s*(#|$)/.test(lines(above) ?? 'none')) above--;
  return numberAt(lines(line) ?? '', character, lines(above));
}

/** One for each number, however many cursors it has. */
export function movesAt(lines: Lines, places: readonly Place[], steps: number, scale: Scale): readonly Move[] {
  const moves = new Map<string, Move>();
  for (const place of places) {
    const number = numberOn(lines, place);
    if (!number) continue;
    const { line } = place;
    const { start, end } = number;
    moves.set(`${line}:${start}`, { line, start, end, text: moved(number, steps, scale) });
  }
  return [...moves.values()];
}

/** The character where a cursor is after the moves: inside a number it goes to the number's end. */
export function shifted(moves: readonly Move[], { line, character }: Place): number {
  const earlier = moves.filter((move) => move.line === line && move.start < character);
  const from = Math.max(character, ...earlier.map(({ end }) => end));
  return earlier.reduce((at, { start, end, text }) => at + text.length - (end - start), from);
}

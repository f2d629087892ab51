/**
 * Lines whose parts a terminal may colour. In: spans, each with what it is, the names that a derivation has introduced, and a
 * painter. Out: text; without a painter it is bare, and painted text differs from bare text in nothing but the paint.
 */
import type { DerivationStep } from '../protocol';
import { width } from './wrap';

/** One after the other for the names that a derivation introduces: u has the first wherever it stands. */
export const NAME_STYLES = ['name1', 'name2', 'name3', 'name4', 'name5', 'name6'] as const;
/** What a part of a line is. */
export type Style = 'rule' | 'answer' | 'heading' | 'muted' | 'good' | 'bad' | (typeof NAME_STYLES)[number];

export type Painter = (style: Style, text: string) => string;

/** What is printed on. */
export interface Sheet {
  /** Of a terminal, in characters; missing: nothing forces a line to end. */
  readonly width?: number;
  readonly paint?: Painter;
}

export interface Span {
  readonly text: string;
  readonly style?: Style;
}
export type Line = readonly Span[];

export const plain = (text: string): Line => [{ text }];
export const styled = (style: Style, text: string): Line => [{ text, style }];

/** Every name that a step introduces, with its style. */
export function nameStyles(steps: readonly DerivationStep[]): ReadonlyMap<string, Style> {
  const styles = new Map<string, Style>();
  const visit = ({ rule, where, steps: inside }: DerivationStep): void => {
    // At a point these are the parameters.
    const names = rule === 'put in the numbers' ? [] : Object.entries(where).map(([name]) => name);
    for (const name of names) {
      const style = NAME_STYLES[styles.size % NAME_STYLES.length];
      if (style && !styles.has(name)) styles.set(name, style);
    }
    inside.forEach(visit);
  };
  steps.forEach(visit);
  return styles;
}

/** A column further right, the rule of a line; where there is no room for it, on a line of its own after `margin`. */
export function ruled(line: Line, column: number, rule: Line, most: number, margin: string): readonly Line[] {
  const gap = Math.max(0, column - lengthOf(line)) + 3;
  if (lengthOf(line) + gap + lengthOf(rule) <= most) return [[...line, { text: ' '.repeat(gap) }, ...rule]];
  return [line, [{ text: margin }, ...rule]];
}

export const lengthOf = (line: Line): number => line.reduce((total, { text }) => total + width(text), 0);

export function painted(lines: readonly Line[], names: ReadonlyMap<string, Style>, paint?: Painter): string {
  const spelled = ({ text, style }: Span): string => {
    const pieces = paint ? piecesOf(text, names, style) : [{ text, style }];
    return pieces.map((piece) => (paint && piece.style ? paint(piece.style, piece.text) : piece.text)).join('');
  };
  return lines.map((line) => `${line.map(spelled).join('')}\n`).join('');
}

/** A word, perhaps with the sign of a differential or an adjoint before it: `u`, `du`, `δz1`, `h.W`. */
const WORD = /([dδ]?)([\p{L}_][\p{L}\p{M}\d_₀-₉]*(?:\.[\p{L}_][\p{L}\d_]*)*)/gu;
/** What may be a word of a sentence is no name there. */
const ENGLISH = /^(?:[aI]|\p{L}{2,})$/u;

/** The text cut at the names in it, which have a style of their own. */
function piecesOf(text: string, names: ReadonlyMap<string, Style>, style: Style | undefined): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: all, 1: sign = '', 2: rest = '', index } of names.size > 0 ? text.matchAll(WORD) : []) {
    const [start, name] = names.has(all) ? [index, all] : [index + sign.length, rest];
    const own = style === 'muted' && ENGLISH.test(name) ? undefined : names.get(name);
    if (!own) continue;
    pieces.push({ text: text.slice(end, start), style }, { text: name, style: own });
    end = start + name.length;
  }
  return [...pieces, { text: text.slice(end), style }].filter((piece) => piece.text !== '');
}

interface Piece {
  readonly text: string;
  readonly style: Style | undefined;
}

/**
 * Lines whose parts a terminal may colour. In: spans, each with what it is, the names that a derivation has introduced, and a
 * painter. Out: text; without a painter it is bare, and painted text differs from bare text in nothing but the paint.
 */
import type { DerivationStep } from '../protocol';

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

export const textOf = (lines: readonly Line[]): string =>
  lines.map((line) => `${line.map(({ text }) => text).join('')}\n`).join('');

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

export function painted(lines: readonly Line[], names: ReadonlyMap<string, Style>, paint?: Painter): string {
  if (!paint) return textOf(lines);
  const spelled = ({ text, style }: Span): string =>
    piecesOf(text, names, style === 'muted')
      .map((piece) => {
        const own = piece.style ?? style;
        return own && piece.text.trim() !== '' ? paint(own, piece.text) : piece.text;
      })
      .join('');
  return lines.map((line) => `${line.map(spelled).join('')}\n`).join('');
}

/** A word, and before it the sign of a differential or an adjoint of its own: `du`, `∂u`, `δz1`. */
const WORD = /([\p{L}_][\p{L}\p{M}\d_₀-₉]*(?:\.[\p{L}_][\p{L}\d_]*)*)/u;
const MARKED = /^(d|δ)(.+)$/;

/** The text cut at the names in it. In a sentence a name that may be a word of it is none. */
function piecesOf(text: string, names: ReadonlyMap<string, Style>, isSentence: boolean): readonly Span[] {
  if (names.size === 0) return [{ text }];
  return text.split(WORD).flatMap((piece, i): readonly Span[] => {
    const style = (name: string): Style | undefined =>
      isSentence && /^(a|I|\p{L}{2,})$/u.test(name) ? undefined : names.get(name);
    const own = i % 2 === 1 ? style(piece) : undefined;
    if (own) return [{ text: piece, style: own }];
    const [, mark = '', name = ''] = (i % 2 === 1 && MARKED.exec(piece)) || [];
    const marked = style(name);
    return marked ? [{ text: mark }, { text: name, style: marked }] : [{ text: piece }];
  });
}

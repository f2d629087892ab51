/** A page's text as lines with places and columns. In: text. Out: where each line starts and ends, how wide things are. */
import type { Token } from '../syntax/lexer';
import type { Statement } from '../syntax/tree';

export interface SheetLine {
  /** On the page; a byte-order mark stands before the first line. `end` is before the line's end sign. */
  readonly start: number;
  readonly end: number;
}

export interface Sheet {
  readonly text: string;
  readonly lines: readonly SheetLine[];
  /** How this page ends its lines. */
  readonly lineEnd: '\n' | '\r\n';
  /** What one step of indentation is, and how many columns it has. */
  readonly indent: string;
  readonly step: number;
}

export function sheetOf(text: string, indent: string, tabSize: number): Sheet {
  const lines: SheetLine[] = [];
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (;;) {
    const found = text.indexOf('\n', start);
    const next = found < 0 ? text.length : found;
    lines.push({ start, end: next > start && text[next - 1] === '\r' && found >= 0 ? next - 1 : next });
    if (found < 0) break;
    start = next + 1;
  }
  const [first] = lines;
  return {
    text,
    lines,
    lineEnd: first && text[first.end] === '\r' ? '\r\n' : '\n',
    indent,
    step: indent.includes('\t') ? tabSize * indent.length : indent.length,
  };
}

/** Columns of a text: marks that combine with the sign before have none, pairs of surrogates one. */
export const widthOf = (text: string): number =>
  WIDE.test(text) ? [...text].filter((sign) => !MARK.test(sign)).length : text.length;

const WIDE = /[\ud800-\udfff]|\p{M}/u;
const MARK = /\p{M}/u;

/** The column where the text of a line ends; tabs go to the next stop. */
export function columnAfter(text: string, column: number, { step }: Sheet): number {
  if (!text.includes('\t')) return column + widthOf(text);
  let at = column;
  for (const sign of text) at += sign === '\t' ? step - (at % step) : widthOf(sign);
  return at;
}

/** The columns where a statement's words stand on their lines. */
export function columnsOf(
  sheet: Sheet,
  statement: Statement,
  words: readonly Token[],
  lines: readonly number[],
): number[] {
  const columns: number[] = [];
  let [line, at, column] = [-1, 0, 0];
  words.forEach(({ start }, i) => {
    const own = lines[i] ?? 0;
    if (own !== line) [line, at, column] = [own, sheet.lines[own]?.start ?? 0, 0];
    const place = statement.start + start;
    column = columnAfter(sheet.text.slice(at, place), column, sheet);
    at = place;
    columns.push(column);
  });
  return columns;
}

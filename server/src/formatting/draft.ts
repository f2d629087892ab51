/**
 * A statement as words on rows: what the formatter moves. In: a statement that was read, and the lines of its page.
 * Out: its draft: words, the spaces before each, the rows that they stand on.
 */
import { lexLine, type Token } from '../syntax/lexer';
import type { Range, Statement } from '../syntax/tree';
import { gapsOf } from './gaps';
import { columnsOf, type Sheet, widthOf } from './sheet';

/** A line of words, or of a comment between them. */
export interface Row {
  /** Words `from` to before `to`. */
  readonly from: number;
  readonly to: number;
  /** The page's line that it stands on; undefined where a long line is broken here. */
  readonly line: number | undefined;
  /** On the page. */
  readonly comment?: Range;
}

/** The formatter fills it in, step by step; nothing outside of it is changed. */
export interface Draft {
  readonly statement: Statement;
  /** Offsets count from the statement's start. */
  readonly words: readonly Token[];
  readonly widths: readonly number[];
  /** Spaces before each word; of the first of a row they do not count. */
  readonly gaps: number[];
  rows: readonly Row[];
  /** The columns where the words stood. */
  readonly written: readonly number[];
  /** Where they are to stand; and the rows of comment alone. */
  readonly columns: number[];
  /** How deep it stands in blocks; undefined where that is not known, so that its indentation stays. */
  readonly level: number | undefined;
  /** The statement before it on the same line. */
  readonly before: Draft | undefined;
}

/** Undefined for what could not be read: it stays as it is. */
export function draftOf(
  sheet: Sheet,
  statement: Statement,
  level: number | undefined,
  before: Draft | undefined,
): Draft | undefined {
  if (statement.sentence.kind === 'broken') return undefined;
  const words: Token[] = [];
  const lines: number[] = [];
  const rows: Row[] = [];
  let at = 0;
  for (const [i, text] of statement.source.split('\n').entries()) {
    const written = text.endsWith('\r') ? text.slice(0, -1) : text;
    const { tokens, comment, problems } = lexLine(written);
    if (problems.length > 0) return undefined;
    const line = statement.line + i;
    const from = words.length;
    for (const token of tokens) {
      words.push({ ...token, start: token.start + at, end: token.end + at });
      lines.push(line);
    }
    const sign = statement.start + at + written.length - (comment?.length ?? 0) - 1;
    const own = comment === undefined ? undefined : commentAt(sheet, line, sign);
    if (tokens.length > 0 || own) rows.push({ from, to: words.length, line, ...(own && { comment: own }) });
    at += text.length + 1;
  }
  return {
    statement,
    words,
    widths: words.map(({ text }) => widthOf(text)),
    gaps: gapsOf(statement, words, lines),
    rows,
    written: columnsOf(sheet, statement, words, lines),
    columns: [],
    level,
    before,
  };
}

/** A comment from its sign to the end of its line, without the spaces there. */
export function commentAt({ text, lines }: Sheet, line: number, start: number): Range {
  const end = lines[line]?.end ?? start;
  return { start, end: start + text.slice(start, end).replace(/[ \t]+$/, '').length };
}

export const isOneRow = ({ rows }: Draft): boolean => rows.length === 1;

/** Where a row ends, once its words have their columns. */
export function endOf({ rows, columns, widths }: Draft, row: number): number {
  const last = (rows[row]?.to ?? 0) - 1;
  return (columns[last] ?? 0) + (widths[last] ?? 0);
}

/** How wide words `from` to before `to` are, with the spaces between them. */
export function spanOf({ gaps, widths }: Draft, from: number, to: number): number {
  let width = 0;
  for (let i = from; i < to; i++) width += (widths[i] ?? 0) + (i > from ? (gaps[i] ?? 0) : 0);
  return width;
}

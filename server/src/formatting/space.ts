/**
 * Lines with their columns → the edits of the space between words. In: the lines of a page, drafts placed, the columns
 * of comments. Out: for each space that changes one edit, with the line that it is on.
 */
import type { Edit } from '../syntax/tree';
import { type Draft, endOf } from './draft';
import type { PageLine } from './page-lines';
import type { Sheet } from './sheet';

export interface LineEdit {
  readonly line: number;
  readonly edit: Edit;
}

/** More blank lines together become this many. */
const MOST_BLANK = 2;

/** `commentColumns` by the index of the line; `toEnd`: the last line is the page's. */
export function spaceEdits(
  sheet: Sheet,
  lines: readonly PageLine[],
  commentColumns: ReadonlyMap<number, number>,
  toEnd: boolean,
): LineEdit[] {
  const edits: LineEdit[] = [];
  const replace = (line: number, start: number, end: number, text: string): void => {
    if (sheet.text.slice(start, end) !== text) edits.push({ line, edit: { range: { start, end }, text } });
  };
  const lineOf = (line: number): Sheet['lines'][number] => sheet.lines[line] ?? { start: 0, end: 0 };
  const lastWritten = toEnd ? lines.findLastIndex(({ kind }) => kind !== 'blank') : lines.length - 1;
  let blank = 0;
  lines.slice(0, lastWritten + 1).forEach((one, place) => {
    const { line } = one;
    const { start, end } = lineOf(line);
    blank = one.kind === 'blank' ? blank + 1 : 0;
    switch (one.kind) {
      case 'blank':
        if (blank > MOST_BLANK) replace(line, start, lineOf(line + 1).start, '');
        else replace(line, start, end, '');
        break;
      case 'comment': {
        const column = commentColumns.get(place);
        const { level, comment } = one;
        if (column !== undefined) replace(line, start, comment.start, ' '.repeat(column));
        else if (level !== undefined) replace(line, start, comment.start, sheet.indent.repeat(level));
        replace(line, comment.end, end, '');
        break;
      }
      case 'row': {
        const next = lines[place + 1];
        rowEdits(sheet, one, commentColumns.get(place), next?.kind === 'row' && next.line === line, replace);
        break;
      }
      case 'frozen':
        break;
    }
  });
  if (toEnd && (lastWritten >= 0 || lines[0]?.line === 0)) endEdits(sheet, lines[lastWritten]?.line, replace);
  return edits;
}

type Replace = (line: number, start: number, end: number, text: string) => void;

/** `goesOn`: another row follows on this line of the page. */
function rowEdits(
  sheet: Sheet,
  one: Extract<PageLine, { kind: 'row' }>,
  commentColumn: number | undefined,
  goesOn: boolean,
  replace: Replace,
): void {
  const { draft, line, comment } = one;
  const { words, gaps, statement, columns } = draft;
  const row = draft.rows[one.row];
  const { start, end } = sheet.lines[line] ?? { start: 0, end: 0 };
  if (!row) return;
  if (row.from === row.to) {
    const column = commentColumn ?? columnBelow(draft, one.row);
    if (comment) replace(line, start, comment.start, indentation(sheet, draft, column));
    if (comment) replace(line, comment.end, end, '');
    return;
  }
  const place = (i: number): { start: number; end: number } => ({
    start: statement.start + (words[i]?.start ?? 0),
    end: statement.start + (words[i]?.end ?? 0),
  });
  const first = place(row.from).start;
  if (row.line === undefined) {
    const text = sheet.lineEnd + indentation(sheet, draft, columns[row.from] ?? 0);
    replace(line, place(row.from - 1).end, first, text);
  } else if (row.from === 0 && draft.before) replace(line, draft.before.statement.end, first, ' ');
  else if (row.from > 0 || draft.level !== undefined) {
    replace(line, start, first, indentation(sheet, draft, columns[row.from] ?? 0));
  }
  for (let i = row.from + 1; i < row.to; i++) replace(line, place(i - 1).end, place(i).start, ' '.repeat(gaps[i] ?? 0));
  const last = place(row.to - 1).end;
  if (comment) {
    replace(line, last, comment.start, ' '.repeat(Math.max(1, (commentColumn ?? 0) - endOf(draft, one.row))));
    replace(line, comment.end, end, '');
  } else if (!goesOn && !one.open) replace(line, last, end, '');
}

/** Where the next row with words begins: a comment above it stands there too. */
function columnBelow({ rows, columns }: Draft, row: number): number {
  const below = rows.slice(row).find(({ from, to }) => to > from);
  return columns[below?.from ?? 0] ?? 0;
}

/** The block's indentation, then spaces. */
function indentation({ indent, step }: Sheet, { level = 0 }: Draft, column: number): string {
  const depth = Math.min(level, Math.floor(column / step));
  return indent.repeat(depth) + ' '.repeat(column - depth * step);
}

/** No blank lines at the end, and a line end. */
function endEdits({ text, lines, lineEnd }: Sheet, last: number | undefined, replace: Replace): void {
  if (last === undefined) {
    replace(0, lines[0]?.start ?? 0, text.length, '');
    return;
  }
  const next = lines[last + 1];
  if (next) replace(last, next.start, text.length, '');
  else replace(last, text.length, text.length, lineEnd);
}

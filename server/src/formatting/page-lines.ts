/**
 * The lines of a page as the formatter sees them: rows of statements, comments, blank lines, and what stays as it is.
 * In: a page, the drafts of its statements, a stretch of lines. Out: the lines, in order.
 */
import type { Page, Range, Statement } from '../syntax/tree';
import type { Remark } from './comments';
import { commentAt, type Draft, endOf, type Row } from './draft';
import { columnAfter, type Sheet } from './sheet';

export type PageLine =
  | {
      readonly kind: 'row';
      readonly line: number;
      readonly draft: Draft;
      /** Its index in the draft. */
      readonly row: number;
      readonly comment: Range | undefined;
      /** What stands behind it on its line is not known, and stays. */
      readonly open: boolean;
    }
  | { readonly kind: 'comment'; readonly line: number; readonly comment: Range; readonly level: number | undefined }
  | { readonly kind: 'blank' | 'frozen'; readonly line: number };

/** `statements[i]` has the draft `drafts[i]`, or none. */
export function linesOf(
  sheet: Sheet,
  page: Page,
  statements: readonly Statement[],
  drafts: readonly (Draft | undefined)[],
  { first, last }: { readonly first: number; readonly last: number },
): PageLine[] {
  const found: PageLine[] = [];
  const rows = new Map<number, { readonly draft: Draft; readonly row: number }[]>();
  const frozen = new Set<number>();
  statements.forEach((statement, i) => {
    const draft = drafts[i];
    if (!draft) for (let line = statement.line; line <= statement.endLine; line++) frozen.add(line);
    let line = statement.line;
    draft?.rows.forEach((one, row) => {
      line = one.line ?? line;
      const own = rows.get(line);
      if (own) own.push({ draft, row });
      else rows.set(line, [{ draft, row }]);
    });
  });
  let next = 0;
  for (let line = first; line <= last; line++) {
    while ((statements[next]?.line ?? Number.POSITIVE_INFINITY) < line) next++;
    const own = rows.get(line);
    if (frozen.has(line)) found.push({ kind: 'frozen', line });
    else if (own) found.push(...rowsOf(sheet, own, line));
    else found.push(wordless(sheet, line, () => levelAfter(page, statements[next - 1])));
  }
  return found;
}

function rowsOf(
  sheet: Sheet,
  own: readonly { readonly draft: Draft; readonly row: number }[],
  line: number,
): PageLine[] {
  return own.map(({ draft, row }, i): PageLine => {
    const written: Row | undefined = draft.rows[row];
    const isLast = i === own.length - 1;
    const word = draft.words[(written?.to ?? 0) - 1];
    if (!isLast || written?.comment || !word || !written || written.from === written.to) {
      return { kind: 'row', line, draft, row, comment: written?.comment, open: false };
    }
    const end = draft.statement.start + word.end;
    const rest = sheet.text.slice(end, sheet.lines[line]?.end ?? end);
    const space = SPACE.exec(rest)?.[0].length ?? 0;
    const comment = rest[space] === '#' ? commentAt(sheet, line, end + space) : undefined;
    return { kind: 'row', line, draft, row, comment, open: !comment && space < rest.length };
  });
}

const SPACE = /^[ \t\u00A0\u2000-\u200A\u202F\u3000]*/;

/** A line on which no statement has words. */
function wordless(sheet: Sheet, line: number, level: () => number | undefined): PageLine {
  const { start, end } = sheet.lines[line] ?? { start: 0, end: 0 };
  const text = sheet.text.slice(start, end);
  const space = SPACE.exec(text)?.[0].length ?? 0;
  if (space === text.length) return { kind: 'blank', line };
  if (text[space] !== '#') return { kind: 'frozen', line };
  return { kind: 'comment', line, comment: commentAt(sheet, line, start + space), level: level() };
}

/** How deep a line is that comes after a statement; undefined where a brace is missing. */
function levelAfter({ statements }: Page, statement: Statement | undefined): number | undefined {
  if (!statement || statement.sentence.kind === 'close') return 0;
  const header = statement.network === undefined ? statement : statements[statement.network];
  if (header?.sentence.kind !== 'network') return 0;
  return header.problems.some(({ code }) => code === 'open-brace') ? undefined : 1;
}

/** The comment of a line, where it is to be aligned. */
export function remarkOf(sheet: Sheet, line: PageLine, place: number): Remark | undefined {
  if (line.kind !== 'row' && line.kind !== 'comment') return undefined;
  const { comment } = line;
  if (!comment) return undefined;
  const start = sheet.lines[line.line]?.start ?? comment.start;
  const written = columnAfter(sheet.text.slice(start, comment.start), 0, sheet);
  const row = line.kind === 'row' ? line.draft.rows[line.row] : undefined;
  const end = line.kind === 'row' && row && row.to > row.from ? endOf(line.draft, line.row) : undefined;
  return { place, end, written };
}

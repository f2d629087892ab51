/**
 * What typing a line's end or a brace lays out: the line that is finished, and where the new one begins. In: a program
 * and the place behind what was typed. Out: edits; none of them moves what stands behind that place.
 */
import type { Program } from '../program/program';
import { lexLine, type Token } from '../syntax/lexer';
import type { Edit, Page, Statement } from '../syntax/tree';
import { lineAt } from './format';
import type { Layout, PageSpelling } from './options';
import { rewrite } from './rewrite';
import { columnAfter, type Sheet, sheetOf } from './sheet';

export interface TypingOptions {
  readonly layout: Layout;
  readonly spelling: PageSpelling;
}

export function afterNewline(program: Program, offset: number, options: TypingOptions): Edit[] {
  const { page } = program;
  const sheet = sheetOf(page.text, options.layout.indent, options.layout.tabSize);
  const line = lineAt(sheet.lines, offset);
  const above = sheet.lines[line - 1];
  const own = sheet.lines[line];
  if (!above || !own) return [];
  const statement = lastBefore(page, own.start);
  const isFinished = statement?.endLine === line - 1;
  const finished = isFinished ? rewrite(program, { ...options, range: statement }).edits : [];
  // The edits of lines further down could move what is being typed.
  const edits = finished.filter(({ range }) => range.end <= above.end);
  const text = sheet.text.slice(own.start, own.end);
  const space = /^[ \t]*/.exec(text)?.[0].length ?? 0;
  if (space < text.length) return edits;
  const indentation = indentationAfter(sheet, statement, line);
  if (indentation === text) return edits;
  return [...edits, { range: { start: own.start, end: own.end }, text: indentation }];
}

/** A brace that ends a block stands where the block's line does. */
export function afterBrace({ page }: Program, offset: number, { layout }: TypingOptions): Edit[] {
  const sheet = sheetOf(page.text, layout.indent, layout.tabSize);
  const statement = lastBefore(page, offset);
  const line = sheet.lines[statement?.line ?? -1];
  if (!line || statement?.sentence.kind !== 'close' || statement.end !== offset || statement.network === undefined)
    return [];
  const space = { start: line.start, end: statement.start };
  const isFirst = /^[ \t]*$/.test(sheet.text.slice(space.start, space.end));
  return isFirst && space.end > space.start ? [{ range: space, text: '' }] : [];
}

function lastBefore({ statements }: Page, offset: number): Statement | undefined {
  let [low, high] = [-1, statements.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((statements[middle]?.start ?? 0) < offset) low = middle;
    else high = middle;
  }
  return statements[low];
}

interface Open {
  readonly column: number;
  /** Where the line of its bracket begins. */
  readonly line: number;
  readonly hanging: boolean;
}

/** A line that ends in one of these goes on; the formula is continued under its beginning. */
const JOINING = new Set('+ - * · / @ ^ < > <= >= == != |> and or not'.split(' '));
const RELATING = new Set(['=', '≈', ',', 'for']);

function indentationAfter(sheet: Sheet, statement: Statement | undefined, line: number): string {
  if (!statement) return '';
  const { sentence, network } = statement;
  const inside = sentence.kind === 'network' || (network !== undefined && sentence.kind !== 'close');
  const block = sheet.indent.repeat(inside ? 1 : 0);
  // A finished statement goes on nowhere; a broken one may have an open bracket.
  const column = statement.endLine < line - 1 ? undefined : openColumn(sheet, statement);
  if (column === undefined) return block;
  const width = inside ? sheet.step : 0;
  return column >= width ? block + ' '.repeat(column - width) : ' '.repeat(column);
}

/** Where a statement goes on that its last line leaves open. */
function openColumn(sheet: Sheet, { source, line: firstLine, start }: Statement): number | undefined {
  const open: Open[] = [];
  let last: Token | undefined;
  let base = 0;
  let body: number | undefined;
  for (const [i, text] of source.split('\n').entries()) {
    const place = sheet.lines[firstLine + i]?.start ?? 0;
    const before = i === 0 ? columnAfter(sheet.text.slice(place, start), 0, sheet) : 0;
    const { tokens } = lexLine(text);
    const columns = tokens.map((token) => columnAfter(text.slice(0, token.start), before, sheet));
    const [own = before] = columns;
    if (i === 0) base = own;
    tokens.forEach((token, j) => {
      const isLast = j === tokens.length - 1;
      if (open.length === 0 && RELATING.has(last?.type ?? '') && j > 0) body = columns[j];
      if (token.type === '(' || token.type === '[')
        open.push({ column: columns[j + 1] ?? own + sheet.step, line: own, hanging: isLast });
      else if (token.type === ')' || token.type === ']') open.pop();
      last = token;
    });
  }
  const top = open.at(-1);
  if (top) return top.hanging ? top.line + sheet.step : top.column;
  if (last && RELATING.has(last.type)) return base + sheet.step;
  return last && JOINING.has(last.type) ? (body ?? base + sheet.step) : undefined;
}

/**
 * What typing a line's end or a brace lays out: the line that is finished, and where the new one begins. In: a program
 * and the place behind what was typed. Out: edits; none of them moves what stands behind that place.
 */
import type { Program } from '../program/program';
import { lexLine, type Token } from '../syntax/lexer';
import { sketchLine } from '../syntax/statements';
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
  // Behind a blank line nothing goes on.
  const column = statement.endLine < line - 1 ? undefined : openColumn(sheet, beginning(sheet, line - 1), line - 1);
  if (column === undefined) return block;
  const width = inside ? sheet.step : 0;
  return column >= width ? block + ' '.repeat(column - width) : ' '.repeat(column);
}

const textOf = ({ text, lines }: Sheet, line: number): string => text.slice(lines[line]?.start, lines[line]?.end);

/** Above this many lines no beginning is looked for. */
const FAR = 200;

/**
 * The line where what is being typed begins. A bracket that is still open joins no lines for the reader, so that looks
 * have to tell: `NAME =` behind a comma is an argument.
 */
function beginning(sheet: Sheet, last: number): number {
  for (let line = last; line > 0 && line > last - FAR; line--) {
    const { starts } = sketchLine(lexLine(textOf(sheet, line)));
    const before = lexLine(textOf(sheet, line - 1)).tokens.at(-1)?.type;
    if (starts && !(starts === 'value' && (before === ',' || before === '('))) return line;
    if (textOf(sheet, line - 1).trim() === '') return line;
  }
  return Math.max(0, last - FAR);
}

/** Where the lines `first` to `last` go on, if the last one leaves something open. */
function openColumn(sheet: Sheet, first: number, last: number): number | undefined {
  const open: Open[] = [];
  let before: Token | undefined;
  let base = 0;
  let body: number | undefined;
  for (let line = first; line <= last; line++) {
    const text = textOf(sheet, line);
    const { tokens } = lexLine(text);
    const columns = tokens.map((token) => columnAfter(text.slice(0, token.start), 0, sheet));
    const own = columns[0] ?? 0;
    if (line === first) base = own;
    tokens.forEach((token, j) => {
      const isLast = j === tokens.length - 1;
      if (open.length === 0 && RELATING.has(before?.type ?? '') && j > 0) body = columns[j];
      if (token.type === '(' || token.type === '[')
        open.push({ column: columns[j + 1] ?? own + sheet.step, line: own, hanging: isLast });
      else if (token.type === ')' || token.type === ']') open.pop();
      before = token;
    });
  }
  const top = open.at(-1);
  if (top) return top.hanging ? top.line + sheet.step : top.column;
  if (before && RELATING.has(before.type)) return base + sheet.step;
  return before && JOINING.has(before.type) ? (body ?? base + sheet.step) : undefined;
}

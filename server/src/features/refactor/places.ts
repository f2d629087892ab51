/** Where things are in the formulas of a page. In: a page, a statement, ranges. Out: parts with what stands around them, lines. */
import type { Edit, Range, Sentence, Statement, Tree } from '../../syntax/tree';
import { children, expressions } from '../../syntax/walk';
import { statementAt, type View } from '../view';

/** A part of a formula and the parts around it, the whole first. */
export interface Placed {
  readonly tree: Tree;
  readonly parents: readonly Tree[];
}

/** Every part of a sentence's formulas, wholes before parts. */
export function* placedIn(sentence: Sentence): Generator<Placed> {
  for (const root of expressions(sentence)) yield* placedUnder(root, []);
}

/** As deep as brackets nest, which is limited. */
export function* placedUnder(tree: Tree, parents: readonly Tree[]): Generator<Placed> {
  yield { tree, parents };
  const around = [...parents, tree];
  for (const part of children(tree)) yield* placedUnder(part, around);
}

/** The statement that holds a whole range, and its index. */
export function statementAround(
  view: View,
  range: Range,
): { readonly statement: Statement; readonly index: number } | undefined {
  const index = statementAt(view, range.start);
  const statement = index === undefined ? undefined : view.program.page.statements[index];
  return index !== undefined && statement && range.end <= statement.end ? { statement, index } : undefined;
}

/** Without the white space around it. */
export function trimmed(text: string, { start, end }: Range): Range {
  const inside = text.slice(start, end);
  if (inside.trim() === '') return { start, end: start };
  return { start: start + inside.length - inside.trimStart().length, end: start + inside.trimEnd().length };
}

/** The line breaks of the page. */
export const breakOf = (text: string): string => (/\r\n/.test(text) ? '\r\n' : '\n');

/** A new line above a statement and its comment, indented as it is. */
export function lineAbove({ program }: View, { start }: Statement, line: string): Edit {
  const { text } = program.page;
  const feed = breakOf(text);
  const begin = text.lastIndexOf('\n', start - 1) + 1;
  const indentation = text.slice(begin, start);
  if (indentation.trim().replace('\uFEFF', '') !== '') {
    const inner = `${/^\s*/.exec(indentation)?.[0] ?? ''}  `;
    return { range: { start, end: start }, text: `${line}${feed}${inner}` };
  }
  const at = commentAbove(text, begin);
  const mark = at === 0 && text.startsWith('\uFEFF') ? 1 : 0;
  const space = indentation.replace('\uFEFF', '');
  return { range: { start: at + mark, end: at + mark }, text: `${space}${line}${feed}` };
}

/** Where the comment lines directly above a line begin; the line itself where there are none. */
export function commentAbove(text: string, line: number): number {
  let begin = line;
  while (begin > 0) {
    const above = text.lastIndexOf('\n', begin - 2) + 1;
    if (!/^\s*#/.test(text.slice(above, begin))) break;
    begin = above;
  }
  return begin;
}

/** Lines below a statement: after a blank line, and before whatever is there. */
export function linesBelow({ program }: View, { end }: Range, lines: readonly string[]): Edit {
  const { text } = program.page;
  const feed = breakOf(text);
  const stop = text.indexOf('\n', end);
  const at = stop < 0 ? text.length : stop - Number(text[stop - 1] === '\r');
  return { range: { start: at, end: at }, text: [`${feed}`, ...lines].join(feed) };
}

/** A statement goes with its line and its comment; a comment at the top of the page is the page's, and stays. */
export function removal({ program }: View, { start, end }: Statement): Edit {
  const { text } = program.page;
  const begin = text.lastIndexOf('\n', start - 1) + 1;
  const feed = text.indexOf('\n', end);
  const stop = feed < 0 ? text.length : feed + 1;
  const isAlone = text.slice(begin, start).trim() === '' && /^\s*(#.*)?\s*$/.test(text.slice(end, stop));
  if (!isAlone) {
    const rest = /^[ \t]*\r?\n?[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
    return { range: { start, end: end + rest }, text: '' };
  }
  const comment = commentAbove(text, begin);
  const from = comment === 0 ? begin : comment;
  // Two blank lines become one.
  const blankAbove = from === 0 || /\n\r?\n$/.test(text.slice(0, from));
  const blank = blankAbove ? (/^[ \t]*\r?\n/.exec(text.slice(stop))?.[0].length ?? 0) : 0;
  return { range: { start: from, end: stop + blank }, text: '' };
}

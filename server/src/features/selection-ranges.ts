/**
 * What "expand selection" selects, one after the other: a token, ever larger parts of its formula, the statement, the
 * statement with its comment, the network, the page; in a comment the word, the line and the block. In: positions.
 * Out: for each a chain of ranges, every one strictly inside the next, all of them around the position.
 */
import type { Position, SelectionRange } from 'vscode-languageserver-types';
import { lexLine, type Token } from '../syntax/lexer';
import type { Range, Statement, Tree } from '../syntax/tree';
import { expressions, pathTo } from '../syntax/walk';
import { offsetOf, rangeOf, statementAt, statementsIn, type View, within } from './view';

export const selectionRanges = (view: View, positions: readonly Position[]): SelectionRange[] =>
  positions.map((position) => chainOf(view, selectionsAt(view, offsetOf(view, position))));

function chainOf(view: View, ranges: readonly Range[]): SelectionRange {
  const whole: SelectionRange = { range: rangeOf(view, { start: 0, end: view.program.page.text.length }) };
  const inner = ranges.slice(0, -1).reverse();
  return inner.reduce<SelectionRange>((parent, range) => ({ range: rangeOf(view, range), parent }), whole);
}

/** From the smallest to the page. */
export function selectionsAt(view: View, offset: number): readonly Range[] {
  const { text } = view.program.page;
  const whole = { start: 0, end: text.length };
  const line = lineAt(text, offset);
  const index = statementAt(view, offset);
  const statement = index === undefined ? undefined : view.program.page.statements[index];
  const found: Range[] = [
    ...tokenAt(line, offset),
    ...commentsAt(text, line, offset),
    ...(statement ? partsAt(statement, offset - statement.start) : []),
    ...(statement ? bracketsAt(text, statement, offset) : []),
    ...blocksAt(view, offset),
  ];
  // From the largest, so that what crosses another is left out and not its betters.
  const nested = [whole];
  for (const range of found.sort((a, b) => b.end - b.start - (a.end - a.start))) {
    const last = nested.at(-1) ?? whole;
    const inside = last.start <= range.start && range.end <= last.end;
    const smaller = range.end - range.start < last.end - last.start;
    if (inside && smaller && range.start <= offset && offset <= range.end && range.start < range.end)
      nested.push(range);
  }
  return nested.reverse();
}

interface Line extends Range {
  readonly tokens: readonly Token[];
  /** Where its comment begins, on the page. */
  readonly comment: number | undefined;
}

function lineAt(text: string, offset: number): Line {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const feed = text.indexOf('\n', offset);
  const stop = feed < 0 ? text.length : feed;
  const end = stop > start && text[stop - 1] === '\r' ? stop - 1 : stop;
  const { tokens, comment } = lexLine(text.slice(start, end));
  return { start, end, tokens, comment: comment === undefined ? undefined : end - comment.length - 1 };
}

/** Where two tokens touch, a name or number goes before a sign, and what begins before what ends. */
function tokenAt({ start, tokens }: Line, offset: number): Range[] {
  const touching = tokens.filter((token) => start + token.start <= offset && offset <= start + token.end).reverse();
  const token = touching.find(({ type }) => WORDS.has(type)) ?? touching[0];
  return token ? [{ start: start + token.start, end: start + token.end }] : [];
}

const WORDS: ReadonlySet<string> = new Set(['name', 'number', 'string']);

function commentsAt(text: string, line: Line, offset: number): Range[] {
  const { comment } = line;
  if (comment === undefined || offset < comment) return [];
  const body = trimmed(text, { start: comment + 1, end: line.end });
  const word = wordAt(text, body, offset);
  return [...(word ? [word] : []), body, { start: comment, end: line.end }, ...commentBlock(text, line)];
}

function wordAt(text: string, { start, end }: Range, offset: number): Range | undefined {
  for (const { 0: word, index } of text.slice(start, end).matchAll(/[\p{L}\p{M}\p{N}_'′²³∂∇]+/gu)) {
    const range = { start: start + index, end: start + index + word.length };
    if (range.start <= offset && offset <= range.end) return range;
  }
  return undefined;
}

/** Lines of comment above and below a line of comment. */
function commentBlock(text: string, line: Line): Range[] {
  if (line.tokens.length > 0) return [];
  let { start, end } = line;
  while (start > 0) {
    const above = lineAt(text, start - 1);
    if (above.comment === undefined || above.tokens.length > 0) break;
    start = above.start;
  }
  for (let next = text.indexOf('\n', end); next >= 0; next = text.indexOf('\n', end)) {
    const below = lineAt(text, next + 1);
    if (below.comment === undefined || below.tokens.length > 0) break;
    end = below.end;
  }
  return [trimmed(text, { start, end })];
}

/** The parts of a formula, the sides of a claim, heads and their parameters. */
function partsAt(statement: Statement, at: number): Range[] {
  const { sentence } = statement;
  const ranges: Range[] = [];
  for (const expression of expressions(sentence)) {
    for (const tree of pathTo(expression, at)) ranges.push(tree.range, ...named(tree));
  }
  if (sentence.kind === 'check') ranges.push(...sentence.rest.map(({ range }) => range));
  if ('parameters' in sentence && sentence.parameters) ranges.push(...sentence.parameters.map(({ range }) => range));
  return ranges.map((range) => within(statement, range));
}

/** `axis=0`. */
const named = (tree: Tree): Range[] =>
  tree.kind === 'call' || tree.kind === 'point' ? tree.arguments.map(({ range }) => range) : [];

/** What stands between brackets, and they with it: also where the statement cannot be read. */
function bracketsAt(text: string, statement: Statement, offset: number): Range[] {
  const ranges: Range[] = [];
  const open: number[] = [];
  let at = statement.start;
  while (at <= statement.end) {
    const line = lineAt(text, at);
    for (const token of line.tokens) {
      const [start, end] = [line.start + token.start, line.start + token.end];
      if (start < statement.start || end > statement.end) continue;
      if (token.type === '(' || token.type === '[') open.push(start);
      const opening = token.type === ')' || token.type === ']' ? open.pop() : undefined;
      if (opening === undefined || offset < opening || end < offset) continue;
      ranges.push({ start: opening, end }, trimmed(text, { start: opening + 1, end: start }));
    }
    const feed = text.indexOf('\n', line.end);
    if (feed < 0) break;
    at = feed + 1;
  }
  return ranges;
}

/** Statements, with and without their comments, and the network around. */
function blocksAt(view: View, offset: number): Range[] {
  const { text, statements } = view.program.page;
  const ranges: Range[] = [];
  // The statement below a comment is on the page, not at the offset.
  const { from, to } = statementsIn(view, { start: offset, end: offset });
  for (let index = Math.max(0, from - 1); index <= to; index++) {
    const statement = statements[index];
    if (!statement) continue;
    if (statement.sentence.kind !== 'close' && statement.sentence.kind !== 'network')
      ranges.push(statement, documented(text, statement));
  }
  const around = statements[Math.max(0, Math.min(to, statements.length) - 1)];
  const inside = around?.sentence.kind === 'network' ? statements.indexOf(around) : around?.network;
  const below = statements[to]?.sentence.kind === 'network' ? to : undefined;
  for (const header of [inside, below]) if (header !== undefined) ranges.push(...network(view, header));
  return ranges;
}

/** All that stands between the braces, the network, and the network with its comment. */
function network({ program }: View, header: number): Range[] {
  const { text, statements } = program.page;
  const first = statements[header];
  if (!first) return [];
  let last = first;
  for (let i = header + 1; statements[i]?.network === header; i++) last = statements[i] ?? last;
  const closes = last.sentence.kind === 'close';
  const block = { ...documented(text, first), end: last.end };
  return [
    first,
    trimmed(text, { start: first.end, end: closes ? last.start : last.end }),
    { start: first.start, end: last.end },
    block,
  ];
}

/** The statement with the comment lines directly above it. */
function documented(text: string, { start, end }: Range): Range {
  let line = lineAt(text, start);
  let first = start;
  while (line.start > 0) {
    line = lineAt(text, line.start - 1);
    if (line.comment === undefined || line.tokens.length > 0) break;
    first = line.comment;
  }
  return { start: first, end };
}

function trimmed(text: string, { start, end }: Range): Range {
  const inside = text.slice(start, end);
  const from = start + (inside.length - inside.trimStart().length);
  return from >= end ? { start, end } : { start: from, end: start + inside.trimEnd().length };
}

/**
 * Long lines are broken: before each `|>`, then after commas of array literals and before arguments with names.
 * In: a statement on one row, and the width of a page. Out: its rows. What the writer has broken stays as it is.
 */
import type { Token } from '../syntax/lexer';
import { type Draft, isOneRow, type Row, spanOf } from './draft';

/** Less room than this for an array, and breaking it gains nothing. */
const LEAST_ROOM = 20;

export function breakLong(draft: Draft, base: number, width: number, step: number): void {
  const [row] = draft.rows;
  const count = draft.words.length;
  if (!row || !isOneRow(draft) || draft.before || base + spanOf(draft, 0, count) <= width) return;
  const breaks = new Set<number>();
  const pipes = outerPipes(draft.words);
  for (const pipe of pipes) breaks.add(pipe);
  const starts = [0, ...pipes];
  starts.forEach((from, i) => {
    breakArrays(draft, from, starts[i + 1] ?? count, i === 0 ? base : base + step, width, breaks);
  });
  const firsts = [0, ...[...breaks].sort((a, b) => a - b)];
  draft.rows = firsts.map((from, i): Row => {
    const to = firsts[i + 1] ?? count;
    const comment = to === count && row.comment ? { comment: row.comment } : {};
    return { from, to, line: i === 0 ? row.line : undefined, ...comment };
  });
}

function outerPipes(words: readonly Token[]): number[] {
  const pipes: number[] = [];
  let depth = 0;
  words.forEach(({ type }, i) => {
    if (type === '(' || type === '[') depth++;
    else if (type === ')' || type === ']') depth--;
    else if (type === '|>' && depth === 0) pipes.push(i);
  });
  return pipes;
}

interface Open {
  readonly index: number;
  /** Where its entries begin. */
  readonly column: number;
  /** Each entry gets a row of its own; else rows are filled. */
  readonly listed: boolean;
  /** The column of its first argument with a name. */
  named: number | undefined;
}

/** Words `from` to before `to`, the first of which stands at a column. */
function breakArrays(draft: Draft, from: number, to: number, at: number, width: number, breaks: Set<number>): void {
  const { words, gaps, widths } = draft;
  if (at + spanOf(draft, from, to) <= width) return;
  const partner = partners(words);
  const open: Open[] = [];
  let column = at;
  const startRow = (i: number, where: number): void => {
    breaks.add(i);
    column = where;
  };
  for (let i = from; i < to; i++) {
    const word = words[i];
    if (!word) continue;
    if (i > from) column += gaps[i] ?? 0;
    const top = open.at(-1);
    if (top && words[i - 1]?.type === ',') {
      const entry = endOfEntry(words, partner, i);
      const fits = column + spanOf(draft, i, entry) + 1 <= width;
      const isNamed = words[i + 1]?.type === '=';
      if (words[top.index]?.type === '[' && column > top.column && (top.listed || !fits)) startRow(i, top.column);
      else if (top.named !== undefined && isNamed && !fits) startRow(i, top.named);
      if (isNamed) top.named ??= column;
    } else if (top && words[i + 1]?.type === '=') top.named ??= column;
    const type = word.type;
    column += widths[i] ?? 0;
    if (type === '(' || type === '[') {
      const end = partner.get(i) ?? i;
      const tooLong = column - 1 + spanOf(draft, i, end + 1) > width && column + LEAST_ROOM <= width;
      if (type === '[' && !tooLong) {
        // An array that fits stays whole.
        column += spanOf(draft, i, end + 1) - (widths[i] ?? 0);
        i = end;
      } else {
        const listed = type === '[' && words[i + 1]?.type === '[';
        open.push({ index: i, column, listed, named: undefined });
      }
    } else if (type === ')' || type === ']') open.pop();
  }
}

function partners(words: readonly Token[]): ReadonlyMap<number, number> {
  const partner = new Map<number, number>();
  const open: number[] = [];
  words.forEach(({ type }, i) => {
    if (type === '(' || type === '[') open.push(i);
    else if (type === ')' || type === ']') partner.set(open.pop() ?? i, i);
  });
  return partner;
}

/** The index after an entry that begins at `from`: of the comma or the bracket that ends it. */
function endOfEntry(words: readonly Token[], partner: ReadonlyMap<number, number>, from: number): number {
  let i = from;
  for (; i < words.length; i++) {
    const type = words[i]?.type;
    if (type === ',' || type === ')' || type === ']') return i;
    if (type === '(' || type === '[') i = partner.get(i) ?? i;
  }
  return i;
}

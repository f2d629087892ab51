/**
 * What can be folded: networks, runs of comment lines, runs of imports, statements and brackets over several lines. In: a
 * page and what the client can show. Out: folding ranges by lines, at most one for each first line.
 */
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver-types';
import { lexLine } from '../syntax/lexer';
import type { Statement } from '../syntax/tree';
import type { View } from './view';

export interface FoldingOptions {
  /** The client folds whole lines: what closes a fold stays visible on a line of its own. */
  readonly lineFoldingOnly: boolean;
  /** The most ranges that the client wants. */
  readonly limit?: number;
}

/** Lines from 0; `closing` is the column of the sign that closes the fold, where there is one. */
interface Fold {
  readonly first: number;
  readonly last: number;
  readonly closing?: number;
  readonly kind?: FoldingRangeKind;
}

export function foldingRanges(view: View, { lineFoldingOnly, limit }: FoldingOptions): FoldingRange[] {
  const lines = view.document.getText().split('\n');
  const folds = [
    ...networks(view),
    ...statements(view),
    ...brackets(view, lines),
    ...imports(view),
    ...comments(lines),
  ];
  const ranges = new Map<number, FoldingRange>();
  for (const fold of folds) {
    const range = rangeOf(fold, lineFoldingOnly);
    const known = ranges.get(range.startLine);
    if (range.endLine > range.startLine && (!known || known.endLine < range.endLine)) ranges.set(fold.first, range);
  }
  return [...ranges.values()].sort((a, b) => a.startLine - b.startLine).slice(0, limit);
}

function rangeOf({ first, last, closing, kind }: Fold, lineFoldingOnly: boolean): FoldingRange {
  const shown = closing !== undefined && lineFoldingOnly ? last - 1 : last;
  return {
    startLine: first,
    endLine: shown,
    ...(closing !== undefined && !lineFoldingOnly && { endCharacter: closing }),
    ...(kind && { kind }),
  };
}

/** From the line of `{` to that of `}`; one that is not closed, to its last statement. */
function networks({ program, document }: View): Fold[] {
  const { statements: all } = program.page;
  const last = new Map<number, Statement>();
  for (const statement of all) if (statement.network !== undefined) last.set(statement.network, statement);
  return [...last].flatMap(([header, end]): Fold[] => {
    const start = all[header];
    if (!start) return [];
    const closes = end.sentence.kind === 'close';
    const fold = { first: start.endLine, last: end.endLine };
    return [closes ? { ...fold, closing: document.positionAt(end.start).character } : fold];
  });
}

/** Statements over several lines: the first one stays. */
const statements = ({ program }: View): Fold[] =>
  program.page.statements.flatMap(({ line, endLine, sentence }) =>
    endLine > line && sentence.kind !== 'network' ? [{ first: line, last: endLine }] : [],
  );

/** Brackets that open below the first line of their statement, such as the rows of `b=` below those of `W=`. */
function* brackets({ program }: View, lines: readonly string[]): Generator<Fold> {
  for (const { line, endLine } of program.page.statements) {
    if (endLine === line) continue;
    const open: number[] = [];
    for (let number = line; number <= endLine; number++) {
      for (const { type } of lexLine(withoutReturn(lines[number] ?? '')).tokens) {
        if (type === '(' || type === '[') open.push(number);
        if (type !== ')' && type !== ']') continue;
        const first = open.pop();
        if (first !== undefined && first > line && first < number) yield { first, last: number };
      }
    }
  }
}

function* imports({ program }: View): Generator<Fold> {
  let run: Statement[] = [];
  for (const statement of [...program.page.statements, undefined]) {
    if (statement?.sentence.kind === 'import') run.push(statement);
    else {
      const [first, last] = [run[0], run.at(-1)];
      if (first && last) yield { first: first.line, last: last.endLine, kind: FoldingRangeKind.Imports };
      run = [];
    }
  }
}

function* comments(lines: readonly string[]): Generator<Fold> {
  let first: number | undefined;
  for (let number = 0; number <= lines.length; number++) {
    if (/^\s*#/.test(lines[number] ?? '')) first ??= number;
    else if (first !== undefined) {
      yield { first, last: number - 1, kind: FoldingRangeKind.Comment };
      first = undefined;
    }
  }
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

/**
 * What a feature sees: an open page with its program, and where things are on it. In: offsets of the program.
 * Out: positions and ranges of the protocol. The one place where the two meet.
 */

import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range as LspRange, Position } from 'vscode-languageserver-types';
import type { Names } from '../notation/print';
import type { Program } from '../program/program';
import type { Range, Statement } from '../syntax/tree';
import type { Prediction } from './prediction/prediction';
import type { Mentions } from './slopes';

export interface View {
  readonly document: TextDocument;
  readonly program: Program;
  readonly mentions: Mentions;
  /** In prediction mode: what is not shown yet. */
  readonly prediction?: Prediction;
}

/** The page itself, or one that it leads to by imports, by its address. */
export function viewBelow(view: View, uri: string): View | undefined {
  const { program } = view;
  if (program.uri === uri) return view;
  for (const imported of program.imports) {
    const document = TextDocument.create(imported.uri, 'grad', 0, imported.page.text);
    const found = viewBelow({ ...view, document, program: imported }, uri);
    if (found) return found;
  }
  return undefined;
}

export const rangeOf = ({ document }: View, { start, end }: Range): LspRange => ({
  start: document.positionAt(start),
  end: document.positionAt(end),
});

/** A range that counts from its statement. */
export const within = ({ start }: Statement, range: Range): Range => ({
  start: start + range.start,
  end: start + range.end,
});

export const offsetOf = ({ document }: View, position: Position): number => document.offsetAt(position);

/** What the page defines: names that the printers must not take. */
export const namesOf = ({ program }: Pick<View, 'program'>): Names => ({
  has: (name) => program.definitionOf(name) !== undefined,
});

/** The index of the statement that holds the offset (an end belongs to what ends there). */
export function statementAt({ program }: View, offset: number): number | undefined {
  const index = lastStarting(program.page.statements, offset);
  const statement = program.page.statements[index];
  return statement && offset <= statement.end ? index : undefined;
}

/** The statements that touch a range of offsets, as indices `from` to before `to`. */
export function statementsIn({ program }: View, { start, end }: Range): { readonly from: number; readonly to: number } {
  const { statements } = program.page;
  const first = Math.max(0, lastStarting(statements, start));
  const from = (statements[first]?.end ?? start) < start ? first + 1 : first;
  return { from, to: Math.max(from, lastStarting(statements, end) + 1) };
}

/** The last statement that starts at the offset or before it; −1 where none does. */
export function lastStarting(statements: readonly Statement[], offset: number): number {
  let [low, high] = [-1, statements.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((statements[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}

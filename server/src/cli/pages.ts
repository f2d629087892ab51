/** Files → programs, with places as people count them. */
import { dirname, resolve } from 'node:path';
import type { Program } from '../program/program';
import { createWorkspace, type Workspace } from '../program/workspace';
import { type LineIndex, lineIndex } from '../syntax/lines';
import type { Problem, Range } from '../syntax/tree';
import { type Io, type Paint, UsageError } from './io';

export interface OpenPage {
  /** As given; `-` for standard input. */
  readonly file: string;
  readonly program: Program;
  readonly lines: LineIndex;
  readonly workspace: Workspace;
}

export function openPages(io: Io, files: readonly string[]): OpenPage[] {
  if (files.length === 0) throw new UsageError('A file is missing; - reads standard input.');
  const workspace = createWorkspace({ read: (path) => io.readFile(path) });
  return files.map((file) => {
    const text = file === '-' ? io.readInput() : io.readFile(file);
    if (text === undefined) throw new UsageError(`${file} cannot be read.`);
    const path =
      file === '-' ? resolve('standard-input.grad') : resolve(dirname(file), file.split(/[\\/]/).at(-1) ?? file);
    return { file, program: workspace.program(path, text), lines: lineIndex(text), workspace };
  });
}

export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Lines and columns from 1, in UTF-16 units; a byte-order mark is not counted. */
export function placeOf({ program, lines }: OpenPage, { start, end }: Range): Place {
  const mark = program.page.text.startsWith('\uFEFF') ? 1 : 0;
  const [from, to] = [lines.at(start), lines.at(end)];
  const column = (place: typeof from): number => place.column + 1 - (place.line === 0 ? mark : 0);
  return { line: from.line + 1, column: column(from), endLine: to.line + 1, endColumn: column(to) };
}

/** `file:line:column: severity: message`. */
export function complaint(page: OpenPage, problem: Problem, paint: Paint = (_, text) => text): string {
  const { line, column } = placeOf(page, problem.range);
  const colour = problem.severity === 'error' ? 'red' : problem.severity === 'warning' ? 'yellow' : 'dim';
  return `${page.file}:${line}:${column}: ${paint(colour, `${problem.severity}:`)} ${problem.message}\n`;
}

export const hasErrors = ({ program }: OpenPage): boolean =>
  program.problems.some(({ severity }) => severity === 'error');

/** Diagnostics of the other commands: errors and warnings, on standard error. */
export function complain(io: Io, pages: readonly OpenPage[]): boolean {
  for (const page of pages) {
    for (const problem of page.program.problems) {
      if (problem.severity === 'error' || problem.severity === 'warning') io.err(complaint(page, problem));
    }
  }
  return pages.some(hasErrors);
}

/** A page → everything that is said of it, one line each: what the tables and fixtures of this folder compare. */
import { latex, print } from '../../src/notation/print';
import { answer, judge } from '../../src/program/answers';
import type { Program } from '../../src/program/program';
import { createWorkspace } from '../../src/program/workspace';
import type { Problem } from '../../src/syntax/tree';
import { placed } from '../syntax/reader';

export interface Said {
  /** Offsets on the page. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export const programOf = (source: string, others: Readonly<Record<string, string>> = {}): Program =>
  createWorkspace({ read: (uri) => (Object.hasOwn(others, uri) ? others[uri] : undefined) }).program(
    '/pages/page.grad',
    source,
  );

/** Problems with their places. */
export const problems = (source: string, { problems: found }: Program): string[] =>
  found.map((problem) => problemLine(source, problem));

export function problemLine(source: string, { code, severity, range, message, fixes = [] }: Problem): string {
  const sign = severity === 'error' ? '' : ` (${severity})`;
  const titles = fixes.map(({ title }) => ` [${title}]`).join('');
  return `${code}${sign} @ ${placed(source, range.start)} «${source.slice(range.start, range.end)}» ${message}${titles}`;
}

/** Answers and verdicts, in the order of the page. */
export function results(program: Program): Said[] {
  return program.page.statements.flatMap((statement, index): Said[] => {
    const { start, end } = statement;
    const text = resultOf(program, index);
    return text === undefined ? [] : [{ start, end, text }];
  });
}

function resultOf(program: Program, index: number): string | undefined {
  const found = answer(program, index);
  if (found) {
    const printed = print(found.result, program.definitions);
    latex(found.result, program.definitions);
    const where = printed.shared?.map(({ name, text }) => `${name} = ${text}`).join(', ');
    const value = JSON.stringify(found.value);
    const isSame = value === printed.text.replaceAll(', ', ',');
    return [
      `= ${printed.text}${where ? ` where ${where}` : ''}`,
      isSame || found.value === null ? '' : `value ${value}`,
      found.reason === undefined || found.reason === 'free variables' ? '' : `(${found.reason})`,
      ...found.notes.map((note) => `note: ${note}`),
    ]
      .filter(Boolean)
      .join('; ');
  }
  const verdict = judge(program, index);
  if (!verdict) return undefined;
  const { links, shown } = verdict;
  const link = links.length > 1 ? ` at line ${shown + 1}` : '';
  return `${verdict.verdict}${link}: ${links[shown]?.explanation ?? ''}`;
}

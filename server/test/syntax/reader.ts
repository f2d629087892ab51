/** The parser as the program uses it, and pages with a few names to speak of. */
import { BUILT_INS, CONSTANT_NAMES, LAYERS } from '../../src/program/scope';
import { createParser, type Parser } from '../../src/syntax/parse';
import type { Page, Problem, Statement } from '../../src/syntax/tree';

export const newParser = (): Parser =>
  createParser({ functions: BUILT_INS, constants: CONSTANT_NAMES, layers: LAYERS });

/** Functions f and k of x, g of two; variables a, b, c. All other names are unknown. */
const NAMES = 'f(x, y) = x*y\nk(x) = x\ndeclare g(u, v)\na = 1\nb = 2\nc = 3\n';
const NAMED = 6;

export interface Read {
  readonly page: Page;
  /** Those of the text itself. */
  readonly statements: readonly Statement[];
  /** All problems of the text, ranges counted from its start. */
  readonly problems: readonly Problem[];
}

const parser = newParser();

/** The text on a page below definitions of the names; a text that starts with a byte-order mark stands alone. */
export function read(source: string): Read {
  const names = source.startsWith('\uFEFF') ? '' : NAMES;
  const page = parser.parse(names + source);
  const statements = page.statements.slice(names === '' ? 0 : NAMED);
  const back = (problem: Problem, by: number): Problem => ({
    ...problem,
    range: { start: problem.range.start + by, end: problem.range.end + by },
  });
  const problems = [
    ...page.problems.map((problem) => back(problem, -names.length)),
    ...statements.flatMap((statement) =>
      statement.problems.map((problem) => back(problem, statement.start - names.length)),
    ),
  ];
  return { page, statements, problems: problems.sort((one, other) => one.range.start - other.range.start) };
}

/** `line:column` from 1, in UTF-16 units. */
export function placed(source: string, offset: number): string {
  const lines = source.slice(0, offset).split('\n');
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
}

/** `nabla check`: diagnostics and claims. */
import type { Variable } from '../calculus/expression';
import { healthProblems } from '../features/health';
import { mistakeIn } from '../features/verdicts';
import { type ClaimVerdict, judge } from '../program/answers';
import type { Problem, Range, Statement } from '../syntax/tree';
import { harmless, painter } from './colours';
import type { Io, Paint } from './io';
import type { Options } from './options';
import { complaint, type OpenPage, openPages, placeOf } from './pages';

export function check(io: Io, { operands, json }: Options): number {
  const pages = openPages(io, operands);
  const found = pages.map((page) => ({ page, claims: claimsOf(page) }));
  const failed = found.some(
    ({ page, claims }) =>
      page.program.problems.some(({ severity }) => severity === 'error') ||
      claims.some(({ verdict }) => verdict.verdict === 'refuted'),
  );
  if (json) io.out(`${JSON.stringify(found.flatMap(({ page, claims }) => entriesOf(page, claims)))}\n`);
  else for (const { page, claims } of found) report(io, page, claims);
  return failed ? 1 : 0;
}

interface JudgedClaim {
  readonly statement: Statement;
  readonly verdict: ClaimVerdict;
  /** Of the wrong line of a derivation, else of the whole claim. */
  readonly range: Range;
  readonly message: string;
}

function claimsOf({ program }: OpenPage): JudgedClaim[] {
  return program.page.statements.flatMap((statement, index) => {
    const verdict = judge(program, index);
    if (!verdict) return [];
    const shown = verdict.links[verdict.shown];
    const isPart = verdict.verdict === 'refuted' && shown;
    const range = isPart ? shown.link.range : statement.sentence.range;
    const place = { start: range.start + statement.start, end: range.end + statement.start };
    const mistake = isPart ? mistakeIn(program, shown) : [];
    return [{ statement, verdict, range: place, message: [messageOf(verdict), ...mistake].join(' ') }];
  });
}

function messageOf({ verdict, links, shown }: ClaimVerdict): string {
  const explanation = links[shown]?.explanation ?? '';
  switch (verdict) {
    case 'proved':
      return `Proved: ${explanation}.`;
    case 'holds':
      return `${explanation.replace(/^equal/, 'Holds')}.`;
    case 'refuted':
      return `Refuted${explanation.startsWith('at ') ? '' : ':'} ${explanation}.`;
    case 'nothing':
      return `Says nothing: ${explanation}.`;
  }
}

const SEVERITIES = { proved: 'information', holds: 'information', refuted: 'error', nothing: 'warning' } as const;

function entriesOf(page: OpenPage, claims: readonly JudgedClaim[]): object[] {
  const { file } = page;
  const problems = [...page.program.problems, ...healthProblems(page.program)].map(
    ({ range, severity, code, message }) => ({
      range,
      entry: { file, ...placeOf(page, range), severity, code, message },
    }),
  );
  const judged = claims.map(({ range, verdict, message }) => ({
    range,
    entry: {
      file,
      ...placeOf(page, range),
      severity: SEVERITIES[verdict.verdict],
      code: verdict.verdict === 'nothing' ? 'says-nothing' : verdict.verdict,
      message,
      claim: claimOf(verdict),
    },
  }));
  return [...problems, ...judged].sort((a, b) => a.range.start - b.range.start).map(({ entry }) => entry);
}

function claimOf({ verdict, points, links, shown }: ClaimVerdict): object {
  const counterexample = links[shown]?.counterexample;
  return { verdict, points, ...(counterexample && { counterexample: byName(counterexample.values) }) };
}

const byName = (values: ReadonlyMap<Variable, number>): Record<string, number> =>
  Object.fromEntries([...values].map(([variable, value]) => [variable.name, value]));

const MARKS = { proved: '✓', holds: '✓', refuted: '✗', nothing: '–' } as const;
const COLOURS = { proved: 'green', holds: 'cyan', refuted: 'red', nothing: 'yellow' } as const;

function report(io: Io, page: OpenPage, claims: readonly JudgedClaim[]): void {
  const paint: Paint = painter(io);
  for (const problem of page.program.problems) if (problem.severity !== 'hint') io.err(complaint(page, problem));
  const width = Math.min(60, Math.max(0, ...claims.map(({ statement }) => firstLine(statement).length)));
  for (const { statement, verdict, range, message } of claims) {
    const kind = verdict.verdict;
    const line = harmless(`${page.file}:${placeOf(page, range).line}`);
    io.out(
      `${paint(COLOURS[kind], MARKS[kind])} ${firstLine(statement).padEnd(width)}  ${paint('dim', line)}  ${harmless(message)}\n`,
    );
    if (kind === 'refuted') {
      const problem: Problem = { code: kind, severity: 'error', message, range };
      io.err(complaint(page, problem));
    }
  }
}

const firstLine = ({ source }: Statement): string => {
  const line = harmless(source.split(/\r?\n/)[0] ?? '');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
};

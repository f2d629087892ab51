/** A page → what is said of it: its problems, and the verdict on each of its claims. */
import { healthProblems } from '../../server/src/features/health';
import { judge } from '../../server/src/program/answers';
import { createWorkspace } from '../../server/src/program/workspace';

export interface Entry {
  /** From 1. */
  readonly line: number;
  readonly severity: string;
  readonly code: string;
  readonly message: string;
  readonly verdict?: string;
}

export const check = (page: string): readonly Entry[] => {
  const program = createWorkspace().program('file:///page.grad', page);
  const problems = [...program.problems, ...healthProblems(program)].map(({ range, severity, code, message }) => ({
    line: page.slice(0, range.start).split('\n').length,
    severity,
    code,
    message,
  }));
  const claims = program.page.statements.flatMap(({ line, source }, index): readonly Entry[] => {
    const verdict = judge(program, index)?.verdict;
    if (verdict === undefined) return [];
    const severity = verdict === 'refuted' ? 'error' : 'information';
    return [
      {
        line: line + 1,
        severity,
        code: verdict === 'nothing' ? 'says-nothing' : verdict,
        message: `${verdict}: ${source}`,
        verdict,
      },
    ];
  });
  return [...problems, ...claims];
};

/** Anything a reader of a good page should not be told. */
export const complaints = (entries: readonly Entry[]): readonly string[] =>
  entries
    .filter(({ severity, verdict }) => severity === 'error' || severity === 'warning' || verdict === 'nothing')
    .map(({ line, severity, message }) => `${line}: ${severity}: ${message}`);

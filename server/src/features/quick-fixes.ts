/**
 * Mends: those that a problem brings, those that its code has a row for, and for a refuted claim what its right side would
 * have to be. In: a page, what is known of it, and a range. Out: mends with their problems.
 */
import type { Diagnostic } from 'vscode-languageserver-types';
import { normalise } from '../calculus/normal';
import { ascii } from '../notation/print';
import type { Fix, Problem, Range } from '../syntax/tree';
import { REFUTED } from './diagnostics';
import { mendsOf } from './mends/table';
import { placeOf, shownLink, type Verdicts } from './verdicts';
import { namesOf, statementsIn, type View } from './view';

export interface QuickFix extends Fix {
  /** What it mends; of a refuted claim the client's own diagnostics. */
  readonly problem: Problem | readonly Diagnostic[];
}

const LONGEST_SUGGESTION = 200;

/** All fixes of a problem, on the page: its own first. */
export const fixesOf = (view: View, problem: Problem): readonly Fix[] => [
  ...(problem.fixes ?? []),
  ...mendsOf(view, problem),
];

export function problemFixes(view: View, range: Range, health: readonly Problem[]): QuickFix[] {
  const touches = (problem: Problem): boolean => problem.range.end >= range.start && range.end >= problem.range.start;
  return [...view.program.problems, ...health]
    .filter(touches)
    .flatMap((problem) => preferred(fixesOf(view, problem)).map((fix) => ({ ...fix, problem })));
}

/** The only mend is the one to apply, unless it says that it is not. */
const preferred = (fixes: readonly Fix[]): readonly Fix[] =>
  fixes.map((fix) => ({ ...fix, preferred: fix.preferred ?? fixes.length === 1 }));

/** `Write 9*x^2 + 5`: the left side as it is. */
export function corrections(view: View, range: Range, context: readonly Diagnostic[], verdicts: Verdicts): QuickFix[] {
  const { program } = view;
  const { from, to } = statementsIn(view, range);
  const fixes: QuickFix[] = [];
  for (let index = from; index < to; index++) {
    const statement = program.page.statements[index];
    const judged = verdicts.of(program, index);
    if (
      !statement ||
      view.prediction?.hidesClaim(index) ||
      !judged?.verdict ||
      judged.pending ||
      judged.verdict.verdict !== 'refuted'
    )
      continue;
    const link = shownLink(judged.verdict)?.link;
    const place = placeOf(statement, judged.verdict);
    if (link?.relation !== '=' || place.end < range.start || range.end < place.start) continue;
    const text = ascii(normalise(program.graph, link.left), namesOf(view));
    if (text.length > LONGEST_SUGGESTION) continue;
    fixes.push({
      title: `Write ${text}`,
      edits: [{ range: place, text }],
      problem: context.filter(({ code }) => code === REFUTED),
    });
  }
  return fixes;
}

/**
 * Problems of a page and its refuted claims as diagnostics. In: a program, what is known of its claims, and what the
 * client can show. Out: diagnostics, problems first.
 */
import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from 'vscode-languageserver-types';
import type { ClaimVerdict } from '../program/answers';
import type { Problem, Severity, Statement } from '../syntax/tree';
import { mistakeIn, placeOf, refutation, shownLink, type Verdicts } from './verdicts';
import { rangeOf, type View, within } from './view';

export interface DiagnosticOptions {
  readonly tags: boolean;
  readonly related: boolean;
}

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export const REFUTED = 'refuted';

/** `health`: what is known of the networks besides. */
export function diagnostics(
  view: View,
  verdicts: Verdicts,
  options: DiagnosticOptions,
  health: readonly Problem[] = [],
): Diagnostic[] {
  const { program } = view;
  const found = [...program.problems, ...health].map((problem) => problemDiagnostic(view, problem, options));
  program.page.statements.forEach((statement, index) => {
    if (statement.sentence.kind !== 'check') return;
    const judged = verdicts.of(program, index);
    if (!judged?.verdict || judged.pending || judged.verdict.verdict !== 'refuted') return;
    found.push(refuted(view, statement, judged.verdict, options));
  });
  return found;
}

export function problemDiagnostic(view: View, problem: Problem, { tags, related }: DiagnosticOptions): Diagnostic {
  const first = related && problem.code === 'defined-twice' ? firstDefinition(view, problem) : undefined;
  return {
    range: rangeOf(view, problem.range),
    severity: SEVERITIES[problem.severity],
    code: problem.code,
    source: 'nabla',
    message: problem.message,
    ...(tags && problem.unused && { tags: [DiagnosticTag.Unnecessary] }),
    ...(first && { relatedInformation: [first] }),
  };
}

function firstDefinition(view: View, { range }: Problem): DiagnosticRelatedInformation | undefined {
  const name = view.program.page.text.slice(range.start, range.end).normalize('NFC');
  const statement = view.program.definitionOf(name)?.statement;
  if (!statement || !('name' in statement.sentence) || !view.program.page.statements.includes(statement))
    return undefined;
  const place = rangeOf(view, within(statement, statement.sentence.name.range));
  return { location: { uri: view.document.uri, range: place }, message: `${name} is defined here first` };
}

function refuted(view: View, statement: Statement, verdict: ClaimVerdict, { related }: DiagnosticOptions): Diagnostic {
  const { sentence } = statement;
  const link = shownLink(verdict);
  const before =
    sentence.kind === 'check' ? [sentence.first, ...sentence.rest.map(({ value }) => value)][verdict.shown] : undefined;
  const left = link?.counterexample?.leftText;
  return {
    range: rangeOf(view, placeOf(statement, verdict)),
    severity: DiagnosticSeverity.Error,
    code: REFUTED,
    source: 'nabla',
    message: link ? [refutation(view.program, link), ...mistakeIn(view.program, link)].join(' ') : 'Refuted.',
    ...(related &&
      before &&
      left !== undefined && {
        relatedInformation: [
          {
            location: { uri: view.document.uri, range: rangeOf(view, within(statement, before.range)) },
            message: `the left side, which is ${left.replace(/-/g, '−')} there`,
          },
        ],
      }),
  };
}

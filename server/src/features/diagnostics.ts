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
import { type Occurrence, symbolsOf } from '../program/symbols';
import type { Problem, Range, Severity, Statement } from '../syntax/tree';
import { expressions, pathTo } from '../syntax/walk';
import { definitionOf } from './navigation/definition';
import { mistakeIn, placeOf, refutation, shownLink, type Verdicts } from './verdicts';
import { rangeOf, statementAt, type View, viewBelow, within } from './view';

export interface DiagnosticOptions {
  readonly tags: boolean;
  readonly related: boolean;
  /** Codes can lead to what they mean. */
  readonly descriptions?: boolean;
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

/** What each code means, with examples. */
const GUIDE = 'https://github.com/nabla-lang/nabla/blob/main/docs/problems.md';
const description = (code: string, { descriptions }: DiagnosticOptions): Pick<Diagnostic, 'codeDescription'> =>
  descriptions ? { codeDescription: { href: `${GUIDE}#${code}` } } : {};

export function problemDiagnostic(view: View, problem: Problem, options: DiagnosticOptions): Diagnostic {
  const { code, severity, message, unused, range } = problem;
  const related = options.related ? definitionsBehind(view, problem) : [];
  return {
    range: rangeOf(view, range),
    severity: SEVERITIES[severity],
    code,
    source: 'nabla',
    message,
    ...description(code, options),
    ...(options.tags && unused && { tags: [DiagnosticTag.Unnecessary] }),
    ...(related.length > 0 && { relatedInformation: related }),
  };
}

/** Problems that come of what names in them are, elsewhere. */
const BEHIND: Readonly<Record<string, (name: string) => string>> = {
  'defined-twice': (name) => `${name} is defined here first`,
  ...Object.fromEntries(
    'recursion used-above shape-mismatch matrix-product missing-argument too-many-arguments unknown-argument not-a-function prime-of-several needs-arguments no-member wrong-argument wrong-target index-out-of-range transpose'
      .split(' ')
      .map((code) => [code, (name: string) => `${name} is defined here`]),
  ),
};
const MOST_BEHIND = 3;

function definitionsBehind(view: View, { code, range }: Problem): DiagnosticRelatedInformation[] {
  const say = Object.hasOwn(BEHIND, code) ? BEHIND[code] : undefined;
  const index = say && statementAt(view, range.start);
  if (!say || index === undefined) return [];
  const names = symbolsOf(view.program).in(index);
  const inside = namesIn(names, range);
  const behind: DiagnosticRelatedInformation[] = [];
  // An operator or an argument speaks of the names of the part that it stands in.
  for (const { symbol } of inside.length > 0 ? inside : namesIn(names, partAround(view, index, range))) {
    if (behind.length >= MOST_BEHIND) break;
    const place = definitionOf(symbol, (uri) => viewBelow(view, uri));
    const isHere = place?.view === view && place.range.start >= range.start && place.range.end <= range.end;
    const message = say(symbol.name);
    if (!place || isHere || behind.some((one) => one.message === message)) continue;
    behind.push({ location: { uri: place.view.document.uri, range: rangeOf(place.view, place.range) }, message });
  }
  return behind;
}

const namesIn = (names: readonly Occurrence[], { start, end }: Range): readonly Occurrence[] =>
  names.filter(({ range }) => start <= range.start && range.end <= end);

/** The smallest part of a statement that holds the range and more. */
function partAround({ program }: View, index: number, range: Range): Range {
  const statement = program.page.statements[index];
  if (!statement) return range;
  const at = range.start - statement.start;
  const path = expressions(statement.sentence).flatMap((tree) => pathTo(tree, at));
  const around = path.map((tree) => within(statement, tree.range));
  return around.findLast(({ start, end }) => start < range.start && range.end <= end) ?? range;
}

function refuted(view: View, statement: Statement, verdict: ClaimVerdict, options: DiagnosticOptions): Diagnostic {
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
    ...description(REFUTED, options),
    message: link ? [refutation(view.program, link), ...mistakeIn(view.program, link)].join(' ') : 'Refuted.',
    ...(options.related &&
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

/**
 * Quick fixes: those that a problem brings, and for a refuted claim what its right side would have to be.
 * In: a page and a range. Out: code actions with their edits.
 */
import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-types';
import { normalise } from '../calculus/normal';
import { ascii } from '../notation/print';
import type { Edit, Problem, Range } from '../syntax/tree';
import { type DiagnosticOptions, problemDiagnostic, REFUTED } from './diagnostics';
import { placeOf, shownLink, type Verdicts } from './verdicts';
import { namesOf, rangeOf, statementsIn, type View } from './view';

export interface ActionOptions extends DiagnosticOptions {
  readonly preferred: boolean;
  /** Edits say which version of the page they are for. */
  readonly versioned: boolean;
}

const LONGEST_SUGGESTION = 200;

export function codeActions(
  view: View,
  range: Range,
  context: readonly Diagnostic[],
  verdicts: Verdicts,
  options: ActionOptions,
  health: readonly Problem[] = [],
): CodeAction[] {
  const actions: CodeAction[] = [];
  for (const problem of [...view.program.problems, ...health]) {
    if (!problem.fixes || problem.range.end < range.start || range.end < problem.range.start) continue;
    const diagnostic = problemDiagnostic(view, problem, options);
    for (const { title, edits, preferred } of problem.fixes) {
      actions.push({
        title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        edit: workspaceEdit(view, edits, options),
        ...(options.preferred && (preferred || problem.fixes.length === 1) && { isPreferred: true }),
      });
    }
  }
  return [...actions, ...corrections(view, range, context, verdicts, options)];
}

/** `Write 9*x^2 + 5`: the left side as it is. */
function corrections(
  view: View,
  range: Range,
  context: readonly Diagnostic[],
  verdicts: Verdicts,
  options: ActionOptions,
): CodeAction[] {
  const { program } = view;
  const { from, to } = statementsIn(view, range);
  const actions: CodeAction[] = [];
  for (let index = from; index < to; index++) {
    const statement = program.page.statements[index];
    const judged = verdicts.of(program, index);
    if (!statement || !judged?.verdict || judged.pending || judged.verdict.verdict !== 'refuted') continue;
    const link = shownLink(judged.verdict)?.link;
    const place = placeOf(statement, judged.verdict);
    if (link?.relation !== '=' || place.end < range.start || range.end < place.start) continue;
    const text = ascii(normalise(program.graph, link.left), namesOf(view));
    if (text.length > LONGEST_SUGGESTION) continue;
    actions.push({
      title: `Write ${text}`,
      kind: CodeActionKind.QuickFix,
      diagnostics: context.filter(({ code }) => code === REFUTED),
      edit: workspaceEdit(view, [{ range: place, text }], options),
    });
  }
  return actions;
}

function workspaceEdit(view: View, edits: readonly Edit[], { versioned }: ActionOptions): WorkspaceEdit {
  const { uri, version } = view.document;
  const changes = edits.map(({ range, text }): TextEdit => ({ range: rangeOf(view, range), newText: text }));
  return versioned
    ? { documentChanges: [{ textDocument: { uri, version }, edits: changes }] }
    : { changes: { [uri]: changes } };
}

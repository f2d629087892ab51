/**
 * Code actions, by their kinds: quick fixes, refactorings, and all mends of a page at once. In: a page, a range, and what
 * the client asks for and can show. Out: actions; edits that cost something are made when one is chosen.
 */
import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-types';
import type { Edit, Problem, Range } from '../syntax/tree';
import { type DiagnosticOptions, problemDiagnostic } from './diagnostics';
import { corrections, fixesOf, problemFixes } from './quick-fixes';
import { fixAll } from './refactor/fix-all';
import type { Offer } from './refactor/offer';
import { type Refactoring, refactorings } from './refactor/sources';
import type { Verdicts } from './verdicts';
import { rangeOf, type View } from './view';

export interface ActionOptions extends DiagnosticOptions {
  readonly preferred: boolean;
  /** Edits say which version of the page they are for. */
  readonly versioned: boolean;
  /** Kinds that the client asks for; all but those of a whole page where it does not say. */
  readonly only?: readonly string[];
  /** The client asks for the edit of what was chosen (`codeAction/resolve`). */
  readonly resolves?: boolean;
  /** The client shows what cannot be done, with the reason. */
  readonly disabled?: boolean;
  /** Nobody asked: the cursor came to rest here. */
  readonly automatic?: boolean;
}

/** `source.fixAll`, and ours among those of others. */
export const FIX_ALL = 'source.fixAll.nabla';

/** The kinds that the server says it has. */
export const ACTION_KINDS: readonly string[] = [
  CodeActionKind.QuickFix,
  CodeActionKind.RefactorExtract,
  CodeActionKind.RefactorInline,
  CodeActionKind.RefactorRewrite,
  FIX_ALL,
];

interface Asked {
  readonly view: View;
  readonly range: Range;
  readonly context: readonly Diagnostic[];
  readonly verdicts: Verdicts;
  readonly options: ActionOptions;
  readonly health: readonly Problem[];
}

/** What makes actions of a kind. */
interface Source {
  readonly kind: string;
  /** Only where its kind is asked for. */
  readonly isOnRequest?: boolean;
  readonly actions: (asked: Asked) => readonly CodeAction[];
}

const SOURCES: readonly Source[] = [
  { kind: CodeActionKind.QuickFix, actions: quickFixes },
  ...refactorings.map((refactoring) => ({
    kind: refactoring.kind,
    actions: (asked: Asked) => refactored(refactoring, asked),
  })),
  { kind: FIX_ALL, isOnRequest: true, actions: wholePage },
];

export function codeActions(
  view: View,
  range: Range,
  context: readonly Diagnostic[],
  verdicts: Verdicts,
  options: ActionOptions,
  health: readonly Problem[] = [],
): CodeAction[] {
  const { only } = options;
  const asked = { view, range, context, verdicts, options, health };
  const wanted = ({ kind, isOnRequest }: Source): boolean =>
    only ? only.some((one) => isUnder(kind, one) || isUnder(one, kind)) : !isOnRequest;
  const actions = SOURCES.filter(wanted).flatMap((source) => source.actions(asked));
  return only ? actions.filter(({ kind = '' }) => only.some((one) => isUnder(kind, one))) : actions;
}

/** `refactor.extract` is under `refactor`, and all are under the empty kind. */
const isUnder = (kind: string, above: string): boolean =>
  above === '' || kind === above || kind.startsWith(`${above}.`);

function quickFixes({ view, range, context, verdicts, options, health }: Asked): CodeAction[] {
  return [...problemFixes(view, range, health), ...corrections(view, range, context, verdicts)].map(
    ({ title, edits, preferred, problem }) => ({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: 'code' in problem ? [problemDiagnostic(view, problem, options)] : [...problem],
      edit: workspaceEdit(view, edits, options),
      ...(options.preferred && preferred && { isPreferred: true }),
    }),
  );
}

function refactored({ name, isQuiet, offers }: Refactoring, { view, range, options }: Asked): CodeAction[] {
  // What could be done anywhere is offered for a selection, or when it is asked for.
  if (options.automatic && !isQuiet && range.start === range.end) return [];
  return offers(view, range)
    .filter(({ refused }) => refused === undefined || (options.disabled && !options.automatic))
    .flatMap((offer) => actionOf(view, name, offer, range, options));
}

function actionOf(view: View, name: string, offer: Offer, range: Range, options: ActionOptions): CodeAction[] {
  const { id, title, kind, refused } = offer;
  if (refused !== undefined) return [{ title, kind, disabled: { reason: refused } }];
  if (options.resolves) {
    const { uri, version } = view.document;
    return [{ title, kind, data: { uri, version, name, id, start: range.start, end: range.end } satisfies ActionData }];
  }
  // Nobody waits for what nobody asked for.
  if (offer.isCostly && options.automatic) return [];
  const edits = offer.edits();
  return edits.length > 0 ? [{ title, kind, edit: workspaceEdit(view, edits, options) }] : [];
}

function wholePage({ view, options, health }: Asked): CodeAction[] {
  const edits = fixAll([...view.program.problems, ...health].flatMap((problem) => fixesOf(view, problem)));
  if (edits.length === 0) return [];
  return [{ title: 'Fix all that needs no choice', kind: FIX_ALL, edit: workspaceEdit(view, edits, options) }];
}

/** What an action carries until it is chosen: the refactoring, which of its offers, and the selection on a version of a page. */
export interface ActionData {
  readonly uri: string;
  readonly version: number;
  readonly name: string;
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

export function readActionData(data: unknown): ActionData | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  if (!('uri' in data && 'version' in data && 'name' in data && 'id' in data && 'start' in data && 'end' in data))
    return undefined;
  const { uri, version, name, id, start, end } = data;
  const isText = typeof uri === 'string' && typeof name === 'string' && typeof id === 'string';
  if (!isText || typeof version !== 'number' || typeof start !== 'number' || typeof end !== 'number') return undefined;
  return { uri, version, name, id, start, end };
}

/** The action with its edit; undefined where there is none, or the page is another one by now. */
export function resolveCodeAction(view: View, action: CodeAction, options: ActionOptions): CodeAction | undefined {
  const data = readActionData(action.data);
  if (!data) return action;
  if (data.uri !== view.document.uri || data.version !== view.document.version) return undefined;
  const refactoring = refactorings.find(({ name }) => name === data.name);
  const offer = refactoring?.offers(view, { start: data.start, end: data.end }).find(({ id }) => id === data.id);
  const edits = offer?.edits() ?? [];
  return edits.length > 0 ? { ...action, edit: workspaceEdit(view, edits, options) } : undefined;
}

function workspaceEdit(view: View, edits: readonly Edit[], { versioned }: ActionOptions): WorkspaceEdit {
  const { uri, version } = view.document;
  const changes = edits.map(({ range, text }): TextEdit => ({ range: rangeOf(view, range), newText: text }));
  return versioned
    ? { documentChanges: [{ textDocument: { uri, version }, edits: changes }] }
    : { changes: { [uri]: changes } };
}

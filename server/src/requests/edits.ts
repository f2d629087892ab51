/** Requests whose answers change the page: completion, formatting, quick fixes and refactorings. */
import {
  CodeActionRequest,
  CodeActionResolveRequest,
  CodeActionTriggerKind,
  CompletionRequest,
  CompletionResolveRequest,
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  type FormattingOptions,
  LSPErrorCodes,
  ResponseError,
  SignatureHelpRequest,
} from 'vscode-languageserver';
import type { Client } from '../capabilities';
import { type ActionOptions, codeActions, readActionData, resolveCodeAction } from '../features/code-actions';
import { completions, resolveCompletion } from '../features/completion/completion';
import { type FormatOptions, formatOnType, formatPage, formatRange } from '../features/formatting';
import { signatureHelp } from '../features/signature-help';
import { offsetOf, type View } from '../features/view';
import { pathBetween } from '../program/imports';
import { isRecord } from '../settings';
import { diagnosticOptions, offsets, on, onPage, type PageSession, type Registration, type Session } from './session';

export const edits: readonly Registration[] = [
  onPage(CompletionRequest.type, null, async (session, { position }) => {
    const { page, view, client, see } = session;
    const { completion, markdown } = client();
    const offset = offsetOf(view, position);
    const paths = isImport(view, offset) ? await pathsFrom(session, page.document.uri) : [];
    const { view: now } = await see(page);
    const list = completions(now, offset, { ...completion, markdown, paths: () => paths });
    // Which page an item is of, to say more about it later.
    return {
      ...list,
      items: list.items.map((item) => ({ ...item, data: { ...dataOf(item.data), page: page.number } })),
    };
  }),
  on(CompletionResolveRequest.type, async ({ pages, client, see }, item) => {
    const { page: number } = dataOf(item.data);
    const page = typeof number === 'number' ? pages.byNumber(number) : undefined;
    return page ? resolveCompletion((await see(page)).view, item, { markdown: client().completion.markdown }) : item;
  }),
  onPage(
    SignatureHelpRequest.type,
    null,
    ({ view, client }, { position }) => signatureHelp(view, offsetOf(view, position), client().signatures) ?? null,
  ),

  onPage(DocumentFormattingRequest.type, null, async (session, { options }) => {
    const format = await formatOptions(session, options);
    return formatPage(session.page.view(), format);
  }),
  onPage(DocumentRangeFormattingRequest.type, null, async (session, { range, options }) => {
    const format = await formatOptions(session, options);
    return formatRange(session.page.view(), range, format);
  }),
  onPage(DocumentOnTypeFormattingRequest.type, null, async (session, { position, ch, options }) => {
    const format = await formatOptions(session, options);
    return formatOnType(session.page.view(), position, ch, format);
  }),

  onPage(CodeActionRequest.type, null, ({ page, view, verdicts, client, health }, { range, context }) => {
    const { only, triggerKind, diagnostics } = context;
    const options: ActionOptions = {
      ...actionOptions(client()),
      ...(only && { only }),
      automatic: triggerKind === CodeActionTriggerKind.Automatic,
    };
    return codeActions(view, offsets(view, range), diagnostics, verdicts, options, health.of(page));
  }),
  on(CodeActionResolveRequest.type, async ({ pages, client, see }, action) => {
    const page = pages.get(readActionData(action.data)?.uri ?? '');
    const resolved = page ? resolveCodeAction((await see(page)).view, action, actionOptions(client())) : action;
    if (!resolved) throw new ResponseError(LSPErrorCodes.ContentModified, 'The page has changed.');
    return resolved;
  }),
];

const actionOptions = (client: Client): ActionOptions => ({
  ...diagnosticOptions(client),
  preferred: client.preferredActions,
  versioned: client.versionedEdits,
  resolves: client.resolvesActions,
  disabled: client.disabledActions,
});

const dataOf = (data: unknown): Readonly<Record<string, unknown>> => (isRecord(data) ? data : {});

async function formatOptions(
  { page, settings }: PageSession,
  { tabSize, insertSpaces }: FormattingOptions,
): Promise<FormatOptions> {
  const { spelling, lineWidth } = (await settings(page.document.uri)).format;
  return { spelling, width: lineWidth, indent: { tabSize, insertSpaces } };
}

/** Only there are paths completed. */
const isImport = ({ program }: View, offset: number): boolean =>
  /^[ \t]*import\b[^\n]*$/.test(program.page.text.slice(program.page.text.lastIndexOf('\n', offset - 1) + 1, offset));

/** The other pages of the workspace, by their paths from this one. */
async function pathsFrom({ addresses }: Session, from: string): Promise<readonly string[]> {
  const others = (await addresses()).filter((uri) => uri !== from);
  return others.flatMap((uri) => pathBetween(from, uri) ?? []);
}

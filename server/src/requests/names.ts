/** Requests about names, over files: definitions, references, renames, who uses what. */
import {
  CallHierarchyIncomingCallsRequest,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  type CancellationToken,
  DefinitionRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  LinkedEditingRangeRequest,
  LSPErrorCodes,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  ResponseError,
  type TextEdit,
  TypeDefinitionRequest,
  WillRenameFilesRequest,
  type WorkDoneProgressParams,
  type WorkspaceEdit,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver';
import { incomingCalls, outgoingCalls, prepareCalls } from '../features/navigation/call-hierarchy';
import { definition, importLinks, occurrenceAt, typeDefinition } from '../features/navigation/definition';
import { renamedImports } from '../features/navigation/file-renames';
import { highlights, references, wordOf } from '../features/navigation/references';
import { linkedEditing, prepareRename, renameEdits } from '../features/navigation/rename';
import { workspaceSymbols } from '../features/navigation/workspace-symbols';
import { offsetOf } from '../features/view';
import type { PageSymbol } from '../program/symbols';
import { on, onPage, type PageSession, pagesWith, type Registration, type Session } from './session';

const find = ({ pages }: Session) => pages.view;
/** A reason that the editor shows to the reader. */
const refused = (reason: string): ResponseError => new ResponseError(LSPErrorCodes.RequestFailed, reason);

/** The pages that may speak of a symbol; of one that no other page can see, its own. */
const speaking = (
  session: PageSession,
  symbol: PageSymbol,
  params: WorkDoneProgressParams,
  token: CancellationToken,
  more: string[] = [],
) =>
  symbol.uri === '' || symbol.kind === 'free'
    ? [session.view]
    : pagesWith(session, [wordOf(symbol), ...more], params, token);

export const names: readonly Registration[] = [
  onPage(DefinitionRequest.type, null, (session, { position }) =>
    definition(session.view, offsetOf(session.view, position), find(session), session.client().links.definition),
  ),
  onPage(TypeDefinitionRequest.type, null, (session, { position }) =>
    typeDefinition(
      session.view,
      offsetOf(session.view, position),
      find(session),
      session.client().links.typeDefinition,
    ),
  ),
  onPage(DocumentLinkRequest.type, null, ({ view }) => importLinks(view)),
  onPage(DocumentHighlightRequest.type, null, ({ view }, { position }) => highlights(view, offsetOf(view, position))),
  onPage(ReferencesRequest.type, null, async (session, params, token) => {
    const { position, context } = params;
    const found = occurrenceAt(session.view, offsetOf(session.view, position));
    if (!found) return null;
    return references(await speaking(session, found.symbol, params, token), found.symbol, context.includeDeclaration);
  }),
  onPage(
    PrepareRenameRequest.type,
    null,
    ({ view }, { position }) => prepareRename(view, offsetOf(view, position)) ?? null,
  ),
  onPage(RenameRequest.type, null, async (session, params, token) => {
    const { position, newName } = params;
    const { view, pages } = session;
    const offset = offsetOf(view, position);
    const symbol = occurrenceAt(view, offset)?.symbol;
    const views = symbol ? await speaking(session, symbol, params, token, [newName]) : [view];
    const answer = renameEdits(views, view, offset, newName, pages);
    if ('reason' in answer) throw refused(answer.reason);
    return editOf(
      session,
      answer.pages.map((page) => ({ uri: page.view.document.uri, edits: page.edits })),
    );
  }),
  onPage(
    LinkedEditingRangeRequest.type,
    null,
    ({ view }, { position }) => linkedEditing(view, offsetOf(view, position)) ?? null,
  ),

  onPage(CallHierarchyPrepareRequest.type, null, (session, { position }) =>
    prepareCalls(session.view, offsetOf(session.view, position), find(session)),
  ),
  on(CallHierarchyIncomingCallsRequest.type, async (session, params, token) =>
    incomingCalls(params.item, await pagesWith(session, [params.item.name], params, token), find(session)),
  ),
  on(CallHierarchyOutgoingCallsRequest.type, (session, { item }) => outgoingCalls(item, find(session))),

  on(WorkspaceSymbolRequest.type, async (session, params, token) => {
    const views = await pagesWith(session, [''], params, token);
    return workspaceSymbols(views, params.query);
  }),
  on(WillRenameFilesRequest.type, async (session, { files }): Promise<WorkspaceEdit | null> => {
    const texts = (await session.addresses()).flatMap((uri) => {
      const text = session.pages.text(uri);
      return text === undefined ? [] : [{ uri, text }];
    });
    const changed = [...renamedImports(texts, files)].map(([uri, edits]) => ({ uri, edits }));
    return changed.length === 0 ? null : editOf(session, changed);
  }),
];

interface PageEdit {
  readonly uri: string;
  readonly edits: readonly TextEdit[];
}

/** Edits of several pages; of those that are open, of the version that is known. */
function editOf({ pages, client }: Session, changed: readonly PageEdit[]): WorkspaceEdit {
  if (!client().versionedEdits)
    return { changes: Object.fromEntries(changed.map(({ uri, edits }) => [uri, [...edits]])) };
  const documentChanges = changed.map(({ uri, edits }) => ({
    textDocument: { uri, version: pages.get(uri)?.document.version ?? null },
    edits: [...edits],
  }));
  return { documentChanges };
}

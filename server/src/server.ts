/**
 * The connection ↔ the features, and nothing else. Every request goes through one wrapper, which catches, reports, and
 * honours cancellation. In: a connection, and a way to read pages that are not open. Out: a server that is listening.
 */
import {
  type CancellationToken,
  type CodeLens,
  type Connection,
  DidChangeConfigurationNotification,
  type DocumentDiagnosticReport,
  ErrorCodes,
  type InitializeResult,
  type InlayHint,
  LSPErrorCodes,
  RequestType,
  ResponseError,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Client, readClient, serverCapabilities } from './capabilities';
import { codeActions } from './features/code-actions';
import { codeLenses, lensCommand, readLensData } from './features/code-lens';
import { diagnostics } from './features/diagnostics';
import { copyLatex, expand } from './features/expand';
import { gradientCheck } from './features/gradient-check';
import { hover } from './features/hover/hover';
import { inlayHint } from './features/inlay-hints';
import { createResults } from './features/results';
import { flatSymbols, symbols } from './features/symbols';
import { statementsIn } from './features/view';
import { createHealthWatch } from './health-watch';
import { createPages, type OpenPage } from './pages';
import {
  CHECK_GRADIENTS,
  type CheckGradientsParams,
  type CheckGradientsResult,
  COPY_LATEX,
  type CopyParams,
  type CopyResult,
  EXPAND,
  type ExpandParams,
  type ExpandResult,
} from './protocol';
import { isRecord, readSettings } from './settings';
import { createVerification } from './verification';

export interface Surroundings {
  /** The text of a page on disk, below one of the folders (addresses) that the reader has opened. */
  readonly read?: (uri: string, roots: readonly string[]) => string | undefined;
}

/** Milliseconds of quiet before diagnostics are pushed; of work between two looks at what came in. */
const PUSH_PAUSE = 100;
const SLICE = 8;
/** Of verification before an answer. */
const LONGEST_SETTLING = 1_000;

export function serve(connection: Connection, surroundings: Surroundings = {}): void {
  const documents = new TextDocuments(TextDocument);
  const pushes = new Map<string, ReturnType<typeof setTimeout>>();
  const results = createResults();
  let state: 'new' | 'running' | 'shut down' = 'new';
  let client: Client = readClient({ capabilities: {}, processId: null, rootUri: null });
  let settings = client.settings;
  let roots = client.roots;

  const pages = createPages((uri) => surroundings.read?.(uri, roots));
  const verification = createVerification({
    announce(page, done) {
      refresh({ lenses: settings.codeLens.verdicts });
      if (!client.pullsDiagnostics && done) push(page);
    },
    failed: report,
  });
  const health = createHealthWatch({
    announce(page) {
      if (client.pullsDiagnostics && client.refresh.diagnostics) connection.languages.diagnostics.refresh();
      else if (!client.pullsDiagnostics) push(page);
    },
    failed: report,
  });

  function report(error: unknown): void {
    connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }

  /** A notification's or a timer's work: what goes wrong is reported and harms nothing else. */
  const guarded =
    <Params extends unknown[]>(work: (...params: Params) => void | Promise<void>) =>
    (...params: Params): void => {
      try {
        work(...params)?.catch(report);
      } catch (error) {
        report(error);
      }
    };

  async function reporting<Result>(answer: () => Result | Promise<Result>): Promise<Result> {
    try {
      return await answer();
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      report(error);
      throw new ResponseError(ErrorCodes.InternalError, 'Nabla could not answer; its log says why.');
    }
  }

  /** A request: refused outside the server's life, cancelled where nobody waits for it, and never the server's end. */
  const request =
    <Params, Result>(answer: (params: Params, token: CancellationToken) => Result | Promise<Result>) =>
    async (params: Params, token: CancellationToken): Promise<Result> => {
      if (state === 'new') throw new ResponseError(ErrorCodes.ServerNotInitialized, 'Nabla is not initialized.');
      if (state === 'shut down') throw new ResponseError(ErrorCodes.InvalidRequest, 'Nabla is shut down.');
      if (token.isCancellationRequested) throw cancelled();
      const result = await reporting(() => answer(params, token));
      if (token.isCancellationRequested) throw cancelled();
      return result;
    };

  /** A request about an open page; of any other page there is nothing to say. */
  const aboutPage = <Params extends { readonly textDocument: { readonly uri: string } }, Result>(
    otherwise: Result,
    answer: (page: OpenPage, params: Params, token: CancellationToken) => Result | Promise<Result>,
  ) =>
    request((params: Params, token): Result | Promise<Result> => {
      const page = pages.get(params.textDocument.uri);
      return page ? answer(page, params, token) : otherwise;
    });

  /* ── life ── */

  connection.onInitialize((params): InitializeResult => {
    client = readClient(params);
    settings = client.settings;
    roots = client.roots;
    state = 'running';
    return { capabilities: serverCapabilities(client), serverInfo: { name: 'nabla' } };
  });

  connection.onInitialized(
    guarded(async () => {
      if (client.folderChanges)
        connection.workspace.onDidChangeWorkspaceFolders(
          guarded(({ added, removed }) => {
            const gone = new Set(removed.map(({ uri }) => uri));
            roots = [...roots.filter((root) => !gone.has(root)), ...added.map(({ uri }) => uri)];
            pagesChanged();
          }),
        );
      if (client.sendsSettings) return;
      if (client.registersConfiguration)
        await connection.client.register(DidChangeConfigurationNotification.type, { section: 'nabla' });
      if (client.configuration) await askSettings();
    }),
  );

  connection.onShutdown(() => {
    state = 'shut down';
    verification.dispose();
    health.dispose();
    for (const timer of pushes.values()) clearTimeout(timer);
    pushes.clear();
  });

  /* ── settings ── */

  async function askSettings(): Promise<void> {
    useSettings(await connection.workspace.getConfiguration('nabla'));
  }

  function useSettings(sent: unknown): void {
    settings = readSettings(sent);
    refresh({ lenses: true, diagnostics: false });
  }

  connection.onDidChangeConfiguration(
    guarded(async ({ settings: sent }) => {
      const all: unknown = sent;
      if (isRecord(all) && isRecord(all.nabla)) useSettings(all.nabla);
      else if (client.configuration) await askSettings();
    }),
  );

  /* ── pages ── */

  documents.onDidOpen(
    guarded(({ document }) => {
      const old = pages.get(document.uri);
      if (old) verification.close(old);
      if (old) health.close(old);
      edited(pages.open(document));
    }),
  );
  documents.onDidChangeContent(
    guarded(({ document }) => {
      const page = pages.get(document.uri);
      if (!page) return;
      pages.changed();
      edited(page);
    }),
  );
  documents.onDidClose(
    guarded(({ document: { uri } }) => {
      const page = pages.get(uri);
      if (page) verification.close(page);
      if (page) health.close(page);
      pages.close(uri);
      clearTimeout(pushes.get(uri));
      pushes.delete(uri);
      if (!client.pullsDiagnostics) connection.sendDiagnostics({ uri, diagnostics: [] });
    }),
  );
  connection.onDidChangeWatchedFiles(guarded(() => pagesChanged()));

  function edited(page: OpenPage): void {
    verification.schedule(page);
    health.schedule(page);
    pushSoon(page);
    for (const other of pages.all()) {
      if (other === page || !other.imports) continue;
      verification.schedule(other);
      health.schedule(other);
      pushSoon(other);
    }
  }

  /** Pages that others import may have changed. */
  function pagesChanged(): void {
    pages.changed();
    for (const page of pages.all()) {
      if (!page.imports) continue;
      verification.schedule(page);
      health.schedule(page);
      pushSoon(page);
    }
    refresh({ lenses: true });
  }

  function refresh({ lenses, diagnostics: problems = true }: { lenses: boolean; diagnostics?: boolean }): void {
    if (client.refresh.inlayHints) connection.languages.inlayHint.refresh().catch(() => undefined);
    if (client.refresh.codeLens && lenses) connection.sendRequest('workspace/codeLens/refresh').catch(() => undefined);
    if (problems && client.pullsDiagnostics && client.refresh.diagnostics) connection.languages.diagnostics.refresh();
  }

  /* ── diagnostics ── */

  function pushSoon(page: OpenPage): void {
    if (client.pullsDiagnostics) return;
    const { uri } = page.document;
    clearTimeout(pushes.get(uri));
    pushes.set(
      uri,
      setTimeout(
        guarded(() => push(page)),
        PUSH_PAUSE,
      ),
    );
  }

  /** Always of the text as it is now. */
  function push(page: OpenPage): void {
    const { uri, version } = page.document;
    if (pages.get(uri) !== page) return;
    connection.sendDiagnostics({
      uri,
      diagnostics: found(page),
      ...(client.versionedDiagnostics && { version }),
    });
  }

  const found = (page: OpenPage) =>
    diagnostics(
      page.view(),
      verification.verdicts(page),
      { tags: client.diagnosticTags, related: client.relatedInformation },
      health.of(page),
    );

  /** For clients that cannot be told to ask again: claims are verified and networks looked at before the answer, within reason. */
  async function settle(page: OpenPage, token: CancellationToken): Promise<void> {
    const { version } = page.document;
    const began = performance.now();
    const advance = (): boolean => verification.advance(page) || health.advance(page);
    while (advance() && performance.now() - began < LONGEST_SETTLING) await turn(page, version, token);
  }

  connection.languages.diagnostics.on(
    request(async ({ textDocument, previousResultId }, token): Promise<DocumentDiagnosticReport> => {
      const page = pages.get(textDocument.uri);
      if (!page) return { kind: 'full', items: [] };
      if (!client.refresh.diagnostics) await settle(page, token);
      const resultId = `${page.number}.${page.revision()}`;
      if (resultId === previousResultId) return { kind: 'unchanged', resultId };
      return { kind: 'full', resultId, items: found(page) };
    }),
  );

  /* ── what is shown on the page ── */

  connection.onHover(
    aboutPage(null, (page, { position }) => {
      const view = page.view();
      const { markdown, commands } = client;
      const options = { markdown, commands, slopes: settings.hover.slopes };
      return hover(view, view.document.offsetAt(position), verification.verdicts(page), options) ?? null;
    }),
  );

  connection.onCodeLens(
    aboutPage<{ textDocument: { uri: string } }, CodeLens[]>([], (page) => {
      if (!settings.codeLens.enabled) return [];
      const options = { commands: client.commands, verdicts: settings.codeLens.verdicts };
      return codeLenses(page.view(), page.outline(), page.number, options);
    }),
  );

  connection.onCodeLensResolve(
    request((lens: CodeLens): CodeLens => {
      const data = readLensData(lens.data);
      const page = data && pages.byNumber(data.page);
      if (!data || !page) return { range: lens.range, command: { title: '', command: '' } };
      const verdicts = verification.verdicts(page);
      return { range: lens.range, command: lensCommand(page.view(), page.outline(), data, verdicts, client.commands) };
    }),
  );

  connection.languages.inlayHint.on(
    aboutPage<{ textDocument: { uri: string }; range: Parameters<typeof offsets>[1] }, InlayHint[] | null>(
      null,
      async (page, { range }, token) => {
        const view = page.view();
        const { version } = view.document;
        const visible = offsets(page, range);
        verification.see(page, visible);
        const verdicts = verification.verdicts(page);
        const { from, to } = statementsIn(view, visible);
        const hints: InlayHint[] = [];
        let rested = performance.now();
        for (let index = from; index < to; index++) {
          const hint = inlayHint(view, index, results, verdicts, settings.inlayHints);
          if (hint) hints.push(hint);
          if (performance.now() - rested < SLICE) continue;
          await turn(page, version, token);
          rested = performance.now();
        }
        return hints;
      },
    ),
  );

  const offsets = (
    { document }: OpenPage,
    range: { start: Parameters<TextDocument['offsetAt']>[0]; end: Parameters<TextDocument['offsetAt']>[0] },
  ) => ({ start: document.offsetAt(range.start), end: document.offsetAt(range.end) });

  connection.onDocumentSymbol(
    aboutPage([], (page) =>
      client.symbolTrees ? symbols(page.view(), page.outline()) : flatSymbols(page.view(), page.outline()),
    ),
  );

  connection.onCodeAction(
    aboutPage([], (page, { range, context }) => {
      if (context.only && !context.only.some((kind) => kind === '' || kind === 'quickfix')) return [];
      return codeActions(
        page.view(),
        offsets(page, range),
        context.diagnostics,
        verification.verdicts(page),
        {
          tags: client.diagnosticTags,
          related: client.relatedInformation,
          preferred: client.preferredActions,
          versioned: client.versionedEdits,
        },
        health.of(page),
      );
    }),
  );

  /* ── derivations ── */

  const notOpen = { kind: 'nothing', reason: 'This page is not open in Nabla.' } as const;
  connection.onRequest(
    new RequestType<ExpandParams, ExpandResult, void>(EXPAND),
    aboutPage<ExpandParams, ExpandResult>(notOpen, (page, params) => expand(page.view(), params)),
  );
  connection.onRequest(
    new RequestType<CopyParams, CopyResult, void>(COPY_LATEX),
    aboutPage<CopyParams, CopyResult>(notOpen, (page, params) => copyLatex(page.view(), params)),
  );
  connection.onRequest(
    new RequestType<CheckGradientsParams, CheckGradientsResult, void>(CHECK_GRADIENTS),
    aboutPage<CheckGradientsParams, CheckGradientsResult>(notOpen, (page, params) =>
      gradientCheck(page.view(), params),
    ),
  );

  documents.listen(connection);
  connection.listen();
}

const cancelled = (): ResponseError => new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');

/** Lets what came in meanwhile have its turn. Ends the request where its page is another one by then: the client will ask again. */
async function turn({ document }: OpenPage, version: number, token: CancellationToken): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve, 0));
  if (token.isCancellationRequested) throw cancelled();
  if (document.version !== version) throw new ResponseError(LSPErrorCodes.ContentModified, 'The page has changed.');
}

/**
 * Connection ↔ requests, and nothing else: the server's life, its documents and settings, and word of what has changed. In: a
 * connection and a way to read pages that are not open. Out: a server that is listening.
 */
import {
  type CancellationToken,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  type InitializeResult,
  NotificationType,
  ResponseError,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Client, readAppearance, readClient, serverCapabilities } from './capabilities';
import { createDisk, type Surroundings } from './disk';
import { createPredictions } from './features/prediction/prediction';
import { createHealthWatch } from './health-watch';
import { createPages, type OpenPage } from './pages';
import { APPEARANCE, type Appearance, FILE, type FileParams, STATUS, type StatusParams } from './protocol';
import { derivations } from './requests/derivations';
import { edits } from './requests/edits';
import { names } from './requests/names';
import { pictures } from './requests/pictures';
import { found, problems } from './requests/problems';
import { cancelled, type Seen, type Session } from './requests/session';
import { shown } from './requests/shown';
import { isRecord } from './settings';
import { createSettingsStore } from './settings-store';
import { createStatusWatch } from './status-watch';
import { createTypesetting } from './typeset/typeset';
import { createVerification } from './verification';

/** Milliseconds of quiet before diagnostics are pushed. */
const PUSH_PAUSE = 100;

export function serve(connection: Connection, surroundings: Surroundings = {}): void {
  const documents = new TextDocuments(TextDocument);
  const pushes = new Map<string, ReturnType<typeof setTimeout>>();
  let state: 'new' | 'running' | 'shut down' = 'new';
  let client: Client = readClient({ capabilities: {}, processId: null, rootUri: null });
  let roots = client.roots;
  let appearance = client.appearance;

  const disk = createDisk(
    surroundings,
    () => roots,
    () => client.watchesFiles,
  );
  const pages = createPages(disk.read);
  const settings = createSettingsStore(() =>
    client.configuration
      ? (scopeUri) => connection.workspace.getConfiguration({ section: 'nabla', ...(scopeUri && { scopeUri }) })
      : undefined,
  );
  const status = createStatusWatch({
    verification: () => verification,
    tell: () =>
      client.status
        ? (params) => void connection.sendNotification(new NotificationType<StatusParams>(STATUS), params).catch(report)
        : undefined,
    begin: () => (client.workDoneProgress ? connection.window.createWorkDoneProgress() : undefined),
  });
  const verification = createVerification({
    announce(page, done) {
      refresh({ diagnostics: true });
      if (!client.pullsDiagnostics && done) push(page).catch(report);
    },
    settled: status.settled,
    failed: report,
  });
  const health = createHealthWatch({
    announce(page) {
      if (client.pullsDiagnostics && client.refresh.diagnostics) connection.languages.diagnostics.refresh();
      else if (!client.pullsDiagnostics) push(page).catch(report);
    },
    failed: report,
  });
  const predictions = createPredictions();
  const predicted = ({ view, verdicts }: Seen): Seen => predictions.on(view, verdicts, client.commands !== undefined);
  const session: Session = {
    client: () => client,
    pages,
    verification,
    health,
    settings: settings.of,
    see: async (page) => {
      const { prediction } = await settings.of(page.document.uri);
      const now = { view: page.view(), verdicts: verification.verdicts(page) };
      return prediction.enabled ? predicted(now) : now;
    },
    seen: async (uri, now) => ((await settings.of(uri)).prediction.enabled ? predicted(now) : now),
    predictions,
    revealed(page) {
      page.judged();
      refresh({ diagnostics: true });
    },
    async addresses() {
      const open = [...pages.all()].map(({ document }) => document.uri);
      return [...new Set([...open, ...(await disk.list()).map(pages.address)])];
    },
    appearance: () => appearance,
    typesetting: createTypesetting(surroundings.typeset ?? (() => Promise.reject(new Error('nothing draws here')))),
    progress: ({ workDoneToken }) => connection.window.attachWorkDoneProgress(workDoneToken),
  };

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

  for (const register of [...shown, ...names, ...edits, ...problems, ...derivations, ...pictures])
    register((type, answer) => connection.onRequest<unknown, void>(type.method, request(answer)), session);

  /* ── life ── */

  connection.onInitialize((params): InitializeResult => {
    client = readClient(params);
    settings.changed(client.settings);
    appearance = client.appearance;
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
      if (client.registersWatchers)
        await connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: [{ globPattern: '**/*.grad' }],
        });
      if (client.registersConfiguration)
        await connection.client.register(DidChangeConfigurationNotification.type, { section: 'nabla' });
    }),
  );

  connection.onShutdown(() => {
    state = 'shut down';
    verification.dispose();
    health.dispose();
    status.dispose();
    for (const timer of pushes.values()) clearTimeout(timer);
    pushes.clear();
  });

  connection.onDidChangeConfiguration(
    guarded(({ settings: sent }) => {
      const all: unknown = sent;
      settings.changed(isRecord(all) && isRecord(all.nabla) ? all.nabla : undefined);
      for (const page of pages.all()) page.judged();
      refresh({ diagnostics: true });
    }),
  );

  connection.onNotification(
    new NotificationType<Appearance>(APPEARANCE),
    guarded((sent) => {
      // Images are for who asked for them at the start.
      if (appearance) appearance = readAppearance(sent) ?? appearance;
    }),
  );

  /* ── pages ── */

  documents.onDidOpen(
    guarded(({ document }) => {
      const old = pages.get(document.uri);
      if (old) closed(old);
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
      if (page) closed(page);
      pages.close(uri);
      settings.close(uri);
      clearTimeout(pushes.get(uri));
      pushes.delete(uri);
      if (!client.pullsDiagnostics) connection.sendDiagnostics({ uri, diagnostics: [] });
    }),
  );
  connection.onDidChangeWatchedFiles(guarded(() => pagesChanged()));
  connection.onNotification(
    new NotificationType<FileParams>(FILE),
    guarded(({ uri, text }) => {
      if (!client.sendsFiles || typeof uri !== 'string') return;
      disk.put(uri, typeof text === 'string' ? text : undefined);
      pagesChanged();
    }),
  );

  function closed(page: OpenPage): void {
    verification.close(page);
    health.close(page);
    status.close(page);
  }

  function check(page: OpenPage): void {
    verification.schedule(page);
    health.schedule(page);
    status.started(page);
    pushSoon(page);
  }

  function edited(page: OpenPage): void {
    check(page);
    for (const other of pages.all()) if (other !== page && other.imports) check(other);
  }

  /** Pages that others import may have changed. */
  function pagesChanged(): void {
    disk.changed();
    pages.changed();
    for (const page of pages.all()) if (page.imports) check(page);
    refresh({ diagnostics: true });
  }

  function refresh({ diagnostics = false }: { readonly diagnostics?: boolean }): void {
    if (client.refresh.inlayHints) connection.languages.inlayHint.refresh().catch(() => undefined);
    if (client.refresh.codeLens) connection.sendRequest('workspace/codeLens/refresh').catch(() => undefined);
    if (diagnostics && client.pullsDiagnostics && client.refresh.diagnostics)
      connection.languages.diagnostics.refresh();
  }

  /* ── pushed diagnostics ── */

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
  async function push(page: OpenPage): Promise<void> {
    const { uri } = page.document;
    const diagnostics = await found(session, page);
    if (pages.get(uri) !== page) return;
    const { version } = page.document;
    connection.sendDiagnostics({ uri, diagnostics, ...(client.versionedDiagnostics && { version }) });
  }

  documents.listen(connection);
  connection.listen();
}

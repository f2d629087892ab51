/**
 * A language client for tests: the built server over its real standard streams. In: what the client can do.
 * Out: requests, notifications, and what the server has said by itself.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import type { ClientCapabilities, Diagnostic, InitializeResult } from 'vscode-languageserver';

export const SERVER = path.resolve(import.meta.dirname, '../../../dist/server.js');

export interface Started {
  readonly capabilities: InitializeResult['capabilities'];
  request<Result>(method: string, params?: unknown): Promise<Result>;
  notify(method: string, params?: unknown): void;
  open(text: string, uri?: string): void;
  change(text: string, version: number, uri?: string): void;
  edit(version: number, line: number, from: number, to: number, text: string, uri?: string): void;
  /** Asks for something that is cancelled in the same breath. */
  cancelled(method: string, params: unknown): Promise<unknown>;
  /** What the server has sent: methods of its requests and notifications, oldest first. */
  readonly heard: readonly { readonly method: string; readonly params: unknown }[];
  /** Resolves with the parameters once the server has said this (from `after` on in `heard`) and they are as wished. */
  until(method: string, wish?: (params: Pushed) => boolean, patience?: number): Promise<Pushed>;
  stop(): Promise<number | null>;
  kill(): void;
}

export interface Pushed {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly Diagnostic[];
}

export const PAGE = 'file:///pages/page.grad';

/** The pages that the server asks the settings of. */
function scopesIn(params: unknown): (string | undefined)[] {
  const { items } = params as { items: readonly { scopeUri?: string }[] };
  return items.map(({ scopeUri }) => scopeUri);
}

export async function start(
  capabilities: ClientCapabilities = {},
  options: {
    initializationOptions?: unknown;
    rootUri?: string;
    settings?: (scopeUri: string | undefined) => unknown;
    initialize?: boolean;
  } = {},
): Promise<Started> {
  const child = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const heard: { method: string; params: unknown }[] = [];
  const listeners = new Set<() => void>();
  const hear = (method: string, params: unknown): void => {
    heard.push({ method, params });
    for (const listener of listeners) listener();
  };
  connection.onNotification((method, params) => hear(method, params));
  connection.onRequest((method, params) => {
    hear(method, params);
    return method === 'workspace/configuration'
      ? scopesIn(params).map((scope) => options.settings?.(scope) ?? null)
      : null;
  });
  connection.onUnhandledProgress((params) => hear('$/progress', params));
  connection.listen();
  const initialized =
    options.initialize === false
      ? { capabilities: {} }
      : await connection.sendRequest<InitializeResult>('initialize', {
          processId: process.pid,
          rootUri: options.rootUri ?? null,
          capabilities,
          ...(options.initializationOptions !== undefined && { initializationOptions: options.initializationOptions }),
        });
  if (options.initialize !== false) await connection.sendNotification('initialized', {});
  const notify = (method: string, params?: unknown): void => void connection.sendNotification(method, params);
  return {
    capabilities: initialized.capabilities,
    request: (method, params) => connection.sendRequest(method, params),
    notify,
    open: (text, uri = PAGE) =>
      notify('textDocument/didOpen', { textDocument: { uri, languageId: 'grad', version: 1, text } }),
    change: (text, version, uri = PAGE) =>
      notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] }),
    edit: (version, line, from, to, text, uri = PAGE) =>
      notify('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range: { start: { line, character: from }, end: { line, character: to } }, text }],
      }),
    cancelled(method, params) {
      const source = { isCancellationRequested: false, listeners: new Set<() => void>() };
      const token = {
        get isCancellationRequested() {
          return source.isCancellationRequested;
        },
        onCancellationRequested: (listener: (event: unknown) => unknown) => {
          const call = (): void => void listener(undefined);
          source.listeners.add(call);
          return { dispose: () => void source.listeners.delete(call) };
        },
      };
      const answer = connection.sendRequest(method, params, token);
      source.isCancellationRequested = true;
      for (const listener of source.listeners) listener();
      return answer;
    },
    heard,
    until: (method, wish = () => true, patience = 8000) =>
      new Promise((resolve, reject) => {
        const look = (): boolean => {
          const found = heard.findLast((said) => said.method === method && wish(said.params as Pushed));
          if (!found) return false;
          clearTimeout(timer);
          listeners.delete(look);
          resolve(found.params as Pushed);
          return true;
        };
        const timer = setTimeout(() => {
          listeners.delete(look);
          reject(new Error(`the server did not say ${method}; it said ${JSON.stringify(heard.slice(-3))}`));
        }, patience);
        listeners.add(look);
        look();
      }),
    async stop() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      const status = await ended;
      connection.dispose();
      return status;
    },
    kill() {
      child.kill('SIGKILL');
      connection.dispose();
    },
  };
}

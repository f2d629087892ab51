/** The door for VS Code for the Web: the server is a worker of the page. */
import { type ExtensionContext, Uri } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { start } from './extension';

export function activate(context: ExtensionContext): Promise<void> {
  const server = Uri.joinPath(context.extensionUri, 'dist/server-browser.js').toString(true);
  let worker: Worker | undefined;
  /**
   * Also called on a restart, when the worker of the last start may still be busy. Transports and not the worker itself: in
   * VS Code's extension host `Worker` is a stand-in, whose objects the language client would not know for workers.
   */
  const freshWorker = async (): Promise<MessageTransports> => {
    worker?.terminate();
    worker = new Worker(server);
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  context.subscriptions.push({ dispose: () => worker?.terminate() });
  return start(context, (options) => new LanguageClient('nabla', 'Nabla', freshWorker, options), { sendsFiles: true });
}

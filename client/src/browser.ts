/** The door for VS Code for the Web: the server is a worker of the page. */
import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { start } from './extension';

export function activate(context: ExtensionContext): Promise<void> {
  const server = Uri.joinPath(context.extensionUri, 'dist/server-browser.js').toString(true);
  let worker: Worker | undefined;
  /** Also called on a restart, when the worker of the last start may still be busy. */
  const freshWorker = async (): Promise<Worker> => {
    worker?.terminate();
    worker = new Worker(server);
    return worker;
  };
  context.subscriptions.push({ dispose: () => worker?.terminate() });
  return start(context, (options) => new LanguageClient('nabla', 'Nabla', freshWorker, options));
}

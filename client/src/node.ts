/** The door for VS Code on a desktop or a remote machine: the server is a process of its own, spoken to over ipc. */
import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { start } from './extension';

export function activate(context: ExtensionContext): Promise<void> {
  const server = { module: context.asAbsolutePath('dist/server.js'), transport: TransportKind.ipc };
  return start(
    context,
    (options) =>
      new LanguageClient(
        'nabla',
        'Nabla',
        { run: server, debug: { ...server, options: { execArgv: ['--nolazy', '--inspect=6009'] } } },
        options,
      ),
  );
}

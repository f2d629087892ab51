/**
 * What the extension does, the same on a desktop and in the browser. In: a way to connect to the server.
 * Out: a running language client, the commands, and the derivation panel.
 */
import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import type { InitializationOptions } from '../../server/src/protocol';
import { appearance, tellAppearance } from './appearance';
import { COMMANDS, registerCommands } from './commands';
import { derivationPanel } from './derivation/panel';
import { numberDragging } from './dragging/dragging';
import { engine } from './engine';
import { openExample } from './example';
import { sendFiles } from './files';
import { readSettings } from './settings';
import { showStatus } from './status';

export async function start(
  context: vscode.ExtensionContext,
  connect: (options: LanguageClientOptions) => BaseLanguageClient,
  /** The server runs where it can read no files. */
  { sendsFiles = false }: { readonly sendsFiles?: boolean } = {},
): Promise<void> {
  const pages = vscode.workspace.createFileSystemWatcher('**/*.grad');
  const client = connect(clientOptions(pages, sendsFiles));
  const nabla = engine(client);
  const panel = derivationPanel(context.extensionUri, nabla);
  context.subscriptions.push(
    client,
    pages,
    panel,
    showStatus(client),
    tellAppearance(client),
    ...(sendsFiles ? [sendFiles(client, pages)] : []),
    numberDragging((uri) => panel.refresh(uri)),
    ...registerCommands({ nabla, panel, restart: () => restart(client) }),
    vscode.commands.registerCommand(COMMANDS.openExample, openExample),
  );
  // Where the server cannot start the client says so; the commands stay, and with them "Restart server".
  await client.start().catch(() => undefined);
}

/** Also where it has crashed or never started. */
async function restart(client: BaseLanguageClient): Promise<void> {
  if (client.needsStop()) await client.stop().catch(() => undefined);
  await client.start();
}

/** `pages`: tells the server of changes on disk, in pages that an open one imports. */
function clientOptions(pages: vscode.FileSystemWatcher, sendsFiles: boolean): LanguageClientOptions {
  return {
    documentSelector: [{ language: 'grad' }],
    synchronize: { configurationSection: 'nabla', fileEvents: pages },
    // A function, so that a restart sends what is set now.
    initializationOptions: (): InitializationOptions => ({
      commands: { expand: COMMANDS.expand, copyLatex: COMMANDS.copyLatex },
      settings: readSettings(vscode.workspace.getConfiguration('nabla')),
      appearance: appearance(),
      status: true,
      sendsFiles,
    }),
    // A page's text reaches hovers, so links in them may run these two commands and no other.
    markdown: { isTrusted: { enabledCommands: [COMMANDS.expand, COMMANDS.copyLatex] }, supportHtml: false },
    middleware: {
      // VS Code sets values and verdicts close to the code: they stand apart by two spaces that do not break.
      provideInlayHints: async (document, range, token, next) => {
        const hints = await next(document, range, token);
        for (const hint of hints ?? [])
          if (typeof hint.label === 'string' && !hint.label.startsWith(':')) hint.label = `\u00A0\u00A0${hint.label}`;
        return hints;
      },
    },
  };
}

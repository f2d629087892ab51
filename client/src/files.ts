/**
 * The pages of the workspace for a server that can read no files: in the browser, and where folders are virtual. In: the
 * workspace. Out: each page's text, sent at the start and whenever it changes.
 */
import * as vscode from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { FILE, type FileParams } from '../../server/src/protocol';

const PAGES = '**/*.grad';
const LEFT_OUT = '**/node_modules/**';
/** Workspaces with more are no workspaces of pages: what is beyond is known when it is opened. */
const MOST_PAGES = 500;
const LONGEST_PAGE = 1_000_000;

export function sendFiles(client: BaseLanguageClient, watcher: vscode.FileSystemWatcher): vscode.Disposable {
  const tell = (uri: vscode.Uri, text: string | null): void => {
    if (client.state !== State.Running) return;
    const params: FileParams = { uri: client.code2ProtocolConverter.asUri(uri), text };
    client.sendNotification(FILE, params).catch(() => undefined);
  };
  const send = async (uri: vscode.Uri): Promise<void> => {
    try {
      const bytes = await vscode.workspace.fs.readFile(uri);
      if (bytes.length <= LONGEST_PAGE) tell(uri, new TextDecoder().decode(bytes));
    } catch {
      // It has gone meanwhile.
      tell(uri, null);
    }
  };
  const sendAll = async (): Promise<void> => {
    for (const uri of await vscode.workspace.findFiles(PAGES, LEFT_OUT, MOST_PAGES)) await send(uri);
  };
  return vscode.Disposable.from(
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) void sendAll();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(() => void sendAll()),
    watcher.onDidCreate((uri) => void send(uri)),
    watcher.onDidChange((uri) => void send(uri)),
    watcher.onDidDelete((uri) => tell(uri, null)),
  );
}

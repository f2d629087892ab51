/** One line in the language status (the braces in the status bar) that says whether the server runs. */
import * as vscode from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { COMMANDS } from './commands';

export function showStatus(client: BaseLanguageClient): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('nabla.server', { language: 'grad' });
  item.name = 'Nabla';
  item.command = { command: COMMANDS.restart, title: 'Restart server' };
  const show = (state: State): void => {
    item.busy = state === State.Starting;
    item.text =
      state === State.Running ? 'Nabla' : state === State.Starting ? 'Nabla is starting' : 'Nabla has stopped';
    item.severity =
      state === State.Stopped ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
  };
  show(State.Starting);
  return vscode.Disposable.from(
    item,
    client.onDidChangeState(({ newState }) => show(newState)),
  );
}

/**
 * Lines in the language status (the braces in the status bar): whether the server runs, and how the page that the reader looks
 * at was checked. In: the client's state and what the server says. Out: two items.
 */
import * as vscode from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { STATUS, type StatusParams } from '../../server/src/protocol';
import { COMMANDS } from './commands';

export function showStatus(client: BaseLanguageClient): vscode.Disposable {
  return vscode.Disposable.from(showServer(client), showChecked(client));
}

function showServer(client: BaseLanguageClient): vscode.Disposable {
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

/** Pages whose status is remembered: those looked at last. */
const MOST_PAGES = 200;

function showChecked(client: BaseLanguageClient): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('nabla.checked', { language: 'grad' });
  item.name = 'Nabla: the last check';
  const known = new Map<string, StatusParams>();
  const show = (): void => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const status = uri && known.get(client.code2ProtocolConverter.asUri(uri));
    const { text, detail, isCut } = checked(status);
    item.text = text;
    item.detail = detail;
    item.severity = isCut ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
  };
  show();
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(show),
    client.onNotification(STATUS, (status: StatusParams) => {
      known.delete(status.uri);
      known.set(status.uri, status);
      for (const oldest of known.keys()) if (known.size > MOST_PAGES) known.delete(oldest);
      show();
    }),
  );
}

/** `12 claims checked in 34 ms`, and what is left out of a page that is too large. */
export function checked(status: StatusParams | undefined): { text: string; detail: string; isCut: boolean } {
  if (!status) return { text: 'Not checked yet', detail: '', isCut: false };
  const { claims, took, leftOut } = status;
  const said =
    claims === 0 ? 'No claims on this page' : `${claims} ${claims === 1 ? 'claim' : 'claims'} checked in ${time(took)}`;
  return { text: said, detail: leftOut ?? '', isCut: leftOut !== undefined };
}

const time = (took: number): string => (took < 1_000 ? `${took} ms` : `${(took / 1_000).toFixed(1)} s`);

/**
 * The derivation panel, extension half: one webview beside the page, that follows the page's edits and outlives a reload of the
 * window. In: derivations of the server. Out: messages to the page half, and what its buttons ask for.
 */
import * as vscode from 'vscode';
import type { ExpandParams } from '../../../server/src/protocol';
import type { Engine } from '../engine';
import { type Derivation, follow } from './follow';
import { type FromPage, readKept, type Shown, type Target, type ToPage } from './messages';
import { freshNonce, shell } from './shell';

/** As in package.json, under `activationEvents`. */
const VIEW_TYPE = 'nabla.derivation';

export interface DerivationPanel extends vscode.Disposable {
  /** Shows a derivation, in the panel that is open or in a new one beside the page. */
  open(uri: string, derivation: Derivation): void;
  /** Asks again for what is shown: the server may have become another. */
  refresh(): void;
}

export function derivationPanel(extensionUri: vscode.Uri, nabla: Engine): DerivationPanel {
  let panel: vscode.WebviewPanel | undefined;
  let target: Target | undefined;
  /** The last words to the page, for when it is loaded anew: hidden webviews keep nothing. */
  let shown: Shown | undefined;
  let reason: string | undefined;
  const dist = vscode.Uri.joinPath(extensionUri, 'dist');

  const post = (message: ToPage): void => void panel?.webview.postMessage(message);
  const tell = (): void => {
    if (shown) post({ kind: 'show', shown });
    if (reason) post({ kind: 'stale', reason });
  };
  const show = (next: Target, { derivation, variables }: Derivation): void => {
    shown = { target: next, file: fileName(next.uri), derivation, variables };
    reason = undefined;
    if (panel) panel.title = `${derivation.quantity.unicode} · ${shown.file}`;
    tell();
  };
  const following = follow(nabla.expand, show, (why) => {
    reason = why;
    tell();
  });
  const turnTo = (next: Target): void => {
    target = next;
    following.target(next);
  };

  const hear = async (message: FromPage): Promise<void> => {
    switch (message.kind) {
      case 'ready':
        return tell();
      case 'variable':
        // Another derivative is at no point yet.
        if (target) turnTo({ uri: target.uri, function: target.function, variable: message.variable });
        return following.refresh();
      case 'source':
        return shown && goTo(shown);
      case 'copy': {
        const text = target && (await nabla.derivationText(paramsOf(target), message.format));
        // While the page is broken, what is shown is what is copied.
        return copy(text ?? shown?.derivation.result.latex);
      }
      case 'copyLine':
        return copy(message.latex);
    }
  };

  const copy = async (text: string | undefined): Promise<void> => {
    if (text === undefined) return;
    await vscode.env.clipboard.writeText(text);
    post({ kind: 'copied' });
  };

  const furnish = (fresh: vscode.WebviewPanel): void => {
    panel = fresh;
    fresh.iconPath = vscode.Uri.joinPath(extensionUri, 'images/icon.png');
    fresh.onDidDispose(() => {
      if (panel !== fresh) return;
      panel = undefined;
      target = undefined;
      shown = undefined;
      reason = undefined;
    });
    const { webview } = fresh;
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    webview.onDidReceiveMessage(hear);
    const address = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
    const files = { script: address('panel.js'), style: address('panel.css'), source: webview.cspSource };
    webview.html = shell(files, freshNonce());
  };

  const watching = [
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && document.uri.toString() === target?.uri) following.edited();
    }),
    vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
      async deserializeWebviewPanel(restored, state) {
        const kept = readKept(state).target;
        if (!kept) return restored.dispose();
        furnish(restored);
        turnTo(kept);
        // The server knows open documents only.
        await vscode.workspace.openTextDocument(vscode.Uri.parse(kept.uri)).then(undefined, () => undefined);
        await following.refresh();
      },
    }),
  ];

  return {
    open(uri, derivation) {
      if (panel) panel.reveal(undefined, true);
      else {
        const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
        furnish(vscode.window.createWebviewPanel(VIEW_TYPE, 'Derivation', beside, { enableFindWidget: true }));
      }
      const { function: name, wrt } = derivation.derivation;
      const next = { uri, function: name, variable: wrt, ...(derivation.point && { point: derivation.point }) };
      turnTo(next);
      show(next, derivation);
    },
    refresh: () => void following.refresh(),
    dispose() {
      following.dispose();
      panel?.dispose();
      for (const each of watching) each.dispose();
    },
  };
}

const paramsOf = ({ uri, function: name, variable, point }: Target): ExpandParams => ({
  textDocument: { uri },
  function: name,
  variable,
  ...(point && { point }),
});

const fileName = (uri: string): string => vscode.Uri.parse(uri).path.split('/').at(-1) ?? '';

/** Puts the cursor on the definition, in the editor that shows the page if there is one. */
async function goTo({ target, derivation }: Shown): Promise<void> {
  const uri = vscode.Uri.parse(target.uri);
  const open = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === target.uri);
  const document = await vscode.workspace.openTextDocument(uri);
  const { range } = document.lineAt(Math.min(derivation.line, document.lineCount - 1));
  await vscode.window.showTextDocument(document, {
    viewColumn: open?.viewColumn ?? vscode.ViewColumn.One,
    selection: new vscode.Range(range.start, range.start),
  });
}

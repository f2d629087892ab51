/**
 * The derivation panel, extension half: one webview beside the page, that follows the page's edits and outlives a reload of the
 * window. In: derivations of the server. Out: messages to the page half, and what its buttons ask for.
 */
import * as vscode from 'vscode';
import type { Engine } from '../engine';
import { type Derivation, follow, paramsOf } from './follow';
import { type FromPage, PLAIN, readKept, type Shown, type Target, type ToPage, type Writing } from './messages';
import { isMethod } from './questions';
import { save } from './saving';
import { freshNonce, shell } from './shell';
import { goTo, sourceColours } from './source';

/** As in package.json, under `activationEvents`. */
const VIEW_TYPE = 'nabla.derivation';

export interface DerivationPanel extends vscode.Disposable {
  /** Loads the panel while its derivation is still being made; `drop` closes it again where nothing came of it. */
  prepare(): { drop(): void };
  /** Shows a derivation, in the panel that is open or in a new one beside the page. */
  open(uri: string, derivation: Derivation): void;
  /** Asks again for what is shown: the server may have become another, or the page's numbers move. */
  refresh(uri?: string): void;
}

export function derivationPanel(extensionUri: vscode.Uri, nabla: Engine): DerivationPanel {
  let panel: vscode.WebviewPanel | undefined;
  let target: Target | undefined;
  let writing: Writing = PLAIN;
  /** The last words to the page, for when it is loaded anew: hidden webviews keep nothing. */
  let shown: Shown | undefined;
  let reason: string | undefined;
  const dist = vscode.Uri.joinPath(extensionUri, 'dist');
  const colours = sourceColours();

  const post = (message: ToPage): void => void panel?.webview.postMessage(message);
  const tell = (): void => {
    if (shown) post({ kind: 'show', shown });
    if (reason) post({ kind: 'stale', reason });
  };
  const show = (next: Target, { derivation, variables, suggestedPoint, hidden }: Derivation): void => {
    const file = fileName(next.uri);
    shown = {
      target: next,
      writing,
      file,
      derivation,
      variables,
      ...(suggestedPoint && { suggestedPoint }),
      ...(hidden && { hidden }),
    };
    reason = undefined;
    if (panel) panel.title = `${derivation.quantity.unicode} · ${file}`;
    colours.chain(next.uri, hidden ? [] : (derivation.chain ?? []));
    tell();
  };
  const following = follow(nabla.expand, show, (why) => {
    reason = why;
    tell();
  });
  const turnTo = (next: Target): void => {
    target = next;
    following.target(next, writing);
  };

  const hear = async (message: FromPage): Promise<void> => {
    switch (message.kind) {
      case 'ready':
        return tell();
      case 'choose': {
        writing = { ...writing, ...message.writing };
        if (!target) return;
        // Another derivative is at no point of the page yet; the reader's numbers stay.
        const { point, ...others } = target;
        const next = { ...others, ...message.target };
        const isSame = next.variable === target.variable && !next.withNumbers;
        turnTo({ ...next, ...(point && isSame && { point }) });
        return following.refresh();
      }
      case 'goTo':
        return shown && goTo(shown.target.uri, message.source, shown.derivation.line);
      case 'point':
        return shown && colours.point(shown.target.uri, message.source);
      case 'copy': {
        const text = target && (await nabla.derivationText(paramsOf(target, writing), message.format));
        // While the page is broken, what is shown is what is copied.
        return copy(text ?? shown?.derivation.result.latex);
      }
      case 'copyText':
        return copy(message.text);
      case 'save': {
        const saved = await save(message.file, dist, target && vscode.Uri.parse(target.uri));
        return saved && post({ kind: 'done', words: `Saved ${fileName(saved.toString())}` });
      }
      case 'ask':
        return isMethod(message.method) ? answer(message) : undefined;
    }
  };

  const answer = async ({ id, method, params }: Extract<FromPage, { kind: 'ask' }>): Promise<void> => {
    const result = await nabla.ask(method, params).then(
      (value): ToPage => ({ kind: 'answer', id, result: value }),
      (error): ToPage => ({ kind: 'failure', id, reason: error instanceof Error ? error.message : String(error) }),
    );
    post(result);
  };

  const copy = async (text: string | undefined): Promise<void> => {
    if (text === undefined) return;
    await vscode.env.clipboard.writeText(text);
    post({ kind: 'done', words: 'Copied' });
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
      colours.clear();
    });
    const { webview } = fresh;
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    webview.onDidReceiveMessage(hear);
    const address = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
    const files = { script: address('panel.js'), style: address('panel.css'), source: webview.cspSource };
    webview.html = shell(files, freshNonce());
  };

  const create = (): void => {
    const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    furnish(vscode.window.createWebviewPanel(VIEW_TYPE, 'Derivation', beside, { enableFindWidget: true }));
  };

  const watching = [
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && document.uri.toString() === target?.uri) following.edited();
    }),
    vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
      async deserializeWebviewPanel(restored, state) {
        const kept = readKept(state);
        if (!kept.target) return restored.dispose();
        writing = kept.writing;
        furnish(restored);
        turnTo(kept.target);
        // The server knows open documents only.
        await vscode.workspace.openTextDocument(vscode.Uri.parse(kept.target.uri)).then(undefined, () => undefined);
        await following.refresh();
      },
    }),
  ];

  return {
    prepare() {
      if (!panel) create();
      return {
        drop() {
          if (!shown) panel?.dispose();
        },
      };
    },
    open(uri, derivation) {
      if (panel) panel.reveal(undefined, true);
      else create();
      const { function: name, wrt } = derivation.derivation;
      const next = { uri, function: name, variable: wrt, ...(derivation.point && { point: derivation.point }) };
      turnTo(next);
      show(next, derivation);
      // The command asks in plain writing.
      if (writing.notation !== PLAIN.notation || writing.layout !== PLAIN.layout) void following.refresh();
    },
    refresh(uri) {
      if (uri === undefined || uri === target?.uri) void following.refresh();
    },
    dispose() {
      following.dispose();
      panel?.dispose();
      for (const each of [...watching, colours]) each.dispose();
    },
  };
}

const fileName = (uri: string): string => vscode.Uri.parse(uri).path.split('/').at(-1) ?? '';

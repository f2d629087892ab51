/**
 * The commands of the palette, the lenses, the hover links and the context menu. In: `ExpandParams` of a link or a lens, or
 * nothing, which means the place of the cursor. Out: the derivation panel, LaTeX on the clipboard, or a sentence why not.
 */
import * as vscode from 'vscode';
import type { ExpandParams } from '../../server/src/protocol';
import { choiceItems, readParams } from './choice';
import type { DerivationPanel } from './derivation/panel';
import type { Engine } from './engine';
import { gradientReports } from './gradient-report';

/** As in package.json. */
export const COMMANDS = {
  expand: 'nabla.expand',
  copyLatex: 'nabla.copyLatex',
  checkGradients: 'nabla.checkGradients',
  restart: 'nabla.restart',
  openExample: 'nabla.openExample',
  predict: 'nabla.togglePrediction',
} as const;

export interface Workings {
  readonly nabla: Engine;
  readonly panel: DerivationPanel;
  restart(): Promise<void>;
}

export function registerCommands({ nabla, panel, restart }: Workings): vscode.Disposable[] {
  const register = vscode.commands.registerCommand;
  const reports = gradientReports();
  return [
    register(COMMANDS.expand, async (argument?: unknown) => {
      // A lens and a link know what they want: the panel loads while the server derives.
      const prepared = readParams(argument)?.function === undefined ? undefined : panel.prepare();
      const found = await settle(argument, (params) => nabla.expand(params));
      if (found) panel.open(found.params.textDocument.uri, found.answer);
      else prepared?.drop();
    }),
    register(COMMANDS.copyLatex, async (argument?: unknown) => {
      const found = await settle(argument, (params) => nabla.copyLatex(params));
      if (!found) return;
      await vscode.env.clipboard.writeText(found.answer.latex);
      vscode.window.setStatusBarMessage(`$(check) Copied ${found.answer.quantity} as LaTeX`, 4000);
    }),
    reports,
    register(COMMANDS.checkGradients, async (argument?: unknown) => {
      const params = readParams(argument) ?? atCursor();
      if (!params)
        return void vscode.window.showInformationMessage(
          'Open a .grad page and put the cursor in a function or a network.',
        );
      const answer = await nabla.checkGradients(params);
      if (answer.kind === 'check') await reports.show(answer.name, answer.markdown);
      else vscode.window.showInformationMessage(answer.reason);
    }),
    register(COMMANDS.predict, async () => {
      const settings = vscode.workspace.getConfiguration('nabla');
      const isOn = !settings.get('prediction.enabled', false);
      await settings.update('prediction.enabled', isOn, vscode.ConfigurationTarget.Global);
      panel.refresh();
      const words = isOn ? 'Answer first: derivatives and values are hidden' : 'Derivatives and values are shown again';
      vscode.window.setStatusBarMessage(`$(check) ${words}`, 4000);
    }),
    register(COMMANDS.restart, async () => {
      await restart();
      panel.refresh();
      vscode.window.setStatusBarMessage('$(check) Nabla’s server is running again', 4000);
    }),
  ];
}

type Answer = Awaited<ReturnType<Engine['expand']>> | Awaited<ReturnType<Engine['copyLatex']>>;
type Settled<A extends Answer> = Exclude<A, { kind: 'choices' } | { kind: 'nothing' }>;

/** Asks the server, and the reader where more than one function or variable fits; says it where there is nothing. */
async function settle<A extends Answer>(
  argument: unknown,
  ask: (params: ExpandParams) => Promise<A>,
): Promise<{ params: ExpandParams; answer: Settled<A> } | undefined> {
  let params = readParams(argument) ?? atCursor();
  if (!params) {
    vscode.window.showInformationMessage(
      'Open a .grad page and put the cursor in a function to expand its derivative.',
    );
    return undefined;
  }
  let answer = await ask(params);
  if (answer.kind === 'choices') {
    const items = choiceItems(answer.functions);
    const picked = await vscode.window.showQuickPick(items, {
      title: 'Which derivative?',
      placeHolder: 'A function and the variable to differentiate with respect to',
      matchOnDescription: true,
    });
    if (!picked) return undefined;
    params = { textDocument: params.textDocument, function: picked.function, variable: picked.variable };
    answer = await ask(params);
  }
  if (isSettled(answer)) return { params, answer };
  const reason = answer.kind === 'nothing' ? answer.reason : 'The page changed meanwhile. Please try again.';
  vscode.window.showInformationMessage(reason);
  return undefined;
}

const isSettled = <A extends Answer>(answer: A): answer is Settled<A> =>
  answer.kind !== 'choices' && answer.kind !== 'nothing';

function atCursor(): ExpandParams | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'grad') return undefined;
  const { line, character } = editor.selection.active;
  return { textDocument: { uri: editor.document.uri.toString() }, position: { line, character } };
}

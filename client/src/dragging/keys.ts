/**
 * Numbers by keys: up and down by one unit of the last digit, by ten, by a tenth. In: the commands, once for each press. Out: the
 * numbers under the cursors, or the first after them on the line, one undo for a run of presses.
 */
import * as vscode from 'vscode';
import type { Scale } from './moved';
import { type Move, movesAt, shifted } from './moves';
import { isPage, linesOf, type Writer } from './writing';

/** As in package.json. */
const STEPS: Readonly<Record<string, readonly [step: 1 | -1, scale: Scale]>> = {
  'nabla.numberUp': [1, 0],
  'nabla.numberDown': [-1, 0],
  'nabla.numberUpMore': [1, 1],
  'nabla.numberDownMore': [-1, 1],
  'nabla.numberUpLess': [1, -1],
  'nabla.numberDownLess': [-1, -1],
};

/** A run of presses ends after so many milliseconds without one. */
const PAUSE = 1_000;

export function numberKeys({ write }: Writer): vscode.Disposable {
  /** Presses that came while the page was being changed. */
  const waiting: { steps: number; readonly scale: Scale }[] = [];
  let busy = false;
  let run: { readonly editor: vscode.TextEditor; readonly version: number; readonly at: number } | undefined;

  const press = async (step: number, scale: Scale): Promise<void> => {
    const last = waiting.at(-1);
    if (last?.scale === scale && Math.sign(last.steps) === step) last.steps += step;
    else waiting.push({ steps: step, scale });
    if (busy) return;
    busy = true;
    try {
      for (let next = waiting.shift(); next; next = waiting.shift()) await move(next.steps, next.scale);
    } finally {
      busy = false;
    }
  };

  const move = async (steps: number, scale: Scale): Promise<void> => {
    const editor = vscode.window.activeTextEditor;
    if (!isPage(editor)) return;
    const { document, selections } = editor;
    const moves = movesAt(
      linesOf(editor),
      selections.map(({ active }) => active),
      steps,
      scale,
    );
    if (moves.length === 0) return;
    const { version } = document;
    const goesOn = run?.editor === editor && run.version === version && Date.now() - run.at < PAUSE;
    if (!(await write(editor, moves, !goesOn))) return;
    const after = (place: vscode.Position): vscode.Position => place.with({ character: shifted(moves, place) });
    // Cursors outside of the numbers VS Code keeps in place by itself.
    if (selections.some((selection) => moves.some((move) => touches(move, selection))))
      editor.selections = selections.map(({ anchor, active }) => new vscode.Selection(after(anchor), after(active)));
    if (goesOn || document.version !== version) run = { editor, version: document.version, at: Date.now() };
  };

  return vscode.Disposable.from(
    // Elsewhere the next press begins another run.
    vscode.window.onDidChangeTextEditorSelection(({ kind }) => {
      if (kind === vscode.TextEditorSelectionChangeKind.Keyboard || kind === vscode.TextEditorSelectionChangeKind.Mouse)
        run = undefined;
    }),
    ...Object.entries(STEPS).map(([command, [step, scale]]) =>
      vscode.commands.registerCommand(command, () => press(step, scale)),
    ),
  );
}

const touches = ({ line, start, end }: Move, { active }: vscode.Selection): boolean =>
  active.line === line && start < active.character && active.character <= end;

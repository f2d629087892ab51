/**
 * Writes moved numbers into a page. In: an editor and its moves. Out: the page changed in one go; the numbers are marked for a
 * while, and the status bar says from where to where.
 */
import * as vscode from 'vscode';
import { type Lines, type Move, shifted } from './moves';

export interface Writer extends vscode.Disposable {
  /** `stop`: an undo ends here. False where the page has changed meanwhile. */
  write(editor: vscode.TextEditor, moves: readonly Move[], stop: boolean): Promise<boolean>;
}

/** Milliseconds that a number stays marked. */
const LINGERS = 1_000;

export const linesOf =
  ({ document }: vscode.TextEditor): Lines =>
  (line) =>
    line >= 0 && line < document.lineCount ? document.lineAt(line).text : undefined;

export const isPage = (editor: vscode.TextEditor | undefined): editor is vscode.TextEditor =>
  editor?.document.languageId === 'grad';

export function numberWriter(onMoved: (uri: string) => void): Writer {
  const mark = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.wordHighlightStrongBackground'),
    outline: '1px solid',
    outlineColor: new vscode.ThemeColor('focusBorder'),
  });
  const status = vscode.window.createStatusBarItem('nabla.number', vscode.StatusBarAlignment.Left);
  status.name = 'Nabla: the number that moves';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let marked: vscode.TextEditor | undefined;
  /** Where the first of the marked numbers is, and what it was when it was marked. */
  let place = '';
  let from = '';
  const rest = (): void => {
    clearTimeout(timer);
    marked?.setDecorations(mark, []);
    marked = undefined;
    status.hide();
  };
  const show = (editor: vscode.TextEditor, moves: readonly Move[], before: string): void => {
    const now = `${moves[0]?.line}:${moves[0]?.start}`;
    if (marked !== editor || place !== now) {
      rest();
      from = before;
    }
    marked = editor;
    place = now;
    editor.setDecorations(
      mark,
      moves.map((move) => {
        const start = shifted(moves, { line: move.line, character: move.start });
        return new vscode.Range(move.line, start, move.line, start + move.text.length);
      }),
    );
    status.text = `$(symbol-numeric) ${from} → ${listed(moves.map(({ text }) => text))}`;
    status.show();
    clearTimeout(timer);
    timer = setTimeout(rest, LINGERS);
  };
  return {
    async write(editor, moves, stop) {
      const { document } = editor;
      const texts = moves.map((move) => document.getText(rangeOf(move)));
      if (moves.some(({ text }, at) => text !== texts[at])) {
        const replace = (edit: vscode.TextEditorEdit): void => {
          for (const move of moves) edit.replace(rangeOf(move), move.text);
        };
        if (!(await editor.edit(replace, { undoStopBefore: stop, undoStopAfter: false }))) return false;
        onMoved(document.uri.toString());
      }
      show(editor, moves, listed(texts));
      return true;
    },
    dispose() {
      rest();
      mark.dispose();
      status.dispose();
    },
  };
}

const rangeOf = ({ line, start, end }: Move): vscode.Range => new vscode.Range(line, start, line, end);

/** The first few. */
const listed = (texts: readonly string[]): string =>
  [...texts.slice(0, 3), ...(texts.length > 3 ? ['…'] : [])].join(', ');

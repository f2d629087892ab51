/**
 * Numbers by mouse. VS Code tells extensions of no drags in a text, but with the modifier of multiple cursors (Alt) a press adds a
 * cursor and a drag makes a selection that begins there. In: these selections. Out: the number that was pressed moves with the
 * mouse, a step for each column to the right and for each line up, and nothing stays selected.
 */
import * as vscode from 'vscode';
import { moved } from './moved';
import { numberOn, type Place } from './moves';
import type { NumberLiteral } from './numbers';
import { isPage, linesOf, type Writer } from './writing';

interface Press {
  readonly editor: vscode.TextEditor;
  readonly at: vscode.Position;
}

interface Drag extends Press {
  readonly number: NumberLiteral;
  /** The page before the drag. */
  readonly page: string;
  /** Where the cursor waits: beside the number, so that the next press on the number is a new cursor. */
  readonly cursor: vscode.Position;
  columns: number;
  /** The number as it is, and as it should be. */
  text: string;
  wanted: string;
  /** How many undos lead back to where it began, and the version of the page that they belong to. */
  edits: number;
  version: number;
  /** The mouse has paused. */
  still: boolean;
}

/** Milliseconds without a movement: then what was dragged becomes one step of undo. */
const PAUSE = 500;
/** A movement after that many milliseconds is another one's. */
const OVER = 10_000;

export function numberMouse({ write }: Writer): vscode.Disposable {
  let pressed: Press | undefined;
  let drag: Drag | undefined;
  let busy = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const end = (): void => {
    clearTimeout(timer);
    drag = undefined;
  };

  const follow = (now: Drag, { line, character }: Place): void => {
    drag = now;
    // On other lines, which may be shorter, the column says nothing.
    if (line === now.at.line) now.columns = character - now.at.character;
    now.wanted = moved(now.number, now.columns + now.at.line - line);
    now.still = false;
    hide(now);
    void work();
    clearTimeout(timer);
    timer = setTimeout(() => {
      now.still = true;
      timer = setTimeout(end, OVER);
      void work();
    }, PAUSE);
  };

  /** One thing after the other; movements that come meanwhile wait, and only the last one counts. */
  const work = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    try {
      while (drag && (drag.wanted !== drag.text || drag.still))
        if (!(await (drag.wanted === drag.text ? settle(drag) : step(drag, drag.wanted)))) end();
    } finally {
      busy = false;
    }
  };

  const step = async (now: Drag, text: string): Promise<boolean> => {
    const { start } = now.number;
    const move = { line: now.at.line, start, end: start + now.text.length, text };
    // VS Code ends an undo at each movement of the mouse, so each of these is one until `settle`.
    if (!isOwn(now) || !(await write(now.editor, [move], true))) return false;
    now.text = text;
    now.edits++;
    now.version = now.editor.document.version;
    return true;
  };

  /** Undoes the drag and writes its end again, so that one undo leads back. */
  const settle = async (now: Drag): Promise<boolean> => {
    now.still = false;
    const { editor, at, number, edits, text } = now;
    const { document } = editor;
    if (edits < 2) return true;
    if (!isOwn(now) || vscode.window.activeTextEditor !== editor) return false;
    await repeat('undo', edits);
    if (document.getText() !== now.page) {
      await repeat('redo', edits);
      return false;
    }
    const { version } = document;
    const written = await write(editor, [{ line: at.line, start: number.start, end: number.end, text }], true);
    now.edits = document.version === version ? 0 : 1;
    now.version = document.version;
    hide(now);
    return written;
  };

  const select = ({ kind, selections, textEditor }: vscode.TextEditorSelectionChangeEvent): void => {
    const isMouse = kind === vscode.TextEditorSelectionChangeKind.Mouse;
    const last = selections.at(-1);
    // Other kinds come from the edits and from `hide`.
    if (!last || !(isMouse || kind === vscode.TextEditorSelectionChangeKind.Keyboard)) return;
    const { anchor, active, isEmpty } = last;
    const comesFrom = (press: Press | undefined): boolean =>
      isMouse && !isEmpty && press?.editor === textEditor && anchor.isEqual(press.at);
    const goesOn = comesFrom(drag) || (isMouse && drag?.editor === textEditor && anchor.isEqual(drag.cursor));
    const now = goesOn ? drag : pressed && comesFrom(pressed) ? begin(pressed) : undefined;
    pressed = undefined;
    if (now) follow(now, active);
    else {
      end();
      const isPress = isMouse && isEmpty && selections.length > 1 && isPage(textEditor);
      pressed = isPress ? { editor: textEditor, at: active } : undefined;
    }
  };

  return vscode.Disposable.from(vscode.window.onDidChangeTextEditorSelection(select), { dispose: end });
}

/** Where the press was on a number. */
function begin({ editor, at }: Press): Drag | undefined {
  const { document } = editor;
  const number = numberOn(linesOf(editor), at);
  if (!number || number.start > at.character) return undefined;
  const text = document.lineAt(at.line).text.slice(number.start, number.end);
  const cursor = at.with({ character: Math.max(0, number.start - 1) });
  const { version } = document;
  const page = document.getText();
  return { editor, at, number, page, cursor, columns: 0, text, wanted: text, edits: 0, version, still: false };
}

const isOwn = ({ editor, version }: Drag): boolean => editor.document.version === version;

const hide = ({ editor, cursor }: Drag): void => {
  editor.selection = new vscode.Selection(cursor, cursor);
};

const repeat = (command: string, times: number): Thenable<unknown> =>
  vscode.commands.executeCommand('runCommands', { commands: Array<string>(times).fill(command) });

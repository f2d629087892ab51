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
  readonly number: NumberLiteral;
}

interface Drag extends Press {
  /** The line before the drag. */
  readonly line: string;
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
const PAUSE = 300;
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
    // Each movement of the mouse ends an undo, so each of these is one.
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
    if (edits < 2) return true;
    if (!isOwn(now) || vscode.window.activeTextEditor !== editor) return false;
    await repeat('undo', edits);
    const isBack = editor.document.lineAt(at.line).text === now.line;
    if (!isBack) await repeat('redo', edits);
    else if (await write(editor, [{ line: at.line, start: number.start, end: number.end, text }], true)) now.edits = 1;
    now.version = editor.document.version;
    hide(now);
    return isBack;
  };

  const select = ({ kind, selections, textEditor }: vscode.TextEditorSelectionChangeEvent): void => {
    const last = selections.at(-1);
    if (kind === vscode.TextEditorSelectionChangeKind.Keyboard) end();
    if (kind !== vscode.TextEditorSelectionChangeKind.Mouse || !last) return;
    const { anchor, active, isEmpty } = last;
    const goesOn = (from: Press | undefined): boolean =>
      from?.editor === textEditor && !isEmpty && anchor.isEqual(from.at);
    if (drag && (goesOn(drag) || (drag.editor === textEditor && anchor.isEqual(drag.cursor)))) follow(drag, active);
    else if (pressed && goesOn(pressed)) follow(begin(pressed), active);
    else {
      end();
      pressed = isPage(textEditor) && isEmpty && selections.length > 1 ? press(textEditor, active) : undefined;
    }
  };

  return vscode.Disposable.from(vscode.window.onDidChangeTextEditorSelection(select), { dispose: end });
}

function press(editor: vscode.TextEditor, at: vscode.Position): Press | undefined {
  const number = numberOn(linesOf(editor), at);
  return number && number.start <= at.character ? { editor, at, number } : undefined;
}

function begin({ editor, at, number }: Press): Drag {
  const line = editor.document.lineAt(at.line).text;
  const text = line.slice(number.start, number.end);
  const cursor = at.with({ character: Math.max(0, number.start - 1) });
  const { version } = editor.document;
  return { editor, at, number, line, cursor, columns: 0, text, wanted: text, edits: 0, version, still: false };
}

const isOwn = ({ editor, edits, version }: Drag): boolean => edits === 0 || editor.document.version === version;

const hide = ({ editor, cursor }: Drag): void => {
  editor.selection = new vscode.Selection(cursor, cursor);
};

const repeat = (command: string, times: number): Thenable<unknown> =>
  vscode.commands.executeCommand('runCommands', { commands: Array<string>(times).fill(command) });

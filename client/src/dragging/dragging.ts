/** Numbers of a page that move, by mouse and by keys. In: whom to tell of each move. Out: the commands and the gesture. */
import * as vscode from 'vscode';
import { numberKeys } from './keys';
import { numberMouse } from './mouse';
import { numberWriter } from './writing';

/** `onMoved`: a number of this page has just moved. */
export function numberDragging(onMoved: (uri: string) => void): vscode.Disposable {
  const writer = numberWriter(onMoved);
  return vscode.Disposable.from(numberKeys(writer), numberMouse(writer), writer);
}

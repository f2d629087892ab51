/**
 * Pages that are given another name or place: the imports that lead to them, and their own. In: all pages of the workspace,
 * and what is renamed. Out: edits by page, under the names from before.
 */
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from 'vscode-languageserver-types';
import { addressOf, importsIn, pathBetween } from '../../program/imports';

export interface FileRename {
  readonly oldUri: string;
  readonly newUri: string;
}

export interface TextOf {
  readonly uri: string;
  readonly text: string;
}

export function renamedImports(
  pages: readonly TextOf[],
  renames: readonly FileRename[],
): ReadonlyMap<string, TextEdit[]> {
  const edits = new Map<string, TextEdit[]>();
  for (const { uri, text } of pages) {
    const changed = importsIn(text).flatMap(({ path, range }): TextEdit[] => {
      const target = addressOf(uri, path);
      if (target === undefined) return [];
      const [from, to] = [moved(uri, renames), moved(target, renames)];
      const written = from === uri && to === target ? path : pathBetween(from, to);
      if (written === undefined || written === path || !/^[^"\r\n]+$/.test(written)) return [];
      const document = TextDocument.create(uri, 'grad', 0, text);
      return [
        { range: { start: document.positionAt(range.start), end: document.positionAt(range.end) }, newText: written },
      ];
    });
    if (changed.length > 0) edits.set(uri, changed);
  }
  return edits;
}

/** A page that is renamed itself, or is in a folder that is. */
function moved(uri: string, renames: readonly FileRename[]): string {
  for (const { oldUri, newUri } of renames) {
    if (uri === oldUri) return newUri;
    if (uri.startsWith(`${oldUri}/`)) return newUri + uri.slice(oldUri.length);
  }
  return uri;
}

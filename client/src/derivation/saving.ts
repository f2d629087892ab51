/** Files that the panel saves. In: a picture, or the markup of a derivation. Out: a file where the reader wants it. */
import * as vscode from 'vscode';
import type { SavedFile } from './messages';
import { selfContained } from './self-contained';

/** Undefined where the reader changed their mind. */
export async function save(
  file: SavedFile,
  dist: vscode.Uri,
  page: vscode.Uri | undefined,
): Promise<vscode.Uri | undefined> {
  const folder =
    page && page.scheme !== 'untitled' ? vscode.Uri.joinPath(page, '..') : vscode.workspace.workspaceFolders?.[0]?.uri;
  const where = await vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, file.name) }),
    filters: { [file.type.toUpperCase()]: [file.type] },
  });
  if (where) await vscode.workspace.fs.writeFile(where, await bytesOf(file, dist));
  return where;
}

async function bytesOf({ name, type, data }: SavedFile, dist: vscode.Uri): Promise<Uint8Array> {
  if (type === 'png') return Uint8Array.from(atob(data), (sign) => sign.codePointAt(0) ?? 0);
  const read = (file: string) => vscode.workspace.fs.readFile(vscode.Uri.joinPath(dist, file));
  return new TextEncoder().encode(
    type === 'html' ? await selfContained(name.replace(/\.html$/, ''), data, read) : data,
  );
}

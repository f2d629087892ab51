/**
 * The door for Node: stdio for any editor, ipc for VS Code. Imports read pages on disk here, and only `.grad` pages that
 * really lie below a folder which the reader has opened.
 */
import { readFileSync, realpathSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './server';
import type { Typeset } from './typeset/typeset';

/** `stdio`: over the standard streams; else as the command line says (`--node-ipc`, `--stdio`, `--socket=…`). */
export async function startServer(options: { readonly stdio?: boolean } = {}): Promise<void> {
  const connection = options.stdio
    ? createConnection(ProposedFeatures.all, process.stdin, process.stdout)
    : createConnection(ProposedFeatures.all);
  serve(connection, { read: readPage, list: listPages, typeset });
}

/** MathJax, from its own file beside this one. */
async function typeset(): Promise<Typeset> {
  const file = path.join(__dirname, 'typeset.js');
  const bundle: { readonly createTypeset: () => Typeset } = require(file);
  return bundle.createTypeset();
}

/** The text of a page below one of the folders; symbolic links lead to where they lead. */
export function readPage(uri: string, roots: readonly string[]): string | undefined {
  try {
    if (!uri.startsWith('file:') || !uri.endsWith('.grad')) return undefined;
    const file = realpathSync(fileURLToPath(uri));
    const isBelow = roots.some((root) => {
      const inside = path.relative(realpathSync(fileURLToPath(root)), file);
      return inside !== '' && !inside.startsWith('..') && !path.isAbsolute(inside);
    });
    return isBelow && file.endsWith('.grad') ? readFileSync(file, 'utf8') : undefined;
  } catch {
    // Not there, not readable, or no file at all: there is no such page.
    return undefined;
  }
}

/** Folders with more are no workspaces of pages: what is beyond is found when it is opened. */
const MOST_PAGES = 2_000;
const MOST_FOLDERS = 20_000;
/** Where nobody keeps pages of their own. */
const LEFT_OUT = /^(\..*|node_modules|dist|out|build|target|__pycache__)$/;

/** The addresses of the pages below the folders. Links are not followed: what they lead to is found where it is. */
export async function listPages(roots: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  const folders = roots.filter((root) => root.startsWith('file:')).map((root) => fileURLToPath(root));
  for (let i = 0; i < folders.length && i < MOST_FOLDERS && found.length < MOST_PAGES; i++) {
    const folder = folders[i] ?? '';
    // A folder that cannot be read has no pages.
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const below = path.join(folder, entry.name);
      if (entry.isDirectory() && !LEFT_OUT.test(entry.name)) folders.push(below);
      else if (entry.isFile() && entry.name.endsWith('.grad')) found.push(pathToFileURL(below).href);
    }
  }
  return found;
}

// As a program of its own, dist/server.js; the `nabla` command calls `startServer`.
if (typeof require !== 'undefined' && require.main === module && path.basename(__filename) === 'server.js')
  void startServer();

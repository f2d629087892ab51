/**
 * The door for Node: stdio for any editor, ipc for VS Code. Imports read pages on disk here, and only `.grad` pages that
 * really lie below a folder which the reader has opened.
 */
import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './server';

/** `stdio`: over the standard streams; else as the command line says (`--node-ipc`, `--stdio`, `--socket=…`). */
export async function startServer(options: { readonly stdio?: boolean } = {}): Promise<void> {
  const connection = options.stdio
    ? createConnection(ProposedFeatures.all, process.stdin, process.stdout)
    : createConnection(ProposedFeatures.all);
  serve(connection, { read: readPage });
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

// As a program of its own, dist/server.js; the `nabla` command calls `startServer`.
if (typeof require !== 'undefined' && require.main === module && path.basename(__filename) === 'server.js')
  void startServer();

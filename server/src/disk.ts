/**
 * Pages that are not open, as the editor's machine has them. In: a way to read and list them. Out: the same, asked once until
 * word of a change comes; and nothing that is not a page of the workspace.
 */

import type { Typeset } from './typeset/typeset';

/** Where the server runs decides what it can read: a machine's files, or what the client sends of its own. */
export interface Surroundings {
  /** The text of a page below one of the folders (addresses) that the reader has opened. */
  readonly read?: (uri: string, roots: readonly string[]) => string | undefined;
  /** The addresses of the pages below the folders. */
  readonly list?: (roots: readonly string[]) => Promise<readonly string[]>;
  /** Brings what draws formulas. */
  readonly typeset?: () => Promise<Typeset>;
}

export interface Disk {
  read(uri: string): string | undefined;
  list(): Promise<readonly string[]>;
  /** Texts that the client sends, where the server can read none: `undefined` for a page that is gone. */
  put(uri: string, text: string | undefined): void;
  /** Pages have changed, come, or gone; the folders are others. */
  changed(): void;
}

/** `remembers`: whether word of changes comes. */
export function createDisk(
  { read, list }: Surroundings,
  roots: () => readonly string[],
  remembers: () => boolean,
): Disk {
  const sent = new Map<string, string>();
  let texts = new Map<string, string | undefined>();
  let listed: Promise<readonly string[]> | undefined;
  return {
    read(uri) {
      if (!uri.endsWith('.grad')) return undefined;
      if (sent.has(uri)) return sent.get(uri);
      if (!remembers()) return read?.(uri, roots());
      if (!texts.has(uri)) texts.set(uri, read?.(uri, roots()));
      return texts.get(uri);
    },
    async list() {
      if (!remembers()) listed = undefined;
      listed ??= list?.(roots()) ?? Promise.resolve([]);
      return [...new Set([...sent.keys(), ...(await listed)])];
    },
    put(uri, text) {
      if (text === undefined) sent.delete(uri);
      else if (uri.endsWith('.grad')) sent.set(uri, text);
    },
    changed() {
      texts = new Map();
      listed = undefined;
    },
  };
}

/**
 * `import "layers.grad"`: the definitions of another page, by a path relative to this one. In: a page's text and a
 * way to read pages. Out: the programs of what it imports, and what is wrong with its imports.
 */
import { error } from '../syntax/problem';
import type { Problem, Range } from '../syntax/tree';
import type { Program } from './program';

export interface Imports {
  /** Of the page that imports. */
  readonly uri: string;
  readonly programs: readonly Program[];
  /** Pages that this one leads to and that lead back to it or to who asked for it. */
  readonly closing: ReadonlySet<string>;
  /** By the path as written. */
  readonly wrong: ReadonlyMap<string, (range: Range) => Problem>;
}

const IMPORT = /^[ \t]*import[ \t]*"([^"\r\n]*)"/gm;

export function importsOf(
  uri: string,
  text: string,
  read: ((uri: string) => string | undefined) | undefined,
  build: (uri: string, text: string) => Program | undefined,
): Imports {
  const programs: Program[] = [];
  const closing = new Set<string>();
  const wrong = new Map<string, (range: Range) => Problem>();
  for (const path of importedPaths(text)) {
    const target = addressOf(uri, path);
    const say = (code: string, message: string): void => {
      wrong.set(path, ({ start, end }) => error(code, message, start, end));
    };
    if (!target) {
      say('bad-import', 'An import names a .grad page by its path from this one, such as "layers.grad".');
      continue;
    }
    const source = read?.(target);
    if (source === undefined) {
      say('missing-import', `There is no page ${path} that can be read.`);
      continue;
    }
    const program = build(target, source);
    if (program && !programs.includes(program)) programs.push(program);
    for (const address of program?.closing ?? [target]) closing.add(address);
    if (!program || program.closing.has(uri))
      say('import-cycle', `${path} imports this page, directly or through others.`);
  }
  return { uri, programs, closing, wrong };
}

export const importedPaths = (text: string): string[] =>
  text.includes('import') ? [...text.matchAll(IMPORT)].map(([, path = '']) => path) : [];

/** The address that a relative path leads to from a page: an address with the same scheme, or a plain path. */
export function addressOf(from: string, path: string): string | undefined {
  if (!path.endsWith('.grad') || /^[/\\]|^\w+:|\\/.test(path)) return undefined;
  const match = /^([a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?)?(.*)$/i.exec(from);
  const [, scheme = '', place = ''] = match ?? [];
  const folders = place.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') {
      if (folders.length === 0) return undefined;
      folders.pop();
    } else if (part !== '.' && part !== '') folders.push(scheme ? encodeURIComponent(part) : part);
  }
  return scheme + folders.join('/');
}

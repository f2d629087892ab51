/**
 * `import "layers.grad"`: the definitions of another page, by a path relative to this one. In: a page's text and a
 * way to read pages. Out: the programs of what it imports, and what is wrong with its imports.
 */
import { error } from '../syntax/problem';
import type { Problem, Range } from '../syntax/tree';
import type { Program } from './program';

export interface Imports {
  readonly programs: readonly Program[];
  /** The path of each, as written. */
  readonly paths: readonly string[];
  /** By the path as written. */
  readonly wrong: ReadonlyMap<string, (range: Range) => Problem>;
}

const NOTHING: Imports = { programs: [], paths: [], wrong: new Map() };
const IMPORT = /^[ \t]*import[ \t]*"([^"\r\n]*)"/gm;

export function importsOf(
  uri: string,
  text: string,
  read: ((uri: string) => string | undefined) | undefined,
  build: (uri: string, text: string) => Program | undefined,
): Imports {
  if (!text.includes('import')) return NOTHING;
  const programs: Program[] = [];
  const paths: string[] = [];
  const wrong = new Map<string, (range: Range) => Problem>();
  for (const [, path = ''] of text.matchAll(IMPORT)) {
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
    if (program) {
      programs.push(program);
      paths.push(path);
    } else say('import-cycle', `${path} imports this page, directly or through others.`);
  }
  return { programs, paths, wrong };
}

/** The address that a relative path leads to from a page: an address with the same scheme, or a plain path. */
function addressOf(from: string, path: string): string | undefined {
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

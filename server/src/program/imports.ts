/**
 * `import "layers.grad"`: the definitions of another page, by a path relative to this one. In: a page's text and a
 * way to read pages. Out: the programs of what it imports, and what is wrong with its imports.
 */
import { error } from '../syntax/problem';
import type { Problem, Range } from '../syntax/tree';
import type { Program } from './program';
import type { WorkspaceOptions } from './workspace';

export interface Imports {
  /** Of the page that imports. */
  readonly uri: string;
  readonly programs: readonly Program[];
  /** The path of each, as written. */
  readonly paths: readonly string[];
  /** Pages that this one leads to and that lead back to it or to who asked for it. */
  readonly closing: ReadonlySet<string>;
  /** By the path as written. */
  readonly wrong: ReadonlyMap<string, (range: Range) => Problem>;
}

const IMPORT = /^[ \t]*import[ \t]*"([^"\r\n]*)"/gm;

export function importsOf(
  uri: string,
  text: string,
  { read, address = (spelling) => spelling }: Pick<WorkspaceOptions, 'read' | 'address'>,
  build: (uri: string, text: string) => Program | undefined,
): Imports {
  const programs: Program[] = [];
  const paths: string[] = [];
  const closing = new Set<string>();
  const wrong = new Map<string, (range: Range) => Problem>();
  for (const { path } of importsIn(text)) {
    const spelling = addressOf(uri, path);
    const target = spelling && address(spelling);
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
    if (program && !programs.includes(program)) {
      programs.push(program);
      paths.push(path);
    }
    for (const one of program?.closing ?? [target]) closing.add(one);
    if (!program || program.closing.has(uri))
      say('import-cycle', `${path} imports this page, directly or through others.`);
  }
  return { uri, programs, paths, closing, wrong };
}

export interface WrittenImport {
  readonly path: string;
  /** Between the quotes. */
  readonly range: Range;
}

/** The imports of a text, as lines that begin with the word. */
export function importsIn(text: string): WrittenImport[] {
  if (!text.includes('import')) return [];
  return [...text.matchAll(IMPORT)].map(({ 0: line, 1: path = '', index }) => {
    const start = index + line.length - 1 - path.length;
    return { path, range: { start, end: start + path.length } };
  });
}

/** A scheme with its authority, and a path. */
const ADDRESS = /^([a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?)?(.*)$/i;

/** The address that a relative path leads to from a page: an address with the same scheme, or a plain path. */
export function addressOf(from: string, path: string): string | undefined {
  if (!path.endsWith('.grad') || /^[/\\]|^\w+:|\\/.test(path)) return undefined;
  const { scheme, folders } = placeOf(from);
  for (const part of path.split('/')) {
    if (part === '..') {
      if (folders.length === 0) return undefined;
      folders.pop();
    } else if (part !== '.' && part !== '') folders.push(scheme ? encodeURIComponent(part) : part);
  }
  return scheme + folders.join('/');
}

/** The path from one page to another, both by their addresses; undefined where no relative path leads there. */
export function pathBetween(from: string, to: string): string | undefined {
  const [base, target] = [placeOf(from), placeOf(to)];
  if (base.scheme !== target.scheme) return undefined;
  const [here, there] = [base.folders, target.folders];
  let shared = 0;
  while (shared < here.length && shared < there.length && here[shared] === there[shared]) shared++;
  const path = [...here.slice(shared).map(() => '..'), ...there.slice(shared), target.name];
  return (base.scheme ? path.map(decoded) : path).join('/');
}

function placeOf(uri: string): { scheme: string; folders: string[]; name: string } {
  const [, scheme = '', place = ''] = ADDRESS.exec(uri) ?? [];
  const folders = place.split('/');
  return { scheme, name: folders.pop() ?? '', folders };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

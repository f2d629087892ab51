/**
 * Another name for a symbol, over files. In: the pages that may speak of it, the symbol, and the name. Out: the edits of each
 * page; or why not, where the pages would not mean the same: they are read again with the new name to know.
 */

import { KEYWORDS, lexLine } from '../syntax/lexer';
import type { Parser } from '../syntax/parse';
import type { Edit, Range } from '../syntax/tree';
import { type Occurrence, type PageSymbol, type Source, type Symbols, sameSymbol, symbolsOf } from './symbols';

export type Renaming = { readonly edits: ReadonlyMap<string, readonly Edit[]> } | { readonly reason: string };

/** Why a symbol keeps its name; undefined where it can have another. */
export function fixedName({ symbol, others }: Pick<Occurrence, 'symbol' | 'others'>): string | undefined {
  const { kind, name } = symbol;
  if (others.length > 0)
    return `${name} is a parameter of ${[symbol, ...others].map(({ owner }) => owner).join(' and of ')} at once here. Rename it where one of them is defined.`;
  return FIXED[kind]?.(name);
}

const FIXED: Readonly<Partial<Record<PageSymbol['kind'], (name: string) => string>>> = {
  'built-in': (name) => `${name} is built in and keeps its name.`,
  constant: (name) => `${name} is a constant of the language and keeps its name.`,
  layer: (name) => `${name} is a layer of the language and keeps its name.`,
  option: (name) => `${name} is a parameter of a built-in function and keeps its name.`,
  weight: (name) => `${name} is made by a layer: rename the node, or bind a parameter of your own.`,
  loss: () => 'The loss of a network is always called loss.',
};

/** `read` parses as the pages were parsed. */
export function rename(
  sources: readonly Source[],
  symbol: PageSymbol,
  wanted: string,
  read: Pick<Parser, 'parse'>,
): Renaming {
  const name = wanted.normalize('NFC').trim();
  const wrong = unusable(name);
  if (wrong) return { reason: wrong };
  const edits = new Map<string, readonly Edit[]>();
  for (const source of sources) {
    const found = occurrencesOf(source, symbol);
    const shared = found.find(({ others }) => others.length > 0);
    if (shared) return { reason: `${lineOf(source, shared.range)}: ${fixedName(shared)}` };
    if (found.length > 0)
      edits.set(
        source.uri,
        found.map(({ range }) => ({ range, text: name })),
      );
  }
  if (name === symbol.name) return { edits: new Map() };
  const taken = clash(sources, symbol, name);
  if (taken) return { reason: taken };
  const changed = meansOtherwise(sources, edits, name, read);
  return changed === undefined ? { edits } : { reason: changed };
}

function unusable(name: string): string | undefined {
  if (name === '') return 'A name is missing.';
  if (KEYWORDS.has(name)) return `${name} is a word of the language and cannot be a name.`;
  const { tokens, problems, comment } = lexLine(name);
  if (tokens.length === 1 && tokens[0]?.type === 'name' && problems.length === 0 && comment === undefined)
    return undefined;
  return `${name} is no name: a name is a letter or _, then letters, digits, _ and subscripts.`;
}

/** Everywhere on a page where a symbol is named. */
export function occurrencesOf(source: Source, symbol: PageSymbol): Occurrence[] {
  const symbols = symbolsOf(source);
  const last = symbol.name.split('.').at(-1) ?? symbol.name;
  if (!source.page.text.normalize('NFC').includes(last)) return [];
  return source.page.statements.flatMap(({ source: text }, index) =>
    text.normalize('NFC').includes(last)
      ? symbols
          .in(index)
          .filter((one) => sameSymbol(one.symbol, symbol) || one.others.some((other) => sameSymbol(other, symbol)))
      : [],
  );
}

/** The name is taken where the symbol lives. */
function clash(sources: readonly Source[], symbol: PageSymbol, name: string): string | undefined {
  const home = sources.find(({ uri }) => uri === symbol.uri);
  if (!home) return undefined;
  const symbols = symbolsOf(home);
  const { owner } = symbol;
  if (owner === undefined) return symbols.named(name) && `${name} is defined on this page already.`;
  const beside = home.page.statements.some((_, index) =>
    symbols
      .in(index)
      .some(({ symbol: other, role }) => role === 'definition' && other.owner === owner && other.name === name),
  );
  return beside ? `${owner} has a ${name} already.` : undefined;
}

/** Reads the pages as they would be; a name that then means something else is a reason against. */
function meansOtherwise(
  sources: readonly Source[],
  edits: ReadonlyMap<string, readonly Edit[]>,
  name: string,
  read: Pick<Parser, 'parse'>,
): string | undefined {
  const there = new Map<Source, Source>();
  const asThere = (source: Source): Source => {
    const known = there.get(source);
    if (known) return known;
    const imports = source.imports.map(asThere);
    const text = applied(source.page.text, edits.get(source.uri) ?? []);
    const page = read.parse(
      text,
      imports.flatMap((one) => [...symbolsOf(one).defined()]),
    );
    const made: Source = { uri: source.uri, page, imports };
    there.set(source, made);
    return made;
  };
  const forth = new Map<string, string>();
  const back = new Map<string, string>();
  for (const source of sources) {
    const [before, after] = [namesOn(symbolsOf(source)), namesOn(symbolsOf(asThere(source)))];
    for (let i = 0; i < Math.max(before.length, after.length); i++) {
      const [old, now] = [before[i], after[i]];
      const place = lineOf(source, old?.range ?? { start: 0, end: 0 });
      if (!old || !now) return `${place} would be read in another way with the name ${name}.`;
      const [a, b] = [keyOf(old.symbol), keyOf(now.symbol)];
      const isSame = old.symbol.kind === now.symbol.kind && old.symbol.uri === now.symbol.uri;
      if (!isSame || (forth.get(a) ?? b) !== b || (back.get(b) ?? a) !== a)
        return `${place}: ${name} would mean something else there.`;
      forth.set(a, b);
      back.set(b, a);
    }
  }
  return undefined;
}

const namesOn = (symbols: Symbols): Occurrence[] =>
  symbols.source.page.statements.flatMap((_, index) => [...symbols.in(index)]);

const keyOf = ({ uri, owner = '', name, kind }: PageSymbol): string =>
  [uri, owner, kind === 'dimension' ? 'length' : '', name].join('\n');

const lineOf = ({ page: { text } }: Source, { start }: Range): string =>
  `Line ${text.slice(0, start).split('\n').length}`;

/** The text with its edits, which do not overlap. */
export function applied(text: string, edits: readonly Edit[]): string {
  let out = '';
  let at = 0;
  for (const { range, text: put } of [...edits].sort((a, b) => a.range.start - b.range.start)) {
    out += text.slice(at, range.start) + put;
    at = range.end;
  }
  return out + text.slice(at);
}

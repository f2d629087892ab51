/**
 * What the names of a page are: which definition each mention belongs to, over files. It needs the trees alone, so that it
 * answers for pages with errors as well. In: a page's trees, and those of what it imports. Out: occurrences of symbols.
 */
import { type Mention, mentionsIn } from '../syntax/mentions';
import type { DefinedName } from '../syntax/names';
import type { Page, Range, Sentence, Statement } from '../syntax/tree';
import { type Defined, defined, type SymbolKind } from './defined';
import { definedName } from './meanings';
import { spokenFunctions } from './names-in-scope';
import { ARRAY_FUNCTIONS, BUILT_INS, CONSTANT_NAMES, LAYERS } from './scope';

/** A page with those that it imports: what names need. A program is one. */
export interface Source {
  readonly uri: string;
  readonly page: Page;
  readonly imports: readonly Source[];
}

export interface PageSymbol {
  readonly kind: SymbolKind;
  /** As a reader writes it after its owner: of a weight `h.W`. */
  readonly name: string;
  /** The page that defines it; empty for what the language brings. */
  readonly uri: string;
  /** The function of a parameter, the network of a node, the statement of a free name. */
  readonly owner?: string;
}

export interface Occurrence {
  readonly symbol: PageSymbol;
  /** On the page; of a weight `h.W` the W. */
  readonly range: Range;
  readonly role: 'definition' | 'read';
  /** In a claim about several functions: parameters of the others that this name stands for as well. */
  readonly others: readonly PageSymbol[];
}

export const sameSymbol = (a: PageSymbol, b: PageSymbol): boolean =>
  a.name === b.name && a.owner === b.owner && a.uri === b.uri && isDimension(a) === isDimension(b);
const isDimension = ({ kind }: PageSymbol): boolean => kind === 'dimension';

export interface Symbols {
  readonly source: Source;
  /** The names of a statement, in reading order. */
  in(index: number): readonly Occurrence[];
  /** The one at an offset of a statement; where two touch, the one that begins there. */
  at(index: number, offset: number): Occurrence | undefined;
  /** What the page defines and what it imports, as reading other pages needs it. */
  defined(): readonly DefinedName[];
  /** What a name of the page means outside all definitions; undefined where nothing defines it. */
  named(name: string): PageSymbol | undefined;
  /** The statements (`from` to before `to`) among which a symbol of this page is defined. */
  around(symbol: PageSymbol): { readonly from: number; readonly to: number };
  /** The parameters of a function or the inputs and targets of a network, in order. */
  parametersOf(symbol: PageSymbol): readonly PageSymbol[];
}

const known = new WeakMap<Page, Symbols>();

export function symbolsOf(source: Source): Symbols {
  const found = known.get(source.page);
  // The same text at another address, or with other imports, is another page.
  if (found?.source.uri === source.uri && sameSources(found.source.imports, source.imports)) return found;
  const made = makeSymbols(source);
  known.set(source.page, made);
  return made;
}

const sameSources = (a: readonly Source[], b: readonly Source[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);

function makeSymbols(source: Source): Symbols {
  const { page, uri } = source;
  const { statements } = page;
  const definitions = new Map<string, Defined>();
  statements.forEach((statement, index) => {
    const name = statement.network === undefined ? definedName(statement.sentence) : undefined;
    if (name !== undefined && !definitions.has(name)) definitions.set(name, defined(page, statement.sentence, index));
  });

  function home(name: string): { readonly defined: Defined; readonly uri: string } | undefined {
    const here = definitions.get(name);
    if (here) return { defined: here, uri };
    for (const other of source.imports) {
      const there = foreign(other, name);
      if (there) return there;
    }
    return undefined;
  }

  const named = (name: string): PageSymbol | undefined => {
    const found = home(name);
    return found && { kind: found.defined.kind, name, uri: found.uri };
  };

  function parameter(owner: string, name: string): PageSymbol | undefined {
    const found = home(owner);
    if (!found) return undefined;
    const { defined: of, uri: at } = found;
    if (of.kind === 'network') return member(found, owner, name);
    if (of.parameters.some((one) => one.name.name === name)) return { kind: 'parameter', name, uri: at, owner };
    return of.dimensions.has(name) ? { kind: 'dimension', name, uri: at, owner } : undefined;
  }

  function member(network: ReturnType<typeof home>, owner: string, name: string): PageSymbol | undefined {
    const kind = network?.defined.members.get(name);
    return network && kind && { kind, name, uri: network.uri, owner };
  }

  /** What `path` begins with is known to be in this scope. */
  function below(scope: Scope, path: readonly string[], name: string): PageSymbol | undefined {
    const [first = '', ...rest] = path;
    if (first === 'std') return language(name, true);
    const inside = scope.inside?.defined.members.has(first) ? scope.inside : undefined;
    const network = inside ?? home(first);
    const owner = inside ? scope.owner : first;
    if (network?.defined.kind !== 'network' || owner === undefined) return undefined;
    const inner = inside ? [first, ...rest] : rest;
    if (inner.length === 0) return member(network, owner, name);
    if (inner.length > 1 || name === 'T' || !network.defined.members.has(inner[0] ?? '')) return undefined;
    return { kind: 'weight', name: `${inner[0]}.${name}`, uri: network.uri, owner };
  }

  function resolve(scope: Scope, { name, stands }: Mention): readonly PageSymbol[] {
    const one = (symbol: PageSymbol | undefined): readonly PageSymbol[] => (symbol ? [symbol] : []);
    switch (stands.as) {
      case 'definition':
        return one(scope.inside ? member(scope.inside, scope.owner ?? '', name) : (scope.self ?? named(name)));
      case 'parameter':
        return [{ kind: 'parameter', name, uri, owner: scope.owner ?? '' }];
      case 'dimension':
        return scope.inside?.defined.dimensions.has(name) || scope.dimensions.has(name)
          ? [{ kind: 'dimension', name, uri, owner: scope.owner ?? '' }]
          : inScope(scope, name);
      case 'member':
        return one(below(scope, stands.of, name));
      case 'argument': {
        const [callee, ...rest] = stands.of ?? [];
        if (callee === undefined) return inScope(scope, name);
        return one(
          (rest.length === 0 && parameter(callee, name)) || {
            kind: 'option',
            name,
            uri: '',
            owner: stands.of?.join('.') ?? '',
          },
        );
      }
      case 'variable': {
        const [subject = '', ...rest] = stands.of;
        const own = rest.length === 0 && home(subject)?.defined.kind !== 'network' && parameter(subject, name);
        return own ? [own] : inScope(scope, name);
      }
      case 'name':
        return inScope(scope, name);
    }
  }

  function inScope(scope: Scope, name: string): readonly PageSymbol[] {
    const local = scope.local.get(name);
    if (local) return local;
    const inside = scope.inside && (member(scope.inside, scope.owner ?? '', name) ?? lengthOf(scope, name));
    const found = inside ?? named(name) ?? language(name, scope.inside !== undefined);
    if (found) return [found];
    return scope.free === undefined ? [] : [{ kind: 'free', name, uri, owner: scope.free }];
  }

  const lengthOf = ({ inside, owner }: Scope, name: string): PageSymbol | undefined =>
    inside?.defined.dimensions.has(name) ? { kind: 'dimension', name, uri, owner: owner ?? '' } : undefined;

  function scopeAt(statement: Statement, index: number): Scope {
    const { sentence, network } = statement;
    const header = network === undefined ? undefined : statements[network];
    if (network !== undefined && header?.sentence.kind === 'network') {
      const { name } = header.sentence.name;
      const isFirst = definitions.get(name)?.index === network;
      const found = isFirst ? definitions.get(name) : defined(page, header.sentence, network);
      return {
        ...NO_SCOPE,
        owner: isFirst ? name : `${name}@${network}`,
        ...(found && { inside: { defined: found, uri } }),
      };
    }
    if (sentence.kind === 'check' || sentence.kind === 'expression')
      return { ...NO_SCOPE, free: `@${index}`, local: spoken(sentence) };
    const name = definedName(sentence);
    if (name === undefined) return NO_SCOPE;
    const isFirst = definitions.get(name)?.index === index;
    const owner = isFirst ? name : `${name}@${index}`;
    const { kind, parameters, dimensions } = defined(page, sentence, index);
    const local = new Map<string, readonly PageSymbol[]>();
    for (const length of dimensions.keys()) local.set(length, [{ kind: 'dimension', name: length, uri, owner }]);
    for (const one of parameters) local.set(one.name.name, [{ kind: 'parameter', name: one.name.name, uri, owner }]);
    return { ...NO_SCOPE, owner, local, dimensions, self: { kind, name, uri } };
  }

  /** The parameters of the functions that a claim speaks of; of those with the same name the last one's hides the others'. */
  function spoken(sentence: Sentence): ReadonlyMap<string, readonly PageSymbol[]> {
    const local = new Map<string, readonly PageSymbol[]>();
    for (const name of new Set(spokenFunctions(sentence).reverse())) {
      const found = home(name);
      if (!found || found.defined.kind === 'network') continue;
      const { parameters, dimensions } = found.defined;
      for (const one of [...parameters.map((parameter) => parameter.name.name), ...dimensions.keys()]) {
        const symbol = parameter(name, one);
        const before = local.get(one) ?? [];
        if (symbol && !before.some((other) => sameSymbol(other, symbol))) local.set(one, [...before, symbol]);
      }
    }
    return local;
  }

  const occurrences: (readonly Occurrence[])[] = [];
  function inStatement(index: number): readonly Occurrence[] {
    const statement = statements[index];
    if (!statement) return [];
    const found = occurrences[index];
    if (found) return found;
    const scope = scopeAt(statement, index);
    const lengths = new Set<string>();
    const made = mentionsIn(statement).flatMap((mention): Occurrence[] => {
      const { stands } = mention;
      const [symbol, ...others] = resolve(scope, mention);
      if (!symbol) return [];
      const { start, end } = mention.range;
      const range = { start: statement.start + start, end: statement.start + end };
      const isFirst =
        stands.as === 'dimension' &&
        (scope.inside?.defined.dimensions ?? scope.dimensions).get(symbol.name) === index &&
        !lengths.has(symbol.name);
      if (isFirst) lengths.add(symbol.name);
      const isDefinition = isFirst || stands.as === 'definition' || stands.as === 'parameter';
      return [{ symbol, others, range, role: isDefinition ? 'definition' : 'read' }];
    });
    occurrences[index] = made;
    return made;
  }

  return {
    source,
    in: inStatement,
    at(index, offset) {
      const touching = inStatement(index).filter(({ range }) => range.start <= offset && offset <= range.end);
      return touching.find(({ range }) => offset < range.end) ?? touching[0];
    },
    named,
    around({ name, owner }) {
      const [owning = name, at] = (owner ?? name).split('@');
      const from = at === undefined ? (definitions.get(owning)?.index ?? statements.length) : Number(at);
      let to = from + 1;
      while (statements[to]?.network === from) to++;
      return { from, to };
    },
    defined() {
      const imported = source.imports.flatMap((other) => symbolsOf(other).defined());
      const own = [...definitions].map(([name, { kind, parameters }]): DefinedName => {
        if (!CALLED.has(kind)) return { name, kind: 'variable' };
        return {
          name,
          kind: 'function',
          ...(kind !== 'network' && { parameters: parameters.map((one) => one.name.name) }),
        };
      });
      return [...own, ...imported];
    },
    parametersOf({ kind, name }) {
      const found = home(name);
      if (!found) return [];
      if (kind === 'network')
        return [...found.defined.members].flatMap(([one, its]) =>
          its === 'input' || its === 'target' ? [{ kind: its, name: one, uri: found.uri, owner: name }] : [],
        );
      return found.defined.parameters.flatMap((one) => parameter(name, one.name.name) ?? []);
    },
  };
}

const CALLED: ReadonlySet<SymbolKind> = new Set(['function', 'abstract', 'network']);

/** Where a statement stands. */
interface Scope {
  /** The function or the network. */
  readonly owner?: string;
  /** What the statement itself defines on the page. */
  readonly self?: PageSymbol;
  readonly local: ReadonlyMap<string, readonly PageSymbol[]>;
  readonly dimensions: ReadonlyMap<string, number>;
  readonly inside?: { readonly defined: Defined; readonly uri: string };
  /** Names that nothing defines belong to the statement, under this owner. */
  readonly free?: string;
}
const NO_SCOPE: Scope = { local: new Map(), dimensions: new Map() };

function foreign(source: Source, name: string): { readonly defined: Defined; readonly uri: string } | undefined {
  const { statements } = source.page;
  const symbol = symbolsOf(source).named(name);
  if (!symbol) return undefined;
  if (symbol.uri !== source.uri) {
    for (const other of source.imports) {
      const found = foreign(other, name);
      if (found) return found;
    }
    return undefined;
  }
  const index = statements.findIndex(
    ({ sentence, network }) => network === undefined && definedName(sentence) === name,
  );
  const sentence = statements[index]?.sentence;
  return sentence && { defined: defined(source.page, sentence, index), uri: source.uri };
}

/** What the language brings under a name. */
function language(name: string, inNetwork: boolean): PageSymbol | undefined {
  const plain = name.startsWith('std.') ? name.slice(4) : name;
  if (CONSTANT_NAMES.has(plain)) return { kind: 'constant', name: plain, uri: '' };
  if (inNetwork && LAYERS.has(plain)) return { kind: 'layer', name: plain, uri: '' };
  if (BUILT_INS.has(plain) || ARRAY_FUNCTIONS.has(plain)) return { kind: 'built-in', name: plain, uri: '' };
  return undefined;
}

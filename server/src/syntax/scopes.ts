/**
 * Blocks and names of a page, as reading its statements needs them. In: the statements' shapes. Out: which network each
 * stands in, and what a name is at each.
 */
import { blocksOf } from './blocks';
import type { Names } from './classify';
import type { Token } from './lexer';
import type { DefinedName, NameKind, Vocabulary } from './names';
import type { Shape } from './shape';

/** Blocks and names, as reading needs them. */
export interface Scopes {
  readonly blocks: ReturnType<typeof blocksOf>;
  readonly names: ReadonlyMap<string, DefinedName>;
  /** The names of each network, by the index of its header. */
  readonly members: ReadonlyMap<number, ReadonlyMap<string, DefinedName>>;
}

/** The names of the page and of its networks; the first definition of a name holds. */
export function namesIn(shapes: readonly Shape[], imported: readonly DefinedName[]): Scopes {
  const blocks = blocksOf(shapes.map(({ outline }) => outline));
  const names = new Map<string, DefinedName>();
  const members = new Map<number, Map<string, DefinedName>>();
  shapes.forEach(({ defined }, i) => {
    if (!defined) return;
    const network = blocks.network[i];
    const scope = network === undefined ? names : (members.get(network) ?? new Map<string, DefinedName>());
    if (network !== undefined) members.set(network, scope);
    if (!scope.has(defined.name)) scope.set(defined.name, defined);
  });
  for (const name of imported) if (!names.has(name.name)) names.set(name.name, name);
  return { blocks, names, members };
}

/** Names whose kind or parameters an edit changed, among those that the edited statements define or defined. */
export function changedNames(before: Scopes, after: Scopes, edited: readonly Shape[]): string[] {
  const candidates = new Set(edited.flatMap(({ defined }) => (defined ? [defined.name] : [])));
  const same = (a: DefinedName | undefined, b: DefinedName | undefined): boolean =>
    a === b || (a?.kind === b?.kind && a?.parameters?.join() === b?.parameters?.join());
  const isMember = (name: string): boolean =>
    [before, after].some(({ members }) => [...members.values()].some((scope) => scope.has(name)));
  return [...candidates].filter((name) => isMember(name) || !same(before.names.get(name), after.names.get(name)));
}

/** What names are for one statement: its network's, the page's, the language's, and parameters of the functions it names. */
export function scopeOf(
  vocabulary: Vocabulary,
  page: ReadonlyMap<string, DefinedName>,
  network: ReadonlyMap<string, DefinedName> | undefined,
  tokens: readonly Token[],
): Names {
  const builtIn = (name: string): NameKind | undefined => {
    if (vocabulary.functions.has(name) || (network && vocabulary.layers?.has(name))) return 'function';
    return vocabulary.constants.has(name) ? 'variable' : undefined;
  };
  let parameters: Set<string> | undefined;
  const isParameter = (name: string): boolean => {
    parameters ??= new Set(
      tokens.flatMap(({ type, value }) => (type === 'name' ? (page.get(value)?.parameters ?? []) : [])),
    );
    return parameters.has(name);
  };
  return {
    kind(name) {
      if (name.startsWith('std.')) return builtIn(name.slice(4));
      const defined = network?.get(name) ?? page.get(name);
      return defined?.kind ?? builtIn(name) ?? (isParameter(name) ? 'variable' : undefined);
    },
    isLayer: (name) => network === undefined && vocabulary.layers?.has(name) === true,
    *functions() {
      for (const { name, kind } of page.values()) if (kind === 'function') yield name;
      yield* vocabulary.functions;
      if (network && vocabulary.layers) yield* vocabulary.layers;
    },
  };
}

/** What all pages of the workspace define, by a part of a name. In: pages and what the reader types. Out: symbols, best first. */
import { SymbolKind as LspKind, type SymbolInformation } from 'vscode-languageserver-types';
import { type PageSymbol, type Symbols, symbolsOf } from '../../program/symbols';
import { rangeOf, type View } from '../view';

const KINDS: Readonly<Partial<Record<PageSymbol['kind'], LspKind>>> = {
  function: LspKind.Function,
  value: LspKind.Constant,
  abstract: LspKind.Interface,
  network: LspKind.Module,
  input: LspKind.Field,
  target: LspKind.Field,
  param: LspKind.Property,
  node: LspKind.Variable,
  loss: LspKind.Variable,
};
const MOST = 200;

export function workspaceSymbols(views: readonly View[], query: string): SymbolInformation[] {
  const found = views.flatMap((view) => matching(view, symbolsOf(view.program), query));
  return found
    .sort((a, b) => a.rank - b.rank || a.information.name.length - b.information.name.length)
    .slice(0, MOST)
    .map(({ information }) => information);
}

function matching(view: View, symbols: Symbols, query: string): { rank: number; information: SymbolInformation }[] {
  return view.program.page.statements.flatMap((_, index) =>
    symbols.in(index).flatMap(({ symbol, role, range }) => {
      const kind = KINDS[symbol.kind];
      const rank = rankOf(symbol.name, query);
      if (role !== 'definition' || kind === undefined || rank === undefined) return [];
      const information: SymbolInformation = {
        name: symbol.name,
        kind,
        location: { uri: view.document.uri, range: rangeOf(view, range) },
        ...(symbol.owner !== undefined && { containerName: symbol.owner }),
      };
      return [{ rank, information }];
    }),
  );
}

/** 0 the name itself, 1 its beginning, 2 a part of it, 3 its letters in order; undefined where it does not fit. */
function rankOf(name: string, query: string): number | undefined {
  const [has, wants] = [name.toLowerCase(), query.trim().toLowerCase()];
  if (has === wants) return 0;
  if (has.startsWith(wants)) return 1;
  if (has.includes(wants)) return 2;
  let at = 0;
  for (const letter of wants) {
    at = has.indexOf(letter, at) + 1;
    if (at === 0) return undefined;
  }
  return 3;
}

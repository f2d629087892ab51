/** Who uses a function and what it uses, definition by definition. In: pages and a place, or an item. Out: items and calls. */
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  SymbolKind as LspKind,
  type Range as LspRange,
} from 'vscode-languageserver-types';
import { occurrencesOf } from '../../program/renaming';
import { type Occurrence, type PageSymbol, sameSymbol, symbolsOf } from '../../program/symbols';
import type { Statement } from '../../syntax/tree';
import { cut, oneLine } from '../text';
import { rangeOf, statementAt, type View, within } from '../view';
import { definitionOf, type Find, occurrenceAt } from './definition';

const KINDS: Readonly<Partial<Record<PageSymbol['kind'], LspKind>>> = {
  function: LspKind.Function,
  value: LspKind.Constant,
  abstract: LspKind.Interface,
  network: LspKind.Module,
};
/** A claim or an expression uses functions, and nothing uses it. */
const SAYS = LspKind.Event;
const LONGEST_NAME = 60;

export function prepareCalls(view: View, offset: number, find: Find): CallHierarchyItem[] {
  const symbol = occurrenceAt(view, offset)?.symbol;
  const item = symbol && KINDS[symbol.kind] !== undefined ? itemOf(symbol, find) : undefined;
  return item ? [item] : [];
}

function itemOf(symbol: PageSymbol, find: Find): CallHierarchyItem | undefined {
  const place = definitionOf(symbol, find);
  const kind = KINDS[symbol.kind];
  if (!place || kind === undefined) return undefined;
  const index = statementAt(place.view, place.range.start);
  const { start, end } = wholeOf(place.view, index ?? 0);
  return {
    name: symbol.name,
    kind,
    detail: detailOf(place.view, index),
    uri: place.view.document.uri,
    range: rangeOf(place.view, { start, end }),
    selectionRange: rangeOf(place.view, place.range),
  };
}

function detailOf({ program }: View, index: number | undefined): string {
  const sentence = index === undefined ? undefined : program.page.statements[index]?.sentence;
  const parameters = sentence && 'parameters' in sentence ? sentence.parameters : undefined;
  return parameters ? `(${parameters.map(({ name }) => name.name).join(', ')})` : '';
}

/** A statement; of a network to the end of its block. */
function wholeOf({ program: { page } }: View, index: number): { start: number; end: number } {
  const { start = 0, end = 0 } = page.statements[index] ?? {};
  let last = end;
  for (let i = index + 1; page.statements[i]?.network === index; i++) last = page.statements[i]?.end ?? last;
  return { start, end: last };
}

export function incomingCalls(
  item: CallHierarchyItem,
  views: readonly View[],
  find: Find,
): CallHierarchyIncomingCall[] {
  const symbol = symbolOf(item, find);
  if (!symbol) return [];
  return views.flatMap((view) => {
    const byStatement = new Map<number, LspRange[]>();
    for (const { range, role } of occurrencesOf(view.program, symbol)) {
      const index = statementAt(view, range.start);
      if (role === 'definition' || index === undefined) continue;
      const at = view.program.page.statements[index]?.network ?? index;
      byStatement.set(at, [...(byStatement.get(at) ?? []), rangeOf(view, range)]);
    }
    return [...byStatement].flatMap(([index, fromRanges]): CallHierarchyIncomingCall[] => {
      const from = statementItem(view, index);
      return from ? [{ from, fromRanges }] : [];
    });
  });
}

export function outgoingCalls(item: CallHierarchyItem, find: Find): CallHierarchyOutgoingCall[] {
  const view = find(item.uri);
  const index = view && statementAt(view, view.document.offsetAt(item.selectionRange.start));
  if (!view || index === undefined) return [];
  const symbols = symbolsOf(view.program);
  const { statements } = view.program.page;
  const used: { symbol: PageSymbol; ranges: LspRange[] }[] = [];
  const note = ({ symbol, role, range }: Occurrence): void => {
    if (role === 'definition' || KINDS[symbol.kind] === undefined) return;
    const known = used.find((one) => sameSymbol(one.symbol, symbol));
    if (known) known.ranges.push(rangeOf(view, range));
    else used.push({ symbol, ranges: [rangeOf(view, range)] });
  };
  for (let i = index; i === index || statements[i]?.network === index; i++) symbols.in(i).forEach(note);
  return used.flatMap(({ symbol, ranges }): CallHierarchyOutgoingCall[] => {
    const to = itemOf(symbol, find);
    return to ? [{ to, fromRanges: ranges }] : [];
  });
}

/** What an item stands for now: the page may have changed since. */
function symbolOf({ uri, name }: CallHierarchyItem, find: Find): PageSymbol | undefined {
  const view = find(uri);
  return view && symbolsOf(view.program).named(name);
}

function statementItem(view: View, index: number): CallHierarchyItem | undefined {
  const statement = view.program.page.statements[index];
  if (!statement) return undefined;
  const symbol = symbolsOf(view.program)
    .in(index)
    .find(({ role, symbol: one }) => role === 'definition' && KINDS[one.kind] !== undefined);
  const range = rangeOf(view, wholeOf(view, index));
  const uri = view.document.uri;
  if (symbol) {
    const { kind, name } = symbol.symbol;
    return {
      name,
      kind: KINDS[kind] ?? SAYS,
      detail: detailOf(view, index),
      uri,
      range,
      selectionRange: rangeOf(view, symbol.range),
    };
  }
  const name = cut(oneLine(statement.source), LONGEST_NAME);
  return { name, kind: SAYS, uri, range, selectionRange: rangeOf(view, firstWord(statement)) };
}

const firstWord = (statement: Statement): { start: number; end: number } =>
  within(statement, { start: 0, end: /^\S+/.exec(statement.source)?.[0].length ?? 0 });

/** The outline as document symbols. In: an outline. Out: a tree, or a flat list for clients that know no trees. */
import { type DocumentSymbol, type SymbolInformation, SymbolKind } from 'vscode-languageserver-types';
import type { Entry, EntryKind, Outline } from './outline';
import { rangeOf, type View } from './view';

const KINDS: Readonly<Record<EntryKind, SymbolKind>> = {
  function: SymbolKind.Function,
  declared: SymbolKind.Interface,
  value: SymbolKind.Constant,
  network: SymbolKind.Module,
  input: SymbolKind.Field,
  target: SymbolKind.Field,
  param: SymbolKind.Property,
  node: SymbolKind.Variable,
};

export function symbols(view: View, { entries }: Outline): DocumentSymbol[] {
  return entries.map((entry) => symbolOf(view, entry));
}

function symbolOf(view: View, entry: Entry): DocumentSymbol {
  const range = rangeOf(view, whole(entry));
  return {
    name: entry.name,
    detail: detail(entry),
    kind: KINDS[entry.kind],
    range,
    selectionRange: rangeOf(view, entry.selection),
    ...(entry.children.length > 0 && { children: entry.children.map((child) => symbolOf(view, child)) }),
  };
}

/** A network reaches to the end of its last part. */
const whole = ({ range, children }: Entry): Entry['range'] => ({
  start: range.start,
  end: Math.max(range.end, ...children.map((child) => child.range.end)),
});

function detail({ kind, parameters }: Entry): string {
  if (parameters) return `(${parameters.join(', ')})${kind === 'declared' ? ' declared' : ''}`;
  return ['input', 'target', 'param'].includes(kind) ? kind : '';
}

export function flatSymbols(view: View, { entries }: Outline): SymbolInformation[] {
  const flat = (list: readonly Entry[], container?: string): SymbolInformation[] =>
    list.flatMap((entry) => [
      {
        name: entry.name,
        kind: KINDS[entry.kind],
        location: { uri: view.document.uri, range: rangeOf(view, whole(entry)) },
        ...(container !== undefined && { containerName: container }),
      },
      ...flat(entry.children, entry.name),
    ]);
  return flat(entries);
}

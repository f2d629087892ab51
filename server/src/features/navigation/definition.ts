/**
 * Where a name is defined, over files; where its type is; what an import leads to. In: a page, an offset, and a way to other
 * pages. Out: places of the protocol.
 */
import type { DocumentLink, Location, LocationLink, Range as LspRange } from 'vscode-languageserver-types';
import { addressOf } from '../../program/imports';
import { type Occurrence, type PageSymbol, sameSymbol, symbolsOf } from '../../program/symbols';
import type { Range } from '../../syntax/tree';
import { rangeOf, statementAt, type View, within } from '../view';

/** A page by its address, open or not; undefined where there is none that may be read. */
export type Find = (uri: string) => View | undefined;

/** The name at an offset. */
export function occurrenceAt(view: View, offset: number): Occurrence | undefined {
  const { program } = view;
  const index = statementAt(view, offset);
  return index === undefined ? undefined : symbolsOf(program).at(index, offset);
}

export interface DefinitionPlace {
  readonly view: View;
  /** The name, and the statement that it stands in. */
  readonly range: Range;
  readonly whole: Range;
}

/** Where a symbol is defined; a weight where the layer that makes it is called. */
export function definitionOf(symbol: PageSymbol, find: Find): DefinitionPlace | undefined {
  const view = find(symbol.uri);
  if (!view) return undefined;
  const wanted: PageSymbol =
    symbol.kind === 'weight' ? { ...symbol, kind: 'node', name: symbol.name.split('.')[0] ?? symbol.name } : symbol;
  const symbols = symbolsOf(view.program);
  const { from, to } = symbols.around(wanted);
  for (let index = from; index < to; index++) {
    const { start = 0, end = 0 } = view.program.page.statements[index] ?? {};
    const found = symbols.in(index).find(({ role, symbol: one }) => role === 'definition' && sameSymbol(one, wanted));
    if (found) return { view, range: found.range, whole: { start, end } };
  }
  return undefined;
}

export function definition(view: View, offset: number, find: Find, links: boolean): Location[] | LocationLink[] {
  const imported = importAt(view, offset);
  if (imported) {
    const target = find(imported.uri);
    if (!target) return [];
    return asPlaces(view, imported.range, [{ view: target, range: START, whole: START }], links);
  }
  const occurrence = occurrenceAt(view, offset);
  const place = occurrence && definitionOf(occurrence.symbol, find);
  const others = (occurrence?.others ?? []).flatMap((other) => definitionOf(other, find) ?? []);
  return occurrence && place ? asPlaces(view, occurrence.range, [place, ...others], links) : [];
}

/** What the shape of a parameter speaks of: its lengths; of a part of a network outside of it, the network. */
export function typeDefinition(view: View, offset: number, find: Find, links: boolean): Location[] | LocationLink[] {
  const occurrence = occurrenceAt(view, offset);
  if (!occurrence) return [];
  const { symbol, range } = occurrence;
  const { uri, owner } = symbol;
  if (owner === undefined || uri === '') return [];
  const around = find(uri)?.program;
  const ownerSymbol = around && symbolsOf(around).named(owner);
  if (ownerSymbol?.kind === 'network') {
    const place = definitionOf(ownerSymbol, find);
    return place ? asPlaces(view, range, [place], links) : [];
  }
  const home = definitionOf(symbol, find);
  const index = home && statementAt(home.view, home.range.start);
  const sentence = index === undefined ? undefined : home?.view.program.page.statements[index]?.sentence;
  const parameters = sentence && 'parameters' in sentence ? sentence.parameters : undefined;
  const shape = parameters?.find(({ name }) => name.name === symbol.name)?.shape ?? [];
  const lengths = shape.flatMap((tree) =>
    tree.kind === 'name' ? (definitionOf({ kind: 'dimension', name: tree.name, uri, owner }, find) ?? []) : [],
  );
  return asPlaces(view, range, lengths, links);
}

const START: Range = { start: 0, end: 0 };

function asPlaces(
  origin: View,
  range: Range,
  places: readonly DefinitionPlace[],
  links: boolean,
): Location[] | LocationLink[] {
  if (!links) return places.map((place) => ({ uri: place.view.document.uri, range: rangeOf(place.view, place.range) }));
  const originSelectionRange: LspRange = rangeOf(origin, range);
  return places.map(({ view, range: name, whole }) => ({
    originSelectionRange,
    targetUri: view.document.uri,
    targetRange: rangeOf(view, whole),
    targetSelectionRange: rangeOf(view, name),
  }));
}

interface Imported {
  readonly uri: string;
  /** The path between the quotes. */
  readonly range: Range;
}

/** The imports of a page whose path can lead to one. */
function importsOf({ document, program }: View): Imported[] {
  return program.page.statements.flatMap((statement): Imported[] => {
    const { sentence } = statement;
    const uri = sentence.kind === 'import' ? addressOf(document.uri, sentence.path) : undefined;
    if (sentence.kind !== 'import' || uri === undefined) return [];
    const { start, end } = within(statement, sentence.pathRange);
    return [{ uri, range: { start: start + 1, end: end - 1 } }];
  });
}

const importAt = (view: View, offset: number): Imported | undefined =>
  importsOf(view).find(({ range }) => range.start - 1 <= offset && offset <= range.end + 1);

/** The path of each import leads to its page. */
export const importLinks = (view: View): DocumentLink[] =>
  importsOf(view).map(({ uri, range }) => ({ range: rangeOf(view, range), target: uri }));

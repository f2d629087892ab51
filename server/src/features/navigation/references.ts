/** Everywhere that a name is used, over files; on the page itself written or read. In: pages and a symbol. Out: places. */
import { type DocumentHighlight, DocumentHighlightKind, type Location } from 'vscode-languageserver-types';
import { occurrencesOf } from '../../program/renaming';
import type { PageSymbol } from '../../program/symbols';
import { rangeOf, type View } from '../view';
import { occurrenceAt } from './definition';

/** `views`: the pages that may speak of it. */
export const references = (views: readonly View[], symbol: PageSymbol, declaration: boolean): Location[] =>
  views.flatMap((view) =>
    occurrencesOf(view.program, symbol)
      .filter(({ role }) => declaration || role !== 'definition')
      .map(({ range }) => ({ uri: view.document.uri, range: rangeOf(view, range) })),
  );

/** Written where it is defined. */
export function highlights(view: View, offset: number): DocumentHighlight[] {
  const found = occurrenceAt(view, offset);
  if (!found) return [];
  return occurrencesOf(view.program, found.symbol).map(({ range, role }) => ({
    range: rangeOf(view, range),
    kind: role === 'definition' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}

/** The word that pages have to hold to speak of a symbol. */
export const wordOf = ({ name }: PageSymbol): string => name.split('.').at(-1) ?? name;

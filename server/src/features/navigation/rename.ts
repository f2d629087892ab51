/**
 * Rename, and editing a parameter everywhere in its definition at once. In: pages, a place, a new name. Out: edits, or the
 * reason why the name stays as it is.
 */
import type { Range as LspRange, TextEdit } from 'vscode-languageserver-types';
import { fixedName, type Renaming, rename } from '../../program/renaming';
import { sameSymbol, symbolsOf } from '../../program/symbols';
import type { Parser } from '../../syntax/parse';
import { rangeOf, statementAt, type View } from '../view';
import { occurrenceAt } from './definition';

/** Undefined where there is no name that could have another; why, a rename says. */
export function prepareRename(view: View, offset: number): { range: LspRange; placeholder: string } | undefined {
  const found = occurrenceAt(view, offset);
  if (!found || fixedName(found) !== undefined) return undefined;
  const { start, end } = found.range;
  return { range: rangeOf(view, found.range), placeholder: view.program.page.text.slice(start, end) };
}

export interface PageEdits {
  readonly view: View;
  readonly edits: readonly TextEdit[];
}

/** `views`: the pages that may speak of the symbol, or have the new name; the one asked from among them. */
export function renameEdits(
  views: readonly View[],
  view: View,
  offset: number,
  name: string,
  parser: Pick<Parser, 'parse'>,
): { readonly pages: readonly PageEdits[] } | { readonly reason: string } {
  const found = occurrenceAt(view, offset);
  if (!found) return { reason: 'There is no name here that could have another.' };
  const fixed = fixedName(found);
  if (fixed !== undefined) return { reason: fixed };
  const programs = views.map(({ program }) => program);
  const renaming: Renaming = rename(programs, found.symbol, name, parser);
  if ('reason' in renaming) return renaming;
  const pages = views.flatMap((page): PageEdits[] => {
    const edits = renaming.edits.get(page.program.uri);
    if (!edits) return [];
    return [{ view: page, edits: edits.map(({ range, text }) => ({ range: rangeOf(page, range), newText: text })) }];
  });
  return { pages };
}

/** A parameter, or a length with a name, within its definition. */
export function linkedEditing(view: View, offset: number): { ranges: LspRange[]; wordPattern: string } | undefined {
  const found = occurrenceAt(view, offset);
  const index = statementAt(view, offset);
  if (!found || index === undefined || !LINKED.has(found.symbol.kind)) return undefined;
  const { sentence } = view.program.page.statements[index] ?? {};
  if (sentence?.kind !== 'definition' && sentence?.kind !== 'declare') return undefined;
  const ranges = symbolsOf(view.program)
    .in(index)
    .filter(({ symbol }) => sameSymbol(symbol, found.symbol))
    .map(({ range }) => rangeOf(view, range));
  return { ranges, wordPattern: WORD };
}

const LINKED: ReadonlySet<string> = new Set(['parameter', 'dimension']);
const WORD = '[\\p{L}_][\\p{L}\\p{M}0-9_₀-₉]*';

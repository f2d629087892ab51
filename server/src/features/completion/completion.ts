/**
 * Completion. In: a page, an offset, and what the client can do. Out: what could be typed there, the likeliest first, at
 * every place of a page that can be read or not. Documentation is added when an item is looked at.
 */
import type { CompletionItem, CompletionList } from 'vscode-languageserver-types';
import { markdown, plain } from '../hover/card';
import { activeParameter, activeSignature } from '../typing/active';
import { type Here, hereOf, signaturesOf } from '../typing/here';
import { differentiation, endsValue } from '../typing/openings';
import { placeAt } from '../typing/typing';
import { rangeOf, type View } from '../view';
import { argumentBegun, namedArguments, namesOnly } from './arguments';
import { builtIns } from './built-ins';
import { type Candidate, type Subject, visible } from './candidate';
import { derivativesHere, functions } from './derivatives';
import { explanationOf } from './explain';
import { fittingAt } from './fit';
import { type ItemOptions, itemOf } from './item';
import { beginnings, connectives } from './keywords';
import { canBecome, isLong, pageNames } from './page-names';
import { membersHere } from './parts';
import { dimensionsHere, scopeNames } from './scope-names';
import { symbols } from './symbols';

export interface CompletionOptions extends ItemOptions {
  /** Documentation may be Markdown. */
  readonly markdown: boolean;
  /** The pages of the workspace by their paths from this one, `layers.grad`, `../layers.grad`; without this one. */
  paths(): readonly string[];
}

/** Signs after which an editor asks unbidden: parts, symbols, derivatives, pages to import. Not `/`, which divides. */
export const COMPLETION_TRIGGERS: readonly string[] = ['.', '\\', '∂', '∇', '"'];

/** More than this nobody reads: of a page with more names those are sent that what is typed can become. */
const MOST_ITEMS = 500;

const NONE: CompletionList = { isIncomplete: false, items: [] };

export function completions(view: View, offset: number, options: CompletionOptions): CompletionList {
  const place = placeAt(view, offset);
  if (place.kind === 'nothing' || place.kind === 'number') return NONE;
  if (place.kind === 'text') {
    const { start, end, wholeEnd } = place.range;
    return listed(view, { start, end, wholeEnd, text: place.written }, options.paths().map(pageOf), options);
  }
  if (place.kind === 'symbol') return listed(view, place.word, symbols, options);
  const { word } = place.typing;
  const here = hereOf(view, place.typing);
  const last = here.typing.before.at(-1);
  const rank = fittingAt(here);
  const bare = isNamed(here) || here.typing.after[0]?.type === '(';
  return listed(view, word, candidatesAt(here), options, {
    rank,
    bare,
    piped: last?.type === '|>',
    isIncomplete: isLong(here),
  });
}

/** The first source that has something to say of the place decides. */
const SOURCES: readonly ((here: Here) => readonly Candidate[] | undefined)[] = [
  (here) => (here.sentence.kind === 'other' ? [] : undefined),
  membersHere,
  (here) => (here.sentence.kind === 'head' ? inHead(here) : undefined),
  derivativesHere,
  (here) => (here.sentence.kind === 'start' ? atStart(here) : undefined),
  (here) => (here.typing.before.at(-1)?.type === '|>' ? calledNames(here) : undefined),
  inArgument,
];

function candidatesAt(here: Here): readonly Candidate[] {
  for (const source of SOURCES) {
    const found = source(here);
    if (found) return found;
  }
  // Right behind a value, without a space, only signs go on.
  if (here.typing.word.text === '' && touchesValue(here)) return [];
  return [...connectives(here), ...names(here)];
}

function touchesValue({ typing: { before, word } }: Here): boolean {
  return endsValue(before, before.length - 1) && before.at(-1)?.end === word.start;
}

const names = (here: Here): Candidate[] =>
  visible([...scopeNames(here), ...pageNames(here), ...builtIns(here.inside !== undefined)]);

/** A line of a network defines something, so no name of what is there already begins it. */
const atStart = (here: Here): Candidate[] =>
  here.typing.network === undefined ? [...beginnings(here), ...names(here)] : beginnings(here);

/** A new name is nobody's to complete; in brackets after it stands a length. */
const inHead = (here: Here): Candidate[] => {
  const isShape = here.openings.at(-1)?.kind === 'index';
  return isShape
    ? [...dimensionsHere(here), ...pageNames(here).filter(({ kind, shape }) => kind === 'value' && shape?.length === 0)]
    : [];
};

/** What can stand after `|>`. */
const calledNames = (here: Here): Candidate[] =>
  names(here).filter(({ signatures }) => signatures?.some(({ named, parameters }) => named && parameters.length > 0));

function inArgument(here: Here): readonly Candidate[] | undefined {
  const opening = here.openings.at(-1);
  if (opening?.kind !== 'call' && opening?.kind !== 'point') return undefined;
  const signatures = signaturesOf(here, opening.path);
  const signature = signatures[activeSignature(signatures, opening)];
  const at = signature && activeParameter(signature, opening);
  const isLiteral = at !== undefined && signature?.parameters[at]?.told === 'literal';
  const begun = argumentBegun(here);
  if (begun && namesOnly(opening)) return namedArguments(here);
  if (begun && differentiation(opening)) return visible([...functions(here), ...names(here)]);
  // An axis is a number, which nobody completes.
  if (isLiteral) return begun ? namedArguments(here) : [];
  return begun ? [...namedArguments(here), ...names(here), ...connectives(here)] : undefined;
}

/** Whether a name stands here for itself, and is not called. */
function isNamed(here: Here): boolean {
  const opening = here.openings.at(-1);
  return differentiation(opening)?.arguments.length === 1 && argumentBegun(here) !== undefined;
}

const pageOf = (path: string): Candidate => ({ name: path, kind: 'page', tier: 'asked' });

interface Spelling {
  readonly rank: ReturnType<typeof fittingAt>;
  readonly bare: boolean;
  readonly piped: boolean;
  readonly isIncomplete: boolean;
}
const PLAIN: Spelling = { rank: () => 'unknown', bare: true, piped: false, isIncomplete: false };

function listed(
  view: View,
  {
    start,
    end,
    wholeEnd,
    text,
  }: { readonly start: number; readonly end: number; readonly wholeEnd: number; readonly text: string },
  candidates: readonly Candidate[],
  options: CompletionOptions,
  { rank, bare, piped, isIncomplete }: Spelling = PLAIN,
): CompletionList {
  const tooMany = candidates.length > MOST_ITEMS;
  const wanted = tooMany ? candidates.filter(({ name, filter }) => canBecome(text, filter ?? name)) : candidates;
  const insert = rangeOf(view, { start, end });
  const replace = rangeOf(view, { start, end: wholeEnd });
  const place = { insert, replace, bare, piped, options };
  const items = wanted.map((candidate) => itemOf(candidate, rank(candidate), place));
  items.sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
  return { isIncomplete: isIncomplete || tooMany, items: items.slice(0, MOST_ITEMS) };
}

/** Adds documentation. An item that is about nothing on the page any more stays as it is. */
export function resolveCompletion(
  view: View,
  item: CompletionItem,
  options: Pick<CompletionOptions, 'markdown'>,
): CompletionItem {
  const subject = subjectOf(item.data);
  const card = subject && explanationOf(view, subject);
  if (!card) return item;
  const documentation = options.markdown ? markdown(card, view.document.uri, undefined) : plain(card);
  return documentation.value === '' ? item : { ...item, documentation };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** What an item carries comes back from the client: nothing is taken on trust. */
function subjectOf(data: unknown): Subject | undefined {
  const subject = isObject(data) ? data.subject : undefined;
  if (!isObject(subject) || typeof subject.name !== 'string') return undefined;
  const { of, name, network, callee, page } = subject;
  switch (of) {
    case 'page':
    case 'builtIn':
    case 'keyword':
    case 'abbreviation':
      return { of, name };
    case 'part':
      return typeof network === 'number' ? { of, name, network } : undefined;
    case 'argument':
      return typeof callee === 'string' && typeof page === 'boolean' ? { of, name, callee, page } : undefined;
    default:
      return undefined;
  }
}

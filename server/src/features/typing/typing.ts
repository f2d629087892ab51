/**
 * What is being typed at a place. In: a page and an offset. Out: the tokens of the statement before and after the word at
 * the cursor, whether or not the statement can be read, and where it stands: in which network, below what.
 */
import { lexLine, type Token } from '../../syntax/lexer';
import { sketchLine, sketchStatements } from '../../syntax/statements';
import type { Statement } from '../../syntax/tree';
import { lastStarting, type View } from '../view';

/** The word at the cursor: a name, or an abbreviation with its backslash; empty between words. */
export interface Word {
  readonly start: number;
  /** The cursor. */
  readonly end: number;
  /** Where it ends, right of the cursor. */
  readonly wholeEnd: number;
  readonly text: string;
}

export interface Typing {
  /** Of the statement; offsets count from the page's start. */
  readonly before: readonly Token[];
  readonly after: readonly Token[];
  readonly word: Word;
  /** The statement that it is, or will be: what stands above has a smaller index. */
  readonly index: number;
  /** The index of the first line of the network that it stands in. */
  readonly network: number | undefined;
}

/** `number`: in a number, which is no word. `text`: in the quotes of `import "…"`, with what is written before the cursor. `symbol`: after a backslash. */
export type Place =
  | { readonly kind: 'number'; readonly typing: Typing }
  | { readonly kind: 'symbol'; readonly word: Word }
  | { readonly kind: 'code'; readonly typing: Typing }
  | { readonly kind: 'text'; readonly range: Omit<Word, 'text'>; readonly written: string }
  | { readonly kind: 'nothing' };

const LETTER = '(?![ᵀⁿⁱ])[\\p{L}_]';
const REST = '(?:(?![ᵀⁿⁱ])[\\p{L}\\p{M}0-9_₀-₉])*';
const NAME_BEFORE = new RegExp(`(?:${LETTER}${REST}|\\\\(?:[A-Za-z]*|\\^[0-9T+-]?|_[0-9]?|'{1,3}))$`, 'u');
const NAME_AFTER = new RegExp(`^(?:${LETTER})${REST}`, 'u');
const NAME_GOES_ON = new RegExp(`^${REST}`, 'u');
/** Stands for the word while statements are looked for: a name, whatever the word is. */
const STAND_IN = 'q';

const NOTHING: Place = { kind: 'nothing' };

export function placeAt(view: View, at: number): Place {
  const { text } = view.program.page;
  const offset = Math.max(0, Math.min(at, text.length));
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = endOfLine(text, offset);
  const [left, right] = [text.slice(lineStart, offset), text.slice(offset, lineEnd)];
  const lexed = lexLine(left);
  const quote = lexed.tokens.findIndex(({ type, text: sign }) => type === 'wrong' && sign === '"');
  if (quote >= 0) return quote === 1 && lexed.tokens[0]?.type === 'import' ? textAt(lineStart, left, right) : NOTHING;
  const isComment = lexed.comment !== undefined || lexed.problems.some(({ code }) => code === 'comment-sign');
  const last = lexed.tokens.at(-1);
  const isNumber = last?.end === left.length && /^\.?[0-9]/.test(last.text);
  if (isComment) return NOTHING;
  const word = isNumber ? { start: offset, end: offset, wholeEnd: offset, text: '' } : wordAt(offset, left, right);
  if (word.text.startsWith('\\')) return { kind: 'symbol', word };
  const found = statementWith(view, word, lineStart, lineEnd);
  return found ? { kind: isNumber ? 'number' : 'code', typing: found } : NOTHING;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  const line = end < 0 ? text.length : end;
  return text[line - 1] === '\r' && line > from ? line - 1 : line;
}

function wordAt(offset: number, left: string, right: string): Word {
  const text = NAME_BEFORE.exec(left)?.[0] ?? '';
  const goesOn = text === '' ? NAME_AFTER : text.startsWith('\\') ? /^[A-Za-z]*/ : NAME_GOES_ON;
  return {
    start: offset - text.length,
    end: offset,
    wholeEnd: offset + (goesOn.exec(right)?.[0].length ?? 0),
    text,
  };
}

function textAt(lineStart: number, left: string, right: string): Place {
  const start = left.lastIndexOf('"') + 1;
  const [end, closing] = [lineStart + left.length, right.search(/["#]/)];
  const wholeEnd = end + (closing < 0 ? 0 : closing);
  return { kind: 'text', range: { start: lineStart + start, end, wholeEnd }, written: left.slice(start) };
}

function statementWith(view: View, word: Word, lineStart: number, lineEnd: number): Typing | undefined {
  const { text, statements } = view.program.page;
  const above = lastStarting(statements, word.start - 1);
  const [over, next] = [statements[above], statements[above + 1]];
  const from = over ? text.lastIndexOf('\n', over.start - 1) + 1 : lineStart;
  const below = next && next.start <= lineEnd ? next.end : 0;
  const to = Math.max(lineEnd, endOfLine(text, Math.max(over?.end ?? 0, below)));
  const standIn = `${STAND_IN} `;
  const window = `${text.slice(from, word.start)}${standIn}${text.slice(word.wholeEnd, to)}`;
  const shift = word.wholeEnd - word.start - standIn.length;
  const starts: number[] = [];
  const lines = window.split('\n').map((line, i, all) => {
    starts.push(i === 0 ? from : (starts[i - 1] ?? 0) + (all[i - 1]?.length ?? 0) + 1);
    return sketchLine(lexLine(line.replace(/\r$/, '').replace('\uFEFF', ' ')));
  });
  let previous: Token[] = [];
  for (const { pieces } of sketchStatements(lines)) {
    const tokens = pieces.flatMap(({ line, from: first, to: last }) =>
      (lines[line]?.tokens.slice(first, last) ?? []).map((token) => moved(token, starts[line] ?? 0)),
    );
    const at = tokens.findIndex(({ start }) => start === word.start);
    if (at < 0) {
      previous = tokens;
      continue;
    }
    const own = tokens.slice(0, at);
    // A bracket that nothing closes yet joins no lines; who types on below it means to.
    const before = own.length === 0 && OPENING.has(previous.at(-1)?.type ?? '') ? previous : own;
    const after = tokens.slice(at + 1).map((token) => moved(token, shift));
    const isOver = over !== undefined && before[0]?.start === over.start;
    const index = isOver ? above : above + 1;
    return { before, after, word, index, network: networkAt(statements, index, isOver) };
  }
  return undefined;
}

const OPENING = new Set(['(', '[']);

const moved = (token: Token, by: number): Token => ({ ...token, start: token.start + by, end: token.end + by });

/** The network that a statement stands in; `isRead` where it is one of the page already, however broken. */
function networkAt(statements: readonly Statement[], index: number, isRead: boolean): number | undefined {
  const own = isRead ? statements[index] : undefined;
  if (own?.network !== undefined) return own.network;
  // Below an opening brace that nothing closes a broken line counts as outside; its author has just begun it.
  const above = statements[index - 1];
  if (!above || above.sentence.kind === 'close' || (own && /^network\b/.test(own.source))) return undefined;
  if (/^network\b/.test(above.source) && above.source.endsWith('{')) return index - 1;
  return above.network;
}

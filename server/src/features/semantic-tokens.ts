/**
 * What each word and sign of a page is, for colours. In: a page and a range. Out: tokens in order; none spans lines or another.
 * Types are the protocol's own, so that every theme knows them; what is Nabla's own is said by modifiers.
 */
import { type Occurrence, type PageSymbol, symbolsOf } from '../program/symbols';
import { bounded } from '../syntax/cache';
import { KEYWORDS, type LexedLine, lexLine } from '../syntax/lexer';
import type { Range } from '../syntax/tree';
import { statementsIn, type View } from './view';

export const TOKEN_TYPES = [
  'namespace',
  'class',
  'typeParameter',
  'parameter',
  'variable',
  'property',
  'function',
  'keyword',
  'comment',
  'string',
  'number',
  'operator',
] as const;
export const TOKEN_MODIFIERS = [
  'declaration',
  'readonly',
  'abstract',
  'defaultLibrary',
  /** Nabla's own: what training changes, and what it does not. */
  'trainable',
  'input',
  'target',
] as const;
type TokenType = (typeof TOKEN_TYPES)[number];
type TokenModifier = (typeof TOKEN_MODIFIERS)[number];

export interface SemanticToken {
  readonly line: number;
  readonly character: number;
  readonly length: number;
  /** An index of `TOKEN_TYPES`, and bits of `TOKEN_MODIFIERS`. */
  readonly type: number;
  readonly modifiers: number;
}

/** How a symbol is shown. */
const STYLES: Readonly<Record<PageSymbol['kind'], readonly [TokenType, ...TokenModifier[]]>> = {
  function: ['function'],
  abstract: ['function', 'abstract'],
  'built-in': ['function', 'defaultLibrary'],
  layer: ['class', 'defaultLibrary'],
  network: ['namespace'],
  value: ['variable', 'readonly'],
  constant: ['variable', 'readonly', 'defaultLibrary'],
  parameter: ['parameter'],
  option: ['parameter', 'defaultLibrary'],
  dimension: ['typeParameter'],
  input: ['parameter', 'input'],
  target: ['parameter', 'target'],
  param: ['property', 'trainable'],
  weight: ['property', 'trainable'],
  node: ['variable'],
  loss: ['variable'],
  free: ['variable'],
};

/** Types of the lexer that are no names and no operators. */
const LITERALS: Readonly<Record<string, TokenType>> = { number: 'number', string: 'string', superscript: 'number' };
const PUNCTUATION = new Set(['(', ')', '[', ']', '{', '}', ',', ':', '.', 'wrong']);

const typeOf = (type: TokenType): number => TOKEN_TYPES.indexOf(type);
const modifiersOf = (modifiers: readonly TokenModifier[]): number =>
  modifiers.reduce((bits, one) => bits | (1 << TOKEN_MODIFIERS.indexOf(one)), 0);

/** Lines as the lexer reads them, remembered by their text. */
export const createLines = (): ((line: string) => LexedLine) => {
  const known = bounded<LexedLine>();
  return (line) => known.get(line) ?? known.set(line, lexLine(line));
};

export function semanticTokens(view: View, range: Range, lexed: (line: string) => LexedLine): SemanticToken[] {
  const { program } = view;
  const { text } = program.page;
  const { from, to } = statementsIn(view, range);
  const names: Occurrence[] = [];
  const symbols = symbolsOf(program);
  for (let index = from; index < to; index++) names.push(...symbols.in(index));
  // A point gives its names after the values before them, so the order of reading is not always that of the page.
  names.sort((a, b) => a.range.start - b.range.start);

  const tokens: SemanticToken[] = [];
  let start = text.lastIndexOf('\n', range.start - 1) + 1;
  let line = countLines(text, start);
  let next = 0;
  while (start <= range.end) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    while ((names[next]?.range.start ?? end) < start) next++;
    let last = next;
    while ((names[last]?.range.start ?? end) < end) last++;
    lineTokens(tokens, text.slice(start, end).replace(/\r$/, ''), lexed, names.slice(next, last), { line, start });
    if (found < 0) break;
    next = last;
    start = end + 1;
    line++;
  }
  return tokens;
}

function lineTokens(
  tokens: SemanticToken[],
  written: string,
  lexed: (line: string) => LexedLine,
  names: readonly Occurrence[],
  { line, start: lineStart }: { readonly line: number; readonly start: number },
): void {
  const { tokens: words, comment } = lexed(written);
  const put = (character: number, end: number, type: TokenType, modifiers: readonly TokenModifier[] = []): void => {
    tokens.push({ line, character, length: end - character, type: typeOf(type), modifiers: modifiersOf(modifiers) });
  };
  let next = 0;
  let done = 0;
  const putNames = (before: number): void => {
    for (let one = names[next]; one && one.range.start - lineStart < before; one = names[++next]) {
      const [type, ...modifiers] = STYLES[one.symbol.kind];
      const character = one.range.start - lineStart;
      if (character < done) continue;
      done = one.range.end - lineStart;
      put(character, done, type, one.role === 'definition' ? [...modifiers, 'declaration'] : modifiers);
    }
  };
  for (const { type, start, end } of words) {
    putNames(start + 1);
    if (start < done || type === 'name' || PUNCTUATION.has(type)) continue;
    put(start, end, LITERALS[type] ?? (KEYWORDS.has(type) ? 'keyword' : 'operator'));
    done = end;
  }
  putNames(Number.POSITIVE_INFINITY);
  if (comment === undefined) return;
  const start = written.indexOf(`#${comment}`, done);
  put(start, start + 1 + comment.length, 'comment');
}

function countLines(text: string, before: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < before; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

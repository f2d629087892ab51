/**
 * A line of a page as tokens: just enough to tell which digits are numbers that may move. In: its text. Out: its tokens, without
 * the comment.
 */

export interface Token {
  /** `mark`: a prime or ᵀ. `other`: a text, and what is no number though it has digits (`0x10`, `1.2.3`). */
  readonly kind: 'number' | 'superscript' | 'name' | 'keyword' | 'mark' | 'sign' | 'other';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** As the server reads them, and in its order. */
const TOKEN = new RegExp(
  [
    /(?<comment>#.*|\/\/.*|\/\*.*)/,
    /(?<other>"[^"]*"|0[xXbBoO][0-9a-fA-F]+|[0-9]+_\w*|[0-9]*\.[0-9]+\.[0-9.]*|[0-9]+\.\.[0-9.]*|[0-9]+\.(?=[\p{L}_])(?![eE][+-]?[0-9]))/u,
    /(?<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)/,
    /(?<superscript>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)/,
    /(?<mark>['′″‴ᵀ])/,
    /(?<keyword>(?:network|input|target|param|declare|check|import|for|and|or|not)(?![\p{L}\p{M}0-9_₀-₉]))/u,
    /(?<name>(?![ᵀⁿⁱ])[\p{L}_](?:(?![ᵀⁿⁱ])[\p{L}\p{M}0-9_₀-₉])*)/u,
    /(?<sign>\|>|[<>!=~]=|\S)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gu',
);
const KINDS = ['number', 'superscript', 'name', 'keyword', 'mark', 'sign', 'other'] as const;

export const tokensOf = (line: string): readonly Token[] =>
  [...line.matchAll(TOKEN)].flatMap(({ 0: text, index: start, groups = {} }) =>
    KINDS.filter((kind) => groups[kind] !== undefined).map((kind) => ({ kind, text, start, end: start + text.length })),
  );

export const isSign = (token: Token | undefined, pattern: RegExp): boolean =>
  token?.kind === 'sign' && pattern.test(token.text);

/** A value ends here: what follows is an operator, or a factor without one. */
export const endsValue = (token: Token | undefined): boolean =>
  token !== undefined && token.kind !== 'keyword' && (token.kind !== 'sign' || isSign(token, /^[)\]}]$/));

/** What binds to the value before it, more tightly than a sign does. */
export const isPostfix = (token: Token | undefined): boolean =>
  token?.kind === 'superscript' || token?.kind === 'mark' || isSign(token, /^[\^.]$/);

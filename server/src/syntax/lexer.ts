/**
 * Characters → tokens, one line at a time (a token never spans lines). Every spelling of an operator becomes one
 * token; white space and comments are left out. In: the text of a line. Out: its tokens, its comment, its problems.
 */
import moo from 'moo';
import { ABBREVIATION, symbolOf } from './abbreviations';
import { limits } from './limits';
import type { Problem } from './tree';

export interface Token {
  /** `name`, `number`, `superscript`, `string`, a keyword, an operator in ASCII, or `wrong`. */
  readonly type: string;
  /** Names in normal form C; superscripts as an integer; operators in ASCII. */
  readonly value: string;
  /** As typed. */
  readonly text: string;
  /** Offsets; what they count from depends on who holds the token. */
  readonly start: number;
  readonly end: number;
}

export interface LexedLine {
  readonly tokens: readonly Token[];
  /** Without `#`; undefined where the line has none. */
  readonly comment: string | undefined;
  /** Ranges count from the line's start. */
  readonly problems: readonly Problem[];
}

export const KEYWORDS = new Set('network input target param declare check import for and or not std'.split(' '));

const LETTER = '(?:(?![ᵀⁿⁱ])[\\p{L}_])';
const LETTERS = `(?:${LETTER}(?:(?![ᵀⁿⁱ])[\\p{L}\\p{M}0-9_₀-₉])*)`;

const lexer = moo.compile({
  space: /[ \t\u00A0\u2000-\u200A\u202F\u3000]+/u,
  comment: /#.*/u,
  slashes: /\/\/.*|\/\*.*/u,
  string: /"[^"\r\n]*"/u,
  wrongNumber:
    /0[xXbBoO][0-9a-fA-F]+|[0-9]+_[0-9A-Za-z_]*|[0-9]*\.[0-9]+\.[0-9.]*|[0-9]+\.\.[0-9.]*|[0-9]+\.(?=\p{L}|_)(?![eE][+-]?[0-9])/u,
  number: /(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/u,
  name: new RegExp(LETTERS, 'u'),
  superscript: /[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/u,
  transpose: /ᵀ/u,
  prime: /['′]|″|‴/u,
  abbreviation: ABBREVIATION,
  foreign: /\*\*|&&|\|\||[;%!](?!=)/u,
  operator: /\|>|<=|>=|!=|==|~=|[≤≥≠≈+\-−*·⋅×⊙/÷@^=<>()[\]{},.:√∂∇]/u,
  wrong: { match: /[\s\S]/u, lineBreaks: true },
});

const ASCII: Readonly<Record<string, string>> = {
  '⋅': '·',
  '×': '*',
  '⊙': '*',
  '÷': '/',
  '−': '-',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '~=': '≈',
};
/** Signs of other languages, and how they are written here. */
const FOREIGN: Readonly<Record<string, { readonly message: string; readonly spelling?: string }>> = {
  '**': { message: 'A power is written with ^.', spelling: '^' },
  '&&': { message: 'This is written and.', spelling: 'and' },
  '||': { message: 'This is written or; a norm is norm(x).', spelling: 'or' },
  '!': { message: 'This is written not; a factorial is gamma(n + 1).' },
  '%': { message: 'The remainder of a division is mod(x, y); 5 percent are 0.05.' },
  ';': { message: 'Statements stand on lines of their own; rows of a matrix in brackets: [[1, 2], [3, 4]].' },
};
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** What cannot be seen, and so could be read otherwise than it is seen: zero-width, bidirectional, control characters. */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/g;

export function lexLine(line: string): LexedLine {
  const tokens: Token[] = [];
  const problems: Problem[] = [];
  let comment: string | undefined;
  const report = (code: string, message: string, start: number, end: number, fixes?: Problem['fixes']): void => {
    problems.push({ code, severity: 'error', message, range: { start, end }, ...(fixes && { fixes }) });
  };
  // Most lines have none, and matchAll makes a pattern anew for each.
  for (const found of line.search(INVISIBLE) < 0 ? [] : line.matchAll(INVISIBLE)) {
    const at = found.index;
    const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    report('invisible-character', `There is an invisible character here (U+${code}). Remove it.`, at, at + 1, [
      { title: 'Remove it', edits: [{ range: { start: at, end: at + 1 }, text: '' }], preferred: true },
    ]);
  }
  lexer.reset(problems.length > 0 ? line.replace(INVISIBLE, ' ') : line);
  for (let found = lexer.next(); found; found = lexer.next()) {
    const { type = 'wrong', value: text, offset: start } = found;
    const end = start + text.length;
    if (type === 'space') continue;
    if (type === 'comment') comment = text.slice(1);
    else if (type === 'slashes') {
      report('comment-sign', 'A comment starts with #.', start, start + 2, [
        { title: 'Write #', edits: [{ range: { start, end: start + 2 }, text: '#' }], preferred: true },
      ]);
    } else {
      const { type: kind, value } = read(type, text);
      tokens.push({ type: kind, value, text, start, end });
    }
    const wrong = wrongToken(type, text);
    const spelling = type === 'foreign' ? FOREIGN[text]?.spelling : symbolOf(text);
    const fix = spelling && { title: `Write ${spelling}`, edits: [{ range: { start, end }, text: spelling }] };
    if (wrong) report(...wrong, start, end, fix ? [{ ...fix, preferred: true }] : undefined);
  }
  return { tokens, comment, problems };
}

function read(type: string, text: string): { type: string; value: string } {
  switch (type) {
    case 'name': {
      const name = text.normalize('NFC');
      return KEYWORDS.has(name) ? { type: name, value: name } : { type, value: name };
    }
    case 'operator': {
      const value = ASCII[text] ?? text;
      return { type: value, value };
    }
    case 'superscript': {
      const digits = [...text].map((sign) => (sign === '⁻' ? '-' : sign === '⁺' ? '' : SUPERSCRIPTS.indexOf(sign)));
      return { type, value: digits.join('') };
    }
    case 'prime':
      return { type, value: String(text === '″' ? 2 : text === '‴' ? 3 : 1) };
    case 'wrongNumber':
    case 'abbreviation':
    case 'foreign':
      return { type: 'wrong', value: text };
    default:
      return { type, value: text };
  }
}

function wrongToken(type: string, text: string): [code: string, message: string] | undefined {
  if (type === 'number' || type === 'superscript') {
    const exponent = Math.abs(Number(/[eE]([+-]?\d+)$/.exec(text)?.[1] ?? 0));
    if (text.length <= limits.digits && exponent <= limits.digits) return undefined;
    return ['number-too-long', `A number may have ${limits.digits} digits, and an exponent of that size.`];
  }
  const foreign = type === 'foreign' ? FOREIGN[text] : undefined;
  if (foreign) return ['wrong-character', foreign.message];
  if (type === 'wrongNumber') return ['wrong-number', numberMessage(text)];
  if (type === 'abbreviation') return ['wrong-character', abbreviationMessage(text)];
  if (type !== 'wrong') return undefined;
  if (text === '|') return ['bars', 'The absolute value of x is written abs(x).'];
  if (text === '"') return ['open-string', 'A text starts here and does not end on this line.'];
  return ['wrong-character', `${JSON.stringify(text)} has no meaning here.`];
}

/** `\alpha` is what is typed; what stands on a page is α. */
function abbreviationMessage(text: string): string {
  const symbol = symbolOf(text);
  return symbol === undefined
    ? `${text} stands for no symbol: after a backslash comes the name of one, such as \\alpha for α.`
    : `${text} is how ${symbol} is typed; on the page stands ${symbol} itself.`;
}

function numberMessage(text: string): string {
  if (/^0[xXbBoO]/.test(text)) return `${text} is no number: numbers are written in decimal, such as 16 or 0.5.`;
  if (text.includes('_')) return `${text} is no number: digits are not grouped; write ${text.replaceAll('_', '')}.`;
  if (/\.\D?$/.test(text)) return `${text} is no number: a digit or an operator is missing after the point.`;
  return `${text} is no number: it has more than one point.`;
}

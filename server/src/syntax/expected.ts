/** Why the grammar could not read on, in the reader's words: what stands there, and what was expected. */
import type { ClassifiedToken } from './classify';
import { error, secondStatement } from './problem';
import type { Problem } from './tree';

interface Stop {
  readonly tokens: readonly ClassifiedToken[];
  readonly at: number;
  /** What was read last. */
  readonly before: ClassifiedToken | undefined;
  /** Where it stopped; undefined at the end. */
  readonly token: ClassifiedToken | undefined;
  /** The grammar's token types that could have come. */
  readonly expected: ReadonlySet<string>;
}

/** What was read, where it stopped (undefined: at the end), and the grammar's token types that could have come. */
export function unreadable(tokens: readonly ClassifiedToken[], at: number, expected: ReadonlySet<string>): Problem {
  const stop: Stop = { tokens, at, before: tokens[at - 1], token: tokens[at], expected };
  for (const reason of REASONS) {
    const problem = reason(stop);
    if (problem) return problem;
  }
  return anything(stop);
}

/** From the most particular to the most general. */
const REASONS: readonly ((stop: Stop) => Problem | undefined)[] = [
  reservedName,
  claimWithoutRelation,
  brokenDerivative,
  twoStatements,
  reservedWord,
  strayRelation,
  strayComma,
];

/** `input = 2`. */
function reservedName({ tokens: [word, sign] }: Stop): Problem | undefined {
  if (!word || sign?.type !== 'equals' || !isReserved(word)) return undefined;
  const message = `${word.text} is a word of the language and cannot be defined.`;
  return error('reserved-word', message, word.start, word.end);
}

const isReserved = ({ type }: ClassifiedToken): boolean => type.startsWith('word_') || type === 'std';

function claimWithoutRelation({ tokens, token, before, expected }: Stop): Problem | undefined {
  const [first] = tokens;
  if (first?.type !== 'word_check') return undefined;
  const twin = tokens.find(({ type }) => type === 'eqeq');
  if (twin && !tokens.some(({ type }) => type === 'equals' || type === 'approx')) {
    return error('check-with-equals', 'A claim is written with a single =.', twin.start, twin.end, [
      { title: 'Write =', edits: [{ range: twin, text: '=' }], preferred: true },
    ]);
  }
  if (token || !expected.has('equals')) return undefined;
  const end = before?.end ?? first.end;
  return error('check-needs-relation', 'A claim needs = or ≈ and a second side: check a = b.', first.start, end);
}

/** `∂f`, `∂/∂x x^2`, `x^∂f/∂x`, `∇ + 1`. */
function brokenDerivative({ tokens, at, before, token, expected }: Stop): Problem | undefined {
  const sign = [before, tokens[at - 2]].find((one) => one?.type === 'partial' || one?.type === 'nabla');
  if (!sign && !(expected.has('partial') && !expected.has('number'))) return undefined;
  const start = tokens.slice(0, at).findLast(({ type }) => type === 'partial' || type === 'nabla') ?? before;
  if (!start) return undefined;
  const end = token?.end ?? before?.end ?? start.end;
  const power = tokens.slice(0, at).some(({ type }, i) => type === 'partial' && tokens[i - 1]?.type === 'caret');
  const message = power
    ? 'A derivative in an exponent needs brackets: x^(∂f/∂x).'
    : start.type === 'nabla'
      ? 'After ∇ stands a function, or an expression in brackets: ∇f, ∇(x^2 y).'
      : 'A derivative is written ∂f/∂x, and that of an expression ∂/∂x (x^2).';
  return error(token ? 'unexpected' : 'unfinished', message, start.start, end);
}

/** `a = 1 b = 2`, `a = 1 check a = 1`; but `x = y = 2` is a claim. */
function twoStatements({ tokens, at, before, token, expected }: Stop): Problem | undefined {
  if (!before || !token) return undefined;
  if (STARTING.has(token.type) && isComplete(expected)) return secondStatement(token, token.end);
  if (token.type !== 'equals' || tokens[0]?.type === 'word_check') return undefined;
  const definition = tokens.slice(0, at).find(({ type }) => type === 'equals');
  if (!definition) return undefined;
  const head = headBefore(tokens, at);
  const gap = head === undefined ? undefined : tokens[head - 1];
  if (head !== undefined && gap && VALUE_ENDS.has(gap.type)) return secondStatement(tokens[head] ?? token, token.end);
  const [first] = tokens;
  const start = first?.start ?? 0;
  return error(
    'not-definable',
    'A definition has a single =. A claim such as a = b = c begins with check.',
    token.start,
    token.end,
    [{ title: 'Write check', edits: [{ range: { start, end: start }, text: 'check ' }], preferred: true }],
  );
}

const STARTING = new Set('network input target param declare check import'.split(' ').map((word) => `word_${word}`));
const VALUE_ENDS = new Set(['name', 'number', 'rparen', 'rbracket', 'prime', 'superscript', 'transpose', 'path']);

/** Where the head before a = begins: `b` or `p(x)`. */
function headBefore(tokens: readonly ClassifiedToken[], at: number): number | undefined {
  const before = tokens[at - 1];
  if (before?.type === 'name') return at - 1;
  if (before?.type !== 'rparen') return undefined;
  let depth = 0;
  for (let i = at - 1; i > 0; i--) {
    if (tokens[i]?.type === 'rparen') depth++;
    else if (tokens[i]?.text === '(' && --depth === 0) return tokens[i - 1]?.type === 'name' ? i - 1 : undefined;
  }
  return undefined;
}

function reservedWord({ token }: Stop): Problem | undefined {
  if (!token || !isReserved(token)) return undefined;
  const message = `${token.text} is a word of the language and cannot be a name here.`;
  return error('reserved-word', message, token.start, token.end);
}

/** `a ≈ 1` outside a claim. */
function strayRelation({ tokens, token }: Stop): Problem | undefined {
  const start = tokens[0]?.start ?? 0;
  if (token?.type !== 'approx' || tokens[0]?.type === 'word_check') return undefined;
  return error('missing-check', '≈ stands in a claim, which begins with check.', token.start, token.end, [
    { title: 'Write check', edits: [{ range: { start, end: start }, text: 'check ' }], preferred: true },
  ]);
}

/** `(1, 2)`, `x, y`. */
function strayComma({ token, expected }: Stop): Problem | undefined {
  if (token?.type !== 'comma' || !isComplete(expected)) return undefined;
  const message = expected.has('rparen')
    ? 'A group holds one value; a vector is written in square brackets: [1, 2].'
    : 'A comma separates arguments and entries, inside brackets.';
  return error('unexpected', message, token.start, token.end);
}

/** What was read could end here, or go on with an operator. */
const isComplete = (expected: ReadonlySet<string>): boolean => expected.has('slash');

function anything({ before, token, expected }: Stop): Problem {
  if (!before && token) {
    return error('unexpected', `A statement cannot begin with ${shown(token)}.`, token.start, token.end);
  }
  const [start, end] = [token?.start ?? before?.start ?? 0, token?.end ?? before?.end ?? 0];
  const after = before ? ` after ${shown(before)}` : '';
  const value = expected.has('number') && !isComplete(expected);
  if (value && token) return error('missing-value', `A value is expected${after}, not ${shown(token)}.`, start, end);
  if (value) return error('missing-value', `A value is missing${after}.`, start, end);
  if (!token) return error('unfinished', `This ends too early: ${listed(expected)} is expected${after}.`, start, end);
  return error(
    'unexpected',
    `${capital(shown(token))} cannot stand${after}: ${listed(expected)} is expected.`,
    start,
    end,
  );
}

/** Signs that would be lost in a sentence, by their names. */
const SIGNS: Readonly<Record<string, string>> = {
  comma: 'a comma',
  member: 'a point',
  colon: 'a colon',
  prime: 'a prime',
};
const shown = ({ type, text }: ClassifiedToken): string => SIGNS[type] ?? text;
const capital = (words: string): string => (words.startsWith('a ') ? `A${words.slice(1)}` : words);

const WORDS: readonly (readonly [type: string, words: string])[] = [
  ['slash', 'an operator'],
  ['comma', 'a comma'],
  ['rparen', ')'],
  ['rbracket', ']'],
  ['path', 'a name'],
  ['name', 'a name'],
  ['string', 'the path of a page in quotes'],
  ['lbrace', '{'],
  ['equals', '='],
];

function listed(expected: ReadonlySet<string>): string {
  // After a value a name would be another factor: that is not what is missing.
  const words = WORDS.filter(([type]) => expected.has(type) && !(isComplete(expected) && type === 'name'));
  const last = words.pop();
  if (last === undefined) return 'the end of the line';
  return words.length === 0 ? last[1] : `${words.map(([, word]) => word).join(', ')} or ${last[1]}`;
}

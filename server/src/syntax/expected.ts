/** Why the grammar could not read on, in the reader's words: what stands there, and what was expected. */
import type { ClassifiedToken } from './classify';
import { error } from './problem';
import type { Problem } from './tree';

/** What was read, where it stopped (undefined: at the end), and the grammar's token types that could have come. */
export function unreadable(tokens: readonly ClassifiedToken[], at: number, expected: ReadonlySet<string>): Problem {
  const [first, before, token] = [tokens[0], tokens[at - 1], tokens[at]];
  const [start, end] = [before?.start ?? 0, before?.end ?? 0];
  if (first?.type === 'word_check') {
    const twin = tokens.find(({ type }) => type === 'eqeq');
    if (twin && !tokens.some(({ type }) => type === 'equals' || type === 'approx')) {
      return error('check-with-equals', 'A claim is written with a single =.', twin.start, twin.end, [
        { title: 'Write =', edits: [{ range: twin, text: '=' }], preferred: true },
      ]);
    }
    if (!token && expected.has('equals')) {
      return error('check-needs-relation', 'A claim needs = or ≈ and a second side: check a = b.', first.start, end);
    }
  }
  if (!token) return atEnd(before, expected, start, end);
  if (token.type === 'equals' && before) {
    const second = secondStatement(tokens, at);
    if (second) {
      return error(
        'two-statements',
        `A second statement begins with ${second.text}: it needs a line of its own.`,
        second.start,
        token.end,
      );
    }
  }
  if (token.type.startsWith('word_') || token.type === 'std') {
    return error(
      'reserved-word',
      `${token.text} is a word of the language and cannot be a name here.`,
      token.start,
      token.end,
    );
  }
  const value = expected.has('name') && expected.has('number');
  if (!before) return error('unexpected', `A statement cannot begin with ${token.text}.`, token.start, token.end);
  if (value)
    return error(
      'missing-value',
      `A value is expected after ${before.text}, not ${token.text}.`,
      token.start,
      token.end,
    );
  return error(
    'unexpected',
    `${token.text} cannot stand after ${before.text}: ${listed(expected)} is expected.`,
    token.start,
    token.end,
  );
}

function atEnd(
  before: ClassifiedToken | undefined,
  expected: ReadonlySet<string>,
  start: number,
  end: number,
): Problem {
  const text = before?.text ?? '';
  if (expected.has('number')) return error('missing-value', `A value is missing after ${text}.`, start, end);
  return error('unfinished', `This ends too early: ${listed(expected)} is expected after ${text}.`, start, end);
}

/** `b = 2` in `a = 1 b = 2`: where the head before a second = begins. */
function secondStatement(tokens: readonly ClassifiedToken[], at: number): ClassifiedToken | undefined {
  const isSecond = tokens.slice(0, at).some(({ type }) => type === 'equals');
  const before = tokens[at - 1];
  if (!isSecond || !before) return undefined;
  if (before.type === 'name') return at >= 2 ? before : undefined;
  if (before.type !== 'rparen') return undefined;
  let depth = 0;
  for (let i = at - 1; i > 0; i--) {
    if (tokens[i]?.type === 'rparen') depth++;
    else if (tokens[i]?.text === '(' && --depth === 0)
      return tokens[i - 1]?.type === 'name' ? tokens[i - 1] : undefined;
  }
  return undefined;
}

const WORDS: readonly (readonly [type: string, words: string])[] = [
  ['slash', 'an operator'],
  ['comma', 'a comma'],
  ['rparen', ')'],
  ['rbracket', ']'],
  ['path', 'a name'],
  ['name', 'a name'],
  ['string', 'the path of a page in quotes'],
  ['lbrace', '{'],
  ['partial', '∂ and a variable'],
  ['equals', '='],
];

function listed(expected: ReadonlySet<string>): string {
  const words = WORDS.filter(([type]) => expected.has(type)).map(([, word]) => word);
  const last = words.pop();
  if (last === undefined) return 'the end of the line';
  return words.length === 0 ? last : `${words.join(', ')} or ${last}`;
}

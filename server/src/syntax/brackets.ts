/** Which bracket closes which. In: a statement's tokens. Out: partners by index, or the bracket that has none. */
import type { Token } from './lexer';
import { limits } from './limits';
import { error } from './problem';
import type { Problem } from './tree';

export interface Brackets {
  /** From the index of each round or square bracket to that of its partner. */
  readonly partner: ReadonlyMap<number, number>;
}

export function matchBrackets(tokens: readonly Token[]): Brackets | { readonly problem: Problem } {
  const partner = new Map<number, number>();
  const open: number[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) continue;
    if (token.type === '(' || token.type === '[') {
      open.push(i);
      if (open.length > limits.nesting) {
        return {
          problem: error(
            'too-deep',
            `More than ${limits.nesting} brackets inside one another cannot be read.`,
            token.start,
            token.end,
          ),
        };
      }
    } else if (token.type === ')' || token.type === ']') {
      const start = open.pop();
      const opening = start === undefined ? undefined : tokens[start];
      if (start === undefined || !opening) {
        return {
          problem: error('stray-bracket', `This ${token.text} closes nothing.`, token.start, token.end, [
            { title: 'Remove it', edits: [{ range: token, text: '' }] },
          ]),
        };
      }
      const expected = opening.type === '(' ? ')' : ']';
      if (token.type !== expected) {
        return {
          problem: error(
            'wrong-bracket',
            `${opening.text} is closed by ${expected}, not by ${token.text}.`,
            token.start,
            token.end,
            [{ title: `Write ${expected}`, edits: [{ range: token, text: expected }] }],
          ),
        };
      }
      partner.set(start, i);
      partner.set(i, start);
    }
  }
  const unclosed = open[0] === undefined ? undefined : tokens[open.at(-1) ?? 0];
  if (!unclosed) return { partner };
  const closing = unclosed.type === '(' ? ')' : ']';
  const end = tokens.at(-1)?.end ?? unclosed.end;
  return {
    problem: error('open-bracket', `This ${unclosed.text} is not closed.`, unclosed.start, unclosed.end, [
      { title: `Close it with ${closing}`, edits: [{ range: { start: end, end }, text: closing }] },
    ]),
  };
}

/** Numbers that move, against the server: it reads the same numbers, and they keep their place in the formula below 0. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answer } from '../../server/src/program/answers';
import { lexLine } from '../../server/src/syntax/lexer';
import { programOf } from '../../server/test/program/say';
import { moved } from '../src/dragging/moved';
import { numberAt } from '../src/dragging/numbers';
import { tokensOf } from '../src/dragging/tokens';

describe('as the server reads it', () => {
  const pages = new URL('../../examples/', import.meta.url);
  const digits = (line: string): readonly string[] =>
    lexLine(line)
      .tokens.filter(({ type }) => type === 'number' || type === 'superscript')
      .map(({ text }) => text);
  const ours = (line: string): readonly string[] =>
    tokensOf(line)
      .filter(({ kind }) => kind === 'number' || kind === 'superscript')
      .map(({ text }) => text);

  test('the numbers of all examples', () => {
    const lines = readdirSync(pages).flatMap((name) => readFileSync(new URL(name, pages), 'utf8').split('\n'));
    expect(lines.flatMap(digits).length).toBeGreaterThan(200);
    for (const line of lines) expect(ours(line)).toEqual(digits(line));
  });

  test('the numbers of lines of any characters', () => {
    const characters = fc.constantFrom(...'0127.eE+-_−^²⁻₁()[]=,xa∂/√"# \'ᵀ|>');
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 12 }), (line) => {
        expect(ours(line)).toEqual(digits(line));
      }),
      { numRuns: 1000 },
    );
  });

  /** The value of an expression of a page where x = 3, or what keeps it from having one. */
  const result = (expression: string): unknown => {
    const program = programOf(`x = 3\n${expression}`);
    const last = program.page.statements.length - 1;
    const errors = program.problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    return errors.length > 0 ? errors : answer(program, last)?.value;
  };

  // The number that moves is the one after the mark, and stands for one value whatever is around it.
  for (const marked of [
    '|2x + 1',
    '1 + |2x',
    '1 - |2x^2',
    '7 - |2 - x',
    '-|2^2 + x',
    '1 - |2²',
    '|-2x',
    '5 * |-2 + x',
    '5 - |-2x',
    'x - |(-2)^2',
    'x^|2 + 1',
    'x^|-2',
    'x^|(-2)x',
    'x|² + 1',
    '2^-|2x',
    '|2(x + 1)',
    'x * |2(x + 1)',
    'x + |2/x',
    'x/|2 + 1',
    '1 + abs(|2) x',
    '[1, |2][1]',
    '1 < |2',
    '4 - |2 sin(0.5)',
    '(x + 1)|2 + 1',
  ])
    test(`${marked} keeps its meaning on both sides of 0`, () => {
      const line = marked.replace('|', '');
      const number = numberAt(line, marked.indexOf('|'));
      if (!number) throw new Error('no number');
      const around = (text: string): string => line.slice(0, number.start) + text + line.slice(number.end);
      const isRaised = number.negative === 'superscript';
      const written = (value: bigint): string => (isRaised ? `^(${value})` : `(${value})`);
      for (let steps = -6; steps <= 6; steps++) {
        const value = number.digits + BigInt(steps);
        const { least = value } = number;
        const expected = result(around(written(value < least ? least : value)));
        // null where there is none: x/0, 0^(-1).
        if (value !== 0n) expect(expected).toBeTypeOf('number');
        expect([moved(number, steps), result(around(moved(number, steps)))]).toEqual([moved(number, steps), expected]);
      }
    });
});

/** Laying out changes no meaning, and there is nothing to do a second time: on every page, and with its spaces shuffled. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applied } from '../../src/formatting/edits';
import { LAYOUT, type Layout } from '../../src/formatting/options';
import { lexLine } from '../../src/syntax/lexer';
import { everything } from '../syntax/pages';
import { editsOf, examples, expectSame, formatted, parse, samples } from './pages';

describe('as written', () => {
  test.each(samples)('$file', ({ text }) => {
    const once = formatted(text);
    expectSame(text, once);
    expect(formatted(once)).toBe(once);
  });
});

test.each(examples)('$file is laid out already', ({ text }) => {
  expect(formatted(text)).toBe(text);
});

const WORDS =
  "1 2.5 .5 x y f k sin + - * / @ · ^ ( ) [ ] , = ≈ |> < <= and or not √ ² ⁻¹ ᵀ .T .h ∂ ∇ ∂f/∂x ∂/∂x( d/dx( dk/dx diff(f,x) : check for k' e 2e 1e3 −".split(
    ' ',
  );

test('random words', () => {
  const space = fc.constantFrom('', '', ' ', '  ', '\t', '\n', '\n  ', ' # c\n');
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...WORDS), space), { minLength: 1, maxLength: 16 }),
      fc.constantFrom('', 'network n {\n', 'f(x, y) = ', 'check '),
      (list, before) => {
        const page = `k(x) = x\n${before}${list.map((part) => part.join('')).join('')}`;
        const once = formatted(page);
        expectSame(page, once);
        expect(formatted(once)).toBe(once);
      },
    ),
    { seed: 2, numRuns: 1500 },
  );
});

/** Numbers from a seed: which spaces change, and how. */
function dice(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * most);
  };
}

/** The page with other spaces between its words: some of its statements become others, and some break. */
function shuffled(text: string, seed: number): string {
  const roll = dice(seed);
  const lines = text.split('\n').flatMap((line) => {
    const { tokens, comment } = lexLine(line);
    const words = tokens.map(({ text: word, start }, i) => {
      const written = line.slice(tokens[i - 1]?.end ?? 0, start);
      const choices = [
        written,
        written,
        written,
        '',
        ' ',
        '  ',
        '\t',
        '\u00A0',
        `\n${' '.repeat(roll(12))}`,
        ' # c\n ',
      ];
      return (choices[roll(roll(4) === 0 ? choices.length : 7)] ?? '') + word;
    });
    const remark = comment === undefined ? '' : `${' '.repeat(roll(5))}#${comment}${' '.repeat(roll(2))}`;
    const blank = roll(12) === 0 ? Array.from({ length: roll(5) }, () => ' '.repeat(roll(3))) : [];
    return [...blank, words.join('') + remark + ' '.repeat(roll(2))];
  });
  return lines.join(roll(5) === 0 ? '\r\n' : '\n');
}

const LAYOUTS: readonly Layout[] = [
  LAYOUT,
  { ...LAYOUT, width: 40 },
  { indent: '    ', tabSize: 4, width: 60 },
  { indent: '\t', tabSize: 4, width: 80 },
];
/** Often enough among the pages. */
const forms = Array.from({ length: 60 }, () => ({ file: 'every form', text: everything }));

test('with spaces shuffled', () => {
  fc.assert(
    fc.property(fc.constantFrom(...forms, ...samples), fc.nat(2 ** 30), ({ text }, seed) => {
      const page = shuffled(text, seed);
      const layout = LAYOUTS[seed % LAYOUTS.length];
      const once = formatted(page, layout);
      expectSame(page, once);
      expect(formatted(once, layout)).toBe(once);
    }),
    { seed: 7, numRuns: 250 },
  );
});

test('a range changes nothing but what it touches and what is aligned with it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...examples), fc.nat(2 ** 30), fc.nat(1000), ({ text }, seed, at) => {
      const page = shuffled(text, seed);
      const { statements } = parse(page);
      const statement = statements[at % statements.length];
      if (!statement) return;
      const edits = editsOf(page, { start: statement.start, end: statement.end });
      const once = applied(page, edits);
      expectSame(page, once);
      // Blank lines end what is aligned.
      const blank = /\n[ \t\u00A0]*\r?\n/g;
      const gaps = [...page.matchAll(blank)].map(({ index }) => index);
      const from = Math.max(0, ...gaps.filter((gap) => gap < statement.start));
      const to = Math.min(page.length, ...gaps.filter((gap) => gap >= statement.end));
      for (const { range } of edits) {
        expect(range.start).toBeGreaterThanOrEqual(from);
        expect(range.end).toBeLessThanOrEqual(Math.max(to, statement.end) + 1);
      }
      // What is laid out in parts is laid out as it is as a whole.
      const again = parse(once).statements[at % statements.length];
      expect(editsOf(once, again && { start: again.start, end: again.end })).toEqual([]);
    }),
    { seed: 3, numRuns: 150 },
  );
});

test('edits are in order, apart, and of space alone', () => {
  for (const { text } of samples) {
    const page = shuffled(text, 11);
    let last = 0;
    for (const { range, text: space } of editsOf(page)) {
      expect(range.start).toBeGreaterThanOrEqual(last);
      expect(page.slice(range.start, range.end) + space).toMatch(/^[ \t\r\n\u00A0]*$/);
      expect(space).not.toBe(page.slice(range.start, range.end));
      last = range.end;
    }
  }
});

test("the guide's page about formatting is laid out", () => {
  const guide = readFileSync(path.resolve(import.meta.dirname, '../../../docs/language.md'), 'utf8');
  const page = /## Formatting[\s\S]*?```grad\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
  expect(page).toContain('network');
  expect(formatted(page)).toBe(page);
});

/** Every symbol of the language has an abbreviation, and what it completes to is read as that symbol. */
import { expect, test } from 'vitest';
import { ABBREVIATION, ABBREVIATIONS, symbolOf } from '../../src/syntax/abbreviations';
import { lexLine } from '../../src/syntax/lexer';

const symbols = new Set(ABBREVIATIONS.map(({ symbol }) => symbol));

/** The characters beyond ASCII that are a token by themselves and no name. */
const read = Array.from({ length: 0x10000 - 0x80 }, (_, i) => String.fromCodePoint(0x80 + i)).filter((character) => {
  const { tokens, problems } = lexLine(character);
  return tokens.length === 1 && tokens[0]?.type !== 'name' && problems.length === 0;
});

test('every symbol that the lexer reads can be typed', () => {
  expect(read.length).toBeGreaterThan(25);
  expect(read.filter((character) => !symbols.has(character))).toEqual([]);
});

test('so can every sign of an exponent and of a name', () => {
  for (const sign of '⁻⁺') expect([...symbols], sign).toContain(sign);
  for (const digit of '₀₁₂₃₄₅₆₇₈₉') expect(symbols.has(digit) && lexLine(`x${digit}`).tokens).toHaveLength(1);
});

test('the Greek alphabet, in both cases', () => {
  const alphabet = [...'αβγδεζηθικλμνξοπρστυφχψω'];
  expect(
    [...alphabet, ...alphabet.map((letter) => letter.toUpperCase())].filter((letter) => !symbols.has(letter)),
  ).toEqual([]);
});

test.each(ABBREVIATIONS)('$typed is $symbol', ({ typed, symbol, summary }) => {
  expect(symbolOf(typed)).toBe(symbol);
  expect(ABBREVIATION.exec(`${typed} `)?.[0]).toBe(typed);
  // After the sign of an exponent comes the exponent: x⁻².
  expect(lexLine(`x${symbol}${'⁻⁺'.includes(symbol) ? '²' : ''}`).problems).toEqual([]);
  expect(symbol).toBe(symbol.normalize('NFC'));
  expect(summary).not.toBe('');
});

test('no two symbols are typed alike', () => {
  expect(new Set(ABBREVIATIONS.map(({ typed }) => typed)).size).toBe(ABBREVIATIONS.length);
});

test('what is left in the text is mended', () => {
  const { problems } = lexLine('y = 2\\pi r');
  expect(problems.map(({ range, fixes }) => [range, fixes?.[0]?.title, fixes?.[0]?.edits[0]?.text])).toEqual([
    [{ start: 5, end: 8 }, 'Write π', 'π'],
  ]);
  expect(lexLine('y = \\beta').problems[0]?.message).toContain('β');
  expect(lexLine('y = \\nothing').problems[0]?.fixes).toBeUndefined();
  expect(lexLine('y = 1 # \\beta').problems).toEqual([]);
});

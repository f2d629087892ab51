/** Numbers that move: which ones, how far, and how they are written then. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moved, type Scale } from '../src/dragging/moved';
import { movesAt, numberOn, shifted } from '../src/dragging/moves';
import { numberAt, numbersOf } from '../src/dragging/numbers';

/** The line after the number at `|` has moved; `|` where nothing moves. */
function after(marked: string, steps: number, scale: Scale = 0, above = ''): string {
  const at = marked.indexOf('|');
  const line = marked.replace('|', '');
  const number = numberAt(line, at, above);
  return number ? line.slice(0, number.start) + moved(number, steps, scale) + line.slice(number.end) : marked;
}

describe('which numbers there are', () => {
  const CASES: Readonly<Record<string, readonly string[]>> = {
    'f(x, y) = 3x^3 - y^2 + 5x + 2  # at 7': ['3', '3', '2', '5', '2'],
    'x1 + x₁ + h.W2 + a_3': [],
    'import "layers2.grad"': [],
    '# 1, 2, 3': [],
    '0x10 + 1_000 + 1.2.3 + 5.x + 1..2': [],
    '2. + .5 + 1.e5 + 1e-3 + 2E+4 + 2exp(x)': ['2.', '.5', '1.e5', '1e-3', '2E+4', '2'],
    '-3 + (-2)x - 1 * -4': ['-3', '(-2)', '1', '-4'],
    'f(-3) + [-1, −2] - [1 -2]': ['-3', '-1', '−2', '1', '2'],
    '-3^2 + -3² + (-3)^2 + x^(-2) + x^-1': ['3', '2', '3', '²', '(-3)', '2', '(-2)', '-1'],
    'x⁻² + y¹⁰ + 2³': ['⁻²', '¹⁰', '2', '³'],
    '∂²f/∂x² + ∇²f + ∂f/∂x^2 + (∂f/∂x)²': ['²'],
    '∂f/∂x 2': ['2'],
    'check ∂f/∂x(1, 2) ≈ -14.0': ['1', '2', '-14.0'],
    'check -3 = f for x > -1, y != - 2': ['-3', '-1', '- 2'],
    'importance2 = 4': ['4'],
    '  h = dense(x, 8) |> relu': ['8'],
  };
  for (const [line, numbers] of Object.entries(CASES))
    test(line, () => expect(numbersOf(line).map(({ start, end }) => line.slice(start, end))).toEqual(numbers));

  test('a minus at the start of a line is a sign, unless the line above may go on', () => {
    const first = (above: string): string | undefined => {
      const number = numberAt('-3 + x', 0, above);
      return number && '-3 + x'.slice(number.start, number.end);
    };
    expect(['', '[1,', 'y =', '(', 'x *'].map(first)).toEqual(Array(5).fill('-3'));
    expect(['(x', '2', 'f(x)'].map(first)).toEqual(Array(3).fill('3'));
  });
});

describe('the number of a cursor', () => {
  for (const [line, moves] of [
    ['f(x) = |3x', 'f(x) = 4x'],
    ['f(x) = 3|x', 'f(x) = 4x'],
    ['f(x) = 12|3x', 'f(x) = 124x'],
    ['|f(x) = 3x + 5', 'f(x) = 4x + 5'],
    ['f(x) = 3x |+ 5', 'f(x) = 3x + 6'],
    ['f(|-3)', 'f(-2)'],
    ['f(-3|)', 'f(-2)'],
    ['f(3) + |x', 'f(3) + |x'],
    ['f(3)  # |5', 'f(3)  # |5'],
  ] as const)
    test(line, () => expect(after(line, 1)).toBe(moves));
});

describe('steps', () => {
  type Case = readonly [before: string, steps: number, after: string, scale?: Scale];
  const CASES: readonly Case[] = [
    ['f(x) = |3x', 2, 'f(x) = 5x'],
    ['a = |0.25', 1, 'a = 0.26'],
    ['a = |0.25', 1, 'a = 0.35', 1],
    ['a = |0.25', 1, 'a = 0.251', -1],
    ['a = |3', -1, 'a = 2.9', -1],
    ['a = |9', 1, 'a = 10'],
    ['a = |9.99', 1, 'a = 10.00'],
    ['a = |0.1', -3, 'a = -0.2'],
    ['a = |.9', 1, 'a = 1.0'],
    ['a = |.5', -6, 'a = -.1'],
    ['a = |2.', 1, 'a = 3.'],
    ['a = |1e-3', 1, 'a = 2e-3'],
    ['a = |1.5E+4', -20, 'a = -0.5E+4'],
    ['a = |12345678901234567890.1', 1, 'a = 12345678901234567890.2'],
    // Signs: at a start, after an operator, after a value.
    ['f(|-3)', 3, 'f(0)'],
    ['f(|-3)', 4, 'f(1)'],
    ['f(|0)', -1, 'f(-1)'],
    ['f(x) = |−1', -1, 'f(x) = -2'],
    ['x - |3', 1, 'x - 4'],
    ['x - |3', -4, 'x - (-1)'],
    ['x - |(-1)', 1, 'x - 0'],
    ['x - |(-1)', -1, 'x - (-2)'],
    ['x + |0y', -1, 'x + (-1)y'],
    ['2 * |-3', 4, '2 * 1'],
    ['2 * |-3', -1, '2 * -4'],
    ['√|1', -2, '√(-1)'],
    ['x > |0', -1, 'x > -1'],
    ['f ≈ |0', -1, 'f ≈ -1'],
    // Where a sign would be read otherwise.
    ['f(x) = |1^x', -2, 'f(x) = (-1)^x'],
    ['f(x) = |1²', -2, 'f(x) = (-1)²'],
    ['f(x) = -|1^2', -2, 'f(x) = -(-1)^2'],
    ['(x + 1) |2', -5, '(x + 1) 0'],
    ['y = x + |1/2x', -3, 'y = x + 0/2x'],
    ['y = 1/|2x', -3, 'y = 1/0x'],
    ['y = 1/|2 + x', -3, 'y = 1/(-1) + x'],
    // Exponents.
    ['x^|2', 1, 'x^3'],
    ['x^|2', -5, 'x^0'],
    ['x^|2', 1, 'x^12', 1],
    ['x^|2', 1, 'x^3', -1],
    ['x^|-2', 3, 'x^1'],
    ['x^|(-2)', -1, 'x^(-3)'],
    ['x^|0.5', -6, 'x^(-0.1)'],
    ['|x²', 1, 'x³'],
    ['x|²', 8, 'x¹⁰'],
    ['x|²', -5, 'x⁰'],
    ['x|⁻²', 3, 'x¹'],
    // Lengths and indices.
    ['h.W[2, |5]', -9, 'h.W[2, 0]'],
    ['x[|-1]', -1, 'x[-2]'],
    ['x[|0:2]', -1, 'x[0:2]'],
    ['f(x)[|1]', -3, 'f(x)[0]'],
    ['input x[|4] = [5, 1]', -9, 'input x[1] = [5, 1]'],
    ['input x[4] = [|5, 1]', -9, 'input x[4] = [-4, 1]'],
    ['param W[4, |8]', 1, 'param W[4, 9]', -1],
    ['network n { input x[|2]', -9, 'network n { input x[1]'],
    ['f(x, w[|3]) = w[2]', -9, 'f(x, w[1]) = w[2]'],
    ['f(x, w[3]) = w[|2]', -9, 'f(x, w[3]) = w[0]'],
    ['check f(w[|2]) = 3', -9, 'check f(w[0]) = 3'],
    ['h = dense(x, |8, W=[[1]])', -9, 'h = dense(x, 1, W=[[1]])'],
    ['h = dense(x, 8, W=[[|1]])', -3, 'h = dense(x, 8, W=[[-2]])'],
    ['h = conv2d(x, 8, 3, padding=|1)', -3, 'h = conv2d(x, 8, 3, padding=0)'],
    ['h = conv2d(x, 8, 3, stride=|2)', 1, 'h = conv2d(x, 8, 3, stride=3)', -1],
    ['sum(x, axis=|0)', -1, 'sum(x, axis=-1)'],
    ['dropout(x, |0.5)', 1, 'dropout(x, 0.6)'],
    ['reshape(x, [|2, 3])', -9, 'reshape(x, [1, 3])'],
    ['zeros([2, |3])', -9, 'zeros([2, 1])'],
    ['constructor(x, |3)', -4, 'constructor(x, -1)'],
  ];
  for (const [line, steps, moves, scale] of CASES)
    test(`${line} by ${steps}${scale ? `, scale ${scale}` : ''}`, () => expect(after(line, steps, scale)).toBe(moves));
});

test('there and back again gives the line as it was', () => {
  const lines = ['x - |3', 'f(|0.5)', 'x + |0.25y', '2 * |7', 'a = |1e-3', 'x^|2', '[1, |2]', 'x|²'];
  fc.assert(
    fc.property(fc.constantFrom(...lines), fc.integer({ min: 0, max: 500 }), (line, steps) => {
      const there = after(line, steps);
      const at = line.indexOf('|');
      expect(after(`${there.slice(0, at)}|${there.slice(at)}`, -steps)).toBe(line.replace('|', ''));
    }),
  );
});

test('one step after another is all of them at once, through 0 and back', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('x - |3', 'f(|2)', 'x + |0.2y', '√|1', 'a = |-3', '|2^x'),
      fc.array(fc.constantFrom(-1, 1), { maxLength: 30 }),
      (line, steps) => {
        const at = line.indexOf('|');
        const mark = (text: string): string => `${text.slice(0, at)}|${text.slice(at)}`;
        const stepwise = steps.reduce<string>((now, step) => mark(after(now, step)), line);
        const total = steps.reduce((sum, step) => sum + step, 0);
        expect(stepwise).toBe(mark(after(line, total)));
      },
    ),
  );
});

test('a line of any characters has numbers inside of it, and none overlap', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123.eE+-−^²⁻()[]=,x∂/√ "#|>') }), (line) => {
      let end = 0;
      for (const number of numbersOf(line)) {
        expect(number.start).toBeGreaterThanOrEqual(end);
        expect(number.end).toBeGreaterThan(number.start);
        end = number.end;
        expect(moved(number, -7)).toMatch(/^\(?-?[0-9]*\.?[0-9]*([eE][+-]?[0-9]+)?\)?$|^⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+$/);
      }
    }),
  );
});

describe('cursors', () => {
  const page = ['a = 1 + 22', '', '# 3', '  - 4', 'b = [9, 9]'];
  const lines = (line: number): string | undefined => page[line];

  test('several on one number move it once, and each its own', () => {
    const places = [4, 5, 8, 10].map((character) => ({ line: 0, character }));
    const moves = movesAt(lines, [...places, { line: 4, character: 6 }], 1, 0);
    expect(moves.map(({ line, start, text }) => [line, start, text])).toEqual([
      [0, 4, '2'],
      [0, 8, '23'],
      [4, 5, '10'],
    ]);
  });

  test('blank lines and comments do not end what stands above', () => {
    expect(numberOn(lines, { line: 3, character: 0 })).toMatchObject({ start: 4, digits: 4n });
    expect(numberOn(() => '-4', { line: 0, character: 0 })).toMatchObject({ start: 1, digits: 4n });
    expect(numberOn((line) => (line === 0 ? '-4' : undefined), { line: 0, character: 0 })).toMatchObject({ start: 0 });
  });

  test('they stay where they are, and go to the end of a number that they are in', () => {
    const moves = movesAt(
      lines,
      [5, 8].map((character) => ({ line: 4, character })),
      1,
      0,
    );
    const after = (character: number): number => shifted(moves, { line: 4, character });
    // b = [9, 9] becomes b = [10, 10].
    expect([0, 5, 6, 7, 8, 9, 10].map(after)).toEqual([0, 5, 7, 8, 9, 11, 12]);
    expect(shifted(moves, { line: 3, character: 9 })).toBe(9);
  });
});

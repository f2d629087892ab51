/** Formulas put together: one sign of equality between two parts, and of what is rounded its own. */
import { expect, test } from 'vitest';
import { equation, letter, list, NO_FORMULA, rounded } from '../src/derivation/page/formulas';

const formula = (text: string, unicode = text, latex = text) => ({ text, unicode, latex });

test.each([
  ['f', ['14'], 'f = 14'],
  ['f', ['1/3', '≈ 0.33'], 'f = 1/3 ≈ 0.33'],
  ['f', ['≈ 0.33'], 'f ≈ 0.33'],
  ['f', ['2x', '2x', '6'], 'f = 2x = 6'],
])('%s and %j', (left, parts, expected) => {
  expect(equation(formula(left), ...parts.map((part) => formula(part))).unicode).toBe(expected);
});

test('what the server has rounded brings its own sign, which is not in its ASCII', () => {
  const third = formula('0.33', '≈ 0.33', '\\approx 0.33');
  expect(equation(formula('f'), third)).toEqual(formula('f 0.33', 'f ≈ 0.33', 'f \\approx 0.33'));
  expect(rounded(third)).toBe(third);
});

test('an equation without its right side', () => expect(equation(formula('x'), NO_FORMULA).latex).toBe('x = '));

test('letters and lists', () => {
  expect(letter('s12').latex).toBe('s_{12}');
  expect(letter('s₁').latex).toBe('s_{1}');
  expect(letter('w_in').latex).toBe('\\mathrm{w\\_in}');
  expect([['x'], ['x', 'y'], ['x', 'y', 'z']].map(list)).toEqual(['x', 'x and y', 'x, y and z']);
});

/** Numbers as readers see and write them. */
import { scaleLinear } from 'd3-scale';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grainOf, named, numberOf, onGrid, roundBelow, spelled, tickText } from '../src/derivation/page/figures';
import { withSign } from '../src/derivation/page/formulas';
import { limitAround } from '../src/derivation/page/plot/parameters';

test.each([
  [1.5, '1.5'],
  [-0.25, '−0.25'],
  [1 / 3, '≈ 0.333333'],
  [0, '0'],
  [1e7, '10⁷'],
  [-2.5e-7, '−2.5×10⁻⁷'],
  [1234567, '≈ 1234570'],
  [-1e-12, '−10⁻¹²'],
])('%d is spelled %s', (x, text) => expect(spelled(x)).toBe(text));

test('what is rounded says so, and brings its own sign', () => {
  expect(withSign(spelled(2 / 3))).toBe('≈ 0.666667');
  expect(withSign(spelled(14))).toBe('= 14');
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      expect(spelled(x).startsWith('≈')).toBe(Number(x.toPrecision(6)) !== x);
    }),
  );
});

test.each([
  ['1.5', 1.5],
  ['-2', -2],
  ['−2', -2],
  ['2/3', 2 / 3],
  ['pi/2', Math.PI / 2],
  ['-3π', -3 * Math.PI],
  ['2 * e', 2 * Math.E],
  ['1e-3', 0.001],
  ['.5', 0.5],
  ['', undefined],
  ['-', undefined],
  ['x', undefined],
  ['1/0', undefined],
  ['alert(1)', undefined],
])('%s is read as %s', (text, x) => {
  if (x === undefined) expect(numberOf(text)).toBeUndefined();
  else expect(numberOf(text)).toBeCloseTo(x, 12);
});

test.each([
  ['f(x)', { x: '1.5' }, 'f(1.5)'],
  ['f′(x)', { x: '−2' }, 'f′(−2)'],
  ['f(x, y)', { x: '1', y: '2' }, 'f(1, 2)'],
  ['f(x, y)', { x: '1' }, 'f(1, y)'],
  ['∂f/∂x', { x: '1' }, '∂f/∂x'],
  ['f(toString)', {}, 'f(toString)'],
])('%s at a point', (name, numbers, text) => expect(named(name, numbers)).toBe(text));

test('a number on the grid has few digits and is near', () => {
  expect(onGrid(0.30000000000000004, 0.1)).toBe(0.3);
  expect(Object.is(onGrid(-1e-9, 0.01), 0)).toBe(true);
  fc.assert(
    fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.integer({ min: -6, max: 3 }), (x, power) => {
      const near = onGrid(x, 10 ** power);
      expect(Math.abs(near - x)).toBeLessThanOrEqual(10 ** power * 0.5 + 1e-9);
      expect(String(near).length).toBeLessThan(18);
    }),
  );
});

test('pixels next to each other are different numbers', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e3, max: 1e3, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      (low, span) => {
        expect(grainOf([low, low + span], 600)).toBeLessThanOrEqual((span / 600) * (1 + 1e-6));
      },
    ),
  );
});

test.each([
  [0.16, 0.1],
  [0.2, 0.2],
  [3, 2],
  [5, 5],
  [99, 50],
])('the round number below %d is %d', (size, round) => expect(roundBelow(size)).toBeCloseTo(round, 12));

test.each([
  [0, 5],
  [1, 2],
  [2, 5],
  [-3, 10],
  [0.01, 0.02],
  [70, 200],
])('the slider of %d reaches to %d', (x, limit) => expect(limitAround(x)).toBe(limit));

test('every slider reaches its number and beyond', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (x) => {
      expect(limitAround(x)).toBeGreaterThanOrEqual(1.9 * x);
      expect(limitAround(x)).toBeLessThanOrEqual(6 * x);
    }),
  );
});

test.each([5e-324, 1e-310, 1e308, -1.7e308])('the slider of %d still has positions', (x) => {
  const limit = limitAround(x);
  expect(limit).toBeGreaterThan(0);
  expect(onGrid(limit / 2, limit / 100) / limit).toBeCloseTo(0.5);
});

test('ticks of an axis are all written alike', () => {
  const texts = ([low, high]: [number, number]): string[] => {
    const scale = scaleLinear([low, high], [0, 1]);
    return scale.ticks(4).map(tickText(scale, 4));
  };
  expect(texts([-1, 1])).toEqual(['−1.0', '−0.5', '0.0', '0.5', '1.0']);
  expect(texts([0, 4e6])).toEqual(['0', '10⁶', '2×10⁶', '3×10⁶', '4×10⁶']);
  expect(texts([-1e-7, 1e-7])).toEqual(['−10⁻⁷', '−5×10⁻⁸', '0', '5×10⁻⁸', '10⁻⁷']);
  expect(texts([0, 30000])).toEqual(['0', '10000', '20000', '30000']);
});

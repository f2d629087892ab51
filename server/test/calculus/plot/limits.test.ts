/** What values tend to, and which number is meant by two doubles. */
import { expect, test } from 'vitest';
import { levelsOf } from '../../../src/calculus/plot/contours';
import { heights } from '../../../src/calculus/plot/heights';
import { tendency } from '../../../src/calculus/plot/limits';
import { roundStep } from '../../../src/calculus/plot/range';
import { simpleNumber } from '../../../src/calculus/plot/simple-number';

test.each<[string, (h: number) => number, number]>([
  ['h', (h) => h, 0],
  ['2 + h²', (h) => 2 + h * h, 2],
  ['√h', Math.sqrt, 0],
  ['∛h − 1', (h) => Math.cbrt(h) - 1, -1],
  ['sin(h)/h', (h) => Math.sin(h) / h, 1],
  ['h log h', (h) => h * Math.log(h), 0],
  ['h sin(1/h)', (h) => h * Math.sin(1 / h), 0],
  ['3', () => 3, 3],
])('%s has a limit', (_, at, limit) => {
  const found = tendency(at, 0.5);
  expect(found.kind).toBe('limit');
  if (found.kind === 'limit') expect(Math.abs(found.value - limit)).toBeLessThanOrEqual(found.error);
  if (found.kind === 'limit') expect(found.error).toBeLessThan(0.1);
});

test.each<[string, (h: number) => number, number]>([
  ['1/h', (h) => 1 / h, 1],
  ['−1/h²', (h) => -1 / h ** 2, -1],
  ['log h', Math.log, -1],
  ['h^−0.1', (h) => h ** -0.1, 1],
  ['exp(1/h)', (h) => Math.exp(1 / h), 1],
])('%s has none', (_, at, sign) => {
  expect(tendency(at, 0.5)).toEqual({ kind: 'infinite', sign });
});

test.each<[string, (h: number) => number]>([
  ['sin(1/h)', (h) => Math.sin(1 / h)],
  ['sin(log h)', (h) => Math.sin(Math.log(h))],
  ['sin(1/h)/h', (h) => Math.sin(1 / h) / h],
  ['nothing', () => Number.NaN],
])('of %s it is not known', (_, at) => {
  for (const reach of [0.5, 0.3, 0.11, 2, 7]) expect(tendency(at, reach)).toEqual({ kind: 'unknown' });
});

const around = (x: number, width = 1e-14): [number, number] => [x - width, x + width];

test.each<[number, string]>([
  [0, '0'],
  [1 / 3, '1/3'],
  [-0.125, '−0.125'],
  [22 / 7, '22/7'],
  [1234567, '1234567'],
  [Math.PI / 2, 'π/2'],
  [-Math.PI, '−π'],
  [(5 * Math.PI) / 6, '5π/6'],
  [Math.SQRT2, '≈ 1.41421'],
])('%d is %s', (x, text) => {
  const found = simpleNumber(...around(x, 1e-14 * Math.max(1, Math.abs(x))));
  expect(found.text).toBe(text);
  expect(found.x).toBeCloseTo(x, 12);
});

test('no fraction is meant by a wide interval', () => {
  expect(simpleNumber(0.49, 0.52).exact).toBeUndefined();
});

test('a pole does not blow up the picture, and the point is in it', () => {
  const values = Array.from({ length: 101 }, (_, i) => 1 / (i - 49.99));
  const [low, high] = heights(values, [2]);
  expect(high).toBeLessThan(10);
  expect(high).toBeGreaterThan(2);
  expect(low).toBeGreaterThan(-10);
  expect(heights([3, 3, 3])).toEqual([1.5, 4.5]);
  expect(heights([])).toEqual([-1, 1]);
});

test('steps and levels are round', () => {
  expect([0.3, 1, 1.9, 7, 12].map(roundStep)).toEqual([0.2, 1, 1, 5, 10]);
  const even = levelsOf(Array.from({ length: 500 }, (_, i) => i / 10));
  expect(even).toEqual([5, 10, 15, 20, 25, 30, 35, 40, 45]);
  const steep = levelsOf(Array.from({ length: 500 }, (_, i) => Math.exp(i / 30)));
  expect(steep.length).toBeLessThanOrEqual(15);
  expect(steep.length).toBeGreaterThan(8);
  expect(Math.max(...steep) / Math.min(...steep)).toBeGreaterThan(1_000);
  expect(levelsOf([null, 7, 7])).toEqual([]);
});

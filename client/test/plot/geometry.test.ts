/** Curves, maps and ranges, in numbers. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Branch, Mark } from '../../../server/src/protocol';
import { arrow } from '../../src/derivation/page/plot/arrows';
import { bands, labelOn, missing, softLengths } from '../../src/derivation/page/plot/contour-geometry';
import { dots, type Place, pathOf, through, triangle } from '../../src/derivation/page/plot/curve-geometry';
import { panned, wheelFactor, zoomed } from '../../src/derivation/page/plot/interval';
import { endOf, stepped } from '../../src/derivation/page/plot/keys';
import { spoken } from '../../src/derivation/page/plot/tangent';

const mark = (kind: Mark['kind'], x: number, y?: number): Mark => ({
  kind,
  x,
  words: '',
  ...(y !== undefined && { y }),
});
const near = { x: 0.01, y: 0.01 };

test('a branch is a line, and no line joins two branches', () => {
  const branches: Branch[] = [
    [
      [-1, -1],
      [0, -1],
    ],
    [
      [0, 1],
      [1, 1],
    ],
  ];
  expect(
    pathOf(
      branches,
      (x) => x * 10,
      (y) => -y * 10,
    ),
  ).toBe('M-10,10L0,10M0,-10L10,-10');
  expect(
    pathOf(
      [
        [
          [0, 1e300],
          [1, -1e300],
        ],
      ],
      (x) => x,
      (y) => y,
    ),
  ).toBe('M0,100000L1,-100000');
});

test('a jump has a filled end and a hollow one; under f′ a kink has two hollow ones', () => {
  const steps: Branch[] = [
    [
      [-1, -1],
      [-1e-9, -1],
    ],
    [
      [0, 0],
      [1, 0],
    ],
  ];
  expect(dots(steps, [mark('jump', 0, 0)], near)).toEqual([
    { at: [0, 0], isFilled: true },
    { at: [0, -1], isFilled: false },
  ]);
  expect(dots(steps, [mark('kink', 0)], near).map(({ isFilled }) => isFilled)).toEqual([false, false]);
  expect(dots(steps, [mark('pole', 0), mark('zero', 0, 0)], near)).toEqual([]);
});

test('a gap is one hollow dot, for both ends come to the same place', () => {
  const line: Branch[] = [
    [
      [-1, 1],
      [0, 1],
    ],
    [
      [0, 1],
      [1, 1],
    ],
  ];
  expect(dots(line, [mark('gap', 0)], near)).toEqual([{ at: [0, 1], isFilled: false }]);
});

test('the slope triangle has run 1 and the rise is the slope', () => {
  const made = triangle({ x: 1.5, value: 14.25, slope: 14, slopeText: '14' }, [-4, 4]);
  expect(made?.corners).toEqual([
    [1.5, 14.25],
    [2.5, 14.25],
    [2.5, 28.25],
  ]);
  expect([made?.run, made?.rise]).toEqual(['1', '14']);
});

test('where 1 is too long or too short the run is a round part of the picture, and is said', () => {
  expect(triangle({ x: 0, value: 0, slope: 3, slopeText: '3' }, [-0.1, 0.1])).toMatchObject({
    run: '0.02',
    rise: '0.02 · 3',
  });
  expect(triangle({ x: 0, value: 0, slope: 3 }, [-500, 500])).toMatchObject({ run: '200', rise: '200 · 3' });
});

test('near the right rim the triangle ends at the point; without a slope, or out of sight, there is none', () => {
  const made = triangle({ x: 3.9, value: 1, slope: 2 }, [-4, 4]);
  expect(made).toMatchObject({ endsAtPoint: true });
  expect(made?.corners[2]).toEqual([3.9, 1]);
  expect(triangle({ x: 0, value: 0, note: 'a kink' }, [-4, 4])).toBeUndefined();
  expect(triangle({ x: 9, value: 0, slope: 1 }, [-4, 4])).toBeUndefined();
});

test('a tangent goes through its point however steep it is', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), (slope) => {
      const [a, b] = through([10, 20], slope, 1000);
      expect([...a, ...b].every(Number.isFinite)).toBe(true);
      expect((a[0] + b[0]) / 2).toBeCloseTo(10, 6);
      expect(Math.hypot(b[0] - a[0], b[1] - a[1])).toBeCloseTo(2000, 3);
    }),
  );
});

test('a slider says what is seen', () => {
  const tangent = { x: 1.5, value: 14.25, slope: 14, valueText: '14.25', slopeText: '14' };
  expect(spoken(tangent, 'x', 'f')).toBe('x = 1.5, f = 14.25, slope 14');
  expect(spoken({ x: 0, value: 0, note: 'a kink' }, 'x', 'g')).toBe('x = 0, g = 0, a kink');
  expect(spoken({ x: 1 / 3, note: 'outside the domain' }, 'x', 'g')).toBe('x ≈ 0.333333, outside the domain');
});

const grid = (f: (x: number, y: number) => number | null, count = 41) => {
  const at = (i: number): number => -2 + (4 * i) / (count - 1);
  const values = Array.from({ length: count * count }, (_, i) => f(at(i % count), at(Math.floor(i / count))));
  return { columns: count, rows: count, values, x: [-2, 2] as const, y: [-2, 2] as const };
};

test('a line of equal height lies at that height', () => {
  const [band] = bands(
    grid((x, y) => x * x + y * y),
    [1],
  );
  const places = band?.lines.flat() ?? [];
  expect(places.length).toBeGreaterThan(40);
  for (const [x, y] of places) expect(Math.hypot(x, y)).toBeCloseTo(1, 1);
  const [first, last] = [band?.lines[0]?.[0], band?.lines[0]?.at(-1)];
  expect(last).toEqual(first);
});

test('no line runs along the rim, though the area does', () => {
  const [band] = bands(
    grid((x) => x),
    [0],
  );
  expect(band?.lines).toHaveLength(1);
  for (const [x] of band?.lines[0] ?? []) expect(x).toBeCloseTo(0, 9);
  expect(Math.max(...(band?.areas.flat().map(([x]) => x) ?? []))).toBeGreaterThan(1.9);
});

test('no line runs around what is missing, and what is missing is outlined', () => {
  const half = grid((x, y) => (x * x + y * y < 2 ? x + 5 : null));
  const [low, middle] = bands(half, [0, 5]);
  expect(low?.lines).toEqual([]);
  for (const [x] of middle?.lines.flat() ?? []) expect(Math.abs(x)).toBeLessThan(1e-9);
  const inside = missing(half)
    .flat()
    .filter(([x, y]) => Math.hypot(x, y) < 1.2);
  expect(inside).toEqual([]);
  expect(missing(grid((x) => x))).toEqual([]);
});

test('a label stands on its line, upright, away from others, or not at all', () => {
  const straight: Place[] = Array.from({ length: 50 }, (_, i) => [300 - i * 6, 100 + i * 0.5]);
  const found = labelOn(straight, 30, [], () => true);
  expect(Math.abs(found?.turn ?? 90)).toBeLessThan(10);
  expect(labelOn(straight, 30, found ? [found.at] : [], () => true)?.at).not.toEqual(found?.at);
  expect(labelOn(straight, 30, [], () => false)).toBeUndefined();
  expect(labelOn(straight.slice(0, 5), 30, [], () => true)).toBeUndefined();
});

test('arrows: longer where the gradient is, never longer than a cell, none where there is none', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), { maxLength: 50 }), (sizes) => {
      const lengths = softLengths(sizes);
      for (const [i, length] of lengths.entries()) {
        expect(length).toBeGreaterThanOrEqual(0);
        expect(length).toBeLessThanOrEqual(1);
        if ((sizes[i] ?? 0) > (sizes[0] ?? 0)) expect(length).toBeGreaterThanOrEqual(lengths[0] ?? 0);
      }
    }),
  );
  expect(arrow([0, 0], [0, 0], 20)).toBe('');
  expect(arrow([0, 0], [1.7e308, 1.7e308], 20)).toMatch(/^M0,0L14\.14,14\.14M/);
  expect(arrow([0, 0], [Number.NaN, 1], 20)).toBe('');
});

test('zooming keeps what is under the pointer; ranges stay such that doubles can tell them apart', () => {
  expect(zoomed([-4, 4], 2, 0.5)).toEqual([-1, 3]);
  expect(panned([-4, 4], 1)).toEqual([-3, 5]);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.double({ min: -1, max: 2, noNaN: true }), fc.double({ min: 0.25, max: 4, noNaN: true })), {
        maxLength: 200,
      }),
      (turns) => {
        const [low, high] = turns.reduce<readonly [number, number]>(
          (range, [part, factor]) => zoomed(range, range[0] + part * (range[1] - range[0]), factor),
          [-4, 4],
        );
        expect(low).toBeLessThan(high);
        expect(Number.isFinite(low) && Number.isFinite(high)).toBe(true);
        expect(low + (high - low) / 1000).toBeGreaterThan(low);
      },
    ),
  );
  expect(wheelFactor({ deltaY: 1e9, deltaMode: 0, ctrlKey: true })).toBe(4);
});

test('arrow keys go to round numbers, Home and End to the first and last of them that are shown', () => {
  expect(stepped(1.53, 1, [-4, 4])).toBe(1.6);
  expect(stepped(1.5, -10, [-4, 4])).toBe(0.5);
  expect(endOf([-4, 4], 0)).toBe(-4);
  expect(endOf([-3.97, 4.04], 0)).toBe(-3.9);
  expect(endOf([-3.97, 4.04], 1)).toBe(4);
});

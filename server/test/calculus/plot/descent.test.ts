/** Gradient descent on the textbook's bowls, in Rosenbrock's valley, across kinks and out of domains; and rates to begin with. */
import { describe, expect, test } from 'vitest';
import { contours } from '../../../src/calculus/plot/contours';
import { descend, rateFrom } from '../../../src/calculus/plot/descent';
import { field, type Plane } from '../../../src/calculus/plot/field';
import { reader } from '../../numbers/read';

function plane(body: string): Plane {
  const { graph, define } = reader();
  const callee = define(`f(x, y) = ${body}`);
  const [x, y] = callee.parameters;
  if (!x || !y) throw new Error('x and y are needed');
  return { graph, callee, axes: [x, y], held: new Map() };
}
const VIEW = [
  [-3, 3],
  [-3, 3],
] as const;

describe.each(['x^2 + y^2', 'x^2 + 10*y^2', '5*x^2 + y^2 + x*y', '(x - 1)^2/2 + (y + 2)^2/3', '0.001*x^2 + 0.002*y^2'])(
  'the bowl %s',
  (body) => {
    test.each([
      [1, 2],
      [-2, 0.5],
      [0, 1],
    ])('is descended from (%d, %d) at the suggested rate', (x, y) => {
      const on = plane(body);
      const { path, words } = descend(on, [x, y], rateFrom(on, [x, y], VIEW), 1_000);
      expect(words).toMatch(/^It converges: the gradient is 0 within 1e-9 after \d+ steps?\.$/);
      const values = path.map(({ value }) => value ?? Number.NaN);
      expect(values.every((value, i) => i === 0 || value <= (values[i - 1] ?? 0))).toBe(true);
    });
  },
);

test('a step is the gradient times the rate', () => {
  const { path, words } = descend(plane('x^2 + y^2'), [1, 2], 0.25, 2);
  expect(path).toEqual([
    { x: 1, y: 2, value: 5 },
    { x: 0.5, y: 1, value: 1.25 },
    { x: 0.25, y: 0.5, value: 0.3125 },
  ]);
  expect(words).toBe('It has not arrived after 2 steps: the gradient still has the length 1.11803.');
});

test("Rosenbrock's valley is slow", () => {
  const on = plane('(1 - x)^2 + 100*(y - x^2)^2');
  const rate = rateFrom(on, [-1.2, 1], VIEW);
  const { path, words } = descend(on, [-1.2, 1], rate, 1_000);
  expect(words).toMatch(/^It has not arrived after 1000 steps/);
  expect(path.length).toBe(1_001);
  expect(path.at(-1)?.value).toBeLessThan(path[0]?.value ?? 0);
});

test.each([
  ['x^2 + y^2', 1.1, 'It diverges: after 100 steps the value has grown from 5 to'],
  ['x^4 + y^4', 5, 'It diverges: after'],
  ['x*y', 1, 'It falls without bound: after 100 steps the value is −'],
  ['max(x, y)', 0.25, 'It stops at a kink after'],
  [
    'abs(x) + abs(y)',
    0.3,
    'It has not arrived after 100 steps: the gradient still has the length 1.41421. The last steps go back and forth',
  ],
  [
    'sqrt(x) + sqrt(y)',
    2,
    'There is no gradient at (0, 1.29289): sqrt has no slope at 0: its graph is vertical there.',
  ],
  [
    'log(x) + log(y)',
    3,
    'There is no gradient at (−2, 0.5): log is defined for positive numbers; here its argument is −2.',
  ],
  ['7', 1, 'It converges: the gradient is 0 within 1e-9 after 0 steps.'],
])('%s at the rate %d', (body, rate, words) => {
  expect(descend(plane(body), [1, 2], rate, 100).words).toContain(words);
});

test('contours: values, arrows and levels', () => {
  const grid = contours(field(plane('x^2 - 3*y')), [
    [-2, 2],
    [0, 4],
  ]);
  expect(grid.values.length).toBe(grid.columns * grid.rows);
  expect([grid.values[0], grid.values[grid.columns - 1], grid.values.at(-1)]).toEqual([4, 4, -8]);
  expect(grid.arrows.length).toBe(225);
  for (const { x, dx, dy } of grid.arrows) expect([dx, dy]).toEqual([2 * x, -3]);
  expect(grid.levels.length).toBeGreaterThan(5);
  expect(grid.levels.length).toBeLessThanOrEqual(15);
});

test('outside the domain there is null, and no arrow', () => {
  const grid = contours(field(plane('log(x*y)')), [
    [-1, 1],
    [-1, 1],
  ]);
  expect(grid.values[0]).toBeCloseTo(0, 12);
  expect(grid.values[40]).toBeNull();
  expect(grid.arrows.length).toBeLessThan(225);
  expect(grid.arrows.every(({ x, y }) => x * y > 0)).toBe(true);
});

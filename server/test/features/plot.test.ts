/** Plots of a page's functions: what a client asks, and what it is told. */
import { expect, test } from 'vitest';
import { descent, plot, tangent } from '../../src/features/plot';
import type { Contours, Curve, DescentParams, PlotParams, TangentParams } from '../../src/protocol/plot';
import { URI, viewOf } from './carets';

const textDocument = { uri: URI };
const on = (page: string, params: Omit<PlotParams, 'textDocument'>) => plot(viewOf(page), { textDocument, ...params });
const at = (page: string, params: Omit<TangentParams, 'textDocument'>) =>
  tangent(viewOf(page), { textDocument, ...params });
const down = (page: string, params: Omit<DescentParams, 'textDocument'>) =>
  descent(viewOf(page), { textDocument, ...params });

function curve(page: string, params: Omit<PlotParams, 'textDocument'>): Curve {
  const found = on(page, params);
  if (found.kind !== 'curve') throw new Error(JSON.stringify(found));
  return found;
}
function contours(page: string, params: Omit<PlotParams, 'textDocument'>): Contours {
  const found = on(page, params);
  if (found.kind !== 'contours') throw new Error(JSON.stringify(found));
  return found;
}

test('a function of one variable with its derivative', () => {
  const found = curve('h(x) = 3(2x^2)^5', { function: 'h', axes: ['x'] });
  const { name, body, slopeName, slopeBody, held, tangent: there } = found;
  expect([name, body, slopeName, slopeBody].map(({ unicode }) => unicode)).toEqual([
    'h(x)',
    '3(2x²)⁵',
    'dh/dx',
    '960x⁹',
  ]);
  expect([name, slopeName].map(({ latex }) => latex)).toEqual(['h(x)', '\\frac{dh}{dx}']);
  expect(held).toEqual([]);
  expect(there).toEqual({ x: 1, value: 96, valueText: '96', slope: 960, slopeText: '960' });
  expect(found.x[0]).toBeLessThan(0);
  expect(found.x[1]).toBeGreaterThan(1);
  expect(found.version).toBe(1);
});

test('the other parameters are held: at the numbers of the reader, of the page, or simple ones', () => {
  const page = 'a = 4\nf(x, y, z) = a x^2 y + z\nf(2, 3, 5)';
  const found = curve(page, { function: 'f', axes: ['x'], at: { y: 'pi/2' } });
  expect(found.name.unicode).toBe('f(x, y, z)');
  expect(found.slopeName.unicode).toBe('∂f/∂x');
  expect(found.held.map(({ unicode }) => unicode)).toEqual(['y = π/2', 'z = 5']);
  expect(found.tangent).toEqual({
    x: 2,
    value: 8 * Math.PI + 5,
    valueText: '≈ 30.1327',
    slope: 8 * Math.PI,
    slopeText: '≈ 25.1327',
  });
});

test('what is shown of the axis can be given, in any order', () => {
  const found = curve('f(x) = x^2', { function: 'f', axes: ['x'], ranges: [[3, -1]] });
  expect(found.x).toEqual([-1, 3]);
  expect([found.branches[0]?.[0], found.branches[0]?.at(-1)]).toEqual([
    [-1, 1],
    [3, 9],
  ]);
});

test.each([
  ['abs(x)', 0, { value: 0, slope: 0, note: 'abs has a kink at 0; its slope there is 0 by convention.' }],
  ['log(x)', 0.1, { value: Math.log(0.1), slope: 10, slopeText: '10' }],
  ['log(x)', -1, { note: 'No value at x = −1: log is defined for positive numbers; here its argument is −1.' }],
  ['1/x', 0, { note: 'No value at x = 0: division by zero.' }],
  ['sqrt(x)', 0, { value: 0, note: 'no slope here: sqrt has no slope at 0: its graph is vertical there.' }],
  ['x/3', 1, { value: 1 / 3, valueText: '≈ 0.333333', slope: 1 / 3 }],
])('the tangent of %s at %d', (body, x, expected) => {
  const found = at(`f(x) = ${body}`, { function: 'f', axis: 'x', x });
  expect(found).toMatchObject({ kind: 'tangent', x, ...expected });
  if (!('slope' in expected)) expect(found).not.toHaveProperty('slope');
  if (!('value' in expected)) expect(found).not.toHaveProperty('value');
});

test('two variables: contours, arrows, a start and a rate', () => {
  const found = contours('f(x, y, c) = x^2 + 10y^2 + c', { function: 'f', axes: ['x', 'y'], at: { c: '3' } });
  expect(found.variables).toEqual(['x', 'y']);
  expect(found.held.map(({ text }) => text)).toEqual(['c = 3']);
  expect(found.values.length).toBe(found.columns * found.rows);
  expect(found.start).toEqual([1, 2]);
  expect(found.rate).toBe(0.05);
  expect(found.levels.length).toBeGreaterThan(4);
  const path = down('f(x, y, c) = x^2 + 10y^2 + c', {
    function: 'f',
    axes: ['x', 'y'],
    at: { c: '3' },
    start: found.start,
    rate: found.rate,
    steps: 1_000,
  });
  expect(path).toMatchObject({ kind: 'descent', words: expect.stringMatching(/^It converges/) });
});

const PAGE = [
  'f(x, y) = x*y',
  'nowhere(x) = sqrt(-1 - x^2)',
  'v(w[3]) = sum(w)',
  'pair(x) = [x, 2x]',
  'a = 3',
  'declare g(u)',
  'none() = 3',
  'broken(x) = sinn(x)',
  'network n {',
  '  input x[2]',
  '  target t[1]',
  '  p = dense(x, 1)',
  '  loss = mse(p, t)',
  '}',
].join('\n');

test.each<[string, Partial<PlotParams>, RegExp]>([
  ['nowhere', { axes: ['x'] }, /^nowhere has no value at the points that were tried between x = .*: sqrt is defined/],
  ['v', { axes: ['w'] }, /^v is a function of arrays \(w\)/],
  ['pair', { axes: ['x'] }, /^The value of pair is an array/],
  ['a', { axes: ['x'] }, /^a is a value, not a function\.$/],
  ['g', { axes: ['u'] }, /^g is declared/],
  ['n', { axes: ['x'] }, /^n is a network: .* one neuron\.$/],
  ['broken', { axes: ['x'] }, /^broken cannot be read just now: /],
  ['missing', { axes: ['x'] }, /^There is no function missing on this page just now\.$/],
  ['constructor', { axes: ['x'] }, /^There is no function constructor/],
  ['f', { axes: [] }, /^A plot needs an axis\.$/],
  ['f', { axes: ['q'] }, /^q is not a parameter of f\.$/],
  ['f', { axes: ['__proto__'] }, /^__proto__ is not a parameter of f\.$/],
  ['f', { axes: ['x', 'x'] }, /^x cannot be both axes\.$/],
  ['f', { axes: ['x', 'y', 'x'] }, /^A plot has one axis or two\.$/],
  ['f', { axes: ['x'], at: { y: 'x + 1' } }, /^y = x \+ 1 is no number\.$/],
  ['f', { axes: ['x'], at: { y: '1/0' } }, /^y = 1\/0 is no number that can be plotted\.$/],
  ['f', { axes: ['x'], at: { x: '10^400' } }, /is no number that can be plotted\.$/],
  ['f', { axes: ['x'], ranges: [[Number.NaN, 1]] }, /^What is shown of an axis/],
  ['f', { axes: ['x'], ranges: [[1, 1]] }, /^What is shown of an axis/],
  ['f', { axes: ['x'], ranges: [[-1e300, 1e300]] }, /^What is shown of an axis/],
  [
    'f',
    {
      axes: ['x', 'y'],
      ranges: [
        [0, 1],
        [0, Number.POSITIVE_INFINITY],
      ],
    },
    /^What is shown of an axis/,
  ],
])('nothing to plot of %s, asked %j', (name, params, reason) => {
  const found = on(PAGE, { function: name, axes: [], ...params });
  expect(found.kind).toBe('nothing');
  if (found.kind === 'nothing') expect(found.reason).toMatch(reason);
});

test('a range as wide as pictures go is drawn, and so is one far away', () => {
  const wide = curve('f(x) = x^2', { function: 'f', axes: ['x'], ranges: [[-1e140, 1e140]] });
  expect(wide.branches.length).toBe(1);
  const far = curve('f(x) = abs(x - 1e9)', { function: 'f', axes: ['x'], at: { x: '1e9 + 1' } });
  expect(far.x[0]).toBeLessThan(1e9);
  expect(far.tangent).toMatchObject({ value: 1, slope: 1 });
});

test('hostile tangents and descents', () => {
  const view = 'f(x, y) = x^2 + y^2';
  const axes = ['x', 'y'] as const;
  expect(at(view, { function: 'f', axis: 'x', x: Number.NaN }).kind).toBe('nothing');
  expect(at(view, { function: 'f', axis: 'x', x: 1e300 }).kind).toBe('nothing');
  expect(at(view, { function: 'f', axis: 'z', x: 1 })).toEqual({
    kind: 'nothing',
    reason: 'z is not a parameter of f.',
  });
  for (const [start, rate] of [
    [[Number.NaN, 1], 0.1],
    [[1, 1], 0],
    [[1, 1], -1],
    [[1, 1], Number.POSITIVE_INFINITY],
  ] as const)
    expect(down(view, { function: 'f', axes, start, rate, steps: 10 }).kind).toBe('nothing');
  for (const [steps, points] of [
    [1e9, 1_001],
    [-3, 2],
    [Number.NaN, 2],
    [2.7, 3],
  ] as const) {
    const found = down(view, { function: 'f', axes, start: [1, 1], rate: 1e-6, steps });
    expect(found.kind === 'descent' && found.path.length).toBe(points);
  }
});

/** What ails networks: caret fixtures with what is said there, and healthy ones, of which nothing is said. */
import { describe, expect, test } from 'vitest';
import { healthProblems } from '../../src/features/health';
import { carets } from '../features/carets';
import { caseNames, casePage } from '../network/cases';
import { programOf } from '../program/say';

const said = (page: string): string[] =>
  healthProblems(programOf(page)).map(({ range, severity, code, message }) => {
    const line = page.slice(0, range.start).split('\n').length;
    return `${line}: ${severity}: ${code}: «${page.slice(range.start, range.end)}» ${message}`;
  });

/** A page in which a line `#  ^ code: the start of a message` says what stands at the name above. */
function expectCarets(source: string): void {
  const { text, expected } = carets(source);
  const found = healthProblems(programOf(text));
  for (const { offset, text: wanted } of expected) {
    const there = found.filter(({ range }) => range.start <= offset && offset < range.end);
    expect(there.map(({ code, message }) => `${code}: ${message}`)).toContainEqual(expect.stringContaining(wanted));
  }
  expect(found.length).toBe(expected.length);
}

describe('gradients that are 0', () => {
  test('a parameter that nothing uses, and one of a node that leads nowhere', () =>
    expectCarets(`
network n {
  input x[3]
  param V[3] = [1, 2, 3]
#       ^ zero-gradient: The loss does not depend on V: its gradient is 0
  param W[3]
  a = sum(W*x)
  b = dense(x, 1)
# ^ zero-gradient: The loss does not depend on b.W
# ^ zero-gradient: The loss does not depend on b.b
  loss = a^2
}`));

  test('a parameter behind a step', () =>
    expectCarets(`
network n {
  input x[3]
  param t
#       ^ zero-gradient: The loss depends on t only through steps
  param W[3]
  loss = sum(W*x*(x > t))
}`));

  test('a bias before batch normalisation', () =>
    expectCarets(`
network n {
  input x[8, 3]
  input i[2, 8, 8]
  target y[8, 2]
  z = dense(x, 2)
# ^ zero-gradient: batch_norm in h subtracts the mean, and z.b with it
  h = batch_norm(z)
  c = conv2d(i, 4, 3) |> batch_norm
# ^ zero-gradient: batch_norm in c subtracts the mean, and c.b with it
  loss = mse(h, y) + sum(c^2)
}`));

  test('what is constant along the axes of any mean', () =>
    expectCarets(`
network n {
  input x[8, 3]
  param W[3, 2]
  param b[2]
#       ^ zero-gradient: c subtracts the mean, and b with it
  param s
#       ^ zero-gradient: layer_norm in l subtracts the mean, and s with it
  z = x @ W + b
  c = z - mean(z, axis=0, keepdims=1)
  l = layer_norm(x + s)
  loss = sum(c^3) + sum(l^3)
}`));

  test.each([
    ['used elsewhere', 'z = dense(x, 2)\n  h = batch_norm(z) + z'],
    ['regularised', 'z = dense(x, 2)\n  h = batch_norm(z) + sum(z.b^2)'],
    ['beside a relu of it', 'z = dense(x, 2)\n  h = batch_norm(z + relu(z))'],
    ['behind a relu', 'h = dense(x, 2) |> relu |> batch_norm'],
    ['before layer normalisation', 'h = dense(x, 2) |> layer_norm'],
    ['bound as the shift too', 'param b[2]\n  z = dense(x, 2, b=b)\n  h = batch_norm(z, beta=b)'],
  ])('a bias %s', (_, body) => {
    expect(said(`network n {\n  input x[8, 3]\n  target y[8, 2]\n  ${body}\n  loss = mse(h, y)\n}`)).toEqual([]);
  });

  test('the fix removes the line', () => {
    const page = 'network n {\n  input x[2]\n  param V[3]\n  param W[2]\n  loss = sum(W*x)\n}';
    const [problem] = healthProblems(programOf(page));
    const [edit] = problem?.fixes?.[0]?.edits ?? [];
    expect(edit && page.slice(0, edit.range.start) + edit.text + page.slice(edit.range.end)).toBe(
      page.replace('  param V[3]\n', ''),
    );
  });
});

const BATCH =
  'input x[4, 2] = [[1, 2], [2, 1], [3, 1], [1, 3]]\n  target y[4, 3] = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]]';
const layer = (activation: string, W: string): string =>
  `network n {\n  ${BATCH}\n  h = ${activation}(dense(x, 3, W=${W}, b=[0, 0, 0]))\n  loss = mse(h, y)\n}`;

describe('units', () => {
  test('dead for a whole batch', () => {
    expect(said(layer('relu', '[[1, -1, -1], [1, -2, 2]]'))).toEqual([
      '4: hint: dead-units: «h» 1 of 3 units of h is 0 for every one of 4 samples: relu lets no gradient through there, at these values.',
    ]);
    expect(said(layer('relu', '[[-1, -1, -1], [-1, -2, -2]]'))[0]).toContain('All 3 units of h are 0');
  });

  test('saturated for a whole batch', () => {
    expect(said(layer('sigmoid', '[[9, 0.1, -9], [9, 0.2, -9]]'))).toEqual([
      '4: hint: saturated-units: «h» 2 of 3 units of h are saturated for every one of 4 samples: the slope of sigmoid is below 0.001 there, at these values.',
    ]);
  });

  test('one sample says little of one unit', () => {
    const page =
      'network n {\n  input x[2] = [1, 2]\n  h = relu(dense(x, 2, W=[[1, -1], [1, -1]], b=[0, 0]))\n  loss = sum(h)\n}';
    expect(said(page)).toEqual([]);
  });

  test('a sigmoid whose logarithm is the loss may be sure of itself', () => {
    const page =
      'network n {\n  input x[2] = [9, 9]\n  target y[2] = [1, 1]\n  p = sigmoid(dense(x, 2, W=[[1, 1], [1, 1]], b=[0, 0]))\n  loss = binary_cross_entropy(p, y)\n}';
    expect(said(page)).toEqual([]);
  });
});

test('a gradient that vanishes, and one that explodes, with the numbers', () => {
  const page = (w: number): string =>
    `network n {\n  input x[1] = [1]\n  h = dense(x, 1, W=[[1]], b=[0])\n  p = dense(h, 1, W=[[${w}]], b=[0])\n  loss = sum(p)\n}`;
  expect(said(page(0.0001))).toEqual([
    '3: hint: vanishing-gradient: «h» The gradient vanishes on its way back: its norm is 1 at p and 0.0001 at h, 10000 times less.',
  ]);
  expect(said(page(5000))).toEqual([
    '3: hint: exploding-gradient: «h» The gradient explodes on its way back: its norm is 1 at p and 5000 at h, 5000 times more.',
  ]);
  expect(said(page(500))).toEqual([]);
});

/** Looked at one by one: what is said of the networks of test/networks is true. */
const TRUE: Readonly<Record<string, string>> = {
  batch_norm_between_layers: 'batch_norm in h subtracts the mean, and a.b with it',
  stable_large_activations: 'All 3 units of a are saturated',
};

test('of healthy networks nothing is said', () => {
  const found = caseNames.flatMap((name) => said(casePage(name)).map((line) => ({ name, line })));
  expect(found.filter(({ name, line }) => !line.includes(TRUE[name] ?? 'nothing'))).toEqual([]);
  expect(new Set(found.map(({ name }) => name))).toEqual(new Set(Object.keys(TRUE)));
}, 60_000);

test('AlexNet is not computed', () => {
  const began = performance.now();
  expect(said(casePage('alexnet'))).toEqual([]);
  expect(performance.now() - began).toBeLessThan(3_000);
});

/** Computation graphs of networks: layers, shapes, and gradients that are those of the backward pass. */
import { expect, test } from 'vitest';
import { valuesOf } from '../../../src/network/values';
import { withPageValues } from '../../../src/program/answers';
import type { Figure } from '../../../src/protocol';
import { viewOf } from '../carets';
import { examples } from '../examples';
import { arrows, asked, graphOf } from './asked';

const networks = examples.flatMap(({ name: page, text }) =>
  [...text.matchAll(/^network (\w+)/gm)].map(([, name = '']) => ({ page, name, text })),
);

const numbersIn = (text: string): readonly number[] =>
  [...text.replaceAll('−', '-').matchAll(/-?\d+(?:\.\d+)?(?:e-?\d+)?/g)].map(([digits]) => Number(digits));

/** What is shown is the norm, or entries of the array, to three digits. */
function shows(figure: Figure | undefined, data: ArrayLike<number>): void {
  const entries = Array.from(data);
  const shown = numbersIn(figure?.text ?? '');
  expect(shown.length).toBeGreaterThan(0);
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= 6e-3 * Math.abs(b) + 1e-12;
  if (figure?.text.startsWith('norm')) expect(near(shown[0] ?? Number.NaN, Math.hypot(...entries))).toBe(true);
  else for (const one of shown) expect(entries.some((entry) => near(one, entry))).toBe(true);
}

test.each(networks)('values and gradients of $page', ({ text, name }) => {
  const view = viewOf(text);
  const drawn = graphOf(view, { function: name });
  const definition = view.program.definitionOf(name);
  if (definition?.kind !== 'network' || !definition.outside) throw new Error(name);
  const { network } = definition.outside;
  const numbers = valuesOf(network, definition.outside.pass(), { close: (one) => withPageValues(view.program, one) });
  for (const part of [...network.nodes, ...network.parameters]) {
    const node = drawn.nodes.find(({ id }) => id === (part.variable === network.loss.variable ? '=' : part.name));
    expect(node?.shape ?? []).toEqual(part.shape);
    const [value, gradient] = [numbers.value(part.variable), numbers.gradient(part.variable)];
    if (!value.ok || !gradient?.ok) throw new Error(part.name);
    shows(node?.value, value.data);
    shows(node?.gradient, gradient.data);
    expect(node?.source ?? node?.layer).toBeDefined();
  }
  for (const { to, from, local } of drawn.edges) expect(local?.formula, `${from} → ${to}`).toBeDefined();
  for (const { layer } of drawn.nodes)
    if (layer !== undefined) expect(drawn.layers.map((one) => one.name)).toContain(layer);
});

const IRIS = examples.find(({ name }) => name.includes('iris'))?.text ?? '';

test('layers are groups of operations, weights and activations', () => {
  const drawn = graphOf(IRIS, { function: 'iris', variable: 'h.W' });
  expect(drawn.layers.map(({ name, shape }) => [name, shape])).toEqual([
    ['h', [8]],
    ['p', [3]],
  ]);
  expect(drawn.nodes.filter(({ layer }) => layer === 'h').map(({ label }) => label.text)).toEqual([
    'h.W',
    'h.b',
    '@',
    'z1',
    'h',
  ]);
  expect(arrows(drawn).filter((one) => !one.startsWith('y'))).toEqual([
    'x → @: δ@h.Wᵀ',
    'h.W → @: outer(x, δ)',
    '@ → z1: δ',
    'h.b → z1: δ',
    'z1 → h: δ ⊙ 1(z1 > 0)',
    'h → @: δ@p.Wᵀ',
    'p.W → @: outer(h, δ)',
    '@ → z2: δ',
    'p.b → z2: δ',
    'z2 → p: p ⊙ (δ − sum(δ ⊙ p))',
    'p → loss: −y/p',
  ]);
  expect(drawn.nodes.filter(({ onPath }) => onPath).map(({ label }) => label.text)).toEqual([
    'h.W',
    '@',
    'z1',
    'h',
    '@',
    'z2',
    'p',
    'loss',
  ]);
  expect(drawn.nodes.at(-1)?.formula?.text).toBe('cross_entropy(p, y)');
  expect([drawn.variable, drawn.quantity.unicode]).toEqual(['h.W', '∂loss/∂h.W']);
  expect(graphOf(IRIS, { function: 'iris' }).quantity.unicode).toBe('∇loss');
});

test('a convolution and its pooling are one node each', () => {
  const text = examples.find(({ name }) => name.includes('convolution'))?.text ?? '';
  const drawn = graphOf(text, { function: 'bars' });
  expect(drawn.nodes.flatMap(({ formula }) => (formula ? [formula.text] : []))).toEqual([
    'conv2d(x, c.W, c.b)',
    'relu(c)',
    'max_pool2d(a)',
    'flatten(m)',
    'a1@p.W',
    'a1@p.W + p.b',
    'softmax(z)',
    'cross_entropy(p, y)',
  ]);
  expect(drawn.note).toMatch(/max_pool2d has a kink/);
});

test('a network without values has shapes and formulas, and says what is missing', () => {
  const page =
    'network n {\n  input x[batch, 4]\n  target y[batch, 2]\n  h = dense(x, 3) |> tanh\n  p = dense(h, 2)\n  loss = mse(p, y)\n}';
  const drawn = graphOf(page, { function: 'n' });
  expect(drawn.note).toMatch(/^There are no numbers: .* has no value/);
  expect(drawn.nodes.every(({ value, gradient }) => !value && !gradient)).toBe(true);
  expect(drawn.nodes.find(({ id }) => id === 'h')?.shape).toEqual(['batch', 3]);
  expect(arrows(drawn)).toContain('h.W → @: xᵀ@δ');
});

test.each([
  ['network n {\n  input x[2] = [1, 2]\n  p = relu(x\n  loss = sum(p)\n}', undefined, /cannot be read just now/],
  ['network n {\n  input x[2] = [1, 2]\n  loss = sum(x)\n}', 'W', /n has no part W/],
])('networks that have no graph', (page, variable, reason) => {
  const result = asked(viewOf(page), { function: 'n', ...(variable !== undefined && { variable }) });
  expect(result).toEqual({ kind: 'nothing', reason: expect.stringMatching(reason) });
});

test('large networks are shown by their nodes, and then what is near the loss', () => {
  const nodes = Array.from({ length: 130 }, (_, i) => `  h${i + 1} = tanh(2 h${i} + h${i} * w)`);
  const page = (lines: readonly string[]) =>
    `network n {\n  input h0[2] = [0.1, 0.2]\n  param w[2] = [0.3, 0.4]\n${lines.join('\n')}\n  loss = sum(h${lines.length})\n}`;
  const drawn = graphOf(page(nodes), { function: 'n' });
  expect(drawn.nodes).toHaveLength(nodes.length + 3);
  expect(drawn.note).toMatch(/more than 500 operations/);
  const more = Array.from({ length: 505 }, (_, i) => `  h${i + 1} = tanh(h${i})`);
  const cut = graphOf(page(more), { function: 'n' });
  expect(cut.nodes).toHaveLength(500);
  expect(cut.note).toMatch(/left out/);
});

/** Computation graphs of functions: operations, names, local derivatives, numbers, and what is said where there are none. */
import { expect, test } from 'vitest';
import { viewOf } from '../carets';
import { arrows, asked, close, graphOf, line } from './asked';

const CHAIN = 'h(x) = 3(2x^2)^5';

test('the chain of the textbook', () => {
  const graph = graphOf(CHAIN, { function: 'h', at: { x: '1.5' } });
  expect(graph.nodes.map(line)).toEqual([
    'x | 1.5 | 36905.6',
    'u = 2x² | 4.5 | 6150.94',
    '□⁵ = u⁵ | 1845.28 | 3',
    'h = 3u⁵ | 5535.84 | 1',
  ]);
  expect(arrows(graph)).toEqual(['x → u: 4x = 6', 'u → □⁵: 5u⁴ = 2050.31', '□⁵ → h: 3 = 3']);
  expect(graph.nodes.map(({ kind }) => kind)).toEqual(['input', 'named', 'operation', 'output']);
  expect(graph.nodes.map(({ gradientFormula }) => gradientFormula?.unicode)).toEqual(['960x⁹', '15u⁴', '3', '1']);
  expect(graph.paths?.map(({ product, value }) => [product.unicode, value?.text])).toEqual([['3·5u⁴·4x', '36905.6']]);
  expect([graph.quantity.unicode, graph.variable]).toEqual(['dh/dx', 'x']);
  const source = graph.nodes[1]?.source;
  expect(CHAIN.slice(source?.start.character, source?.end.character)).toBe('2x^2');
});

/** Operations without inputs, in order. */
const operations = (page: string, name = 'f'): readonly string[] =>
  graphOf(page, { function: name, variable: '∇' })
    .nodes.filter(({ kind }) => kind !== 'input' && kind !== 'constant')
    .map(({ label, formula }) => `${label.unicode}: ${formula?.unicode}`);

test.each([
  ['f(x, y) = 3x^3 - y^2 + 5x + 2', ['3□³: 3x³', '□²: y²', '5□: 5x', 'f: 3x³ − y² + 5x + 2']],
  ['f(x, y, z) = x y z', ['f: x·y·z']],
  ['f(x) = x', ['f: x']],
  ['f(x) = 3', ['f: 3']],
  ['f(x) = x^2 sin(x)', ['□²: x²', 'sin: sin(x)', 'f: x²·sin(x)']],
  ['f(x) = -sin(x) / 2', ['sin: sin(x)', 'f: −sin(x)/2']],
  [
    'f(x) = max(x, 0) + max(x, 1 - x)',
    ['max(□, 0): max(x, 0)', '1 − □: 1 − x', 's1: max(x, 1 − x)', 'f: max(x, 0) + s1'],
  ],
  ['f(x) = sin(cos(x^2 + 1))', ['v: x² + 1', 'u: cos(v)', 'f: sin(u)']],
  ['f(x, y) = x - y', ['f: x − y']],
  ['f(x) = 2^x + x^x', ['2^□: 2^x', '□^□: x^x', 'f: 2^x + x^x']],
])('the operations of %s', (page, expected) => {
  expect(operations(page)).toEqual(expected);
});

test('shared parts are one node', () => {
  const graph = graphOf('f(x) = sin(x)^2 + 3sin(x) + exp(sin(x))', { function: 'f', at: { x: '0.5' } });
  expect(graph.nodes.filter(({ formula }) => formula?.unicode === 'sin(x)')).toHaveLength(1);
  expect(graph.paths).toHaveLength(3);
  const sin = Math.sin(0.5);
  close(graph.nodes[1]?.gradient?.value, 2 * sin + 3 + Math.exp(sin));
  const square = graphOf('f(x) = x^2 + sin(x^2)', { function: 'f', at: { x: '2' } });
  expect(square.nodes.filter(({ value }) => value?.value === 4)).toHaveLength(1);
});

test('calls of the page are one node, with slopes in formulas and numbers', () => {
  const page = 'z(a, w, b) = a w + b\nneuron(a, w, b) = relu(z(a, w, b))\nneuron(-2, -3, 1)';
  const graph = graphOf(page, { function: 'neuron', variable: 'w' });
  expect(arrows(graph)).toEqual(['a → z: w = −3', 'w → z: a = −2', 'b → z: 1 = 1', 'z → neuron: 1(z > 0) = 1']);
  expect(graph.nodes.filter(({ onPath }) => onPath).map(({ label }) => label.text)).toEqual(['w', 'z', 'neuron']);
  const twice = graphOf('g(a) = a^2\nf(x) = g(g(x) + 1)', { function: 'f', at: { x: '2' } });
  expect(twice.nodes.map(({ value }) => value?.value)).toEqual([2, 4, 5, 25]);
  expect(twice.nodes[0]?.gradient?.value).toBe(40);
});

test('names of the page are constants without a gradient', () => {
  const graph = graphOf('a = 3\nf(x) = a x^2', { function: 'f', at: { x: '2' } });
  const [x, a, output] = [...graph.nodes.slice(0, 2), graph.nodes.at(-1)];
  expect([a?.kind, a?.value?.value, a?.gradient, a?.onPath]).toEqual(['constant', 3, undefined, false]);
  expect([x?.gradient?.value, output?.value?.value]).toEqual([12, 12]);
});

test('everything is on the path of the gradient, and no step', () => {
  const graph = graphOf('f(x, y) = floor(x) + y', { function: 'f', variable: '∇', at: { x: '1.5', y: '2' } });
  expect(graph.nodes.map(({ id, onPath }) => [id.replace(/:.*/, ''), onPath])).toEqual([
    ['x', false],
    ['y', true],
    ['floor', false],
    ['=', true],
  ]);
  expect(graph.nodes.map(({ gradient }) => gradient?.value)).toEqual([0, 1, 1, 1]);
  expect(graph.quantity.unicode).toBe('∇f');
});

test('higher derivatives are the graph of the one before', () => {
  const graph = graphOf('f(x, y) = x^3 y^2', { function: 'f', variable: 'x,y', at: { x: '2', y: '3' } });
  expect([graph.quantity.unicode, graph.nodes.at(-1)?.label.unicode]).toEqual(['∂²f/∂x∂y', '∂f/∂x']);
  expect(graph.nodes.map(({ value }) => value?.value)).toEqual([2, 3, 108]);
  expect(graph.nodes.map(({ gradient }) => gradient?.value)).toEqual([108, 72, 1]);
});

test.each([
  ['f(x, y) = max(x, y)', { x: '1', y: '1' }, [0, 0], /^max has a kink where its arguments tie/],
  ['f(x, y) = relu(x) y', { x: '0', y: '3' }, [0, 0], /^relu has a kink at 0/],
  ['f(x, y) = abs(x - y) + x', { x: '2', y: '2' }, [1, 0], /^abs has a kink at 0/],
  ['r(x) = relu(x)\nf(x, y) = r(x y)', { x: '0', y: '3' }, [0, 0], /relu has a kink at 0/],
])('kinks of %s are said', (page, at, slopes, note) => {
  const graph = graphOf(page, { function: 'f', variable: '∇', at });
  expect(graph.nodes.slice(0, 2).map(({ gradient }) => gradient?.value)).toEqual(slopes);
  expect(graph.note).toMatch(note);
  const elsewhere = graphOf(page, { function: 'f', variable: '∇', at: { x: '2', y: '5' } });
  expect(elsewhere.note).toBeUndefined();
});

test.each([
  ['f(x) = log(x) + x^2', '-1', /There is no value here: log is defined for positive numbers/],
  ['f(x) = 1/x', '0', /division by zero/],
  ['f(x) = sqrt(x)', '0', /There is no value here/],
])('where %s has no value at %s', (page, x, note) => {
  const graph = graphOf(page, { function: 'f', at: { x } });
  expect(graph.note).toMatch(note);
  expect(graph.nodes[0]?.gradient).toEqual({ text: 'no value' });
  expect(graph.nodes[0]?.value?.value).toBe(Number(x));
});

test('a branch that is not taken passes nothing on, also without a value', () => {
  const graph = graphOf('f(x) = where(x > 1, sqrt(x - 1), x^2)', { function: 'f', at: { x: '0.5' } });
  expect(graph.nodes[0]?.gradient?.value).toBe(1);
  const root = graph.nodes.find(({ label }) => label.unicode === 'sqrt');
  expect([root?.value?.text, root?.gradient?.text]).toEqual(['no value', '0']);
  expect(graph.paths?.reduce((sum, { value }) => sum + (value?.value ?? Number.NaN), 0)).toBe(1);
  expect(graph.note).toBeUndefined();
});

test('figures have six digits, and all digits as values', () => {
  const graph = graphOf('f(x) = x / 3', { function: 'f', at: { x: '1' } });
  expect(graph.nodes.at(-1)?.value).toEqual({ text: '0.333333', value: 1 / 3 });
  // Cancellation does not show: π is not its double.
  const sin = graphOf('f(x) = sin(x)', { function: 'f', at: { x: 'pi' } });
  expect(sin.nodes.at(-1)?.value?.value).toBe(0);
});

test('functions of arrays have the numbers that the page calls them with', () => {
  const page = 'ols(w[n], X[m, n], y[m]) = sum((X @ w - y)^2) / m\nols([0, 0], [[1, 0], [0, 1], [1, 1]], [1, 2, 4])';
  const graph = graphOf(page, { function: 'ols', variable: 'w' });
  expect(arrows(graph).slice(0, 5)).toEqual([
    'X → @: outer(δ, w)',
    'w → @: Xᵀ@δ',
    '@ → −: δ',
    'y → −: −δ',
    '− → □²: 2(X@w − y) ⊙ δ',
  ]);
  expect(graph.nodes.at(-1)?.value?.value).toBe(7);
  expect(graph.nodes[0]?.gradient?.text).toBe('≈ [−3.333, −4]');
  expect(graph.nodes[0]?.shape).toEqual(['n']);
  const bare = graphOf('q(x[n], A[n, n]) = x @ A @ x', { function: 'q' });
  expect(bare.note).toBe('There are no numbers: x has no value.');
  expect(bare.nodes.every(({ value, gradient }) => !value && !gradient)).toBe(true);
  const vector = graphOf('t(x[2]) = [[0, -1], [1, 0]] @ x\nt([1, 2])', { function: 't' });
  expect(vector.note).toMatch(/gradients are of one number/);
});

test.each([
  ['f(x) = x +', 'f', undefined, /cannot be read just now/],
  ['f(x) = sinn(x)', 'f', undefined, /cannot be read just now|cannot be differentiated/],
  ['f(x) = x', 'g', undefined, 'There is no function g on this page just now.'],
  ['f(x) = x', 'f', 'y', 'y is not a parameter of f.'],
  ['declare g(u)', 'g', undefined, /nothing is known of it/],
  ['a = 3', 'a', undefined, 'a is a value, not a function.'],
  ['f(x) = x', '__proto__', undefined, /There is no function __proto__/],
])('%s has no graph', (page, name, variable, reason) => {
  const result = asked(viewOf(page), { function: name, ...(variable !== undefined && { variable }) });
  expect(result).toEqual({ kind: 'nothing', reason: expect.stringMatching(reason) });
});

test('numbers that are none', () => {
  const result = asked(viewOf('f(x) = x'), { function: 'f', at: { x: 'y + 1' } });
  expect(result).toEqual({ kind: 'nothing', reason: 'x = y + 1 is no number.' });
});

test('names that mean something elsewhere', () => {
  const page =
    '__proto__(constructor, toString, δ, s1, u) = sin(cos(constructor toString + δ) + s1 u)^2 + exp(constructor + δ + s1 + u)';
  const graph = graphOf(page, { function: '__proto__', variable: 'constructor' });
  const labels = graph.nodes.map(({ label }) => label.text);
  expect(labels.slice(0, 5)).toEqual(['constructor', 'toString', 'δ', 's1', 'u']);
  const named = graph.nodes.flatMap(({ kind, label }) => (kind === 'named' ? [label.text] : []));
  expect(named.length).toBeGreaterThan(1);
  expect(new Set([...named, 's1', 'u']).size).toBe(named.length + 2);
  expect(graph.paths).toHaveLength(2);
});

test('ids stay over an edit of a number, and answers are the same twice', () => {
  const ids = (page: string) => graphOf(page, { function: 'f', variable: 'x' }).nodes.map(({ id }) => id);
  const before = ids('f(x, y) = 3(2x^2 + y)^5 + exp(2x) log(y) + exp(3x)');
  expect(ids('f(x, y) = 4(7x^3 + y)^6 + exp(9x) log(y) + exp(5x)')).toEqual(before);
  expect(ids('# a line\nf(x, y) = 3(2x^2 + y)^5 + exp(2x) log(y) + exp(3x)')).toEqual(before);
  const page = viewOf('f(x, y) = sin(x y) / x');
  expect(graphOf(page, { function: 'f' })).toEqual(graphOf(page, { function: 'f' }));
});

test('too many paths are not written one by one', () => {
  const page = `f(x) = ${Array.from({ length: 9 }, (_, i) => `sin(x + ${i})`).join(' + ')}`;
  expect(graphOf(page, { function: 'f' }).paths).toBeUndefined();
  let nested = 'x';
  for (let i = 0; i < 20; i += 1) nested = `tanh(${nested})`;
  expect(graphOf(`f(x) = ${nested}`, { function: 'f' }).paths).toBeUndefined();
});

test('large functions are shown up to what has a name', () => {
  const sum = Array.from({ length: 300 }, (_, i) => `sin(x + ${i}) g(y)`).join(' + ');
  const graph = graphOf(`g(a) = a^2\nf(x, y) = ${sum}`, { function: 'f', at: { x: '0', y: '2' } });
  expect(graph.nodes.map(({ label }) => label.unicode)).toEqual(['x', 'y', 'g', 'f']);
  expect(graph.note).toMatch(/^It has more than 500 operations/);
  const wanted = Array.from({ length: 300 }, (_, i) => 4 * Math.cos(i)).reduce((a, b) => a + b);
  close(graph.nodes[0]?.gradient?.value, wanted, 1e-7);
  const names = Array.from({ length: 600 }, (_, i) => `x${i}`);
  const wide = graphOf(`f(${names.join(', ')}) = ${names.join(' + ')}`, { function: 'f', variable: 'x7' });
  expect(wide.nodes).toHaveLength(500);
  expect(wide.note).toMatch(/101 are left out/);
});

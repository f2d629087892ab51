/** The forms that the field writes its adjoints in, letter by letter. */
import { describe, expect, test } from 'vitest';
import { derived, everyStep } from './page';

/** What the lines of a node say, in order. */
function says(page: string, of: string): readonly string[] {
  const { document } = derived(page);
  return document.steps
    .filter(({ before, rule }) => before.text === `diff(loss, ${of})` && rule !== 'put in')
    .map(({ after }) => after.text);
}

const network = (...lines: readonly string[]): string =>
  `network n {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;

const DENSE = network('input x[4]', 'z = dense(x, 3)', 'loss = sum(tanh(z))');
const BATCH = network('input x[5, 4]', 'param U[4, 4]', 'a = x @ U', 'z = dense(a, 3)', 'loss = sum(tanh(z))');
const SOFTMAX = (target: string, shape = '[5, 3]'): string =>
  network(
    `input x${shape}`,
    `target y${shape}${target}`,
    'param s',
    'z = s * x',
    'p = softmax(z)',
    'loss = cross_entropy(p, y)',
  );
const ATTENTION = network(
  'input x[5, 4]',
  'param Wq[4, 2]',
  'param Wk[4, 2]',
  'param Wv[4, 2]',
  'Q = x @ Wq',
  'K = x @ Wk',
  'V = x @ Wv',
  'S = Q @ K.T / √2',
  'A = softmax(S)',
  'O = A @ V',
  'loss = sum(tanh(O))',
);
const CHAIN = (n: string): string =>
  network(
    `input x[${n}, 4]`,
    `target y[${n}, 3]`,
    'param W1[4, 8]',
    'param b1[8]',
    'param W2[8, 3]',
    'param b2[3]',
    'z1 = dense(x, 8, W=W1, b=b1)',
    'h = relu(z1)',
    'z2 = dense(h, 3, W=W2, b=b2)',
    'p = softmax(z2)',
    'loss = cross_entropy(p, y)',
  );

describe('one line each', () => {
  const cases: readonly (readonly [title: string, page: string, of: string, ...forms: string[]])[] = [
    ['dense, one sample: weights', DENSE, 'z.W', 'outer(x, diff(loss, z))'],
    ['dense, one sample: biases', DENSE, 'z.b', 'diff(loss, z)'],
    ['dense: weights', BATCH, 'z.W', 'a.T@diff(loss, z)'],
    ['dense: biases', BATCH, 'z.b', 'sum(diff(loss, z), axis=0)'],
    ['dense: inputs', BATCH, 'a', 'diff(loss, z)@z.W.T'],
    ['relu', CHAIN('5'), 'z1', 'diff(loss, h)*(z1 > 0)'],
    ['softmax alone', ATTENTION, 'S', 'A*(diff(loss, A) - sum(diff(loss, A)*A, axis=-1, keepdims=1))'],
    ['attention: Q', ATTENTION, 'Q', 'diff(loss, S)@K/sqrt(2)'],
    ['attention: K', ATTENTION, 'K', 'diff(loss, S).T@Q/sqrt(2)'],
    ['attention: V', ATTENTION, 'V', 'A.T@diff(loss, O)'],
    ['mse', network('input x[2, 3]', 'target y[2, 3]', 'param w', 'p = w * x', 'loss = mse(p, y)'), 'p', '2*(p - y)/6'],
    [
      'layer_norm',
      network('input x[3, 4]', 'param U[4, 4]', 'a = x @ U', 'n = layer_norm(a)', 'loss = sum(tanh(n))'),
      'a',
      '((g - mean(g, axis=-1, keepdims=1)) - xhat*mean(g*xhat, axis=-1, keepdims=1))/sigma',
    ],
    [
      'softmax and cross-entropy, any target',
      SOFTMAX(' = [[1, 0, 0], [0, 1, 0], [0, 2, 0], [1, 0, 0], [1, 0, 0]]'),
      'z',
      'p*(diff(loss, p) - sum(diff(loss, p)*p, axis=-1, keepdims=1))',
      '(p*sum(y, axis=-1, keepdims=1) - y)/5',
    ],
    [
      'softmax and cross-entropy, a distribution',
      SOFTMAX(' = [[1, 0, 0], [0, 1, 0], [0, 0.5, 0.5], [1, 0, 0], [1, 0, 0]]'),
      'z',
      'p*(diff(loss, p) - sum(diff(loss, p)*p, axis=-1, keepdims=1))',
      '(p*sum(y, axis=-1, keepdims=1) - y)/5',
      '(p - y)/5',
    ],
    [
      'softmax and cross-entropy, one sample',
      SOFTMAX(' = [0, 1, 0]', '[3]'),
      'z',
      'p*(diff(loss, p) - sum(diff(loss, p)*p))',
      'p*sum(y) - y',
      'p - y',
    ],
    [
      'sigmoid and binary cross-entropy',
      network(
        'input x[6]',
        'target y[6]',
        'param w',
        'z = w * x',
        'p = sigmoid(z)',
        'loss = binary_cross_entropy(p, y)',
      ),
      'z',
      'diff(loss, p)*p*(1 - p)',
      '(p - y)/6',
    ],
  ];
  test.each(cases)('%s', (_title, page, of, ...forms) => {
    expect(says(page, of)).toEqual(forms);
  });

  test('layer_norm: what its names mean', () => {
    const page = network('input x[3, 4]', 'param U[4, 4]', 'a = x @ U', 'n = layer_norm(a)', 'loss = sum(tanh(n))');
    const step = derived(page).document.steps.find(({ before }) => before.text === 'diff(loss, a)');
    expect(
      Object.entries(step?.where ?? {})
        .map(([name, { text }]) => `${name} = ${text}`)
        .sort(),
    ).toEqual([
      'g = diff(loss, n)*n.gamma',
      'sigma = sqrt(mean((a - mean(a, axis=-1, keepdims=1))^2, axis=-1, keepdims=1) + 0.00001)',
      'xhat = (a - mean(a, axis=-1, keepdims=1))/sigma',
    ]);
  });
});

describe('the whole chain', () => {
  test.each(['5', 'batch'])('%s rows', (n) => {
    const { document } = derived(CHAIN(n), 'W1');
    expect(document.result.text).toBe(`x.T@((((p - y)/${n})@W2.T)*(z1 > 0))`);
    expect(document.conditions).toEqual(['sum(y, axis=−1) = 1']);
  });

  test('in the order of the backward pass, and only what lies on the way', () => {
    const order = (asked: string): readonly string[] => [
      ...new Set(derived(CHAIN('5'), asked).document.steps.map(({ before }) => before.text.slice(11, -1))),
    ];
    expect(order('W1')).toEqual(['p', 'z2', 'h', 'z1', 'W1']);
    expect(order('W2')).toEqual(['p', 'z2', 'W2']);
    expect(order('loss')).toEqual(['p', 'z2', 'W2', 'b2', 'h', 'z1', 'W1', 'b1']);
  });

  test('a node of several layers has a line for each', () => {
    const page = network(
      'input x[4]',
      'target y[3]',
      'h = dense(x, 8) |> relu',
      'p = dense(h, 3) |> softmax',
      'loss = cross_entropy(p, y)',
    );
    const { document } = derived(page, 'h.W');
    expect(document.steps.map(({ rule }) => rule)).toEqual([
      'cross-entropy',
      'softmax',
      'softmax and cross-entropy',
      'rows of the target sum to 1',
      'dense layer',
      'ReLU',
      'dense layer',
      'put in',
    ]);
    expect(document.result.text).toBe('outer(x, ((p - y)@p.W.T)*(h > 0))');
    expect(document.steps.find(({ rule }) => rule === 'ReLU')?.where).toMatchObject({ z1: { text: 'x@h.W + h.b' } });
  });

  test('an assumption is said where the target has no value, and the step where it has one', () => {
    const assumption = (target: string): readonly (string | undefined)[] =>
      everyStep(derived(SOFTMAX(target, '[3]')).document.steps).flatMap(({ rule, adjoint }) =>
        rule === 'rows of the target sum to 1' ? [adjoint?.assumption] : [],
      );
    expect(assumption('')).toEqual(['sum(y) == 1']);
    expect(assumption(' = [0, 1, 0]')).toEqual([undefined]);
    expect(assumption(' = [0, 2, 0]')).toEqual([]);
  });
});

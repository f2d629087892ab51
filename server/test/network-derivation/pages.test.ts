/** Derivations of small networks as plain text, Markdown and LaTeX; accept a new text with `npx vitest run -u`. */
import { describe, expect, test } from 'vitest';
import { printNetwork } from '../../src/notation/network-text';
import { derived } from './page';

const NEURON = `# Neural Networks from Scratch, one neuron: x = [1, −2, 3], w = [−3, −1, 2], b = 1
network neuron {
  input x[3] = [1, -2, 3]
  param w[3] = [-3, -1, 2]
  param b = 1
  z = x @ w + b
  a = relu(z)
  loss = a
}
`;
const CLASSIFIER = `network classifier {
  input x[2, 3] = [[1, 2, 3], [2, 5, -1]]
  target y[2, 2] = [[1, 0], [0, 1]]
  h = dense(x, 3, W=[[0.2, 0.8, -0.5], [0.5, -0.91, 0.26], [-0.26, -0.27, 0.17]], b=[2, 3, 0.5]) |> relu
  p = dense(h, 2, W=[[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6]], b=[0, 0]) |> softmax
  loss = cross_entropy(p, y)
}
`;
const ATTENTION = `network attention {
  input x[n, 4]
  param Wq[4, 2]
  param Wk[4, 2]
  param Wv[4, 2]
  q = x @ Wq
  k = x @ Wk
  v = x @ Wv
  A = softmax(q @ k.T / √2)
  loss = mean((A @ v)^2)
}
`;
const NORMS = `network norms {
  input x[batch, 4]
  target y[batch, 3]
  a = dense(x, 3)
  n = layer_norm(a)
  h = n + gelu(dense(n, 3))
  loss = mse(h, y) + 0.01 sum(a.W^2)
}
`;
const CNN = `network cnn {
  input x[1, 8, 8]
  target y[10]
  c = conv2d(x, 4, 3) |> relu |> max_pool2d(2)
  p = c |> flatten |> dense(10) |> softmax
  loss = cross_entropy(p, y)
}
`;
const EMBEDDING = `network words {
  input ids[4] = [2, 0, 2, 1]
  e = embedding(ids, 3, 2, W=[[0.1, -0.2], [0.4, 0.3], [-0.5, 0.6]])
  s = sigmoid(sum(e, axis=-1))
  loss = binary_cross_entropy(s, [1, 0, 1, 1])
}
`;

const cases: readonly (readonly [file: string, page: string, asked: string])[] = [
  ['neuron', NEURON, 'w'],
  ['neuron-entry', NEURON, 'w[0]'],
  ['classifier', CLASSIFIER, 'h.W'],
  ['classifier-whole', CLASSIFIER, 'loss'],
  ['classifier-entry', CLASSIFIER, 'h.W[2, 1]'],
  ['classifier-input', CLASSIFIER, 'x'],
  ['attention', ATTENTION, 'Wk'],
  ['norms', NORMS, 'a.W'],
  ['cnn', CNN, 'c.W'],
  ['embedding', EMBEDDING, 'e.W'],
];

describe('as text', () => {
  test.each(cases)('%s', async (file, page, asked) => {
    const text = printNetwork(derived(page, asked).document, 'text', 'every');
    // The last digits of rounding are the machine's own.
    await expect(text.replaceAll(/\d+e[+-]\d+(?= \(|;|\.)/g, '…')).toMatchFileSnapshot(`pages/${file}.txt`);
  });
});

describe('in other formats', () => {
  test.each(['markdown', 'latex'] as const)('%s', async (format) => {
    const text = printNetwork(derived(CLASSIFIER, 'h.W').document, format, 'main');
    await expect(text).toMatchFileSnapshot(`pages/classifier.${format === 'latex' ? 'tex' : 'md'}`);
  });

  test('the answer alone', () => {
    expect(printNetwork(derived(CLASSIFIER, 'p.b').document, 'text', 'answer')).toBe(
      'network classifier, ∂loss/∂p.b\n\n∂loss/∂p.b = sum((p − y)/2, axis=0)\n',
    );
  });
});

describe('one entry', () => {
  test('the textbook’s neuron: dvalue · 1(z > 0) · x', () => {
    const { document } = derived(NEURON, 'w[0]');
    expect(document.result.text).toBe('1*(z > 0)*x[0]');
    expect(document.network?.neuron?.[0]).toMatchObject({
      name: { text: 'z' },
      formula: { text: 'x[0]*w[0] + x[1]*w[1] + x[2]*w[2] + b' },
      numbers: [{ unicode: '1·(−3) + (−2·(−1)) + 3·2 + 1' }, { unicode: '−3 + 2 + 6 + 1' }, { unicode: '6' }],
    });
    const lines = document.steps.map(({ before, after, adjoint }) => [before.text, after.text, adjoint?.value?.text]);
    expect(lines).toEqual([
      ['diff(loss, z)', '1*(z > 0)', '1'],
      ['diff(loss, w[0])', 'diff(loss, z)*x[0]', '1'],
    ]);
  });

  test('every step holds and ends in the entry', () => {
    const { document, derivation } = derived(CLASSIFIER, 'h.W[2, 1]');
    const whole = derivation.values.gradient(derivation.results[0]?.of ?? derivation.unfolded.loss.variable);
    for (const { check, steps } of document.steps) {
      expect(check.verdict).toBe('holds');
      for (const inner of steps) expect(inner.check.verdict).toBe('holds');
    }
    const last = document.steps.at(-1);
    expect(last?.before.text).toBe('diff(loss, h.W[2, 1])');
    expect(whole?.ok && last?.adjoint?.value?.entries).toBe(whole?.ok && whole.data[2 * 3 + 1]);
  });
});

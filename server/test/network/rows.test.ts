/** The rows of layers and losses: their signatures, the parameters that they make, and what is said of wrong ones. */
import { describe, expect, test } from 'vitest';
import { signatureOf } from '../../src/network/row';
import { layerTable } from '../../src/network/table';
import { problems, programOf } from '../program/say';
import { networksOf } from './cases';

test('signatures are those of the language guide', () => {
  expect([...layerTable.values()].map(signatureOf)).toEqual([
    'dense(x, units, W=, b=)',
    'conv2d(x, filters, kernel, stride=1, padding=0, W=, b=)',
    'max_pool2d(x, size, stride=size)',
    'avg_pool2d(x, size, stride=size)',
    'flatten(x)',
    'layer_norm(x, gamma=, beta=, eps=1e-5)',
    'batch_norm(x, gamma=, beta=, eps=1e-5)',
    'dropout(x, rate)',
    'embedding(ids, vocabulary, dim, W=)',
    'cross_entropy(p, y)',
    'cross_entropy_logits(z, y)',
    'binary_cross_entropy(p, y)',
    'mse(p, y)',
    'mae(p, y)',
    'huber(p, y, delta=1)',
    'hinge(p, y)',
  ]);
});

const network = (shape: string, body: string): string =>
  `network n {\n  input x${shape}\n  h = ${body}\n  loss = sum(h)\n}\n`;

describe('what layers make', () => {
  test.each([
    ['[4]', 'dense(x, 8)', '[8]', 'h.W[4,8] h.b[8]'],
    ['[batch, 4]', 'dense(x, 8)', '["batch",8]', 'h.W[4,8] h.b[8]'],
    ['[2, 3, 4]', 'dense(x, 8)', '[2,3,8]', 'h.W[4,8] h.b[8]'],
    ['[n]', 'dense(x, 2)', '[2]', 'h.W[n,2] h.b[2]'],
    ['[n]', 'dense(x, 2 n)', '["2*n"]', 'h.W[n,2*n] h.b[2*n]'],
    ['[3, 8, 8]', 'conv2d(x, 4, 3)', '[4,6,6]', 'h.W[4,3,3,3] h.b[4]'],
    ['[N, 3, 9, 8]', 'conv2d(x, 4, 3, stride=2, padding=1)', '["N",4,5,4]', 'h.W[4,3,3,3] h.b[4]'],
    ['[3, H, W]', 'conv2d(x, 4, 3, padding=1)', '[4,"H","W"]', 'h.W[4,3,3,3] h.b[4]'],
    ['[3, 8, 8]', 'max_pool2d(x, 2)', '[3,4,4]', ''],
    ['[3, 8, 8]', 'avg_pool2d(x, 3, stride=1)', '[3,6,6]', ''],
    ['[3, 8, 8]', 'flatten(x)', '[192]', ''],
    ['[N, 3, 8, 8]', 'flatten(x)', '["N",192]', ''],
    ['[5, 4]', 'flatten(x)', '[5,4]', ''],
    ['[5, 4]', 'layer_norm(x)', '[5,4]', 'h.gamma[4] h.beta[4]'],
    ['[5, 4]', 'batch_norm(x)', '[5,4]', 'h.gamma[4] h.beta[4]'],
    ['[5, 4, 2, 2]', 'batch_norm(x)', '[5,4,2,2]', 'h.gamma[4] h.beta[4]'],
    ['[5]', 'dropout(x, 0.5)', '[5]', ''],
    ['[5]', 'embedding(x, 10, 4)', '[5,4]', 'h.W[10,4]'],
    ['[4]', 'dense(x, 8) |> relu |> dense(2)', '[2]', 'h.W1[4,8] h.b1[8] h.W2[8,2] h.b2[2]'],
    ['[4]', 'dense(relu(dense(x, 8)), 2)', '[2]', 'h.W1[4,8] h.b1[8] h.W2[8,2] h.b2[2]'],
    ['[4]', 'dense(x, 8) |> layer_norm', '[8]', 'h.W[4,8] h.b[8] h.gamma[8] h.beta[8]'],
    ['[3, 4, 4]', 'conv2d(x, 1, 2) |> flatten |> dense(2)', '[2]', 'h.W1[1,3,2,2] h.b1[1] h.W2[9,2] h.b2[2]'],
  ])('input x%s, h = %s', async (shape, body, result, made) => {
    const { networks, err } = await networksOf(network(shape, body));
    expect(err).toBe('');
    const [found] = networks;
    expect(JSON.stringify(found?.nodes.find(({ name }) => name === 'h')?.shape)).toBe(result);
    expect(found?.parameters.map((one) => `${one.name}[${one.shape.join()}]`).join(' ')).toBe(made);
  });
});

test('values of the page are lengths, rates and values', async () => {
  const page = `hidden = 3
n = 2
start = [[1, 2, 3], [4, 5, 6]]
network net {
  input x[n] = [1, 1]
  h = dense(x, hidden, W=start, b=zeros(hidden)) |> dropout(1/n)
  loss = sum(h)
}
`;
  const { networks, err } = await networksOf(page);
  expect(err).toBe('');
  expect(networks[0]?.parameters.map(({ name, shape }) => [name, shape])).toEqual([
    ['h.W', [2, 3]],
    ['h.b', [3]],
  ]);
  expect(networks[0]?.loss.value).toBe(21);
});

describe('one mistake is told once', () => {
  test.each([
    ['loss with a slip', 'network n {\n  input x[2]\n  los = sum(x)\n}\n', ['no-loss', 'Write loss']],
    [
      'a keyword with a slip',
      'network n {\n  input x[2]\n  parm W[2, 2]\n  loss = sum(x @ W)\n}\n',
      ['not-in-network'],
    ],
    ['a node that cannot be read', 'network n {\n  input x[2]\n  h = (x\n  loss = sum(h)\n}\n', ['']],
    [
      'a part of a node below',
      'network n {\n  input x[2]\n  g = x @ h.W\n  h = dense(x, 2)\n  loss = sum(g + h)\n}\n',
      ['used-above'],
    ],
    [
      'a network that is broken',
      'network n {\n  input x[2]\n  h = dense(x, 0)\n  loss = sum(h)\n}\nn.loss\nn([1, 2])\n',
      ['wrong-argument'],
    ],
    [
      'two values of one length',
      'network n {\n  input x[b, 1] = [[1], [2]]\n  input u[b] = [1, 2, 3]\n  loss = sum(x) + sum(u)\n}\n',
      ['shape-mismatch'],
    ],
    ['a layer by its name', 'network n {\n  input x[2]\n  h = dense\n  loss = sum(x)\n}\n', ['needs-arguments']],
  ])('%s', (_, page, said) => {
    const found = problems(page, programOf(page));
    expect(found).toHaveLength(1);
    for (const words of said) expect(found[0]).toContain(words);
  });
});

test('mends are offered', () => {
  const fixes = (page: string): string => problems(page, programOf(page)).join('\n');
  expect(fixes(network('[1, 8, 8]', 'conv2d(x, 2, 3) |> relu |> dense(2)'))).toContain('flatten(…)');
  expect(fixes('network n {\n input x[4]\n param W[3, 4]\n h = dense(x, 3, W=W)\n loss = sum(h)\n}\n')).toContain(
    '[Write W.T]',
  );
  expect(fixes('network n {\n input x[4, 2]\n target y[4]\n p = dense(x, 1)\n loss = mse(p, y)\n}\n')).toContain(
    'reshape(y, [4, 1])',
  );
});

/** What is said of kinks, stability and missing values in the answers of a network. */
import { expect, test } from 'vitest';
import { networksOf } from './cases';

const noteOf = async (body: string, x = '[0, 1]'): Promise<string> => {
  const page = `network n {\n  input x[2] = ${x}\n  ${body}\n}\n`;
  const { networks, err } = await networksOf(page);
  expect(err).toBe('');
  return networks[0]?.nodes.find(({ name }) => name === 'x')?.gradient?.note ?? '';
};

test.each([
  ['loss = sum(relu(x))', 'relu'],
  ['h = dense(x, 2, W=[[1, 0], [0, 1]], b=[0, -1]) |> relu\n  loss = sum(h)', 'relu'],
  ['loss = sum(abs(x))', 'abs'],
  ['loss = max(x * [0, 0])', 'first'],
  ['loss = sum(where(x > 0.5, abs(x), x))', ''],
  ['loss = sum(relu(x - 5))', ''],
])('%s', async (body, said) => {
  const note = await noteOf(body);
  if (said === '') expect(note).toBe('');
  else expect(note).toContain(said);
});

test('a slope that does not exist has a reason', async () => {
  const { networks } = await networksOf('network n {\n  input x[2] = [0, 4]\n  loss = sum(sqrt(x))\n}\n');
  const gradient = networks[0]?.nodes[0]?.gradient;
  expect(gradient?.value).toEqual([null, 0.25]);
  expect(gradient?.reason).toMatch(/sqrt|0/);
});

test('the first value that is missing is named', async () => {
  const page = `network n {
  input x[2] = [1, 2]
  target y[2] = [0, 1]
  h = dense(x, 3) |> relu
  p = dense(h, 2) |> softmax
  loss = cross_entropy(p, y)
}
`;
  const { networks } = await networksOf(page);
  expect(networks[0]?.loss).toEqual({ node: 'loss', value: null, reason: 'h.W has no value' });
  expect(networks[0]?.parameters[0]?.gradient.reason).toBe('h.W has no value');
});

test('a batch has the size of its sample, and --at gives another', async () => {
  const page = `network n {
  input x[batch, 2] = [[1, 2], [3, 4], [5, 6]]
  target y[batch, 1]
  p = dense(x, 1, W=[[1], [1]], b=[0])
  loss = mse(p, y)
}
`;
  const { networks } = await networksOf(page, 'n', 'y=[[3],[7],[14]]');
  expect(networks[0]?.loss.value).toBe(3);
  expect(networks[0]?.nodes[0]?.shape).toEqual(['batch', 2]);
  const other = await networksOf(page, 'n', 'y=[[3]],x=[[1,3]]');
  expect(other.networks[0]?.loss.value).toBe(1);
  const wrong = await networksOf(page, 'n', 'y=[[3]]');
  expect(wrong.networks[0]?.loss.value).toBeNull();
});

test('logits of 1200 are no trouble, whichever way the loss is written', async () => {
  const losses = [
    'loss = cross_entropy(softmax(z), y)',
    'p = softmax(z)\n  loss = cross_entropy(p, y)',
    'p = softmax(z)\n  q = p\n  loss = -sum(y * log(q))',
    'p = dropout(softmax(z), 0.5)\n  loss = -(log(p[1]))',
    'loss = cross_entropy_logits(z, y)',
  ];
  for (const loss of losses) {
    const page = `network n {\n  input z[2] = [1200, 0]\n  target y[2] = [0, 1]\n  ${loss}\n}\n`;
    const { networks } = await networksOf(page);
    expect(networks[0]?.loss.value, loss).toBe(1200);
    expect(networks[0]?.nodes[0]?.gradient?.value, loss).toEqual([1, -1]);
  }
  const binary =
    'network n {\n  input z[2] = [1200, -1200]\n  target y[2] = [0, 0]\n  p = sigmoid(z)\n  loss = binary_cross_entropy(p, y)\n}\n';
  const { networks } = await networksOf(binary);
  expect(networks[0]?.loss.value).toBe(600);
  expect(networks[0]?.nodes[0]?.gradient?.value).toEqual([0.5, 0]);
});

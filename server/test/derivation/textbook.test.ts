/** The textbook's cases, as plain text; accept a new text with `npx vitest run -u`. */
import { describe, expect, test } from 'vitest';
import { derivationDocument } from '../../src/notation/derivation-document';
import { printDerivation } from '../../src/notation/derivation-text';
import { write } from './page';

const ABOVE = `declare F(z)
declare G(y, h)
declare H(x, z)
declare g(u, v)
declare outer(z)
declare inner(x)
p(x) = x^2 + 1
q(a, b) = a*b + a
`;

const cases: readonly (readonly [file: string, line: string, ...by: string[]])[] = [
  ['sum of two', 'f(x, y) = x + y', 'x', 'y'],
  ['linear and square', 'f(x, y) = 2x + 3y^2', 'x', 'y'],
  ['four terms', 'f(x, y) = 3x^3 - y^2 + 5x + 2', 'x', 'y'],
  ['product', 'f(x, y) = x*y', 'x', 'y'],
  ['three variables', 'f(x, y, z) = 3x^3*z - y^2 + 5z + 2y*z', 'x', 'y', 'z'],
  ['max', 'f(x, y) = max(x, y)', 'x', 'y'],
  ['max with zero', 'f(x) = max(x, 0)', 'x'],
  ['chain', 'h(x) = 3(2x^2)^5', 'x'],
  ['abstract chain', 'y(x) = F(H(x, 2))', 'x'],
  ['three abstract', 'f(x, y, z) = F(G(y, H(x, z)))', 'x', 'y'],
  ['abstract in two arguments', 'k(x, y) = g(p(x), x)', 'x'],
  ['own functions', 'h(x) = p(q(x, 3))', 'x'],
  ['own function in two arguments', 'k(x, y) = q(x*y, p(x))', 'x'],
  ['neuron', 'n(x0, w0, x1, w1, x2, w2, b) = relu(x0*w0 + x1*w1 + x2*w2 + b)', 'x0', 'w0', 'b'],
  ['quotient', 'f(x) = (x^2 - 1)/(x^2 + 1)', 'x'],
  ['exponential of a product', 'f(x, y) = exp(x*y)', 'x'],
  ['three links', 'f(x) = exp(sin(x^2))', 'x'],
  ['six links', 'f(x) = sin(exp(cos(sin(log(x^2)))))', 'x'],
  ['product of chains', 'f(x) = sin(x^2)*cos(x^3)', 'x'],
  ['powers of all kinds', 'f(x) = 1/x + sqrt(x) + x^(-2) + x^x + 2^x', 'x'],
  ['twenty links', `f(x) = ${'sin(cos('.repeat(10)}x${'))'.repeat(10)}`, 'x'],
  ['leibniz and primes', 'y(x) = outer(inner(x))', 'x'],
  ['two layers', 'n(x, w, b) = sigmoid(relu(x*w + b)*0.5 - 1)', 'w'],
  ['squared error', 'E(w, x, b, y) = (w*x + b - y)^2', 'w', 'b'],
  ['factor out', 'f(x) = x^2*exp(x)', 'x'],
  ['cancel', 'f(x) = log(x)/x', 'x'],
  ['root', 'f(x) = x*sqrt(1 - x^2)', 'x'],
  ['softmax of two', 'f(a, b) = exp(a)/(exp(a) + exp(b))', 'a'],
  ['piecewise', 'f(x) = where(x > 0, x^2, -x)', 'x'],
];

describe('the textbook', () => {
  test.each(cases)('%s', async (file, line, ...by) => {
    const { graph, callee, names } = write(line, ABOVE);
    const texts = callee.parameters
      .filter((parameter) => by.includes(parameter.name))
      .map((variable) => printDerivation(derivationDocument({ graph, callee, variable, names })));
    await expect(texts.join('\n')).toMatchFileSnapshot(`textbook/${file.replaceAll(' ', '-')}.txt`);
  });

  test('the gradient as a vector', async () => {
    const { graph, callee } = write('f(x, y) = 3x^3 - y^2 + 5x + 2');
    const text = printDerivation(derivationDocument({ graph, callee, variable: 'gradient' }));
    await expect(text).toMatchFileSnapshot('textbook/gradient.txt');
  });

  test('a mixed derivative', async () => {
    const { graph, callee } = write('f(x, y) = sin(x*y)');
    const text = printDerivation(derivationDocument({ graph, callee, variable: callee.parameters }));
    await expect(text).toMatchFileSnapshot('textbook/mixed.txt');
  });

  test('a second derivative steps through the first', async () => {
    const { graph, callee } = write('h(x) = 3(2x^2)^5');
    const [x] = callee.parameters;
    if (!x) throw new Error('no parameter');
    const text = printDerivation(derivationDocument({ graph, callee, variable: [x, x] }));
    await expect(text).toMatchFileSnapshot('textbook/second-derivative.txt');
  });

  test.each(['markdown', 'latex'] as const)('as %s', async (format) => {
    const { graph, callee } = write('h(x) = 3(2x^2)^5');
    const [variable] = callee.parameters;
    if (!variable) throw new Error('no parameter');
    const text = printDerivation(derivationDocument({ graph, callee, variable }), format);
    await expect(text).toMatchFileSnapshot(`textbook/chain.${format === 'latex' ? 'tex' : 'md'}`);
  });
});

/** A network seen from the page: its parts, their derivatives, and itself as a function. */
import { expect, test } from 'vitest';
import { problems, programOf, results } from '../program/say';

const IRIS = `network iris {
  input  x[2] = [1, 2]
  target y[2] = [1, 0]
  h = dense(x, 2, W=[[1, 0], [0, 1]], b=[0, 0])
  p = softmax(h)
  loss = cross_entropy(p, y)
}
`;

const OPEN = `network open {
  input  x[batch, 2]
  target y[batch, 1]
  h = dense(x, 4) |> tanh
  p = dense(h, 1)
  loss = mse(p, y)
}
`;

function last(page: string): string {
  const program = programOf(page);
  expect(problems(page, program)).toEqual([]);
  return results(program).at(-1)?.text ?? '';
}

test.each([
  ['iris.h.W', '= [[1, 0], [0, 1]]'],
  ['iris.h', '= [1, 2]'],
  ['iris.h.W.T @ iris.x', '= [1, 2]'],
  ['∂iris.loss/∂iris.h.b + iris.y - iris.p', '= [0, 0]'],
  ['iris([1, 2]) - iris.p', '= [0, 0]'],
  ['check sum(iris([5, -3])) ≈ 1.00000', 'proved'],
  ['check ∂iris.loss/∂iris.h.W[0, 1] ≈ 0.731058579', 'proved'],
])('%s', (statement, text) => {
  expect(last(`${IRIS}${statement}\n`)).toContain(text);
});

test('without values there are formulas in the names of the page', () => {
  expect(last(`${OPEN}∂open.loss/∂open.p.W\n`)).toBe('= 2/batch*open.h.T@(open.p - open.y)');
  expect(last(`${OPEN}∂open.loss/∂open.p\n`)).toBe('= 2*(open.p - open.y)/batch');
});

test('a network takes any batch', () => {
  expect(last(`${OPEN}f(x[n, 2]) = sum(open(x))\nopen([[1, 2], [3, 4]])\n`)).toContain('open.p.b[0]');
});

test('the loss of a network is stable from outside, too', () => {
  const page = IRIS.replace('[1, 2]', '[0, 1200]');
  expect(last(`${page}check iris.loss ≈ 1200.0\n`)).toContain('proved');
});

test.each([
  ['iris', 'iris is a network'],
  ['iris.h.w', 'Did you mean h.W?'],
  ['iris([1, 2, 3])', 'needs shape [2]'],
  ['iris([1, 2], [1, 0], 3)', 'takes'],
  ['∂iris.x/∂iris.h.W', 'does not depend'],
])('%s is told', (statement, message) => {
  const page = `${IRIS}${statement}\n`;
  const found = problems(page, programOf(page));
  if (found.length > 0) expect(found.join('\n')).toContain(message);
  else expect(results(programOf(page)).at(-1)?.text).toContain('[0');
  expect(found.length).toBeLessThanOrEqual(1);
});

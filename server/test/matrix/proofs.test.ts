/** Claims about vectors and matrices of any lengths: what is proved, and at which entry what is wrong is refuted. */
import { describe, expect, test } from 'vitest';
import { programOf, results } from '../program/say';

const said = (definition: string, claim: string): string => {
  const program = programOf(`${definition}\ncheck ${claim}\n`);
  expect(program.problems.filter(({ severity }) => severity !== 'hint').map(({ message }) => message)).toEqual([]);
  return results(program)[0]?.text ?? '';
};

const quadratic = 'f(x[n], A[n, n]) = x@A@x';
const squares = 'f(w[n], X[m, n], y[m]) = sum((X@w - y)^2)/m';
const entropy = 'f(z[N, K], y[N, K]) = -sum(y*log(softmax(z)))/N';
const logistic = 'f(w[n], X[m, n], y[m]) = sum(log(1 + exp(-y*(X@w))))/m';

const proved: readonly (readonly [string, string])[] = [
  [quadratic, '∂f/∂x = x@A + x@A.T'],
  [quadratic, '∂f/∂x = A@x + A.T@x'],
  [squares, '∂f/∂w = 2/m*(X.T@X@w - X.T@y)'],
  [squares, '∂f/∂w = -2*X.T@(y - X@w)/m'],
  [squares, '∂²f/∂w² = 2*(X.T/m)@X'],
  [logistic, '∂f/∂w = -1/m*X.T@(y*sigmoid(-y*(X@w)))'],
  ['f(x[n]) = logsumexp(x)', '∂f/∂x = exp(x)/sum(exp(x))'],
  ['f(x[n]) = logsumexp(x)', '∂²f/∂x² = diag(softmax(x)) - outer(softmax(x), softmax(x))'],
  [entropy, '∂f/∂z = (softmax(z)*sum(y, axis=-1, keepdims=1) - y)/N'],
  ['f(x[n], A[n, n]) = (x@A@x)/(x@x)', '∂f/∂x = ((A + A.T)@x - 2*f(x, A)*x)/(x@x)'],
  ['f(x[n], y[n]) = dot(x, y)/(norm(x)*norm(y))', '∂f/∂x = (y/norm(y) - f(x, y)*x/norm(x))/norm(x)'],
  [
    'f(x[n], g[n]) = sum(g*(x - mean(x))/sqrt(mean((x - mean(x))^2)))',
    '∂f/∂x = (g - mean(g) - (x - mean(x))*mean(g*(x - mean(x)))/mean((x - mean(x))^2))/sqrt(mean((x - mean(x))^2))',
  ],
  // Without derivatives.
  ['f(A[m, n], B[n, k]) = A@B', 'f(A, B).T = B.T@A.T'],
  ['f(A[m, n], B[n, m]) = trace(A@B)', 'f(A, B) = trace(B@A)'],
  ['f(A[m, n], B[n, m]) = trace(A@B)', 'f(A, B) = sum(A*B.T)'],
  ['f(A[n, n]) = inv(A)', 'f(A)@A = eye(n)'],
  ['f(A[m, n], x[n]) = A@x', 'f(A, x) = sum(A*x, axis=-1)'],
  ['f(a[n], b[n], c[n]) = outer(a, b)@c', 'f(a, b, c) = (b@c)*a'],
  ['f(x[n]) = norm(x)', 'f(x)^2 = x@x'],
  ['f(X[m, n]) = mean(X)', 'f(X) = sum(X)/(m*n)'],
  ['f(x[n]) = mean((x - mean(x))^2)', 'f(x) = mean(x^2) - mean(x)^2'],
  ['f(x[n]) = softmax(x)', 'sum(f(x)) = 1'],
  ['f(x[n], c) = softmax(x + c)', 'f(x, c) = softmax(x)'],
  ['f(A[2, 2]) = det(A)', 'f(A) = A[0, 0]*A[1, 1] - A[0, 1]*A[1, 0]'],
  ['f(A[2, 2]) = det(A)', '∂f/∂A = [[A[1, 1], -A[1, 0]], [-A[0, 1], A[0, 0]]]'],
  ['f(x[2]) = x[0]*x[1]', '∂f/∂x = [x[1], x[0]]'],
];

test.each(proved)('%s: %s', (definition, claim) => {
  expect(said(definition, claim)).toMatch(/^proved: equal on the whole common domain/);
});

const refuted: readonly (readonly [string, string, RegExp])[] = [
  // A symmetric A is not said.
  [quadratic, '∂f/∂x = 2*A@x', /entry \[0\]: /],
  [quadratic, '∂²f/∂x² = 2A', /entry \[0, 1\]: /],
  // The factor 2, the other dimension, the sign.
  [squares, '∂f/∂w = X.T@(X@w - y)/m', /n = 3, m = 2, w = \[/],
  [squares, '∂f/∂w = 2/n*X.T@(X@w - y)', /X = \[\[/],
  [squares, '∂f/∂w = 2/m*X.T@(y - X@w)', /entry \[0\]/],
  // Rows of y that do not sum to 1; elementwise for outer.
  [entropy, '∂f/∂z = (softmax(z) - y)/N', /entry \[0, 0\]/],
  ['f(x[n]) = logsumexp(x)', '∂²f/∂x² = diag(softmax(x)) - softmax(x)*softmax(x)', /entry \[0, 1\]/],
  ['f(X[n, n]) = trace(X@X@X)', '∂f/∂X = 3*X@X', /entry \[0, 1\]/],
  ['f(X[n, n]) = log(det(X))', '∂f/∂X = inv(X)', /entry \[/],
  ['f(A[n, n], B[n, n]) = A@B', 'f(A, B) = B@A', /entry \[/],
  ['f(A[n, n], B[n, n]) = trace(A@B)', 'f(A, B) = sum(A*B)', /is not/],
  ['f(x[n]) = norm(x)', 'f(x) = sum(x)', /is not/],
  ['f(A[2, 2]) = det(A)', 'f(A) = A[0, 0]*A[1, 1] + A[0, 1]*A[1, 0]', /^refuted: at A = \[\[/],
  // Too many entries to look at each.
  ['f(x[100], A[100, 100]) = x@A@x', '∂f/∂x = 2*A@x', /at a random point, entry \[\d+\]/],
];

test.each(refuted)('%s: not %s', (definition, claim, where) => {
  expect(said(definition, claim)).toMatch(/^refuted: /);
  expect(said(definition, claim)).toMatch(where);
});

describe('what is neither', () => {
  test('holds for the lengths that were tried', () => {
    expect(said('f(A[n, n], B[n, n]) = det(A@B)', 'f(A, B) = det(A)*det(B)')).toMatch(
      /^holds: equal at \d+ points, for n = 3 and for n = 2; this is no proof$/,
    );
  });

  test('with numbers for lengths the same is proved entry by entry', () => {
    expect(said('f(A[2, 2], B[2, 2]) = det(A@B)', 'f(A, B) = det(A)*det(B)')).toMatch(/^proved: /);
  });

  test('conditions are those of the page', () => {
    expect(said('f(x[n]) = sum(sqrt(x^2))', 'f(x) = sum(x) for x > 0')).toMatch(/^(holds|proved): /);
  });
});

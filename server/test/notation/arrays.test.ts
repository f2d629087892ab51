import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { createGraph, type Expression } from '../../src/calculus/expression';
import { ascii, latex, unicode } from '../../src/notation/print';
import {
  building,
  concat,
  det,
  dot,
  eye,
  gather,
  inv,
  norm,
  ones,
  outer,
  scatter,
  softmax,
  trace,
  turned,
  zeros,
} from './array-rows';
import { exp, greater, relu } from './rows';

const graph = createGraph();
const g = graph;
const { at, T, sum, reshape, broadcast, pick } = building(graph);
const m = graph.variable('m', 'dimension');
const n = graph.variable('n', 'dimension');
const s = graph.variable('s');
const [w, X, y] = [
  graph.variable('w', 'local', ['n']),
  graph.variable('X', 'local', ['m', 'n']),
  graph.variable('y', 'local', ['m']),
];
const [u, v] = [graph.variable('u', 'local', ['n']), graph.variable('v', 'local', ['n'])];
const square = (name: string) => graph.variable(name, 'local', ['n', 'n']);
const [A, B, C, c] = [square('A'), square('B'), square('C'), graph.variable('c', 'local', ['n'])];
const W = graph.variable('h.W', 'local', [4, 8]);
const b = graph.variable('h.b', 'local', [8]);
const [x, dz, z] = [
  graph.variable('x', 'local', [4]),
  graph.variable('δz', 'local', [8]),
  graph.variable('z', 'local', [4]),
];
const [ids, E] = [graph.variable('ids', 'local', [3]), graph.variable('E', 'local', [10, 4])];
const residual = g.subtract(at(X, w), y);
const positive = g.apply(greater, z, 0);
const call = (row: typeof outer, args: readonly Expression[], options = {}) => g.operate(row, args, options);
const inverse = (of: Expression) => call(inv, [of]);

// expression, ASCII, Unicode, LaTeX
const cases: readonly (readonly [Expression, string, string, string])[] = [
  // matrix products and numbers
  [at(X, w), 'X@w', 'X@w', 'X\\,w'],
  [g.subtract(at(X, w), y), 'X@w - y', 'X@w − y', 'X\\,w - y'],
  [
    g.multiply(2, at(T(X), residual), g.power(m, -1)),
    '2/m*X.T@(X@w - y)',
    '2/m·Xᵀ@(X@w − y)',
    '\\frac{2}{m}\\,X^{\\top}\\,(X\\,w - y)',
  ],
  [
    g.multiply(-2, at(T(X), residual), g.power(m, -1)),
    '-2/m*X.T@(X@w - y)',
    '−2/m·Xᵀ@(X@w − y)',
    '-\\frac{2}{m}\\,X^{\\top}\\,(X\\,w - y)',
  ],
  [g.multiply(at(T(X), y), g.power(m, -1)), '1/m*X.T@y', '1/m·Xᵀ@y', '\\frac{1}{m}\\,X^{\\top}\\,y'],
  [g.multiply(g.ratio(1, 2), at(A, c)), '1/2*A@c', '1/2·A@c', '\\frac{1}{2}\\,A\\,c'],
  [g.divide(g.multiply(at(A, c), 2), n), 'A@c*2/n', 'A@c·2/n', '\\frac{A\\,c \\cdot 2}{n}'],
  [g.divide(at(A, c), n), 'A@c/n', 'A@c/n', '\\frac{A\\,c}{n}'],
  [g.multiply(2, at(A, c)), '2*A@c', '2A@c', '2A\\,c'],
  [g.multiply(s, at(A, c)), 's*A@c', 's·A@c', 's\\,A\\,c'],
  [g.negate(at(A, c)), '-A@c', '−A@c', '-A\\,c'],
  [at(g.negate(A), c), '-A@c', '−A@c', '-A\\,c'],
  [at(g.multiply(2, A), c), '2*A@c', '2A@c', '2A\\,c'],
  [at(g.multiply(g.divide(2, n), T(A)), c), '2/n*A.T@c', '2/n·Aᵀ@c', '\\frac{2}{n} \\cdot A^{\\top}\\,c'],
  [at(A, g.multiply(2, c)), 'A@(2*c)', 'A@(2c)', 'A\\,(2c)'],
  [at(g.divide(A, n), c), '(A/n)@c', '(A/n)@c', '\\left(\\frac{A}{n}\\right)\\,c'],
  [at(A, g.negate(c)), 'A@(-c)', 'A@(−c)', 'A\\,(-c)'],
  // brackets between matrix products and arrays
  [at(at(A, B), c), 'A@B@c', 'A@B@c', 'A\\,B\\,c'],
  [at(A, at(B, c)), 'A@(B@c)', 'A@(B@c)', 'A\\,(B\\,c)'],
  [at(A, g.multiply(B, C)), 'A@(B*C)', 'A@(B ⊙ C)', 'A\\,(B \\odot C)'],
  [at(g.multiply(A, B), C), '(A*B)@C', '(A ⊙ B)@C', '(A \\odot B)\\,C'],
  [g.multiply(A, at(B, C)), 'A*(B@C)', 'A ⊙ (B@C)', 'A \\odot (B\\,C)'],
  [g.multiply(at(A, B), C), '(A@B)*C', '(A@B) ⊙ C', '(A\\,B) \\odot C'],
  [g.multiply(2, at(A, B), C), '2*(A@B)*C', '2(A@B) ⊙ C', '2(A\\,B) \\odot C'],
  [g.multiply(g.negate(at(A, B)), C), '(-A@B)*C', '(−A@B) ⊙ C', '(-A\\,B) \\odot C'],
  [g.multiply(g.multiply(2, at(A, B)), C), '(2*A@B)*C', '(2A@B) ⊙ C', '(2A\\,B) \\odot C'],
  [g.divide(at(A, B), C), '(A@B)/C', '(A@B)/C', '\\frac{A\\,B}{C}'],
  [g.multiply(at(A, B), g.power(C, -1), g.power(n, -1)), '(A@B)/(C*n)', '(A@B)/(C·n)', '\\frac{A\\,B}{C n}'],
  [at(g.add(A, T(A)), c), '(A + A.T)@c', '(A + Aᵀ)@c', '(A + A^{\\top})\\,c'],
  [at(u, v), 'u@v', 'u@v', 'u \\cdot v'],
  [g.multiply(at(u, v), at(u, u)), '(u@v)*(u@u)', '(u@v)·(u@u)', '(u \\cdot v) \\cdot (u \\cdot u)'],
  [g.multiply(at(u, v), A), '(u@v)*A', '(u@v)·A', '(u \\cdot v) \\cdot A'],
  [g.power(at(u, v), 2), '(u@v)^2', '(u@v)²', '(u \\cdot v)^{2}'],
  [g.divide(s, at(u, v)), 's/(u@v)', 's/(u@v)', '\\frac{s}{u \\cdot v}'],
  // elementwise
  [g.multiply(2, u, v), '2*u*v', '2u ⊙ v', '2u \\odot v'],
  [g.multiply(s, u, v), 's*u*v', 's·u ⊙ v', 's u \\odot v'],
  [g.multiply(2, u), '2*u', '2u', '2u'],
  [g.multiply(u, g.power(call(norm, [u]), -1)), 'u/norm(u)', 'u/norm(u)', '\\frac{u}{\\lVert u\\rVert}'],
  [
    g.multiply(at(dz, T(W)), positive),
    '(δz@h.W.T)*(z > 0)',
    '(δz@h.Wᵀ) ⊙ 1(z > 0)',
    '(\\mathit{\\delta z}\\,W_{h}^{\\top}) \\odot \\mathbf{1}(z > 0)',
  ],
  [positive, '1*(z > 0)', '1(z > 0)', '\\mathbf{1}(z > 0)'],
  [at(positive, W), '(z > 0)@h.W', '1(z > 0)@h.W', '\\mathbf{1}(z > 0)\\,W_{h}'],
  [at(T(W), positive), 'h.W.T@(z > 0)', 'h.Wᵀ@1(z > 0)', 'W_{h}^{\\top}\\,\\mathbf{1}(z > 0)'],
  [
    g.apply(relu, g.add(at(x, W), b)),
    'relu(x@h.W + h.b)',
    'relu(x@h.W + h.b)',
    '\\operatorname{relu}(x\\,W_{h} + b_{h})',
  ],
  // transposes and indices
  [T(W), 'h.W.T', 'h.Wᵀ', 'W_{h}^{\\top}'],
  [T(g.multiply(2, A)), '(2*A).T', '(2A)ᵀ', '(2A)^{\\top}'],
  [T(T(A)), 'A.T.T', '(Aᵀ)ᵀ', '(A^{\\top})^{\\top}'],
  [
    call(turned, [E], { axes: [1, 0] }),
    'transpose(E, axes=[1, 0])',
    'transpose(E, axes=[1, 0])',
    '\\operatorname{transpose}(E, \\mathrm{axes}=[1, 0])',
  ],
  [T(at(A, B)), '(A@B).T', '(A@B)ᵀ', '(A\\,B)^{\\top}'],
  [g.power(T(A), 2), 'A.T^2', '(Aᵀ)²', '(A^{\\top})^{2}'],
  [T(g.power(A, 2)), '(A^2).T', '(A²)ᵀ', '(A^{2})^{\\top}'],
  [T(g.array([1, 2])), '[1, 2].T', '[1, 2]ᵀ', '\\begin{bmatrix} 1 \\\\ 2 \\end{bmatrix}^{\\top}'],
  [pick(E, 0), 'E[0]', 'E[0]', 'E_{0}'],
  [pick(E, 0, [1, 3]), 'E[0, 1:3]', 'E[0, 1:3]', 'E_{0,\\,1:3}'],
  [pick(E, [0, 10], 2), 'E[:, 2]', 'E[:, 2]', 'E_{:,\\,2}'],
  [pick(E, [2, 10], [0, 3]), 'E[2:, :3]', 'E[2:, :3]', 'E_{2:,\\,:3}'],
  [pick(u, 'n - 1'), 'u[n - 1]', 'u[n − 1]', 'u_{n - 1}'],
  [pick(W, 0, 1), 'h.W[0, 1]', 'h.W[0, 1]', '(W_{h})_{0,\\,1}'],
  [pick(g.add(A, B), 0), '(A + B)[0]', '(A + B)[0]', '(A + B)_{0}'],
  [pick(T(A), 0), 'A.T[0]', '(Aᵀ)[0]', '(A^{\\top})_{0}'],
  [g.multiply(2, pick(u, 0)), '2*u[0]', '2u[0]', '2u_{0}'],
  [g.power(pick(u, 0), 2), 'u[0]^2', 'u[0]²', 'u_{0}^{2}'],
  [call(gather, [E, ids]), 'E[ids]', 'E[ids]', 'E_{\\mathit{ids}}'],
  [graph.variable('w[0]'), 'w[0]', 'w[0]', 'w_{0}'],
  [g.multiply(3, g.power(graph.variable('X[0, 1]'), 2)), '3*X[0, 1]^2', '3X[0, 1]²', '3X_{0,1}^{2}'],
  // reductions
  [
    g.divide(sum(g.power(residual, 2)), m),
    'sum((X@w - y)^2)/m',
    'sum((X@w − y)²)/m',
    '\\frac{\\operatorname{sum}((X\\,w - y)^{2})}{m}',
  ],
  [
    sum(g.multiply(u, v), { axis: -1, keepdims: true }),
    'sum(u*v, axis=-1, keepdims=1)',
    'sum(u ⊙ v, axis=−1, keepdims=1)',
    '\\operatorname{sum}(u \\odot v, \\mathrm{axis}=-1, \\mathrm{keepdims}=1)',
  ],
  [
    sum(A, { axis: 0, keepdims: false }),
    'sum(A, axis=0)',
    'sum(A, axis=0)',
    '\\operatorname{sum}(A, \\mathrm{axis}=0)',
  ],
  [call(softmax, [A], { axis: -1 }), 'softmax(A)', 'softmax(A)', '\\operatorname{softmax}(A)'],
  [
    call(softmax, [g.divide(A, s)], { axis: 0 }),
    'softmax(A/s, axis=0)',
    'softmax(A/s, axis=0)',
    '\\operatorname{softmax}\\left(\\frac{A}{s}, \\mathrm{axis}=0\\right)',
  ],
  [g.multiply(2, sum(u)), '2*sum(u)', '2·sum(u)', '2\\operatorname{sum}(u)'],
  // shapes
  [reshape(c, 'n', 1), 'reshape(c, [n, 1])', 'reshape(c, [n, 1])', '\\operatorname{reshape}(c, n \\times 1)'],
  [reshape(E, 40), 'reshape(E, 40)', 'reshape(E, 40)', '\\operatorname{reshape}(E, 40)'],
  [broadcast(c, 'm', 'n'), 'broadcast(c, [m, n])', 'broadcast(c, [m, n])', '\\operatorname{broadcast}(c, m \\times n)'],
  [reshape(graph.variable('q', 'local', [1, 1])), 'sum(q)', 'sum(q)', '\\operatorname{sum}(q)'],
  [
    call(zeros, [], { shape: [2, '2*n + 1'] }),
    'zeros([2, 2*n + 1])',
    'zeros([2, 2n + 1])',
    '\\mathbf{0}_{2 \\times (2n + 1)}',
  ],
  [call(zeros, [], { shape: [3] }), 'zeros(3)', 'zeros(3)', '\\mathbf{0}_{3}'],
  [
    call(ones, [], { shape: ['floor((h - 3)/2) + 1'] }),
    'ones(floor((h - 3)/2) + 1)',
    'ones(floor((h − 3)/2) + 1)',
    '\\mathbf{1}_{\\operatorname{floor}\\left(\\frac{h - 3}{2}\\right) + 1}',
  ],
  [call(eye, [], { n: 'n' }), 'eye(n)', 'eye(n)', 'I_{n}'],
  [
    call(scatter, [graph.variable('G', 'local', [3, 4]), ids], { shape: [10, 4] }),
    'scatter(G, ids, [10, 4])',
    'scatter(G, ids, [10, 4])',
    '\\operatorname{scatter}(G, \\mathit{ids}, 10 \\times 4)',
  ],
  [
    call(concat, [E, E, E], { axis: 1 }),
    'concat(E, E, E, axis=1)',
    'concat(E, E, E, axis=1)',
    '\\operatorname{concat}(E, E, E, \\mathrm{axis}=1)',
  ],
  // linear algebra
  [call(outer, [x, dz]), 'outer(x, δz)', 'outer(x, δz)', 'x \\otimes \\mathit{\\delta z}'],
  [g.multiply(call(outer, [u, v]), A), 'outer(u, v)*A', 'outer(u, v) ⊙ A', '(u \\otimes v) \\odot A'],
  [call(dot, [u, v]), 'dot(u, v)', 'dot(u, v)', 'u \\cdot v'],
  [inverse(A), 'inv(A)', 'inv(A)', 'A^{-1}'],
  [T(inverse(A)), 'inv(A).T', 'inv(A)ᵀ', 'A^{-\\top}'],
  [at(inverse(g.add(A, B)), c), 'inv(A + B)@c', 'inv(A + B)@c', '(A + B)^{-1}\\,c'],
  [call(det, [A]), 'det(A)', 'det(A)', '\\det(A)'],
  [call(trace, [at(A, B)]), 'trace(A@B)', 'trace(A@B)', '\\operatorname{tr}(A\\,B)'],
  [call(norm, [g.divide(u, s)]), 'norm(u/s)', 'norm(u/s)', '\\left\\lVert \\frac{u}{s}\\right\\rVert'],
  [call(norm, [A], { axis: 0 }), 'norm(A, axis=0)', 'norm(A, axis=0)', '\\operatorname{norm}(A, \\mathrm{axis}=0)'],
  // derivatives and literals
  [
    graph.derivative(graph.variable('loss'), graph.variable('z1', 'local', [3])),
    'diff(loss, z1)',
    '∂loss/∂z1',
    '\\frac{\\partial \\mathit{loss}}{\\partial z_{1}}',
  ],
  [
    graph.derivative(sum(g.power(u, 2)), graph.variable('u', 'local', ['n'])),
    'diff(sum(u^2), u)',
    'd/du (sum(u²))',
    '\\frac{d}{du}\\left[\\operatorname{sum}(u^{2})\\right]',
  ],
  [g.multiply(3, g.array([1, 2])), '3*[1, 2]', '3·[1, 2]', '3\\begin{bmatrix} 1 \\\\ 2 \\end{bmatrix}'],
  [
    g.array([g.array([g.array([1, 2])]), g.array([g.array([3, 4])])]),
    '[[[1, 2]], [[3, 4]]]',
    '[[[1, 2]], [[3, 4]]]',
    '\\begin{bmatrix} \\begin{bmatrix} 1 & 2 \\end{bmatrix} \\\\ \\begin{bmatrix} 3 & 4 \\end{bmatrix} \\end{bmatrix}',
  ],
];

describe('arrays in three spellings', () => {
  test.each(cases)('%#: $1', (expression, text, people, typeset) => {
    expect(ascii(expression)).toBe(text);
    expect(unicode(expression)).toBe(people);
    expect(latex(expression)).toBe(typeset);
  });
  test.each(cases)('%#: $1 is set by KaTeX', (_, _text, _people, typeset) => {
    expect(() => katex.renderToString(typeset, { strict: 'error' })).not.toThrow();
  });
});

test('what the page hides', () => {
  const hidden = new Set(['sum', 'floor', 'reshape', 'exp']);
  expect(ascii(sum(u), hidden)).toBe('std.sum(u)');
  expect(ascii(call(zeros, [], { shape: ['floor(h/2)'] }), hidden)).toBe('zeros(std.floor(h/2))');
  expect(ascii(sum(graph.variable('sum', 'local', [3])))).toBe('std.sum(sum)');
  expect(ascii(g.apply(exp, sum(graph.variable('exp.W', 'local', [3]))))).toBe('std.exp(sum(exp.W))');
});

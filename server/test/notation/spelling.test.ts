import { describe, expect, test } from 'vitest';
import { type Builder, type Callee, createGraph, type Expression } from '../../src/calculus/expression';
import { parseDecimal } from '../../src/calculus/rational';
import { head } from '../../src/notation/head';
import { ascii, condition, latex, unicode } from '../../src/notation/print';
import { abs, and, atMost, exp, greater, less, max, not, or, relu, sin, where } from './rows';

const graph = createGraph();
const [x, y, z, w, loss] = ['x', 'y', 'z', 'w', 'loss'].map((name) => graph.variable(name)) as [
  Expression,
  Expression,
  Expression,
  Expression,
  Expression,
];
const g: Builder = graph;
const half = g.ratio(1, 2);
const decimal = (text: string) => g.constant(parseDecimal(text), true);
const square = g.power(x, 2);
const f: Callee = { name: 'f', parameters: [graph.variable('x'), graph.variable('y')], body: g.multiply(x, y) };
const h: Callee = { name: 'h', parameters: [graph.variable('x')], body: square };
const declared = (orders: number[], ...args: Expression[]) => g.abstract('g', ['u', 'v'], orders, args);
const positive = g.apply(greater, x, 0);

// expression, ASCII, Unicode, LaTeX
const cases: readonly (readonly [Expression, string, string, string])[] = [
  [g.add(g.multiply(9, square), 5), '9*x^2 + 5', '9x² + 5', '9x^{2} + 5'],
  [g.multiply(960, g.power(x, 9)), '960*x^9', '960x⁹', '960x^{9}'],
  [g.multiply(-2, y), '-2*y', '−2y', '-2y'],
  [g.multiply(-1, y), '-y', '−y', '-y'],
  [g.add(x, g.multiply(-1, y)), 'x - y', 'x − y', 'x - y'],
  [g.add(g.multiply(-1, x), g.constant(-3)), '-x - 3', '−x − 3', '-x - 3'],
  [g.subtract(x, g.add(y, z)), 'x - (y + z)', 'x − (y + z)', 'x - (y + z)'],
  [g.subtract(x, g.negate(y)), 'x - (-y)', 'x − (−y)', 'x - (-y)'],
  [g.add(x, g.add(y, z)), 'x + (y + z)', 'x + (y + z)', 'x + (y + z)'],
  [g.multiply(y, g.apply(exp, g.multiply(x, y))), 'y*exp(x*y)', 'y·exp(x·y)', 'y \\exp(x y)'],
  [g.multiply(2, g.apply(sin, x)), '2*sin(x)', '2·sin(x)', '2\\sin(x)'],
  [g.multiply(3, square, y), '3*x^2*y', '3x²·y', '3x^{2} y'],
  [g.multiply(x, loss), 'x*loss', 'x·loss', 'x \\cdot \\mathit{loss}'],
  [g.multiply(3, g.add(x, 1)), '3*(x + 1)', '3(x + 1)', '3(x + 1)'],
  [g.multiply(g.add(x, 1), 3), '(x + 1)*3', '(x + 1)·3', '(x + 1) \\cdot 3'],
  [g.multiply(15, 16, g.power(x, 8), 4, x), '15*16*x^8*4*x', '15·16x⁸·4x', '15 \\cdot 16x^{8} \\cdot 4x'],
  [
    g.multiply(15, g.power(g.multiply(2, square), 4), g.multiply(4, x)),
    '15*(2*x^2)^4*4*x',
    '15(2x²)⁴·4x',
    '15(2x^{2})^{4} \\cdot 4x',
  ],
  // quotients
  [g.divide(x, 3), 'x/3', 'x/3', '\\frac{x}{3}'],
  [g.multiply(g.ratio(1, 3), x), 'x/3', 'x/3', '\\frac{x}{3}'],
  [g.multiply(g.ratio(-2, 3), x), '-2*x/3', '−2x/3', '-\\frac{2x}{3}'],
  [g.ratio(1, 3), '1/3', '1/3', '\\frac{1}{3}'],
  [g.ratio(-1, 3), '-1/3', '−1/3', '-\\frac{1}{3}'],
  [g.multiply(4, x, g.power(g.add(square, 1), -2)), '4*x/(x^2 + 1)^2', '4x/(x² + 1)²', '\\frac{4x}{(x^{2} + 1)^{2}}'],
  [g.multiply(-1, y, g.power(x, -2)), '-y/x^2', '−y/x²', '-\\frac{y}{x^{2}}'],
  [g.multiply(g.power(x, -1), g.power(y, -1)), '1/(x*y)', '1/(x·y)', '\\frac{1}{x y}'],
  [g.power(x, -1), '1/x', '1/x', '\\frac{1}{x}'],
  [g.power(x, g.negate(2)), 'x^(-2)', 'x⁻²', 'x^{-2}'],
  [g.divide(g.divide(x, y), z), '(x/y)/z', '(x/y)/z', '\\frac{\\frac{x}{y}}{z}'],
  [g.divide(x, g.multiply(y, z)), 'x/(y*z)', 'x/(y·z)', '\\frac{x}{y z}'],
  [g.divide(g.negate(x), y), '-x/y', '−x/y', '\\frac{-x}{y}'],
  [g.multiply(4, g.divide(x, 3)), '4*(x/3)', '4(x/3)', '4 \\cdot \\frac{x}{3}'],
  [g.multiply(g.divide(x, 3), y), 'x/3*y', 'x/3·y', '\\frac{x}{3} \\cdot y'],
  [g.divide(x, g.add(y, 1)), 'x/(y + 1)', 'x/(y + 1)', '\\frac{x}{y + 1}'],
  // powers and roots
  [g.power(x, half), 'sqrt(x)', '√x', '\\sqrt{x}'],
  [g.power(x, g.ratio(-1, 2)), '1/sqrt(x)', '1/√x', '\\frac{1}{\\sqrt{x}}'],
  [g.power(g.add(x, y), half), 'sqrt(x + y)', '√(x + y)', '\\sqrt{x + y}'],
  [g.power(square, half), 'sqrt(x^2)', '√(x²)', '\\sqrt{x^{2}}'],
  [g.power(g.power(x, half), 3), 'sqrt(x)^3', '(√x)³', '\\sqrt{x}^{3}'],
  [g.power(x, g.ratio(3, 2)), 'x^(3/2)', 'x^(3/2)', 'x^{\\frac{3}{2}}'],
  [g.power(2, x), '2^x', '2^x', '2^{x}'],
  [g.power(2, 4), '2^4', '2⁴', '2^{4}'],
  [g.power(-3, 2), '(-3)^2', '(−3)²', '(-3)^{2}'],
  [g.power(half, 2), '(1/2)^2', '(1/2)²', '\\left(\\frac{1}{2}\\right)^{2}'],
  [g.power(square, 3), '(x^2)^3', '(x²)³', '(x^{2})^{3}'],
  [g.power(x, g.power(y, 2)), 'x^(y^2)', 'x^(y²)', 'x^{y^{2}}'],
  [g.power(x, g.add(y, 1)), 'x^(y + 1)', 'x^(y + 1)', 'x^{y + 1}'],
  [g.negate(square), '-x^2', '−x²', '-x^{2}'],
  [g.power(g.negate(x), 2), '(-x)^2', '(−x)²', '(-x)^{2}'],
  [g.power(g.apply(sin, x), 2), 'sin(x)^2', 'sin(x)²', '\\sin(x)^{2}'],
  [g.multiply(2, g.power(x, half)), '2*sqrt(x)', '2√x', '2\\sqrt{x}'],
  [g.power(graph.named('e'), x), 'e^x', 'e^x', 'e^{x}'],
  [g.multiply(2, graph.named('e')), '2*e', '2·e', '2e'],
  [g.multiply(2, graph.named('π')), '2*pi', '2π', '2\\pi'],
  // numbers
  [decimal('0.044715'), '0.044715', '0.044715', '0.044715'],
  [g.multiply(decimal('0.5'), x), '0.5*x', '0.5x', '0.5x'],
  [g.multiply(g.constant(parseDecimal('0.5').neg(), true), x), '-0.5*x', '−0.5x', '-0.5x'],
  [g.power(decimal('0.5'), 2), '0.5^2', '(0.5)²', '0.5^{2}'],
  [decimal('1e-9'), '1e-9', '1e-9', '1 \\cdot 10^{-9}'],
  [g.constant(10n ** 30n), '1e30', '1e30', '1 \\cdot 10^{30}'],
  [g.multiply(0, x), '0*x', '0·x', '0x'],
  [g.multiply(2, graph.variable('e3')), '2*e3', '2·e3', '2e_{3}'],
  // truth values
  [positive, '1*(x > 0)', '1(x > 0)', '\\mathbf{1}(x > 0)'],
  [g.multiply(positive, w), '1*(x > 0)*w', '1(x > 0)·w', '\\mathbf{1}(x > 0) \\cdot w'],
  [g.multiply(2, positive, w), '2*(x > 0)*w', '2·1(x > 0)·w', '2\\mathbf{1}(x > 0) \\cdot w'],
  [g.add(positive, 1), '1*(x > 0) + 1', '1(x > 0) + 1', '\\mathbf{1}(x > 0) + 1'],
  [
    g.apply(where, g.apply(atMost, x, 0), 0, x),
    'where((x <= 0), 0, x)',
    'where(x ≤ 0, 0, x)',
    '\\begin{cases} 0 & x \\leq 0 \\\\ x & \\text{otherwise} \\end{cases}',
  ],
  [
    g.apply(and, g.apply(less, 0, x), g.apply(less, x, 1)),
    '1*((0 < x) and (x < 1))',
    '1(0 < x < 1)',
    '\\mathbf{1}(0 < x < 1)',
  ],
  [
    g.apply(or, positive, g.apply(not, positive)),
    '1*((x > 0) or (not (x > 0)))',
    '1(x > 0 or not (x > 0))',
    '\\mathbf{1}(x > 0 \\lor \\lnot (x > 0))',
  ],
  // functions
  [g.apply(max, x, y), 'max(x, y)', 'max(x, y)', '\\max(x, y)'],
  [g.apply(abs, x), 'abs(x)', 'abs(x)', '\\left|x\\right|'],
  [g.apply(relu, g.divide(x, y)), 'relu(x/y)', 'relu(x/y)', '\\operatorname{relu}\\left(\\frac{x}{y}\\right)'],
  [g.call(f, [0, 0], [x, g.constant(2)]), 'f(x, 2)', 'f(x, 2)', 'f(x, 2)'],
  [g.call(f, [1, 0], [x, y]), 'diff(f, x)(x, y)', '∂f/∂x(x, y)', '\\frac{\\partial f}{\\partial x}(x, y)'],
  [
    g.call(f, [1, 1], [x, y]),
    'diff(f, x, y)(x, y)',
    '∂²f/∂x∂y(x, y)',
    '\\frac{\\partial^{2} f}{\\partial x \\, \\partial y}(x, y)',
  ],
  [g.call(f, [0, 2], [x, y]), 'diff(f, y, 2)(x, y)', '∂²f/∂y²(x, y)', '\\frac{\\partial^{2} f}{\\partial y^{2}}(x, y)'],
  [g.call(h, [1], [g.multiply(2, x)]), "h'(2*x)", 'h′(2x)', "h'(2x)"],
  [
    declared([1, 0], g.call(f, [0, 0], [x, y]), x),
    'diff(g, u)(f(x, y), x)',
    '∂g/∂u(f(x, y), x)',
    '\\frac{\\partial g}{\\partial u}(f(x, y), x)',
  ],
  [
    graph.derivative(g.multiply(3, square), graph.variable('x')),
    'diff(3*x^2, x)',
    'd/dx (3x²)',
    '\\frac{d}{dx}\\left[3x^{2}\\right]',
  ],
  [
    graph.derivative(g.multiply(x, y), graph.variable('x')),
    'diff(x*y, x)',
    '∂/∂x (x·y)',
    '\\frac{\\partial}{\\partial x}\\left[x y\\right]',
  ],
  [g.array([14, -4]), '[14, -4]', '[14, −4]', '\\begin{bmatrix} 14 \\\\ -4 \\end{bmatrix}'],
  [
    g.array([g.array([1, 2]), g.array([3, 4])]),
    '[[1, 2], [3, 4]]',
    '[[1, 2], [3, 4]]',
    '\\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}',
  ],
];

describe('one expression, three spellings', () => {
  test.each(cases)('%#: $1', (expression, text, people, typeset) => {
    expect(ascii(expression)).toBe(text);
    expect(unicode(expression)).toBe(people);
    expect(latex(expression)).toBe(typeset);
  });
});

describe('names in LaTeX', () => {
  const names: readonly (readonly [string, string])[] = [
    ['x1', 'x_{1}'],
    ['x₁₂', 'x_{12}'],
    ['α', '\\alpha'],
    ['β2', '\\beta_{2}'],
    ['loss', '\\mathit{loss}'],
    ['loss2', '\\mathit{loss}_{2}'],
    ['w_out', 'w_{\\mathit{out}}'],
    ['_x', '\\mathit{\\_x}'],
    ['a_b_c', '\\mathit{a\\_b\\_c}'],
    ['длина', '\\text{длина}'],
    ['constructor', '\\mathit{constructor}'],
    ['h.W', 'W_{h}'],
    ['h.W1', 'W_{h,1}'],
    ['h1.W', 'W_{h_{1}}'],
    ['iris.h.b', 'b_{\\mathit{iris},h}'],
    ['w[0]', 'w_{0}'],
    ['X[0, 1]', 'X_{0,1}'],
    ['x1[2]', '(x_{1})_{2}'],
    ['h.W[2, 5]', '(W_{h})_{2,5}'],
  ];
  test.each(names)('%s is %s', (name, typeset) => {
    expect(latex(graph.variable(name))).toBe(typeset);
  });
});

describe('what the page hides', () => {
  const hidden = new Set(['exp', 'sqrt', 'e', 'diff', 'where']);
  const cases: readonly (readonly [Expression, string])[] = [
    [g.apply(exp, x), 'std.exp(x)'],
    [g.power(x, half), 'std.sqrt(x)'],
    [graph.named('e'), 'std.e'],
    [graph.derivative(x, graph.variable('x')), 'std.diff(x, x)'],
    [g.apply(where, positive, x, 0), 'std.where((x > 0), x, 0)'],
  ];
  test.each(cases)('%#: $1', (expression, text) => {
    expect(ascii(expression, hidden)).toBe(text);
  });
  test('a parameter hides too', () => {
    expect(ascii(g.apply(exp, graph.variable('exp')))).toBe('std.exp(exp)');
  });
});

describe('heads of derivatives', () => {
  const cases: readonly (readonly [readonly string[], readonly number[], string, string, string])[] = [
    [['x'], [1], 'diff(f, x)', 'df/dx', '\\frac{df}{dx}'],
    [['x'], [2], 'diff(f, x, 2)', 'd²f/dx²', '\\frac{d^{2} f}{dx^{2}}'],
    [['x', 'y'], [1, 0], 'diff(f, x)', '∂f/∂x', '\\frac{\\partial f}{\\partial x}'],
    [['x', 'y'], [1, 1], 'diff(f, x, y)', '∂²f/∂x∂y', '\\frac{\\partial^{2} f}{\\partial x \\, \\partial y}'],
    [['x', 'y'], [2, 1], 'diff(f, x, x, y)', '∂³f/∂x²∂y', '\\frac{\\partial^{3} f}{\\partial x^{2} \\, \\partial y}'],
  ];
  test.each(cases)('%j %j', (parameters, orders, text, people, typeset) => {
    expect(head({ name: 'f', parameters, orders })).toEqual({ text, unicode: people, latex: typeset });
  });
});

test('a condition has no bracket of Iverson', () => {
  expect(condition(positive)).toBe('x > 0');
  expect(condition(g.apply(and, g.apply(less, 0, x), g.apply(less, x, 1)))).toBe('0 < x < 1');
});

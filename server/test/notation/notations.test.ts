import katex from 'katex';
import { describe, expect, test } from 'vitest';
import type { Expression } from '../../src/calculus/expression';
import { derivationDocument } from '../../src/notation/derivation-document';
import { slope } from '../../src/notation/derivatives';
import { head } from '../../src/notation/head';
import { DERIVATIVE_NOTATIONS, type DerivationDocument, type Formula } from '../../src/protocol';
import { write } from '../derivation/page';
import { examples } from '../features/examples';
import { derivationOf, documentOf, everyStep, formulasOf, programOf } from './notations';

const typeset = (formula: string): string => katex.renderToString(formula, { throwOnError: true, strict: 'error' });
const all = ({ text, unicode, latex }: Formula): readonly string[] => [text, unicode, latex];

describe('a derivative by name, in subscripts', () => {
  const cases: readonly (readonly [string, readonly string[], readonly number[], string, string])[] = [
    ['f', ['x'], [1], 'f_x', 'f_{x}'],
    ['f', ['x', 'y'], [1, 1], 'f_xy', 'f_{x y}'],
    ['f', ['x'], [2], 'f_xx', 'f_{x x}'],
    ['f', ['x', 'y'], [2, 1], 'f_xxy', 'f_{x x y}'],
    ['f', ['x1', 'x2'], [1, 1], 'f_{x1,x2}', 'f_{x_{1} x_{2}}'],
    ['f', ['θ', 'x'], [1, 1], 'f_θx', 'f_{\\theta x}'],
    ['f', ['width', 'x'], [1, 1], 'f_{width,x}', 'f_{\\mathit{width},x}'],
    ['f1', ['x'], [1], 'f1_x', '(f_{1})_{x}'],
    ['f_a', ['x'], [1], '(f_a)_x', '(f_{a})_{x}'],
    ['σ', ['x_0'], [1], 'σ_{x_0}', '\\sigma_{x_{0}}'],
    ['loss', ['h.W'], [1], 'loss_{h.W}', '\\mathit{loss}_{W_{h}}'],
    ['loss', ['h.W[2, 5]'], [1], 'loss_{h.W[2, 5]}', '\\mathit{loss}_{(W_{h})_{2,5}}'],
  ];
  test.each(cases)('%s by %j, %j times', (name, parameters, orders, line, latex) => {
    const spelled = head({ name, parameters, orders }, undefined, 'subscript');
    expect(all(spelled)).toEqual([line, line, latex]);
    typeset(spelled.latex);
  });

  test('the order is the one in which it is differentiated', () => {
    const page = 'f(x, y) = x^2*y';
    expect(derivationOf(page, 'y,x', 'subscript').quantity.unicode).toBe('f_yx');
    expect(derivationOf(page, 'y,x', 'subscript').steps[0]?.before.unicode).toBe('D_x[D_y[x²·y]]');
  });

  test('Leibniz is what is printed where nothing is said', () => {
    expect(all(head(slope('h', 'x', false)))).toEqual(['diff(h, x)', 'dh/dx', '\\frac{dh}{dx}']);
  });
});

describe("the textbook's chain", () => {
  const page = 'h(x) = 3(2x^2)^5';
  // notation, head, derivative, chain, in words, in LaTeX
  test.each([
    ['leibniz', 'h(x) = 3(2x²)⁵', 'dh/dx', 'd/du (3u⁵)·d/dx (2x²)', 'dh/dx = dh/du · du/dx', '\\frac{dh}{dx}'],
    ['subscript', 'h(x) = 3(2x²)⁵', 'h_x', 'D_u[3u⁵]·D_x[2x²]', 'h_x = h_u · u_x', 'h_{x}'],
    ['dependent', 'y = h(x) = 3(2x²)⁵', 'dy/dx', 'd/du (3u⁵)·d/dx (2x²)', 'dy/dx = dy/du · du/dx', '\\frac{dy}{dx}'],
  ] as const)('%s', (notation, definition, quantity, chain, words, latex) => {
    const document = derivationOf(page, 'x', notation);
    expect(document.head.unicode).toBe(definition);
    expect(document.quantity.unicode).toBe(quantity);
    expect(document.quantity.latex).toBe(latex);
    expect(document.steps[0]?.after.unicode).toBe(chain);
    expect(document.steps[0]?.explanation).toContain(`${words}.`);
    expect(document.result.unicode).toBe('960x⁹');
  });

  test('in LaTeX and in ASCII', () => {
    const { steps } = derivationOf(page, 'x', 'subscript');
    expect(steps[0]?.after.latex).toBe('D_{u}\\left[3u^{5}\\right] \\cdot D_{x}\\left[2x^{2}\\right]');
    expect(steps[0]?.after.text).toBe('D_u[3*u^5]*D_x[2*x^2]');
    expect(derivationOf(page, 'x', 'dependent').head.latex).toBe('y = h(x) = 3(2x^{2})^{5}');
  });

  test('a second derivative', () => {
    const { quantity } = derivationOf('h(x) = sin(x^2)', 'x,x', 'dependent');
    expect(all(quantity)).toEqual(['diff(y, x, 2)', 'd²y/dx²', '\\frac{d^{2} y}{dx^{2}}']);
  });

  test('at a point the links too', () => {
    const { graph, callee } = write(page);
    const [variable] = callee.parameters;
    if (!variable) throw new Error('no parameter');
    const place = { point: new Map([[variable, graph.constant(2)]]), closed: (one: Expression) => one };
    const { point } = derivationDocument({ graph, callee, variable, place, notation: 'subscript' });
    expect(point?.links.map(({ name, value }) => `${name.unicode} = ${value.unicode}`)).toEqual([
      'D_u[3u⁵] = 61440',
      'D_x[2x²] = 8',
    ]);
  });
});

describe('several parameters', () => {
  const page = 'f(x, y) = 3x^3 - y^2 + 5x + 2';
  test.each([
    ['leibniz', '∂²f/∂x∂y', '∇f', '[∂f/∂x, ∂f/∂y]'],
    ['subscript', 'f_xy', '∇f', '[f_x, f_y]'],
    // y is a parameter: the value has another letter.
    ['dependent', '∂²z/∂x∂y', '∇z', '[∂z/∂x, ∂z/∂y]'],
  ] as const)('%s', (notation, mixed, nabla, entries) => {
    expect(derivationOf(page, 'x,y', notation).quantity.unicode).toBe(mixed);
    const gradient = derivationOf(page, '∇', notation);
    expect([gradient.quantity.unicode, gradient.entries?.unicode]).toEqual([nabla, entries]);
  });
});

describe('the letter of a value', () => {
  test.each([
    ['f(x) = x^2', 'y = f(x) = x²'],
    ['f(y) = y^2', 'z = f(y) = y²'],
    ['y = 3\nf(x) = x^2', 'z = f(x) = x²'],
    ['y(x) = x^2', 'y(x) = x²'],
    // A name that only a called function has, and that its definition brings in.
    ['g(t, y) = t*y\nf(x) = g(x, 2)', 'z = f(x) = g(x, 2)'],
    ['declare G(y)\nf(x) = G(x^2)', 'z = f(x) = G(x²)'],
    ['f(y, z, w, q, y1) = y*z*w*q*y1', 'y2 = f(y, z, w, q, y1) = y·z·w·q·y1'],
  ])('%s', (page, definition) => {
    const by = /\((\w+)/.exec(definition)?.[1] ?? '';
    expect(derivationOf(page, by, 'dependent').head.unicode).toBe(definition);
  });
});

test('a function that is called keeps its parameter below', () => {
  const page = 'declare g(u, v)\ndeclare p(t)\nf(x) = p(x^2) + g(2, x)';
  const after = derivationOf(page, 'x', 'subscript').result;
  expect(after.unicode).toContain('p_t(x²)');
  expect(after.unicode).toContain('g_v(2, x)');
  expect(after.latex).toContain('g_{v}(2, x)');
  expect(derivationOf(page, 'x', 'dependent').result.unicode).toContain('p′(x²)');
});

test('what is said with primes stays in primes', () => {
  const page = 'declare outer(z)\ndeclare inner(x)\nk(x) = outer(inner(x))';
  const said = (notation: 'subscript' | 'dependent') => derivationOf(page, 'x', notation).steps[0]?.explanation ?? '';
  expect(said('subscript')).toContain('k_x = k_z · z_x');
  expect(said('subscript')).toContain('k′(x) = outer′(inner(x))·inner′(x)');
  expect(said('dependent')).toContain('dy/dx = dy/dz · dz/dx');
});

describe('every page', () => {
  /** Gradients of more parameters say nothing new, and take long. */
  const FEW = 3;

  test.each(examples)('$name', ({ text }) => {
    const program = programOf(text);
    for (const definition of program.definitions.values()) {
      const parameters = definition.kind === 'function' ? definition.callee.parameters.map(({ name }) => name) : [];
      const by = parameters.length > 1 && parameters.length <= FEW ? '∇' : (parameters[0] ?? 'loss');
      const [leibniz, subscript, dependent] = DERIVATIVE_NOTATIONS.map((one) =>
        documentOf(program, definition, by, one),
      );
      if (!leibniz || !subscript || !dependent) continue;
      for (const document of [leibniz, subscript, dependent]) {
        for (const { latex } of formulasOf(document)) typeset(latex);
      }
      const checks = ({ steps }: DerivationDocument) => everyStep(steps).map(({ rule, check }) => [rule, check]);
      expect(checks(subscript)).toEqual(checks(leibniz));
      for (const { before, after } of everyStep(subscript.steps))
        expect(`${all(before)} ${all(after)}`).not.toMatch(/\bdiff\(|∂|\\partial|\bd\/d|\\frac\{d/);
      // In formulas the other two differ only in what the function's value is called.
      expect(everyStep(dependent.steps).map(({ after }) => after)).toEqual(
        everyStep(leibniz.steps).map(({ after }) => after),
      );
    }
  });

  test('nothing said is Leibniz', () => {
    const program = programOf('f(x, y) = exp(x*y)');
    const [definition] = program.definitions.values();
    for (const by of ['x', 'x,y', '∇'])
      expect(documentOf(program, definition, by)).toEqual(documentOf(program, definition, by, 'leibniz'));
  });
});

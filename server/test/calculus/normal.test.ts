/** Normal forms and derivatives, one line a case: what is written → how it is printed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gradient, partial, valueAndGradient } from '../../src/calculus/differentiate';
import { createGraph } from '../../src/calculus/expression';
import { normalise, operations } from '../../src/calculus/normal';
import { ascii } from '../../src/notation/print';
import { read } from '../derivation/reader';
import { formulas } from './formulas';

const normalForms: readonly (readonly [string, string])[] = [
  ['x + x', '2*x'],
  ['2 + x + 3', 'x + 5'],
  ['3x*4y*x', '12*x^2*y'],
  ['0*log(x) + y', 'y'],
  ['0.1 + 0.2', '0.3'],
  ['1/3 + 1/6', '1/2'],
  ['3(2x^2)^5', '96*x^10'],
  ['sqrt(x^2)', 'abs(x)'],
  ['(x^2)^(1/2)', 'abs(x)'],
  ['sqrt(x)^2', 'x'],
  ['sqrt(4x)', '2*sqrt(x)'],
  ['sqrt(8)', 'sqrt(8)'],
  ['log(x^2)', '2*log(abs(x))'],
  ['log(x^3)', '3*log(x)'],
  ['log(exp(x))', 'x'],
  ['exp(2*log(x))', 'x^2'],
  ['exp(x)*exp(-x)', '1'],
  ['sin(x) + y + exp(1/4)', 'y + exp(1/4) + sin(x)'],
  ['sin(x)^2 + cos(x)^2', '1'],
  ['3*cosh(x)^2*y - 3*sinh(x)^2*y', '3*y'],
  ['sin(-x)', '-sin(x)'],
  ['cos(-x)', 'cos(x)'],
  ['abs(-2x)', '2*abs(x)'],
  ['abs(x)*abs(x)', 'x^2'],
  ['x*sign(x)', 'abs(x)'],
  ['x/x', '1'],
  ['1 - x', '1 - x'],
  ['y - x', 'y - x'],
  ['x - (x + y)', '-y'],
  ['(x + 1)^2 - x^2', '2*x + 1'],
  ['3 + 2(x + 1)', '2*x + 5'],
  ['x*exp(x) + exp(x)', '(x + 1)*exp(x)'],
  ['(x^2 + 1)(x - 1)', '(x - 1)*(x^2 + 1)'],
  ['y*x^2 + x*y^2 + x^3', 'x^3 + x^2*y + x*y^2'],
  ['(x > 0)*(x > 0)', '1*(x > 0)'],
  ['max(x, x)', 'x'],
  ['max(2, 3, 1)', '3'],
  ['x^0', '1'],
  ['2^100', '1267650600228229401496703205376'],
  ['x2 + x10 + x1', 'x1 + x2 + x10'],
  // What people leave alone.
  ['3x^2 + 6x + 3', '3*x^2 + 6*x + 3'],
  ['2z - 2y', '2*z - 2*y'],
  ['sin(x)/cos(x)^2', 'sin(x)/cos(x)^2'],
  ['2*sin(x)*cos(x)', '2*cos(x)*sin(x)'],
  ['1 - tanh(x)^2', '1 - tanh(x)^2'],
  // Squares of trigonometric functions.
  ['cos(x)^2 - sin(x)^2', 'cos(2*x)'],
  ['cosh(x)^2 + sinh(x)^2', 'cosh(2*x)'],
  ['1 - sin(x)^2', 'cos(x)^2'],
  ['y*sec(x)^2 - y', 'y*tan(x)^2'],
  ['sec(x)^2 - tan(x)^2', '1'],
  ['cosh(x)^2 - 1', 'sinh(x)^2'],
  // Trigonometric quotients.
  ['sin(x)/cos(x)', 'tan(x)'],
  ['cos(x)/sin(x)', 'cot(x)'],
  ['x*cos(x)*sec(x)^2', 'x*sec(x)'],
  ['tanh(x)*cosh(x)', 'sinh(x)'],
  ['sec(x/2)^2/(2*tan(x/2))', '1/sin(x)'],
  // Numerator and denominator.
  ['(x^2 - 1)/(x - 1)', 'x + 1'],
  ['(x^2 - 1)/(x^2 + x)', '(x - 1)/x'],
  ['(a*b + a)/(b + 1)^2', 'a/(b + 1)'],
  ['2*x/(4x + 2)', 'x/(2*x + 1)'],
  ['1/(1 + 1/x)', 'x/(x + 1)'],
  ['1/(1/x + 3*a*x)', 'x/(3*a*x^2 + 1)'],
  ['(x^2 + 2x + 1)*exp(x)', '(x + 1)^2*exp(x)'],
  ['exp(2x) + 2*exp(x) + 1', '(exp(x) + 1)^2'],
  ['cos(x)^2/(1 - sin(x))^2 - sin(x)/(1 - sin(x))', '1/(1 - sin(x))'],
  ['a*(a^2 - 1/x^2)/sqrt(1 - a^2*x^2) + a*sqrt(1 - a^2*x^2)/x^2', '0'],
  // Exponents that are no numbers.
  ['x^n/x + n*x^(n - 1)*log(x)', 'x^(n - 1)*(n*log(x) + 1)'],
  ['exp(x^2 - a*x)*b + exp(x^2)', '(b*exp(-a*x) + 1)*exp(x^2)'],
  // Decimals as they are written.
  ['0.79788456*(0.134145x^2 + 1)', '0.79788456*(0.134145*x^2 + 1)'],
];

describe('the normal form', () => {
  test.each(normalForms)('%s is %s', (written, form) => {
    const graph = createGraph();
    expect(ascii(normalise(graph, read(graph, written)))).toBe(form);
  });

  test('is deterministic: other formulas built before do not change it', () => {
    const first = createGraph();
    const second = createGraph();
    read(second, 'sin(b) + z*y^2 + x*a + 3');
    const written = '(b + a)*z + x*y^2 + a*x + sin(b)';
    expect(ascii(normalise(first, read(first, written)))).toBe(ascii(normalise(second, read(second, written))));
  });

  test('is idempotent', () => {
    fc.assert(
      fc.property(formulas, (written) => {
        const graph = createGraph();
        const once = normalise(graph, read(graph, written));
        const again = createGraph();
        const copy = normalise(again, read(again, written));
        expect(normalise(graph, once)).toBe(once);
        expect(ascii(copy)).toBe(ascii(once));
      }),
      { numRuns: 150, seed: 1 },
    );
  });
});

const derivatives: readonly (readonly [body: string, variable: string, derivative: string])[] = [
  ['3x^3 - y^2 + 5x + 2', 'x', '9*x^2 + 5'],
  ['3x^3 - y^2 + 5x + 2', 'y', '-2*y'],
  ['3(2x^2)^5', 'x', '960*x^9'],
  ['3x^3*z - y^2 + 5z + 2y*z', 'z', '3*x^3 + 2*y + 5'],
  ['max(x, y)', 'x', '1*(x > y)'],
  ['max(x, y)', 'y', '1*(y > x)'],
  ['relu(x*w)', 'x', '1*(w*x > 0)*w'],
  ['exp(x*y)', 'x', 'y*exp(x*y)'],
  ['tanh(x)', 'x', '1 - tanh(x)^2'],
  ['(x^2 - 1)/(x^2 + 1)', 'x', '4*x/(x^2 + 1)^2'],
  ['0.044715x^3 + x/3', 'x', '0.134145*x^2 + 1/3'],
  ['log(x^2)', 'x', '2/x'],
  ['abs(x)', 'x', 'sign(x)'],
  ['x^x', 'x', 'x^x*(log(x) + 1)'],
  ['x^n', 'n', 'x^n*log(x)'],
  ['sqrt(x^2 + y^2)', 'x', 'x/sqrt(x^2 + y^2)'],
  ['where(x > 0, log(x), x^2)', 'x', 'where((x > 0), 1/x, 2*x)'],
  ['floor(x)', 'x', '0'],
  ['x^3 + 3x^2 + 3x', 'x', '3*x^2 + 6*x + 3'],
  ['(x^4 - 1)/(x^2 - 1)', 'x', '2*x'],
  ['x*tan(x) + log(cos(x))', 'x', 'x*sec(x)^2'],
  ['atan((1 + x)/(1 - x))', 'x', '1/(x^2 + 1)'],
  ['atan(1/x)', 'x', '-1/(x^2 + 1)'],
  ['x^sin(x)', 'x', 'x^(sin(x))*(cos(x)*log(x) + sin(x)/x)'],
  ['log(tan(x/2))', 'x', '1/sin(x)'],
  ['sqrt((1 + x)/(1 - x))', 'x', '1/((1 - x)^2*sqrt((x + 1)/(1 - x)))'],
  [
    'x*tanh(0.79788456*(x + 0.044715x^3))',
    'x',
    '0.79788456*x*(0.134145*x^2 + 1)*(1 - tanh(0.79788456*(0.044715*x^3 + x))^2) + tanh(0.79788456*(0.044715*x^3 + x))',
  ],
];

describe('derivatives', () => {
  test.each(derivatives)('of %s by %s', (written, variable, derivative) => {
    const graph = createGraph();
    const parameters = [graph.variable(variable)];
    const [slope] = gradient(graph, { name: 'f', parameters, body: read(graph, written) });
    expect(slope && ascii(slope)).toBe(derivative);
  });

  test('of derivatives', () => {
    const graph = createGraph();
    const parameters = ['x', 'y'].map((name) => graph.variable(name));
    const callee = { name: 'f', parameters, body: read(graph, 'x^3*y^2 + sin(x*y)') };
    expect(ascii(partial(graph, callee, [1, 1]))).toBe('6*x^2*y - x*y*sin(x*y) + cos(x*y)');
    expect(ascii(partial(graph, callee, [2, 0]))).toBe('y^2*(6*x - sin(x*y))');
  });

  test('of abstract functions', () => {
    const graph = createGraph();
    const [x, y] = [graph.variable('x'), graph.variable('y')];
    const inner = graph.multiply(x, y);
    const body = graph.abstract('g', ['u', 'v'], [0, 0], [inner, x]);
    const [dx, dy] = gradient(graph, { name: 'k', parameters: [x, y], body });
    expect(dx && ascii(dx)).toBe('y*diff(g, u)(x*y, x) + diff(g, v)(x*y, x)');
    expect(dy && ascii(dy)).toBe('x*diff(g, u)(x*y, x)');
  });

  test.each([100, 1000])('a product of %i variables costs a small multiple of itself', (count) => {
    const graph = createGraph();
    const parameters = Array.from({ length: count }, (_, i) => graph.variable(`x${i}`));
    const body = graph.multiply(...parameters);
    const { value, partials } = valueAndGradient(graph, { name: 'f', parameters, body });
    expect(operations(value, ...partials)).toBeLessThanOrEqual(3 * operations(body));
  });

  test('an iterated map costs a small multiple of itself', () => {
    const graph = createGraph();
    const [r, x] = [graph.variable('r'), graph.variable('x')];
    let body = graph.multiply(r, x, graph.subtract(1, x));
    for (let i = 0; i < 60; i++) body = graph.multiply(r, body, graph.subtract(1, body));
    const { value, partials } = valueAndGradient(graph, { name: 'f', parameters: [r, x], body });
    expect(operations(value, ...partials)).toBeLessThanOrEqual(3 * operations(body));
  });
});

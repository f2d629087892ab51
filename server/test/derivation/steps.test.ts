/** What holds for every derivation: the lines chain, agree at points, and end in the gradient's own formula. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { derive } from '../../src/calculus/derivation';
import { createGraph } from '../../src/calculus/expression';
import { table } from '../../src/calculus/functions/table';
import { write } from './page';
import { everyStep, expectSound } from './sound';

describe('every row of the function table', () => {
  const rows = [...table.values()].filter((row) => row.derivative && !row.truth);
  test.each(rows.map((row) => [row.name, row] as const))('%s', (_, row) => {
    const graph = createGraph();
    const names = row.parameters.map((_, i) => graph.variable(`x${i}`));
    const plain = graph.apply(row, ...names);
    const inner = graph.apply(row, ...names.map((name, i) => graph.multiply(i + 1, graph.power(name, 2))));
    for (const body of [plain, graph.multiply(3, inner)]) {
      expectSound(graph, { name: 'f', parameters: names, body });
    }
  });
});

describe('formulas', () => {
  const lines = [
    'f(x) = (x^2 - 1)/(x^2 + 1)',
    'f(x, y) = x^y + y^x',
    'f(x) = sin(sin(sin(sin(sin(x)))))',
    'f(x) = 3/(2x + 1)^3 - 1/sqrt(x)',
    'f(x, y) = log(x*y)/x + exp(-x^2)*y',
    'f(x) = floor(x^2) + abs(x - 1)',
    'f(x) = where(x > 1, x^2, sin(2x))*x',
    'f(x, y) = max(x^2, x*y, 1)',
    'f(x) = x*x*x*exp(x)',
    'f(x) = 7',
    'f(x, y) = y',
    'f(x) = -(-x)',
    'f(x) = 2^(x^2)*e^x',
    'f(u, v) = sin(u*v)^2',
    'f(x) = atan2(x^2, 3) + hypot(x, 2x)',
    'f(x) = ((x^2)^3)^0.5',
    'f(x, y) = x/(0*y + x - x) + 1/(0*x)',
    'f(x, y) = where(x > y, x, y)/((y - y)*(x + 2))',
  ];
  test.each(lines)('%s', (line) => {
    const { graph, callee } = write(line);
    expectSound(graph, callee);
  });

  test('names are fresh', () => {
    const { graph, callee } = write('f(u, s1) = sin(cos(exp(sin(u*s1)))) + sin(u^2)');
    const [u] = callee.parameters;
    if (!u) throw new Error('no parameter');
    const names = new Set(['v', 's2']);
    const { steps } = derive(graph, callee, u, { names });
    const introduced = everyStep(steps).flatMap((step) => [...step.where.keys()].map((name) => name.name));
    expect(new Set(introduced)).toEqual(new Set(['s3', 's4', 's5', 's6', 'w']));
  });
});

const atoms = fc.constantFrom('x', 'y', '2', '3', '0.5', 'x', 'y');
const formula: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atoms,
    fc.tuple(tie('node'), fc.constantFrom('+', '-', '*', '/'), tie('node')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(tie('node'), fc.constantFrom('2', '3', '(-1)', '(1/2)')).map(([a, n]) => `(${a})^${n}`),
    fc.tuple(fc.constantFrom('sin', 'exp', 'log', 'tanh', 'relu', 'sqrt'), tie('node')).map(([f, a]) => `${f}(${a})`),
  ),
})).node;

test('random formulas', () => {
  fc.assert(
    fc.property(formula, (body) => {
      const { graph, callee } = write(`f(x, y) = ${body}`);
      expectSound(graph, callee);
    }),
    { numRuns: 80, seed: 20240229 },
  );
});

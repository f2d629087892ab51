/** Derivations at a point: the numbers are what evaluation says, exact where it is. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DerivationBy, derive } from '../../src/calculus/derivation';
import { evaluate } from '../../src/calculus/evaluate';
import { type Expression, substitute, type Variable } from '../../src/calculus/expression';
import { derivationDocument } from '../../src/notation/derivation-document';
import { printDerivation } from '../../src/notation/derivation-text';
import { type Written, write } from './page';
import { everyStep, expectChain } from './sound';

function at({ graph, callee, names }: Written, by: DerivationBy, values: Readonly<Record<string, Expression>>) {
  const point = new Map<Variable, Expression>();
  for (const parameter of callee.parameters) {
    const value = values[parameter.name];
    if (value) point.set(parameter, value);
  }
  const place = { point, closed: (expression: Expression) => expression };
  return { derivation: derive(graph, callee, by, { names, place }), place };
}

const variable = ({ callee }: Written, name: string): Variable => {
  const found = callee.parameters.find((parameter) => parameter.name === name);
  if (!found) throw new Error(`no parameter ${name}`);
  return found;
};

/** What the lines with numbers say, one after another. */
function lines(line: string, by: string, values: Readonly<Record<string, number | string>>): string {
  const written = write(line);
  const { graph } = written;
  const numbers = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? graph.constant(value) : graph.divide(...halves(value)),
    ]),
  );
  const wrt = by === '∇' ? 'gradient' : by.split(',').map((name) => variable(written, name));
  const { place } = at(written, wrt, numbers);
  const document = derivationDocument({ ...written, variable: wrt, place });
  const text = printDerivation(document, 'text', 'main');
  return text.slice(text.indexOf('\nat ') + 1, text.includes('\n--steps') ? text.indexOf('\n--steps') : undefined);
}

const halves = (fraction: string): [number, number] => {
  const [above = '1', below = '1'] = fraction.split('/');
  return [Number(above), Number(below)];
};

describe('one kind of arithmetic a line', () => {
  test.each([
    ['chain', 'h(x) = 3(2x^2)^5', 'x', { x: 2 }],
    ['two variables', 'f(x, y) = 3x^3 - y^2 + 5x + 2', '∇', { x: 1, y: 2 }],
    ['a fraction', 'f(x) = x^2/(x + 1)', 'x', { x: '1/3' }],
    ['rounded', 'f(x) = x*exp(x)', 'x', { x: -2 }],
    ['neuron', 'n(x0, w0, x1, w1, b) = relu(x0*w0 + x1*w1 + b)', 'x0', { x0: 1, w0: -3, x1: -2, w1: -1, b: 2 }],
    ['kink', 'f(x) = abs(x)', 'x', { x: 0 }],
    ['outside', 'f(x) = log(x)', 'x', { x: -1 }],
    ['missing', 'f(x, y) = x*y', 'x', { x: 2 }],
    ['second', 'f(x) = x^4', 'x,x', { x: 3 }],
    ['piecewise', 'f(x) = where(x > 1, x^2, sin(x))', 'x', { x: 3 }],
  ] as const)('%s', async (name, line, by, values) => {
    await expect(lines(line, by, values)).toMatchFileSnapshot(`textbook/at-${name.replaceAll(' ', '-')}.txt`);
  });
});

const formula: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('x', 'y', '2', '3', '0.5', 'x', 'y'),
    fc.tuple(tie('node'), fc.constantFrom('+', '-', '*', '/'), tie('node')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(tie('node'), fc.constantFrom('2', '3', '(-1)', '(1/2)')).map(([a, n]) => `(${a})^${n}`),
    fc
      .tuple(fc.constantFrom('sin', 'exp', 'relu', 'max', 'abs'), tie('node'))
      .map(([f, a]) => `${f}(${f === 'max' ? `${a}, 1` : a})`),
  ),
})).node;

test('the last number is the value, and every line says the same', () => {
  let seen = 0;
  fc.assert(
    fc.property(formula, fc.integer({ min: -3, max: 3 }), fc.integer({ min: 1, max: 4 }), (body, above, below) => {
      const written = write(`f(x, y) = ${body}`);
      const { graph, callee } = written;
      const x = graph.ratio(above, below);
      const { derivation } = at(written, variable(written, 'x'), { x, y: graph.constant(2) });
      const [outcome] = derivation.outcomes;
      const { numbers, result } = derivation;
      const last = numbers.at(-1)?.after;
      if (!outcome?.ok || !last) return;
      expectChain(numbers, result, last);
      const point = new Map<Expression, Expression>([
        [variable(written, 'x'), x],
        [variable(written, 'y'), graph.constant(2)],
      ]);
      for (const step of everyStep(numbers)) {
        expect(step.check.verdict).not.toBe('refuted');
        const value = evaluate(graph, substitute(graph, step.before, point), new Map());
        if (!value.ok) throw new Error(`${body}: ${value.reason}`);
        expect(Math.abs(value.value - outcome.value)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(outcome.value)));
      }
      expect(last.kind).toBe('constant');
      expect(callee.parameters.length).toBe(2);
      seen += 1;
    }),
    { numRuns: 400, seed: 20240229 },
  );
  expect(seen).toBeGreaterThan(50);
});

/** Graphs of all functions of the examples and of random ones: gradients are those of the calculus, paths add up, differences agree. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gradient } from '../../../src/calculus/differentiate';
import { elementals } from '../../../src/calculus/elementals';
import { evaluate } from '../../../src/calculus/evaluate';
import type { Expression, Variable } from '../../../src/calculus/expression';
import { withPageValues } from '../../../src/program/answers';
import type { ComputationGraph } from '../../../src/protocol';
import { formulas } from '../../calculus/formulas';
import { viewOf } from '../carets';
import { examples } from '../examples';
import { asked, close, graphOf, wellFormed } from './asked';

const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);

/** What comes back to a node is the sum over its edges of what comes back to their ends times the local derivative. */
function accumulates({ nodes, edges }: ComputationGraph): void {
  for (const { id, kind, gradient: own } of nodes) {
    if (own?.value === undefined || kind === 'output') continue;
    const terms = edges
      .filter(({ from }) => from === id)
      .map(
        ({ to, local }) =>
          (nodes.find((node) => node.id === to)?.gradient?.value ?? Number.NaN) * (local?.value?.value ?? Number.NaN),
      );
    // A branch that is not taken passes nothing on.
    if (terms.every(Number.isFinite)) close(own.value, sum(terms), 1e-9 * Math.max(1, ...terms.map(Math.abs)));
  }
}

/** The sum over paths is the gradient by the variable. */
function addsUp({ paths = [], nodes, variable }: ComputationGraph): void {
  const whole = nodes.find(({ id }) => id === variable)?.gradient?.value;
  const products = paths.map(({ value }) => value?.value ?? Number.NaN);
  if (whole === undefined || products.length === 0 || !products.every(Number.isFinite)) return;
  close(whole, sum(products), 1e-9 * Math.max(1, ...products.map(Math.abs)));
}

/** Figures of the parameters are the partials of the calculus; where these have a value, the graph gives one or says why not. */
function agrees(text: string, name: string, at?: Record<string, string>): 'value' | 'nothing' {
  const view = viewOf(text);
  const { graph } = view.program;
  const definition = view.program.definitionOf(name);
  if (definition?.kind !== 'function') throw new Error(name);
  const result = asked(view, { function: name, variable: '∇', ...(at && { at }) });
  if (result.kind !== 'graph') throw new Error(result.reason);
  wellFormed(result);
  accumulates(result);
  const { parameters } = definition.callee;
  const point = new Map(
    parameters.map((one) => [one, result.nodes.find(({ id }) => id === one.name)?.value?.value ?? 0]),
  );
  const whole = evaluate(graph, withPageValues(view.program, definition.callee.body), point);
  const output = result.nodes.at(-1);
  expect(output?.value?.value !== undefined).toBe(whole.ok);
  if (!whole.ok) return 'nothing';
  close(output?.value?.value, whole.value);
  let known = 0;
  gradient(graph, definition.callee).forEach((partial, i) => {
    const figure = result.nodes.find(({ id }) => id === parameters[i]?.name)?.gradient;
    const wanted = evaluate(graph, withPageValues(view.program, partial), point);
    if (figure?.value === undefined) expect(result.note).toMatch(/There is no value here/);
    else {
      known += 1;
      close(figure.value, wanted.ok ? wanted.value : Number.NaN);
    }
  });
  for (const parameter of parameters) {
    const one = asked(view, { function: name, variable: parameter.name, ...(at && { at }) });
    if (one.kind === 'graph') addsUp(one);
  }
  return known > 0 ? 'value' : 'nothing';
}

/** Functions of numbers. */
const functions = examples.flatMap(({ name, text }) =>
  [...text.matchAll(/^(\w+)\(([\w, ]*)\) += /gm)].map(([, own = '']) => ({ page: name, name: own, text })),
);

test.each(functions)('$page $name', ({ text, name }) => {
  agrees(text, name);
});

test('the examples have numbers', () => {
  expect(functions.length).toBeGreaterThan(25);
  const known = functions.filter(({ text, name }) => agrees(text, name) === 'value');
  // Declared functions have none.
  expect(known.length).toBeGreaterThan(functions.length - 8);
});

test('random functions at random points', () => {
  const number = fc.constantFrom('0.7', '1.3', '-0.4', '2', '0.15', '1');
  let valued = 0;
  fc.assert(
    fc.property(formulas, number, number, number, (formula, x, y, z) => {
      if (agrees(`f(x, y, z) = ${formula}`, 'f', { x, y, z }) === 'value') valued += 1;
    }),
    { numRuns: 150, seed: 11 },
  );
  expect(valued).toBeGreaterThan(40);
});

/** Every node moved a little: what happens to the output is its gradient. */
test.each([
  ['f(x, y) = sin(x y)^2 + exp(x) / (1 + y^2)', { x: '0.7', y: '1.3' }],
  ['f(x, y) = log(x^2 + y^2) * tanh(x - y) + sqrt(x)', { x: '0.7', y: '1.3' }],
  ['f(x, y) = sigmoid(x)^3 * relu(x y + 1) - 3abs(y - x)', { x: '0.7', y: '1.3' }],
  ['g(a) = a^3 + a\nf(x, y) = g(x y) + g(y)^2 / x', { x: '0.7', y: '1.3' }],
])('central differences of every node of %s', (page, at) => {
  const view = viewOf(page);
  const { graph } = view.program;
  const definition = view.program.definitionOf('f');
  if (definition?.kind !== 'function') throw new Error('f');
  const drawn = graphOf(view, { function: 'f', variable: '∇', at });
  const { body, parameters } = definition.callee;
  const parts = elementals(graph, body, graph.variable('whole', 'introduced'));
  const output = (moved: Expression, by: number): number => {
    const values = new Map<Variable, number>();
    for (const one of parameters) values.set(one, Number(at[one.name as 'x' | 'y']) + (one === moved ? by : 0));
    for (const { variable, body: own, written } of parts) {
      const outcome = evaluate(graph, own, values);
      if (!outcome.ok) throw new Error(outcome.reason);
      values.set(variable, outcome.value + (written === moved ? by : 0));
    }
    return values.get(parts.at(-1)?.variable as Variable) ?? Number.NaN;
  };
  const moved = [...parameters, ...parts.map(({ written }) => written)];
  expect(drawn.nodes).toHaveLength(moved.length);
  const h = 1e-5;
  moved.forEach((one, i) => {
    const slope = (output(one, h) - output(one, -h)) / (2 * h);
    close(drawn.nodes[i]?.gradient?.value, slope, 1e-7);
  });
});

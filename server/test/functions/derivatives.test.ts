/** Every row's derivative, and the derivative of that, against numeric derivatives in high precision. */
import { describe, expect, test } from 'vitest';
import { createGraph, type Expression, type Graph, type Variable } from '../../src/calculus/expression';
import type { FunctionRow } from '../../src/calculus/functions/row';
import { row, table } from '../../src/calculus/functions/table';
import { type BigNumber, precise } from '../../src/calculus/special/precise';
import { derivative } from './differentiator';
import { evaluate, type Values } from './evaluator';
import { randomly } from './random';

const a = precise(50);
/** The step of the differences: their error is about h⁴ from truncation and 10⁻⁵⁰/h from rounding. */
const h = a.decimal('1e-8');

/** Central differences with one step of Richardson's extrapolation: (4·D(h/2) − D(h))/3. */
function slope(expression: Expression, variable: Variable, values: Values): BigNumber {
  const at = (shift: BigNumber): BigNumber =>
    evaluate(a, expression, new Map(values).set(variable, a.add(values.get(variable) ?? h, shift)));
  const central = (step: BigNumber): BigNumber =>
    a.divide(a.subtract(at(step), at(a.negate(step))), a.multiply(a.from(2), step));
  const fine = central(a.divide(h, a.from(2)));
  return a.divide(a.subtract(a.multiply(a.from(4), fine), central(h)), a.from(3));
}

/** Compares, relative to the size of the number where that is above 1. */
function expectClose(found: BigNumber, expected: BigNumber, what: string): void {
  const difference = a.subtract(found, expected).abs().toNumber();
  expect(difference, `${what} = ${found}, should be ${expected}`).toBeLessThan(
    1e-22 * Math.max(1, expected.abs().toNumber()),
  );
}

function check(entry: FunctionRow, args: readonly number[], graph: Graph): void {
  const variables = args.map((_, i) => graph.variable(`x${i}`));
  const values = new Map<Expression, BigNumber>(variables.map((variable, i) => [variable, a.from(args[i] ?? 0)]));
  const self = graph.apply(entry, ...variables);
  variables.forEach((variable, i) => {
    if (entry.name === 'polygamma' && i === 0) return;
    const first = derivative(graph, self, variable);
    expectClose(evaluate(a, first, values), slope(self, variable, values), `∂${entry.name}/∂${i}(${args})`);
    for (const [j, other] of variables.entries()) {
      if (entry.name === 'polygamma' && j === 0) continue;
      const second = evaluate(a, derivative(graph, first, other), values);
      expectClose(second, slope(first, other, values), `∂²${entry.name}/∂${i}∂${j}(${args})`);
    }
  });
}

describe.each([...table.keys()])('%s', (name) => {
  test('first and second derivatives at random points', () => {
    const random = randomly(11);
    const graph = createGraph();
    for (let point = 0; point < 3; point += 1) {
      check(
        row(name),
        row(name).tests.arguments.map(([low, high]) => random(low, high)),
        graph,
      );
    }
  });
});

/** Points with fewer or more arguments than the row's intervals, and in parts of the domain that they leave out. */
test.each([
  ['log', [3.7]],
  ['log', [0.3, 0.2]],
  ['leaky_relu', [-1.5]],
  ['leaky_relu', [1.5]],
  ['elu', [-1.5]],
  ['elu', [0.5]],
  ['max', [1, 3, 2]],
  ['max', [6, 1, 5, 2, 4, 3]],
  ['min', [6, 2, 5, 1, 4, 3]],
  ['hypot', [3, -4, 12]],
  ['clip', [0.5, 0, 1]],
  ['clip', [-2, 0, 1]],
  ['clip', [2, 0, 1]],
  ['mod', [7.5, -2]],
  ['mod', [-7.5, 2]],
  ['atan2', [-1, -2]],
  ['atan2', [-1, 2]],
  ['cbrt', [-5]],
  ['tan', [2.5]],
  ['csc', [-1]],
  ['gamma', [-2.5]],
  ['lgamma', [-2.5]],
  ['digamma', [-2.5]],
  ['polygamma', [0, 1.5]],
  ['polygamma', [2, -3.3]],
  ['where', [1, 2, 3]],
  ['where', [0, 2, 3]],
  ['erfc', [4]],
])('%s(%s)', (name, args) => {
  check(row(name), args, createGraph());
});

/** What every row of the table of operations must have and hold, whatever its operation. */
import { describe, expect, test } from 'vitest';
import type { Dimension } from '../../src/calculus/dimension';
import { createGraph, type Expression, type Graph, substitute } from '../../src/calculus/expression';
import { shapeOf, sizeOf } from '../../src/calculus/operations/define';
import { type Entries, isMisfit, type OperationRow, type Options } from '../../src/calculus/operations/row';
import { operations } from '../../src/calculus/operations/table';
import { randomly } from '../functions/random';
import { doubles, evaluate, sweep, type Values } from './evaluator';

type Case = OperationRow['tests'][number];

const cases = [...operations().values()].flatMap((row) =>
  row.tests.map(
    (one) => [`${row.name} ${JSON.stringify(one.shapes)} ${JSON.stringify(one.options ?? {})}`, row, one] as const,
  ),
);

const random = randomly(11);

/** The operation of a case at random arguments, with a random adjoint. */
function instance(row: OperationRow, one: Case) {
  const graph = createGraph();
  const [low, high] = one.entries ?? [-2, 2];
  const fill = (shape: readonly number[], draw: () => number): Entries<number> => ({
    shape,
    data: Array.from({ length: sizeOf(shape) }, draw),
  });
  const variables = one.shapes.map((shape, i) => graph.variable(`x${i}`, 'local', shape));
  const node = graph.operate(row, variables, one.options);
  if (node.kind !== 'operation') throw new TypeError('no operation');
  const adjoint = graph.variable('g', 'local', node.shape);
  const values = new Map<Expression, Entries<number>>([[adjoint, fill(node.shape.map(Number), () => random(-1, 1))]]);
  variables.forEach((variable, i) => {
    const { ids } = one;
    const draw = ids?.argument === i ? () => Math.floor(random(0, ids.below)) : () => random(low, high);
    values.set(variable, fill(one.shapes[i] ?? [], draw));
  });
  /** The arguments that may vary a little. */
  const smooth = variables.filter((_, i) => one.ids?.argument !== i);
  return { graph, variables, smooth, node, adjoint, values };
}

const contract = (a: Entries<number>, b: Entries<number>): number =>
  Array.from(a.data).reduce((sum, x, i) => sum + x * (b.data[i] ?? Number.NaN), 0);

/** The slopes of a scalar by a variable's entries, by central differences. */
function differences(scalar: (values: Values) => number, values: Values, variable: Expression): number[] {
  const own = values.get(variable) ?? { shape: [], data: [] };
  const step = 1e-5;
  return Array.from({ length: own.data.length }, (_, k) => {
    const moved = (by: number): Values =>
      new Map(values).set(variable, { shape: own.shape, data: Array.from(own.data, (x, i) => (i === k ? x + by : x)) });
    return (scalar(moved(step)) - scalar(moved(-step))) / (2 * step);
  });
}

function close(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number, what: string): void {
  expect(actual.length, what).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [actual[i] ?? Number.NaN, expected[i] ?? Number.NaN];
    const far = !(Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b)));
    if (far) expect(Array.from(actual), `${what}, entry ${i}`).toEqual(Array.from(expected));
  }
}

test('names are unique, and every row says what it is', () => {
  for (const [name, row] of operations()) {
    expect(row.name).toBe(name);
    expect(row.summary.length, name).toBeGreaterThan(3);
    expect(row.documentation, name).toMatch(/\.$/);
    expect(row.tests.length, name).toBeGreaterThan(0);
  }
});

describe.each(cases)('%s', (_name, row, one) => {
  test('the kernel computes what the definition says', () => {
    for (let time = 0; time < 3; time++) {
      const { node, values, variables } = instance(row, one);
      const args = variables.map((variable) => values.get(variable) ?? { shape: [], data: [] });
      const shape = node.shape.map(Number);
      const entries = row.entries(doubles, args, node.options, shape);
      const kernel = row.values?.(args, node.options, shape);
      expect((entries ?? kernel)?.length).toBe(sizeOf(shape));
      if (entries && kernel) close(kernel, entries, 1e-12, 'values');
    }
  });

  test('the definition in simpler operations says the same', () => {
    const { graph, node, values, variables } = instance(row, one);
    const simpler = row.definition?.(graph, variables, node.options);
    if (!simpler) return;
    expect(simpler.shape).toEqual(node.shape);
    close(evaluate(simpler, values).data, evaluate(node, values).data, 1e-12, 'definition');
  });

  test('the pullback is the slope', () => {
    const { graph, node, adjoint, values, smooth, variables } = instance(row, one);
    const contributions = row.pullback?.(graph, node, adjoint) ?? [];
    const value = (at: Values): number => contract(evaluate(adjoint, at), evaluate(node, at));
    variables.forEach((variable, i) => {
      const contribution = contributions[i];
      if (contribution) expect(contribution.shape, `shape of argument ${i}'s`).toEqual(variable.shape);
      if (!smooth.includes(variable)) return;
      const slopes = contribution
        ? evaluate(contribution, values).data
        : variable.shape.length === 0
          ? [0]
          : Array(sizeOf(one.shapes[i] ?? [])).fill(0);
      close(slopes, differences(value, values, variable), 1e-6, `argument ${i}`);
    });
  });

  test('the slope of the pullback is the second slope', () => {
    const { graph, node, adjoint, values, smooth } = instance(row, one);
    const weights = new Map(values);
    const terms = (row.pullback?.(graph, node, adjoint) ?? []).flatMap((contribution, i) => {
      if (!contribution) return [];
      const weight = graph.variable(`v${i}`, 'local', contribution.shape);
      const data = Array.from({ length: sizeOf(one.shapes[i] ?? []) }, () => random(-1, 1));
      weights.set(weight, { shape: one.shapes[i] ?? [], data });
      return [sumOf(graph, graph.multiply(weight, contribution))];
    });
    if (terms.length === 0) return;
    const scalar = graph.add(...terms);
    const wrt: readonly Expression[] = [...smooth, adjoint];
    const slopes = sweep(graph, scalar, wrt);
    wrt.forEach((variable, i) => {
      const numeric = differences((at) => evaluate(scalar, at).data[0] ?? Number.NaN, weights, variable);
      const slope = slopes[i] ?? graph.constant(0);
      close(evaluate(slope, weights).data, numeric, 1e-5, variable === adjoint ? 'by the adjoint' : `by argument ${i}`);
    });
  });

  test('with named lengths it is the same', () => {
    const { graph, node, adjoint, values, variables } = instance(row, one);
    const name = (length: Dimension): Dimension => (typeof length === 'number' && length > 1 ? `n${length}` : length);
    const named = one.shapes.map((shape) => shape.map(name));
    const options = namedOptions(node.options, name);
    const shape = row.shape(named, options);
    if (isMisfit(shape)) return;
    const symbols = named.map((own, i) => graph.variable(`x${i}`, 'local', own));
    const symbolic = graph.operate(row, symbols, options);
    if (symbolic.kind !== 'operation') throw new TypeError('no operation');
    const g = graph.variable('g', 'local', shape);
    const lengths = new Map<string, Dimension>([2, 3, 4, 5].map((length) => [`n${length}`, length]));
    const given = new Map<Expression, Expression>([[g, adjoint]]);
    symbols.forEach((symbol, i) => {
      given.set(symbol, variables[i] ?? symbol);
    });
    for (const [own, length] of lengths) given.set(graph.variable(own, 'dimension'), graph.constant(Number(length)));
    const plain = row.pullback?.(graph, node, adjoint) ?? [];
    (row.pullback?.(graph, symbolic, g) ?? []).forEach((contribution, i) => {
      if (!contribution) return;
      expect(contribution.shape).toEqual(named[i]);
      const filled = substitute(graph, contribution, given, lengths);
      const expected = plain[i];
      expect(filled.shape).toEqual(expected?.shape);
      if (expected) close(evaluate(filled, values).data, evaluate(expected, values).data, 1e-12, `argument ${i}`);
    });
  });
});

function sumOf(graph: Graph, x: Expression): Expression {
  const sum = operations().get('sum');
  if (!sum) throw new RangeError('no sum');
  return graph.operate(sum, [x]);
}

const namedOptions = (options: Options, name: (length: Dimension) => Dimension): Options => {
  const { shape, n } = options;
  return {
    ...options,
    ...(Array.isArray(shape) && { shape: shapeOf(shape).map(name) }),
    ...(typeof n === 'number' && { n: name(n) }),
  };
};

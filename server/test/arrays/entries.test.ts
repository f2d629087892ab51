/** Arrays as their entries: numbers made from them are exact, with the reasons and notes that numbers have. */
import { describe, expect, test } from 'vitest';
import { gradient } from '../../src/calculus/differentiate';
import { domain, kinks } from '../../src/calculus/domain';
import { arrayOf, entriesOf } from '../../src/calculus/entries';
import { evaluate, exact } from '../../src/calculus/evaluate';
import { type Callee, createGraph, type Expression, type Operand, type Variable } from '../../src/calculus/expression';
import { row } from '../../src/calculus/functions/table';
import { HALF } from '../../src/calculus/rational';
import { operate } from './arrays';

const graph = createGraph();
const variable = (name: string, ...shape: (number | string)[]): Variable => graph.variable(name, 'local', shape);
const vector = (...items: Operand[]): Expression => graph.array(items);
const sum = (x: Expression): Expression => operate(graph, 'sum', [x]);
const dot = (x: Expression, y: Expression): Expression => sum(graph.multiply(x, y));
const call = (f: Callee, args: readonly Operand[], orders = f.parameters.map(() => 0)): Expression =>
  graph.call(f, orders, args);
const apply = (name: string, ...args: Operand[]): Expression => graph.apply(row(name), ...args);
const text = (root: Expression, values: ReadonlyMap<Variable, number> = new Map()): string => {
  const outcome = evaluate(graph, root, values);
  return outcome.ok ? [outcome.value, ...outcome.notes].join('; ') : outcome.reason;
};
const x = variable('x');
const w = variable('w', 3);

describe('entries', () => {
  test('of variables are variables, and of sums what NumPy broadcasts', () => {
    const X = variable('X', 2, 3);
    const entries = entriesOf(graph, graph.add(graph.multiply(X, 2), w, x));
    expect(entries?.shape).toEqual([2, 3]);
    expect(entries?.data[4]).toBe(graph.add(graph.multiply(variable('X[1, 1]'), 2), variable('w[1]'), x));
  });
  test('of operations are numbers over their arguments’ entries', () => {
    expect(entriesOf(graph, dot(w, w))?.data[0]).toBe(
      graph.add(...[0, 1, 2].map((i) => graph.multiply(variable(`w[${i}]`), variable(`w[${i}]`)))),
    );
    const matrix = vector(vector(1, x), vector(3, 4));
    expect(entriesOf(graph, operate(graph, 'transpose', [matrix]))?.data).toEqual([
      graph.constant(1),
      graph.constant(3),
      x,
      graph.constant(4),
    ]);
  });
  test('make the array again', () => {
    const entries = entriesOf(graph, vector(vector(1, x), vector(3, 4)));
    expect(entries && arrayOf(graph, entries)).toBe(vector(vector(1, x), vector(3, 4)));
    expect(arrayOf(graph, { shape: [], data: [x] })).toBe(x);
  });
  test('there are none where lengths are names, or where there would be too many', () => {
    expect(entriesOf(graph, graph.multiply(variable('v', 'n'), 2))).toBeUndefined();
    expect(entriesOf(graph, variable('big', 5000))).toBeUndefined();
    const size = graph.size;
    const image = operate(graph, 'conv2d', [variable('i', 1, 60, 60), variable('k', 1, 1, 9, 9), variable('b', 1)]);
    expect(entriesOf(graph, image)).toBeUndefined();
    expect(graph.size - size).toBeLessThan(60_000);
    expect(text(sum(image))).toBe('it has lengths without a number, or too many entries');
  });
  test('of deep expressions', () => {
    let deep: Expression = w;
    for (let i = 0; i < 3000; i++) deep = graph.negate(deep);
    expect(entriesOf(graph, deep)?.data).toHaveLength(3);
  });
});

describe('numbers made from arrays', () => {
  test('are exact', () => {
    const third = sum(vector(graph.ratio(1, 3), graph.ratio(1, 6)));
    expect(exact(graph, third, new Map())?.equals(HALF)).toBe(true);
    expect(text(third)).toBe('0.5');
    expect(text(dot(vector(1, 2, 3), vector(4, 5, 6)))).toBe('32');
    const logits = vector(1200, 0);
    expect(text(graph.divide(sum(apply('exp', logits)), sum(apply('exp', graph.add(logits, 1)))))).toBe(
      String(1 / Math.E),
    );
  });
  test('stand anywhere in a function, and functions take arrays', () => {
    const f = { name: 'f', parameters: [x], body: graph.add(sum(vector(x, graph.power(x, 2))), 1) };
    expect(text(call(f, [3]))).toBe('13');
    const cube = sum(graph.multiply(operate(graph, 'broadcast', [x], { shape: [3] }), graph.power(x, 2)));
    expect(text(call({ name: 'g', parameters: [x], body: cube }, [2], [1]))).toBe('36');
    const n = graph.variable('n', 'dimension');
    const v = variable('v', 'n');
    const mean = { name: 'mean', parameters: [v], body: graph.divide(sum(v), n) };
    expect(text(call(mean, [vector(1, 2, 6)]))).toBe('3');
    expect(text(call(mean, [vector(x, 5)]), new Map([[x, 4]]))).toBe('4.5');
    expect(text(sum(call(mean, [vector(2, 4)], [1])))).toBe('1');
  });
  test('have the reasons of numbers', () => {
    expect(text(sum(apply('log', vector(1, x))), new Map([[x, -2]]))).toBe(
      'log is defined for positive numbers; here its argument x is −2',
    );
    expect(text(sum(w), new Map([[variable('w[0]'), 1]]))).toBe('w[1] and w[2] have no values');
    expect(text(sum(graph.divide(vector(1, 2), vector(graph.subtract(x, 1), 1))), new Map([[x, 1]]))).toBe(
      'division by zero: x - 1 is 0',
    );
  });
  test('that are derivatives need the function to have a value, and say its kinks', () => {
    const f = { name: 'f', parameters: [w], body: sum(apply('relu', w)) };
    expect(text(sum(call(f, [vector(0, 1, 2)], [1])))).toBe(
      '2; relu has a kink at 0; its slope there is 0 by convention',
    );
    expect(text(sum(call(f, [vector(3, 1, 2)], [1])))).toBe('3');
    const g = { name: 'g', parameters: [w], body: sum(apply('log', w)) };
    expect(text(sum(call(g, [vector(-1, 1, 2)], [1])))).toBe(
      'log is defined for positive numbers; here its argument is −1',
    );
    const unused = { name: 'h', parameters: [w, x], body: sum(w) };
    expect(text(call(unused, [vector(1, 2, 3), apply('log', -1)]))).toBe(
      'log is defined for positive numbers; here its argument is −1',
    );
  });
});

describe('where there is a value', () => {
  test('is known entry by entry', () => {
    const conditions = domain(graph, sum(apply('log', w))).map(({ holds }) => holds);
    expect(conditions).toEqual([0, 1, 2].map((i) => apply('>', variable(`w[${i}]`), 0)));
    expect(domain(graph, apply('log', vector(x, 2))).map(({ holds }) => holds)).toEqual([apply('>', x, 0)]);
    expect(domain(graph, sum(apply('log', variable('v', 'n'))))).toEqual([]);
    const [slope = x] = gradient(graph, { name: 'g', parameters: [w], body: sum(apply('log', w)) });
    expect(domain(graph, slope)).toHaveLength(3);
  });
  test('and kinks too: of what an operation is made of only where it has any', () => {
    expect(kinks(graph, sum(apply('abs', vector(x, 1)))).map(({ at }) => at)).toEqual([apply('==', x, 0)]);
    const image = variable('p', 1, 1, 2);
    const pooled = operate(
      graph,
      'max_pool2d',
      [operate(graph, 'reshape', [vector(x, 2, 0, 1)], { shape: [1, 2, 2] })],
      { size: 2 },
    );
    expect(kinks(graph, sum(pooled)).map(({ note }) => note)).toEqual([
      expect.stringMatching(/^max_pool2d has a kink/),
    ]);
    expect(kinks(graph, sum(image))).toEqual([]);
  });
});

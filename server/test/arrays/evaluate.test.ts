/** Arrays in doubles agree with their entries; what has no value says why, and is never a number. */
import { describe, expect, test } from 'vitest';
import { evaluateArrays } from '../../src/calculus/arrays';
import { createGraph, type Expression, type Graph, type Variable } from '../../src/calculus/expression';
import { row } from '../../src/calculus/functions/table';
import { matmul } from '../../src/calculus/operations/matmul';
import { randomly } from '../functions/random';
import { exactly, expectClose, operate, outcomeOf, randomEntries, type Values } from './arrays';

/** An expression of some shape that broadcasts to [2, 3], over a few variables. */
function randomExpression(graph: Graph, variables: readonly Variable[], random: (low: number, high: number) => number) {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random(0, from.length))] as T;
  const known: Expression[] = [...variables, graph.constant(2), graph.ratio(-3, 4), graph.named('π')];
  const apply = (name: string, ...args: Expression[]): Expression => graph.apply(row(name), ...args);
  const makers: (() => Expression)[] = [
    () => graph.add(pick(known), pick(known), pick(known)),
    () => graph.add(pick(known), graph.negate(graph.multiply(3, pick(known)))),
    () => graph.subtract(pick(known), pick(known)),
    () => graph.multiply(pick(known), pick(known)),
    () => graph.multiply(graph.negate(pick(known)), graph.power(pick(known), -1), pick(known)),
    () => graph.divide(pick(known), pick(known)),
    () => graph.power(pick(known), pick([-2, -1, 0, 2, 3])),
    () => graph.power(pick(known), graph.ratio(pick([1, -1, 3]), 2)),
    () => graph.negate(pick(known)),
    () => apply(pick(['relu', 'sin', 'tanh', 'log', 'sqrt', 'abs', 'sigmoid', 'floor', 'atanh']), pick(known)),
    () => apply(pick(['<', '<=', '>', '>=', '==', '!=', 'max', 'min', 'atan2']), pick(known), pick(known)),
    () => apply(pick(['and', 'or']), apply('>', pick(known), pick(known)), apply('log', pick(known))),
    () => apply('where', apply('<', pick(known), pick(known)), pick(known), pick(known)),
    () => apply('clip', pick(known), graph.constant(-1), pick(known)),
    () => operate(graph, 'sum', [pick(known)]),
    () => operate(graph, 'broadcast', [pick(known)], { shape: [2, 3] }),
    () => {
      const wide = operate(graph, 'broadcast', [pick(known)], { shape: [2, 3] });
      return operate(graph, 'sum', [wide], { axis: pick([0, -1]), keepdims: true });
    },
    () =>
      graph.array(
        [0, 1]
          .map(() => operate(graph, 'broadcast', [pick(known)], { shape: [2, 3] }))
          .map((wide) => operate(graph, 'sum', [wide], { axis: 0 })),
      ),
  ];
  for (let i = 0; i < 12; i++) known.push(pick(makers)());
  return known.slice(variables.length + 3);
}

test('random expressions have the values of their entries', () => {
  const random = randomly(3);
  for (let round = 0; round < 60; round++) {
    const graph = createGraph();
    const shapes = [[], [3], [2, 1], [2, 3], [1]];
    const variables = shapes.map((shape, i) => graph.variable('abcde'[i] ?? '', 'local', shape));
    const values: Values = new Map(variables.map((one, i) => [one, randomEntries(random, shapes[i] ?? [])]));
    const roots = randomExpression(graph, variables, random);
    const outcomes = evaluateArrays(graph, roots, values);
    roots.forEach((root, i) => {
      const outcome = outcomes[i];
      if (!outcome?.ok) throw new Error(outcome?.reason);
      const expected = exactly(graph, root, values);
      expect(
        outcome.data.every((entry) => !Number.isNaN(entry)),
        outcome.reason,
      ).toBe(outcome.reason === undefined);
      // Where doubles overflow on the way there is no number; a wrong one there never is.
      const found = outcome.data;
      expectClose(
        found,
        expected.map((value, k) => (Number.isNaN(found[k]) && outcome.reason === 'overflow' ? Number.NaN : value)),
        1e-8,
      );
    });
  }
});

test('the matrix product, also where no block is full', () => {
  const random = randomly(1);
  for (const [m = 0, k = 0, n = 0] of [
    [1, 1, 1],
    [3, 7, 2],
    [5, 4, 1],
    [4, 300, 5],
    [67, 9, 6],
    [70, 520, 33],
    [2, 3, 0],
    [0, 2, 2],
  ]) {
    const a = Float64Array.from({ length: m * k }, () => random(-1, 1));
    const b = Float64Array.from({ length: k * n }, () => random(-1, 1));
    const expected = Array.from({ length: m * n }, (_, at) => {
      let total = 0;
      for (let p = 0; p < k; p++) total += (a[Math.floor(at / n) * k + p] ?? 0) * (b[p * n + (at % n)] ?? 0);
      return total;
    });
    expectClose(matmul(a, m, k, b, n), expected, 1e-12);
  }
});

describe('what has no value', () => {
  const graph = createGraph();
  const variable = (name: string, ...shape: (number | string)[]): Variable => graph.variable(name, 'local', shape);
  const apply = (name: string, ...args: (Expression | number)[]): Expression => graph.apply(row(name), ...args);
  const [x, w] = [variable('x', 3), variable('h.W', 3)];
  const at = (...data: number[]): Values => new Map([[x, { shape: [3], data }]]);
  const entries = (root: Expression, ...data: number[]) => {
    const { data: found, reason } = outcomeOf(graph, root, at(...data));
    return [...[...found].map((entry) => (Number.isNaN(entry) ? 'none' : entry)), reason];
  };

  test('fails alone', () => {
    const [good, bad] = evaluateArrays(graph, [graph.multiply(x, 2), graph.multiply(x, w)], at(1, 2, 3));
    expect(good).toEqual({ ok: true, shape: [3], data: Float64Array.of(2, 4, 6), notes: [] });
    expect(bad).toEqual({ ok: false, reason: 'h.W has no value' });
  });
  test('leaves the other entries, and says which and why', () => {
    expect(entries(apply('log', graph.subtract(x, 2)), 3, 1, 3)).toEqual([
      0,
      'none',
      0,
      'log is defined for positive numbers; here its argument x[1] - 2 is −1',
    ]);
    expect(entries(graph.divide(1, x), 1, 2, 0)).toEqual([1, 0.5, 'none', 'division by zero: x[2] is 0']);
    expect(entries(graph.multiply(3, graph.power(x, -1), x), 1, 2, 0)).toEqual([
      3,
      3,
      'none',
      'division by zero: x[2] is 0',
    ]);
    expect(entries(graph.add(1, graph.negate(apply('sqrt', x))), 1, -4, 0)).toEqual([
      0,
      'none',
      1,
      'sqrt is defined for numbers that are not negative; here its argument x[1] is −4',
    ]);
    expect(entries(apply('log', operate(graph, 'sum', [x])), 1, -4, 0)).toEqual([
      'none',
      'log is defined for positive numbers; here its argument sum(x) is −3',
    ]);
  });
  test('is not asked for in a branch that is not taken', () => {
    expect(entries(apply('where', apply('>', x, 0), apply('log', x), 7), 1, -1, 0)).toEqual([0, 7, 7, undefined]);
    expect(entries(apply('where', apply('>', apply('log', x), 0), 1, 7), 1, -1, 0)).toEqual([
      7,
      'none',
      'none',
      'log is defined for positive numbers; here its argument x[1] is −1',
    ]);
  });
  test('is what overflows', () => {
    const large = apply('exp', graph.multiply(1000, x));
    expect(entries(large, 0, 1, 0)).toEqual([1, 'none', 1, 'overflow']);
    expect(entries(graph.subtract(large, large), 0, 1, 0)).toEqual([0, 'none', 0, 'overflow']);
    expect(entries(apply('>', large, apply('exp', graph.multiply(900, x))), 0, 1, 0)).toEqual([
      0,
      'none',
      0,
      'overflow',
    ]);
  });
  test('is what is no number, and goes on as that', () => {
    for (const name of ['relu', 'sign', 'floor', 'abs', 'sigmoid', 'leaky_relu']) {
      expect(entries(apply(name, x), Number.NaN, 1, Number.POSITIVE_INFINITY)[0]).toBe('none');
      expect(entries(apply(name, x), Number.NaN, 1, 2).at(-1)).toBe('x[0] has no value');
    }
    for (const name of ['<', '==', '!=', 'max', 'min', 'and', 'or', 'hypot'])
      expect(entries(apply(name, x, x), Number.NaN, 1, 2)[0]).toBe('none');
    expect(entries(graph.power(x, 0), Number.NaN, 0, 2)).toEqual(['none', 1, 1, 'x[0] has no value']);
  });
  test('has a shape that its value does not have', () => {
    expect(evaluateArrays(graph, [x], new Map([[x, { shape: [2], data: [1, 2] }]]))).toEqual([
      { ok: false, reason: 'x has shape [3]; its value has [2]' },
    ]);
    expect(evaluateArrays(graph, [x], new Map([[x, { shape: [3], data: [1, 2] }]]))[0]?.ok).toBe(false);
  });
  test('is too large to compute, or was only declared', () => {
    const huge = operate(graph, 'broadcast', [x], { shape: [1e6, 1e6, 3] });
    expect(evaluateArrays(graph, [huge], at(1, 2, 3))).toEqual([
      { ok: false, reason: 'an array of shape [1000000, 1000000, 3] has too many entries to compute' },
    ]);
    const declared = graph.abstract('g', ['u'], [0], [1]);
    expect(entries(graph.multiply(x, declared), 1, 2, 3).at(-1)).toBe(
      'g is declared without a formula, so it has no value',
    );
  });
  test('a derivative has none where its function has none', () => {
    const f = { name: 'f', parameters: [w], body: operate(graph, 'sum', [apply('log', w)]) };
    expect(entries(graph.call(f, [1], [x]), 1, -2, 4)).toEqual([
      'none',
      'none',
      'none',
      'log is defined for positive numbers; here its argument x[1] is −2',
    ]);
  });
});

describe('lengths with names', () => {
  const graph = createGraph();
  const [x, y] = [graph.variable('x', 'local', ['n', 2]), graph.variable('y', 'local', ['n'])];
  const n = graph.variable('n', 'dimension');
  const mean = graph.divide(operate(graph, 'sum', [x], { axis: 0 }), n);

  test('are what the values have', () => {
    const values: Values = new Map([[x, { shape: [3, 2], data: [1, 2, 3, 4, 5, 6] }]]);
    expect([...outcomeOf(graph, mean, values).data]).toEqual([3, 4]);
    expect(evaluateArrays(graph, [graph.multiply(y, n)], new Map())).toEqual([{ ok: false, reason: 'n has no value' }]);
    values.set(y, { shape: [2], data: [1, 2] });
    const [first, second] = evaluateArrays(graph, [mean, operate(graph, 'sum', [y])], values);
    expect([first?.ok, second]).toEqual([true, { ok: false, reason: 'y has shape [3]; its value has [2]' }]);
  });
  test('may be too small', () => {
    const image = graph.variable('i', 'local', [1, 'n', 9]);
    const pooled = operate(graph, 'max_pool2d', [image], { size: 3 });
    const values: Values = new Map([[image, { shape: [1, 2, 9], data: new Float64Array(18) }]]);
    expect(evaluateArrays(graph, [pooled], values)).toEqual([
      { ok: false, reason: 'the window is larger than its input: 3 × 3 on an image of 2 × 9 (i has shape [1, 2, 9])' },
    ]);
  });
});

test('notes are those of the kinks below a root', () => {
  const graph = createGraph();
  const x = graph.variable('x', 'local', [3]);
  const [relu, abs] = ['relu', 'abs'].map((name) => graph.apply(row(name), x));
  if (!relu || !abs) throw new Error();
  const values: Values = new Map([[x, { shape: [3], data: [1, 0, 2] }]]);
  const notes = evaluateArrays(graph, [relu, graph.add(relu, abs), x], values).map((one) => one.ok && one.notes);
  expect(notes).toEqual([
    ['relu has a kink at 0; its slope there is 0 by convention'],
    [
      'relu has a kink at 0; its slope there is 0 by convention',
      'abs has a kink at 0; its slope there is 0 by convention',
    ],
    [],
  ]);
});

test('what is let go is not what is still needed', () => {
  const graph = createGraph();
  const x = graph.variable('x', 'local', [4]);
  const values: Values = new Map([[x, { shape: [4], data: Float64Array.of(1, 2, 3, 4) }]]);
  const first = graph.multiply(x, x);
  const turned = operate(graph, 'reshape', [first], { shape: [2, 2] });
  const later = [5, 6, 7].reduce<Expression>((sum, k) => graph.multiply(graph.add(sum, x), graph.add(x, k)), x);
  const [a, b] = evaluateArrays(graph, [turned, later], values).map((one) => one.ok && [...one.data]);
  expect(a).toEqual([1, 4, 9, 16]);
  expect(b).toEqual([1, 2, 3, 4].map((v) => (((v + v) * (v + 5) + v) * (v + 6) + v) * (v + 7)));
});

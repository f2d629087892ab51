/** How pullbacks read, in the language; and their values where conventions and zeros decide. */
import { expect, test } from 'vitest';
import type { Dimension, Shape } from '../../src/calculus/dimension';
import { createGraph, type Expression, substitute } from '../../src/calculus/expression';
import type { Entries, Options } from '../../src/calculus/operations/row';
import { operation } from '../../src/calculus/operations/table';
import { evaluate, sweep } from './evaluator';
import { spell } from './spell';

const NAMES = ['a', 'b', 'c'];

function pullback(name: string, shapes: readonly Shape[], options: Options = {}): string[] {
  const graph = createGraph();
  const args = shapes.map((shape, i) => graph.variable(NAMES[i] ?? '', 'local', shape));
  const node = graph.operate(operation(name), args, options);
  if (node.kind !== 'operation') return [];
  const p = graph.variable('p', 'local', node.shape);
  const contributions = node.row.pullback?.(graph, node, graph.variable('g', 'local', node.shape)) ?? [];
  return contributions.map((one) => (one ? spell(one, new Map([[node, spell(p)]])) : 'nothing'));
}

test.each<[string, Shape[], Options, string[]]>([
  ['@', [['n'], ['n']], {}, ['g*b', 'g*a']],
  ['@', [['m'], ['m', 'n']], {}, ['g @ b.T', 'outer(a, g)']],
  ['@', [['m', 'n'], ['n']], {}, ['outer(g, b)', 'a.T @ g']],
  [
    '@',
    [
      ['m', 'n'],
      ['n', 'k'],
    ],
    {},
    ['g @ b.T', 'a.T @ g'],
  ],
  [
    '@',
    [
      ['b', 'm', 'k'],
      ['k', 'n'],
    ],
    {},
    ['g @ b.T', 'reshape(a, shape=[b*m, k]).T @ reshape(g, shape=[b*m, n])'],
  ],
  ['outer', [['m'], ['n']], {}, ['g @ b', 'g.T @ a']],
  ['sum', [['m', 'n']], { axis: -1 }, ['broadcast(reshape(g, shape=[m, 1]), shape=[m, n])']],
  ['sum', [['m', 'n']], { axis: 0 }, ['broadcast(g, shape=[m, n])']],
  ['mean', [['m', 'n']], {}, ['broadcast(g/(m*n), shape=[m, n])']],
  ['prod', [['n']], {}, ['g*prod_others(a)']],
  ['max', [['n']], {}, ['g*first_max(a)']],
  ['min', [['m', 'n']], { axis: 0 }, ['g*first_max(-a, axis=0)']],
  ['norm', [['n']], {}, ['(g/p)*a']],
  ['softmax', [['n']], {}, ['p*(g + -sum(g*p))']],
  ['softmax', [['m', 'n']], {}, ['p*(g + -sum(g*p, axis=-1, keepdims=true))']],
  ['log_softmax', [['n']], {}, ['g + -(softmax(a)*sum(g))']],
  ['logsumexp', [['n']], {}, ['g*softmax(a)']],
  ['logsumexp', [['m', 'n']], { axis: 0 }, ['g*softmax(a, axis=0)']],
  ['det', [['n', 'n']], {}, ['g*p*inv(a).T']],
  ['inv', [['n', 'n']], {}, ['-(p.T @ g @ p.T)']],
  ['trace', [['n', 'n']], {}, ['g*eye(n=n)']],
  ['index', [['n']], { at: [2] }, ['scatter(g, 2, shape=[n])']],
  ['index', [['m', 'n']], { at: [1, 2] }, ['scatter(scatter(g, 2, shape=[n]), 1, shape=[m, n])']],
  ['index', [['m', 'n']], { at: [[0, 'm'], -1] }, ['scatter(g, n + -1, shape=[n, m]).T']],
  ['index', [['n']], { at: [[1, 'n']] }, ['concat(zeros(shape=[1]), g)']],
  ['index', [['n']], { at: [[0, 3]] }, ['concat(g, zeros(shape=[n - 3]))']],
  [
    'index',
    [[3, 5]],
    {
      at: [
        [0, 3],
        [1, 3],
      ],
    },
    ['concat(zeros(shape=[3, 1]), g, zeros(shape=[3, 2]), axis=1)'],
  ],
  ['gather', [['v', 'd'], ['k']], {}, ['scatter(g, b, shape=[v, d])']],
  ['scatter', [['k', 'd'], ['k']], { shape: ['v', 'd'] }, ['g[b]']],
  ['concat', [['m'], ['n']], {}, ['g[0:m]', 'g[m:m + n]']],
  ['stack', [['n'], ['n']], { axis: 1 }, ['g[0:n, 0]', 'g[0:n, 1]']],
])('%s of %j %j', (name, shapes, options, texts) => {
  expect(pullback(name, shapes, options)).toEqual(texts);
});

test('what a slice leaves may turn out to be nothing', () => {
  const graph = createGraph();
  const x = graph.variable('x', 'local', ['n']);
  const slice = graph.operate(operation('index'), [x], { at: [[0, 'm']] });
  const [slope = x] = sweep(graph, graph.operate(operation('sum'), [slice]), [x]);
  const lengths = new Map<string, Dimension>([
    ['m', 3],
    ['n', 3],
  ]);
  const filled = substitute(graph, slope, new Map([[x, graph.variable('x', 'local', [3])]]), lengths);
  expect(Array.from(evaluate(filled, new Map()).data)).toEqual([1, 1, 1]);
});

/** Value and slopes of a function of one vector. */
function slopes(name: string, data: readonly number[]) {
  const graph = createGraph();
  const x = graph.variable('x', 'local', [data.length]);
  const y = graph.operate(operation(name), [x]);
  const values = new Map<Expression, Entries<number>>([[x, { shape: [data.length], data }]]);
  const [slope = y] = sweep(graph, y, [x]);
  const second = sweep(graph, graph.operate(operation('index'), [slope], { at: [0] }), [x])[0] ?? y;
  const list = (one: Expression): number[] => Array.from(evaluate(one, values).data);
  return { first: list(slope), second: list(second) };
}

test('the product is right at zeros', () => {
  expect(slopes('prod', [2, 3, 4])).toEqual({ first: [12, 8, 6], second: [0, 4, 3] });
  expect(slopes('prod', [0, 3, 4])).toEqual({ first: [12, 0, 0], second: [0, 4, 3] });
  expect(slopes('prod', [0, 0, 4])).toEqual({ first: [0, 0, 0], second: [0, 4, 0] });
  expect(slopes('prod', [0, 0, 0])).toEqual({ first: [0, 0, 0], second: [0, 0, 0] });
});

test('the first of several maxima and minima has the slope, and a kink says so', () => {
  expect(slopes('max', [1, 3, 3]).first).toEqual([0, 1, 0]);
  expect(slopes('min', [3, 1, 1]).first).toEqual([0, 1, 0]);
  const kink = (name: string, data: readonly number[]) =>
    operation(name).kink?.at([{ shape: [data.length], data }], {});
  expect([kink('max', [1, 3, 3]), kink('max', [1, 1, 3])]).toEqual([true, false]);
  expect([kink('min', [3, 1, 1]), kink('min', [3, 3, 1])]).toEqual([true, false]);
  expect(operation('max').kink?.at([{ shape: [2, 2], data: [1, 2, 2, 1] }], { axis: 0 })).toBe(false);
  expect(operation('max').kink?.note).toBe(
    'a maximum that several entries reach: the slope goes to the first, by convention',
  );
});

test('a norm of 0 has no slope', () => {
  expect(slopes('norm', [0, 0]).first).toEqual([Number.NaN, Number.NaN]);
});

const values = (name: string, args: readonly Entries<number>[], shape: readonly number[], options: Options = {}) =>
  Array.from(operation(name).values?.(args, options, shape) ?? []);
const vector = (...data: readonly number[]): Entries<number> => ({ shape: [data.length], data });

test('large logits are fine', () => {
  expect(values('softmax', [vector(1200, 1200, -1200)], [3])).toEqual([0.5, 0.5, 0]);
  expect(values('log_softmax', [vector(1200, 0)], [2])).toEqual([0, -1200]);
  expect(values('logsumexp', [vector(1200, 1200)], [])).toEqual([1200 + Math.LN2]);
  expect(values('norm', [vector(3 * 2 ** 700, 4 * 2 ** 700)], [])).toEqual([5 * 2 ** 700]);
  expect(values('norm', [vector(0, 0)], [])).toEqual([0]);
});

test('there is no value where there is none', () => {
  const singular = { shape: [2, 2], data: [1, 2, 2, 4] };
  expect(values('inv', [singular], [2, 2])).toEqual(Array(4).fill(Number.NaN));
  expect(values('det', [singular], [])).toEqual([0]);
  const broken = vector(1, Number.NaN, 3);
  expect(values('max', [broken], [])).toEqual([Number.NaN]);
  expect(values('argmax', [broken], [])).toEqual([Number.NaN]);
  expect(values('first_max', [broken], [3])).toEqual(Array(3).fill(Number.NaN));
  const W = { shape: [2, 1], data: [5, 6] };
  expect(values('gather', [W, vector(1, 2, 0.5)], [3, 1])).toEqual([6, Number.NaN, Number.NaN]);
});

test('rows that are used twice get the sum of both', () => {
  expect(values('scatter', [vector(1, 2, 3), vector(1, 1, 0)], [2], { shape: [2] })).toEqual([3, 3]);
});

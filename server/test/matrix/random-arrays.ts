/** Random expressions of a wanted shape over x[n], y[n], u[m], A[m, n], B[n, n], C[n, m] and s, for property tests. */
import { plus } from '../../src/calculus/dimension';
import type { Expression, Graph, Shape, Variable } from '../../src/calculus/expression';
import { type Random, random } from '../../src/calculus/fingerprint';
import { row } from '../../src/calculus/functions/table';
import type { Options } from '../../src/calculus/operations/row';
import { operation } from '../../src/calculus/operations/table';

const VARIABLES: readonly (readonly [string, Shape])[] = [
  ['x', ['n']],
  ['y', ['n']],
  ['u', ['m']],
  ['A', ['m', 'n']],
  ['B', ['n', 'n']],
  ['C', ['n', 'm']],
  ['s', []],
];

export const variablesOf = (graph: Graph): readonly Variable[] =>
  VARIABLES.map(([name, shape]) => graph.variable(name, 'local', shape));

const key = (shape: Shape): string => shape.join(',');

export function randomExpression(graph: Graph, seed: number, shape: Shape, depth: number): Expression {
  return make(graph, random(seed), shape, depth);
}

function make(graph: Graph, number: Random, shape: Shape, depth: number): Expression {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(number() * items.length)] as T;
  const of = (wanted: Shape): Expression => make(graph, number, wanted, depth - 1);
  const call = (name: string, args: readonly Expression[], options: Options = {}): Expression =>
    graph.operate(operation(name), args, options);
  const leaf = (): Expression => {
    const known = variablesOf(graph).filter((variable) => key(variable.shape) === key(shape));
    const found = known.length > 0 ? pick(known) : undefined;
    if (shape.length === 0) return number() < 0.5 && found ? found : graph.constant(pick([1, 2, 3, -1]));
    if (found && number() < 0.85) return found;
    if (key(shape) === '1') return graph.array([of([])]);
    return number() < 0.5 || shape.length !== 2 || shape[0] !== shape[1]
      ? call('ones', [], { shape })
      : call('eye', [], { n: shape[0] ?? 1 });
  };
  if (depth <= 0) return leaf();
  const other = pick<Shape[number]>(['n', 'm']);
  const elementwise: readonly (() => Expression)[] = [
    () => graph.add(of(shape), of(shape)),
    () => graph.subtract(of(shape), of(pick([shape, []]))),
    () => graph.multiply(of(shape), of(pick([shape, []]))),
    () => graph.multiply(of([]), of(shape)),
    () => graph.divide(of(shape), graph.add(graph.power(of(pick([shape, []])), 2), 2)),
    () => graph.power(of(shape), 2),
    () => graph.apply(row(pick(['tanh', 'sin', 'exp', 'relu'])), graph.divide(of(shape), 4)),
    () => graph.negate(of(shape)),
  ];
  const [first, second] = shape;
  /** A matrix that surely has an inverse: its diagonal is large. */
  const regular = (): Expression =>
    graph.add(graph.multiply(8, call('eye', [], { n: 'n' })), graph.apply(row('tanh'), of(['n', 'n'])));
  const arrays: readonly (() => Expression)[] =
    shape.length === 0
      ? [
          () => call('sum', [of(pick<Shape>([['n'], ['m', 'n'], ['n', 'm']]))]),
          () => call('mean', [of(pick<Shape>([['n'], ['m'], ['n', 'n']]))]),
          () => call('@', [of([other]), of([other])]),
          () => call('trace', [of(['n', 'n'])]),
          () => call('logsumexp', [of(pick<Shape>([['n'], ['m', 'n']]))]),
          () => call('norm', [graph.add(graph.power(of(pick<Shape>([['n'], ['m', 'n']])), 2), 1)]),
          () => graph.divide(call('det', [regular()]), 500),
          () => call('index', [of(['n', 'm'])], { at: [1, 0] }),
        ]
      : shape.length === 1
        ? [
            () => call('@', [of([first ?? 1, other]), of([other])]),
            () => call('@', [of([other]), of([other, first ?? 1])]),
            () => call('sum', [of([other, first ?? 1])], { axis: 0 }),
            () => call('mean', [of([first ?? 1, other])], { axis: -1 }),
            () => call('softmax', [of(shape)]),
            () => call('diag', [of([first ?? 1, first ?? 1])]),
            () => call('broadcast', [of([])], { shape }),
            () => call('logsumexp', [of([first ?? 1, other])], { axis: -1 }),
            () => call('index', [of([other, first ?? 1])], { at: [1] }),
            () => call('index', [call('concat', [of([1]), of(shape)])], { at: [[1, plus(first ?? 1, 1)]] }),
          ]
        : [
            () => call('@', [of([first ?? 1, other]), of([other, second ?? 1])]),
            () => call('transpose', [of([second ?? 1, first ?? 1])]),
            () => call('outer', [of([first ?? 1]), of([second ?? 1])]),
            () => graph.add(of(shape), of([second ?? 1])),
            () => graph.multiply(of(shape), of([second ?? 1])),
            () => graph.multiply(of(shape), call('sum', [of(shape)], { axis: -1, keepdims: true })),
            () => graph.multiply(call('reshape', [of([first ?? 1])], { shape: [first ?? 1, 1] }), of(shape)),
            () => call('broadcast', [of([second ?? 1])], { shape }),
            () => call('softmax', [of(shape)], { axis: 0 }),
            () => (key(shape) === 'n,n' ? call('inv', [regular()]) : of(shape)),
            () => (first === second ? call('diag', [of([first ?? 1])]) : of(shape)),
          ];
  return pick(number() < 0.45 ? elementwise : arrays)();
}

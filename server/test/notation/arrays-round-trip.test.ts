/** What is printed of arrays reads back as what it was: random expressions, their texts parsed, both evaluated. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dimension, Shape } from '../../src/calculus/dimension';
import { createGraph, type Expression } from '../../src/calculus/expression';
import { ascii, unicode } from '../../src/notation/print';
import { newParser } from '../syntax/reader';
import { building, eye, gather, index, norm, ones, outer, softmax, zeros } from './array-rows';
import { expressionValue } from './evaluate-expression';
import { type Scope, treeValue } from './evaluate-tree';
import { filled, scalar, type Value } from './numpy';
import { exp, greater } from './rows';

const graph = createGraph();
const { at, T, sum, reshape, broadcast } = building(graph);

const LENGTHS: readonly Dimension[] = [2, 3, 'n'];
const SIZE = 5;
const sizeOf = (length: Dimension): number => (typeof length === 'number' ? length : SIZE);
const nameOf = (shape: Shape): string => ['s', 'v', 'W'][shape.length] + shape.join('');

/** `v2`, `W3n`, the part `h.W` of a network, the entry `x[0]` of an array; n and numbers of rows. */
const scope: Scope = (() => {
  const known = new Map<string, Value>();
  let seed = 0.37;
  // Between −1.5 and 1.5, never near 0, and always the same.
  const next = (): number => {
    seed = (seed * 997.13 + 0.123) % 1;
    return (seed < 0.5 ? -1 : 1) * (0.3 + 1.2 * ((seed * 7.77) % 1));
  };
  const shapes: Shape[] = [[], ...LENGTHS.map((a) => [a]), ...LENGTHS.flatMap((a) => LENGTHS.map((b) => [a, b]))];
  for (const shape of shapes) known.set(nameOf(shape), filled(shape.map(sizeOf), next));
  known.set('h.W', filled([2, 3], next));
  known.set('x', filled([3], next));
  known.set('x[0]', scalar(known.get('x')?.data[0] ?? 0));
  known.set('n', scalar(SIZE));
  known.set('ids2', { shape: [2], data: [2, 0] });
  known.set('ids3', { shape: [3], data: [1, 1, 0] });
  return known;
})();

const variable = (name: string, shape: Shape = []): Expression => graph.variable(name, 'local', shape);
const call = (row: typeof outer, args: readonly Expression[], options = {}): Expression =>
  graph.operate(row, args, options);
const length = fc.constantFrom(...LENGTHS);

function leaf(shape: Shape): fc.Arbitrary<Expression> {
  const own = fc.constant(variable(nameOf(shape), shape));
  const [rows, columns] = shape;
  if (rows === undefined) {
    const numbers = [graph.constant(2), graph.constant(-3), graph.ratio(1, 2), graph.ratio(-2, 3)];
    return fc.oneof(own, fc.constantFrom(...numbers, variable('x[0]'), graph.variable('n', 'dimension')));
  }
  const filledWith = fc.constantFrom(call(zeros, [], { shape }), call(ones, [], { shape }));
  const others = [
    ...(columns !== undefined && rows === columns ? [call(eye, [], { n: rows })] : []),
    ...(rows === 2 && columns === 3 ? [variable('h.W', shape)] : []),
    ...(rows === 3 && columns === undefined ? [variable('x', shape)] : []),
    ...(columns === undefined && rows === 2 ? [graph.array([1, -2])] : []),
  ];
  return fc.oneof(
    { weight: 6, arbitrary: own },
    { weight: 1, arbitrary: filledWith },
    fc.constantFrom(own, ...others.map((one) => fc.constant(one))).chain((one) => one),
  );
}

/** Expressions of a shape; they become smaller with depth. */
function expression(shape: Shape, depth: number): fc.Arbitrary<Expression> {
  if (depth <= 0) return leaf(shape);
  const of = (other: Shape): fc.Arbitrary<Expression> => expression(other, depth - 1);
  const own = of(shape);
  const beside = shape.length === 0 ? own : fc.oneof(own, of([]), of(shape.slice(1)));
  const factors = fc.tuple(own, fc.array(beside, { minLength: 1, maxLength: 3 }), fc.nat(3));
  return fc.oneof(
    leaf(shape),
    fc.tuple(own, beside).map(([a, b]) => graph.add(a, b)),
    fc.tuple(own, beside).map(([a, b]) => graph.subtract(a, b)),
    {
      weight: 3,
      arbitrary: factors.map(([first, others, place]) => {
        const all = [...others];
        all.splice(Math.min(place, all.length), 0, first);
        return graph.multiply(...all);
      }),
    },
    // As the normal form has it: numbers first, quotients as negative powers.
    factors.map(([first, [other = first, ...others]]) =>
      graph.multiply(graph.ratio(-2, 3), ...others, first, graph.power(other, -1)),
    ),
    fc.tuple(own, of([])).map(([a, b]) => graph.multiply(b, a, graph.power(graph.variable('n', 'dimension'), -1))),
    fc.tuple(own, beside).map(([a, b]) => graph.divide(a, b)),
    own.map((a) => graph.negate(a)),
    own.map((a) => graph.power(a, 2)),
    own.map((a) => graph.apply(exp, graph.multiply(graph.ratio(1, 100), a))),
    own.map((a) => graph.apply(greater, a, 0)),
    ...special(shape, of).map((arbitrary) => ({ weight: 3, arbitrary })),
  );
}

function special(shape: Shape, of: (shape: Shape) => fc.Arbitrary<Expression>): readonly fc.Arbitrary<Expression>[] {
  const [rows, columns] = shape;
  if (rows === undefined) {
    const vector = length.chain((k) => of([k]));
    return [
      length.chain((k) => fc.tuple(of([k]), of([k]))).map(([a, b]) => at(a, b)),
      vector.map((a) => sum(a)),
      vector.map((a) => call(norm, [a])),
      of([3]).map((a) => call(index, [a], { at: [2] })),
      of([2, 3]).map((a) => call(index, [a], { at: [1, 0] })),
    ];
  }
  if (columns === undefined) {
    return [
      length.chain((k) => fc.tuple(of([rows, k]), of([k]))).map(([a, b]) => at(a, b)),
      length.chain((k) => fc.tuple(of([k]), of([k, rows]))).map(([a, b]) => at(a, b)),
      length.chain((k) => of([rows, k])).map((a) => sum(a, { axis: -1 })),
      of([2, rows]).map((a) => call(index, [a], { at: [1] })),
      of([rows]).map((a) => call(softmax, [a], { axis: -1 })),
      ...(rows === 2 ? [of([3]).map((a) => call(index, [a], { at: [[1, 3]] }))] : []),
    ];
  }
  return [
    length.chain((k) => fc.tuple(of([rows, k]), of([k, columns]))).map(([a, b]) => at(a, b)),
    length.chain((k) => fc.tuple(of([rows, k]), of([k, 2]), of([2, columns]))).map(([a, b, c]) => at(at(a, b), c)),
    of([columns, rows]).map(T),
    fc.tuple(of([rows]), of([columns])).map((args) => call(outer, args)),
    of([columns]).map((a) => broadcast(a, rows, columns)),
    of([rows]).map((a) => broadcast(reshape(a, rows, 1), rows, columns)),
    of(shape).map((a) => graph.divide(a, sum(a, { axis: -1, keepdims: true }))),
    ...(typeof rows === 'number'
      ? [
          of([3, columns]).map((a) => call(gather, [a, variable(`ids${rows}`, [rows])])),
          of([3, columns]).map((a) =>
            call(index, [a], {
              at: [
                [3 - rows, 3],
                [0, columns],
              ],
            }),
          ),
        ]
      : []),
  ];
}

const parser = newParser();
const PARAMETERS = [...new Set([...scope.keys()].map((name) => name.replace(/[.[].*$/, '')))];

/** The value of a text as the body of a function of everything in scope. */
function textValue(text: string): Value {
  const page = parser.parse(`f(${PARAMETERS.join(', ')}) = ${text}\n`);
  const [statement] = page.statements;
  const problems = [...page.problems, ...(statement?.problems ?? [])];
  if (problems.length > 0 || statement?.sentence.kind !== 'definition') {
    throw new Error(`${text}: ${problems.map(({ message }) => message).join('; ')}`);
  }
  return treeValue(statement.sentence.body, scope);
}

function expectSame(text: string, original: Expression): void {
  const [back, there] = [textValue(text), expressionValue(original, scope)];
  // 0 entries of a scalar times zeros(…) may have lost their axes nowhere: shapes agree always.
  expect(back.shape, text).toEqual(there.shape);
  const largest = Math.max(1, ...there.data.map(Math.abs).filter(Number.isFinite));
  for (const [i, value] of there.data.entries()) {
    const other = back.data[i] ?? Number.NaN;
    if (Object.is(value, other) || Math.abs(value - other) <= 1e-7 * largest) continue;
    if (Number.isFinite(value) || Number.isFinite(other)) throw new Error(`${text}: ${other} for ${value}`);
  }
}

const any = fc
  .tuple(
    fc.constantFrom<Shape>([], [2], [3], ['n'], [2, 3], [3, 2], [2, 2], [3, 'n'], ['n', 3]),
    fc.integer({ min: 1, max: 3 }),
  )
  .chain(([shape, depth]) => expression(shape, depth));

describe.each([
  ['ASCII', ascii, 21],
  ['Unicode', unicode, 22],
] as const)('%s of arrays reads back', (_, spell, seed) => {
  test('random expressions', () => {
    fc.assert(
      fc.property(any, (e) => {
        const text = spell(e);
        if (text.length < 3000) expectSame(text, e);
      }),
      { numRuns: 800, seed },
    );
  });
});

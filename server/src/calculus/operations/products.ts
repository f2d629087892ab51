/** Products of vectors and matrices, in NumPy's meaning. Their pullbacks have the textbook's look. */
import { count, type Dimension, type Shape } from '../dimension';
import type { Builder, Expression } from '../expression';
import { broadcastShapes, shapeText } from '../shapes';
import { sumOver, swapped, unbroadcast } from './adjoints';
import { at, places, sizeOf, strides } from './define';
import { matmulInto } from './matmul';
import type { Entries, Misfit, OperationParameter, OperationRow } from './row';
import { operation } from './table';
import { doubles } from './windows';

const TWO: readonly OperationParameter[] = [
  { name: 'a', kind: 'array' },
  { name: 'b', kind: 'array' },
];

/** The matrix product. */
const matmul: OperationRow = {
  name: '@',
  parameters: TWO,
  summary: 'matrix product',
  documentation:
    '`(A @ B)[i, k] = sum over j of A[i, j]·B[j, k]`, as in NumPy: a vector on the left is a row, on the right a column, two vectors give their dot product; of arrays with more than two axes the last two are matrices, and the axes before them broadcast. Its pullbacks are `g @ B.T` and `A.T @ g`: Petersen and Pedersen, *The Matrix Cookbook* (2012), section 2.5.',
  style: 'infix',
  latex: '\\,',
  shape: ([a = [], b = []]) => productShape(a, b),
  entries: (arithmetic, [a, b]) =>
    a && b && pairs(a, b).map((terms) => arithmetic.add(terms.map(([i, j]) => factors(arithmetic, a, b, i, j)))),
  values: ([a, b], _options, shape) => (a && b ? productValues(a, b, shape) : []),
  pullback: (make, { args: [a, b] }, adjoint) => (a && b ? productPullback(make, a, b, adjoint) : []),
  linear: [0, 1],
  tests: [
    { shapes: [[3], [3]] },
    { shapes: [[3], [3, 2]] },
    { shapes: [[2, 3], [3]] },
    {
      shapes: [
        [2, 3],
        [3, 4],
      ],
    },
    {
      shapes: [
        [2, 3, 4],
        [4, 2],
      ],
    },
    { shapes: [[2, 3, 4], [4]] },
    { shapes: [[3], [2, 3, 4]] },
    {
      shapes: [
        [3, 4],
        [2, 4, 3],
      ],
    },
    {
      shapes: [
        [2, 1, 2, 3],
        [4, 3, 2],
      ],
    },
  ],
};

/** The dot product: `@` by another name. */
const dot: OperationRow = {
  name: 'dot',
  parameters: TWO,
  summary: 'dot product',
  documentation: '`dot(a, b) = sum(a*b)` of two vectors; with matrices it is `a @ b`.',
  latex: '\\operatorname{dot}',
  shape: ([a = [], b = []]) => {
    const many = [a, b].findIndex((shape) => shape.length > 2);
    if (many < 0) return productShape(a, b);
    const message = `{${many}} has shape ${shapeText([a, b][many] ?? [])}: dot takes vectors and matrices, @ more axes.`;
    return { argument: many, message };
  },
  entries: (...all) => matmul.entries(...all),
  values: ([a, b], _options, shape) => (a && b ? productValues(a, b, shape) : []),
  pullback: (make, { args: [a, b] }, adjoint) => (a && b ? productPullback(make, a, b, adjoint) : []),
  linear: [0, 1],
  definition: (make, args) => make.operate(matmul, args),
  tests: [{ shapes: [[3], [3]] }, { shapes: [[2, 3], [3]] }],
};

/** All products of an entry of one vector and an entry of another. */
const outer: OperationRow = {
  name: 'outer',
  parameters: TWO,
  summary: 'outer product: all products of two vectors’ entries',
  documentation: '`outer(a, b)[i, j] = a[i]·b[j]`, the matrix a·bᵀ.',
  latex: '\\operatorname{outer}',
  shape: (args) => {
    const wrong = args.findIndex((shape) => shape.length !== 1);
    if (wrong < 0) return args.flat();
    const message = `{${wrong}} ${described(args[wrong] ?? [])}: outer takes two vectors.`;
    return { argument: wrong, message, ...(args[wrong]?.length && { mends: [{ argument: wrong, how: 'flatten' }] }) };
  },
  entries: (arithmetic, [a, b]) => {
    if (!a || !b) return undefined;
    const right = Array.from(b.data);
    return Array.from(a.data).flatMap((x) => right.map((y) => arithmetic.multiply([x, y])));
  },
  values: ([a, b], _options, shape) => (a && b ? outerValues(a, b, shape) : []),
  pullback: (make, { args: [a, b] }, adjoint) =>
    a && b ? [make.operate(matmul, [adjoint, b]), make.operate(matmul, [transposed(make, adjoint), a])] : [],
  linear: [0, 1],
  definition: (make, [a, b]) =>
    a && b && make.multiply(make.operate(operation('reshape'), [a], { shape: [...a.shape, 1] }), b),
  tests: [{ shapes: [[2], [3]] }],
};

export const products: readonly OperationRow[] = [matmul, dot, outer];

const described = (shape: Shape): string => (shape.length === 0 ? 'is a number' : `has shape ${shapeText(shape)}`);

function productShape(a: Shape, b: Shape): Shape | Misfit {
  const number = [a, b].findIndex((shape) => shape.length === 0);
  if (number >= 0) {
    return { argument: number, message: `{${number}} is a number: @ multiplies vectors and matrices, * numbers.` };
  }
  const [inner, below] = [a.at(-1), b.at(b.length === 1 ? -1 : -2)];
  const both = `{0} has shape ${shapeText(a)} and {1} has shape ${shapeText(b)}`;
  if (inner !== below) {
    const mends = [
      ...(b.length === 2 && b[1] === inner ? [{ argument: 1, how: 'transpose' } as const] : []),
      ...(a.length === 2 && a[0] === below ? [{ argument: 0, how: 'transpose' } as const] : []),
    ];
    return { message: `${both}: {0} @ {1} needs ${inner} = ${below}.`, ...(mends.length > 0 && { mends }) };
  }
  const [left, right] = [a.slice(0, -2), b.slice(0, -2)];
  const leading = broadcastShapes(left, right);
  if (!leading) {
    return { message: `${both}: the leading axes ${shapeText(left)} and ${shapeText(right)} do not go together.` };
  }
  return [...leading, ...a.slice(-2, -1), ...(b.length > 1 ? b.slice(-1) : [])];
}

/** As matrices: a vector on the left is a row, on the right a column. Then where each matrix starts, broadcast. */
function matrices(a: Entries<unknown>, b: Entries<unknown>) {
  const left = a.shape.length === 1 ? [1, ...a.shape] : a.shape;
  const right = b.shape.length === 1 ? [...b.shape, 1] : b.shape;
  const leading = broadcastShapes(left.slice(0, -2), right.slice(0, -2))?.map(Number) ?? [];
  const starts = (shape: readonly number[]): number[] => {
    const missing = leading.length - (shape.length - 2);
    const own = strides(shape);
    const steps = leading.map((_, i) => (shape[i - missing] === 1 ? 0 : (own[i - missing] ?? 0)));
    return Array.from(places(leading, steps));
  };
  const [m = 1, k = 1] = left.slice(-2);
  return { m, k, n: right.at(-1) ?? 1, from: starts(left), and: starts(right) };
}

/** For each entry of the product the places of the factors of its terms. */
function pairs(a: Entries<unknown>, b: Entries<unknown>): (readonly [number, number])[][] {
  const { m, k, n, from, and } = matrices(a, b);
  return from.flatMap((left, batch) => {
    const right = at(and, batch);
    return Array.from({ length: m * n }, (_, place) => {
      const row = left + Math.floor(place / n) * k;
      const column = right + (place % n);
      return Array.from({ length: k }, (_unused, j) => [row + j, column + j * n] as const);
    });
  });
}

const factors = <T>(
  arithmetic: { multiply(factors: readonly T[]): T },
  a: Entries<T>,
  b: Entries<T>,
  i: number,
  j: number,
): T => arithmetic.multiply([at(a.data, i), at(b.data, j)]);

/** Row by row of the right side, which is how it lies in memory. */
function productValues(a: Entries<number>, b: Entries<number>, shape: readonly number[]): Float64Array {
  const { m, k, n, from, and } = matrices(a, b);
  const result = new Float64Array(sizeOf(shape));
  const [left, right] = [doubles(a), doubles(b)];
  from.forEach((start, batch) => {
    matmulInto(result, batch * m * n, left, start, m, k, right, at(and, batch), n);
  });
  return result;
}

function outerValues(a: Entries<number>, b: Entries<number>, [m = 0, n = 0]: readonly number[]): Float64Array {
  const result = new Float64Array(m * n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) result[i * n + j] = at(a.data, i) * at(b.data, j);
  return result;
}

const transposed = (make: Builder, x: Expression): Expression => make.operate(operation('transpose'), [x]);

/** What the adjoint g of a @ b contributes to a and to b. */
function productPullback(make: Builder, a: Expression, b: Expression, g: Expression): readonly Expression[] {
  const times = (left: Expression, right: Expression): Expression => make.operate(matmul, [left, right]);
  const reshape = (x: Expression, shape: readonly Dimension[]): Expression =>
    make.operate(operation('reshape'), [x], { shape });
  const [left, right] = [a.shape.length, b.shape.length];
  if (left === 1 && right === 1) return [make.multiply(g, b), make.multiply(g, a)];
  if (left === 1 && right === 2) return [times(g, transposed(make, b)), make.operate(outer, [a, g])];
  if (left === 2 && right === 1) return [make.operate(outer, [g, b]), times(transposed(make, a), g)];
  if (left === 2 && right === 2) return [times(g, transposed(make, b)), times(transposed(make, a), g)];
  if (right <= 2) {
    // One matrix or vector for all: every row of every matrix on the left is an example.
    const rows = transposed(make, reshape(a, [count(a.shape.slice(0, -1)), ...a.shape.slice(-1)]));
    const examples = reshape(g, [count(a.shape.slice(0, -1)), ...b.shape.slice(1)]);
    const each = right === 2 ? times(g, transposed(make, b)) : make.multiply(reshape(g, [...g.shape, 1]), b);
    return [each, times(rows, examples)];
  }
  if (left === 1) {
    const spread = reshape(g, [...g.shape.slice(0, -1), 1, ...g.shape.slice(-1)]);
    const each = sumOver(make, make.multiply(b, spread), { axis: -1 });
    return [unbroadcast(make, each, a.shape), make.multiply(reshape(a, [...a.shape, 1]), spread)];
  }
  return [
    unbroadcast(make, times(g, swapped(make, b)), a.shape),
    unbroadcast(make, times(swapped(make, a), g), b.shape),
  ];
}

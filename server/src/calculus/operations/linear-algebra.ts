/** Square matrices: determinant, inverse, trace, diagonals. Their slopes: The Matrix Cookbook (2012), sections 2.1 to 2.5. */
import type { Dimension, Shape } from '../dimension';
import type { Builder, Expression } from '../expression';
import { shapeText } from '../shapes';
import { at, sizeOf } from './define';
import { determinant, inverse } from './elimination';
import type { Arithmetic, Entries, Misfit, OperationParameter, OperationRow, Option } from './row';
import { operation } from './table';

const MATRIX: readonly OperationParameter[] = [{ name: 'A', kind: 'array' }];

/** By cofactors n! products are few enough up to here. */
const WRITTEN_OUT = 4;

const SQUARES: OperationRow['tests'] = [
  { shapes: [[1, 1]] },
  { shapes: [[2, 2]] },
  { shapes: [[3, 3]] },
  { shapes: [[4, 4]] },
];

/** The determinant. */
const det: OperationRow = {
  name: 'det',
  parameters: MATRIX,
  summary: 'determinant',
  documentation:
    'The signed volume that the rows of a square matrix span. Its slope is `det(A)*inv(A).T` (Jacobi’s formula), that of `log(det(A))` is `inv(A).T`.',
  latex: '\\det',
  shape: ([A = []]) => square('det', A) ?? [],
  entries: (arithmetic, [A]) =>
    A && A.shape[0] !== undefined && A.shape[0] <= WRITTEN_OUT
      ? [minor(arithmetic, A, range(A.shape[0]), range(A.shape[0]))]
      : undefined,
  values: ([A]) => (A ? [determinant(A.data, A.shape[0] ?? 0)] : []),
  pullback: (make, node, adjoint) => [make.multiply(adjoint, node, inverseTransposed(make, node.args))],
  tests: SQUARES,
};

/** The inverse. */
const inv: OperationRow = {
  name: 'inv',
  parameters: MATRIX,
  summary: 'inverse matrix',
  documentation:
    '`inv(A) @ A = eye(n)`. A matrix whose determinant is 0 has none. Its pullback is `-(inv(A).T @ g @ inv(A).T)`.',
  latex: '\\operatorname{inv}',
  shape: ([A = []]) => square('inv', A) ?? A,
  entries: (arithmetic, [A]) => (A && (A.shape[0] ?? 0) <= WRITTEN_OUT ? byCofactors(arithmetic, A) : undefined),
  values: ([A]) => (A ? inverse(A.data, A.shape[0] ?? 0) : []),
  pullback: (make, node, adjoint) => {
    const B = make.operate(operation('transpose'), [node]);
    const product = operation('@');
    return [make.negate(make.operate(product, [make.operate(product, [B, adjoint]), B]))];
  },
  tests: SQUARES,
};

/** The sum of the diagonal. */
const trace: OperationRow = {
  name: 'trace',
  parameters: MATRIX,
  summary: 'trace: the sum of the diagonal',
  documentation: '`trace(A) = sum(diag(A))` of a square matrix. Its slope is `eye(n)`.',
  latex: '\\operatorname{tr}',
  shape: ([A = []]) => square('trace', A) ?? [],
  entries: (arithmetic, [A]) => A && [arithmetic.add(diagonal(A).map((place) => at(A.data, place)))],
  pullback: (make, { args: [A] }, adjoint) => [make.multiply(adjoint, make.operate(eye, [], { n: A?.shape[0] ?? 1 }))],
  linear: [0],
  definition: (make, args) => make.operate(operation('sum'), [make.operate(diag, args)]),
  tests: [{ shapes: [[3, 3]] }],
};

/** From a vector a diagonal matrix, from a square matrix its diagonal. */
const diag: OperationRow = {
  name: 'diag',
  parameters: [{ name: 'x', kind: 'array' }],
  summary: 'diagonal matrix of a vector, or diagonal of a square matrix',
  documentation: '`diag([1, 2])` is `[[1, 0], [0, 2]]`, and `diag` of that is `[1, 2]`, as in NumPy.',
  latex: '\\operatorname{diag}',
  shape: ([x = []]) => (x.length === 1 ? [...x, ...x] : (square('diag', x) ?? x.slice(1))),
  entries: (arithmetic, [x], _options, shape) => {
    if (!x) return undefined;
    if (x.shape.length === 2) return diagonal(x).map((place) => at(x.data, place));
    const n = x.data.length;
    return Array.from({ length: sizeOf(shape) }, (_, place) =>
      place % (n + 1) === 0 ? at(x.data, place / (n + 1)) : arithmetic.constant(0),
    );
  },
  pullback: (make, _node, adjoint) => [make.operate(diag, [adjoint])],
  linear: [0],
  tests: [{ shapes: [[3]] }, { shapes: [[3, 3]] }],
};

/** The identity matrix. */
const eye: OperationRow = {
  name: 'eye',
  parameters: [{ name: 'n', kind: 'length' }],
  summary: 'identity matrix',
  documentation: '`eye(2)` is `[[1, 0], [0, 1]]`.',
  latex: '\\operatorname{eye}',
  shape: (_args, { n }) => (isLength(n) ? [n, n] : { option: 'n', message: 'eye(n) needs a length.' }),
  entries: (arithmetic, _args, _options, [n = 0]) =>
    Array.from({ length: n * n }, (_, place) => arithmetic.constant(place % (n + 1) === 0 ? 1 : 0)),
  tests: [{ shapes: [], options: { n: 3 } }],
};

export const linearAlgebra: readonly OperationRow[] = [det, inv, trace, diag, eye];

const isLength = (option: Option | undefined): option is Dimension =>
  typeof option === 'string' || (Number.isInteger(option) && Number(option) >= 0);

/** Why it is no square matrix; undefined where it is one. */
function square(name: string, shape: Shape): Misfit | undefined {
  const [m, n] = shape;
  if (shape.length === 2 && m === n) return undefined;
  const takes = name === 'diag' ? 'a vector or a square matrix' : 'a square matrix';
  const found = shape.length === 0 ? 'is a number' : `has shape ${shapeText(shape)}`;
  return { argument: 0, message: `{0} ${found}: ${name} takes ${takes}.` };
}

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

const diagonal = ({ shape: [n = 0] }: Entries<unknown>): number[] => range(n).map((i) => i * (n + 1));

const inverseTransposed = (make: Builder, args: readonly Expression[]): Expression =>
  make.operate(operation('transpose'), [make.operate(inv, args)]);

/** The determinant of the rows and columns that are named, by its first row (Laplace’s expansion). */
function minor<T>(arithmetic: Arithmetic<T>, A: Entries<T>, rows: readonly number[], columns: readonly number[]): T {
  const [row = 0, ...below] = rows;
  const n = A.shape[0] ?? 0;
  const terms = columns.map((column, j) => {
    const others = columns.filter((other) => other !== column);
    const entry = at(A.data, row * n + column);
    const sign = j % 2 === 0 ? [] : [arithmetic.constant(-1)];
    return arithmetic.multiply([...sign, entry, ...(below.length > 0 ? [minor(arithmetic, A, below, others)] : [])]);
  });
  return arithmetic.add(terms);
}

/** inv(A)[i, j] is the minor without row j and column i, with its sign, over the determinant. */
function byCofactors<T>(arithmetic: Arithmetic<T>, A: Entries<T>): T[] {
  const all = range(A.shape[0] ?? 0);
  const whole = minor(arithmetic, A, all, all);
  return all.flatMap((i) =>
    all.map((j) => {
      const without = (out: number): number[] => all.filter((one) => one !== out);
      const rest = all.length > 1 ? minor(arithmetic, A, without(j), without(i)) : arithmetic.constant(1);
      const signed = (i + j) % 2 === 0 ? rest : arithmetic.multiply([arithmetic.constant(-1), rest]);
      return arithmetic.divide(signed, whole);
    }),
  );
}

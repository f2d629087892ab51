/**
 * Transposes in normal form: at the leaves of matrix products, (A@B).T = B.T@A.T, but outside of elementwise operations,
 * whose value is mostly there already: relu(X@W).T stays, exp(A.T) is exp(A).T, and (A.T + B).T is A + B.T, which is
 * shorter. The laws are section 1 of Petersen and Pedersen, The Matrix Cookbook (2012): (1)-(6).
 */
import { type Expression, type Operation, parts, rebuild } from '../expression';
import { axisOf } from '../operations/define';
import { operation } from '../operations/table';
import { sameShape } from '../shapes';
import type { Construction } from './construction';
import type { Law } from './operation';
import { spread } from './operation-broadcast';
import { chained, factorsOfChain } from './operation-chain';
import { cost } from './size';

export const transposed = (make: Construction, x: Expression): Expression => make.operate(operation('transpose'), [x]);

const isPlain = (node: Expression): node is Operation =>
  node.kind === 'operation' && node.row.name === 'transpose' && node.options.axes === undefined;

/** What the operation inside becomes when the transpose goes through it. */
const through: Readonly<Record<string, (make: Construction, inner: Operation) => Expression | undefined>> = {
  transpose: (_make, inner) => (isPlain(inner) ? inner.args[0] : undefined),
  '@': (make, inner) => {
    const factors = factorsOfChain(make, inner);
    if (factors.length < 2 || !factors.every(({ shape }) => shape.length === 2)) return undefined;
    return chained(make, factors.map((factor) => transposed(make, factor)).reverse());
  },
  outer: (make, { row, args: [a, b] }) => a && b && make.operate(row, [b, a]),
  diag: (_make, inner) => (inner.shape.length === 2 ? inner : undefined),
  eye: (_make, inner) => (sameShape(inner.shape, [...inner.shape].reverse()) ? inner : undefined),
  ones: (make, inner) => spread(make, make.constant(1), [...inner.shape].reverse()),
  zeros: (make, inner) => spread(make, make.constant(0), [...inner.shape].reverse()),
  broadcast: (make, { args: [x], shape }) => {
    if (!x || shape.length !== 2 || !sameShape(x.shape, shape.slice(1))) return undefined;
    return make.operate(operation('outer'), [x, spread(make, make.constant(1), shape.slice(0, 1))]);
  },
  index: (make, { row, args: [x], options, shape }) => {
    const at = Array.isArray(options.at) ? options.at : [];
    if (x?.shape.length !== 2 || shape.length !== 2) return undefined;
    const [first, second] = x.shape.map((length, axis) => at[axis] ?? [0, length]);
    return first !== undefined && second !== undefined
      ? make.operate(row, [transposed(make, x)], { at: [second, first] })
      : undefined;
  },
  concat: (make, { row, args, options, shape }) =>
    shape.length === 2
      ? make.operate(
          row,
          args.map((arg) => transposed(make, arg)),
          (axisOf({ axis: options.axis ?? 0 }, 2) ?? 0) === 0 ? { axis: 1 } : {},
        )
      : undefined,
  reshape: (make, { row, args: [x], shape }) =>
    x && shape.length === 2 && shape.includes(1) ? make.operate(row, [x], { shape: [...shape].reverse() }) : undefined,
};

export const transposeLaws: readonly Law[] = [
  {
    of: 'transpose',
    says: 'a vector is its own transpose',
    form: (_make, { args: [x] }) => (x && x.shape.length < 2 ? x : undefined),
  },
  {
    of: 'transpose',
    says: '(A@B).T = B.T@A.T, A.T.T = A, outer(a, b).T = outer(b, a)',
    form: (make, node) => {
      const [x] = node.args;
      if (!isPlain(node) || x?.kind !== 'operation' || make.opaque(x)) return undefined;
      const form = Object.hasOwn(through, x.row.name) ? through[x.row.name]?.(make, x) : undefined;
      const free = x.row.name === '@' || form === undefined || cost(make.graph, form) <= cost(make.graph, node);
      return free ? form : undefined;
    },
  },
  {
    of: 'transpose',
    says: '(A.T + B).T = A + B.T, where that is shorter; (A*v).T = diag(v)@A.T',
    form: (make, node) => {
      const [x] = node.args;
      if (!isPlain(node) || !x || !isElementwise(x) || make.opaque(x)) return undefined;
      const pushed = inside(make, x) ?? rowsScaled(make, x);
      if (!pushed) return undefined;
      return cost(make.graph, pushed) < cost(make.graph, node) ? pushed : undefined;
    },
  },
];

/** An elementwise operation over the transposes of its operands; undefined where a function would only give them back. */
function inside(make: Construction, x: Expression): Expression | undefined {
  const operands = parts(x);
  if (!operands.every(({ shape }) => shape.length === 0 || shape.length === 2)) return undefined;
  const turned = operands.map((operand) => (operand.shape.length === 2 ? transposed(make, operand) : operand));
  const isFunction = x.kind === 'power' || x.kind === 'application';
  return isFunction && turned.some(isPlain) ? undefined : rebuild(make, x, turned);
}

/** (A*v).T = diag(v)@A.T: what scales the columns scales the rows of the transpose. */
function rowsScaled(make: Construction, x: Expression): Expression | undefined {
  if (x.kind !== 'product') return undefined;
  const [scalars, vectors, matrices] = [0, 1, 2].map((rank) => x.factors.filter(({ shape }) => shape.length === rank));
  if (!scalars || !vectors?.length || !matrices?.length) return undefined;
  const [matrix, vector] = [make.multiply(...matrices), make.multiply(...vectors)];
  if (!sameShape(matrix.shape, x.shape) || !sameShape(vector.shape, x.shape.slice(1))) return undefined;
  const scaled = make.operate(operation('@'), [make.operate(operation('diag'), [vector]), transposed(make, matrix)]);
  return make.multiply(...scalars, scaled);
}

const isElementwise = (node: Expression): boolean =>
  node.kind === 'sum' || node.kind === 'product' || node.kind === 'power' || node.kind === 'application';

/** f(A.T) = f(A).T: the operands without their transposes, where all that are no numbers have one. */
export function transposesOut(operands: readonly Expression[]): readonly Expression[] | undefined {
  const inner = operands.map((operand) => {
    if (operand.shape.length === 0) return operand;
    return isPlain(operand) && operand.shape.length === 2 ? operand.args[0] : undefined;
  });
  const found = inner.filter((operand) => operand !== undefined);
  const isTurned = found.some((operand, i) => operand !== operands[i]);
  return isTurned && found.length === operands.length ? found : undefined;
}

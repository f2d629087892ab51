/**
 * Transposes in normal form: at the leaves of matrix products, (A@B).T = B.T@A.T, and inside of elementwise operations
 * where that is no longer: (A.T + B).T is A + B.T, relu(X@W).T stays. The laws are section 1 of Petersen and Pedersen, The
 * Matrix Cookbook (2012): (1)-(6).
 */
import { type Expression, type Operation, parts, rebuild } from '../expression';
import { operation } from '../operations/table';
import { sameShape } from '../shapes';
import type { Construction } from './construction';
import type { Law } from './operation';
import { spread } from './operation-broadcast';
import { chained, factorsOfChain } from './operation-chain';
import { cost } from './size';

export const transposed = (make: Construction, x: Expression): Expression =>
  make.operate(operation('transpose'), [x]);

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
    if (x?.shape.length !== 1 || shape.length !== 2) return undefined;
    return make.operate(operation('outer'), [x, spread(make, make.constant(1), shape.slice(0, 1))]);
  },
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
      return Object.hasOwn(through, x.row.name) ? through[x.row.name]?.(make, x) : undefined;
    },
  },
  {
    of: 'transpose',
    says: '(A + B).T = A.T + B.T, f(A).T = f(A.T), where that is as short',
    form: (make, node) => {
      const [x] = node.args;
      if (!isPlain(node) || !x || !isElementwise(x) || make.opaque(x)) return undefined;
      const inner = parts(x);
      if (!inner.every(({ shape }) => shape.length === 0 || shape.length === 2)) return undefined;
      const pushed = rebuild(
        make,
        x,
        inner.map((part) => (part.shape.length === 2 ? transposed(make, part) : part)),
      );
      return cost(make.graph, pushed) <= cost(make.graph, node) ? pushed : undefined;
    },
  },
];

const isElementwise = (node: Expression): boolean =>
  node.kind === 'sum' || node.kind === 'product' || node.kind === 'power' || node.kind === 'application';

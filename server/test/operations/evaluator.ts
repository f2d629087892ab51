/** A small evaluator of expressions over arrays, for tests: doubles, by definition, one node after another. */

import { type Builder, type Expression, type Operation, parts, postorder } from '../../src/calculus/expression';
import { broadcastTo, unbroadcast } from '../../src/calculus/operations/adjoints';
import { at, numbers, pick, places, sizeOf, strides } from '../../src/calculus/operations/define';
import type { Arithmetic, Entries } from '../../src/calculus/operations/row';
import { operation } from '../../src/calculus/operations/table';
import { toNumber } from '../../src/calculus/rational';
import { broadcastShapes } from '../../src/calculus/shapes';

export type Values = ReadonlyMap<Expression, Entries<number>>;

export const doubles: Arithmetic<number> = {
  constant: (value) => value,
  add: (terms) => terms.reduce((sum, term) => sum + term, 0),
  subtract: (a, b) => a - b,
  multiply: (factors) => factors.reduce((product, factor) => product * factor, 1),
  divide: (a, b) => a / b,
  power: (base, exponent) => base ** exponent,
  apply: (row, ...args) => row.value(...args),
};

/** By the row's definition; by its kernel where the definition would be too long. */
export function operate(node: Pick<Operation, 'row' | 'options' | 'shape'>, args: readonly Entries<number>[]) {
  const shape = numbers(node.shape) ?? [];
  const data = node.row.entries(doubles, args, node.options, shape) ?? node.row.values?.(args, node.options, shape);
  if (!data) throw new RangeError(`${node.row.name} has no entries`);
  return { shape, data };
}

export function evaluate(root: Expression, values: Values): Entries<number> {
  const found = new Map<Expression, Entries<number>>(values);
  for (const node of postorder([root])) {
    if (!found.has(node)) {
      const args = parts(node).map((part) => found.get(part) ?? { shape: [], data: [] });
      found.set(node, node.kind === 'operation' ? operate(node, args) : elementwise(node, args));
    }
  }
  return found.get(root) ?? { shape: [], data: [] };
}

function elementwise(node: Expression, args: readonly Entries<number>[]): Entries<number> {
  if (node.kind === 'array')
    return { shape: numbers(node.shape) ?? [], data: args.flatMap(({ data }) => [...Array.from(data)]) };
  const shape = numbers(broadcastShapes(...args.map((arg) => arg.shape)) ?? []) ?? [];
  const stretched = args.map((arg) => {
    const missing = shape.length - arg.shape.length;
    const own = strides(arg.shape);
    const steps = shape.map((_, i) => (arg.shape[i - missing] === 1 ? 0 : (own[i - missing] ?? 0)));
    return pick(arg, places(shape, steps));
  });
  return {
    shape,
    data: Array.from({ length: sizeOf(shape) }, (_, i) =>
      scalar(
        node,
        stretched.map((data) => at(data, i)),
      ),
    ),
  };
}

function scalar(node: Expression, args: readonly number[]): number {
  const [a = Number.NaN, b = Number.NaN] = args;
  switch (node.kind) {
    case 'constant':
      return toNumber(node.value);
    case 'sum':
      return doubles.add(args);
    case 'product':
      return doubles.multiply(args);
    case 'negation':
      return -a;
    case 'quotient':
      return a / b;
    case 'power':
      return a ** b;
    case 'application':
      return node.row.value(...args);
    default:
      throw new RangeError(`${node.kind} has no value here`);
  }
}

/** The adjoints of variables, by a backward sweep that simplifies nothing. */
export function sweep(make: Builder, root: Expression, wrt: readonly Expression[]): Expression[] {
  const adjoints = new Map<Expression, Expression>([[root, make.constant(1)]]);
  const give = (part: Expression, contribution: Expression | undefined): void => {
    if (!contribution) return;
    const own = unbroadcast(make, broadcastTo(make, contribution, contribution.shape), part.shape);
    const known = adjoints.get(part);
    adjoints.set(part, known ? make.add(known, own) : own);
  };
  for (const node of postorder([root]).reverse()) {
    const adjoint = adjoints.get(node);
    if (adjoint) pullBack(make, node, broadcastTo(make, adjoint, node.shape), give);
  }
  return wrt.map(
    (variable) => adjoints.get(variable) ?? make.operate(operation('zeros'), [], { shape: variable.shape }),
  );
}

function pullBack(
  make: Builder,
  node: Expression,
  adjoint: Expression,
  give: (part: Expression, contribution: Expression | undefined) => void,
): void {
  const all = parts(node);
  const [a, b] = all;
  if (node.kind === 'sum') for (const term of all) give(term, adjoint);
  if (node.kind === 'product')
    all.forEach((factor, i) => {
      give(factor, make.multiply(adjoint, ...all.filter((_, j) => j !== i)));
    });
  if (node.kind === 'negation' && a) give(a, make.negate(adjoint));
  if (node.kind === 'quotient' && a && b) {
    give(a, make.divide(adjoint, b));
    give(b, make.negate(make.divide(make.multiply(adjoint, a), make.power(b, 2))));
  }
  if (node.kind === 'power' && a && b?.kind === 'constant')
    give(a, make.multiply(adjoint, b, make.power(a, make.subtract(b, 1))));
  if (node.kind === 'application') {
    const slopes = node.row.derivative?.(make, all, node);
    all.forEach((part, i) => {
      const slope = slopes?.[i];
      if (slope) give(part, make.multiply(adjoint, slope));
    });
  }
  if (node.kind === 'operation') {
    const contributions = node.row.pullback?.(make, node, adjoint);
    all.forEach((part, i) => {
      give(part, contributions?.[i]);
    });
  }
}

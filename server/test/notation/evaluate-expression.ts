/** The value of an expression, node by node, to compare with that of its text. Lengths that are names are numbers here. */
import { type Dimension, substituted } from '../../src/calculus/dimension';
import type { Expression, Operation } from '../../src/calculus/expression';
import { toNumber } from '../../src/calculus/rational';
import type { Scope } from './evaluate-tree';
import { elementwise, gather, matmul, OPERATIONS, type Settings, scalar, take, transpose, type Value } from './numpy';

const FUNCTIONS: Readonly<Record<string, (...args: number[]) => number>> = {
  exp: Math.exp,
  '>': (a, b) => Number((a ?? 0) > (b ?? 0)),
  '<': (a, b) => Number((a ?? 0) < (b ?? 0)),
};

export function expressionValue(node: Expression, scope: Scope): Value {
  const value = (part: Expression): Value => expressionValue(part, scope);
  switch (node.kind) {
    case 'constant':
      return scalar(toNumber(node.value));
    case 'variable': {
      const known = scope.get(node.name);
      if (!known) throw new Error(`${node.name} is unknown`);
      return known;
    }
    case 'sum':
      return node.terms.map(value).reduce((a, b) => elementwise((x, y) => x + y, a, b));
    case 'product':
      return node.factors.map(value).reduce((a, b) => elementwise((x, y) => x * y, a, b));
    case 'negation':
      return elementwise((x) => -x, value(node.operand));
    case 'quotient':
      return elementwise((x, y) => x / y, value(node.numerator), value(node.denominator));
    case 'power':
      return elementwise((x, y) => x ** y, value(node.base), value(node.exponent));
    case 'application': {
      const f = FUNCTIONS[node.row.name];
      if (!f) throw new Error(`no function ${node.row.name}`);
      return elementwise(f, ...node.args.map(value));
    }
    case 'operation':
      return operationValue(node, node.args.map(value), scope);
    case 'array': {
      const items = node.items.map(value);
      return { shape: [items.length, ...(items[0]?.shape ?? [])], data: items.flatMap(({ data }) => data) };
    }
    default:
      throw new Error(`${node.kind} is not expected here`);
  }
}

function operationValue({ row: { name }, options }: Operation, args: readonly Value[], scope: Scope): Value {
  const lengths = new Map(
    [...scope].flatMap(([known, { shape, data }]) => (shape.length === 0 ? [[known, data[0] ?? 0]] : [])),
  );
  const length = (dimension: Dimension): number => Number(substituted(dimension, lengths));
  const [x = scalar(0), y = scalar(0)] = args;
  if (name === '@') return matmul(x, y);
  if (name === 'transpose') return transpose(x);
  if (name === 'gather') return gather(x, y);
  if (name === 'index') {
    const at = Array.isArray(options.at) ? options.at : [];
    return take(
      x,
      at.map((one: Dimension | readonly Dimension[]) =>
        typeof one === 'object' ? [length(one[0] ?? 0), length(one[1] ?? 0)] : length(one),
      ),
    );
  }
  const settings: Record<string, Settings[string]> = {};
  for (const [option, given] of Object.entries(options)) {
    if (typeof given === 'boolean') settings[option] = Number(given);
    else settings[option] = typeof given === 'object' ? given.flat().map(length) : length(given);
  }
  const operation = OPERATIONS[name];
  if (!operation) throw new Error(`no operation ${name}`);
  return operation(args, settings);
}

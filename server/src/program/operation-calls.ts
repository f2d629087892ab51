/**
 * Calls of operations: arrays by place or name, then what they are told: `sum(x, axis=0)`, `reshape(x, [2, 3])`. In: a
 * call and its row. Out: its expression, or undefined with the reason reported.
 */
import type { Dimension, Shape } from '../calculus/dimension';
import { type Expression, substitute, variables } from '../calculus/expression';
import { lengthOf } from '../calculus/lengths';
import { normalise } from '../calculus/normal';
import {
  isMisfit,
  type OperationParameter,
  type OperationRow,
  type Option,
  type ParameterKind,
} from '../calculus/operations/row';
import { resolvedShape } from '../calculus/operations/shaping';
import { error } from '../syntax/problem';
import type { Argument, Range, Tree } from '../syntax/tree';
import { matched } from './calls';
import { numberText } from './declared-shape';
import { elaborate } from './elaborate';
import type { Scope } from './scope';
import { type Operand, reportMisfit } from './shapes';

type CallTree = Extract<Tree, { kind: 'call' }>;

export function operationCall(scope: Scope, row: OperationRow, tree: CallTree): Expression | undefined {
  const given = placed(scope, row, tree);
  if (!given) return undefined;
  const operands: Operand[] = [];
  const options: Record<string, Option> = {};
  const places = new Map<string, Range>();
  let sound = true;
  for (const { parameter, value: part } of given) {
    places.set(parameter.name, part.range);
    if (parameter.kind === 'array') {
      const value = elaborate(scope, part);
      if (value) operands.push({ tree: part, value });
      else sound = false;
      continue;
    }
    const option = READERS[parameter.kind](scope, part, parameter);
    if (option === undefined) sound = false;
    else options[parameter.name] = option;
  }
  return sound ? operated(scope, row, operands, options, tree.callee.range, places) : undefined;
}

/** The operation at its operands, where they go together. */
export function operated(
  scope: Scope,
  row: OperationRow,
  operands: readonly Operand[],
  options: Readonly<Record<string, Option>>,
  place: Range,
  optionPlaces: ReadonlyMap<string, Range> = new Map(),
): Expression | undefined {
  const shapes = operands.map(({ value }) => value.shape);
  const [first] = shapes;
  const open = row.name === 'reshape' && first ? resolvedShape(first, wantedShape(options)) : undefined;
  if (open && isMisfit(open)) return reportMisfit(scope, open, operands, place, optionPlaces);
  const told = open ? { ...options, shape: open } : options;
  const shape = row.shape(shapes, told);
  if (isMisfit(shape)) return reportMisfit(scope, shape, operands, place, optionPlaces);
  return scope.graph.operate(
    row,
    operands.map(({ value }) => value),
    told,
  );
}

const wantedShape = ({ shape }: Readonly<Record<string, Option>>): Shape =>
  Array.isArray(shape) ? shape.filter((length) => typeof length !== 'object') : [];

interface Placed {
  readonly parameter: OperationParameter;
  readonly value: Tree;
}

/** Which argument is which parameter; a variadic row takes any number of arrays. */
function placed(scope: Scope, row: OperationRow, tree: CallTree): readonly Placed[] | undefined {
  const arrays = row.parameters.filter(({ kind }) => kind === 'array');
  const positional = tree.arguments.filter(({ name }) => !name);
  const [array] = arrays;
  if (row.variadic && array && positional.length >= arrays.length) {
    const named = tree.arguments.filter(({ name }) => name);
    const others = byName(
      scope,
      row,
      named,
      row.parameters.filter(({ kind }) => kind !== 'array'),
      tree,
    );
    return others && [...positional.map(({ value }) => ({ parameter: array, value })), ...others];
  }
  return byName(scope, row, tree.arguments, row.parameters, tree);
}

function byName(
  scope: Scope,
  row: OperationRow,
  args: readonly Argument[],
  parameters: readonly OperationParameter[],
  tree: CallTree,
): readonly Placed[] | undefined {
  const given = new Set(args.map(({ name }, i) => name?.name ?? parameters[i]?.name));
  const expected = parameters.filter(({ name, optional }) => !optional || given.has(name));
  const known = parameters.map(({ name }) => name);
  const trees = matched(
    scope,
    row.name,
    expected.map(({ name }) => name),
    { arguments: args, range: tree.range },
    known,
  );
  return trees && expected.flatMap((parameter, i) => (trees[i] ? [{ parameter, value: trees[i] }] : []));
}

type Reader = (scope: Scope, tree: Tree, parameter: OperationParameter) => Option | undefined;

const READERS: Readonly<Record<Exclude<ParameterKind, 'array'>, Reader>> = {
  axis: (scope, tree, { name }) =>
    integer(tree) ?? complain(scope, tree, `${name} is an integer such as 0 or −1, which counts from the end.`),
  axes: (scope, tree, { name }) => {
    const items = tree.kind === 'array' ? tree.items.map(integer) : [];
    const axes = items.filter((item) => item !== undefined);
    return items.length > 0 && axes.length === items.length
      ? axes
      : complain(scope, tree, `${name} is a list of integers such as [1, 0].`);
  },
  flag: (scope, tree, { name }) => {
    const value = integer(tree);
    return value === 0 || value === 1 ? value === 1 : complain(scope, tree, `${name} is 1 or 0.`);
  },
  shape: (scope, tree, { name }) => {
    const items = tree.kind === 'array' ? tree.items : [tree];
    const lengths: Dimension[] = [];
    for (const item of items) {
      const length = lengthIn(scope, item);
      if (length === undefined) return undefined;
      if (typeof length === 'number' && length < 1 && length !== -1)
        return complain(scope, item, `${name} is made of lengths, which are positive integers.`);
      lengths.push(length);
    }
    return lengths;
  },
  length: (scope, tree, { name }) => {
    const length = lengthIn(scope, tree);
    return typeof length === 'number' && length < 1 ? complain(scope, tree, `${name} is a positive integer.`) : length;
  },
  count: (scope, tree, { name }) => {
    const length = lengthIn(scope, tree);
    return typeof length === 'number' && length < 0
      ? complain(scope, tree, `${name} is 0 or a positive integer.`)
      : length;
  },
  subscripts: (scope, tree) => complain(scope, tree, 'Subscripts stand in brackets after what they index.'),
};

/** `…, not 0.5.` where what was given is a number. */
function complain(scope: Scope, tree: Tree, message: string): undefined {
  const { start, end } = tree.range;
  const given = numberText(tree);
  const said = given === undefined ? message : `${message.slice(0, -1)}, not ${given}.`;
  scope.report(error('wrong-option', said, start, end));
  return undefined;
}

/** A length: an integer, or a polynomial in named dimensions. */
export function lengthIn(scope: Scope, tree: Tree): Dimension | undefined {
  const whole = integer(tree);
  if (whole !== undefined) return whole;
  const expression = elaborate(scope, tree);
  if (!expression) return undefined;
  const known = withValues(scope, expression);
  const length = lengthOf(known) ?? lengthOf(normalise(scope.graph, known));
  return length ?? complain(scope, tree, 'A length is an integer, or made of dimensions with +, −, * and floor(a/b).');
}

/** Values of the page are known numbers: `k = 3` gives reshape(x, [k, 2]) its length. */
function withValues(scope: Scope, expression: Expression): Expression {
  const values = new Map<Expression, Expression>();
  for (const variable of variables(expression)) {
    const meaning = variable.scope === 'page' ? scope.resolve(variable.name) : undefined;
    if (meaning?.kind === 'value') values.set(variable, withValues(scope, meaning.body));
  }
  return values.size > 0 ? substitute(scope.graph, expression, values) : expression;
}

export function integer(tree: Tree): number | undefined {
  if (tree.kind === 'group') return integer(tree.body);
  if (tree.kind === 'sign') {
    const body = integer(tree.body);
    return body === undefined ? undefined : tree.operator === '-' ? -body : body;
  }
  return tree.kind === 'number' && /^\d+$/.test(tree.text) ? Number(tree.text) : undefined;
}

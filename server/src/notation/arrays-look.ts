/**
 * What an operation on arrays looks like: its options told apart from its arguments, lengths as formulas, what stands in
 * an index bracket. In: an operation. Out: a `Look`, whose spelling is that of arrays-linear.ts and arrays-latex.ts.
 */
import { type Dimension, foldLength } from '../calculus/dimension';
import type { Expression, Operation } from '../calculus/expression';
import { row } from '../calculus/functions/table';
import type { OperationParameter, OperationRow, Option, ParameterKind } from '../calculus/operations/row';
import { operation } from '../calculus/operations/table';
import { isNegative, ONE, ratio } from '../calculus/rational';
import type { Look } from './look';

/** An argument of a call of an operation; an option has its name unless its place tells it. */
export interface Argument {
  readonly kind: ParameterKind;
  readonly name?: string;
  /** One, or those of a list. */
  readonly values: readonly Look[];
}

/** What stands in an index bracket: an index, or a slice of which either side may be left out. */
export type Subscript =
  | { readonly kind: 'at'; readonly at: Look }
  | { readonly kind: 'slice'; readonly from?: Look; readonly to?: Look };

type Named = ReadonlyMap<Expression, string>;
const part = (expression: Expression): Look => ({ kind: 'part', part: expression });

/** `named`: parts that a name stands for. */
export function operationLook(node: Operation, named: Named): Look {
  const [first] = node.args;
  const empty = first && scalarLook(node, first);
  if (empty) return empty;
  switch (first && styleOf(node)) {
    case 'infix':
      return {
        kind: 'matrix',
        factors: node.args.map(part),
        leads: node.args.slice(0, 1).some((arg) => leads(arg, named)),
        scalar: node.shape.length === 0,
      };
    case 'postfix':
      return { kind: 'transpose', base: node.args.map((arg) => inverseLook(arg, named) ?? part(arg))[0] ?? ONE_LOOK };
    case 'index':
      return { kind: 'index', base: part(first ?? node), subscripts: subscripts(node) };
    default:
      return { kind: 'operation', row: node.row, args: listed(node.row, node.args.map(part), node.options) };
  }
}

/** A transpose that is told its axes is called: no sign says them. */
const styleOf = ({ row: { style = 'call' }, options }: Operation): OperationRow['style'] =>
  style === 'postfix' && Object.keys(options).length > 0 ? 'call' : style;

const ONE_LOOK: Look = { kind: 'number', value: ONE };

/** No bracket spells the shape of a number: one entry made a number is the sum of the entries. */
function scalarLook({ row: { name }, shape }: Operation, only: Expression): Look | undefined {
  if (shape.length > 0 || (name !== 'reshape' && name !== 'broadcast')) return undefined;
  if (only.shape.length === 0) return part(only);
  return { kind: 'operation', row: operation('sum'), args: [{ kind: 'array', values: [part(only)] }] };
}

/** So that the transpose of an inverse is seen as one: A^{-⊤}. */
function inverseLook(node: Expression, named: Named): Look | undefined {
  return node.kind === 'operation' && node.row.name === 'inv' && !named.has(node)
    ? operationLook(node, named)
    : undefined;
}

/** Whether it may stand before an `@` without brackets: a matrix product, or numbers and then one array. */
function leads(node: Expression, named: Named): boolean {
  if (named.has(node)) return true;
  if (node.kind === 'negation') return leads(node.operand, named);
  if (node.kind === 'application') return !node.row.truth;
  if (node.kind !== 'product') return node.kind !== 'sum' && node.kind !== 'quotient' && !isBelow(node);
  const last = node.factors.at(-1);
  const others = node.factors.slice(0, -1);
  return (
    last !== undefined &&
    last.shape.length > 0 &&
    !['product', 'quotient', 'negation'].includes(last.kind) &&
    !isBelow(last) &&
    others.every((factor) => factor.shape.length === 0 && !isBelow(factor) && !isMatrixProduct(factor, named))
  );
}

/** A power that is written below a line. */
const isBelow = (node: Expression): boolean =>
  node.kind === 'power' && node.exponent.kind === 'constant' && isNegative(node.exponent.value);

export const isMatrixProduct = (node: Expression, named: Named): boolean =>
  node.kind === 'operation' && node.row.style === 'infix' && !named.has(node);

/** Options by place where they must be given and stand at that place, by name otherwise; defaults are left out. */
function listed(row: OperationRow, args: readonly Look[], options: Operation['options']): readonly Argument[] {
  const list: Argument[] = [];
  const arrays = row.parameters.filter(({ kind }) => kind === 'array');
  const repeated = row.variadic ? arrays.at(-1) : undefined;
  let next = 0;
  for (const [i, parameter] of row.parameters.entries()) {
    const { kind, name } = parameter;
    const inPlace = list.length === i && !row.variadic;
    if (kind === 'array') {
      const taken = args.slice(next, parameter === repeated ? undefined : next + 1);
      next += taken.length;
      const isNamed = list.some((argument) => argument.name !== undefined);
      for (const value of taken) list.push({ kind, values: [value], ...(isNamed && { name }) });
      continue;
    }
    const option = options[name];
    if (option === undefined || isDefault(parameter, option)) continue;
    list.push({ kind, values: optionLooks(option), ...(!(inPlace && !parameter.optional) && { name }) });
  }
  return list;
}

function isDefault({ kind, default: usual }: OperationParameter, option: Option): boolean {
  if (kind === 'flag') return (option === true || option === 1) === (usual === '1');
  return typeof option !== 'object' && String(option) === usual;
}

function optionLooks(option: Option): readonly Look[] {
  if (typeof option === 'boolean') return [lengthLook(option ? 1 : 0)];
  if (typeof option !== 'object') return [lengthLook(option)];
  return option.flat().map(lengthLook);
}

/** Indices and slices; where the entries are chosen by numbers of rows, `W[ids]`, those. */
function subscripts({ args: [base, ...ids], options }: Operation): readonly Subscript[] {
  const at = Array.isArray(options.at) ? options.at : [];
  const own = at.map((subscript: Dimension | readonly Dimension[], axis): Subscript => {
    if (typeof subscript !== 'object') return { kind: 'at', at: lengthLook(subscript) };
    const [from = 0, to] = subscript;
    return {
      kind: 'slice',
      ...(from !== 0 && { from: lengthLook(from) }),
      ...(to !== undefined && to !== base?.shape[axis] && { to: lengthLook(to) }),
    };
  });
  return [...ids.map((id): Subscript => ({ kind: 'at', at: part(id) })), ...own];
}

/** A length as the formula that its canonical text is: `2*n + 1`. */
export function lengthLook(length: Dimension): Look {
  return foldLength<Look>(length, {
    number: (value) => (value < 0 ? { kind: 'minus', body: natural(-value) } : natural(value)),
    name: (name) => ({ kind: 'name', name }),
    add: ([first, ...others]) => {
      if (!first || others.length === 0) return first ?? natural(0);
      const term = (look: Look) => (look.kind === 'minus' ? { minus: true, look: look.body } : { minus: false, look });
      return { kind: 'sum', terms: [term(first), ...others.map(term)] };
    },
    multiply: ([first, ...others]) => {
      if (!first || others.length === 0) return first ?? natural(1);
      if (first.kind !== 'minus') return { kind: 'product', factors: [first, ...others] };
      const [only] = others;
      const isSign = first.body.kind === 'number' && first.body.value.equals(ONE);
      if (isSign && only && others.length === 1) return { kind: 'minus', body: only };
      return { kind: 'minus', body: { kind: 'product', factors: isSign ? others : [first.body, ...others] } };
    },
    floorDivide: (above, below) => ({
      kind: 'application',
      row: row('floor'),
      args: [{ kind: 'quotient', above, below }],
    }),
  });
}

const natural = (value: number): Look => ({ kind: 'number', value: ratio(value) });

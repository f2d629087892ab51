/**
 * Calls of layers and losses in a statement of a network: arguments, checks, and the weights that a layer makes. In: a
 * call and its scope. Out: its meaning as an expression, or undefined with the reason reported. The same call, asked for
 * again (by a hover), gives the same.
 */

import type { Dimension, Shape } from '../calculus/dimension';
import { type Expression, variables } from '../calculus/expression';
import type { OperationRow } from '../calculus/operations/row';
import { operation } from '../calculus/operations/table';
import { parseDecimal } from '../calculus/rational';
import { bindDimensions, sameShape, shapeText } from '../calculus/shapes';
import type { NetworkParameter } from '../network/network';
import type { Arguments, LayerMisfit, LayerParameter, LayerRow } from '../network/row';
import { layerTable } from '../network/table';
import { error } from '../syntax/problem';
import type { Fix, Tree } from '../syntax/tree';
import { children } from '../syntax/walk';
import { matched } from './calls';
import { elaborate } from './elaborate';
import { lengthArgument, numberArgument, requiredOf } from './network-arguments';
import type { Scope } from './scope';
import { called, transposed } from './shapes';

type CallTree = Extract<Tree, { kind: 'call' }>;

/** An argument: what is written, and what it means. */
export interface LayerArgument {
  readonly tree: Tree;
  readonly value: Expression;
}

/** A layer or a loss as it was called. */
export interface LayerCall {
  readonly row: LayerRow;
  readonly tree: CallTree;
  /** The node in whose statement it stands. */
  readonly node: string;
  readonly nodes: ReadonlyMap<string, LayerArgument>;
  /** The parameters that it uses, made or bound, by the name of the weight. */
  readonly weights: ReadonlyMap<string, Expression>;
  /** What it makes. */
  readonly made: readonly NetworkParameter[];
  readonly expression: Expression;
  /** What a weight is bound to, as the reader calls it. */
  readonly bound: ReadonlyMap<string, string>;
}

/** What the calls of one statement have in common. */
export interface LayerPlace {
  /** The node that the statement defines. */
  readonly node: string;
  /** The numbers of the weights of several layers, by where the layer's name stands. */
  readonly numbers: Numbers;
  /** What is known of named lengths; a literal may say more. */
  readonly lengths: Map<string, Dimension>;
  /** What a node's variable stands for. */
  readonly see: (variable: Expression) => Expression | undefined;
}

export type Numbers = ReadonlyMap<Tree, ReadonlyMap<string, number>>;

/** Numbers for weights of the same name in one statement, in the order in which they are computed. */
export function numbersIn(tree: Tree, isLayer: (name: string) => boolean): Numbers {
  const found: { readonly callee: Tree; readonly weights: readonly string[] }[] = [];
  const add = (callee: Tree): void => {
    const row = callee.kind === 'name' && isLayer(callee.name) ? layerTable.get(callee.name) : undefined;
    const weights = (row?.parameters ?? []).filter(({ kind }) => kind === 'weight').map(({ name }) => name);
    if (weights.length > 0) found.push({ callee, weights });
  };
  const visit = (part: Tree): void => {
    if (part.kind === 'pipe' && part.right.kind === 'name') {
      visit(part.left);
      add(part.right);
      return;
    }
    for (const below of children(part)) visit(below);
    if (part.kind === 'call') add(part.callee);
  };
  visit(tree);
  const totals = new Map<string, number>();
  for (const name of found.flatMap(({ weights }) => weights)) totals.set(name, (totals.get(name) ?? 0) + 1);
  const next = new Map<string, number>();
  return new Map(
    found.map(({ callee, weights }) => [
      callee,
      new Map(
        weights
          .filter((name) => (totals.get(name) ?? 0) > 1)
          .map((name) => {
            next.set(name, (next.get(name) ?? 0) + 1);
            return [name, next.get(name) ?? 1];
          }),
      ),
    ]),
  );
}

/**
 * `conv2d(x, W, b, stride=1, padding=0)`, with the kernels in the place of their number: the operation itself, as formulas
 * are printed. It makes no weights.
 */
export function asOperation(scope: Scope, row: LayerRow, tree: CallTree): OperationRow | undefined {
  const second = tree.arguments[1];
  if (row.name !== 'conv2d' || !second || second.name) return undefined;
  const value = elaborate({ ...scope, report: () => {} }, second.value);
  return value && value.shape.length > 0 ? operation(row.name) : undefined;
}

export function layerCall(scope: Scope, place: LayerPlace, row: LayerRow, tree: CallTree): LayerCall | undefined {
  const given = argumentsOf(scope, row, tree);
  if (!given) return undefined;
  const nodes = new Map<string, LayerArgument>();
  const numbers = new Map<string, Expression>();
  const lengths = new Map<string, Dimension>();
  let sound = true;
  for (const parameter of row.parameters) {
    const part = given.get(parameter.name);
    const { name, kind } = parameter;
    if (kind === 'weight') continue;
    if (kind === 'node' || kind === 'ids') {
      const value = part && elaborate(scope, part);
      if (part && value) nodes.set(name, { tree: part, value });
      else sound = false;
    } else if (kind === 'length' || kind === 'count') {
      const length = part ? lengthArgument(scope, row, parameter, part) : defaultLength(parameter, lengths);
      if (length === undefined) sound = false;
      else lengths.set(name, length);
    } else {
      const value = part ? numberArgument(scope, row, parameter, part) : defaultNumber(scope, parameter);
      if (value) numbers.set(name, value);
      else sound = false;
    }
  }
  if (!sound) {
    for (const { name, kind } of row.parameters) {
      const part = kind === 'weight' ? given.get(name) : undefined;
      if (part) elaborate(scope, part);
    }
    return undefined;
  }
  const reading = {
    shape: (name: string): Shape => nodes.get(name)?.value.shape ?? [],
    length: (name: string): Dimension => lengths.get(name) ?? 1,
    isImage: (name: string): boolean => isImage(nodes.get(name)?.value, place.see),
  };
  const misfit = row.misfit?.(reading);
  if (misfit) return complain(scope, misfit, nodes, given, tree);
  const weights = new Map<string, Expression>();
  const made: NetworkParameter[] = [];
  const bound = new Map<string, string>();
  for (const { name, shape } of row.weights?.(reading) ?? []) {
    const part = given.get(name);
    const number = place.numbers.get(tree.callee)?.get(name);
    const own = `${place.node}.${name}${number ?? ''}`;
    const variable = scope.graph.variable(own, 'local', shape);
    const value = part && elaborate(scope, part);
    if (part && !value) sound = false;
    else if (part && value && !fits(scope, row, name, shape, { tree: part, value }, place.lengths)) sound = false;
    else if (part && value && isBound(value)) {
      weights.set(name, value);
      bound.set(name, called({ tree: part, value }, 'an expression'));
    } else {
      weights.set(name, variable);
      made.push({ name: own, variable, shape, owner: place.node, ...(value && { value }) });
    }
  }
  if (!sound) return undefined;
  const args: Arguments = {
    ...reading,
    of: (name) => nodes.get(name)?.value ?? weights.get(name) ?? numbers.get(name) ?? scope.graph.constant(0),
  };
  return { row, tree, node: place.node, nodes, weights, made, bound, expression: row.meaning(scope.graph, args) };
}

/** Each parameter's argument; the weights, and what has a default, may be left out. */
function argumentsOf(scope: Scope, row: LayerRow, tree: CallTree): ReadonlyMap<string, Tree> | undefined {
  const known = row.parameters.map(({ name }) => name);
  const given = new Set(tree.arguments.map(({ name }, i) => name?.name ?? known[i]));
  const required = new Set(requiredOf(row));
  const expected = known.filter((name) => required.has(name) || given.has(name));
  const trees = matched(scope, row.name, expected, tree, known);
  return trees && new Map(expected.flatMap((name, i) => (trees[i] ? [[name, trees[i]] as const] : [])));
}

const defaultLength = (
  { default: text = '1' }: LayerParameter,
  lengths: ReadonlyMap<string, Dimension>,
): Dimension | undefined => (/^\d+$/.test(text) ? Number(text) : lengths.get(text));

const defaultNumber = ({ graph }: Scope, { default: text = '1' }: LayerParameter): Expression =>
  graph.constant(parseDecimal(text), /[.]|e-/.test(text));

/** Whether something of the network stands in it: then it is used as it is; what is written out is a value. */
const isBound = (value: Expression): boolean => variables(value).some(({ scope }) => scope === 'local');

/** Whether a weight has the shape that the layer needs; a literal may say what a named length is. */
function fits(
  scope: Scope,
  row: LayerRow,
  name: string,
  shape: Shape,
  given: LayerArgument,
  lengths: Map<string, Dimension>,
): boolean {
  const { tree, value } = given;
  if (sameShape(value.shape, shape)) return true;
  if (!isBound(value) && bindDimensions([shape], [value.shape], lengths)) return true;
  const what = called(given, name);
  const has = value.shape.length === 0 ? 'is a number' : `has shape ${shapeText(value.shape)}`;
  const turned = value.shape.length > 1 && sameShape(value.shape.toReversed(), shape);
  const fixes: Fix[] = turned ? [transposed(tree)] : [];
  const guess = turned ? ` Did you mean ${tree.kind === 'name' ? `${tree.name}.T` : 'its transpose'}?` : '';
  const subject = what === name ? `${name} of ${row.name}` : what;
  const message = `${subject} ${has}, and ${row.name} needs ${name} of shape ${shapeText(shape)} here.${guess}`;
  scope.report(error('shape-mismatch', message, tree.range.start, tree.range.end, fixes));
  return false;
}

/** Whether an expression is, entry by entry, what a convolution or pooling gives. */
function isImage(value: Expression | undefined, see: LayerPlace['see']): boolean {
  if (!value) return false;
  switch (value.kind) {
    case 'variable':
      return isImage(see(value), see);
    case 'operation':
      return value.row.name === 'conv2d' || value.row.name.endsWith('_pool2d');
    case 'application':
      return value.args.some((part) => isImage(part, see));
    case 'sum':
      return value.terms.some((part) => isImage(part, see));
    case 'product':
      return value.factors.some((part) => isImage(part, see));
    default:
      return false;
  }
}

function complain(
  scope: Scope,
  { argument, message, mend }: LayerMisfit,
  nodes: ReadonlyMap<string, LayerArgument>,
  given: ReadonlyMap<string, Tree>,
  { callee }: CallTree,
): undefined {
  const text = message.replaceAll(/\{(\w+)\}/g, (_, name) => {
    const node = nodes.get(name);
    return node ? called(node, `its ${name}`) : name;
  });
  const node = nodes.get(argument);
  const fix = node && mend && MENDS[mend](node);
  const guess = fix ? ` ${fix.title.replace('Write', 'Did you mean')}?` : '';
  const { start, end } = (given.get(argument) ?? callee).range;
  scope.report(error('shape-mismatch', `${text}${guess}`, start, end, fix ? [fix] : []));
  return undefined;
}

const MENDS: Readonly<Record<NonNullable<LayerMisfit['mend']>, (argument: LayerArgument) => Fix>> = {
  flatten: ({ tree }) => around(tree, 'flatten(', ')'),
  transpose: ({ tree }) => transposed(tree),
  column: ({ tree, value }) => around(tree, 'reshape(', `, [${[...value.shape, 1].join(', ')}])`),
  row: ({ tree, value }) => around(tree, 'reshape(', `, [${[1, ...value.shape].join(', ')}])`),
  squeeze: ({ tree, value }) => around(tree, 'reshape(', `, [${value.shape.slice(0, -1).join(', ')}])`),
};

function around(tree: Tree, before: string, after: string): Fix {
  const { start, end } = tree.range;
  const inner = tree.kind === 'name' ? tree.name : '…';
  return {
    title: `Write ${before}${inner}${after}`,
    edits: [
      { range: { start, end: start }, text: before },
      { range: { start: end, end }, text: after },
    ],
    preferred: true,
  };
}

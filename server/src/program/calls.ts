/**
 * Calls: arguments matched with parameters, by place or by name. In: a call and its scope. Out: the expression of the
 * function at its arguments, or undefined with the reason reported.
 */

import { partial } from '../calculus/differentiate';
import { type Dimension, substituted } from '../calculus/dimension';
import { type Callee, type Expression, type Graph, parts, postorder, substitute } from '../calculus/expression';
import type { FunctionRow } from '../calculus/functions/row';
import { inline } from '../calculus/inline';
import { operations } from '../calculus/operations/table';
import { parseDecimal } from '../calculus/rational';
import { bindDimensions, broadcastShapes, shapeText } from '../calculus/shapes';
import { ShapesApart } from '../calculus/sizing';
import { nearest } from '../syntax/near';
import { error } from '../syntax/problem';
import type { Argument, Range, Tree } from '../syntax/tree';
import { differentiation } from './derivatives';
import { all, elaborate, outsideNetwork, usedAbove } from './elaborate';
import type { Outside } from './network-outside';
import { operationCall } from './operation-calls';
import { DIFFERENTIATIONS, type Scope } from './scope';
import { broadcasts, transposed } from './shapes';

type CallTree = Extract<Tree, { kind: 'call' }>;

export function call(scope: Scope, tree: CallTree): Expression | undefined {
  const { callee } = tree;
  if (callee.kind !== 'name') {
    const { start, end } = callee.range;
    if (callee.kind !== 'member' || elaborate(scope, callee))
      scope.report(error('not-a-function', 'This is no function and cannot be called.', start, end));
    return undefined;
  }
  const standard = callee.name.startsWith('std.') ? callee.name.slice(4) : callee.name;
  const meaning = scope.resolve(callee.name);
  if (!meaning && DIFFERENTIATIONS.has(standard)) return differentiation(scope, standard, tree);
  switch (meaning?.kind) {
    case 'function': {
      const { callee: target } = meaning;
      const names = target.parameters.map(({ name }) => name);
      const args = matched(scope, callee.name, names, tree);
      return (
        args &&
        all(
          scope,
          args,
          (parts) =>
            lifted(scope, target, args, parts) ??
            (fitting(scope, target, args, parts)
              ? instantiated(scope, tree, () =>
                  scope.graph.call(
                    target,
                    names.map(() => 0),
                    parts,
                  ),
                )
              : undefined),
        )
      );
    }
    case 'abstract': {
      const args = matched(scope, meaning.name, meaning.parameters, tree);
      const orders = meaning.parameters.map(() => 0);
      return (
        args &&
        numbersOnly(scope, meaning.name, args, (parts) =>
          scope.graph.abstract(meaning.name, meaning.parameters, orders, parts),
        )
      );
    }
    case 'row':
      return ofRow(scope, meaning.row, tree);
    case 'operation':
      return operationCall(scope, meaning.row, tree);
    case 'layer':
      if (scope.inside) return scope.inside.layer(scope, meaning.row, tree);
      return outsideNetwork(scope, callee);
    case 'below':
      return usedAbove(scope, callee.range, meaning.message);
    case 'network':
      return ofNetwork(scope, meaning.outside, tree);
    case 'unsound':
      for (const { value } of tree.arguments) elaborate(scope, value);
      return undefined;
    default: {
      const { start, end } = callee.range;
      const near = meaning ? undefined : nearest(callee.name, scope.known());
      const guess = near === undefined ? '' : ` Did you mean ${near}?`;
      const fixes =
        near === undefined
          ? []
          : [{ title: `Write ${near}`, edits: [{ range: callee.range, text: near }], preferred: true }];
      const message = `${callee.name} is no function and cannot be called.${guess}`;
      scope.report(error('not-a-function', message, start, end, fixes));
      return undefined;
    }
  }
}

/** A network at its inputs is its prediction; targets may be given after them. */
function ofNetwork(scope: Scope, { network, callee }: Outside, tree: CallTree): Expression | undefined {
  const target = callee();
  if (!target) {
    const { start, end } = tree.callee.range;
    const message = `${network.name} has no prediction: its loss compares nothing with a target. Its parts can be used, such as ${network.name}.loss.`;
    scope.report(error('no-prediction', message, start, end));
    return undefined;
  }
  const inputs = network.nodes.filter(({ kind }) => kind === 'input').length;
  const names = target.parameters.map(({ name }) => name);
  const given = new Set(tree.arguments.map(({ name }, i) => name?.name ?? names[i]));
  const expected = names.filter((name, i) => i < inputs || given.has(name));
  const args = matched(scope, network.name, expected, tree, names);
  if (!args) return undefined;
  const taken = { ...target, parameters: target.parameters.filter(({ name }) => expected.includes(name)) };
  // A target that is not given is not asked for: a prediction does not depend on it.
  return all(scope, args, (parts) =>
    fitting(scope, taken, args, parts)
      ? scope.graph.call(
          taken,
          expected.map(() => 0),
          parts,
        )
      : undefined,
  );
}

/** The arguments in the order of the parameters, each given once; undefined with the reason reported. */
export function matched(
  scope: Scope,
  name: string,
  parameters: readonly string[],
  { arguments: args, range }: { readonly arguments: readonly Argument[]; readonly range: Range },
  /** All that it could be given, where that is more. */
  known: readonly string[] = parameters,
): readonly Tree[] | undefined {
  const placed = new Map<string, Tree>();
  for (const [i, argument] of args.entries()) {
    const parameter = argument.name ? argument.name.name : parameters[i];
    if (parameter === undefined) {
      const { start, end } = argument.range;
      scope.report(
        error(
          'too-many-arguments',
          `${signature(name, parameters)} takes ${counted(parameters.length)}, not ${args.length}.`,
          start,
          end,
        ),
      );
      return undefined;
    }
    if (argument.name && !parameters.includes(parameter)) return unknownArgument(scope, name, known, argument.name);
    if (placed.has(parameter)) {
      const { start, end } = argument.range;
      scope.report(error('argument-twice', `${parameter} is given twice.`, start, end));
      return undefined;
    }
    placed.set(parameter, argument.value);
  }
  const missing = parameters.filter((parameter) => !placed.has(parameter));
  if (missing.length > 0) {
    const message = `${signature(name, parameters)} takes ${counted(parameters.length)}: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing.`;
    scope.report(error('missing-argument', message, range.start, range.end));
    return undefined;
  }
  return parameters.map((parameter) => placed.get(parameter)).filter((tree) => tree !== undefined);
}

export const signature = (name: string, parameters: readonly string[]): string => `${name}(${parameters.join(', ')})`;
const counted = (count: number): string => (count === 1 ? 'one argument' : `${count} arguments`);

function unknownArgument(
  scope: Scope,
  name: string,
  parameters: readonly string[],
  given: { readonly name: string; readonly range: Range },
): undefined {
  const near = nearest(given.name, parameters);
  const { start, end } = given.range;
  const guess = near === undefined ? '' : ` Did you mean ${near}?`;
  const fixes =
    near === undefined
      ? []
      : [{ title: `Write ${near}`, edits: [{ range: given.range, text: near }], preferred: true }];
  scope.report(
    error(
      'unknown-argument',
      `${signature(name, parameters)} has no parameter ${given.name}.${guess}`,
      start,
      end,
      fixes,
    ),
  );
  return undefined;
}

/** A built-in: parameters with defaults may be left out, a variadic one takes any number. */
function ofRow(scope: Scope, row: FunctionRow, tree: CallTree): Expression | undefined {
  // max(x) is the largest entry, max(x, y) the larger of two.
  const overEntries = operations().get(row.name);
  const told = tree.arguments.some(({ name }) => name?.name === 'axis' || name?.name === 'keepdims');
  const second = tree.arguments.filter(({ name }) => !name)[1];
  if (overEntries && told && row.variadic && second) {
    for (const { value } of tree.arguments.filter(({ name }) => !name)) elaborate(scope, value);
    const message = `${row.name} over an axis takes one array: ${row.name}(x, axis=0).`;
    scope.report(error('too-many-arguments', message, second.range.start, second.range.end));
    return undefined;
  }
  if (overEntries && (told || tree.arguments.length === 1)) return operationCall(scope, overEntries, tree);
  const names = row.parameters.map(({ name }) => name);
  if (row.variadic && tree.arguments.every(({ name }) => !name) && tree.arguments.length >= names.length) {
    const trees = tree.arguments.map(({ value }) => value);
    return all(scope, trees, (parts) => (together(scope, trees, parts) ? scope.graph.apply(row, ...parts) : undefined));
  }
  const given = new Set(tree.arguments.map(({ name }, i) => name?.name ?? names[i]));
  const expected = row.parameters.filter((one) => required(one) || given.has(one.name)).map(({ name }) => name);
  // log(x) has no base: what is left out without a value is left out.
  const args = matched(scope, row.name, expected, tree);
  return (
    args &&
    all(scope, args, (parts) => (together(scope, args, parts) ? applied(scope.graph, row, parts, expected) : undefined))
  );
}

/** Whether the arguments of an elementwise function have a common shape; if not, that is said at the argument. */
function together(scope: Scope, trees: readonly Tree[], parts: readonly Expression[]): boolean {
  return parts.every((value, i) => {
    const [before, left, tree] = [trees[i - 1], parts[i - 1], trees[i]];
    return (
      !before || !left || !tree || broadcasts(scope, { tree: before, value: left }, { tree, value }, tree.range, '')
    );
  });
}

/** Declared functions are of numbers. */
function numbersOnly(
  scope: Scope,
  name: string,
  args: readonly Tree[],
  build: (parts: readonly Expression[]) => Expression,
): Expression | undefined {
  return all(scope, args, (parts) => {
    const array = parts.findIndex(({ shape }) => shape.length > 0);
    const place = args[array]?.range;
    if (!place) return build(parts);
    const message = `${name} is declared for numbers, and this has shape ${shapeText(parts[array]?.shape ?? [])}.`;
    scope.report(error('shape-mismatch', message, place.start, place.end));
    return undefined;
  });
}

/** A function of numbers, written with elementwise operations alone, at arrays: each entry, as NumPy has it. */
function lifted(
  { graph }: Scope,
  { parameters, body }: Callee,
  trees: readonly Tree[],
  parts: readonly Expression[],
): Expression | undefined {
  if (parts.every(({ shape }) => shape.length === 0) || trees.length < parameters.length) return undefined;
  if (body.shape.length > 0 || parameters.some(({ shape }) => shape.length > 0)) return undefined;
  if (!broadcastShapes(...parts.map(({ shape }) => shape))) return undefined;
  const plain = inline(graph, body, (callee, orders) => partial(graph, callee, orders));
  if (postorder([plain]).some((node) => node.shape.length > 0 || node.kind === 'operation')) return undefined;
  return substitute(graph, plain, new Map(parameters.map((parameter, i) => [parameter, parts[i] ?? parameter])));
}

/** Whether arguments have the shapes of a function's parameters; names of dimensions mean the same in all of them. */
export function fitting(
  scope: Scope,
  { name, parameters }: Callee,
  trees: readonly Tree[],
  parts: readonly Expression[],
): boolean {
  const bound = new Map<string, Dimension>();
  for (const [i, parameter] of parameters.entries()) {
    const [part, tree] = [parts[i], trees[i]];
    if (!part || !tree) return false;
    const known = new Map(bound);
    if (bindDimensions([parameter.shape], [part.shape], bound)) continue;
    const wanted = parameter.shape.map((length) => substituted(length, known));
    const needs = wanted.length === 0 ? 'a number' : `shape ${shapeText(wanted)}`;
    const has = part.shape.length === 0 ? 'a number' : `of shape ${shapeText(part.shape)}`;
    const turned = part.shape.length > 1 && bindDimensions([parameter.shape], [part.shape.toReversed()], known);
    const fixes = turned ? [transposed(tree)] : [];
    const guess = turned ? ' Did you mean its transpose?' : '';
    const { start, end } = tree.range;
    const message = `${parameter.name} of ${signature(
      name,
      parameters.map((one) => one.name),
    )} needs ${needs}; this is ${has}.${guess}`;
    scope.report(error('shape-mismatch', message, start, end, fixes));
    return false;
  }
  return true;
}

/** A call whose lengths fit everything in the function: x[3] needs four entries. */
function instantiated(scope: Scope, { range: { start, end } }: Tree, build: () => Expression): Expression | undefined {
  const { graph } = scope;
  try {
    const called = build();
    if (called.shape.length > 0 || parts(called).some(({ shape }) => shape.length > 0))
      inline(graph, called, (callee, orders) => partial(graph, callee, orders));
    return called;
  } catch (thrown) {
    if (!(thrown instanceof ShapesApart)) throw thrown;
    scope.report(
      error('shape-mismatch', `With arguments of these shapes it has no meaning: ${thrown.message}`, start, end),
    );
    return undefined;
  }
}

/** Whether an argument of a built-in must be given. */
export const required = ({ optional, default: text }: FunctionRow['parameters'][number]): boolean =>
  !optional && text === undefined;

/** A built-in at the arguments of these names; the others have their defaults, or are left out. */
export function applied(
  graph: Graph,
  row: FunctionRow,
  parts: readonly Expression[],
  names: readonly string[],
): Expression {
  const values = row.parameters.map(({ name, default: text }) => {
    const at = names.indexOf(name);
    return at >= 0 ? parts[at] : text ? graph.constant(parseDecimal(text), text.includes('.')) : undefined;
  });
  return graph.apply(row, ...values.filter((value) => value !== undefined));
}

/**
 * Calls: arguments matched with parameters, by place or by name. In: a call and its scope. Out: the expression of the
 * function at its arguments, or undefined with the reason reported.
 */
import type { Expression, Graph } from '../calculus/expression';
import type { FunctionRow } from '../calculus/functions/row';
import { parseDecimal } from '../calculus/rational';
import { nearest } from '../syntax/near';
import { error } from '../syntax/problem';
import type { Argument, Range, Tree } from '../syntax/tree';
import { differentiation } from './derivatives';
import { all, elaborate, notYet } from './elaborate';
import { DIFFERENTIATIONS, type Scope } from './scope';

type CallTree = Extract<Tree, { kind: 'call' }>;

export function call(scope: Scope, tree: CallTree): Expression | undefined {
  const { callee } = tree;
  if (callee.kind !== 'name') {
    // `net.part(x)`: networks come later; anything else is no function.
    const { start, end } = callee.range;
    if (callee.kind === 'member') elaborate(scope, callee);
    else scope.report(error('not-a-function', 'This is no function and cannot be called.', start, end));
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
        all(scope, args, (parts) =>
          scope.graph.call(
            target,
            names.map(() => 0),
            parts,
          ),
        )
      );
    }
    case 'abstract': {
      const args = matched(scope, meaning.name, meaning.parameters, tree);
      const orders = meaning.parameters.map(() => 0);
      return args && all(scope, args, (parts) => scope.graph.abstract(meaning.name, meaning.parameters, orders, parts));
    }
    case 'row':
      return ofRow(scope, meaning.row, tree);
    case 'later':
    case 'network':
      for (const { value } of tree.arguments) elaborate(scope, value);
      scope.report(notYet(callee.range, callee.name));
      return undefined;
    case 'unsound':
      for (const { value } of tree.arguments) elaborate(scope, value);
      return undefined;
    default: {
      const { start, end } = callee.range;
      scope.report(error('not-a-function', `${callee.name} is no function and cannot be called.`, start, end));
      return undefined;
    }
  }
}

/** The arguments in the order of the parameters, each given once; undefined with the reason reported. */
export function matched(
  scope: Scope,
  name: string,
  parameters: readonly string[],
  { arguments: args, range }: { readonly arguments: readonly Argument[]; readonly range: Range },
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
    if (argument.name && !parameters.includes(parameter))
      return unknownArgument(scope, name, parameters, argument.name);
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
  const reduction = tree.arguments.find(({ name }) => name?.name === 'axis' || name?.name === 'keepdims');
  if (reduction) {
    for (const { value } of tree.arguments) elaborate(scope, value);
    scope.report(notYet(tree.callee.range, `${row.name} over an axis`));
    return undefined;
  }
  const names = row.parameters.map(({ name }) => name);
  if (row.variadic && tree.arguments.every(({ name }) => !name) && tree.arguments.length >= names.length) {
    return all(
      scope,
      tree.arguments.map(({ value }) => value),
      (parts) => scope.graph.apply(row, ...parts),
    );
  }
  const given = new Set(tree.arguments.map(({ name }, i) => name?.name ?? names[i]));
  const expected = row.parameters.filter((one) => required(one) || given.has(one.name)).map(({ name }) => name);
  // log(x) has no base: what is left out without a value is left out.
  const args = matched(scope, row.name, expected, tree);
  return args && all(scope, args, (parts) => applied(scope.graph, row, parts, expected));
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

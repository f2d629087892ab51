/**
 * All derivatives of a function together: its gradient, its Jacobian, its Hessian. In: what is differentiated. Out: how they
 * are built at any arguments, or undefined with the reason reported.
 */
import { count } from '../calculus/dimension';
import type { Expression } from '../calculus/expression';
import { operation } from '../calculus/operations/table';
import { shapeText } from '../calculus/shapes';
import { error } from '../syntax/problem';
import type { Range } from '../syntax/tree';
import type { Pending, Target } from './derivatives';
import type { Scope } from './scope';

/** Once by the parameter at an index. */
const unit = ({ parameters }: Target, index: number): number[] => parameters.map((_, i) => Number(i === index));

/** The gradient: the partial of an only parameter in its shape, else all partials as one vector, in the order of the parameters. */
export function gradient(scope: Scope, target: Target, range: Range): Pending | undefined {
  if (target.shape.length === 0) return { target, at: (args) => partials(scope, target, args) };
  const { start, end } = range;
  const written = target.name === '' ? undefined : `jacobian(${target.name})`;
  const fixes = written ? [{ title: `Write ${written}`, edits: [{ range, text: written }], preferred: true }] : [];
  const message = `The gradient is that of a number, and this has shape ${shapeText(target.shape)}: its partials make a Jacobian, jacobian(f).`;
  scope.report(error('gradient-of-array', message, start, end, fixes));
  return undefined;
}

function partials({ graph }: Scope, target: Target, args: readonly Expression[]): Expression {
  const found = target.parameters.map((_, i) => target.at(unit(target, i), args));
  const [only] = found;
  if (only && found.length === 1 && only.shape.length > 0) return only;
  if (found.every(({ shape }) => shape.length === 0)) return graph.array(found);
  const flat = found.map((one) => graph.operate(operation('reshape'), [one], { shape: [count(one.shape)] }));
  return graph.operate(operation('concat'), flat, { axis: 0 });
}

export function hessian(scope: Scope, target: Target, range: Range): Pending | undefined {
  const { graph } = scope;
  const { parameters, variables } = target;
  if (parameters.length === 1) return { target, at: (args) => target.at([2], args) };
  if (variables.some(({ shape }) => shape.length > 0)) return blocks(scope, range, 'Hessian', '∂²f/∂w∂v');
  const orders = (i: number, j: number): number[] => parameters.map((_, k) => Number(i === k) + Number(j === k));
  const row = (i: number, args: readonly Expression[]): Expression =>
    graph.array(parameters.map((_, j) => target.at(orders(i, j), args)));
  return { target, at: (args) => graph.array(parameters.map((_, i) => row(i, args))) };
}

/** Rows are the entries of the value, columns the variables. */
function jacobian(scope: Scope, target: Target, range: Range): Pending | undefined {
  const { graph } = scope;
  const { parameters, variables, shape } = target;
  if (parameters.length === 1 || shape.length === 0) return { target, at: (args) => partials(scope, target, args) };
  if (variables.some((one) => one.shape.length > 0)) return blocks(scope, range, 'Jacobian', '∂f/∂w');
  const at: Pending['at'] = (args) =>
    graph.operate(operation('transpose'), [graph.array(parameters.map((_, i) => target.at(unit(target, i), args)))]);
  return { target, at };
}

function blocks(scope: Scope, { start, end }: Range, what: string, block: string): undefined {
  const message = `With several parameters that are arrays the ${what} has blocks: take the one you need, such as ${block}.`;
  scope.report(error('blocks', message, start, end));
  return undefined;
}

export const MATRICES: Readonly<Record<string, (scope: Scope, target: Target, range: Range) => Pending | undefined>> = {
  grad: gradient,
  hessian,
  jacobian,
};

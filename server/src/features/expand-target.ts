/**
 * What a derivation is asked of: the function, by what, and at which point. In: a derivative's tree, or the words of a
 * request. Out: a target, in which `x,y` is the derivative by one after the other and `∇` the gradient.
 */
import type { DerivationBy, Place } from '../calculus/derivation';
import { type Expression, type Variable, variables } from '../calculus/expression';
import { withPageValues } from '../program/answers';
import type { FunctionDefinition } from '../program/program';
import type { Argument, Path, Statement, Tree } from '../syntax/tree';
import { expressions, parts } from '../syntax/walk';
import { isDerivative, subjectOf } from './derivative-tree';
import type { View } from './view';

export const GRADIENT = '∇';

export interface Target {
  readonly function: string;
  /** Missing where any variable may be meant. */
  readonly variable?: string;
  readonly point?: PointOnPage;
}

export interface PointOnPage {
  /** As written, one for each argument. */
  readonly texts: readonly string[];
  readonly arguments: readonly Argument[];
  readonly statement: Statement;
}

export function targetOf(view: View, statement: Statement, tree: Tree): Target | undefined {
  if (tree.kind === 'point') {
    const inner = targetOf(view, statement, tree.derivative);
    const texts = tree.arguments.map(({ range }) => statement.source.slice(range.start, range.end));
    return inner && { ...inner, point: { texts, arguments: tree.arguments, statement } };
  }
  const subject = subjectOf(view, tree);
  const variable = byOf(view, tree) ?? subject?.variable;
  return subject && { function: subject.function, ...(variable !== undefined && { variable }) };
}

/** Higher derivatives and gradients, for which a subject names only the function. */
function byOf(view: View, tree: Tree): string | undefined {
  switch (tree.kind) {
    case 'partial': {
      const names = tree.wrt.flatMap(({ path, order }) => Array<string>(order).fill(nameOf(path)));
      return names.length > 1 ? names.join(',') : undefined;
    }
    case 'nabla':
      return tree.order === 1 ? GRADIENT : undefined;
    case 'call':
      return tree.callee.kind === 'name' && tree.callee.name === 'grad' ? GRADIENT : undefined;
    case 'prime': {
      const definition = tree.base.kind === 'name' ? view.program.definitionOf(tree.base.name) : undefined;
      const only = definition?.kind === 'function' ? definition.callee.parameters[0]?.name : undefined;
      return only !== undefined && tree.order > 1 ? Array<string>(tree.order).fill(only).join(',') : undefined;
    }
    default:
      return undefined;
  }
}

const nameOf = ({ names }: Path): string => names.map(({ name }) => name).join('.');

/** By what, in the callee's own variables; undefined where one of the names is no parameter. */
export function byName({ callee }: FunctionDefinition, variable: string | undefined): DerivationBy | undefined {
  const [first] = callee.parameters;
  if (variable === undefined) return first;
  if (variable === GRADIENT && !callee.parameters.some(({ name }) => name === GRADIENT)) return 'gradient';
  const found: Variable[] = [];
  for (const wanted of variable.split(',')) {
    const parameter = callee.parameters.find(({ name }) => name === wanted.trim());
    if (!parameter) return undefined;
    found.push(parameter);
  }
  const [only] = found;
  return only && found.length === 1 ? only : found;
}

/** The point in numbers; undefined where an argument is none. */
export function placeOf(view: View, { callee }: FunctionDefinition, point: PointOnPage): Place | undefined {
  const { program } = view;
  const closed = (expression: Expression): Expression => withPageValues(program, expression);
  const values = new Map<Variable, Expression>();
  for (const [i, { name, value }] of point.arguments.entries()) {
    const parameter = name ? callee.parameters.find((one) => one.name === name.name) : callee.parameters[i];
    const expression = program.expressionOf(point.statement, value);
    if (!parameter || !expression) return undefined;
    const number = closed(expression);
    if (variables(number).length > 0 || number.shape.length > 0) return undefined;
    values.set(parameter, number);
  }
  return { point: values, closed };
}

/** The same derivative at a point as before the last edit: with the same numbers, or else with any. */
export function pointOnPage(
  view: View,
  name: string,
  variable: string | undefined,
  texts: readonly string[],
): PointOnPage | undefined {
  let other: PointOnPage | undefined;
  for (const statement of view.program.page.statements) {
    for (const tree of expressions(statement.sentence).flatMap((one) => [...parts(one)])) {
      if (tree.kind !== 'point' || !isDerivative(tree)) continue;
      const target = targetOf(view, statement, tree);
      if (!target?.point || target.function !== name || target.variable !== variable) continue;
      if (target.point.texts.join() === texts.join()) return target.point;
      other ??= target.point;
    }
  }
  return other;
}

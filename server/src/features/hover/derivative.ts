/** A derivative where it stands: `∂f/∂x`, `∇f(1, 2)`, `f'(x)`, `diff(f, x)`. In: its tree. Out: a card with its result. */
import { variables } from '../../calculus/expression';
import { answerTo, FREE } from '../../program/answers';
import { DIFFERENTIATIONS } from '../../program/scope';
import type { Path, Statement, Tree } from '../../syntax/tree';
import { equation, result } from '../formulas';
import { namesOf, type View, within } from '../view';
import type { Card } from './card';
import { conditionsOf } from './parameter';
import { sourceOf } from './part';

const LONGEST_RESULT = 300;

export function isDerivative(tree: Tree): boolean {
  switch (tree.kind) {
    case 'prime':
    case 'partial':
    case 'partialOf':
    case 'nabla':
    case 'point':
      return true;
    case 'call':
      return tree.callee.kind === 'name' && DIFFERENTIATIONS.has(tree.callee.name);
    default:
      return false;
  }
}

export function derivativeCard(view: View, statement: Statement, tree: Tree): Card | undefined {
  const { program } = view;
  const expression = program.expressionOf(statement, tree);
  if (!expression) return undefined;
  const answer = answerTo(program, expression, new Map());
  const names = namesOf(view);
  const source = sourceOf(statement, tree);
  const range = within(statement, tree.range);
  const subject = subjectOf(view, tree);
  const derivative = subject && { derivative: subject };
  if (answer.value === null && answer.reason !== undefined && answer.reason !== FREE)
    return { range, formulas: [`${source}: no value`], says: [answer.reason], ...derivative };
  const isFormula = variables(answer.result).length > 0;
  const text = isFormula ? undefined : result(answer, names, LONGEST_RESULT, expression);
  const formulas = text?.startsWith('≈') ? [`${source} ${text}`] : equation(source, answer.result, names, true);
  return {
    range,
    formulas,
    says: [...(isFormula ? conditionsOf(program.graph, expression, answer.result, names) : []), ...answer.notes],
    ...derivative,
  };
}

/** Which function of the page, and by which variable where that is one. */
export function subjectOf(view: View, tree: Tree): Card['derivative'] | undefined {
  const found = named(tree);
  const definition = found && view.program.definitionOf(found.function);
  if (!found || definition?.kind !== 'function' || !definition.sound) return undefined;
  const parameters = definition.callee.parameters.map(({ name }) => name);
  const only = parameters.length === 1 ? parameters[0] : undefined;
  const variable = found.variable ?? only;
  return {
    function: found.function,
    ...(variable !== undefined && parameters.includes(variable) && { variable }),
  };
}

function named(tree: Tree): Card['derivative'] | undefined {
  switch (tree.kind) {
    case 'point':
      return named(tree.derivative);
    case 'prime':
      return tree.base.kind === 'name' ? { function: tree.base.name } : undefined;
    case 'partial':
      return of(tree.of, tree.wrt[0]?.path);
    case 'nabla':
      if ('names' in tree.of) return of(tree.of);
      return tree.of.kind === 'name' ? { function: tree.of.name } : undefined;
    case 'call': {
      const [first, second] = tree.arguments.map(({ value }) => value);
      if (!isDerivative(tree) || first?.kind !== 'name') return undefined;
      return { function: first.name, ...(second?.kind === 'name' && { variable: second.name }) };
    }
    default:
      return undefined;
  }
}

function of(path: Path, wrt?: Path): Card['derivative'] | undefined {
  const [name] = path.names;
  if (!name || path.names.length > 1) return undefined;
  const [variable] = wrt?.names ?? [];
  return { function: name.name, ...(variable && { variable: variable.name }) };
}

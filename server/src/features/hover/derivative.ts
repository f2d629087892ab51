/** A derivative where it stands: `∂f/∂x`, `∇f(1, 2)`, `f'(x)`, `diff(f, x)`. In: its tree. Out: a card with its result. */
import { variables } from '../../calculus/expression';
import { answerTo, FREE } from '../../program/answers';
import type { Statement, Tree } from '../../syntax/tree';
import { targetOf } from '../expand-target';
import { equation, result } from '../formulas';
import { namesOf, type View, within } from '../view';
import type { Card } from './card';
import { conditionsOf } from './parameter';
import { sourceOf } from './part';

const LONGEST_RESULT = 300;

export function derivativeCard(view: View, statement: Statement, tree: Tree): Card | undefined {
  const { program } = view;
  const expression = program.expressionOf(statement, tree);
  if (!expression) return undefined;
  const answer = answerTo(program, expression, new Map());
  const names = namesOf(view);
  const source = sourceOf(statement, tree);
  const range = within(statement, tree.range);
  const target = targetOf(view, statement, tree);
  const { point, ...about } = target ?? {};
  const derivative = target && {
    derivative: { ...about, function: target.function, ...(point && { point: point.texts }) },
  };
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

/** A derivative where it stands: `∂f/∂x`, `∇f(1, 2)`, `f'(x)`, `diff(f, x)`. In: its tree. Out: a card with its result. */
import { type Expression, variables } from '../../calculus/expression';
import { answerTo, FREE } from '../../program/answers';
import type { Statement, Tree } from '../../syntax/tree';
import { arrayValue } from '../arrays';
import { type Target, targetOf } from '../expand-target';
import { equation, line, result } from '../formulas';
import { sightOf } from '../networks';
import { namesOf, type View, within } from '../view';
import { asked } from './asked';
import type { Card } from './card';
import { shaped } from './definition';
import { conditionsOf } from './parameter';
import { leftOfTree, sourceOf } from './part';

const LONGEST_RESULT = 300;

export function derivativeCard(view: View, statement: Statement, tree: Tree): Card | undefined {
  const { program } = view;
  const expression = program.expressionOf(statement, tree);
  if (!expression) return undefined;
  const derivative = linksTo(targetOf(view, statement, tree));
  if (view.prediction?.hides(tree, expression))
    return {
      range: within(statement, tree.range),
      ...asked(view, sourceOf(statement, tree), derivative.derivative ? 'derivative' : 'value'),
      ...derivative,
    };
  const ofNetwork = networkDerivative(view, statement, tree, expression);
  if (ofNetwork) return ofNetwork;
  const answer = answerTo(program, expression, new Map());
  const names = namesOf(view);
  const source = sourceOf(statement, tree);
  const range = within(statement, tree.range);
  if (answer.value === null && answer.reason !== undefined && answer.reason !== FREE)
    return { range, formulas: [line(`${source}: no value`)], says: [answer.reason], ...derivative };
  const isFormula = variables(answer.result).length > 0;
  const text = isFormula ? undefined : result(answer, names, LONGEST_RESULT, expression);
  const formulas = text?.startsWith('≈')
    ? [line(`${source} ${text}`)]
    : equation(leftOfTree(view, statement, tree), answer.result, names, true);
  return {
    range,
    formulas,
    says: [...(isFormula ? conditionsOf(program.graph, expression, answer.result, names) : []), ...answer.notes],
    ...derivative,
  };
}

const linksTo = (target: Target | undefined): Pick<Card, 'derivative'> => {
  if (!target) return {};
  const { point, ...about } = target;
  return { derivative: { ...about, ...(point && { point: point.texts }) } };
};

/** `∂iris.loss/∂iris.h.W`: its formula in the names of the parts, and its numbers from the backward pass. */
function networkDerivative(view: View, statement: Statement, tree: Tree, expression: Expression): Card | undefined {
  if (tree.kind !== 'partial') return undefined;
  const [first, ...rest] = tree.of.names.map(({ name }) => name);
  const definition = first === undefined ? undefined : view.program.definitionOf(first);
  const sight = definition?.kind === 'network' ? sightOf(view.program, definition) : undefined;
  if (!sight || first === undefined) return undefined;
  const source = sourceOf(statement, tree);
  const [by] = tree.wrt;
  const isPlain = tree.order === 1 && rest.join('.') === sight.network.loss.name && !by?.path.index;
  const name = by?.path.names.map((one) => one.name).join('.') ?? '';
  const parts = isPlain ? [...sight.network.nodes, ...sight.network.parameters] : [];
  const part = parts.find((one) => `${first}.${one.name}` === name || one.name === name);
  const value = part && arrayValue(sight.slope(part.variable));
  return {
    range: within(statement, tree.range),
    formulas: [
      ...shaped(equation(source, expression, sight.names, true), expression),
      ...(value === undefined ? [] : [line(`${source} ${value}`)]),
    ],
  };
}

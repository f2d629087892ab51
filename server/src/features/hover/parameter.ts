/**
 * A parameter: its partial, where that holds, what stands still meanwhile, and slopes at points that the page gives.
 * In: a function of the page and a parameter's index. Out: a card.
 */
import { gradient } from '../../calculus/differentiate';
import { hiddenConditions, kinks } from '../../calculus/domain';
import { type Callee, type Expression, type Graph, variables } from '../../calculus/expression';
import { condition, type Names } from '../../notation/print';
import type { Range } from '../../syntax/tree';
import { partialFormula } from '../code-lens';
import { equation, leftOf, textOf } from '../formulas';
import { isOpen } from '../prediction/hidden';
import { unit } from '../prediction/questions';
import { slopes } from '../slopes';
import { list } from '../text';
import { namesOf, type View } from '../view';
import { asked } from './asked';
import type { Card } from './card';
import { shaped } from './definition';
import { entryPartials } from './entries';

const MOST_NAMED = 4;
const MOST_KINKS = 2;

export function parameterCard(view: View, callee: Callee, slot: number, range: Range, withSlopes: boolean): Card {
  const { graph } = view.program;
  const names = namesOf(view);
  const form = gradient(graph, callee)[slot];
  const variable = callee.parameters[slot];
  if (!form || !variable) return { range, formulas: [] };
  const head = leftOf(partialFormula(callee, slot));
  const derivative = { function: callee.name, variable: variable.name };
  if (isOpen(view, callee, [unit(callee.parameters.length, slot)]))
    return { range, ...asked(view, textOf(head)), derivative };
  // A Jacobian has the axes of both.
  const isGradient = form.shape.length === variable.shape.length;
  const says = [
    ...conditionsOf(graph, callee.body, form, names),
    ...kinksOf(graph, callee.body, variable, names),
    ...constants(callee, slot),
    ...(withSlopes ? slopes(view, callee, slot) : []),
  ];
  return {
    range,
    formulas: [
      ...shaped(equation(head, form, names, callee.parameters.length > 1), form),
      ...(isGradient ? entryPartials(graph, head, form, names) : []),
    ],
    says,
    derivative,
  };
}

/** `for x > 0`, where the formula does not show it. */
export function conditionsOf(graph: Graph, original: Expression, form: Expression, names: Names): string[] {
  const hidden = hiddenConditions(graph, original, form).map(({ holds }) => condition(holds, 'unicode', names));
  return hidden.length > 0 ? [`for ${list(hidden)}`] : [];
}

/** The kinks that a variable can run into. */
export function kinksOf(graph: Graph, body: Expression, variable: Expression | undefined, names: Names): string[] {
  const found = kinks(graph, body).filter(({ at }) => !variable || variables(at).some((one) => one === variable));
  const shown = found.slice(0, MOST_KINKS).map(({ at, note }) => `where ${condition(at, 'unicode', names)}: ${note}`);
  return found.length > MOST_KINKS ? [...shown, `and ${found.length - MOST_KINKS} more kinks`] : shown;
}

/** What is held constant: the other parameters. */
function constants({ parameters }: Callee, slot: number): string[] {
  const others = parameters.filter((_, i) => i !== slot).map(({ name }) => name);
  if (others.length === 0) return [];
  if (others.length > MOST_NAMED) return ['the other parameters are held constant'];
  return [`${list(others)} ${others.length === 1 ? 'is' : 'are'} held constant`];
}

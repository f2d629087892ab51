/**
 * A part of a formula: an operator or a call. In a definition: the derivative of the whole by this part, and the part's
 * own. In a claim or an expression: what the part comes to. In: a tree inside a statement. Out: a card's formulas.
 */
import { differentiate } from '../../calculus/differentiate';
import { type Expression, type Variable, variables } from '../../calculus/expression';
import { slope } from '../../notation/derivatives';
import { head } from '../../notation/head';
import { latex } from '../../notation/print';
import { answerTo } from '../../program/answers';
import type { Definition } from '../../program/program';
import type { Statement, Tree } from '../../syntax/tree';
import { equals, equation, type Left, type Line, line, result, short } from '../formulas';
import { isOpen } from '../prediction/hidden';
import { ordersOf } from '../prediction/questions';
import { cut, oneLine } from '../text';
import { namesOf, type View } from '../view';
import { shaped } from './definition';

const MOST_OWN = 3;
const LONGEST_SOURCE = 80;
const LONGEST_RESULT = 300;

/** `dh/du = 15u⁴`, `du/dx = 4x`, `where u = 2x²`. */
export function partFormulas(view: View, statement: Statement, tree: Tree, definition: Definition): Line[] {
  if (definition.kind !== 'function' && definition.kind !== 'value') return [];
  const { program } = view;
  const { graph } = program;
  const part = program.expressionOf(statement, tree);
  if (!part) return [];
  if (hidesLinks(view, definition)) return shapeAlone(statement, tree, part);
  const names = namesOf(view);
  const parameters = definition.kind === 'function' ? definition.callee.parameters : [];
  const isTaken = (name: string): boolean => names.has(name) || parameters.some((parameter) => parameter.name === name);
  const hole = graph.variable(freshName(isTaken), 'introduced', part.shape);
  const whole = program.bodyWithHole(statement, tree, hole);
  const where = shaped([line(`where ${hole.name} = ${short(part, names, LONGEST_RESULT)}`)], part);
  if (!whole) return [];
  // A Jacobian by a part says little.
  if (part.shape.length > 0 && whole.shape.length > 0) return where;
  const slope = differentiate(graph, whole, hole);
  const d = parameters.length > 1 ? '∂' : 'd';
  const own = ownDerivatives(
    view,
    part,
    hole.name,
    d,
    variables(part).filter((one) => parameters.includes(one)),
  );
  return [
    ...shaped(equation(quotient(d, definition.name, hole.name), slope, names, true), slope),
    ...(part.shape.length > 0 ? [] : own),
    ...where,
  ];
}

/** The links of a chain give its product away. */
const hidesLinks = (view: View, definition: Definition): boolean =>
  view.prediction !== undefined &&
  (definition.kind !== 'function' || isOpen(view, definition.callee, ordersOf(definition.callee, 'gradient')));

/** `∂f/∂u`, `du/dx`. */
const quotient = (d: '∂' | 'd', of: string, by: string): Left => ({
  text: `${d}${of}/${d}${by}`,
  latex: () => head(slope(of, by, d === '∂')).latex,
});

function ownDerivatives(view: View, part: Expression, name: string, d: '∂' | 'd', by: readonly Variable[]): Line[] {
  const { graph } = view.program;
  return by
    .slice(0, MOST_OWN)
    .flatMap((variable) =>
      equation(quotient(d, name, variable.name), differentiate(graph, part, variable), namesOf(view), true),
    );
}

/** What a part of a claim or an expression comes to: its value, or its formula. */
export function partResult(view: View, statement: Statement, tree: Tree): Line[] {
  const part = view.program.expressionOf(statement, tree);
  if (!part) return [];
  if (view.prediction?.hides(tree, part)) return shapeAlone(statement, tree, part);
  const answer = answerTo(view.program, part, new Map());
  const source = sourceOf(statement, tree);
  const text = result(answer, namesOf(view), LONGEST_RESULT, part);
  if (text === source || text === short(part, namesOf(view), LONGEST_RESULT)) return shapeAlone(statement, tree, part);
  return shaped([line(`${source} ${equals(text)}`)], part);
}

const shapeAlone = (statement: Statement, tree: Tree, part: Expression): Line[] =>
  part.shape.length > 0 ? shaped([line(sourceOf(statement, tree))], part) : [];

/** A part of the page as it is written, typeset as it is meant. */
export function leftOfTree(view: View, statement: Statement, tree: Tree): Left {
  const text = sourceOf(statement, tree);
  const expression = view.program.expressionOf(statement, tree);
  if (!expression) return text;
  // A derivative without a point is of its function, not at its parameters.
  if (tree.kind === 'partial' && expression.kind === 'call') {
    const { callee, orders } = expression;
    const parameters = callee.parameters.map(({ name }) => name);
    return { text, latex: () => head({ name: callee.name, parameters, orders }).latex };
  }
  return { text, latex: () => latex(expression, namesOf(view)) };
}

export const sourceOf = (statement: Statement, { range }: Tree): string =>
  cut(oneLine(statement.source.slice(range.start, range.end)), LONGEST_SOURCE);

/** The textbook's names for inner functions, the first that is free. */
function freshName(isTaken: (name: string) => boolean): string {
  const wish = ['u', 'v', 't', 's', 'r', 'q', 'p'].find((name) => !isTaken(name));
  if (wish) return wish;
  let count = 1;
  while (isTaken(`u${count}`)) count += 1;
  return `u${count}`;
}

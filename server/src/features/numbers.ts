/**
 * Numbers for a function's parameters. In: what the reader wrote for some of them. Out: expressions of numbers for all of them;
 * those that the reader left open are as on the page, where it calls the function, or else simple ones where it has a slope.
 */
import type { Place } from '../calculus/derivation';
import { gradient } from '../calculus/differentiate';
import { evaluateAll } from '../calculus/evaluate';
import { type Callee, type Expression, type Variable, variables } from '../calculus/expression';
import { withPageValues } from '../program/answers';
import type { FunctionDefinition } from '../program/program';
import { typedExpression } from '../program/typed';
import { tokensOf } from '../syntax/mentions';
import type { Statement, Tree } from '../syntax/tree';
import type { View } from './view';

export interface Numbers {
  readonly place: Place;
  /** As written, by parameter. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Longer texts are no numbers. */
const LONGEST = 200;

/** `problem`: a sentence about what is no number. Functions of arrays have no numbers: undefined. */
export function numbersOf(
  view: View,
  { callee }: FunctionDefinition,
  at: Readonly<Record<string, string>> = {},
): Numbers | { readonly problem: string } | undefined {
  if (callee.parameters.some(({ shape }) => shape.length > 0)) return undefined;
  const suggested = suggestedPoint(view, callee);
  const closed = (expression: Expression): Expression => withPageValues(view.program, expression);
  const point = new Map<Variable, Expression>();
  const texts: Record<string, string> = {};
  for (const parameter of callee.parameters) {
    const { name } = parameter;
    const text = (Object.hasOwn(at, name) ? at[name] : undefined)?.trim() || suggested[name];
    if (text === undefined) continue;
    const value = numberIn(view, text);
    if (!value) return { problem: `${name} = ${text.slice(0, LONGEST)} is no number.` };
    point.set(parameter, closed(value));
    texts[name] = text;
  }
  return { place: { point, closed }, texts };
}

function numberIn(view: View, text: string): Expression | undefined {
  if (text.length > LONGEST) return undefined;
  const last = { index: view.program.page.statements.length, network: undefined };
  const value = typedExpression(view.program, last, [], tokensOf(text));
  const number = value && withPageValues(view.program, value);
  return number && number.shape.length === 0 && variables(number).length === 0 ? number : undefined;
}

/** So many calls on the page are looked at. */
const MOST_CALLS = 100;

/** Where it stands: x in a definition of f(x) is none. */
function isNumber({ program }: View, statement: Statement, tree: Tree): boolean {
  const value = program.expressionOf(statement, tree);
  return value !== undefined && variables(withPageValues(program, value)).length === 0;
}

/** Steps of a search for numbers where the function and its slopes have values. */
const SIMPLE = [
  (i: number) => i + 1,
  (i: number) => (i + 1) / 2,
  (i: number) => -(i + 1),
  () => 0.5,
  () => 2,
  (i: number) => 10 ** (i + 1),
  () => 0,
];

/** By parameter, as text. */
export function suggestedPoint(view: View, callee: Callee): Readonly<Record<string, string>> {
  const { program, mentions } = view;
  const { graph } = program;
  const named = (texts: readonly string[]) =>
    Object.fromEntries(callee.parameters.map(({ name }, i) => [name, texts[i] ?? '']));
  for (const { statement, arguments: args } of mentions.of(program, callee.name).slice(0, MOST_CALLS)) {
    const trees = args.map(({ value }) => value);
    if (trees.length !== callee.parameters.length || !trees.every((tree) => isNumber(view, statement, tree))) continue;
    const texts = trees.map(({ range }) => statement.source.slice(range.start, range.end));
    if (texts.every((text) => numberIn(view, text))) return named(texts);
  }
  const roots = [callee.body, ...gradient(graph, callee)].map((root) => withPageValues(program, root));
  const known = SIMPLE.find((number) =>
    evaluateAll(graph, roots, new Map(callee.parameters.map((one, i) => [one, number(i)]))).every(({ ok }) => ok),
  );
  return named(callee.parameters.map((_, i) => String((known ?? SIMPLE[0])?.(i))));
}

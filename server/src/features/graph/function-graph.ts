/**
 * The computation graph of a function. In: a function of the page, by what it is differentiated, and where. Out: the graph; for
 * `x,y` that of ∂f/∂x by y.
 */
import { type DerivationBy, introducedNames } from '../../calculus/derivation';
import { partial } from '../../calculus/differentiate';
import { elementals } from '../../calculus/elementals';
import {
  type Callee,
  type Expression,
  type Graph,
  postorder,
  type Variable,
  variables,
} from '../../calculus/expression';
import { isLeaf } from '../../calculus/folding';
import { gradientHead, head } from '../../notation/head';
import type { Names } from '../../notation/print';
import { withPageValues } from '../../program/answers';
import type { FunctionDefinition } from '../../program/program';
import type { Formula, GraphResult } from '../../protocol';
import { GRADIENT } from '../expand-target';
import { type Numbers, numbersOf } from '../numbers';
import { namesOf, type View } from '../view';
import { adjointsOf } from './adjoints';
import { arraysAt } from './arrays';
import { edgesOf } from './edges';
import { numbersAt } from './numbers';
import { MOST_NODES, picture } from './picture';
import { sourcesIn } from './source';
import type { Figures, Wiring } from './wiring';

/** Larger functions are not asked what their derivations call their parts. */
const MOST_NAMED = 150;

export function functionGraph(
  view: View,
  definition: FunctionDefinition,
  by: DerivationBy,
  at: Readonly<Record<string, string>> = {},
): GraphResult {
  const { graph } = view.program;
  const { callee } = definition;
  const { parameters } = callee;
  const numbers = numbersOf(view, definition, at);
  if (numbers && 'problem' in numbers) return { kind: 'nothing', reason: numbers.problem };
  const { body, wrt, variable, quantity, output } = asked(graph, definition, by);
  if (postorder([body]).some(({ kind }) => kind === 'derivative'))
    return { kind: 'nothing', reason: `There is no formula for ${output.unicode} that could be taken apart.` };
  const [own, page] = [new Set(parameters.map(({ name }) => name)), namesOf(view)];
  const names = { has: (name: string) => own.has(name) || page.has(name) };
  const { wiring, isCoarse } = wired(graph, { ...callee, body }, wrt, names);
  const figures = figuresOf(view, definition, wiring, numbers);
  return picture({
    wiring,
    head: {
      version: view.document.version,
      function: callee.name,
      variable,
      quantity,
    },
    output,
    names,
    several: parameters.length > 1,
    figures,
    gradients: adjointsOf(wiring),
    sources: sourcesIn(view, [definition.statement], parameters),
    isCoarse,
  });
}

/** Numbers for numbers with bounds on their errors; for arrays those that the page calls the function with, in doubles. */
function figuresOf(view: View, { callee }: FunctionDefinition, wiring: Wiring, numbers: Numbers | undefined): Figures {
  const { program, mentions } = view;
  const everything = [...wiring.sources, ...wiring.elementals];
  if (numbers && everything.every(({ variable }) => variable.shape.length === 0))
    return numbersAt(wiring, numbers.place);
  const close = (expression: Expression): Expression => withPageValues(program, expression);
  const values = new Map<Variable, Expression>(numbers?.place.point);
  for (const { variable, kind } of wiring.sources) if (kind === 'constant') values.set(variable, variable);
  const calls = numbers ? [] : mentions.of(program, callee.name);
  for (const { statement, arguments: args } of calls) {
    const given = args.map(({ name, value }) => (name ? undefined : program.expressionOf(statement, value)));
    const isWhole = given.length === callee.parameters.length && given.every((one) => one && isClosed(close(one)));
    if (!isWhole) continue;
    for (const [i, parameter] of callee.parameters.entries()) values.set(parameter, given[i] ?? parameter);
    break;
  }
  return arraysAt(wiring, { values, close });
}

const isClosed = (expression: Expression): boolean => variables(expression).length === 0;

interface Asked {
  /** What is taken apart: the function, or for a higher derivative the one before it. */
  readonly body: Expression;
  readonly wrt: readonly Variable[];
  /** As it was asked. */
  readonly variable: string;
  readonly quantity: Formula;
  /** What the body is called. */
  readonly output: Formula;
}

function asked(graph: Graph, { callee }: FunctionDefinition, by: DerivationBy): Asked {
  const { name, parameters } = callee;
  const headOf = (wrt: readonly Variable[]): Formula =>
    head({ name, parameters: parameters.map((one) => one.name), orders: ordersOf(parameters, wrt) });
  if (by === 'gradient')
    return { body: callee.body, wrt: parameters, variable: GRADIENT, quantity: gradientHead(name), output: headOf([]) };
  const wrt = [by].flat();
  const before = wrt.slice(0, -1);
  return {
    body: partial(graph, callee, ordersOf(parameters, before)),
    wrt: wrt.slice(-1),
    variable: wrt.map((one) => one.name).join(','),
    quantity: headOf(wrt),
    output: headOf(before),
  };
}

const ordersOf = (parameters: readonly Variable[], wrt: readonly Variable[]): readonly number[] =>
  parameters.map((parameter) => wrt.filter((one) => one === parameter).length);

function wired(graph: Graph, { name, parameters, body }: Callee, wrt: readonly Variable[], taken: Names) {
  const isLong = postorder([body]).length > MOST_NAMED;
  const names = new Map([
    ...(isLong ? [] : introducedNames(graph, { name, parameters, body }, wrt, taken)),
    ...callNames(graph, body, [name, ...variables(body).map((one) => one.name)]),
  ]);
  const output = graph.variable(name, 'introduced', body.shape);
  const fine = elementals(graph, body, output, { names });
  const isCoarse = fine.length + parameters.length > MOST_NODES;
  const all = isCoarse ? elementals(graph, body, output, { names, coarse: true }) : fine;
  const others = variables(body).filter((one) => isLeaf(one) && !parameters.includes(one));
  const wiring: Wiring = {
    graph,
    sources: [
      ...parameters.map((variable) => ({ variable, kind: 'input' as const })),
      ...others.map((variable) => ({ variable, kind: 'constant' as const })),
    ],
    elementals: all,
    edges: edgesOf(graph, all, taken),
    output,
    by: wrt,
  };
  return { wiring, isCoarse };
}

/** What a function gives goes by its name, where it is called once. */
function callNames(graph: Graph, body: Expression, taken: readonly string[]): ReadonlyMap<Expression, Variable> {
  const calls = new Map<string, Expression[]>();
  for (const node of postorder([body])) {
    const name = node.kind === 'call' ? node.callee.name : node.kind === 'abstract' ? node.name : '';
    if (name !== '') calls.set(name, [...(calls.get(name) ?? []), node]);
  }
  return new Map(
    [...calls].flatMap(([name, [only, ...others]]) =>
      only && others.length === 0 && !taken.includes(name) && isPlain(only)
        ? [[only, graph.variable(name, 'introduced', only.shape)] as const]
        : [],
    ),
  );
}

const isPlain = (node: Expression): boolean =>
  (node.kind === 'call' || node.kind === 'abstract') && node.orders.every((order) => order === 0);

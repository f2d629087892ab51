/**
 * What must have a value besides the formula itself, and what there is to say: a derivative has a value only where its
 * function has one, and a note where that has a kink; a call needs all of its arguments. In: an expression with calls
 * and derivatives, its lengths numbers. Out: expressions and places without them, over the same variables.
 */

import { substituted } from './dimension';
import { kinks } from './domain';
import { entriesOf, entryVariable, inlined } from './entries';
import {
  type Call,
  type Dimension,
  type Expression,
  type Graph,
  postorder,
  substitute,
  type Variable,
  variables,
} from './expression';
import type { Kink } from './functions/row';
import { lengthExpression } from './lengths';
import { dimensionsOf } from './sizing';

export interface Demands {
  readonly guards: readonly Expression[];
  readonly kinks: readonly Kink[];
}

export function demands(graph: Graph, root: Expression): Demands {
  const memo = graph.memo<Demands>('demands');
  const known = memo.get(root);
  if (known) return known;
  const found = postorder([root]).flatMap((node): Demands[] => {
    if (node.kind === 'call') return [ofCall(graph, node)];
    if (node.kind === 'derivative') return [ofDerivative(graph, node.body, [node.variable])];
    return [];
  });
  const result = {
    guards: [...new Set(found.flatMap(({ guards }) => guards))],
    kinks: found.flatMap((one) => one.kinks),
  };
  memo.set(root, result);
  return result;
}

/** The places where a function has a kink that lies in the way of one of these variables. */
export function relevantKinks(graph: Graph, body: Expression, wrt: readonly Variable[]): readonly Kink[] {
  const moving = new Set<Expression>(wrt.flatMap((variable) => [variable, ...entryVariables(graph, variable)]));
  return kinks(graph, body).filter(({ at }) => postorder([at]).some((node) => moving.has(node)));
}

function entryVariables(graph: Graph, variable: Variable): readonly Expression[] {
  return variable.shape.length === 0 ? [] : Array.from(entriesOf(graph, variable)?.data ?? []);
}

function ofDerivative(graph: Graph, body: Expression, wrt: readonly Variable[]): Demands {
  const inner = demands(graph, body);
  return {
    guards: [...inner.guards, inlined(graph, body)],
    kinks: [...inner.kinks, ...relevantKinks(graph, body, wrt)],
  };
}

function ofCall(graph: Graph, { callee, orders, args }: Call): Demands {
  const lengths = dimensionsOf(callee.parameters, args);
  const parameters = callee.parameters.map((one) => sized(graph, one, lengths));
  const forParameters = new Map<Expression, Expression>(callee.parameters.map((one, i) => [one, parameters[i] ?? one]));
  for (const [name, length] of lengths)
    forParameters.set(graph.variable(name, 'dimension'), lengthExpression(graph, length));
  const body = substitute(graph, callee.body, forParameters, lengths);
  const isPlain = orders.every((order) => order === 0);
  const wrt = parameters.filter((_, i) => (orders[i] ?? 0) > 0);
  const inner = isPlain ? demands(graph, body) : ofDerivative(graph, body, wrt);
  const used = new Set(variables(body));
  const point = args.map((arg) => inlined(graph, arg));
  const unused = point.filter((arg, i) => arg.kind !== 'constant' && !used.has(parameters[i] ?? graph.variable('')));
  const values = new Map<Expression, Expression>();
  parameters.forEach((parameter, i) => {
    const arg = point[i];
    if (!arg) return;
    values.set(parameter, arg);
    if (parameter.shape.length === 0 || inner.kinks.length === 0) return;
    Array.from(entriesOf(graph, arg)?.data ?? []).forEach((entry, place) => {
      values.set(entryVariable(graph, parameter, place), entry);
    });
  });
  return {
    guards: [...unused, ...inner.guards.map((guard) => substitute(graph, guard, values))],
    kinks: inner.kinks.map((kink) => ({ ...kink, at: substitute(graph, kink.at, values) })),
  };
}

const sized = (graph: Graph, { name, scope, shape }: Variable, lengths: ReadonlyMap<string, Dimension>): Variable =>
  graph.variable(
    name,
    scope,
    shape.map((length) => substituted(length, lengths)),
  );

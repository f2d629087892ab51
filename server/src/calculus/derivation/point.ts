/**
 * Where a derivation puts in numbers. In: what is given for the parameters, and what the page's own names mean. Out: a
 * value for every variable of a formula, and what the derivative is there.
 */
import { entriesOf } from '../entries';
import { evaluateAll, exact, type Outcome } from '../evaluate';
import {
  type Callee,
  type Expression,
  type Graph,
  postorder,
  substitute,
  type Variable,
  variables,
} from '../expression';

/** What is differentiated by: one variable; several in order, where the second derivative steps through the first; or all. */
export type DerivationBy = Variable | readonly Variable[] | 'gradient';
export type Point = ReadonlyMap<Variable, Expression>;

export interface Place {
  readonly point: Point;
  /** Puts in what the names of the page stand for. */
  closed(expression: Expression): Expression;
}

/** A number for each parameter that has one and for each name of the page; −3 and 1/3 are numbers, π/2 stays. */
export function pointFor(graph: Graph, { point, closed }: Place, formulas: readonly Expression[]): Point {
  const all = new Map<Variable, Expression>();
  for (const [variable, value] of point) all.set(variable, asNumber(graph, value));
  for (const name of variables(...formulas)) {
    const value = name.scope === 'page' ? closed(name) : name;
    if (value !== name) all.set(name, asNumber(graph, value));
  }
  return all;
}

function asNumber(graph: Graph, value: Expression): Expression {
  const whole = variables(value).length === 0 ? exact(graph, value, new Map()) : undefined;
  const decimal = postorder([value]).some((node) => node.kind === 'constant' && node.decimal);
  return whole ? graph.constant(whole, decimal) : value;
}

/** The derivatives there, with reasons and notes. A parameter without a value is the reason that there is none. */
export function valuesAt(graph: Graph, callee: Callee, by: DerivationBy, { point, closed }: Place): readonly Outcome[] {
  const { parameters } = callee;
  const missing = parameters.filter((parameter) => !point.has(parameter)).map(({ name }) => name);
  if (missing.length > 0) {
    return [{ ok: false, reason: `${missing.join(', ')} ${missing.length === 1 ? 'has' : 'have'} no value` }];
  }
  const wrt = by === 'gradient' ? parameters.map((one) => [one]) : ['kind' in by ? [by] : by];
  const calls = wrt.map((variables) => {
    const orders = parameters.map((parameter) => variables.filter((one) => one === parameter).length);
    return closed(substitute(graph, graph.call(callee, orders, parameters), point));
  });
  const entries = calls.flatMap((call) => Array.from(entriesOf(graph, call)?.data ?? [call]));
  return evaluateAll(graph, entries, new Map());
}

/** The lengths of the derivative by one variable at a point, where it is an array. */
export function shapeAt(graph: Graph, callee: Callee, by: DerivationBy, { point }: Place): readonly number[] {
  if (by === 'gradient' || callee.parameters.some((parameter) => !point.has(parameter))) return [];
  const wrt = 'kind' in by ? [by] : by;
  const orders = callee.parameters.map((parameter) => wrt.filter((one) => one === parameter).length);
  const { shape } = substitute(graph, graph.call(callee, orders, callee.parameters), point);
  return shape.filter((length) => typeof length === 'number');
}

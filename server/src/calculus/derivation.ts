/**
 * The chain-rule expansion of a function as steps: rules outermost first on the formula as written, then simplification.
 * In: a function and the variables to differentiate by. Out: lines of which each equals the next; the last one is the
 * gradient's partial itself. Any formula that can be differentiated has one; long ones stay short by jumping.
 */

import { checkLine } from './derivation/check';
import { type Context, createContext, readBack, whereOf } from './derivation/context';
import { gradientWay } from './derivation/gradient-way';
import { numberLines } from './derivation/numbers';
import { type DerivationBy, type Place, pointFor, shapeAt, valuesAt } from './derivation/point';
import type { Derivation, Draft, Step } from './derivation/step';
import { wholeWay } from './derivation/way';
import { gradient, partial } from './differentiate';
import { type Callee, type Expression, type Graph, postorder } from './expression';
import { normalise } from './normal';

export type { DerivationBy, Place, Point } from './derivation/point';
export type { Derivation, Explanation, Introduced, Step, StepCheck } from './derivation/step';

export interface DerivationOptions {
  /** What the page defines: introduced names differ from these. */
  readonly names?: { has(name: string): boolean };
  /** Where numbers are put in after the last line. */
  readonly place?: Place;
}

export function derive(graph: Graph, callee: Callee, by: DerivationBy, options: DerivationOptions = {}): Derivation {
  const owner = { name: callee.name, body: callee.body, parameters: callee.parameters.length };
  const context = createContext(graph, owner, usedNames(callee, options.names));
  const { drafts, goal } = symbolic(context, callee, by);
  const result = drafts.at(-1)?.after ?? callee.body;
  const { place } = options;
  const point = place && pointFor(graph, place, [result, ...context.meanings.values()]);
  const outcomes = place ? valuesAt(graph, callee, by, place) : [];
  const numbers = point && outcomes.every(({ ok }) => ok) ? numberLines(graph, result, point) : [];
  return {
    steps: checked(context, drafts),
    result,
    names: namesOf(context),
    numbers: checked(context, numbers).map((step, i) => (i === 0 && point ? { ...step, where: point } : step)),
    ...(point && { point }),
    outcomes,
    shape: place ? shapeAt(graph, callee, by, place) : [],
    links: point ? linksOf(context, goal) : [],
  };
}

interface Symbolic {
  readonly drafts: readonly Draft[];
  /** Where the way starts. */
  readonly goal: Expression;
}

function symbolic(context: Context, callee: Callee, by: DerivationBy): Symbolic {
  const { graph } = context;
  const { body, parameters } = callee;
  if (by === 'gradient') {
    const drafts = gradientWay(context, body, parameters, gradient(graph, callee));
    return { drafts, goal: body };
  }
  const wrt = 'kind' in by ? [by] : by;
  const goal = wrt.reduce((inner: Expression, variable) => graph.derivative(inner, variable), body);
  if (goal.kind !== 'derivative') return { drafts: [], goal };
  const orders = parameters.map((parameter) => wrt.filter((variable) => variable === parameter).length);
  const known = wrt.every((variable) => parameters.includes(variable));
  return { drafts: wholeWay(context, goal, known ? partial(graph, callee, orders) : undefined), goal };
}

/** Of a chain at the top: each link, and its slope in the names. */
function linksOf(context: Context, goal: Expression): Derivation['links'] {
  const rule = context.rules.get(goal);
  if (rule?.name !== 'chain rule' || !rule.names || rule.parts.length !== rule.names.length + 1) return [];
  return rule.parts.map((part) => ({ derivative: part, slope: context.ways.get(part)?.at(-1)?.after ?? part }));
}

/** Deeper inner functions are recognised in a result only as they are written. */
const SHORT = 12;

/** What stands in the function's own variables for each name, as written and in normal form. */
function namesOf(context: Context): Derivation['names'] {
  return [...whereOf(context, ...context.meanings.keys())].map(([name, meaning]) => {
    const closed = readBack(context, name);
    const short = closed.depth <= SHORT;
    return { name, meaning, forms: short ? [closed, normalise(context.graph, closed)] : [closed] };
  });
}

function checked(context: Context, drafts: readonly Draft[]): readonly Step[] {
  return drafts.map(({ rule, before, after, explanation, part = { before, after }, focus, check, steps }) => ({
    rule,
    before,
    after,
    explanation,
    where: whereOf(context, before, after),
    check: check ?? checkLine(context, part.before, part.after),
    steps: checked(context, steps),
    ...(focus && { focus }),
  }));
}

/** Every name that stands anywhere in the function, and the page's. */
export function usedNames(callee: Callee, names: DerivationOptions['names']): { has(name: string): boolean } {
  const own = new Set<string>(['e', 'pi', 'std', ...callee.parameters.map((parameter) => parameter.name)]);
  const waiting = [callee.body];
  const seen = new Set(waiting);
  for (let body = waiting.pop(); body; body = waiting.pop()) {
    for (const node of postorder([body])) {
      if (node.kind === 'variable' || node.kind === 'abstract') own.add(node.name);
      if (node.kind !== 'call') continue;
      own.add(node.callee.name);
      for (const parameter of node.callee.parameters) own.add(parameter.name);
      if (!seen.has(node.callee.body)) waiting.push(node.callee.body);
      seen.add(node.callee.body);
    }
  }
  return { has: (name) => own.has(name) || (names?.has(name) ?? false) };
}

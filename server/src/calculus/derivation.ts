/**
 * The chain-rule expansion of a function as steps: rules outermost first on the formula as written, then simplification.
 * In: a function and the variables to differentiate by. Out: lines of which each equals the next; the last one is the
 * gradient's partial itself. Any formula that can be differentiated has one; long ones stay short by jumping.
 */

import { checkLine } from './derivation/check';
import { type Context, createContext, type Owner, readBack, whereOf } from './derivation/context';
import { gradientWay } from './derivation/gradient-way';
import { numberLines } from './derivation/numbers';
import { type DerivationBy, type Place, pointFor, shapeAt, valuesAt } from './derivation/point';
import type { Derivation, Draft, Step } from './derivation/step';
import { way, wholeWay } from './derivation/way';
import { gradient, partial } from './differentiate';
import { type Callee, type Expression, type Graph, postorder, type Variable } from './expression';
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
  const context = createContext(graph, ownerOf(callee), usedNames(callee, options.names));
  const { drafts, goal } = symbolic(context, callee, by);
  const derivation: Derivation = {
    steps: checked(context, drafts),
    result: drafts.at(-1)?.after ?? callee.body,
    names: namesOf(context),
    numbers: [],
    outcomes: [],
    shape: [],
    links: linksOf(context, goal),
  };
  return options.place ? withNumbers(graph, callee, by, derivation, options.place) : derivation;
}

/** The same lines, which no numbers change, and then those that put them in. */
export function withNumbers(
  graph: Graph,
  callee: Callee,
  by: DerivationBy,
  derivation: Derivation,
  place: Place,
): Derivation {
  const { result, names } = derivation;
  const context = createContext(graph, ownerOf(callee), { has: () => true });
  const point = pointFor(graph, place, [result, ...names.map(({ meaning }) => meaning)]);
  const outcomes = valuesAt(graph, callee, by, place);
  const numbers = outcomes.every(({ ok }) => ok) ? numberLines(graph, result, point) : [];
  return {
    ...derivation,
    numbers: checked(context, numbers).map((step, i) => (i === 0 ? { ...step, where: point } : step)),
    point,
    outcomes,
    shape: shapeAt(graph, callee, by, place),
  };
}

/** The names that derivations by these variables introduce, by what they stand for in the function's own variables. */
export function introducedNames(
  graph: Graph,
  callee: Callee,
  by: readonly Variable[],
  names?: DerivationOptions['names'],
): ReadonlyMap<Expression, Variable> {
  const context = createContext(graph, ownerOf(callee), usedNames(callee, names));
  for (const variable of by) {
    const goal = graph.derivative(callee.body, variable);
    if (goal.kind === 'derivative') way(context, goal);
  }
  return new Map([...context.meanings.keys()].map((introduced) => [readBack(context, introduced), introduced]));
}

const ownerOf = ({ name, body, parameters }: Callee): Owner => ({ name, body, parameters: parameters.length });

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
  return drafts.map(({ rule, before, after, explanation, part, focus, check, steps }) => ({
    rule,
    before,
    after,
    explanation,
    where: whereOf(context, before, after),
    check: check ?? checkLine(context, part?.before ?? before, part?.after ?? after),
    steps: checked(context, steps),
    ...(part && { part }),
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

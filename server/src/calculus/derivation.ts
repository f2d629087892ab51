/**
 * The chain-rule expansion of a function as steps: rules outermost first on the formula as written, then simplification.
 * In: a function and the variables to differentiate by. Out: lines of which each equals the next; the last one is the
 * gradient's partial itself. Any formula that can be differentiated has one; long ones stay short by jumping.
 */

import { checkLine } from './derivation/check';
import { type Context, createContext, readBack, whereOf } from './derivation/context';
import type { Derivation, Draft, Step } from './derivation/step';
import { current, wholeWay } from './derivation/way';
import { type Callee, type Graph, postorder, type Variable } from './expression';
import { normalise } from './normal';

export type { Derivation, Explanation, Introduced, Step, StepCheck } from './derivation/step';

export interface DerivationOptions {
  /** What the page defines: introduced names differ from these. */
  readonly names?: { has(name: string): boolean };
}

/** By one variable, or by several in order: the second derivative steps through the first. */
export function derive(
  graph: Graph,
  callee: Callee,
  variable: Variable | readonly Variable[],
  options: DerivationOptions = {},
): Derivation {
  const by = Array.isArray(variable) ? (variable as readonly Variable[]) : [variable as Variable];
  const owner = { name: callee.name, body: callee.body, parameters: callee.parameters.length };
  const context = createContext(graph, owner, taken(callee, options.names));
  const goal = by.reduce((body, wrt) => graph.derivative(body, wrt), callee.body);
  if (goal.kind !== 'derivative') return { steps: [], result: callee.body, names: [] };
  const drafts = wholeWay(context, goal);
  return { steps: checked(context, drafts), result: current(drafts), names: namesOf(context) };
}

/** What stands in the function's own variables for each name, as written and in normal form. */
function namesOf(context: Context): Derivation['names'] {
  return [...context.meanings].map(([name, meaning]) => {
    const closed = readBack(context, name);
    return { name, meaning, forms: [closed, normalise(context.graph, closed)] };
  });
}

function checked(context: Context, drafts: readonly Draft[]): readonly Step[] {
  return drafts.map(({ rule, before, after, explanation, part = { before, after }, focus, steps }) => ({
    rule,
    before,
    after,
    explanation,
    where: whereOf(context, before, after),
    check: checkLine(context, part.before, part.after),
    steps: checked(context, steps),
    ...(focus && { focus }),
  }));
}

/** Every name that stands anywhere in the function, and the page's. */
function taken(callee: Callee, names: DerivationOptions['names']): { has(name: string): boolean } {
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

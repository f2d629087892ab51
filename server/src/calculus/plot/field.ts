/**
 * A function over two of its parameters, the others held. In: the function, numbers for the others. Out: its value and its
 * gradient at any point, in doubles and where these do not do in more digits.
 */
import { price } from '../decide';
import { partial } from '../differentiate';
import { inDoubles, KNOWN, UNSURE } from '../doubles';
import { evaluateAll, type Outcome } from '../evaluate';
import { fromNumber } from '../exact';
import type { Callee, Expression, Graph, Variable } from '../expression';
import { lower } from '../lowering';
import { bound } from './held';
import { VANISHED } from './slice';

export interface Plane {
  readonly graph: Graph;
  readonly callee: Callee;
  readonly axes: readonly [Variable, Variable];
  readonly held: ReadonlyMap<Variable, Expression>;
}

/** NaN where there is no number, or none that is known well. */
export interface Gradient {
  readonly value: number;
  readonly dx: number;
  readonly dy: number;
}

export interface Field {
  value(x: number, y: number): number;
  gradient(x: number, y: number): Gradient;
}

/** Errors that no picture shows: relative, and beside the largest value so far. */
const GOOD = 1e-9;
const SMALL = 1e-12;
/** Points that are looked at with more digits, and what these may cost: see `price`. */
const MOST_CAREFUL = 1_000;
const CAREFUL_BUDGET = 200_000;
const DIGITS = 136;

export function field(plane: Plane): Field {
  const { graph, callee, axes, held } = plane;
  const value = machine([callee.body]);
  const gradient = machine([callee.body, ...axes.map((axis) => partial(graph, callee, orders(callee, axis)))]);
  return {
    value: (x, y) => value(x, y)[0] ?? Number.NaN,
    gradient(x, y) {
      const [at = Number.NaN, dx = Number.NaN, dy = Number.NaN] = gradient(x, y);
      return { value: at, dx, dy };
    },
  };

  function machine(roots: readonly Expression[]): (x: number, y: number) => number[] {
    const { bindings, inputs, errors } = bound(graph, callee, axes, held);
    const tape = lower(graph, roots, bindings);
    const run = inDoubles(tape);
    const largest = roots.map(() => 0);
    let left = Math.min(MOST_CAREFUL, CAREFUL_BUDGET / price(tape, DIGITS));
    return (x, y) => {
      [inputs[0], inputs[1]] = [x, y];
      const { states, values, errors: bounds } = run(inputs, errors);
      const found = tape.roots.map((root, i): number | undefined => {
        const state = states[root] ?? UNSURE;
        if (state > 0) return Number.NaN;
        const number = values[root] ?? Number.NaN;
        if (state !== KNOWN) return undefined;
        largest[i] = Math.max(largest[i] ?? 0, Math.abs(number));
        const error = bounds[root] ?? 0;
        const enough = Math.max(GOOD * Math.abs(number), SMALL * (largest[i] ?? 0), VANISHED);
        return error <= enough ? number : undefined;
      });
      if (Number.isNaN(found[0])) return found.map(() => Number.NaN);
      if (!found.includes(undefined)) return found.map((one) => one ?? Number.NaN);
      left -= 1;
      if (left < 0) return found.map((one) => one ?? Number.NaN);
      const outcomes = outcomesAt(plane, x, y).map((one) => (one.ok ? one.value : Number.NaN));
      return outcomes.slice(0, roots.length);
    };
  }
}

/** As the page itself would say it: the value and the two partials, with notes and reasons. */
export function outcomesAt({ graph, callee, axes, held }: Plane, x: number, y: number): readonly Outcome[] {
  const at = new Map([
    [axes[0], graph.constant(fromNumber(x))],
    [axes[1], graph.constant(fromNumber(y))],
  ]);
  const point = callee.parameters.map((one) => at.get(one) ?? held.get(one) ?? one);
  const asked = [callee.parameters.map(() => 0), ...axes.map((axis) => orders(callee, axis))];
  const calls = asked.map((order) => graph.call(callee, order, point));
  return evaluateAll(graph, calls, new Map());
}

/** How often by each parameter: once by each of these. */
export const orders = ({ parameters }: Callee, ...by: readonly Variable[]): number[] =>
  parameters.map((one) => by.filter((axis) => axis === one).length);

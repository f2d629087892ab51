/**
 * A function along one axis, its other parameters held. In: a function, its derivative along the axis, numbers for the others.
 * Out: both at any x, in doubles and where these do not do in more digits; and whether anything can happen between two
 * places: a pole, a jump, a kink, an edge of the domain.
 *
 * The last is proven on balls: the machine for doubles takes an interval as a number with an error, and the conditions of
 * `domain.ts` come out true, false or undecided for all of it. What cancels is decided by the mean value theorem.
 */
import { price } from '../decide';
import { differentiate } from '../differentiate';
import { domain, kinks } from '../domain';
import { inDoubles, KNOWN, type Run, UNSURE } from '../doubles';
import { evaluateAll, type Outcome } from '../evaluate';
import { fromNumber } from '../exact';
import type { Callee, Expression, Graph, Variable } from '../expression';
import { type Binding, lower } from '../lowering';
import type { Tape } from '../tape';
import { OVERFLOW } from '../wording';
import { bound } from './held';
import { edgesOf, truthsOf } from './truths';

/** Along which parameter, and what the others are: closed expressions. */
export interface Line {
  readonly graph: Graph;
  readonly callee: Callee;
  readonly axis: Variable;
  readonly held: ReadonlyMap<Variable, Expression>;
  /** ∂callee/∂axis. */
  readonly slope: Expression;
}

/** NaN where there is no number, or none that is known well. */
export interface Sample {
  readonly x: number;
  readonly y: number;
  readonly slope: number;
}

/** How well a sample is to be known. */
export interface Care {
  /** Heights of the pictures of f and f′: what is small beside them needs no more digits. */
  readonly y: number;
  readonly slope: number;
  /** Else a relative error. */
  readonly good: number;
}

export interface Careful {
  readonly value: Outcome;
  readonly slope: Outcome;
}

export interface Slice {
  sample(x: number, care?: Care): Sample;
  /** Value and slope with all their digits, or why there are none. */
  careful(x: Expression | number): Careful;
  /** Nothing happens between, ends included: f and f′ are there and smooth, or are nowhere there. */
  calm(low: number, high: number): boolean;
  /** There is no bound on what happens between, and nothing is seen at some points. */
  quiet(low: number, high: number): boolean;
  /** Why there is no value somewhere between: what must not be 0 changes its sign. */
  missing(low: number, high: number): string | undefined;
  /** f is a straight line between: proven. */
  straight(low: number, high: number): boolean;
  /** What a sample costs, and a question whether it is calm: in sums and products. */
  readonly size: { readonly sample: number; readonly calm: number };
}

/** A relative error of this size is not seen in a plot, nor one of the other size beside its height. */
export const GOOD = 1e-10;
const SMALL = 1e-12;
/** An error of this size is none. */
export const VANISHED = 1e-100;
const PLAIN: Care = { y: 0, slope: 0, good: GOOD };
/** Points that are looked at with more digits, and what these may cost: see `price`. */
const MOST_CAREFUL = 100;
const CAREFUL_BUDGET = 40_000;
const DIGITS = 136;
const FEW_DIGITS = 34;

export function slice(line: Line): Slice {
  const { graph, callee, axis, held, slope } = line;
  const { bindings, inputs, errors } = bound(graph, callee, [axis], held);
  const tape = lower(graph, [callee.body, slope], bindings);
  const run = inDoubles(tape);
  const ball = inDoubles(tape);
  const on: At = (machine, x, radius = 0) => {
    inputs[0] = x;
    errors[0] = radius;
    return machine(inputs, errors);
  };
  const { size, ...watch } = watcher(line, bindings, on);
  let left = Math.min(MOST_CAREFUL, CAREFUL_BUDGET / price(tape, DIGITS));
  const [root = 0, slopeRoot = 0] = tape.roots;

  const number = (
    { states, values, errors: bounds }: Run,
    at: number,
    height: number,
    good: number,
  ): number | undefined => {
    const state = states[at] ?? UNSURE;
    if (state > 0) return Number.NaN;
    const value = values[at] ?? Number.NaN;
    const enough = Math.max(good * Math.abs(value), SMALL * height, VANISHED);
    return state === KNOWN && (bounds[at] ?? 0) <= enough ? value : undefined;
  };
  const asNumber = (outcome: Outcome): number => (outcome.ok ? outcome.value : Number.NaN);

  return {
    ...watch,
    size: { sample: work(tape), calm: size },
    careful: (x) => careful(line, x),
    sample(x, { y: height, slope: steepness, good } = PLAIN) {
      const result = on(run, x);
      const [y, along] = [number(result, root, height, good), number(result, slopeRoot, steepness, good)];
      if (y !== undefined && along !== undefined) return { x, y, slope: Number.isNaN(y) ? y : along };
      if (left < 1) return { x, y: y ?? Number.NaN, slope: y === undefined ? Number.NaN : (along ?? Number.NaN) };
      left -= 1;
      const found = careful(line, x);
      return { x, y: asNumber(found.value), slope: asNumber(found.slope) };
    },
    straight(low, high) {
      const result = on(ball, (low + high) / 2, radiusOf(low, high));
      const [value = 0, error = 0] = [result.values[slopeRoot], result.errors[slopeRoot]];
      return result.states[slopeRoot] === KNOWN && error <= 1e-14 * Math.abs(value);
    },
  };
}

/** As the page itself would say it: the function and its derivative at a point. */
export function careful({ graph, callee, axis, held }: Line, x: Expression | number): Careful {
  const at = typeof x === 'number' ? graph.constant(fromNumber(x)) : x;
  const point = callee.parameters.map((one) => (one === axis ? at : (held.get(one) ?? one)));
  const unit = callee.parameters.map((one) => Number(one === axis));
  const calls = [unit.map(() => 0), unit].map((orders) => graph.call(callee, orders, point));
  const [value = NOTHING, slope = NOTHING] = evaluateAll(graph, calls, new Map());
  return { value, slope };
}

/** Rows in doubles cost about what they cost in few digits. */
const work = (tape: Tape): number => price(tape, FEW_DIGITS) / FEW_DIGITS;

const NOTHING: Outcome = { ok: false, reason: OVERFLOW };

const radiusOf = (low: number, high: number): number =>
  (high - low) * (0.5 + 2 ** -50) + Math.abs(low + high) * 2 ** -53;

/** Runs a machine at a place, or over a ball about it. */
type At = (machine: ReturnType<typeof inDoubles>, x: number, radius?: number) => Run;

/** Looks at truth values over an interval: decided, or not. */
function watcher({ graph, callee, axis, slope }: Line, bindings: ReadonlyMap<Variable, Binding>, at: At) {
  const truths = truthsOf(graph, callee.body, slope);
  const edges = truths.map((truth) => edgesOf(graph, truth));
  const distinct = [...new Set(edges.flat())];
  const smooth = distinct.filter((edge) => kinks(graph, edge).length === 0);
  const slopes = smooth.map((edge) => differentiate(graph, edge, axis));
  const tape = lower(graph, [...truths, ...distinct, ...slopes], bindings);
  const wide = inDoubles(tape);
  const middle = inDoubles(tape);
  const rootOf = (i: number): number => tape.roots[i] ?? 0;
  const edgeRoots = edges.map((own) => own.map((edge) => rootOf(truths.length + distinct.indexOf(edge))));
  const slopeRoots = new Map(
    smooth.map((edge, i) => [
      rootOf(truths.length + distinct.indexOf(edge)),
      rootOf(truths.length + distinct.length + i),
    ]),
  );

  /** Continuous, and 0 only where there is no value. */
  const forbidden = domain(graph, callee.body).flatMap(({ holds, reason }) => {
    const [edge] = edgesOf(graph, holds);
    const isPlain = holds.kind === 'application' && holds.row.name === '!=' && edge && smooth.includes(edge);
    return isPlain ? [{ root: rootOf(truths.length + distinct.indexOf(edge)), reason }] : [];
  });

  /** Whether an edge keeps its sign, or is nowhere there. */
  function keepsSign(balls: Run, point: () => Run, radius: number, root: number): boolean {
    const state = balls.states[root] ?? UNSURE;
    if (state !== KNOWN) return state > 0;
    if (Math.abs(balls.values[root] ?? 0) > (balls.errors[root] ?? 0)) return true;
    const along = slopeRoots.get(root);
    if (along === undefined || balls.states[along] !== KNOWN) return false;
    const steepest = Math.abs(balls.values[along] ?? 0) + (balls.errors[along] ?? 0);
    const { states, values, errors } = point();
    return states[root] === KNOWN && Math.abs(values[root] ?? 0) - (errors[root] ?? 0) > steepest * radius;
  }

  return {
    size: work(tape),
    calm(low: number, high: number): boolean {
      const [x, radius] = [(low + high) / 2, radiusOf(low, high)];
      const balls = at(wide, x, radius);
      let found: Run | undefined;
      const point = (): Run => {
        found ??= at(middle, x);
        return found;
      };
      return edgeRoots.every((roots, i) => {
        const state = balls.states[rootOf(i)] ?? UNSURE;
        return state !== UNSURE || roots.every((root) => keepsSign(balls, point, radius, root));
      });
    },
    missing(low: number, high: number): string | undefined {
      const signs = [low, high].map((x) => {
        const { states, values, errors } = at(middle, x);
        return forbidden.map(({ root }) => {
          const value = values[root] ?? 0;
          return states[root] === KNOWN && Math.abs(value) > (errors[root] ?? 0) ? Math.sign(value) : 0;
        });
      });
      return forbidden.find((_, i) => (signs[0]?.[i] ?? 0) * (signs[1]?.[i] ?? 0) < 0)?.reason;
    },
    quiet(low: number, high: number): boolean {
      const balls = at(wide, (low + high) / 2, radiusOf(low, high));
      const open = edgeRoots.flatMap((roots, i) => (balls.states[rootOf(i)] === UNSURE ? roots : []));
      if (open.some((root) => balls.states[root] === KNOWN || !slopeRoots.has(root))) return false;
      const signs = QUIET.map((share) => {
        const { states, values } = at(middle, low + share * (high - low));
        return open.map((root) => (states[root] === KNOWN ? Math.sign(values[root] ?? 0) : 2)).join();
      });
      return new Set(signs).size === 1;
    },
  };
}

/** Shares of the way between. */
const QUIET = [0, 0.19, 0.37, 0.5, 0.68, 0.83, 1];
export const QUIET_POINTS = QUIET.length;

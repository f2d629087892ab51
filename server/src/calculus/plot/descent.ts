/**
 * Gradient descent. In: a function over two parameters, a start, a learning rate, a number of steps. Out: the path, and in words
 * how it ended. And a rate to start with.
 */
import { partial } from '../differentiate';
import { evaluate, ROUNDED } from '../evaluate';
import { fromNumber } from '../exact';
import { figure } from '../wording';
import { field, orders, outcomesAt, type Plane } from './field';
import type { Interval } from './heights';
import { roundStep } from './range';

export interface Stop {
  readonly x: number;
  readonly y: number;
  readonly value: number | null;
}
export interface Descent {
  readonly path: readonly Stop[];
  readonly words: string;
}

export type Start = readonly [number, number];

/** A gradient of this length is 0. */
const ARRIVED = 1e-9;

export function descend(plane: Plane, start: Start, rate: number, steps: number): Descent {
  const { gradient } = field(plane);
  const path: Stop[] = [];
  const ended = (words: string): Descent => ({ path, words });
  let [x, y] = start;
  for (let step = 0; ; step += 1) {
    const { value, dx, dy } = gradient(x, y);
    const length = Math.hypot(dx, dy);
    path.push({ x, y, value: Number.isFinite(value) ? value : null });
    if (!Number.isFinite(length)) return ended(withoutGradient(plane, path));
    if (length <= ARRIVED) return ended(arrived(kinksAt(plane, x, y), step));
    if (step === steps) return ended([onTheWay(path, length), ...kinksAt(plane, x, y)].join(' '));
    [x, y] = [x - rate * dx, y - rate * dy];
    if (!Number.isFinite(x) || !Number.isFinite(y)) return ended(diverging(path));
  }
}

const counted = (steps: number): string => (steps === 1 ? '1 step' : `${steps} steps`);

function onTheWay(path: readonly Stop[], length: number): string {
  const steps = path.length - 1;
  const [first, last] = [path[0]?.value ?? 0, path.at(-1)?.value ?? 0];
  if (steps > 1 && (last > first || isFar(path))) return diverging(path);
  const still = `It has not arrived after ${counted(steps)}: the gradient still has the length ${figure(length)}.`;
  return turnsBack(path) ? `${still} The last steps go back and forth: a smaller rate gets closer.` : still;
}

/** It has left everything that it started from behind. */
function isFar(path: readonly Stop[]): boolean {
  const [start, end] = [path[0], path.at(-1)];
  return start && end ? Math.hypot(end.x, end.y) > 1e6 * Math.max(1, Math.hypot(start.x, start.y)) : false;
}

function diverging(path: readonly Stop[]): string {
  const known = path.filter(({ value }) => value !== null);
  const [first, last] = [known[0]?.value ?? 0, known.at(-1)?.value ?? 0];
  const steps = counted(path.length - 1);
  return last < first
    ? `It falls without bound: after ${steps} the value is ${figure(last)}.`
    : `It diverges: after ${steps} the value has grown from ${figure(first)} to ${figure(last)}. A smaller rate may help.`;
}

/** The last two steps nearly undo each other. */
function turnsBack(path: readonly Stop[]): boolean {
  const [a, b, c] = path.slice(-3);
  if (!a || !b || !c) return false;
  const [there, back] = [Math.hypot(b.x - a.x, b.y - a.y), Math.hypot(c.x - b.x, c.y - b.y)];
  return Math.hypot(c.x - a.x, c.y - a.y) < 0.5 * Math.max(there, back);
}

function withoutGradient(plane: Plane, path: readonly Stop[]): string {
  const { x, y } = path.at(-1) ?? { x: 0, y: 0 };
  const missing = outcomesAt(plane, x, y).find(({ ok }) => !ok);
  const reason = missing?.ok === false ? missing.reason : 'its digits cancel';
  if (reason === 'overflow' && path.length > 1) return diverging(path);
  return `There is no gradient at (${figure(x)}, ${figure(y)}): ${reason}.`;
}

/** A gradient that is 0 by convention is no minimum's. */
function arrived(kinks: readonly string[], step: number): string {
  if (kinks.length === 0) return `It converges: the gradient is 0 within 1e-9 after ${counted(step)}.`;
  return `It stops at a kink after ${counted(step)}. ${kinks.join(' ')}`;
}

function kinksAt(plane: Plane, x: number, y: number): readonly string[] {
  const notes = outcomesAt(plane, x, y).flatMap((one) => (one.ok ? one.notes : []));
  return [...new Set(notes)].filter((note) => note !== ROUNDED).map((note) => `Here ${note}.`);
}

/** Steps in which a suggested rate must not let the value grow, and how often it is made smaller. */
const TRIED = 60;
const SMALLER = 8;

/** One over the greatest curvature at the start, in one digit; smaller where the value then grows. */
export function rateFrom(plane: Plane, start: Start, [x]: readonly [Interval, Interval]): number {
  const { dx, dy } = field(plane).gradient(...start);
  const length = Math.hypot(dx, dy);
  const curvature = curvatureAt(plane, start);
  const byWidth = length > 0 ? (x[1] - x[0]) / 20 / length : 0.1;
  let rate = roundStep(clamped(curvature > 0 ? 1 / curvature : byWidth));
  for (let time = 0; time < SMALLER && grows(plane, start, rate); time += 1) rate = roundStep(rate / 2);
  return rate;
}

const clamped = (rate: number): number => (Number.isFinite(rate) ? Math.min(Math.max(rate, 1e-12), 1e6) : 0.1);

function grows(plane: Plane, start: Start, rate: number): boolean {
  const values = descend(plane, start, rate, TRIED).path.map(({ value }) => value ?? Number.POSITIVE_INFINITY);
  return values.some((value, i) => i > 0 && value > (values[i - 1] ?? value) + 1e-9 * Math.abs(value));
}

/** The eigenvalue of the Hessian with the greatest size; 0 where it is not known. */
function curvatureAt({ graph, callee, axes: [a, b], held }: Plane, [x, y]: Start): number {
  const at = new Map([
    [a, graph.constant(fromNumber(x))],
    [b, graph.constant(fromNumber(y))],
  ]);
  const point = callee.parameters.map((one) => at.get(one) ?? held.get(one) ?? one);
  const closed = { ...callee, name: '' };
  const [xx = 0, xy = 0, yy = 0] = [orders(callee, a, a), orders(callee, a, b), orders(callee, b, b)].map((order) => {
    const body = partial(graph, callee, order);
    const outcome = evaluate(
      graph,
      graph.call(
        { ...closed, body },
        order.map(() => 0),
        point,
      ),
      new Map(),
    );
    return outcome.ok ? outcome.value : 0;
  });
  return Math.abs((xx + yy) / 2) + Math.hypot((xx - yy) / 2, xy);
}

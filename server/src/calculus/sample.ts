/**
 * Points at which formulas are tried. In: how many variables, and the truth values that matter. Out: points in exact,
 * readable numbers: small integers and halves first, then the places where formulas go wrong, then random decimals.
 */
import { compile, exact } from './evaluate';
import { type Application, type Expression, type Graph, postorder, type Variable } from './expression';
import type { Random } from './fingerprint';
import { type Rational, ratio, toNumber } from './rational';

export type Point = readonly Rational[];

/** From the most readable to the least. */
const READABLE: readonly Rational[] = [
  ...[1, 2, 0, -1, 3, -2].map((n) => ratio(n)),
  ratio(1, 2),
  ratio(-1, 2),
  ...[4, -3, 5].map((n) => ratio(n)),
  ratio(3, 2),
  ratio(-3, 2),
  ratio(1, 4),
  ...[10, -5, -10, 7, 100].map((n) => ratio(n)),
  ratio(1, 10),
  ratio(-1, 10),
  // No decimal: what holds for all of those may fail here.
  ratio(1, 3),
  ratio(-2, 3),
];

/** Zeros, ones, ties between variables, both signs; at most `limit` points. */
export function readablePoints(dimensions: number, limit: number): Point[] {
  if (dimensions === 0) return [[]];
  if (dimensions === 1) return READABLE.slice(0, limit).map((value) => [value]);
  const points: Point[] = [];
  const seen = new Set<string>();
  const add = (point: Point): void => {
    const key = point.map((value) => `${value.s * value.n}/${value.d}`).join();
    if (!seen.has(key) && points.length < limit) points.push(point);
    seen.add(key);
  };
  const at = (index: number): Rational => READABLE[index % READABLE.length] ?? ratio(1);
  if (dimensions === 2) {
    // 1, 2 before 1, 1: different numbers tell more apart.
    add([at(0), at(1)]);
    add([at(1), at(0)]);
    for (let total = 0; total < 9; total += 1) {
      for (let i = 0; i <= total; i += 1) add([at(i), at(total - i)]);
    }
    return points;
  }
  for (let start = 0; start < 9; start += 1) {
    for (const stride of [1, 0, 2, 3, 5]) {
      add(Array.from({ length: dimensions }, (_, i) => at(start + ((i * stride) % 9))));
    }
  }
  for (let one = 0; one < Math.min(dimensions, 12); one += 1) {
    add(Array.from({ length: dimensions }, (_, i) => at(i === one ? 0 : 2)));
  }
  return points;
}

/** A decimal with few digits, from the ranges in which formulas are used. */
export function randomValue(random: Random, positive: boolean, kind = random()): Rational {
  const sign = positive || random() < 0.5 ? 1 : -1;
  const scaled = (largest: number, denominator: number): Rational =>
    ratio(sign * Math.ceil(random() * largest * denominator), denominator);
  if (kind < 0.35) return scaled(3, 100);
  if (kind < 0.6) return scaled(10, 10);
  if (kind < 0.8) return scaled(1, 1000);
  if (kind < 0.9) return scaled(100, 10);
  const power = Math.floor((kind - 0.9) * 90) - 4;
  const digits = Math.ceil(random() * 99);
  return power < 0 ? ratio(sign * digits, 10 ** -power) : ratio(sign * digits * 10 ** Math.min(power, 3));
}

export function randomPoint(random: Random, dimensions: number): Point {
  const positive = random() < 0.4;
  // Of one size, or each of its own: x + y < 0.01 needs both small.
  const kind = random() < 0.3 ? random() : undefined;
  return Array.from({ length: dimensions }, () => randomValue(random, positive, kind));
}

/** left − right of every comparison in a truth value: what is 0 at its edge. */
export function edges(graph: Graph, truths: readonly Expression[]): Expression[] {
  const isComparison = (node: Expression): node is Application =>
    node.kind === 'application' && ['<', '<=', '>', '>=', '==', '!='].includes(node.row.name);
  return [
    ...new Set(
      postorder(truths)
        .filter(isComparison)
        .flatMap(({ args: [left, right] }) => (left && right ? [graph.subtract(left, right)] : [])),
    ),
  ];
}

/** Where an edge is crossed when one coordinate of a point moves: exactly where it is linear, else to six digits. */
export function crossings(
  graph: Graph,
  edge: Expression,
  variables: readonly Variable[],
  point: Point,
  axis: number,
): Rational[] {
  const moving = variables[axis];
  if (!moving) return [];
  const fixed = new Map(variables.map((variable, i) => [variable, point[i] ?? ratio(0)]));
  const value = (t: number): Rational | undefined => exact(graph, edge, new Map(fixed).set(moving, ratio(t)));
  const [low, middle, high] = [value(1), value(2), value(3)];
  if (low && middle && high) {
    const slope = middle.sub(low);
    if (high.sub(middle).equals(slope)) return slope.n === 0n ? [] : [ratio(1).sub(low.div(slope))];
  }
  const run = compile(graph, [edge], [moving, ...variables.filter((variable) => variable !== moving)]);
  const others = point.filter((_, i) => i !== axis).map((coordinate) => approximate(coordinate));
  const f = (t: number): number => {
    const [outcome] = run([t, ...others]);
    return outcome?.ok ? outcome.value : Number.NaN;
  };
  return signChanges(f).flatMap((root) => {
    const near = Math.round(root * 1e6);
    const tidy = Math.round(root * 4);
    return Math.abs(tidy / 4 - root) < 1e-6 ? [ratio(tidy, 4)] : [ratio(near, 1_000_000)];
  });
}

const approximate = toNumber;

const GRID = [...Array.from({ length: 41 }, (_, i) => (i - 20) / 2), -1000, -100, -30, 30, 100, 1000, 0.05, -0.05].sort(
  (a, b) => a - b,
);

function signChanges(f: (t: number) => number): number[] {
  const roots: number[] = [];
  for (let i = 1; i < GRID.length && roots.length < 4; i += 1) {
    let [low, high] = [GRID[i - 1] ?? 0, GRID[i] ?? 0];
    const [atLow, atHigh] = [f(low), f(high)];
    if (atLow === 0) roots.push(low);
    // Written so that NaN is no change of sign.
    if (!(atLow * atHigh < 0)) continue;
    for (let step = 0; step < 40; step += 1) {
      const middle = (low + high) / 2;
      if (f(middle) * atLow > 0) low = middle;
      else high = middle;
    }
    roots.push((low + high) / 2);
  }
  return roots;
}

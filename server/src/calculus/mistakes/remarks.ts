/**
 * What can be said of two sides that differ without guessing how that came about: one is the other with the sign turned,
 * or times a number, or plus a number. In: both sides of a refuted claim. Out: a sentence, only where it is proved.
 */
import { type Explanation, say } from '../derivation/step';
import { compile } from '../evaluate';
import { type Expression, type Graph, variables } from '../expression';
import { proves } from '../prove';
import { isOne, type Rational, ratio, toNumber } from '../rational';
import { readablePoints } from '../sample';
import type { RefutedClaim } from './slip';

export function remark(graph: Graph, { left, right, conditions, tolerance }: RefutedClaim): Explanation | undefined {
  const equal = (a: Expression): boolean => proves(graph, a, right, conditions);
  const sign = say`Only the sign is wrong: the right side is the negative of the left side.`;
  if (variables(left, right).length === 0) {
    // Any number is a multiple of another, and only the sign is worth a word.
    const [a, b] = compile(graph, [left, right], [])([]);
    if (tolerance > 0) return a?.ok && b?.ok && Math.abs(a.value + b.value) <= tolerance ? sign : undefined;
    return equal(graph.negate(left)) ? sign : undefined;
  }
  const values = someValues(graph, left, right);
  const quotient = common(values.map(([a, b]) => b / a));
  if (quotient && !isOne(quotient) && equal(graph.multiply(graph.constant(quotient), left))) {
    if (isOne(quotient.neg())) return sign;
    return say`The right side is ${graph.constant(quotient)} times the left side.`;
  }
  const difference = common(values.map(([a, b]) => b - a));
  if (difference && difference.n > 0n && equal(graph.add(left, graph.constant(difference)))) {
    const size = graph.constant(difference.abs());
    return difference.s > 0n
      ? say`The right side is the left side plus ${size}.`
      : say`The right side is the left side minus ${size}.`;
  }
  return undefined;
}

const ENOUGH = 4;

/** Both sides at a few points; none where they are numbers. */
function someValues(graph: Graph, left: Expression, right: Expression): (readonly [number, number])[] {
  const inputs = variables(left, right);
  if (inputs.length === 0) return [];
  const run = compile(graph, [left, right], inputs);
  const found: (readonly [number, number])[] = [];
  for (const point of readablePoints(inputs.length, 20)) {
    const [a, b] = run(point.map(toNumber));
    if (a?.ok && b?.ok && a.value !== 0) found.push([a.value, b.value]);
    if (found.length === ENOUGH) break;
  }
  return found;
}

/** The one small fraction that all the values are. */
function common(values: readonly number[]): Rational | undefined {
  const [first] = values;
  if (first === undefined || values.length < 2 || !Number.isFinite(first)) return undefined;
  if (values.some((value) => !(Math.abs(value - first) <= 1e-9 * Math.abs(first)))) return undefined;
  for (let below = 1; below <= 60; below += 1) {
    const above = Math.round(first * below);
    if (above !== 0 && Math.abs(above) < 1e6 && Math.abs(above / below - first) <= 1e-9 * Math.abs(first))
      return ratio(above, below);
  }
  return undefined;
}

/**
 * Claims about arrays too large to look at entry by entry: tried at random points in doubles. In: a claim whose lengths
 * are numbers. Out: a verdict; refuted only where the difference is far beyond what rounding makes.
 */
import { evaluateArrays } from './arrays';
import { indexText } from './broadcasting';
import { type Expression, type Graph, type Variable, variables as variablesOf } from './expression';
import { fingerprint, random } from './fingerprint';
import { numbers, sizeOf } from './operations/define';
import type { Entries } from './operations/row';
import type { Verdict } from './verify';
import type { Sized } from './verify-arrays';
import { figure } from './wording';
import type { Work } from './work';

const POINTS = 12;
/** Relative to the largest entry: what differs by less is taken for rounding. */
const ROUNDING = 1e-8;
/** Relative differences that refute. */
const WRONG = 1e-5;

export function* sampled(graph: Graph, { left, right, conditions }: Sized): Work<Verdict> {
  const sides = [left, right, ...conditions];
  const variables = variablesOf(...sides);
  const number = random(fingerprint(sides));
  let [points, error] = [0, 0];
  let reason: string | undefined;
  for (let i = 0; i < POINTS; i++) {
    yield;
    const values = new Map(variables.map((variable) => [variable, randomEntries(variable, number)] as const));
    const outcomes = evaluateArrays(graph, sides, values);
    const [a, b, ...truths] = outcomes.map((outcome) => (outcome.ok ? outcome.data : undefined));
    reason ??= outcomes.map((outcome) => outcome.reason).find((one) => one !== undefined);
    if (!a || !b || !truths.every((truth) => truth?.every((entry) => entry === 1))) continue;
    if (a.some(Number.isNaN) || b.some(Number.isNaN)) continue;
    const { place, difference } = worst(a, b);
    if (difference > WRONG) return refuted(left, points, place, [a[place] ?? 0, b[place] ?? 0]);
    if (difference > ROUNDING) continue;
    points += 1;
    error = Math.max(error, difference);
  }
  if (points === 0)
    return {
      verdict: 'nothing',
      points,
      error,
      explanation: reason ?? 'no point was found where both sides have a value',
    };
  const explanation = `equal at ${points} ${points === 1 ? 'point' : 'points'} in doubles; this is no proof`;
  return { verdict: 'holds', points, error, explanation };
}

/** Between −2 and 2, in tenths. */
function randomEntries({ shape }: Variable, number: () => number): Entries<number> {
  const lengths = numbers(shape) ?? [];
  const data = Float64Array.from({ length: sizeOf(lengths) }, () => Math.round(number() * 40 - 20) / 10);
  return { shape: lengths, data };
}

/** The entry that differs most, relative to the largest one. */
function worst(a: Float64Array, b: Float64Array): { readonly place: number; readonly difference: number } {
  const scale = a.reduce((most, entry, i) => Math.max(most, Math.abs(entry), Math.abs(b[i] ?? 0)), 0);
  let [place, most] = [0, 0];
  a.forEach((entry, i) => {
    const difference = Math.abs(entry - (b[i] ?? 0));
    if (difference > most) [place, most] = [i, difference];
  });
  return { place, difference: most === 0 ? 0 : most / scale };
}

function refuted(left: Expression, points: number, place: number, [a, b]: readonly [number, number]): Verdict {
  const index = indexText(place, numbers(left.shape) ?? []);
  const explanation = `at a random point${index && `, entry ${index}`}: ${figure(a)} is not ${figure(b)}`;
  return { verdict: 'refuted', points, error: 0, explanation };
}

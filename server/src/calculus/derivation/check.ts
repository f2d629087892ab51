/**
 * Is a line equal to the one before? In: two lines, with introduced names and derivatives in them. Out: proved where
 * both have the same normal form, otherwise compared at random points; in either case the points that agreed.
 */
import { differentiate } from '../differentiate';
import { compile } from '../evaluate';
import { type Expression, parts, postorder, rebuild, transform, variables } from '../expression';
import { fingerprint, type Random, random } from '../fingerprint';
import { normalise } from '../normal';
import { equalAtPoints } from '../verify';
import { type Context, readBack, written } from './context';
import type { StepCheck } from './step';

/** Points asked for, and points tried to find so many in the common domain. */
const POINTS = 64;
const TRIES = 160;
/** For lines of more places of parts, that are dear to evaluate, a quarter of them. */
const LARGE = 150;
/** Longer lines are compared at points only: their normal forms are dear, and may not be the same. */
const PROVABLE = 80;
/** Powers inside of powers grow with their depth when they are multiplied out. */
const DEEP = 12;
/** Places of parts up to which a line without points is tried with more care. */
const FEW = 150;

export function checkLine(context: Context, before: Expression, after: Expression): StepCheck {
  const key = context.graph.array([before, after]);
  const known = context.checks.get(key) ?? check(context, before, after);
  context.checks.set(key, known);
  return known;
}

function check(context: Context, before: Expression, after: Expression): StepCheck {
  const { graph } = context;
  const [left, right] = [resolved(context, before), resolved(context, after)];
  const length = written(graph, left) + written(graph, right);
  const flat = left.depth <= DEEP && right.depth <= DEEP;
  const provable = left === right || (flat && length <= PROVABLE && context.prove(length));
  const proved = provable && normalise(graph, left) === normalise(graph, right);
  const size = postorder([left, right]).reduce((total, node) => total + 1 + parts(node).length, 0);
  if (!context.try(size)) return { verdict: proved ? 'proved' : 'holds', points: 0, error: 0 };
  const { points, error, differs } = compare(context, left, right, size > LARGE ? 4 : 1);
  if (points === 0 && size < FEW && flat) {
    // Declared functions need instances, and some lines more digits than doubles have.
    const careful = equalAtPoints(graph, left, right, POINTS);
    return { ...careful, verdict: proved && careful.verdict === 'holds' ? 'proved' : careful.verdict };
  }
  return { verdict: differs ? 'refuted' : proved ? 'proved' : 'holds', points, error };
}

/** Derivatives taken first, then names read. Where one line ends the next begins. */
function resolved(context: Context, line: Expression): Expression {
  const { graph, resolutions } = context;
  const known = resolutions.get(line);
  if (known) return known;
  const taken = transform(line, (node, made) => {
    const [body] = made;
    if (node.kind === 'derivative' && body) return differentiate(graph, body, node.variable);
    return rebuild(graph, node, made);
  });
  const result = readBack(context, taken);
  resolutions.set(line, result);
  return result;
}

interface Comparison {
  readonly points: number;
  /** The largest relative difference. */
  readonly error: number;
  /** Somewhere the two are further apart than the proven bounds on their errors. */
  readonly differs: boolean;
}

function compare({ graph }: Context, left: Expression, right: Expression, sparing: number): Comparison {
  const inputs = variables(left, right);
  const run = compile(graph, [left, right], inputs);
  const next = random(fingerprint([left, right]));
  let points = 0;
  let error = 0;
  let differs = false;
  for (let tried = 0; points < POINTS / sparing && tried < TRIES / sparing; tried++) {
    const [a, b] = run(inputs.map(() => coordinate(next, tried)));
    if (!a?.ok || !b?.ok) continue;
    const scale = Math.max(Math.abs(a.value), Math.abs(b.value));
    const apart = Math.abs(a.value - b.value);
    // Where the bounds say little, the point says nothing.
    if (a.error + b.error > 1e-6 * scale && apart <= a.error + b.error && scale > 0) continue;
    points += 1;
    if (apart > a.error + b.error) differs = true;
    if (scale > 0) error = Math.max(error, apart / scale);
  }
  return { points, error, differs };
}

/** Small decimals of both signs, and every other time positive ones, for logarithms and roots. */
function coordinate(next: Random, tried: number): number {
  const size = Math.ceil(next() * 300) / 100;
  return tried % 2 === 0 || next() < 0.5 ? size : -size;
}

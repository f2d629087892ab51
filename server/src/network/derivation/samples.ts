/**
 * Points at which a derivation is checked: the network's own values where it has them, and random ones. In: an unfolded
 * network. Out: for each point the values and adjoints of all nodes, by the backward pass and by differences of the loss.
 */
import { type ArrayOutcome, evaluateArrays } from '../../calculus/arrays';
import { count, namesIn, type Shape, substituted } from '../../calculus/dimension';
import { type Expression, substitute, type Variable, variables } from '../../calculus/expression';
import { fingerprint, type Random, random } from '../../calculus/fingerprint';
import type { Entries } from '../../calculus/operations/row';
import { adjointOf, type Backward, backward } from '../backward';
import { drawLeaf, type Leaf, leavesOf } from './draw';
import type { Unfolded } from './unfold';

export interface Sample {
  readonly isRandom: boolean;
  /** The values of expressions over nodes, parameters, inputs and `more`; undefined where one has none. */
  evaluate(expression: Expression, more?: ReadonlyMap<Variable, Numbers>): Numbers | undefined;
  value(of: Variable): Numbers | undefined;
  adjoint(of: Variable): Numbers | undefined;
  /** ∂loss/∂entry by central differences in doubles, with steps of several sizes. */
  differences(of: Variable, place: number): Iterable<number>;
  readonly loss: number;
  /** The largest entry of all adjoints. */
  readonly steepest: number;
}

export interface Numbers extends Entries<number> {
  readonly data: Float64Array;
}

/** Values of the page: of every input, target and parameter that has one. */
export type PageValues = ReadonlyMap<Variable, Numbers>;

/** Points for networks of at most so many numbers; larger ones have fewer, and beyond the last none. */
const POINTS: readonly (readonly [entries: number, points: number])[] = [
  [2_000, 3],
  [500_000, 1],
];
const TRIES = 9;

/** `close` puts the values of the page in for their names. */
export function samplesOf(
  unfolded: Unfolded,
  page: PageValues,
  close: (expression: Expression) => Expression,
): readonly Sample[] {
  const way: Way = { unfolded, pass: backward(unfolded, unfolded.loss), losses: new Map() };
  const leaves = leavesOf(unfolded);
  const next = random(fingerprint([unfolded.loss.body, ...leaves.map(({ variable }) => variable)]));
  const found: Sample[] = [];
  const own = leaves.every(({ variable }) => page.has(variable)) ? sampleAt(way, page, close, false) : undefined;
  if (own) found.push(own);
  for (const small of LENGTHS) {
    const lengths = lengthsOf(leaves, page, small);
    const sized = (shape: Shape): readonly number[] | undefined => sizedShape(shape, lengths);
    const size = sizeOf(unfolded, sized);
    const points = POINTS.find(([most]) => size <= most)?.[1] ?? 0;
    for (let tried = 0; tried < TRIES && found.filter(({ isRandom }) => isRandom).length < points; tried++) {
      const drawn = drawAll(leaves, page, sized, next, tried);
      const sample = drawn && sampleAt(way, drawn, close, true);
      if (sample) found.push(sample);
    }
    if (points === 0 || found.some(({ isRandom }) => isRandom)) break;
  }
  return found;
}

/** What named lengths start with; windows of convolutions need larger ones. */
const LENGTHS = [2, 5, 12];

function lengthsOf(leaves: readonly Leaf[], page: PageValues, small: number): ReadonlyMap<string, number> {
  const lengths = new Map<string, number>();
  for (const { variable } of leaves) {
    page.get(variable)?.shape.forEach((length, axis) => {
      const name = variable.shape[axis];
      if (typeof name === 'string' && namesIn(name)[0] === name) lengths.set(name, length);
    });
  }
  let next = small;
  for (const name of leaves.flatMap(({ variable }) => variable.shape.flatMap(namesIn)))
    if (!lengths.has(name)) lengths.set(name, next++);
  return lengths;
}

function sizedShape(shape: Shape, lengths: ReadonlyMap<string, number>): readonly number[] | undefined {
  const numbers = shape.map((length) => substituted(length, lengths));
  return numbers.every((length): length is number => typeof length === 'number' && length > 0) ? numbers : undefined;
}

const sizeOf = ({ nodes, parameters }: Unfolded, sized: (shape: Shape) => readonly number[] | undefined): number =>
  [...nodes, ...parameters].reduce((total, { shape }) => total + Number(count(sized(shape) ?? [])), 0);

function drawAll(
  leaves: readonly Leaf[],
  page: PageValues,
  sized: (shape: Shape) => readonly number[] | undefined,
  next: Random,
  tried: number,
): PageValues | undefined {
  const drawn = new Map<Variable, Numbers>();
  for (const leaf of leaves) {
    const shape = sized(leaf.variable.shape);
    if (!shape) return undefined;
    drawn.set(leaf.variable, drawLeaf(leaf, shape, page.get(leaf.variable), next, tried));
  }
  return drawn;
}

/** What all samples of a network have in common. */
interface Way {
  readonly unfolded: Unfolded;
  readonly pass: Backward;
  /** The loss over one variable and the nodes that do not depend on it, as far as it was asked for. */
  readonly losses: Map<Variable, Expression>;
}

/** Forward and backward from values of all leaves; undefined where the loss has no value there. */
function sampleAt(
  way: Way,
  leaves: PageValues,
  close: (expression: Expression) => Expression,
  isRandom: boolean,
): Sample | undefined {
  const { unfolded, pass } = way;
  const { graph, nodes, loss } = unfolded;
  const known = new Map<Variable, Numbers>(leaves);
  const evaluate = (expression: Expression, more?: ReadonlyMap<Variable, Numbers>): Numbers | undefined => {
    const [outcome] = evaluateArrays(graph, [close(expression)], more ? new Map([...known, ...more]) : known);
    return outcome && numbersOf(outcome);
  };
  try {
    for (const { variable } of nodes) {
      const body = pass.bodies.get(variable)?.stable;
      const value = body && evaluate(body);
      if (body && !value) return undefined;
      if (value) known.set(variable, value);
    }
  } catch {
    // A window that does not fit the small lengths that were drawn.
    return undefined;
  }
  const value = known.get(loss.variable)?.data[0];
  if (value === undefined || !Number.isFinite(value)) return undefined;
  const adjoints = adjointsAt(unfolded, pass, evaluate);
  const isWhole = [...pass.flow.keys(), ...pass.whole.keys()].every((of) => adjoints.has(of));
  // Where p is 0 in doubles, y/p has no value: another point says more.
  if (isRandom && !isWhole) return undefined;
  return {
    isRandom,
    loss: value,
    evaluate,
    value: (of) => known.get(of),
    adjoint: (of) => adjoints.get(of),
    differences: (of, place) => differencesAt(way, known, evaluate, of, place),
    steepest: [...adjoints.values()].reduce(
      (most, { data }) => data.reduce((max, entry) => Math.max(max, Math.abs(entry)), most),
      0,
    ),
  };
}

function numbersOf(outcome: ArrayOutcome): Numbers | undefined {
  return outcome.ok && outcome.data.every(Number.isFinite) ? { shape: outcome.shape, data: outcome.data } : undefined;
}

type Evaluate = Sample['evaluate'];

/** The backward pass in numbers, from contributions that know nothing of the rules. */
function adjointsAt({ nodes }: Unfolded, pass: Backward, evaluate: Evaluate): ReadonlyMap<Variable, Numbers> {
  const standIns = new Map<Variable, Numbers>();
  const result = new Map<Variable, Numbers>();
  const one = { shape: [], data: new Float64Array([1]) };
  const summed = (adjoint: ReturnType<typeof adjointOf>): Numbers | undefined => {
    if (!adjoint) return undefined;
    if (adjoint.contributions.length === 0) return one;
    let sum: Numbers | undefined;
    for (const { expression } of adjoint.contributions) {
      const part = evaluate(expression, standIns);
      if (!part) return undefined;
      sum = sum ? { shape: sum.shape, data: sum.data.map((entry, i) => entry + (part.data[i] ?? 0)) } : part;
    }
    return sum;
  };
  const order = [...nodes].reverse().map(({ variable }) => variable);
  const rest = [...new Set([...pass.flow.keys(), ...pass.whole.keys()])].filter((one) => !order.includes(one));
  for (const variable of [...order, ...rest]) {
    for (const adjoints of [pass.whole, pass.flow]) {
      const adjoint = adjoints.get(variable);
      const sum = summed(adjoint);
      if (adjoint && sum) standIns.set(adjoint.standIn, sum);
    }
    const adjoint = adjointOf(pass, variable);
    const sum = adjoint && standIns.get(adjoint.standIn);
    if (sum) result.set(variable, sum);
  }
  return result;
}

/**
 * Central differences: the error is of the order of h² and of 1e-16/h. The first step suits numbers around 1, the second
 * what lies close to 0 in a steep place: the probability that a logarithm is taken of.
 */
const H = 6e-6;

function* differencesAt(
  way: Way,
  known: ReadonlyMap<Variable, Numbers>,
  evaluate: Evaluate,
  of: Variable,
  place: number,
): Generator<number> {
  const value = known.get(of);
  const entry = value?.data[place];
  if (!value || entry === undefined) return;
  const loss = lossFrom(way, of);
  const side = (at: number): number | undefined => {
    const data = Float64Array.from(value.data);
    data[place] = at;
    return evaluate(loss, new Map([[of, { shape: value.shape, data }]]))?.data[0];
  };
  for (const h of [H * Math.max(1, Math.abs(entry)), 1e-4 * Math.abs(entry)]) {
    const [above, here, below] = h === 0 ? [] : [side(entry + h), side(entry), side(entry - h)];
    if (above === undefined || here === undefined || below === undefined) continue;
    // To the right and to the left: at a kink, such as a tie of zeros after a relu, they say nothing.
    const [right, left] = [(above - here) / h, (here - below) / h];
    const scale = Math.max(Math.abs(right), Math.abs(left));
    if (Math.abs(right - left) <= KINK * scale + (1e-8 * Math.abs(here)) / h) yield (right + left) / 2;
  }
}

/** Of smooth functions the one-sided differences are much closer than this. */
const KINK = 1e-2;

function lossFrom({ unfolded: { graph, nodes, bodies, loss }, losses }: Way, of: Variable): Expression {
  const known = losses.get(of);
  if (known) return known;
  const moving = new Map<Expression, Expression>();
  for (const { variable } of nodes) {
    const body = bodies.get(variable);
    if (!body || variable === of) continue;
    if (variables(body).some((used) => used === of || moving.has(used)))
      moving.set(variable, substitute(graph, body, moving));
  }
  const result = moving.get(loss.variable) ?? loss.variable;
  losses.set(of, result);
  return result;
}

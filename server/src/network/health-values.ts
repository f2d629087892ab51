/**
 * What ails a network at its values: units that are 0 or flat for every sample, and gradients that vanish or explode on
 * their way to the first layer. In: a network, its backward pass and its values. Out: findings; none where a value is missing,
 * and none of networks that are too large to be computed on the side.
 */
import { type ArrayOutcome, evaluateArrays } from '../calculus/arrays';
import { count, substituted } from '../calculus/dimension';
import { type Application, type Expression, postorder, type Variable } from '../calculus/expression';
import type { Entries } from '../calculus/operations/row';
import type { Backward } from './backward';
import type { Finding, Units } from './health';
import type { Network } from './network';
import { type Lengths, lengthsOf, sized, sizedVariable } from './sizes';
import { type NetworkValues, valuesOf } from './values';

type Close = (expression: Expression) => Expression;

export function findingsAt(network: Network, pass: Backward, close: Close): readonly Finding[] {
  const lengths = lengthsOf(network);
  if (!isComputable(network, lengths)) return [];
  const values = valuesOf(network, pass, { close });
  if (!values.value(network.loss.variable).ok) return [];
  return [...unitFindings(network, pass, close, values, lengths), ...flowFinding(network, pass, values)];
}

/** Numbers of all nodes and parameters together. */
const MOST_ENTRIES = 200_000;

/** Whether everything has a value, and not too many: asked of shapes, before anything is allocated. */
function isComputable({ nodes, parameters }: Network, lengths: Lengths): boolean {
  let entries = 0;
  for (const part of [...nodes, ...parameters]) {
    const isLeaf = !('body' in part) || part.body === undefined;
    if (isLeaf && !part.value) return false;
    const size = count(part.shape.map((length) => substituted(length, lengths)));
    if (typeof size !== 'number') return false;
    entries += size;
    if (entries > MOST_ENTRIES) return false;
  }
  return true;
}

/* ── units ── */

/** Whether a function lets nothing through at this argument. */
const FLAT: Readonly<Record<string, (u: number) => boolean>> = {
  relu: (u) => u <= 0,
  sigmoid: (u) => Math.exp(-Math.abs(u)) / (1 + Math.exp(-Math.abs(u))) ** 2 < SMALL_SLOPE,
  tanh: (u) => 1 - Math.tanh(u) ** 2 < SMALL_SLOPE,
};
export const SMALL_SLOPE = 1e-3;

function unitFindings(
  { graph, nodes, parameters }: Network,
  pass: Backward,
  close: Close,
  values: NetworkValues,
  lengths: Lengths,
): Finding[] {
  const entries = new Map<Variable, Entries<number>>();
  for (const { variable } of [...nodes, ...parameters]) {
    const outcome = values.value(variable);
    if (outcome.ok) entries.set(sizedVariable(graph, variable, lengths), outcome);
  }
  return nodes.flatMap((part): Finding[] => {
    // A node that is passed over, as the sigmoid of a cross-entropy, is not what the gradient goes through.
    const body = pass.flow.has(part.variable) ? pass.bodies.get(part.variable)?.stable : undefined;
    if (!body || pass.whole.has(part.variable)) return [];
    return activationsIn(body).flatMap((node): Finding[] => {
      const [argument] = node.args;
      const { name } = node.row;
      const [outcome] = argument ? evaluateArrays(graph, [sized(graph, close(argument), lengths)], entries) : [];
      const units = outcome?.ok ? flatUnits(outcome, FLAT[name] ?? (() => false)) : undefined;
      return units ? [{ kind: name === 'relu' ? 'dead' : 'saturated', part, function: name, ...units }] : [];
    });
  });
}

const activationsIn = (body: Expression): Application[] =>
  postorder([body]).filter(
    (node): node is Application =>
      node.kind === 'application' && Object.hasOwn(FLAT, node.row.name) && node.shape.length > 0,
  );

/** Fewer samples say little of one unit: half of all are 0 for any one sample. */
const FEWEST_SAMPLES = 4;

/** Units are the last axis of a batch, and the channels of a batch of images. */
function flatUnits({ shape, data }: Entries<number>, isFlat: (u: number) => boolean): Units | undefined {
  const axis = shape.length === 4 ? 1 : shape.length - 1;
  const of = shape[axis] ?? 1;
  const inner = shape.slice(axis + 1).reduce((product, length) => product * length, 1);
  const samples = data.length / of;
  const alive = new Set<number>();
  for (let i = 0; i < data.length; i++) if (!isFlat(data[i] ?? 0)) alive.add(Math.floor(i / inner) % of);
  const units = of - alive.size;
  const isBatch = shape.length === 2 || shape.length === 4;
  const isTold = units === of ? of > 1 || samples > 1 : units > 0 && isBatch && samples >= FEWEST_SAMPLES;
  return isTold ? { units, of, samples: isBatch ? samples : 1 } : undefined;
}

/* ── the flow of the gradient ── */

const MOST_RATIO = 1e3;

/** From the last node with parameters of its own to the first one. */
function flowFinding({ nodes, parameters, loss }: Network, pass: Backward, values: NetworkValues): Finding[] {
  const owners = new Set(parameters.map(({ owner }) => owner));
  const layered = nodes.filter(
    ({ name, variable }) => owners.has(name) && variable !== loss.variable && !pass.whole.has(variable),
  );
  const measured = layered.flatMap((part) => {
    const norm = normOf(values.gradient(part.variable));
    return norm === undefined || !pass.flow.has(part.variable) ? [] : [{ part, norm }];
  });
  const [first, last] = [measured[0], measured.at(-1)];
  if (!first || !last || first === last || first.norm === 0 || last.norm === 0) return [];
  const ratio = first.norm / last.norm;
  if (ratio <= MOST_RATIO && ratio >= 1 / MOST_RATIO) return [];
  const kind = ratio < 1 ? 'vanishing' : 'exploding';
  return [{ kind, part: first.part, last: last.part, norms: [first.norm, last.norm] }];
}

function normOf(outcome: ArrayOutcome | undefined): number | undefined {
  if (!outcome?.ok || outcome.reason !== undefined) return undefined;
  // Scaled by the largest entry: squares of small ones would be 0.
  let [largest, squares] = [0, 0];
  for (const entry of outcome.data) largest = Math.max(largest, Math.abs(entry));
  if (largest === 0) return 0;
  for (const entry of outcome.data) squares += (entry / largest) ** 2;
  const norm = largest * Math.sqrt(squares);
  return Number.isFinite(norm) ? norm : undefined;
}

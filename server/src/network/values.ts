/**
 * The numbers of a network: the value of every node and the gradient of the loss by every node, input and parameter, in
 * doubles. In: a network, and values that take the place of those on the page. Out: arrays, or the reason why there is none.
 *
 * Gradients are computed by the backward pass itself, node by node, from the stable bodies: not from the formulas that
 * are shown, so that no 0/0 can appear where the mathematics has a value.
 */
import { type ArrayOutcome, evaluateArrays } from '../calculus/arrays';
import type { Dimension } from '../calculus/dimension';
import { type Expression, type Graph, type Variable, variables } from '../calculus/expression';
import type { Entries } from '../calculus/operations/row';
import { bindDimensions, shapeText } from '../calculus/shapes';
import { type Adjoint, adjointOf, type Backward, type Contribution } from './backward';
import { kinksOf } from './kinks';
import type { Network, NetworkNode, NetworkParameter } from './network';
import { sized, sizedVariable, unsized } from './sizes';

export interface NetworkValues {
  /** Of a node, an input or a parameter. */
  value(variable: Variable): ArrayOutcome;
  /** Of the loss by it; undefined where nothing comes from the loss. */
  gradient(variable: Variable): ArrayOutcome | undefined;
}

export interface Given {
  /** By the name of an input, a target or a parameter: takes the place of the value on the page. */
  readonly values?: ReadonlyMap<string, Expression>;
  /** An expression with the values of the page put in for their names. */
  readonly close?: (expression: Expression) => Expression;
}

/** Of a variable that has no number. */
export const NO_VALUE = 'has no value';

type Known = Map<Variable, ArrayOutcome>;

export function valuesOf(
  network: Network,
  pass: Backward,
  { values = new Map(), close = (one) => one }: Given = {},
): NetworkValues {
  const { graph } = network;
  const known: Known = new Map();
  const lengths = new Map<string, Dimension>();
  for (const part of [...network.nodes, ...network.parameters]) {
    if (!isLeaf(part)) continue;
    known.set(part.variable, leaf(graph, part, values.get(part.name) ?? part.value, close, lengths));
  }

  /** The values of expressions of the network, where all that they need is known. */
  const compute = (expressions: readonly Expression[], more: Known = new Map()): readonly ArrayOutcome[] => {
    const closed = expressions.map((expression) => sized(graph, close(expression), lengths));
    const entries = new Map<Variable, Entries<number>>();
    const missing = new Map<Variable, string>();
    const all = [...new Set(closed.flatMap((expression) => variables(expression)))];
    for (const source of [more, known]) {
      for (const [variable, outcome] of source) {
        const at = sizedVariable(graph, variable, lengths);
        if (outcome.ok) entries.set(at, outcome);
        else missing.set(at, outcome.reason);
      }
    }
    const used = new Map(all.flatMap((one) => (entries.has(one) ? [[one, entries.get(one) as Entries<number>]] : [])));
    const reasons = closed.map((expression) => whyNot(expression, used, missing));
    const sound = closed.filter((_, i) => reasons[i] === undefined);
    const outcomes = [...evaluateArrays(graph, sound, used)];
    return reasons.map((reason) => (reason === undefined ? (outcomes.shift() ?? FAILED) : { ok: false, reason }));
  };

  for (const { variable } of network.nodes) {
    const body = pass.bodies.get(variable);
    const [outcome] = body ? compute([body.stable]) : [];
    if (outcome) known.set(variable, outcome);
    else if (!known.has(variable)) known.set(variable, { ok: false, reason: `${variable.name} ${NO_VALUE}` });
  }

  let gradients: Known | undefined;
  return {
    value: (variable) => known.get(variable) ?? { ok: false, reason: `${variable.name} ${NO_VALUE}` },
    gradient(variable) {
      gradients ??= noted(network, pass, known, compute, gradientsOf(network, pass, compute));
      return gradients.get(variable);
    },
  };
}

type Compute = (expressions: readonly Expression[], more?: Known) => readonly ArrayOutcome[];

const FAILED: ArrayOutcome = { ok: false, reason: 'this could not be computed' };

const isLeaf = (part: NetworkNode | NetworkParameter): boolean => !('body' in part) || part.body === undefined;

/** A value that is written out; says what its lengths are. */
function leaf(
  graph: Graph,
  { name, shape }: NetworkNode | NetworkParameter,
  value: Expression | undefined,
  close: (expression: Expression) => Expression,
  lengths: Map<string, Dimension>,
): ArrayOutcome {
  if (!value) return { ok: false, reason: `${name} ${NO_VALUE}` };
  if (bindDimensions([shape], [value.shape], lengths)) {
    const [outcome] = evaluateArrays(graph, [close(value)], new Map());
    return outcome ?? FAILED;
  }
  return { ok: false, reason: `${name} has shape ${shapeText(shape)}, and its value ${shapeText(value.shape)}` };
}

/** Why an expression has no value: the first variable in it that has none. */
function whyNot(
  expression: Expression,
  entries: ReadonlyMap<Variable, Entries<number>>,
  missing: ReadonlyMap<Variable, string>,
): string | undefined {
  for (const variable of variables(expression)) {
    if (entries.has(variable)) continue;
    return missing.get(variable) ?? `${variable.name} ${NO_VALUE}`;
  }
  const name = unsized(expression);
  return name === undefined ? undefined : `${name} ${NO_VALUE}`;
}

/** Backpropagation: from the root up, each node's adjoint is known when its turn comes. */
function gradientsOf({ nodes }: Network, pass: Backward, compute: Compute): Known {
  const given = new Map<Contribution, ArrayOutcome>();
  const standIns: Known = new Map();
  const sums = new Map<Adjoint, ArrayOutcome>();
  const summed = (adjoint: Adjoint): ArrayOutcome => {
    const found = sums.get(adjoint) ?? sumOf(adjoint, given);
    sums.set(adjoint, found);
    return found;
  };
  for (const { variable } of [...nodes].reverse()) {
    for (const adjoints of [pass.whole, pass.flow]) {
      const adjoint = adjoints.get(variable);
      if (!adjoint) continue;
      standIns.set(adjoint.standIn, summed(adjoint));
    }
    const leaving = contributionsFrom(pass, variable);
    const outcomes = compute(
      leaving.map(({ expression }) => expression),
      standIns,
    );
    leaving.forEach((contribution, i) => {
      given.set(contribution, outcomes[i] ?? FAILED);
    });
  }
  const result: Known = new Map();
  for (const variable of new Set([...pass.flow.keys(), ...pass.whole.keys()])) {
    const adjoint = adjointOf(pass, variable);
    if (adjoint) result.set(variable, summed(adjoint));
  }
  return result;
}

function contributionsFrom(pass: Backward, from: Variable): Contribution[] {
  return [...pass.flow.values(), ...pass.whole.values()].flatMap(({ contributions }) =>
    contributions.filter((one) => one.from === from),
  );
}

function sumOf({ contributions }: Adjoint, given: ReadonlyMap<Contribution, ArrayOutcome>): ArrayOutcome {
  if (contributions.length === 0) return { ok: true, shape: [], data: Float64Array.of(1), notes: [] };
  const outcomes = contributions.map((contribution) => given.get(contribution) ?? FAILED);
  const [first = FAILED, ...others] = outcomes;
  const failed = outcomes.find(({ ok }) => !ok);
  if (failed || !first.ok) return failed ?? first;
  const data = Float64Array.from(first.data);
  let reason = first.reason;
  for (const other of others) {
    if (!other.ok) continue;
    for (let i = 0; i < data.length; i++) data[i] = (data[i] ?? 0) + (other.data[i] ?? 0);
    reason ??= other.reason;
  }
  // What there is to say of kinks is said of the forward pass: a slope such as sign(x) has jumps of its own.
  return { ok: true, shape: first.shape, data, notes: [], ...(reason !== undefined && { reason }) };
}

/** Gradients with what is to be said of the kinks on the way. */
function noted({ graph, nodes }: Network, pass: Backward, known: Known, compute: Compute, gradients: Known): Known {
  const above = new Map<Variable, Set<Variable>>();
  for (const { variable } of nodes) {
    const own = new Set<Variable>([variable]);
    for (const used of variables(pass.bodies.get(variable)?.stable ?? variable)) {
      own.add(used);
      for (const further of above.get(used) ?? []) own.add(further);
    }
    above.set(variable, own);
  }
  const notes = new Map<Variable, { readonly note: string; readonly slopeless: boolean }[]>();
  for (const { variable } of nodes) {
    const body = pass.flow.has(variable) && known.get(variable)?.ok ? pass.bodies.get(variable) : undefined;
    for (const kink of body ? kinksOf(graph, body.stable) : []) {
      const outcomes = compute(kink.roots);
      const values = outcomes.flatMap((outcome) => (outcome.ok ? [outcome] : []));
      if (values.length < outcomes.length || !kink.at(values)) continue;
      const concerned = new Set(kink.variables.flatMap((one) => [one, ...(above.get(one) ?? [])]));
      for (const one of concerned) notes.set(one, [...(notes.get(one) ?? []), kink]);
    }
  }
  const result: Known = new Map();
  for (const [variable, outcome] of gradients) {
    const own = notes.get(variable) ?? [];
    const slopeless = own.find((one) => one.slopeless)?.note;
    const lacks = outcome.ok && Array.prototype.some.call(outcome.data, (entry: number) => !Number.isFinite(entry));
    const texts = own.filter((one) => !one.slopeless).map(({ note }) => note);
    if (!outcome.ok) result.set(variable, outcome);
    else
      result.set(variable, {
        ...outcome,
        notes: [...new Set(texts)],
        ...(lacks && slopeless !== undefined && { reason: slopeless }),
      });
  }
  return result;
}

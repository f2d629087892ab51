/**
 * A network as features see it: its parts with their formulas, values and gradients. In: a network of the page. Out: what
 * there is to say of a part, computed when it is first asked for; nothing large is ever allocated.
 */
import type { ArrayOutcome } from '../calculus/arrays';
import { count, type Dimension, type Shape } from '../calculus/dimension';
import type { Expression, Variable } from '../calculus/expression';
import { type Network, type NetworkParameter, totalParameters } from '../network/network';
import { slopeOf } from '../network/slope';
import { type NetworkValues, valuesOf } from '../network/values';
import type { Names } from '../notation/print';
import { withPageValues } from '../program/answers';
import { once } from '../program/network-outside';
import type { NetworkDefinition, Program } from '../program/program';
import { type BackwardStep, isDeep, stepOf } from './network-step';

export interface Sight {
  readonly network: Network;
  /** Names that its formulas must not take: its own and the page's. */
  readonly names: Names;
  /** Of a node, an input or a parameter; undefined where it has none. */
  value(variable: Variable): ArrayOutcome | undefined;
  /** ∂loss/∂v as a formula; undefined where v only says which entries are taken. */
  gradient(variable: Variable): Expression | undefined;
  /** Whether that is better read as one step of the backward pass. */
  isDeep(): boolean;
  step(variable: Variable): BackwardStep | undefined;
  /** ∂loss/∂v in numbers. */
  slope(variable: Variable): ArrayOutcome | undefined;
  /** From the names inside to those of the page. */
  outside(expression: Expression): Expression;
}

/** Networks with more entries than this are not computed while somebody waits for a hover. */
const MOST_ENTRIES = 100_000;

/** Undefined where the network has no sound loss. */
export function sightOf(program: Program, { outside }: NetworkDefinition): Sight | undefined {
  if (!outside) return undefined;
  const { network } = outside;
  const known = program.graph.memo<{ readonly of: unknown; readonly sight: Sight }>('sight of a network');
  const key = outside.parts.get(network.loss.name) ?? network.loss.variable;
  const found = known.get(key);
  if (found?.of === outside) return found.sight;
  const own = new Set([...network.nodes, ...network.parameters].map(({ name }) => name));
  const close = (expression: Expression): Expression => withPageValues(program, expression);
  const values = once((): NetworkValues | undefined =>
    isSmall(network) ? valuesOf(network, outside.pass(), { close }) : undefined,
  );
  const sight: Sight = {
    network,
    names: { has: (name) => own.has(name) || program.definitionOf(name) !== undefined },
    value: (variable) => whole(values()?.value(variable)),
    gradient: (variable) => slopeOf(outside, variable),
    isDeep: once(() => isDeep(outside.pass())),
    step: (variable) => stepOf(outside.pass(), variable),
    slope: (variable) => whole(values()?.gradient(variable)),
    outside: outside.outside,
  };
  known.set(key, { of: outside, sight });
  return sight;
}

const whole = (outcome: ArrayOutcome | undefined): ArrayOutcome | undefined => (outcome?.ok ? outcome : undefined);

/** Entries of all parts; a length with a name is taken for a small one. */
function isSmall({ nodes, parameters }: Network): boolean {
  const entries = [...nodes, ...parameters].map(({ shape, value }) => count(value?.shape ?? shape));
  return entries.reduce<number>((total, one) => total + (typeof one === 'number' ? one : 1), 0) <= MOST_ENTRIES;
}

/** Whether all that is given from outside has a value: then, but for domains, there is a loss in numbers. */
export const hasValues = ({ nodes, parameters }: Network): boolean =>
  [...nodes.filter(({ kind }) => kind === 'input' || kind === 'target'), ...parameters].every(({ value }) => value);

/** The parameters that a node's layers make. */
export const madeBy = ({ parameters }: Network, node: string): readonly NetworkParameter[] =>
  parameters.filter(({ owner }) => owner === node);

/** `67 parameters`. */
export const parametersText = (parts: Pick<Network, 'parameters'>): string => {
  const total = totalParameters(parts);
  return `${grouped(total)} ${total === 1 ? 'parameter' : 'parameters'}`;
};

/** `[4] → [3]`: the inputs and the prediction; undefined where there is no prediction. */
export function throughput({ nodes, prediction }: Network): string | undefined {
  if (!prediction) return undefined;
  const inputs = nodes.filter(({ kind }) => kind === 'input').map(({ shape }) => shapeOf(shape));
  return `${inputs.join(', ')} → ${shapeOf(prediction.shape)}`;
}

/** 62,378,344 */
export const grouped = (total: Dimension): string =>
  typeof total === 'number' ? String(total).replaceAll(/\B(?=(\d{3})+$)/g, ',') : total;

/** `[4, n]`, or `number`. */
export const shapeOf = (shape: Shape): string => (shape.length === 0 ? 'number' : `[${shape.join(', ')}]`);

/** What features ask of a view: whether something is hidden. Outside prediction mode nothing is. */
import type { Callee } from '../../calculus/expression';
import { WHOLE } from '../../network/derivation/asked';
import type { NetworkDefinition } from '../../program/program';
import type { View } from '../view';

type Seen = Pick<View, 'prediction'>;

/** Whether the value of a part of a network is hidden. */
export const hidesPart = ({ prediction }: Seen, network: NetworkDefinition, part: string): boolean => {
  const variable = network.outside?.parts.get(part);
  return variable !== undefined && prediction?.hidesValue(variable) === true;
};

/** Whether the gradient by a part or an entry of it is hidden; of the whole pass, as long as one of its gradients is. */
export function hidesGradient({ prediction }: Seen, network: NetworkDefinition, part: string = WHOLE): boolean {
  const all = network.outside?.network.parameters.map(({ name }) => name) ?? [];
  const wanted = part === WHOLE ? all : [part.replace(/\s*\[.*$/, '')];
  return wanted.some((one) => prediction?.part(network, one) === 'open');
}

/** Whether one of several partials is open. */
export const isOpen = ({ prediction }: Seen, callee: Callee, orders: readonly (readonly number[])[]): boolean =>
  orders.some((one) => prediction?.derivative(callee, one) === 'open');

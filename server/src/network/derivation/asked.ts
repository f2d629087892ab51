/** What is asked of a network, in words: `h.W`, `h.W[2, 5]`, `loss` for the whole backward pass. Out: that, or what is wrong with it. */
import type { Variable } from '../../calculus/expression';
import { shapeText } from '../../calculus/shapes';
import { type Network, partOf } from '../network';

/** The whole backward pass. */
export const WHOLE = 'loss';

export interface Asked {
  readonly wanted?: Variable;
  /** One entry of it. */
  readonly at?: readonly number[];
}

export function readAsked(network: Network, text: string): Asked | { readonly problem: string } {
  if (text === WHOLE) return {};
  const [, array = text, indices] = /^(.*?)\s*\[(.*)\]$/.exec(text) ?? [];
  const part = partOf(network, array.trim());
  if (!part) {
    const known = [...network.parameters, ...network.nodes].map(({ name }) => name).join(', ');
    return { problem: `${network.name} has no part ${array}; it has ${known}.` };
  }
  if (indices === undefined) return { wanted: part.variable };
  const { name, shape } = part;
  const given = indices.split(',').map((one) => (one.trim() === '' ? Number.NaN : Number(one)));
  const whole = given.every(Number.isInteger);
  if (given.length !== shape.length || !whole) {
    const count = shape.length === 1 ? 'one whole number' : `${shape.length} whole numbers`;
    return { problem: `${name} has shape ${shapeText(shape)}: an entry is named by ${count} in brackets.` };
  }
  const at = given.map((index, axis) => {
    const length = shape[axis];
    return typeof length === 'number' && index < 0 ? index + length : index;
  });
  const isOutside = at.some((index, axis) => index < 0 || index >= Number(shape[axis] ?? 0));
  if (isOutside) return { problem: `${name} has shape ${shapeText(shape)}: it has no entry [${indices}].` };
  return { wanted: part.variable, at };
}

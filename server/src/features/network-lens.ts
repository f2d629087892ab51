/**
 * The line above a network: how many parameters, what goes in and comes out, the loss in numbers, and links to the
 * derivation. In: a network. Out: what there is to show, and its titles, made when a lens is looked at.
 */
import type { NetworkDefinition } from '../program/program';
import { arrayValue } from './arrays';
import { hasValues, parametersText, sightOf, throughput } from './networks';
import { hidesPart } from './prediction/hidden';
import type { View } from './view';

export type NetworkSlot = 'parameters' | 'shapes' | 'loss' | 'backward' | 'expand';

const SLOTS: ReadonlySet<string> = new Set<NetworkSlot>(['parameters', 'shapes', 'loss', 'backward', 'expand']);
export const isNetworkSlot = (slot: unknown): slot is NetworkSlot => typeof slot === 'string' && SLOTS.has(slot);

/** Nothing is computed: that there is a number is seen from the values that are written out. */
export function networkSlots({ outside }: NetworkDefinition, links: boolean): readonly NetworkSlot[] {
  if (!outside) return [];
  const { network } = outside;
  return [
    'parameters',
    ...(network.prediction ? (['shapes'] as const) : []),
    ...(hasValues(network) ? (['loss'] as const) : []),
    ...(links ? (['backward', 'expand'] as const) : []),
  ];
}

const LONGEST_TITLE = 60;

export function networkTitle(view: View, definition: NetworkDefinition, slot: NetworkSlot): string {
  const sight = sightOf(view.program, definition);
  if (!sight) return '';
  const { network } = sight;
  switch (slot) {
    case 'parameters':
      return parametersText(network);
    case 'shapes': {
      const text = throughput(network) ?? '';
      return text.length <= LONGEST_TITLE ? text : `… ${text.slice(text.lastIndexOf('→'))}`;
    }
    case 'loss':
      if (hidesPart(view, definition, network.loss.name)) return 'loss ?';
      return `loss ${arrayValue(sight.value(network.loss.variable)) ?? 'has no value here'}`;
    case 'backward':
      return 'Backward pass';
    case 'expand':
      return 'Expand chain rule';
  }
}

/** What the link expands: the whole pass, or one gradient, the first that the network trains. */
export function networkVariable({ outside }: NetworkDefinition, slot: NetworkSlot): string | undefined {
  return slot === 'expand' ? outside?.network.parameters[0]?.name : undefined;
}

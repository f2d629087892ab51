/** Networks of small pages, for their derivations. */

import { readAsked } from '../../src/network/derivation/asked';
import type { NetworkDerivation } from '../../src/network/derivation/derive';
import type { Line } from '../../src/network/derivation/line';
import { type NetworkDerived, networkDerived } from '../../src/notation/network-document';
import { withPageValues } from '../../src/program/answers';
import type { Program } from '../../src/program/program';
import { createWorkspace } from '../../src/program/workspace';
import type { DerivationStep } from '../../src/protocol';

export function programOf(text: string): Program {
  return createWorkspace().program('test:page', text);
}

/** Of the last network of a page. */
export function derived(text: string, asked = 'loss', program = programOf(text)): NetworkDerived {
  const networks = [...program.definitions.values()].flatMap((one) => (one.kind === 'network' ? [one] : []));
  const network = networks.at(-1)?.outside?.network;
  if (!network) throw new Error(program.problems.map(({ message }) => message).join('; '));
  const part = readAsked(network, asked);
  if ('problem' in part) throw new Error(part.problem);
  return networkDerived({
    network,
    ...part,
    names: program.definitions,
    given: { close: (expression) => withPageValues(program, expression) },
  });
}

export const everyLine = ({ lines, results }: Pick<NetworkDerivation, 'lines' | 'results'>): readonly Line[] => {
  const within = (line: Line): readonly Line[] => [line, ...line.way.flatMap(within)];
  return [...lines, ...results.map(({ line }) => line)].flatMap(within);
};

export const everyStep = (steps: readonly DerivationStep[]): readonly DerivationStep[] =>
  steps.flatMap((step) => [step, ...everyStep(step.steps)]);

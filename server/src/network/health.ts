/**
 * What ails the training of a network, whatever its values: parameters that the loss does not depend on, and biases that
 * a normalisation takes away again (`cancelled.ts`). In: a network and its backward pass. Out: findings, each about one part; what
 * needs values is in `health-values.ts`.
 */
import { type Variable, variables } from '../calculus/expression';
import { adjointOf, type Backward } from './backward';
import { cancelledBiases } from './cancelled';
import type { Network, NetworkParameter } from './network';

export type Finding =
  /** Nothing leads from the parameter to the loss; or only steps do, whose slope is 0; or a normalisation cancels it. */
  | { readonly kind: 'unused' | 'behind-step'; readonly part: NetworkParameter }
  | { readonly kind: 'cancelled'; readonly part: NetworkParameter; readonly by: string; readonly layer?: string }
  /** `units` of `of` units (all entries, where `of` is missing) of a node, the same for each of `samples` samples. */
  | ({ readonly kind: 'dead' | 'saturated'; readonly part: Part; readonly function: string } & Units)
  /** Norms of the adjoints of the last and the first node with parameters. */
  | {
      readonly kind: 'vanishing' | 'exploding';
      readonly part: Part;
      readonly last: Part;
      readonly norms: readonly [first: number, last: number];
    };

export interface Units {
  readonly units: number;
  readonly of: number;
  readonly samples: number;
}

/** Anything with a name on the page. */
export interface Part {
  readonly name: string;
  readonly variable: Variable;
}

export function structuralFindings(network: Network, pass: Backward): readonly Finding[] {
  const reached = reachedBy(network);
  const cancelled = cancelledBiases(network);
  return network.parameters.flatMap((part): Finding[] => {
    if (!reached.has(part.variable)) return [{ kind: 'unused', part }];
    if (!adjointOf(pass, part.variable)) return [{ kind: 'behind-step', part }];
    const by = cancelled.get(part.variable);
    if (by === undefined) return [];
    const layer = network.layers.find(({ node, row }) => node === by && row.endsWith('_norm'))?.row;
    return [{ kind: 'cancelled', part, by, ...(layer !== undefined && { layer }) }];
  });
}

/** What the loss is computed from. */
function reachedBy({ nodes, loss }: Network): ReadonlySet<Variable> {
  const reached = new Set<Variable>([loss.variable]);
  for (const { variable, body } of [...nodes].reverse()) {
    if (body && reached.has(variable)) for (const one of variables(body)) reached.add(one);
  }
  return reached;
}

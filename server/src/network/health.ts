/**
 * What ails the training of a network, whatever its values: parameters that the loss does not depend on, and biases that
 * a batch normalisation takes away again. In: a network and its backward pass. Out: findings, each about one part; what
 * needs values is in `health-values.ts`.
 */
import { type Expression, postorder, substitute, type Variable, variables } from '../calculus/expression';
import { adjointOf, type Backward } from './backward';
import type { Network, NetworkParameter } from './network';

export type Finding =
  /** Nothing leads from the parameter to the loss; or only steps do, whose slope is 0; or a normalisation cancels it. */
  | { readonly kind: 'unused' | 'behind-step'; readonly part: NetworkParameter }
  | { readonly kind: 'cancelled'; readonly part: NetworkParameter; readonly by: string }
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
  const reached = reachedFrom(network, new Map());
  return network.parameters.flatMap((part): Finding[] => {
    if (!reached.has(part.variable)) return [{ kind: 'unused', part }];
    if (!adjointOf(pass, part.variable)) return [{ kind: 'behind-step', part }];
    const by = cancelledBy(network, part);
    return by === undefined ? [] : [{ kind: 'cancelled', part, by }];
  });
}

/** What the loss is computed from; some expressions may be taken for others first. */
function reachedFrom({ graph, nodes, loss }: Network, opaque: ReadonlyMap<Expression, Expression>): Set<Variable> {
  const reached = new Set<Variable>([loss.variable]);
  for (const { variable, body } of [...nodes].reverse()) {
    if (!body || !reached.has(variable)) continue;
    for (const one of variables(substitute(graph, body, opaque))) reached.add(one);
  }
  return reached;
}

/**
 * The node whose batch normalisation takes the bias away: a constant added to what is normalised is subtracted again with
 * the mean. A proof: the bias is a term of what is normalised, and reaches the loss through nothing else.
 */
function cancelledBy(network: Network, { variable: bias }: NetworkParameter): string | undefined {
  const { graph, layers, nodes } = network;
  if (bias.shape.length > 1) return undefined;
  for (const { row, node, expression } of layers) {
    if (row !== 'batch_norm') continue;
    const normalised = normalisedBy(expression);
    const body = nodes.find(({ variable }) => variable === normalised)?.body ?? normalised;
    if (!normalised || !body || !isAddedTo(body, bias)) continue;
    const rest = graph.variable('normalised', 'introduced', normalised.shape);
    // What else of the layer speaks of the bias (as its own shift) or of what is normalised keeps it.
    const own = substitute(graph, expression, new Map([[normalised, rest]]));
    if (variables(own).includes(bias)) continue;
    if (!reachedFrom(network, new Map([[expression, own]])).has(bias)) return node;
  }
  return undefined;
}

/** What the innermost mean of a batch normalisation is taken of. */
function normalisedBy(expression: Expression): Expression | undefined {
  const mean = postorder([expression]).find((node) => node.kind === 'operation' && node.row.name === 'mean');
  return mean?.kind === 'operation' ? mean.args[0] : undefined;
}

/** Whether the bias is a term that is constant over what the mean goes over, and stands in no other part. */
function isAddedTo(body: Expression, bias: Variable): boolean {
  const parts =
    body.kind === 'sum' && body.shape.length === 2
      ? body.terms
      : body.kind === 'operation' && body.row.name === 'conv2d' && body.args[2] === bias
        ? body.args
        : [];
  return (
    parts.filter((part) => part === bias).length === 1 &&
    parts.every((part) => part === bias || !variables(part).includes(bias))
  );
}

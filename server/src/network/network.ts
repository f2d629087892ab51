/**
 * The data of a network: its inputs, targets, nodes and loss in the order of the page, and its parameters in the order in
 * which they are made. Every node is a variable with a body over the variables above it, as written, layers expanded.
 */
import { count, type Dimension, plus, type Shape } from '../calculus/dimension';
import type { Expression, Graph, Variable } from '../calculus/expression';

export interface NetworkNode {
  readonly kind: 'input' | 'target' | 'node' | 'loss';
  readonly name: string;
  /** Stands for it in the bodies of the nodes below, and in formulas. */
  readonly variable: Variable;
  readonly shape: Shape;
  /** Of nodes and the loss: over the variables of what stands above, without calls of layers. */
  readonly body?: Expression;
  /** Of inputs and targets: the sample value, over values of the page. */
  readonly value?: Expression;
}

export interface NetworkParameter {
  /** `W`, where it is written out; `h.W` where a layer makes it. */
  readonly name: string;
  readonly variable: Variable;
  readonly shape: Shape;
  readonly value?: Expression;
  /** The node in whose statement a layer makes it. */
  readonly owner?: string;
}

/** A layer or a loss as it is called in a statement: what tables and hovers show of it. */
export interface LayerUse {
  readonly row: string;
  /** The node in whose statement it stands. */
  readonly node: string;
  /** The names of the parameters that it uses, made or bound. */
  readonly parameters: readonly string[];
  readonly expression: Expression;
}

export interface Network {
  readonly name: string;
  readonly graph: Graph;
  /** Inputs, targets, nodes and the loss, in the order of the page. */
  readonly nodes: readonly NetworkNode[];
  readonly parameters: readonly NetworkParameter[];
  readonly layers: readonly LayerUse[];
  readonly loss: NetworkNode & { readonly body: Expression };
  /** The first argument of the loss function; what the network is as a function. Undefined where there is none. */
  readonly prediction?: Expression;
}

/** What a backward pass needs of a network; also of one that is not finished. */
export type Layered = Pick<Network, 'graph' | 'nodes' | 'parameters'>;

/** How many numbers the parameters have together: a number, or a text where a length is a name. */
export const totalParameters = ({ parameters }: Pick<Network, 'parameters'>): Dimension =>
  parameters.reduce<Dimension>((total, { shape }) => plus(total, count(shape)), 0);

/** A length as a number, null where it has none. */
export const numberOrNull = (dimension: Dimension): number | null => (typeof dimension === 'number' ? dimension : null);

/** A node or a parameter by its name. */
export function partOf(network: Network, name: string): NetworkNode | NetworkParameter | undefined {
  return (
    network.nodes.find((node) => node.name === name) ?? network.parameters.find((parameter) => parameter.name === name)
  );
}

/**
 * A network whose dense layers keep their weights as PyTorch does: W[neurons, inputs] and z = x @ Wᵀ + b. In: a network in the
 * layout of the page, x @ W + b. Out: the same network, in which each such W is a variable of the transposed shape, so that the
 * backward pass, its checks, values and entries follow; and what is to be said of it.
 *
 * Parameters that stand on the page keep the shape that they have there. Other layers need no change: their weights are laid
 * out as in PyTorch. https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html
 */
import { type Expression, type Graph, substitute } from '../calculus/expression';
import { operation } from '../calculus/operations/table';
import type { NetworkLayout } from '../protocol';
import type { LayerUse, Network, NetworkParameter } from './network';

export interface LaidOut {
  readonly network: Network;
  /** Which weights are turned, and which are not, in sentences. */
  readonly note?: string;
}

export const laidOut = (network: Network, layout: NetworkLayout = 'row'): LaidOut => LAYOUTS[layout](network);

const LAYOUTS: Readonly<Record<NetworkLayout, (network: Network) => LaidOut>> = {
  row: (network) => ({ network }),
  pytorch: turnedOver,
};

function turnedOver(network: Network): LaidOut {
  const { graph, nodes, parameters, layers, loss, prediction } = network;
  const turned = parameters.filter((parameter) => isMadeByDense(parameter, layers));
  const meanings = new Map<Expression, Expression>();
  const renewed = new Map<NetworkParameter, NetworkParameter>();
  for (const parameter of turned) {
    const { variable, shape, value } = parameter;
    const across = shape.toReversed();
    const own = graph.variable(variable.name, variable.scope, across);
    meanings.set(variable, transpose(graph, own));
    meanings.set(transpose(graph, variable), own);
    renewed.set(parameter, {
      ...parameter,
      variable: own,
      shape: across,
      ...(value && { value: transposedValue(graph, value) }),
    });
  }
  const read = (expression: Expression): Expression => substitute(graph, expression, meanings);
  const withBody = <Node extends { readonly body?: Expression }>(node: Node): Node =>
    node.body ? { ...node, body: read(node.body) } : node;
  return {
    network: {
      ...network,
      nodes: nodes.map(withBody),
      parameters: parameters.map((parameter) => renewed.get(parameter) ?? parameter),
      layers: layers.map((use) => ({ ...use, expression: read(use.expression) })),
      loss: withBody(loss),
      ...(prediction && { prediction: read(prediction) }),
    },
    note: noteOf(turned, kept(network)),
  };
}

const isDense = ({ row }: LayerUse): boolean => row === 'dense';
const isMatrix = ({ shape }: NetworkParameter): boolean => shape.length === 2;

const isMadeByDense = (parameter: NetworkParameter, layers: readonly LayerUse[]): boolean =>
  isMatrix(parameter) &&
  parameter.owner !== undefined &&
  layers.some((use) => isDense(use) && use.node === parameter.owner && use.parameters.includes(parameter.name));

/** Weights of dense layers that stand on the page. */
const kept = ({ parameters, layers }: Network): readonly NetworkParameter[] =>
  parameters.filter(
    (parameter) =>
      isMatrix(parameter) &&
      parameter.owner === undefined &&
      layers.some((use) => isDense(use) && use.parameters.includes(parameter.name)),
  );

const transpose = (graph: Graph, matrix: Expression): Expression => graph.operate(operation('transpose'), [matrix]);

/** What is written out entry by entry stays so. */
function transposedValue(graph: Graph, value: Expression): Expression {
  const rows = value.kind === 'array' ? value.items.map((row) => (row.kind === 'array' ? row.items : undefined)) : [];
  const [first] = rows;
  if (!first) return transpose(graph, value);
  const columns = first.map((_, j) => rows.flatMap((row) => row?.[j] ?? []));
  return graph.array(columns.map((column) => graph.array(column)));
}

const listed = (parameters: readonly NetworkParameter[]): string =>
  parameters
    .map(({ name }) => name)
    .join(', ')
    .replace(/, ([^,]*)$/, ' and $1');

function noteOf(turned: readonly NetworkParameter[], stay: readonly NetworkParameter[]): string {
  const sentences = [
    turned.length === 0
      ? 'No dense layer of this network makes its own weights: nothing is turned.'
      : `As in PyTorch, weights of dense layers are W[neurons, inputs]: ${listed(turned)} ${turned.length > 1 ? 'are the transposes of what stands' : 'is the transpose of what stands'} on the page.`,
    ...(stay.length === 0
      ? []
      : [
          `${listed(stay)} ${stay.length > 1 ? 'are parameters' : 'is a parameter'} of the page and ${stay.length > 1 ? 'stay as they are' : 'stays as it is'}, W[inputs, neurons].`,
        ]),
  ];
  return sentences.join(' ');
}

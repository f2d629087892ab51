/**
 * The names of a statement of a network: inputs, parameters and nodes above it, dimensions, layers, then the page. In: what
 * is known of the network so far. Out: a scope.
 */
import { type Dimension, namesIn } from '../calculus/dimension';
import type { Graph, Variable } from '../calculus/expression';
import type { Layered, NetworkNode, NetworkParameter } from '../network/network';
import type { Problem, Sentence } from '../syntax/tree';
import { asOperation, type LayerCall, type LayerPlace, layerCall, numbersIn } from './network-layers';
import { operationCall } from './operation-calls';
import { BUILT_INS, builtIn, CONSTANT_NAMES, type Inside, LAYERS, type NameMeaning, type Scope } from './scope';

/** What is known of a network while its sentences are read in order. */
export interface Building {
  readonly graph: Graph;
  readonly block: readonly Sentence[];
  /** The first sentence that defines each name. */
  readonly first: ReadonlyMap<string, number>;
  readonly known: Map<string, NameMeaning>;
  readonly nodes: NetworkNode[];
  readonly parameters: NetworkParameter[];
  readonly calls: LayerCall[];
  /** The sentence that each node, input or parameter stands in. */
  readonly places: Map<Variable, number>;
  /** Numbers of named lengths, from values of the page and literals. */
  readonly lengths: Map<string, Dimension>;
  /** Those from values of the page: shapes have them in the place of the names. */
  readonly ofPage: Map<string, Dimension>;
  readonly resolve: (name: string) => NameMeaning | undefined;
  readonly names: Iterable<string>;
  report(index: number, problem: Problem): void;
}

/** The names of a sentence: what stands above in the network, its dimensions, the page, the built-ins. */
export function scopeIn(building: Building, index: number, report: Scope['report'] = () => {}): Scope {
  const { graph, first, block, resolve, names } = building;
  const above = new Map(building.known);
  const layered: Layered = { graph, nodes: [...building.nodes], parameters: [...building.parameters] };
  const calls = [...building.calls];
  const dimensions = new Map<string, Variable>();
  for (const { shape } of [...layered.nodes, ...layered.parameters])
    for (const name of shape.flatMap(namesIn)) dimensions.set(name, graph.variable(name, 'dimension'));
  const sentence = block[index];
  const own = sentence ? definedBy(sentence) : [];
  return {
    graph,
    free: false,
    inside: {
      has: (name) => above.has(name),
      above: () => layered,
      bound: (node, weight) => calls.find((call) => call.node === node && call.bound.has(weight))?.bound.get(weight),
      layer: layersOf(building, layered, sentence),
    },
    resolve(name) {
      if (name.startsWith('std.')) return builtIn(graph, name.slice(4));
      const member = above.get(name);
      if (member) return member;
      if (first.has(name)) return { kind: 'below', message: below(name, own.includes(name)) };
      const dimension = dimensions.get(name);
      if (dimension) return { kind: 'variable', variable: dimension };
      return resolve(name) ?? builtIn(graph, name);
    },
    *known() {
      yield* above.keys();
      yield* dimensions.keys();
      yield* names;
      yield* BUILT_INS;
      yield* LAYERS;
      yield* CONSTANT_NAMES;
    },
    report,
  };
}

/**
 * A network that ends with a sentence at an index, in the place of what stands there and below: as it is while the
 * sentence is typed. What is made of it leaves the network as it is.
 */
export function cutAt(building: Building, sentence: Sentence, index: number): Building {
  const { block, first, known, nodes, parameters, calls } = building;
  const isAbove = (name: string): boolean => (first.get(name) ?? index) < index;
  const own = new Map([...first].filter(([name]) => isAbove(name)));
  for (const name of definedBy(sentence)) if (!own.has(name)) own.set(name, index);
  return {
    ...building,
    block: [...block.slice(0, index), sentence],
    first: own,
    known: new Map([...known].filter(([name]) => isAbove(name))),
    nodes: nodes.filter(({ name }) => isAbove(name)),
    parameters: parameters.filter(({ name, owner }) => isAbove(owner ?? name)),
    calls: calls.filter(({ node }) => isAbove(node)),
    lengths: new Map(building.lengths),
    report: () => {},
  };
}

const below = (name: string, itself: boolean): string =>
  itself
    ? `${name} is defined by itself here: a node is made of what stands above it.`
    : `${name} is defined further down: a node is used below its definition.`;

/** How the layers of a statement are made; each is noted once, however often its tree is asked for. */
function layersOf(building: Building, { nodes }: Layered, sentence: Sentence | undefined): Inside['layer'] {
  if (sentence?.kind !== 'definition') return () => undefined;
  const { first, resolve, lengths } = building;
  const place: LayerPlace = {
    node: sentence.name.name,
    numbers: numbersIn(sentence.body, (name) => LAYERS.has(name) && !first.has(name) && !resolve(name)),
    lengths,
    see: (variable) => nodes.find((node) => node.variable === variable)?.body,
  };
  return (scope, row, tree) => {
    const direct = asOperation(scope, row, tree);
    if (direct) return operationCall(scope, direct, tree);
    const call = layerCall(scope, place, row, tree);
    if (call && !building.calls.some((other) => other.tree.callee === tree.callee)) building.calls.push(call);
    return call?.expression;
  };
}

/** The names that a sentence defines; of what was misspelt, those that it meant to. */
export function definedBy(sentence: Sentence): readonly string[] {
  switch (sentence.kind) {
    case 'definition':
    case 'input':
    case 'target':
    case 'param':
      return [sentence.name.name];
    case 'broken':
      return sentence.defines ? [sentence.defines.name.name] : [];
    case 'expression': {
      // `parm W[2, 2]`
      const second = sentence.body.kind === 'product' ? sentence.body.rest[0] : undefined;
      if (second?.operator !== 'implicit') return [];
      const named = second.operand.kind === 'index' ? second.operand.base : second.operand;
      return named.kind === 'name' ? [named.name] : [];
    }
    default:
      return [];
  }
}

/**
 * What of a graph is drawn. In: the graph, and the layers that are closed. Out: nodes and edges with each closed layer as one node,
 * frames around the open ones, and who leads to whom.
 */
import type { ComputationGraph, GraphEdge, GraphLayer, GraphNode } from '../../../../../server/src/protocol';

export interface DrawnNode extends Omit<GraphNode, 'kind'> {
  readonly kind: GraphNode['kind'] | 'layer';
  /** Of a closed layer: the nodes in it. */
  readonly members: readonly string[];
}

export interface DrawnEdge extends GraphEdge {
  readonly key: string;
}

export interface Frame extends GraphLayer {
  readonly members: readonly string[];
}

export interface Drawing {
  /** In the order of the forward pass. */
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  /** Around open layers. */
  readonly frames: readonly Frame[];
  readonly node: ReadonlyMap<string, DrawnNode>;
  readonly edge: ReadonlyMap<string, DrawnEdge>;
  readonly into: ReadonlyMap<string, readonly DrawnEdge[]>;
  readonly outOf: ReadonlyMap<string, readonly DrawnEdge[]>;
}

export function fold(graph: ComputationGraph, closed: ReadonlySet<string>): Drawing {
  const layers = foldable(graph);
  const frames = layers.filter(({ name }) => !closed.has(name));
  const heads = layers.filter(({ name }) => closed.has(name)).map((frame) => whole(frame, graph));
  const home = new Map(heads.flatMap(({ id, members }) => members.map((member) => [member, id] as const)));
  const lasts = new Map(heads.map((head) => [head.members.at(-1), head]));
  const nodes = graph.nodes.flatMap((node): readonly DrawnNode[] => {
    const head = lasts.get(node.id);
    if (head) return [head];
    return home.has(node.id) ? [] : [{ ...node, members: [] }];
  });
  const node = new Map(nodes.map((each) => [each.id, each]));
  const merged = new Map<string, DrawnEdge>();
  for (const { from, to, local, onPath } of graph.edges) {
    const ends = { from: home.get(from) ?? from, to: home.get(to) ?? to };
    if (ends.from === ends.to || !node.has(ends.from) || !node.has(ends.to)) continue;
    const key = `${ends.from} → ${ends.to}`;
    const other = merged.get(key);
    // Two edges that have become one have no one slope.
    merged.set(key, { key, ...ends, onPath: onPath || other?.onPath === true, ...(!other && local && { local }) });
  }
  const edges = [...merged.values()];
  return {
    nodes,
    edges,
    frames,
    node,
    edge: merged,
    into: grouped(edges, ({ to }) => to),
    outOf: grouped(edges, ({ from }) => from),
  };
}

/** Layers of two nodes and more, in order: one alone has nothing to close. */
export function foldable(graph: ComputationGraph): readonly Frame[] {
  const members = grouped(graph.nodes, ({ layer }) => layer);
  return graph.layers.flatMap((layer) => {
    const inside = members.get(layer.name) ?? [];
    return inside.length < 2 ? [] : [{ ...layer, members: inside.map(({ id }) => id) }];
  });
}

/** A closed layer. It has a value and a gradient where one node of it leads out: those of that node. */
function whole({ name, label, shape, members }: Frame, graph: ComputationGraph): DrawnNode {
  const inside = new Set(members);
  const exits = new Set(
    graph.edges.filter(({ from, to }) => inside.has(from) && !inside.has(to)).map(({ from }) => from),
  );
  const nodes = graph.nodes.filter(({ id }) => inside.has(id));
  const last = nodes.at(-1);
  // The layer that ends in the output leads nowhere.
  const exit = exits.size === 0 ? last : exits.size === 1 ? nodes.find(({ id }) => exits.has(id)) : undefined;
  const outward = shape ?? exit?.shape;
  return {
    id: `layer ${name}`,
    kind: 'layer',
    label,
    members,
    onPath: nodes.some(({ onPath }) => onPath),
    ...(exit?.formula && { formula: exit.formula }),
    ...(exit?.value && { value: exit.value }),
    ...(exit?.gradient && { gradient: exit.gradient }),
    ...(exit?.gradientFormula && { gradientFormula: exit.gradientFormula }),
    ...(outward && { shape: outward }),
    ...(exit?.source && { source: exit.source }),
  };
}

/** What the layout depends on; while it stays, numbers are put in where they stand. */
export const structure = ({ nodes, edges, frames }: Drawing): string =>
  JSON.stringify([
    nodes.map(({ id, kind, label, formula, shape }) => [id, kind, label.unicode, formula?.unicode, shape]),
    edges.map(({ key, local }) => [key, local?.formula?.unicode]),
    frames.map(({ name, label }) => [name, label.unicode]),
  ]);

function grouped<T, K>(values: readonly T[], by: (value: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const value of values) {
    const group = groups.get(by(value));
    if (group) group.push(value);
    else groups.set(by(value), [value]);
  }
  return groups;
}

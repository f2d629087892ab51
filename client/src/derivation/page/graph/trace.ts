/**
 * What lights up. In: a drawing, and the node or the edge that is pointed at, or none. Out: the way from the chosen variable to it,
 * and from it to the output.
 */
import type { Drawing, DrawnEdge } from './fold';

export interface Trace {
  /** Ids of nodes and keys of edges. */
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
}

/** From the chosen variable to the output. */
export const mainPath = ({ nodes, edges }: Drawing): Trace => ({
  nodes: new Set(nodes.filter(({ onPath }) => onPath).map(({ id }) => id)),
  edges: new Set(edges.filter(({ onPath }) => onPath).map(({ key }) => key)),
});

/** The gradient of a node comes back on every way from the output; what the node depends on is shown as far as it is asked for. */
export const through = (drawing: Drawing, id: string): Trace =>
  join(
    reach(drawing.outOf, id, 'to', () => true),
    reach(drawing.into, id, 'from', ({ onPath }) => onPath),
  );

export function throughEdge(drawing: Drawing, edge: DrawnEdge): Trace {
  const ahead = reach(drawing.outOf, edge.to, 'to', () => true);
  const behind = reach(drawing.into, edge.from, 'from', ({ onPath }) => onPath);
  return join(join(ahead, behind), { nodes: new Set(), edges: new Set([edge.key]) });
}

function reach(
  links: Drawing['into'],
  start: string,
  end: 'from' | 'to',
  follows: (edge: DrawnEdge) => boolean,
): Trace {
  const nodes = new Set([start]);
  const edges = new Set<string>();
  // A set that grows while it is walked: each node once, so circles of closed layers end.
  for (const id of nodes) {
    for (const edge of links.get(id) ?? []) {
      if (!follows(edge)) continue;
      edges.add(edge.key);
      nodes.add(edge[end]);
    }
  }
  return { nodes, edges };
}

const join = (a: Trace, b: Trace): Trace => ({
  nodes: new Set([...a.nodes, ...b.nodes]),
  edges: new Set([...a.edges, ...b.edges]),
});

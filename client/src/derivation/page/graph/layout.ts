/**
 * Where everything stands. In: a drawing, how large its nodes and labels are, and a direction. Out: boxes by their centres, and edges
 * as SVG paths. By dagre (Gansner et al., A Technique for Drawing Directed Graphs, 1993), once for a structure.
 */
import { layout as dagre, type EdgeLabel, Graph, type GraphLabel, type NodeLabel, type Point } from '@dagrejs/dagre';
import type { Drawing, DrawnEdge, DrawnNode, Frame } from './fold';
import { type Route, routes } from './routes';

/** Left to right, or top to bottom. */
export type Direction = 'LR' | 'TB';
export interface Size {
  readonly width: number;
  readonly height: number;
}
/** By its centre. */
export interface Box extends Size, Readonly<Point> {}
export interface Sizes {
  node(node: DrawnNode): Size;
  /** Of an edge without a label nothing. */
  edge(edge: DrawnEdge): Size | undefined;
}
export interface Layout {
  readonly direction: Direction;
  readonly bounds: Box;
  readonly nodes: ReadonlyMap<string, Box>;
  readonly edges: ReadonlyMap<string, Route>;
  readonly frames: ReadonlyMap<string, Box>;
}

/** Of a frame: room around its nodes, and for its title. */
const PADDING = 12;
export const TITLE = 24;

/** So many nodes are laid out twice, and the lower of the two is taken: it is the one whose path is straighter. */
const TWICE = 150;

export function layout(drawing: Drawing, sizes: Sizes, direction: Direction): Layout {
  const centred = arranged(drawing, sizes, direction);
  const across = direction === 'LR' ? 'height' : 'width';
  const aligned = drawing.nodes.length > TWICE ? centred : arranged(drawing, sizes, direction, 'UR');
  const graph = aligned.graph()[across] <= centred.graph()[across] ? aligned : centred;
  const nodes = new Map(drawing.nodes.map(({ id }) => [id, box(graph.node(id))]));
  const frames = new Map(drawing.frames.map((frame) => [frame.name, around(frame, nodes)]));
  const bends = new Map(
    drawing.edges.map((edge) => {
      const { points = [], x, y } = graph.edge(edge.from, edge.to);
      return [
        edge.key,
        { points: points.slice(1, -1), ...(x !== undefined && y !== undefined && { label: { x, y } }) },
      ];
    }),
  );
  const edges = routes(drawing, nodes, bends, sizes, direction);
  const all = [...nodes.values(), ...frames.values(), ...[...edges.values()].map(({ extent }) => extent)];
  return { direction, bounds: bounds(all), nodes, edges, frames };
}

function arranged(drawing: Drawing, sizes: Sizes, direction: Direction, align?: 'UR') {
  const graph = new Graph<GraphLabel & Size, NodeLabel, EdgeLabel>({ compound: drawing.frames.length > 0 });
  const nodesep = direction === 'LR' ? 18 : 26;
  graph.setGraph({
    rankdir: direction,
    ranksep: 44,
    nodesep,
    edgesep: 14,
    width: 0,
    height: 0,
    ...(align && { align }),
  });
  for (const node of drawing.nodes) graph.setNode(node.id, { ...sizes.node(node) });
  for (const { name, members } of drawing.frames) {
    graph.setNode(frameId(name), { width: 0, height: 0 });
    for (const member of members) graph.setParent(member, frameId(name));
  }
  for (const edge of drawing.edges) {
    // Straight where it matters most: along the chosen path.
    graph.setEdge(edge.from, edge.to, { weight: edge.onPath ? 3 : 1, ...sizes.edge(edge), labelpos: 'c' });
  }
  for (const [from, to] of inOrder(drawing)) if (!graph.hasEdge(from, to)) graph.setEdge(from, to, { weight: 0 });
  dagre(graph);
  return graph;
}

/** Of one layer; more would take longer than they help. */
const ORDERED = 32;

/** What leads into a layer stands before all of it, its weights too: so layers stand side by side and not one over the other. */
function inOrder({ frames, edges, into, outOf }: Drawing): readonly (readonly [string, string])[] {
  return frames.flatMap(({ members }) => {
    const inside = new Set(members);
    const after = new Set(members);
    for (const id of after) for (const { to } of outOf.get(id) ?? []) after.add(to);
    const starts = members.filter((id) => !into.has(id));
    return edges
      .filter(({ from, to }) => inside.has(to) && !after.has(from))
      .flatMap(({ from }) => starts.map((start) => [from, start] as const))
      .slice(0, ORDERED);
  });
}

const frameId = (name: string): string => `frame ${name}`;
const box = ({ x = 0, y = 0, width, height }: NodeLabel): Box => ({ x, y, width, height });

function around({ members }: Frame, boxes: ReadonlyMap<string, Box>): Box {
  const { x, y, width, height } = bounds(members.flatMap((id) => boxes.get(id) ?? []));
  return { x, y: y - TITLE / 2, width: width + 2 * PADDING, height: height + 2 * PADDING + TITLE };
}

export function bounds(boxes: readonly Box[]): Box {
  if (boxes.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  const left = Math.min(...boxes.map(({ x, width }) => x - width / 2));
  const right = Math.max(...boxes.map(({ x, width }) => x + width / 2));
  const top = Math.min(...boxes.map(({ y, height }) => y - height / 2));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height / 2));
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
}

/** The next box in a direction of the screen, of those that stand over or beside it; the nearest. */
export function nearest(from: Box, boxes: ReadonlyMap<string, Box>, axis: 'x' | 'y', sign: 1 | -1): string | undefined {
  const across = axis === 'x' ? 'y' : 'x';
  const ranked = [...boxes]
    .map(([id, { [axis]: along, [across]: aside }]) => ({
      id,
      ahead: (along - from[axis]) * sign,
      aside: Math.abs(aside - from[across]),
    }))
    .filter(({ ahead, aside }) => ahead > 1 && ahead > aside)
    .sort((a, b) => a.ahead + 2 * a.aside - (b.ahead + 2 * b.aside));
  return ranked[0]?.id;
}

/**
 * Where everything stands. In: a drawing, how large its nodes and labels are, and a direction. Out: boxes by their centres, and edges
 * as SVG paths. By dagre (Gansner et al., A Technique for Drawing Directed Graphs, 1993), once for a structure.
 */
import { layout as dagre, type EdgeLabel, Graph, type GraphLabel, type NodeLabel, type Point } from '@dagrejs/dagre';
import { curveBasis, curveBumpX, curveBumpY, line } from 'd3-shape';
import type { Drawing, DrawnEdge, DrawnNode, Frame } from './fold';

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
export interface Route {
  /** To the foot of its arrowhead. */
  readonly path: string;
  /** The tip of its arrowhead. */
  readonly end: Readonly<Point>;
  /** Where the label stands. */
  readonly at: Readonly<Point>;
  readonly label?: Size;
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

export function layout(drawing: Drawing, sizes: Sizes, direction: Direction): Layout {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>({ compound: drawing.frames.length > 0 });
  graph.setGraph({ rankdir: direction, ranksep: 44, nodesep: direction === 'LR' ? 18 : 26, edgesep: 14 });
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
  const nodes = new Map(drawing.nodes.map(({ id }) => [id, box(graph.node(id))]));
  const frames = new Map(drawing.frames.map((frame) => [frame.name, around(frame, nodes)]));
  const routes = new Map(
    drawing.edges.map((edge) => {
      const { points = [], x, y } = graph.edge(edge.from, edge.to);
      // Without a label the one point between two ranks is nothing to go through.
      const inner = points.length === 3 && x === undefined ? [] : points.slice(1, -1);
      const middle = inner[Math.floor(inner.length / 2)] ?? { x: 0, y: 0 };
      return [edge.key, { inner, at: { x: x ?? middle.x, y: y ?? middle.y } }] as const;
    }),
  );
  const edges = new Map(
    drawing.edges.map((edge) => {
      const { inner, at } = routes.get(edge.key) ?? { inner: [], at: { x: 0, y: 0 } };
      const start = port(edge, 'from', drawing, nodes, direction);
      const end = port(edge, 'to', drawing, nodes, direction);
      const label = sizes.edge(edge);
      return [edge.key, { path: curve(start, inner, end, direction), end, at, ...(label && { label }) }];
    }),
  );
  return { direction, bounds: bounds([...nodes.values(), ...frames.values()]), nodes, edges, frames };
}

/** What leads into a layer stands before all of it, its weights too: so layers stand side by side and not one over the other. */
function inOrder({ frames, edges, into, outOf }: Drawing): readonly (readonly [string, string])[] {
  return frames.flatMap(({ members }) => {
    const inside = new Set(members);
    const after = new Set(members);
    for (const id of after) for (const { to } of outOf.get(id) ?? []) after.add(to);
    const starts = members.filter((id) => !into.has(id));
    return edges
      .filter(({ from, to }) => inside.has(to) && !after.has(from))
      .flatMap(({ from }) => starts.map((start) => [from, start] as const));
  });
}

const frameId = (name: string): string => `frame ${name}`;
const box = ({ x = 0, y = 0, width, height }: NodeLabel): Box => ({ x, y, width, height });

/** Edges leave and enter in the middle of a side, a little apart from each other, in the order of where they lead. */
function port(
  edge: DrawnEdge,
  end: 'from' | 'to',
  drawing: Drawing,
  boxes: ReadonlyMap<string, Box>,
  direction: Direction,
): Point {
  const across = direction === 'LR' ? 'y' : 'x';
  const other = end === 'from' ? 'to' : 'from';
  const place = (each: DrawnEdge): number => boxes.get(each[other])?.[across] ?? 0;
  const siblings = (end === 'from' ? drawing.outOf : drawing.into).get(edge[end]) ?? [];
  const index = siblings.filter((each) => place(each) < place(edge)).length;
  const { x, y, width, height } = boxes.get(edge[end]) ?? { x: 0, y: 0, width: 0, height: 0 };
  const side = (direction === 'LR' ? height : width) - 20;
  const shift = (index - (siblings.length - 1) / 2) * Math.min(14, side / siblings.length);
  const sign = end === 'from' ? 1 : -1;
  return direction === 'LR'
    ? { x: x + (sign * width) / 2, y: y + shift }
    : { x: x + shift, y: y + (sign * height) / 2 };
}

/** Leaves and enters straight ahead. */
function curve(start: Point, inner: readonly Point[], end: Point, direction: Direction): string {
  const along = direction === 'LR' ? 'x' : 'y';
  const ahead = (point: Point, distance: number): Point => ({ ...point, [along]: point[along] + distance });
  const points = [start, ...inner, ahead(end, -8)];
  const isForward = points.every((point, i) => i === 0 || point[along] > (points[i - 1]?.[along] ?? 0));
  // An edge that goes back (closed layers may make a circle) has no such curve.
  const shape = isForward ? (direction === 'LR' ? curveBumpX : curveBumpY) : curveBasis;
  const draw = line<Point>()
    .x(({ x }) => x)
    .y(({ y }) => y)
    .curve(shape)
    .digits(1);
  return draw([...points]) ?? '';
}

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

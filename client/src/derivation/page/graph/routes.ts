/**
 * How edges run between boxes that have their places. In: the boxes, and the points that keep an edge clear of others. Out: an SVG
 * path for each, the tip of its arrow, and where its label stands.
 */
import type { Point } from '@dagrejs/dagre';
import { curveBasis, curveBumpX, curveBumpY, line } from 'd3-shape';
import type { Drawing, DrawnEdge } from './fold';
import { type Box, bounds, type Direction, type Size, type Sizes } from './layout';

export interface Route {
  /** To the foot of its arrowhead. */
  readonly path: string;
  /** The tip of its arrowhead. */
  readonly end: Readonly<Point>;
  /** Where the label stands. */
  readonly at: Readonly<Point>;
  readonly label?: Size;
  /** All of it lies in here. */
  readonly extent: Box;
}
/** From the layout: the points on the way, and the place kept for a label. */
interface Bends {
  readonly points: readonly Point[];
  readonly label?: Point;
}

const HEAD = 8;
/** Of an arrowhead, and of a line. */
const THICK: Size = { width: 8, height: 8 };

export function routes(
  drawing: Drawing,
  boxes: ReadonlyMap<string, Box>,
  bends: ReadonlyMap<string, Bends>,
  sizes: Sizes,
  direction: Direction,
): ReadonlyMap<string, Route> {
  const placed: Box[] = [];
  return new Map(
    drawing.edges.map((edge) => {
      const { points = [], label: kept } = bends.get(edge.key) ?? {};
      const start = port(edge, 'from', drawing, boxes, bends, direction);
      const end = port(edge, 'to', drawing, boxes, bends, direction);
      const label = sizes.edge(edge);
      // From one rank to the next the edge is one sweep, and its label lies on it unless another lies there.
      const isNear = points.length <= 1;
      const middle = kept && isNear ? crossing(start, end, kept, direction) : undefined;
      const isFree = middle && label && !placed.some((other) => overlap({ ...middle, ...label }, other));
      const at = isFree ? middle : (kept ?? points[Math.floor(points.length / 2)] ?? start);
      if (label) placed.push({ ...at, ...label });
      const inner = isNear && (isFree || !kept) ? [] : points;
      const turns = [start, ...points, end].map((point) => ({ ...point, ...THICK }));
      const path = curve(start, inner, end, direction);
      return [
        edge.key,
        { path, end, at, ...(label && { label }), extent: bounds([...turns, { ...at, ...(label ?? THICK) }]) },
      ];
    }),
  );
}

const overlap = (a: Box, b: Box): boolean =>
  Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;

/** Where the sweep from one port to the other passes the place of its label. */
function crossing(start: Point, end: Point, { x, y }: Point, direction: Direction): Point {
  const [along, across] = direction === 'LR' ? (['x', 'y'] as const) : (['y', 'x'] as const);
  const wish = direction === 'LR' ? x : y;
  const [from, to] = [start[along], end[along] - HEAD];
  // A cubic with its control points in the middle grows along; halve until the pixel is right.
  let [low, high] = [0, 1];
  for (let i = 0; i < 12; i++) {
    const t = (low + high) / 2;
    const place = from * (1 - t) ** 3 + 1.5 * (from + to) * t * (1 - t) + to * t ** 3;
    if (place < wish) low = t;
    else high = t;
  }
  const aside = start[across] + (end[across] - start[across]) * low ** 2 * (3 - 2 * low);
  return direction === 'LR' ? { x, y: aside } : { x: aside, y };
}

/** Edges leave and enter in the middle of a side, a little apart from each other, in the order of where they lead. */
function port(
  edge: DrawnEdge,
  end: 'from' | 'to',
  drawing: Drawing,
  boxes: ReadonlyMap<string, Box>,
  bends: ReadonlyMap<string, Bends>,
  direction: Direction,
): Point {
  const across = direction === 'LR' ? 'y' : 'x';
  const other = end === 'from' ? 'to' : 'from';
  // Between neighbours where the other node is; else where the edge turns to first.
  const place = (each: DrawnEdge): number => {
    const points = bends.get(each.key)?.points ?? [];
    const turn = points.length > 1 ? points.at(end === 'from' ? 0 : -1) : undefined;
    return (turn ?? boxes.get(each[other]))?.[across] ?? 0;
  };
  const siblings = (end === 'from' ? drawing.outOf : drawing.into).get(edge[end]) ?? [];
  const index = siblings.toSorted((a, b) => place(a) - place(b)).indexOf(edge);
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
  const points = [start, ...inner, ahead(end, -HEAD)];
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

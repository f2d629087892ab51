/**
 * The drawing itself. In: what is drawn, and where it stands. Out: SVG under one group, so that moving it is one change; and
 * handles to what changes while numbers do. Classes carry the meaning, `graph.css` the colours.
 */
import { svg } from '../dom';
import { colourOf } from '../typeset';
import type { Drawing, DrawnEdge, DrawnNode, Frame } from './fold';
import {
  baselines,
  edgeRows,
  edgeWords,
  layerWords,
  lengths,
  type Measure,
  nodeRows,
  type Row,
  type RowKind,
  type Run,
  setting,
} from './labels';
import { type Box, type Direction, type Layout, TITLE } from './layout';
import { numbersOfEdge, numbersOfNode } from './renew';
import type { Progress } from './sweep';
import type { Trace } from './trace';

/** Something that can be pointed at. */
export interface Item {
  readonly kind: 'node' | 'edge' | 'frame';
  /** Of a node its id, of an edge its key, of a frame the layer's name. */
  readonly id: string;
  readonly element: SVGGElement;
  readonly box: Box;
  /** All that is drawn of it. */
  readonly extent: Box;
}
export interface Mark extends Item {
  readonly texts: ReadonlyMap<RowKind, SVGTextElement>;
}

export interface Scene {
  readonly root: SVGGElement;
  /** By `node id`, `edge key`, `frame name`. */
  readonly items: ReadonlyMap<string, Item>;
  /** Puts other numbers in where the old ones stood. */
  numbers(drawing: Drawing, progress: Progress | undefined): void;
  light(trace: Trace, pointed: Item | undefined): void;
  /** How an edge runs, for what travels along it. */
  route(key: string): SVGPathElement | undefined;
}

export function scene(drawing: Drawing, layout: Layout, names: readonly string[], measure: Measure): Scene {
  const nodes = new Map(drawing.nodes.map((node) => [node.id, drawNode(node, boxOf(layout.nodes, node.id), names)]));
  const edges = new Map(drawing.edges.map((edge) => [edge.key, drawEdge(edge, drawing, layout)]));
  const frames = drawing.frames.map((frame) => drawFrame(frame, boxOf(layout.frames, frame.name)));
  const marks = [...frames, ...edges.values(), ...nodes.values()];
  // Paths below all labels, and labels below nodes: what can be read is never crossed out.
  const root = svg(
    'g',
    { class: 'scene' },
    ...frames.map(({ element }) => element),
    ...[...edges.values()].map(({ element }) => element),
    ...[...nodes.values()].map(({ element }) => element),
  );
  let lit: ReadonlySet<Mark> = new Set();
  let marked: Item | undefined;
  return {
    root,
    items: new Map(marks.map((mark) => [`${mark.kind} ${mark.id}`, mark])),
    numbers(now, progress) {
      for (const node of now.nodes) numbersOfNode(nodes.get(node.id), node, progress);
      for (const edge of now.edges) numbersOfEdge(edges.get(edge.key), edge, now, measure, progress);
    },
    light(trace, pointed) {
      const next = new Set(marks.filter(({ kind, id }) => (kind === 'edge' ? trace.edges : trace.nodes).has(id)));
      for (const item of lit) if (!next.has(item)) item.element.classList.remove('lit');
      for (const item of next) if (!lit.has(item)) item.element.classList.add('lit');
      lit = next;
      marked?.element.classList.remove('pointed');
      pointed?.element.classList.add('pointed');
      marked = pointed;
    },
    route: (key) => edges.get(key)?.element.querySelector<SVGPathElement>('.route') ?? undefined,
  };
}

const boxOf = (boxes: ReadonlyMap<string, Box>, id: string): Box =>
  boxes.get(id) ?? { x: 0, y: 0, width: 0, height: 0 };

function drawNode(node: DrawnNode, box: Box, names: readonly string[]): Mark {
  const rows = nodeRows(node);
  const texts = written(rows);
  const isClosed = node.kind === 'layer';
  const colour = colourOf(node.label.text, names);
  const element = svg(
    'g',
    {
      class: ['node', node.kind, ...(colour ? [colour] : []), ...(node.source || isClosed ? ['goes'] : [])].join(' '),
      transform: `translate(${box.x} ${box.y})`,
      role: isClosed ? 'button' : 'img',
      tabindex: -1,
      ...(isClosed ? { 'aria-expanded': 'false' } : { 'aria-roledescription': 'node' }),
      'data-item': `node ${node.id}`,
    },
    ...(isClosed ? [rectangle(box, 6, 'behind', 5)] : []),
    rectangle(box, node.kind === 'input' || node.kind === 'weight' ? box.height / 2 : 8, 'face'),
    ...texts.values(),
  );
  return { kind: 'node', id: node.id, element, box, extent: box, texts };
}

const rectangle = ({ width, height }: Box, radius: number, name: string, shift = 0): SVGRectElement =>
  svg('rect', { class: name, x: shift - width / 2, y: shift - height / 2, width, height, rx: Math.min(radius, 22) });

function drawEdge(edge: DrawnEdge, drawing: Drawing, layout: Layout): Mark {
  const route = layout.edges.get(edge.key);
  const at = route?.at ?? { x: 0, y: 0 };
  const texts = written(edgeRows(edge));
  const ends = [drawing.node.get(edge.from), drawing.node.get(edge.to)] as const;
  const element = svg(
    'g',
    {
      class: 'edge',
      role: 'img',
      tabindex: -1,
      'aria-label': ends[0] && ends[1] ? edgeWords(edge, ends[0], ends[1]) : edge.key,
      'data-item': `edge ${edge.key}`,
    },
    svg('path', { class: 'hit', d: route?.path }),
    svg('path', { class: 'route', d: route?.path }),
    route && svg('path', { class: 'head', d: head(route.end, layout.direction) }),
    route?.label && svg('g', { class: 'slope', transform: `translate(${at.x} ${at.y})` }, paper(), ...texts.values()),
  );
  const label = { ...at, ...(route?.label ?? { width: 0, height: 0 }) };
  return { kind: 'edge', id: edge.key, element, box: label, extent: route?.extent ?? label, texts };
}

/** Below a label, so that the line stops where it can be read. */
const paper = (): SVGRectElement => svg('rect', { class: 'paper', rx: 4 });

const head = ({ x, y }: { readonly x: number; readonly y: number }, direction: Direction): string =>
  direction === 'LR' ? `M${x} ${y}l-8 -4v8z` : `M${x} ${y}l-4 -8h8z`;

function drawFrame(frame: Frame, box: Box): Mark {
  const top = box.y - box.height / 2;
  const left = box.x - box.width / 2;
  const shape = frame.shape && frame.shape.length > 0 ? `  ${lengths(frame.shape)}` : '';
  const text = svg(
    'text',
    { class: 'title', x: left + 12, y: top + 17 },
    svg('tspan', { class: 'fold' }, '▾ '),
    ...runsOf(setting(frame.label.unicode)),
    svg('tspan', { class: 'shape' }, shape),
  );
  const element = svg(
    'g',
    {
      class: 'frame',
      role: 'button',
      tabindex: -1,
      'aria-expanded': 'true',
      'aria-label': layerWords(frame),
      'data-item': `frame ${frame.name}`,
    },
    svg('rect', { class: 'border', x: left, y: top, width: box.width, height: box.height, rx: 10 }),
    svg('rect', { class: 'hit', x: left, y: top, width: box.width, height: TITLE + 4 }),
    text,
  );
  return {
    kind: 'frame',
    id: frame.name,
    element,
    box: { x: left + 20, y: top + TITLE / 2, width: 40, height: TITLE },
    extent: box,
    texts: new Map(),
  };
}

/** One text a row, centred. */
function written(rows: readonly Row[]): ReadonlyMap<RowKind, SVGTextElement> {
  const lines = baselines(rows);
  return new Map(
    rows.map(
      ({ kind, runs }, i) =>
        [
          kind,
          svg(
            'text',
            { class: isSign(runs) && kind === 'title' ? 'title sign' : kind, y: lines[i], 'aria-hidden': 'true' },
            ...runsOf(runs),
          ),
        ] as const,
    ),
  );
}

/** An operation that is one sign, `·` or `+`, is drawn larger. */
const isSign = ([run, ...more]: readonly Run[]): boolean =>
  more.length === 0 && /^[^\p{L}\p{N}]$/u.test(run?.text ?? '');

const SHIFTS = { raised: -5, lowered: 3 } as const;

/** What is moved up or down moves the next run back. */
function runsOf(runs: readonly Run[]): readonly SVGTSpanElement[] {
  let level = 0;
  return runs.map(({ text, slanted, level: own }) => {
    const next = own ? SHIFTS[own] : 0;
    const dy = next - level;
    level = next;
    return svg(
      'tspan',
      { ...(dy !== 0 && { dy }), ...((slanted || own) && { class: slanted ? 'slanted' : 'script' }) },
      text,
    );
  });
}

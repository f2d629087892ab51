/**
 * Where the drawing stands. In: what is to be drawn, again after each change. Out: a figure. It is laid out anew only where its
 * structure is another, and then what the reader looks at stays where it was.
 */
import { element, svg } from '../dom';
import { type Culling, culling } from './cull';
import { type Item, type Scene, scene } from './draw';
import { type Drawing, structure } from './fold';
import { edgeSize, nodeSize } from './labels';
import { type Box, type Direction, type Layout, layout, type Size, type Sizes } from './layout';
import { measurer } from './measure';
import { LARGEST_FIT, MARGIN, type Zoom, zoomOf } from './zoom';

export interface Drawn {
  readonly drawing: Drawing;
  readonly layout: Layout;
  readonly scene: Scene;
}
interface Stage {
  readonly figure: HTMLElement;
  readonly picture: SVGSVGElement;
  /** What travels along an edge. */
  readonly spark: SVGCircleElement;
  readonly zoom: Zoom;
  readonly now: () => Drawn | undefined;
  readonly hasRoom: () => boolean;
  /** `isOther`: nothing of the last drawing is kept. `from`: what has been opened or closed. Says whether there is a new scene. */
  draw(drawing: Drawing, names: readonly string[], isOther: boolean, from?: Item): boolean;
  /** Whether its writing could be read with all of it in sight. */
  isLegible(drawing: Drawing): boolean;
}

/** A panel narrower than this has its graph from top to bottom. */
const NARROW = 560;
/** Of the size of the writing; below this a student leans forward. */
const LEGIBLE = 0.62;

export function stageOf(): Stage {
  let drawn: (Drawn & { readonly key: string; readonly culling: Culling }) | undefined;
  const moving = svg('g');
  const spark = svg('circle', { class: 'spark hidden', r: 6 });
  const picture = svg('svg', { class: 'picture', role: 'group' }, moving);
  const figure = element('figure', {}, picture);
  const zoom = zoomOf(picture, moving, () => drawn?.culling.look(zoom.view()));
  const measure = measurer();
  /** Boxes only grow while the graph is the same, so that a number which becomes shorter moves nothing. */
  const grown = new Map<string, Size>();

  const direction = (): Direction => (figure.clientWidth < NARROW ? 'TB' : 'LR');
  const sizes: Sizes = {
    node: (node) => larger(`node ${node.id}`, nodeSize(node, measure)),
    edge(edge) {
      const size = edgeSize(edge, measure);
      return size && larger(`edge ${edge.key}`, size);
    },
  };
  function larger(name: string, { width, height }: Size): Size {
    const before = grown.get(name);
    const size = before
      ? { width: Math.max(width, before.width), height: Math.max(height, before.height) }
      : { width, height };
    grown.set(name, size);
    return size;
  }

  function place(before: Drawn | undefined, now: Drawn, from: Item | undefined): void {
    const isKept = before && zoom.isTouched() && before.layout.direction === now.layout.direction;
    if (!isKept) {
      zoom.fit(now.layout.bounds);
      return;
    }
    const target = from && now.scene.items.get(twin(from));
    if (from && target) zoom.hold(from.box, target.box);
    else {
      for (const [id, box] of before.layout.nodes) {
        const after = now.layout.nodes.get(id);
        if (!after || !zoom.isInSight(box)) continue;
        zoom.hold(box, after);
        return;
      }
    }
  }

  return {
    figure,
    picture,
    spark,
    zoom,
    now: () => drawn,
    hasRoom: () => figure.clientWidth > 0,
    draw(drawing, names, isOther, from) {
      if (isOther) grown.clear();
      const key = JSON.stringify([
        direction(),
        structure(drawing),
        drawing.nodes.map(sizes.node),
        drawing.edges.map((edge) => sizes.edge(edge) ?? null),
        names,
      ]);
      if (drawn && key === drawn.key && !isOther) {
        drawn = { ...drawn, drawing };
        if (!zoom.isTouched()) zoom.fit(drawn.layout.bounds);
        return false;
      }
      const before = isOther ? undefined : drawn;
      const made = layout(drawing, sizes, direction());
      const shown = scene(drawing, made, names, measure);
      drawn = { key, drawing, layout: made, scene: shown, culling: culling([...shown.items.values()]) };
      moving.replaceChildren(drawn.scene.root, spark);
      figure.style.height = `${height(made, figure.clientWidth)}px`;
      place(before, drawn, from);
      return true;
    },
    isLegible(drawing) {
      const made = layout(drawing, sizes, direction());
      const room = { width: figure.clientWidth, height: height(made, figure.clientWidth) };
      return fitting(made.bounds, room) >= LEGIBLE;
    },
  };
}

/** The other face of a layer: its node when it is closed, its frame when it is open. */
export const twin = ({ kind, id }: Item): string =>
  kind === 'frame' ? `node layer ${id}` : `frame ${id.replace(/^layer /, '')}`;

const fitting = (bounds: Box, room: Size): number =>
  Math.min((room.width - 2 * MARGIN) / bounds.width, (room.height - 2 * MARGIN) / bounds.height, LARGEST_FIT);

/** As high as the drawing where it is as wide as the panel; from top to bottom it may be longer than what is in sight. */
function height({ bounds, direction }: Layout, width: number): number {
  const wanted = bounds.height * Math.min(LARGEST_FIT, (width - 2 * MARGIN) / Math.max(bounds.width, 1)) + 2 * MARGIN;
  const most = window.innerHeight * (direction === 'LR' ? 0.62 : 1.4);
  return Math.round(Math.max(180, Math.min(wanted, most)));
}

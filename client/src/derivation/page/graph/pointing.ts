/**
 * Hovering, focus, clicks and keys in the drawing. In: what can be pointed at. Out: calls for what is pointed at and pressed. One
 * item has the tab stop, and the arrow keys go along the edges.
 */
import type { Item } from './draw';
import type { Drawing } from './fold';
import { type Box, type Direction, nearest } from './layout';

interface Pointed {
  readonly drawing: Drawing;
  readonly layout: { readonly direction: Direction };
  readonly scene: { readonly items: ReadonlyMap<string, Item> };
}
interface Pointing {
  /** A new drawing: the tab stop goes to the item of this name, or to the output. */
  renew(name: string | undefined, hasFocus: boolean): void;
  readonly current: () => string | undefined;
}
interface PointingActions {
  point(item: Item | undefined): void;
  press(item: Item): void;
  reveal(box: Box): void;
  /** Keys that mean the whole drawing: `+`, `-`, `0`, a space. */
  key(key: string): boolean;
}

const ARROWS: Readonly<Record<string, readonly ['x' | 'y', 1 | -1]>> = {
  ArrowRight: ['x', 1],
  ArrowLeft: ['x', -1],
  ArrowDown: ['y', 1],
  ArrowUp: ['y', -1],
};

export function pointingOf(picture: SVGSVGElement, now: () => Pointed | undefined, actions: PointingActions): Pointing {
  let current: string | undefined;
  const find = (event: Event): Item | undefined =>
    event.target instanceof Element
      ? now()?.scene.items.get(event.target.closest('[data-item]')?.getAttribute('data-item') ?? '')
      : undefined;
  const stop = (name: string): void => {
    if (current) now()?.scene.items.get(current)?.element.setAttribute('tabindex', '-1');
    current = name;
    const element = now()?.scene.items.get(name)?.element;
    element?.setAttribute('tabindex', '0');
    element?.classList.remove('away');
  };
  let hovered: Item | undefined;
  const focused = (): Item | undefined =>
    picture.contains(document.activeElement) && current ? now()?.scene.items.get(current) : undefined;
  const hover = (item: Item | undefined): void => {
    if (item === hovered) return;
    hovered = item;
    actions.point(item ?? focused());
  };
  // What passes under the pointer while the drawing is moved is not pointed at.
  picture.addEventListener('pointerover', (event) => {
    if (!picture.classList.contains('moving')) hover(find(event));
  });
  picture.addEventListener('pointerleave', () => hover(undefined));
  picture.addEventListener('focusin', (event) => {
    const item = find(event);
    if (!item) return;
    stop(nameOfItem(item));
    actions.point(item);
  });
  picture.addEventListener('focusout', () => actions.point(hovered));
  picture.addEventListener('click', (event) => {
    const item = find(event);
    if (item) actions.press(item);
  });
  picture.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const item = find(event);
    const pointed = now();
    const arrow = ARROWS[event.key];
    if (arrow && item && pointed) {
      const next = beside(item, arrow, event.shiftKey, pointed);
      const target = next && pointed.scene.items.get(next);
      if (target) {
        stop(next);
        // In a large drawing what is out of sight is not there before it is brought in.
        actions.reveal(target.box);
        target.element.focus();
      }
      event.preventDefault();
    } else if (event.key === 'Enter' && item) {
      event.preventDefault();
      actions.press(item);
    } else if (actions.key(event.key)) event.preventDefault();
  });
  return {
    current: () => current,
    renew(name, hasFocus) {
      current = undefined;
      hovered = undefined;
      const output = now()?.drawing.nodes.at(-1);
      const next = name && now()?.scene.items.has(name) ? name : output && `node ${output.id}`;
      if (!next) return;
      stop(next);
      if (hasFocus) now()?.scene.items.get(next)?.element.focus({ preventScroll: true });
    },
  };
}

const nameOfItem = ({ kind, id }: Item): string => `${kind} ${id}`;

/** Along the edges in the direction of the drawing, to the nearest neighbour across it; with shift to the edge itself. */
function beside(
  item: Item,
  [axis, sign]: readonly ['x' | 'y', 1 | -1],
  toEdge: boolean,
  pointed: Pointed,
): string | undefined {
  const {
    drawing,
    layout: { direction },
    scene: { items },
  } = pointed;
  const isAlong = axis === (direction === 'LR' ? 'x' : 'y');
  if (item.kind === 'edge') {
    const edge = drawing.edge.get(item.id);
    if (!edge) return undefined;
    if (isAlong) return `node ${sign > 0 ? edge.to : edge.from}`;
    return nearest(item.box, boxes(items, 'edge'), axis, sign);
  }
  if (isAlong && item.kind === 'node') {
    const edges = (sign > 0 ? drawing.outOf : drawing.into).get(item.id) ?? [];
    const ranked = edges
      .map((edge) => ({ edge, box: items.get(`node ${sign > 0 ? edge.to : edge.from}`)?.box }))
      .sort(
        (a, b) =>
          Number(b.edge.onPath) - Number(a.edge.onPath) || distance(item.box, a.box) - distance(item.box, b.box),
      );
    const edge = ranked[0]?.edge;
    if (edge) return toEdge ? `edge ${edge.key}` : `node ${sign > 0 ? edge.to : edge.from}`;
    return undefined;
  }
  return nearest(item.box, boxes(items, 'node', 'frame'), axis, sign);
}

const distance = (a: Box, b: Box | undefined): number =>
  b ? Math.hypot(a.x - b.x, a.y - b.y) : Number.POSITIVE_INFINITY;

const boxes = (items: ReadonlyMap<string, Item>, ...kinds: readonly Item['kind'][]): ReadonlyMap<string, Box> =>
  new Map([...items].filter(([, { kind }]) => kinds.includes(kind)).map(([name, { box }]) => [name, box]));

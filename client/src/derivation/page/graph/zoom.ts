/**
 * Moving about. In: the SVG and the group that moves in it. Out: the whole drawing in sight, nearer, farther, or one box in sight.
 * Control or a pinch zooms at the wheel; the wheel alone scrolls the page as anywhere else, and sideways the drawing.
 */
import { select } from 'd3-selection';
import { type D3ZoomEvent, zoom as d3Zoom, type ZoomTransform, zoomIdentity, zoomTransform } from 'd3-zoom';
import type { Box, Size } from './layout';

export interface Zoom {
  /** Until the reader moves something, the drawing fits itself in. */
  readonly isTouched: () => boolean;
  fit(bounds: Box): void;
  by(factor: number): void;
  /** Moves only as far as it must. */
  reveal(box: Box): void;
  /** What stands at `from` in the old drawing stands at `to` in the new one: it stays where it is on the screen. */
  hold(from: Box, to: Box): void;
  isInSight(box: Box): boolean;
  /** What is in sight, as a part of the drawing. */
  view(): Box;
}

const NEAREST = 4;
const FARTHEST = 0.02;
/** A small graph is not blown up. */
export const LARGEST_FIT = 1.25;
/** Below these sizes names alone are written, and nothing. */
const FAR = 0.42;
const FARTHER = 0.2;
export const MARGIN = 18;

/** `moved`: the view is another. */
export function zoomOf(picture: SVGSVGElement, group: SVGGElement, moved: () => void): Zoom {
  let touched = false;
  const behaviour = d3Zoom<SVGSVGElement, unknown>()
    .scaleExtent([FARTHEST, NEAREST])
    .clickDistance(4)
    .filter((event: Event) =>
      event instanceof WheelEvent
        ? event.ctrlKey || event.metaKey
        : !(event instanceof MouseEvent && event.button) && event.type !== 'dblclick',
    )
    .on('start', () => picture.classList.add('moving'))
    .on('end', () => picture.classList.remove('moving'))
    .on('zoom', ({ transform, sourceEvent }: D3ZoomEvent<SVGSVGElement, unknown>) => {
      if (sourceEvent) touched = true;
      group.setAttribute('transform', transform.toString());
      picture.classList.toggle('far', transform.k < FAR);
      picture.classList.toggle('farther', transform.k < FARTHER);
      moved();
    });
  const selected = select(picture).call(behaviour);
  picture.addEventListener(
    'wheel',
    (event) => {
      if (event.ctrlKey || event.metaKey || Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return;
      event.preventDefault();
      touched = true;
      selected.call(behaviour.translateBy, -event.deltaX / now().k, 0);
    },
    { passive: false },
  );
  const now = (): ZoomTransform => zoomTransform(picture);
  const go = (transform: ZoomTransform): void => {
    selected.call(behaviour.transform, transform);
  };
  const room = (): Size => ({ width: picture.clientWidth, height: picture.clientHeight });
  return {
    isTouched: () => touched,
    fit(bounds) {
      const { width, height } = room();
      touched = false;
      const across = (width - 2 * MARGIN) / Math.max(bounds.width, 1);
      const down = (height - 2 * MARGIN) / Math.max(bounds.height, 1);
      const scale = Math.max(FARTHEST, Math.min(across, down, LARGEST_FIT));
      go(
        zoomIdentity
          .translate(width / 2, height / 2)
          .scale(scale)
          .translate(-bounds.x, -bounds.y),
      );
    },
    by(factor) {
      touched = true;
      selected.call(behaviour.scaleBy, factor);
    },
    reveal(box) {
      const { width, height } = room();
      const { k, x, y } = now();
      const dx = into(k * (box.x - box.width / 2) + x, k * (box.x + box.width / 2) + x, width);
      const dy = into(k * (box.y - box.height / 2) + y, k * (box.y + box.height / 2) + y, height);
      if (dx === 0 && dy === 0) return;
      touched = true;
      selected.call(behaviour.translateBy, dx / k, dy / k);
    },
    hold(from, to) {
      const { k, x, y } = now();
      go(zoomIdentity.translate(x + k * (from.x - to.x), y + k * (from.y - to.y)).scale(k));
    },
    view() {
      const { width, height } = room();
      const [x, y] = now().invert([width / 2, height / 2]);
      return { x, y, width: width / now().k, height: height / now().k };
    },
    isInSight({ x, y }) {
      const { width, height } = room();
      const [left, top] = now().apply([x, y]);
      return left > 0 && top > 0 && left < width && top < height;
    },
  };
}

/** How far something must move to stand between the margins. */
const into = (low: number, high: number, length: number): number =>
  low < MARGIN ? MARGIN - low : high > length - MARGIN ? Math.max(length - MARGIN - high, MARGIN - low) : 0;

/**
 * What hands do on a rectangle. In: elements and who hears. Out: listeners: dragging moves the point; with shift, or on the strip of an
 * axis, it pans; the wheel zooms; a double click resets. A wheel that is scrolling the page goes on scrolling it.
 */
import { type D3DragEvent, drag } from 'd3-drag';
import { pointer, select } from 'd3-selection';
import type { Frame } from './frame';
import { wheelFactor } from './interval';

type Axes = 'x' | 'y' | 'xy';

interface Heard {
  /** Pixels of the drawing. */
  point(at: readonly [number, number], isLast: boolean): void;
  pan(axes: Axes, by: readonly [number, number]): void;
  zoom(axes: Axes, at: readonly [number, number], factor: number): void;
  reset(): void;
}

/** After the page has scrolled, a wheel belongs to it for so long. */
const SCROLLING = 250;

/** `axes`: what a wheel and a drag with shift over the rectangle itself change. */
export function gestures({ plane, strips }: Pick<Frame, 'plane' | 'strips'>, axes: Axes, heard: Heard): void {
  let scrolled = 0;
  addEventListener(
    'scroll',
    () => {
      scrolled = performance.now();
    },
    { passive: true, capture: true },
  );
  const rows: readonly (readonly [SVGElement, Axes, boolean])[] = [
    [plane, axes, true],
    [strips.x, 'x', false],
    [strips.y, 'y', false],
  ];
  for (const [element, changed, hasPoint] of rows) {
    dragging(element, changed, hasPoint, heard);
    element.addEventListener(
      'wheel',
      (event) => {
        if (!event.cancelable || event.deltaY === 0 || performance.now() - scrolled < SCROLLING) return;
        event.preventDefault();
        heard.zoom(changed, pointer(event, element), wheelFactor(event));
      },
      { passive: false },
    );
    element.addEventListener('dblclick', (event) => {
      event.preventDefault();
      heard.reset();
    });
  }
}

function dragging(element: SVGElement, axes: Axes, hasPoint: boolean, heard: Heard): void {
  let pans = false;
  const at = ({ x, y }: Drag): readonly [number, number] => [x, y];
  const moved = (event: Drag): void => {
    if (pans) heard.pan(axes, [event.dx, event.dy]);
    else heard.point(at(event), false);
  };
  select(element).call(
    drag<SVGElement, unknown>()
      .filter((event: MouseEvent) => event.button === 0 && !event.ctrlKey)
      // Pixels of the whole drawing: where the pointer is, not where the rectangle began.
      .subject((event: Drag) => ({ x: event.x, y: event.y }))
      .on('start', (event: Drag) => {
        pans = !hasPoint || (event.sourceEvent as MouseEvent).shiftKey;
        if (!pans) moved(event);
      })
      .on('drag', moved)
      .on('end', (event: Drag) => {
        if (!pans) heard.point(at(event), true);
      }),
  );
}
type Drag = D3DragEvent<SVGElement, unknown, { readonly x: number; readonly y: number }>;

/**
 * f and f′ over one another, with one x axis and one point. In: a curve, tangents as they are answered, the reader's gestures. Out: the
 * drawing, and what the reader chose: another point, another range.
 */
import { scaleLinear } from 'd3-scale';
import type { Curve, Interval, Mark, Tangent } from '../../../../../server/src/protocol';
import { svg } from '../dom';
import { grainOf, onGrid } from '../figures';
import { graph } from './curve-graph';
import { type Box, frame, MARGIN } from './frame';
import { gestures } from './gestures';
import { clamped, panned, within, zoomed } from './interval';
import { endOf, onKeys, stepped } from './keys';
import { surface } from './surface';
import { type Plane, tangentMark } from './tangent';

interface CurveActions {
  move(x: number, isLast: boolean): void;
  /** The reader looks elsewhere. */
  looked(): void;
}

type Part = 'x' | 'y' | 'slopeY';
const GAP = 34;
/** So many pixels from a mark, a dragged point is on it. */
const SNAP = 4;

export function curveFigure(actions: CurveActions) {
  let curve: Curve | undefined;
  let tangent: Tangent | undefined;
  let at = 0;
  /** What the reader has chosen to look at; and heights that stay while a number is being slid. */
  let chosen: Partial<Record<Part, Interval>> = {};
  let kept: Partial<Record<Part, Interval>> = {};

  const place = surface('curve', () => draw());
  const [upper, lower] = [frame('value'), frame('slope')];
  const point = tangentMark();
  const layers = [svg('g', { class: 'value' }), svg('g', { class: 'slope' })] as const;
  upper.content.append(layers[0], point.above);
  lower.content.append(layers[1], point.below);
  place.picture.append(point.guide, upper.element, lower.element, point.handle);

  const shown = (part: Part): Interval => {
    const [low, high] = chosen[part] ?? kept[part] ?? curve?.[part] ?? [0, 1];
    return low < high ? [low, high] : [low - 1, low + 1];
  };

  const planes = (): readonly [Plane, Plane] => {
    const width = Math.max(120, place.width() - MARGIN.left - MARGIN.right);
    const heights = { value: clamped(width * 0.44, [180, 330]), slope: clamped(width * 0.28, [120, 210]) };
    const x = scaleLinear(shown('x'), [MARGIN.left, MARGIN.left + width]);
    const plane = (part: 'y' | 'slopeY', top: number, height: number): Plane => {
      const box: Box = { left: MARGIN.left, top, width, height };
      return { box, x, y: scaleLinear(shown(part), [top + height, top]) };
    };
    const above = plane('y', MARGIN.top, heights.value);
    return [above, plane('slopeY', MARGIN.top + heights.value + GAP, heights.slope)];
  };

  function draw(): void {
    if (!curve || place.width() === 0) return;
    const [above, below] = planes();
    place.height(below.box.top + below.box.height + MARGIN.bottom);
    upper.draw(above.box, above.x, above.y, { y: curve.name.unicode });
    lower.draw(below.box, below.x, below.y, { x: curve.variable, y: curve.slopeName.unicode });
    layers[0].replaceChildren(...graph(above, curve.branches, curve.marks, 'value'));
    layers[1].replaceChildren(...graph(below, curve.slopeBranches, curve.marks, 'slope'));
    drawPoint();
  }

  function drawPoint(): void {
    if (!curve || !tangent || place.width() === 0) return;
    const [above, below] = planes();
    point.guideTo(at, above, below);
    point.draw(tangent, above, below, curve);
  }

  const move = (x: number, isLast: boolean): void => {
    at = clamped(x, shown('x'));
    const [above, below] = planes();
    point.guideTo(at, above, below);
    actions.move(at, isLast);
  };
  const look = (part: Part, interval: Interval): void => {
    chosen = { ...chosen, [part]: interval };
    draw();
    actions.looked();
  };
  const reset = (): void => {
    chosen = {};
    kept = {};
    draw();
    actions.looked();
  };
  const zoom = (factor: number): void =>
    look('x', zoomed(shown('x'), within(at, shown('x')) ? at : (shown('x')[0] + shown('x')[1]) / 2, factor));

  for (const [i, rectangle] of [upper, lower].entries()) {
    const height: Part = i === 0 ? 'y' : 'slopeY';
    const plane = (): Plane => planes()[i === 0 ? 0 : 1];
    gestures(rectangle, 'x', {
      point(where, isLast) {
        point.handle.focus({ preventScroll: true });
        move(aimed(where[0], plane(), curve?.marks ?? []), isLast);
      },
      pan(axes, [dx, dy]) {
        const { x, y } = plane();
        if (axes === 'x') look('x', panned(shown('x'), x.invert(0) - x.invert(dx)));
        else look(height, panned(shown(height), y.invert(0) - y.invert(dy)));
      },
      zoom(axes, [px, py], factor) {
        const { x, y } = plane();
        if (axes === 'x') look('x', zoomed(shown('x'), x.invert(px), factor));
        else look(height, zoomed(shown(height), y.invert(py), factor));
      },
      reset,
    });
  }
  onKeys(point.handle, {
    arrows: (right, up) => move(stepped(at, right + up, shown('x')), true),
    end: (which) => move(endOf(shown('x'), which), true),
    zoom,
    reset,
  });

  return {
    element: place.element,
    picture: place.picture,
    zoom,
    reset,
    /** What the x axis shows; only what the reader has chosen. */
    x: (): Interval | undefined => curve && shown('x'),
    chosenX: (): Interval | undefined => chosen.x,
    /** Heights stay while the reader slides a number, and the point where it has been moved since the question. */
    show(next: Curve, { keepsHeights, keepsPoint }: { keepsHeights: boolean; keepsPoint: boolean }): void {
      kept = keepsHeights && curve ? { y: shown('y'), slopeY: shown('slopeY') } : {};
      curve = next;
      if (!keepsPoint) {
        tangent = next.tangent;
        at = next.tangent.x;
      }
      draw();
    },
    point(next: Tangent): void {
      tangent = next;
      drawPoint();
    },
    goTo: (x: number): void => move(x, true),
    /** Another function, or another variable. */
    forget(): void {
      curve = undefined;
      chosen = {};
    },
  };
}

/** Where a pointer means: on a mark that is near, else on a grid as fine as the pixels. */
function aimed(pixel: number, { box, x }: Plane, marks: readonly Mark[]): number {
  const near = marks.find((mark) => Math.abs(x(mark.x) - pixel) <= SNAP);
  return near ? near.x : onGrid(x.invert(pixel), grainOf(x.domain() as [number, number], box.width));
}

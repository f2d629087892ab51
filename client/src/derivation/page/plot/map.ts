/**
 * A function of two variables from above: areas and lines of equal height, arrows of the gradient, a start with its way down. In: heights
 * on a grid, answers for the start, the reader's gestures. Out: the drawing, and what the reader chose: another start, other ranges.
 */
import { scaleLinear } from 'd3-scale';
import type { Contours, Interval } from '../../../../../server/src/protocol';
import { svg } from '../dom';
import { decimal, grainOf, onGrid } from '../figures';
import { arrow } from './arrows';
import { type Band, bands, labelOn, missing, type Ring, softLengths } from './contour-geometry';
import type { Place } from './curve-geometry';
import { type Box, frame, MARGIN } from './frame';
import { gestures } from './gestures';
import { clamped, panned, within, zoomed } from './interval';
import { endOf, onKeys, stepped } from './keys';
import { surface } from './surface';
import { type Way, wayMark } from './way';

interface MapActions {
  move(start: Place, isLast: boolean): void;
  looked(): void;
}

interface Ranges {
  readonly x: Interval;
  readonly y: Interval;
}
/** One unit looks alike on both axes, where the picture does not get too flat or too steep. */
const EQUAL: Interval = [0.4, 2.2];
const LARGEST = { width: 620, height: 520 };
const LABELS = 24;
/** How much colour is over the highest area: each level adds its part. */
const HIGHEST = 0.45;

export function mapFigure(actions: MapActions) {
  let data: (Contours & { readonly bands: readonly Band[]; readonly holes: readonly Ring[] }) | undefined;
  let way: Way | undefined;
  let start: Place = [0, 0];
  let chosen: Ranges | undefined;
  /** Height by width of the rectangle. */
  let shape = 1;

  const place = surface('map', () => draw());
  const rectangle = frame('map');
  const layers = { areas: svg('g', { class: 'areas' }), arrows: svg('path', { class: 'arrows' }), lines: svg('g') };
  const mark = wayMark();
  rectangle.content.append(layers.areas, layers.lines, layers.arrows, mark.content);
  place.picture.append(svg('defs', {}, hatch()), rectangle.element, mark.handle);

  const shown = (): Ranges => chosen ?? data ?? { x: [0, 1], y: [0, 1] };
  const plane = () => {
    const room = Math.max(120, place.width() - MARGIN.left - MARGIN.right);
    const width = Math.min(room, LARGEST.width, LARGEST.height / shape);
    const box: Box = { left: MARGIN.left + (room - width) / 2, top: MARGIN.top, width, height: width * shape };
    const x = scaleLinear(shown().x, [box.left, box.left + width]);
    return { box, x, y: scaleLinear(shown().y, [box.top + box.height, box.top]) };
  };
  const pixels = (): ((at: Place) => Place) => {
    const { x, y } = plane();
    return ([px, py]) => [x(px), y(py)];
  };

  function draw(): void {
    if (!data || place.width() === 0) return;
    const { box, x, y } = plane();
    const to = pixels();
    place.height(box.top + box.height + MARGIN.bottom);
    rectangle.draw(box, x, y, { x: data.variables[0], y: data.variables[1] });
    const opacity = 1 - (1 - HIGHEST) ** (1 / Math.max(4, data.levels.length));
    layers.areas.replaceChildren(
      ...data.bands.map(({ areas }) =>
        svg('path', { class: 'area', 'fill-opacity': opacity.toFixed(4), d: closed(areas, to) }),
      ),
      svg('path', { class: 'hole', d: closed(data.holes, to) }),
      svg('path', { class: 'hatched', d: closed(data.holes, to) }),
    );
    layers.lines.replaceChildren(
      ...data.bands.map(({ lines }) =>
        svg('path', { class: 'level', d: lines.map((line) => open(line.map(to))).join('') }),
      ),
      ...labels(data.bands, to, box),
    );
    layers.arrows.setAttribute('d', field(data, to, box));
    drawWay();
  }

  function drawWay(): void {
    if (!data || place.width() === 0) return;
    const isInside = within(start[0], shown().x) && within(start[1], shown().y);
    mark.draw(plane(), start, way, data, isInside);
  }

  const move = ([x, y]: Place, isLast: boolean): void => {
    start = [clamped(x, shown().x), clamped(y, shown().y)];
    drawWay();
    actions.move(start, isLast);
  };
  const look = (next: Ranges): void => {
    chosen = next;
    draw();
    actions.looked();
  };
  const reset = (): void => {
    chosen = undefined;
    draw();
    actions.looked();
  };
  const zoomAt = (axes: string, [px, py]: Place, factor: number): void => {
    const { x, y } = shown();
    look({
      x: axes.includes('x') ? zoomed(x, px, factor) : x,
      y: axes.includes('y') ? zoomed(y, py, factor) : y,
    });
  };
  const zoom = (factor: number): void => {
    const { x, y } = shown();
    zoomAt('xy', within(start[0], x) && within(start[1], y) ? start : [(x[0] + x[1]) / 2, (y[0] + y[1]) / 2], factor);
  };

  gestures(rectangle, 'xy', {
    point([px, py], isLast) {
      const { box, x, y } = plane();
      mark.handle.focus({ preventScroll: true });
      const next: Place = [
        onGrid(x.invert(px), grainOf(shown().x, box.width)),
        onGrid(y.invert(py), grainOf(shown().y, box.height)),
      ];
      move(next, isLast);
    },
    pan(axes, [dx, dy]) {
      const { x, y } = plane();
      look({
        x: axes.includes('x') ? panned(shown().x, x.invert(0) - x.invert(dx)) : shown().x,
        y: axes.includes('y') ? panned(shown().y, y.invert(0) - y.invert(dy)) : shown().y,
      });
    },
    zoom(axes, [px, py], factor) {
      const { x, y } = plane();
      zoomAt(axes, [x.invert(px), y.invert(py)], factor);
    },
    reset,
  });
  onKeys(mark.handle, {
    arrows: (right, up) => move([stepped(start[0], right, shown().x), stepped(start[1], up, shown().y)], true),
    end: (which) => move([endOf(shown().x, which), start[1]], true),
    zoom,
    reset,
  });

  return {
    element: place.element,
    picture: place.picture,
    zoom,
    reset,
    ranges: shown,
    chosenRanges: (): Ranges | undefined => chosen,
    start: (): Place => start,
    /** False where a unit of one axis is longer than one of the other: then a right angle does not look like one. */
    isEqual: (): boolean => {
      const { x, y } = plane();
      return Math.abs((x(1) - x(0)) / (y(0) - y(1)) - 1) < 0.02;
    },
    /** `isFresh`: the start, and the shape of the picture, are chosen anew. */
    show(next: Contours, from: Place | undefined): void {
      data = { ...next, bands: bands(next, next.levels), holes: missing(next) };
      if (!chosen) {
        const ratio = (next.y[1] - next.y[0]) / (next.x[1] - next.x[0]);
        shape = within(ratio, EQUAL) ? ratio : 0.75;
      }
      start = from ?? next.start;
      draw();
    },
    way(next: Way | undefined): void {
      way = next;
      drawWay();
    },
    forget(): void {
      data = undefined;
      way = undefined;
      chosen = undefined;
    },
  };
}

const open = (line: readonly Place[]): string =>
  `M${line.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join('L')}`;
const closed = (rings: readonly Ring[], to: (at: Place) => Place): string =>
  rings.map((ring) => `${open(ring.map(to))}Z`).join('');

function labels(
  all: readonly Band[],
  to: (at: Place) => Place,
  { left, top, width, height }: Box,
): readonly SVGElement[] {
  const taken: Place[] = [];
  const isInside = ([x, y]: Place): boolean =>
    within(x, [left + 8, left + width - 8]) && within(y, [top + 8, top + height - 8]);
  const made: SVGElement[] = [];
  for (const { level, lines } of all) {
    const text = decimal(Number(level.toPrecision(12)));
    const enough = Math.min(LABELS, made.length + 2);
    for (const line of lines) {
      if (made.length >= enough) break;
      const found = labelOn(line.map(to), text.length * 6.5 + 10, taken, isInside);
      if (!found) continue;
      taken.push(found.at);
      const [x, y] = found.at;
      const transform = `translate(${x.toFixed(1)},${y.toFixed(1)}) rotate(${found.turn.toFixed(1)})`;
      made.push(svg('text', { class: 'level-text', transform, 'text-anchor': 'middle', dy: '0.32em' }, text));
    }
  }
  return made;
}

function field({ arrows }: Contours, to: (at: Place) => Place, { width, height }: Box): string {
  const cell = 0.86 * Math.sqrt((width * height) / Math.max(1, arrows.length));
  const [[ox, oy], [ux], [, uy]] = [to([0, 0]), to([1, 0]), to([0, 1])];
  const lengths = softLengths(arrows.map(({ dx, dy }) => Math.hypot(dx, dy)));
  return arrows
    .map(({ x, y, dx, dy }, i) => arrow(to([x, y]), [dx * (ux - ox), dy * (uy - oy)], cell * (lengths[i] ?? 0)))
    .join('');
}

const hatch = (): SVGPatternElement =>
  svg(
    'pattern',
    { id: 'plot-hatch', width: 8, height: 8, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    svg('line', { class: 'hatch', x1: 0, y1: 0, x2: 0, y2: 8 }),
  );

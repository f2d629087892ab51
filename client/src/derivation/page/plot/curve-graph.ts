/** A curve with what happens on it. In: branches and marks, the scales. Out: elements, from the back to the front. */
import type { Branch, Mark } from '../../../../../server/src/protocol';
import { svg } from '../dom';
import { dots, pathOf } from './curve-geometry';
import { clamped } from './interval';
import type { Plane } from './tangent';

export function graph(
  { box, x, y }: Plane,
  branches: readonly Branch[],
  marks: readonly Mark[],
  of: 'value' | 'slope',
): SVGElement[] {
  const perPixel = { x: Math.abs(x.invert(1) - x.invert(0)), y: Math.abs(y.invert(1) - y.invert(0)) };
  // A mark's height is f's: under f′ only its place counts.
  const own = of === 'value' ? marks : marks.map(({ y: _, ...mark }) => mark);
  const bottom = box.top + box.height;
  return [
    ...marks
      .filter(({ kind }) => kind === 'pole')
      .map((mark) =>
        svg('line', { class: 'pole', x1: x(mark.x), x2: x(mark.x), y1: box.top, y2: bottom }, titled(mark)),
      ),
    svg('path', { class: `graph ${of}`, d: pathOf(branches, x, y) }),
    ...marks
      .filter(({ kind }) => kind === 'zero')
      .map((mark) => {
        const height = of === 'value' ? mark.y : 0;
        return svg(
          'circle',
          { class: 'zero-mark', r: 3, cx: x(mark.x), cy: height === undefined ? -9 : y(height) },
          titled(mark),
        );
      }),
    ...dots(branches, own, { x: perPixel.x * 1.5, y: perPixel.y * 1.5 }).map(({ at, isFilled }) =>
      svg('circle', {
        class: `end ${of} ${isFilled ? 'filled' : 'hollow'}`,
        r: 4,
        cx: x(at[0]),
        cy: clamped(y(at[1]), [-99, 1e5]),
      }),
    ),
  ];
}

const titled = ({ words }: Mark): SVGTitleElement => svg('title', {}, words);

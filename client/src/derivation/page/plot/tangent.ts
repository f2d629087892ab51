/**
 * The tangent, its slope triangle and its point in both plots. In: an answer of the server and the scales. Out: the drawing; of the
 * handle the place and what it says as a slider. Nothing here computes a slope: what is drawn and written is the server's.
 */
import type { Curve, Interval, Tangent } from '../../../../../server/src/protocol';
import { set, svg } from '../dom';
import { spelled } from '../figures';
import { withSign } from '../formulas';
import { type Place, through, triangle } from './curve-geometry';
import type { Box, Scale } from './frame';
import { clamped, within } from './interval';
import { letters } from './letters';

export interface Plane {
  readonly box: Box;
  readonly x: Scale;
  readonly y: Scale;
}

export function tangentMark() {
  const above = svg('g', { class: 'tangent' });
  const below = svg('g', { class: 'tangent' });
  const guide = svg('line', { class: 'guide' });
  const dots = [svg('circle', { class: 'dot value', r: 5.5 }), svg('circle', { class: 'dot slope', r: 5.5 })] as const;
  const handle = svg('g', { class: 'handle', tabindex: 0, role: 'slider', 'data-key': 'point' }, ...dots);
  return { above, below, guide, handle, draw, guideTo };

  function guideTo(x: number, upper: Plane, lower: Plane): void {
    const isShown = within(x, upper.x.domain() as [number, number]);
    const at = isShown ? upper.x(x) : undefined;
    set(guide, {
      visibility: isShown ? undefined : 'hidden',
      x1: at,
      x2: at,
      y1: upper.box.top,
      y2: lower.box.top + lower.box.height,
    });
  }

  function draw(tangent: Tangent, upper: Plane, lower: Plane, { variable, name }: Curve): void {
    const { x, value, slope } = tangent;
    const shown = upper.x.domain() as [number, number];
    const at = upper.x(x);
    above.replaceChildren(
      ...(value === undefined || slope === undefined ? [] : tangentLine(tangent, value, slope, upper)),
    );
    below.replaceChildren(...(slope === undefined ? [] : stem(tangent, slope, lower)));
    place(dots[0], at, value, upper, shown, x);
    place(dots[1], at, slope, lower, shown, x);
    const [low, high] = shown;
    set(handle, {
      'aria-label': `Point ${variable}`,
      'aria-valuemin': String(low),
      'aria-valuemax': String(high),
      'aria-valuenow': String(clamped(x, shown)),
      'aria-valuetext': spoken(tangent, variable, headOf(name.unicode)),
    });
  }
}

/** `x = 1.5, f = 14.25, slope 14`; or why there is none. */
export function spoken(
  { x, value, slope, valueText, slopeText, note }: Tangent,
  variable: string,
  name: string,
): string {
  return [
    `${variable} ${withSign(spelled(x))}`,
    ...(value === undefined ? [] : [`${name} ${withSign(valueText ?? spelled(value))}`]),
    ...(slope === undefined ? [] : [`slope ${slopeText ?? spelled(slope)}`]),
    ...(note === undefined ? [] : [note]),
  ].join(', ');
}

/** `f` of `f(x)`. */
export const headOf = (name: string): string => name.replace(/\(.*$/, '');

function place(
  dot: SVGElement,
  at: number,
  value: number | undefined,
  { box, y }: Plane,
  shown: Interval,
  x: number,
): void {
  const height = value === undefined ? undefined : y(value);
  const isIn = within(x, shown) && height !== undefined && within(height, [box.top - 6, box.top + box.height + 6]);
  set(dot, { cx: at, cy: height, visibility: isIn ? undefined : 'hidden' });
}

/** The line through the point, and the triangle with its two lengths. */
function tangentLine(tangent: Tangent, value: number, slope: number, { box, x, y }: Plane): readonly SVGElement[] {
  const perUnit = { x: x(1) - x(0), y: y(1) - y(0) };
  const point: Place = [x(tangent.x), y(value)];
  const [from, to] = through(point, (slope * perUnit.y) / perUnit.x, 2 * (box.width + box.height));
  const found = triangle(tangent, x.domain() as [number, number]);
  const drawn = svg('line', { class: 'tangent-line', x1: from[0], y1: from[1], x2: to[0], y2: to[1] });
  if (!found) return [drawn];
  const bounds: Interval = [box.top - box.height, box.top + 2 * box.height];
  const [a, b, c] = found.corners.map(([cx, cy]): Place => [x(cx), clamped(y(cy), bounds)]) as [Place, Place, Place];
  const rises = c[1] < b[1];
  const isWide = Math.abs(b[0] - a[0]) > 18;
  const isTall = Math.abs(c[1] - b[1]) > 12;
  const middle = clamped((b[1] + c[1]) / 2, [box.top + 14, box.top + box.height - 10]);
  const onLeft = c[0] + 60 > box.left + box.width && !found.endsAtPoint;
  return [
    svg('path', { class: 'triangle', d: `M${a.join()}L${b.join()}L${c.join()}Z` }),
    drawn,
    svg('line', { class: 'run', x1: a[0], y1: a[1], x2: b[0], y2: b[1] }),
    svg('line', { class: 'rise', x1: b[0], y1: b[1], x2: c[0], y2: c[1] }),
    ...(isWide
      ? [
          svg(
            'text',
            { class: 'math run-text', x: (a[0] + b[0]) / 2, y: a[1] + (rises ? 16 : -7), 'text-anchor': 'middle' },
            ...letters(found.run),
          ),
        ]
      : []),
    ...(isTall
      ? [
          svg(
            'text',
            {
              class: 'math rise-text',
              x: b[0] + (onLeft ? -8 : 8),
              y: middle + 5,
              'text-anchor': onLeft ? 'end' : 'start',
            },
            ...letters(found.rise),
          ),
        ]
      : []),
  ];
}

/** From zero up to f′: its length is the slope. */
function stem({ x: at, slopeText }: Tangent, slope: number, { box, x, y }: Plane): readonly SVGElement[] {
  const bounds: Interval = [box.top - 40, box.top + box.height + 40];
  const [foot, head] = [clamped(y(0), bounds), clamped(y(slope), bounds)];
  const onLeft = x(at) + 70 > box.left + box.width;
  return [
    svg('line', { class: 'rise', x1: x(at), y1: foot, x2: x(at), y2: head }),
    svg(
      'text',
      {
        class: 'math rise-text',
        x: x(at) + (onLeft ? -12 : 12),
        y: clamped((head + foot) / 2 + 5, [box.top + 14, box.top + box.height - 6]),
        'text-anchor': onLeft ? 'end' : 'start',
      },
      ...letters(slopeText ?? spelled(slope)),
    ),
  ];
}

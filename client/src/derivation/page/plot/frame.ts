/** A rectangle with axes. In: where it stands, scales, names of the axes. Out: grid, ticks and names drawn, and a layer for what it shows. */
import { axisBottom, axisLeft } from 'd3-axis';
import type { ScaleLinear } from 'd3-scale';
import { select } from 'd3-selection';
import { set, svg } from '../dom';
import { tickText } from '../figures';
import { letters } from './letters';

export type Scale = ScaleLinear<number, number>;

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Frame {
  readonly element: SVGGElement;
  /** The rectangle with all that is in it, and the strips of its axes: for gestures. */
  readonly plane: SVGGElement;
  readonly strips: { readonly x: SVGRectElement; readonly y: SVGRectElement };
  /** Clipped to the rectangle. */
  readonly content: SVGGElement;
  draw(box: Box, x: Scale, y: Scale, names: { readonly x?: string; readonly y?: string }): void;
}

/** Room that ticks and names need beside a rectangle. */
export const MARGIN = { left: 54, right: 18, top: 24, bottom: 38 } as const;

/** `id` is a part of the names of definitions: another for each rectangle of the page. */
export function frame(id: string): Frame {
  const clip = svg('rect');
  const ground = svg('rect', { class: 'ground' });
  const strips = { x: svg('rect', { class: 'strip strip-x' }), y: svg('rect', { class: 'strip strip-y' }) };
  const content = svg('g', { 'clip-path': `url(#plot-clip-${id})` });
  const parts = {
    x: svg('g', { class: 'axis' }),
    y: svg('g', { class: 'axis' }),
    zero: svg('path', { class: 'zero' }),
  };
  const names = svg('g', { class: 'axis-names' });
  const plane = svg('g', { class: 'plane' }, ground, parts.x, parts.y, parts.zero, content);
  const element = svg('g', {}, svg('clipPath', { id: `plot-clip-${id}` }, clip), strips.x, strips.y, plane, names);
  const draw: Frame['draw'] = (box, x, y, named) => {
    const { left, top, width, height } = box;
    const bottom = top + height;
    for (const each of [ground, clip]) set(each, { x: left, y: top, width, height });
    set(strips.x, { x: left, y: bottom, width, height: named.x === undefined ? 14 : MARGIN.bottom });
    set(strips.y, { x: 0, y: top, width: left, height });
    const counts = { x: Math.max(2, Math.round(width / 80)), y: Math.max(2, Math.round(height / 48)) };
    set(parts.x, { transform: `translate(0,${bottom})` });
    set(parts.y, { transform: `translate(${left},0)` });
    const across = axisBottom<number>(x).ticks(counts.x).tickSizeOuter(0).tickSizeInner(-height).tickPadding(8);
    const up = axisLeft<number>(y).ticks(counts.y).tickSizeOuter(0).tickSizeInner(-width).tickPadding(8);
    select<SVGGElement, unknown>(parts.x).call(
      across.tickFormat(named.x === undefined ? () => '' : tickText(x, counts.x)),
    );
    select<SVGGElement, unknown>(parts.y).call(up.tickFormat(tickText(y, counts.y)));
    const [x0, y0] = [x(0), y(0)];
    const isIn = { x: x0 >= left && x0 <= left + width, y: y0 >= top && y0 <= bottom };
    set(parts.zero, {
      d: `${isIn.x ? `M${x0},${top}v${height}` : ''}${isIn.y ? `M${left},${y0}h${width}` : ''}`,
    });
    names.replaceChildren(
      ...(named.x === undefined
        ? []
        : [svg('text', { class: 'math', x: left + width, y: bottom + 32, 'text-anchor': 'end' }, ...letters(named.x))]),
      ...(named.y === undefined ? [] : [svg('text', { class: 'math', x: left, y: top - 9 }, ...letters(named.y))]),
    );
  };
  return { element, plane, strips, content, draw };
}

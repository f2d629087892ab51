/**
 * The start on a map and the way down from it. In: scales, a start, an answer of the server. Out: the path with a dot a step, the gradient
 * as an arrow, and a handle that arrow keys move.
 */
import type { Contours, DescentResult } from '../../../../../server/src/protocol';
import { set, svg } from '../dom';
import { spelled } from '../figures';
import { withSign } from '../formulas';
import { arrow } from './arrows';
import { type Place, pathOf } from './curve-geometry';
import { clamped } from './interval';
import { letters } from './letters';
import { headOf, type Plane } from './tangent';

/** What is known about a start. */
export interface Way {
  readonly path: Extract<DescentResult, { readonly kind: 'descent' }>['path'];
  /** Up to which step it is drawn. */
  readonly steps: number;
  readonly gradient?: Place;
  readonly valueText?: string;
  /** `(2, 12)`, or why there is none. */
  readonly gradientText?: string;
}

const ARROW = 62;
/** Beyond so many steps their dots would be a line. */
const DOTS = 250;

export function wayMark() {
  const content = svg('g', { class: 'way' });
  const gradient = svg('path', { class: 'gradient' });
  const name = svg('text', { class: 'math gradient-text' }, '∇', ...letters('f'));
  const handle = svg(
    'g',
    { class: 'handle', tabindex: 0, role: 'slider', 'aria-roledescription': '2D slider', 'data-key': 'start' },
    svg('circle', { class: 'dot slope', r: 6.5 }),
  );
  const dot = handle.firstElementChild;
  return { content, handle, draw };

  function draw({ box, x, y }: Plane, start: Place, way: Way | undefined, data: Contours, isInside: boolean): void {
    const path = way?.path.slice(0, way.steps + 1) ?? [];
    const at = path.map((each): Place => [each.x, each.y]);
    const end = path.length > 1 ? path.at(-1) : undefined;
    content.replaceChildren(
      svg('path', { class: 'path-halo', d: pathOf([at], x, y) }),
      svg('path', { class: 'path', d: pathOf([at], x, y) }),
      ...at.slice(1, DOTS).map(([px, py]) => svg('circle', { class: 'path-dot', r: 2.4, cx: x(px), cy: y(py) })),
      ...(end ? [svg('circle', { class: 'path-end', r: 4.5, cx: x(end.x), cy: y(end.y) })] : []),
      ...(isInside ? [gradient, name] : []),
    );
    const [px, py] = [x(start[0]), y(start[1])];
    const [dx, dy] = way?.gradient ?? [0, 0];
    const toward: Place = [dx * (x(1) - x(0)), dy * (y(1) - y(0))];
    const size = Math.hypot(...toward) || 1;
    const to: Place = [toward[0] / size, toward[1] / size];
    const length = Math.min(ARROW, Math.max(24, room([px, py], to, box) - 20));
    set(gradient, { d: arrow([px, py], to, length, 9) });
    const wide = headOf(data.name.unicode).length * 4.5 + 10;
    set(name, {
      x: clamped(px + to[0] * (length + 12), [box.left + wide, box.left + box.width - wide]),
      y: clamped(py + to[1] * (length + 12) + 5, [box.top + 16, box.top + box.height - 6]),
      'text-anchor': 'middle',
      visibility: dx === 0 && dy === 0 ? 'hidden' : undefined,
    });
    name.replaceChildren('∇', ...letters(headOf(data.name.unicode)));
    if (dot) set(dot, { cx: px, cy: py, visibility: isInside ? undefined : 'hidden' });
    const [first, second] = data.variables;
    set(handle, {
      'aria-label': `Start of the descent, ${first} and ${second}`,
      'aria-valuemin': String(x.domain()[0]),
      'aria-valuemax': String(x.domain()[1]),
      'aria-valuenow': String(start[0]),
      'aria-valuetext': [
        `${first} ${withSign(spelled(start[0]))}`,
        `${second} ${withSign(spelled(start[1]))}`,
        ...(way?.valueText === undefined ? [] : [`${headOf(data.name.unicode)} ${withSign(way.valueText)}`]),
        ...(way?.gradientText === undefined ? [] : [`gradient ${way.gradientText}`]),
      ].join(', '),
    });
  }
}

/** How far it is to the rim of the rectangle. */
function room([x, y]: Place, [dx, dy]: Place, { left, top, width, height }: Plane['box']): number {
  const across = dx === 0 ? Number.POSITIVE_INFINITY : ((dx > 0 ? left + width : left) - x) / dx;
  const along = dy === 0 ? Number.POSITIVE_INFINITY : ((dy > 0 ? top + height : top) - y) / dy;
  return Math.min(across, along);
}

/** A drawing as wide as its place. In: a class, a name, and what draws. Out: an SVG element that is drawn anew when its width changes. */
import { element, set, svg } from '../dom';

interface Surface {
  readonly element: HTMLElement;
  readonly picture: SVGSVGElement;
  /** Zero while it is not in the page. */
  width(): number;
  height(pixels: number): void;
}

export function surface(kind: string, draw: () => void): Surface {
  const picture = svg('svg', { class: `plot ${kind}` });
  const holder = element('div', { class: 'surface' }, picture);
  let width = 0;
  new ResizeObserver(([entry]) => {
    const next = Math.floor(entry?.contentRect.width ?? 0);
    if (next === width) return;
    width = next;
    if (width > 0) draw();
  }).observe(holder);
  return {
    element: holder,
    picture,
    width: () => width,
    height: (pixels) => set(picture, { width, height: pixels, viewBox: `0 0 ${width} ${pixels}` }),
  };
}

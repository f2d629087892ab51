/**
 * Of a large drawing only what is in sight is drawn. In: everything that can be seen, and each view of it. Out: the class `away` on
 * what lies well outside; it changes only when the view leaves what was covered last.
 */
import type { Item } from './draw';
import type { Box } from './layout';

export interface Culling {
  look(view: Box): void;
}

/** Fewer are drawn at once, wherever they are. */
const MANY = 200;
/** What is covered, by the size of the view. */
const COVERED = 2;

export function culling(items: readonly Item[]): Culling {
  let covered: Box | undefined;
  return {
    look(view) {
      if (items.length < MANY) return;
      const isGood = covered && isInside(view, covered) && covered.width < 2 * COVERED * view.width;
      if (isGood) return;
      const next = { ...view, width: COVERED * view.width, height: COVERED * view.height };
      covered = next;
      for (const { element, extent } of items) {
        // What has the tab stop can be reached from anywhere.
        element.classList.toggle('away', !touches(extent, next) && element.tabIndex < 0);
      }
    },
  };
}

const isInside = (a: Box, b: Box): boolean =>
  Math.abs(a.x - b.x) <= (b.width - a.width) / 2 && Math.abs(a.y - b.y) <= (b.height - a.height) / 2;
const touches = (a: Box, b: Box): boolean =>
  Math.abs(a.x - b.x) <= (a.width + b.width) / 2 && Math.abs(a.y - b.y) <= (a.height + b.height) / 2;

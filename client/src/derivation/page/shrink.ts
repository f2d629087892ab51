/**
 * Formulas that are too wide for their line and cannot break are drawn smaller, in two sizes; beyond that they scroll. In: what has
 * been drawn. What is out of sight is neither laid out nor measured until it comes near: a long derivation opens at once.
 */
interface Shrinking {
  /** Everything, after a drawing, a change of width, or when fonts have come. */
  measure(): void;
}

/** Parts that are measured as wholes; panel.css lays them out when they are seen. */
const PARTS = 'header, .problem, .forward, .step';
/** Pixels around the window. */
const NEAR = 300;
/** Elements that are laid out in a part of a frame. */
const MANY = 3000;

export function shrinking(sheet: HTMLElement): Shrinking {
  const coming = new IntersectionObserver(
    (entries) => {
      const near = entries.flatMap(({ isIntersecting, target }) => (isIntersecting ? [target] : []));
      for (const part of near) coming.unobserve(part);
      shrink(near);
    },
    { rootMargin: `${NEAR}px` },
  );
  return {
    measure() {
      coming.disconnect();
      const parts = [...sheet.querySelectorAll(PARTS)];
      // To measure what has just been drawn is to lay all of it out.
      if (sheet.querySelectorAll('.formula *').length <= MANY) shrink(parts);
      else for (const part of parts) coming.observe(part);
    },
  };
}

/** Measures all before it changes any, so that the page is laid out three times at most. */
function shrink(parts: readonly Element[]): void {
  const formulas = parts.flatMap((part) => [...part.querySelectorAll<HTMLElement>('.formula')]);
  for (const formula of formulas) {
    formula.classList.remove('small', 'smaller');
    formula.removeAttribute('tabindex');
  }
  const wide = formulas.filter(isTooWide);
  for (const formula of wide) formula.classList.add('small');
  const wider = wide.filter(isTooWide);
  for (const formula of wider) formula.classList.replace('small', 'smaller');
  // What scrolls can be reached by keyboard.
  for (const formula of wider.filter(isTooWide)) formula.tabIndex = 0;
}

/** A bracket may stand a point or two over the edge; the padding of a formula has room for that. */
const isTooWide = (formula: HTMLElement): boolean =>
  formula.scrollWidth > Math.max(formula.clientWidth, formula.parentElement?.clientWidth ?? 0);

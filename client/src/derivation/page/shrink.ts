/**
 * Formulas that are too wide for their line and cannot break are drawn smaller, in two sizes; beyond that they scroll. In: what
 * has been drawn. Measures all before it changes any, so that the page is laid out three times at most.
 */
export function shrink(sheet: HTMLElement): void {
  const formulas = [...sheet.querySelectorAll<HTMLElement>('.formula')];
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

/**
 * A drawing made anew keeps the reader's place: the focus, and what is being typed, unless it is about something else now. In: what
 * draws. Elements know themselves by `data-key`.
 */
export function withFocus(sheet: HTMLElement, isOther: boolean, draw: () => void): void {
  const before = document.activeElement;
  const key = before instanceof HTMLElement && sheet.contains(before) ? before.getAttribute('data-key') : null;
  draw();
  if (key === null) return;
  const after = sheet.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  after?.focus({ preventScroll: true });
  if (isOther || !(before instanceof HTMLInputElement && after instanceof HTMLInputElement)) return;
  const { value, selectionStart, selectionEnd } = before;
  after.value = value;
  after.setSelectionRange(selectionStart, selectionEnd);
}

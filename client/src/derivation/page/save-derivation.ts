/** What is saved of a derivation: its markup without what can be pressed. In: parts of the panel. Out: HTML, in which text is escaped. */

/** Buttons that only a living page has. */
const LIVING = '.own, .views, .choices, .numbers .chip, .next';
/** Attributes that mean something only there. */
const OWN = ['data-key', 'data-leads', 'tabindex'] as const;

export function markup(parts: readonly HTMLElement[]): string {
  return parts
    .map((part) => {
      const copy = part.cloneNode(true);
      if (!(copy instanceof HTMLElement)) return '';
      for (const one of copy.querySelectorAll(LIVING)) one.remove();
      for (const input of copy.querySelectorAll('input')) input.replaceWith(input.value);
      for (const button of copy.querySelectorAll('button')) {
        const plain = document.createElement('span');
        plain.className = button.className;
        plain.append(...button.childNodes);
        button.replaceWith(plain);
      }
      for (const name of OWN) for (const each of copy.querySelectorAll(`[${name}]`)) each.removeAttribute(name);
      return copy.outerHTML;
    })
    .join('\n');
}

/** Elements in one expression. Text stays text: nothing here reads HTML. */

/** A number is written to hundredths, true is an empty attribute, false and undefined are none. */
interface Values {
  readonly [name: string]: string | number | boolean | undefined;
}
/** A function is a listener. */
export interface Attributes {
  readonly [name: string]: Values[string] | ((event: Event) => void);
}
type Children = readonly (Node | string | undefined)[];

export const element = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Children
): HTMLElementTagNameMap[Tag] => filled(document.createElement(tag), attributes, children);

/** The same for drawings. */
export const svg = <Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Children
): SVGElementTagNameMap[Tag] =>
  filled(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);

function filled<Made extends Element>(made: Made, attributes: Attributes, children: Children): Made {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name, value);
    else setOne(made, name, value);
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** What is the same already is not touched, or the browser would do its work again. */
export function set(made: Element, values: Values): void {
  for (const [name, value] of Object.entries(values)) setOne(made, name, value);
}

function setOne(made: Element, name: string, value: Values[string]): void {
  if (value === undefined || value === false) {
    made.removeAttribute(name);
    return;
  }
  const text = value === true ? '' : typeof value === 'number' ? String(Math.round(value * 100) / 100) : value;
  if (made.getAttribute(name) !== text) made.setAttribute(name, text);
}

/** The reader's own setting; style sheets ask for it themselves. */
export const wantsNoMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

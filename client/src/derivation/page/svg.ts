/** SVG elements in one expression, the sibling of dom.ts. Numbers are written to hundredths of a pixel; undefined is no attribute. */

export interface Drawn {
  readonly [name: string]: string | number | undefined;
}

export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Drawn = {},
  ...children: readonly (Node | string | undefined)[]
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  set(made, attributes);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

export function set(made: Element, attributes: Drawn): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) made.removeAttribute(name);
    else made.setAttribute(name, typeof value === 'number' ? String(Math.round(value * 100) / 100) : value);
  }
}

/**
 * The drawing as a file. In: the group as it stands in the panel, and its bounds. Out: SVG that needs nothing else, with the colours
 * of the theme as attributes; and the same as a PNG, twice as large.
 */
import type { Box } from './layout';
import { attribute, escaped, hex } from './markup';

/** What a style sheet may have said of an element. */
const STYLES: readonly { readonly name: string; readonly initial: string; readonly tags: RegExp }[] = [
  { name: 'fill', initial: '#000000', tags: /rect|path|text|tspan|circle/ },
  { name: 'stroke', initial: 'none', tags: /rect|path|text|circle/ },
  { name: 'stroke-width', initial: '1px', tags: /rect|path|text|circle/ },
  { name: 'stroke-dasharray', initial: 'none', tags: /rect|path/ },
  { name: 'stroke-linejoin', initial: 'miter', tags: /path|text/ },
  { name: 'opacity', initial: '1', tags: /./ },
  { name: 'paint-order', initial: 'normal', tags: /text/ },
  { name: 'font-family', initial: '', tags: /text|tspan/ },
  { name: 'font-size', initial: '', tags: /text|tspan/ },
  { name: 'font-style', initial: 'normal', tags: /text|tspan/ },
  { name: 'font-weight', initial: '400', tags: /text|tspan/ },
  { name: 'text-anchor', initial: 'start', tags: /text/ },
];
const KEPT = ['d', 'x', 'y', 'dy', 'width', 'height', 'rx', 'transform'] as const;
const MARGIN = 20;
const CAPTION = 26;

export interface Saved {
  readonly markup: string;
  readonly width: number;
  readonly height: number;
}

/** `caption`: what is said under the drawing. */
export function markup(scene: SVGGElement, bounds: Box, title: string, caption: string): Saved {
  // From afar the writing is not drawn, and of a large drawing what is out of sight; a file has it all.
  const { classList } = scene.ownerSVGElement ?? scene;
  const distance = ['far', 'farther'].filter((name) => classList.contains(name));
  classList.remove(...distance);
  const away = [...scene.getElementsByClassName('away')];
  for (const each of away) each.classList.remove('away');
  const inside = [...scene.children].map(drawn).join('');
  for (const each of away) each.classList.add('away');
  classList.add(...distance);
  const written = getComputedStyle(scene);
  const width = Math.ceil(Math.max(bounds.width, caption.length * 7) + 2 * MARGIN);
  const height = Math.ceil(bounds.height + 2 * MARGIN + (caption ? CAPTION : 0));
  const left = bounds.x - width / 2;
  const top = bounds.y - bounds.height / 2 - MARGIN;
  const line = `<text x="${bounds.x}" y="${top + height - MARGIN + 4}" text-anchor="middle" font-size="14" font-family="${attribute(written.fontFamily)}" fill="${hex(written.color)}">${escaped(caption)}</text>`;
  return {
    width,
    height,
    markup: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${left} ${top} ${width} ${height}"><title>${escaped(title)}</title><rect x="${left}" y="${top}" width="${width}" height="${height}" fill="${hex(getComputedStyle(document.body).backgroundColor)}"/>${inside}${caption ? line : ''}</svg>`,
  };
}

/** Elements with what is seen of them; text is escaped, and only attributes that draw are kept. */
function drawn(element: Element): string {
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.visibility === 'hidden' || element.classList.contains('hit')) return '';
  const tag = element.localName;
  const geometry = KEPT.flatMap((name) => {
    const value = element.getAttribute(name);
    return value === null ? [] : [`${name}="${attribute(value)}"`];
  });
  const looks = STYLES.flatMap(({ name, initial, tags }) => {
    const value = style.getPropertyValue(name);
    const said = name === 'fill' || name === 'stroke' ? hex(value) : value;
    return tags.test(tag) && said !== initial ? [`${name}="${attribute(said)}"`] : [];
  });
  const inside = [...element.childNodes].map((node) =>
    node instanceof Element ? drawn(node) : escaped(node.textContent ?? ''),
  );
  return `<${[tag, ...geometry, ...looks].join(' ')}>${inside.join('')}</${tag}>`;
}

/** Beyond this browsers have no canvas. */
const LARGEST = 8192;

/** In base64. Rejects where the browser cannot draw it. */
export async function png({ markup, width, height }: Saved): Promise<string> {
  const scale = Math.min(2, LARGEST / width, LARGEST / height);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(markup)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}

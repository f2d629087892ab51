/**
 * A drawing as a file that stands alone. In: what is drawn in the page, and lines to write above it. Out: SVG text with the colours and
 * fonts of the theme as attributes and its background, or the same as a PNG with two pixels for one. No class, style sheet or script is left.
 */
import { svg } from './dom';

export interface Captioned {
  /** An SVG with a view box, or a group whose bounds are said. */
  readonly drawing: SVGSVGElement | { readonly group: SVGGElement; readonly bounds: Bounds };
  /** Unicode; the first is the picture's title. */
  readonly captions: readonly string[];
}
/** By the left upper corner. */
type Bounds = Pick<DOMRectReadOnly, 'x' | 'y' | 'width' | 'height'>;

/** Reads all of the drawing before it waits for anything. A PNG is in base64; rejects where the browser cannot draw it. */
export async function saved(type: 'svg' | 'png', captioned: Captioned): Promise<string> {
  const made = standalone(captioned);
  const text = new XMLSerializer().serializeToString(made).replace(FORBIDDEN, '');
  return type === 'svg' ? text : png(text, Number(made.getAttribute('width')), Number(made.getAttribute('height')));
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no place for these.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const INHERITED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'font-family',
  'font-size',
  'font-style',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
  'paint-order',
];
const OWN: readonly (readonly [name: string, initial: string])[] = [['opacity', '1']];
const KEPT = /^(?:[xy][12]?|c[xy]|r|[rd][xy]|d|width|height|points|transform|id|clip-path|pattern\w+|text-anchor)$/;
const LINE = 24;
const MARGIN = 12;
/** Pixels for a letter of a caption, at the most that is usual. */
const LETTER = 8;

function standalone({ drawing, captions }: Captioned): SVGSVGElement {
  const { group, bounds } =
    drawing instanceof SVGSVGElement ? { group: drawing, bounds: drawing.viewBox.baseVal } : drawing;
  const room = captions.length === 0 ? 0 : captions.length * LINE + MARGIN;
  const width = Math.ceil(Math.max(bounds.width, ...captions.map(({ length }) => length * LETTER + 2 * MARGIN)));
  const height = Math.ceil(bounds.height + room);
  const [x, y] = [bounds.x - (width - bounds.width) / 2, bounds.y - room];
  const style = getComputedStyle(group);
  const caption = {
    fill: hex(style.color),
    'font-family': style.getPropertyValue('--mathematics').trim(),
    'font-size': 16,
  };
  return svg(
    'svg',
    { width, height, viewBox: [x, y, width, height].join(' ') },
    svg('title', {}, captions[0]),
    svg('rect', { x, y, width, height, fill: hex(getComputedStyle(document.body).backgroundColor) }),
    ...captions.map((line, i) => svg('text', { x: x + MARGIN, y: y + (i + 1) * LINE, ...caption }, line)),
    copy(group, undefined),
  );
}

/** What is drawn, with what the style sheets say of it; what a property inherits is left to be inherited. */
function copy(element: SVGElement, around: CSSStyleDeclaration | undefined): SVGElement {
  const isRoot = around === undefined;
  const made = svg(isRoot ? 'g' : (element.localName as 'g'));
  const style = getComputedStyle(element);
  for (const { name, value } of isRoot ? [] : element.attributes) if (KEPT.test(name)) made.setAttribute(name, value);
  for (const name of INHERITED) {
    const value = style.getPropertyValue(name);
    if (value !== around?.getPropertyValue(name)) made.setAttribute(name, hex(value));
  }
  for (const [name, initial] of OWN) {
    const value = style.getPropertyValue(name);
    if (value !== initial) made.setAttribute(name, value);
  }
  for (const child of element.childNodes) {
    if (child instanceof Text) made.append(child.data);
    else if (child instanceof SVGElement && isSeen(child)) made.append(copy(child, style));
  }
  return made;
}

/** Definitions have no box and no display, but are needed. */
function isSeen(element: SVGElement): boolean {
  if (element.closest('defs, clipPath')) return true;
  const { display, visibility } = getComputedStyle(element);
  return display !== 'none' && visibility !== 'hidden';
}

/** `rgb(…)`, `rgba(…)` and `color(srgb …)`, as browsers compute them, in hexadecimal, which every reader of SVG reads; all else as it is. */
export function hex(colour: string): string {
  const isFraction = colour.startsWith('color(srgb');
  const parts = colour
    .match(/^(?:rgba?|color)\((.*)\)$/)?.[1]
    ?.match(/-?[\d.]+(?:e-?\d+)?/g)
    ?.map(Number);
  if (!parts || parts.length < 3) return colour;
  const [red = 0, green = 0, blue = 0, alpha = 1] = parts;
  if (alpha === 0) return 'none';
  const digits = [red, green, blue].map((part) => byte(isFraction ? part * 255 : part));
  return `#${digits.join('')}${alpha < 1 ? byte(alpha * 255) : ''}`;
}
const byte = (value: number): string =>
  Math.round(Math.max(0, Math.min(255, value)))
    .toString(16)
    .padStart(2, '0');

/** Beyond this many pixels a side browsers have no canvas. */
const LARGEST = 8192;

async function png(text: string, width: number, height: number): Promise<string> {
  const scale = Math.min(2, LARGEST / width, LARGEST / height);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').replace(/^data:[^,]*,/, '');
}

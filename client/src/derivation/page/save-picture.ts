/**
 * A drawing as a file that stands alone. In: an SVG element of the page, and lines to write above it. Out: SVG text with the colours and
 * fonts of the theme as attributes and its background, or the same as a PNG with two pixels for one. No class, style sheet or script is left.
 */
import { set, svg } from './dom';

export interface Captioned {
  readonly picture: SVGSVGElement;
  /** Unicode; the saved picture has no other name than these. */
  readonly captions: readonly string[];
}

export async function saved(type: 'svg' | 'png', captioned: Captioned): Promise<string> {
  const made = standalone(captioned);
  const text = new XMLSerializer().serializeToString(made);
  return type === 'svg' ? text : png(text, Number(made.getAttribute('width')), Number(made.getAttribute('height')));
}

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
  'visibility',
];
const OWN: readonly (readonly [name: string, initial: string])[] = [['opacity', '1']];
const KEPT =
  /^(?:x|y|[xy][12]|c[xy]|r|[rd]?[xy]|d|width|height|points|transform|viewBox|id|clip-path|pattern\w+|text-anchor)$/;
const LINE = 24;

function standalone({ picture, captions }: Captioned): SVGSVGElement {
  const { width, height } = picture.viewBox.baseVal;
  const made = copy(picture, undefined) as SVGSVGElement;
  const style = getComputedStyle(picture);
  const room = captions.length === 0 ? 0 : captions.length * LINE + 12;
  set(made, { width, height: height + room, viewBox: `0 ${-room} ${width} ${height + room}` });
  made.prepend(
    svg('rect', {
      x: 0,
      y: -room,
      width,
      height: height + room,
      fill: plain(getComputedStyle(document.body).backgroundColor),
    }),
    ...captions.map((line, i) =>
      svg(
        'text',
        {
          x: 12,
          y: (i + 1) * LINE - room,
          fill: plain(style.color),
          'font-family': '"KaTeX_Main", "Latin Modern Math", "Times New Roman", serif',
          'font-size': 16,
        },
        line,
      ),
    ),
  );
  return made;
}

/** What is drawn, with what the style sheets say of it; what a property inherits is left to be inherited. */
function copy(element: SVGElement, around: CSSStyleDeclaration | undefined): SVGElement {
  const made = document.createElementNS(element.namespaceURI, element.localName) as SVGElement;
  const style = getComputedStyle(element);
  for (const { name, value } of element.attributes) if (KEPT.test(name)) made.setAttribute(name, value);
  for (const name of INHERITED) {
    const value = style.getPropertyValue(name);
    if (value !== around?.getPropertyValue(name)) made.setAttribute(name, plain(value));
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
const isSeen = (element: SVGElement): boolean =>
  element.closest('defs, clipPath') !== null || getComputedStyle(element).display !== 'none';

/** Mixed colours are computed as `color(srgb …)`, which few programs outside of browsers read. */
function plain(value: string): string {
  return value.replace(/color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.e-]+))?\)/g, (_, r, g, b, alpha) => {
    const channels = [r, g, b].map((channel) => Math.round(Number(channel) * 255)).join(', ');
    return alpha === undefined ? `rgb(${channels})` : `rgba(${channels}, ${alpha})`;
  });
}

async function png(text: string, width: number, height: number): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.round(width * 2), Math.round(height * 2)];
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').replace(/^data:[^,]*,/, '');
}

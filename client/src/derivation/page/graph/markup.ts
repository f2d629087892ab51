/** Text and colours in the markup of a saved drawing. In: any text; a computed colour. Out: what every reader of SVG reads. */

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no place for these.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

export const escaped = (text: string): string =>
  text.replace(FORBIDDEN, '').replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
export const attribute = escaped;

/** `rgb(…)`, `rgba(…)` and `color(srgb …)`, as browsers compute them, in hexadecimal; all else as it is. */
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

/** Short mathematics in a line of SVG or HTML: names in italics, digits and signs upright. In: Unicode text. Out: nodes. */
import { element } from '../dom';
import { svg } from '../svg';

const PARTS = /[\p{L}_]+[\p{L}\p{N}_]*|[^\p{L}_]+/gu;
const NAME = /^[\p{L}_]/u;

const parts = (text: string): readonly string[] => text.match(PARTS) ?? [];

export const letters = (text: string): Node[] =>
  parts(text).map((part) => svg('tspan', { class: NAME.test(part) ? 'letter' : undefined }, part));

export const mathLine = (text: string, kind = ''): HTMLSpanElement =>
  element(
    'span',
    { class: `math ${kind}`.trim() },
    ...parts(text).map((part) => (NAME.test(part) ? element('i', {}, part) : part)),
  );

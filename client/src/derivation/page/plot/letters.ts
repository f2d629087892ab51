/** Short mathematics in a line of SVG or HTML, as it is typeset: letters in italics, longer names and signs upright. In: Unicode. Out: nodes. */
import { element, svg } from '../dom';

const PARTS = /[\p{L}_]+[\p{L}\p{N}_]*|′+|[^\p{L}_′]+/gu;

const parts = (text: string): readonly (readonly [part: string, kind: string | undefined])[] =>
  (text.match(PARTS) ?? []).map((part) => [part, kindOf(part)]);

const kindOf = (part: string): string | undefined => {
  if (part.startsWith('′')) return 'prime';
  return /^\p{L}[\p{N}_]*$/u.test(part) ? 'letter' : undefined;
};

export const letters = (text: string): Node[] =>
  parts(text).map(([part, kind]) => svg('tspan', { class: kind, dx: kind === 'prime' ? 1.5 : undefined }, part));

export const mathLine = (text: string, kind = ''): HTMLSpanElement =>
  element(
    'span',
    { class: `math ${kind}`.trim() },
    ...parts(text).map(([part, own]) => (own ? element('span', { class: own }, part) : part)),
  );

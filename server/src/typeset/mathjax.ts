/**
 * LaTeX → SVG, by MathJax. A bundle of its own, that is loaded with the first formula: nobody who hovers nothing pays for it.
 * In: LaTeX of our own printers, and how it shall look. Out: an image that is sharp at any size, broken into lines where it is wide.
 */
import { MathJaxNewcmFont } from '@mathjax/mathjax-newcm-font/mjs/svg.js';
import { liteAdaptor } from '@mathjax/src/mjs/adaptors/liteAdaptor.js';
import { RegisterHTMLHandler } from '@mathjax/src/mjs/handlers/html.js';
import { TeX } from '@mathjax/src/mjs/input/tex.js';
import '@mathjax/src/mjs/input/tex/base/BaseConfiguration.js';
import '@mathjax/src/mjs/input/tex/ams/AmsConfiguration.js';
import { mathjax } from '@mathjax/src/mjs/mathjax.js';
import { SVG } from '@mathjax/src/mjs/output/svg.js';
import type { Drawing, Style, Typeset } from './typeset';

/** MathJax counts the width of an image in thousandths of an em. */
const UNITS = 1_000;
/** An ex of its font, in em. */
const EX = 0.442;

/** What the bundle has no picture of, a letter of another script, is written in a font of the reader's: nothing is loaded. */
mathjax.asyncLoad = () => undefined;
mathjax.asyncIsSynchronous = true;

export function createTypeset(): Typeset {
  const adaptor = liteAdaptor();
  RegisterHTMLHandler(adaptor);
  const input = new TeX({
    // No package that could load, link or style anything.
    packages: ['base', 'ams'],
    formatError: (_: unknown, error: Error) => {
      throw error;
    },
  });
  const output = new SVG({
    fontData: MathJaxNewcmFont,
    fontCache: 'local',
    displayOverflow: 'linebreak',
    displayAlign: 'left',
  });
  const document = mathjax.document('', { InputJax: input, OutputJax: output });
  return (latex: string, { colour, fontSize, width }: Style): Drawing => {
    const containerWidth = width;
    const node = document.convert(latex, { display: true, em: fontSize, ex: EX * fontSize, containerWidth });
    const drawn = adaptor.innerHTML(node);
    const [, , wide, high] = (/viewBox="([^"]+)"/.exec(drawn)?.[1] ?? '').split(' ').map(Number);
    if (!drawn.startsWith('<svg') || !wide || !high) throw new Error('MathJax drew nothing');
    const pixels = (units: number): number => Math.ceil((units / UNITS) * fontSize);
    const svg = drawn
      .replaceAll('currentColor', colour)
      // Short names of glyphs; what follows is for assistive tools of a page: in an image all of it is weight.
      .replaceAll(/MJX-\d+-NCM-/g, '')
      .replaceAll(/ (data-[a-z-]+|focusable|role|aria-[a-z]+|style)="[^"]*"/g, '')
      .replace(/^<svg([^>]*?) width="[^"]*" height="[^"]*"/, `<svg$1 width="${pixels(wide)}" height="${pixels(high)}"`);
    return { svg, width: pixels(wide), height: pixels(high) };
  };
}

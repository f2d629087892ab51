/** Formulas as images: in all four themes, at the size of the editor's font, in lines, within bounds, or not at all. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { typeset as typesetLines } from '../src/features/hover/card';
import { cardAt } from '../src/features/hover/hover';
import { THEME_KINDS } from '../src/protocol';
import { createTypeset } from '../src/typeset/mathjax';
import { createTypesetting, type Typeset } from '../src/typeset/typeset';
import { VERDICTS, viewOf } from './features/carets';

const typeset = createTypeset();
const dark = { theme: 'dark', fontSize: 14 } as const;
const STYLE = { colour: '#cccccc', fontSize: 14, width: 532 };

/** The SVG in a Markdown image. */
function svgOf(image: string): string {
  const [, data = '', width, height] =
    /^data:image\/svg\+xml;base64,([^|]+)\|width=(\d+),height=(\d+)$/.exec(image) ?? [];
  const svg = Buffer.from(data, 'base64').toString('utf8');
  expect(svg).toContain(`width="${width}" height="${height}"`);
  return svg;
}

test.each(THEME_KINDS)('in a theme that is %s', async (theme) => {
  const image = (await createTypesetting(async () => typeset).image(['x^{2}', 'y'], { theme, fontSize: 14 })) ?? '';
  const svg = svgOf(image);
  expect(svg).toMatch(/^<svg /);
  expect(svg).not.toMatch(/currentColor|data-|<script|href="(?!#)|style=/);
  const colours = new Set(svg.match(/#[0-9a-f]{6}/g));
  expect(colours.size).toBe(1);
});

test('follows the font: twice the size is twice as large', () => {
  const small = typeset('\\frac{\\partial f}{\\partial x} = 9x^{2} + 5', STYLE);
  const large = typeset('\\frac{\\partial f}{\\partial x} = 9x^{2} + 5', { ...STYLE, fontSize: 28, width: 1064 });
  expect(Math.abs(large.width - 2 * small.width)).toBeLessThanOrEqual(2);
  expect(Math.abs(large.height - 2 * small.height)).toBeLessThanOrEqual(2);
});

test('a wide formula is broken into lines, and none is cut', () => {
  const terms = Array.from({ length: 30 }, (_, i) => `a_{${i}}x^{${i}}`).join(' + ');
  const one = typeset('f = a_{0}x^{0}', STYLE);
  const many = typeset(`f = ${terms}`, STYLE);
  expect(many.width).toBeLessThanOrEqual(STYLE.width + 2);
  expect(many.height).toBeGreaterThan(2.5 * one.height);
});

test('every formula of every hover of the examples can be drawn', () => {
  const folder = path.resolve(import.meta.dirname, '../../examples');
  const seen = new Set<string>();
  for (const name of readdirSync(folder)) {
    const text = readFileSync(path.join(folder, name), 'utf8');
    const view = viewOf(text);
    const said = new Set<string>();
    for (const { index } of text.matchAll(/[\p{L}_]+|[∂∇√@^*+]/gu)) {
      // A place in each line with each word is enough.
      const words = text.slice(index - 1, index + 8);
      if (said.has(words)) continue;
      said.add(words);
      const card = cardAt(view, index, VERDICTS, false);
      for (const { text: said, latex } of card ? typesetLines(card) : []) {
        if (seen.has(said)) continue;
        seen.add(said);
        const tex = latex();
        expect(() => typeset(tex, STYLE), `${said}: ${tex}`).not.toThrow();
      }
    }
  }
  expect(seen.size).toBeGreaterThan(150);
}, 60_000);

test('the reader’s names are drawn as they are, and are no commands', () => {
  const view = viewOf('Größe(größe_1, ключ, 数) = größe_1^2 ключ + 数\nx_url(href) = href^2');
  for (const offset of [0, view.document.getText().indexOf('x_url')]) {
    const card = cardAt(view, offset, VERDICTS, false);
    const lines = card ? typesetLines(card) : [];
    expect(lines.length).toBeGreaterThan(0);
    for (const { latex } of lines) expect(typeset(latex(), STYLE).svg).toMatch(/^<svg/);
    if (offset === 0) expect(typeset(lines[0]?.latex() ?? '', STYLE).svg).toContain('数');
  }
});

test('what is drawn is kept, by formulas, theme and size', async () => {
  const draw = vi.fn(typeset);
  const load = vi.fn(async () => draw);
  const typesetting = createTypesetting(load);
  expect(load).not.toHaveBeenCalled();
  const first = await typesetting.image(['x^{2}', 'y'], dark);
  expect(await typesetting.image(['x^{2}', 'y'], dark)).toBe(first);
  expect(draw).toHaveBeenCalledTimes(1);
  await typesetting.image(['x^{2}', 'y'], { theme: 'light', fontSize: 14 });
  await typesetting.image(['x^{2}', 'y'], { theme: 'dark', fontSize: 20 });
  expect(draw).toHaveBeenCalledTimes(3);
  expect(load).toHaveBeenCalledTimes(1);
});

test('memory is bounded: the oldest images go', async () => {
  const draw = vi.fn<Typeset>((latex) => ({ svg: `<svg>${latex}${'x'.repeat(30_000)}</svg>`, width: 1, height: 1 }));
  const typesetting = createTypesetting(async () => draw);
  for (let i = 0; i < 400; i++) await typesetting.image([`a${i}`], dark);
  await typesetting.image(['a399'], dark);
  expect(draw).toHaveBeenCalledTimes(400);
  await typesetting.image(['a0'], dark);
  expect(draw).toHaveBeenCalledTimes(401);
});

test('no image where it would come late, be too large, or cannot be drawn', async () => {
  const broken = createTypesetting(() => Promise.reject(new Error('there is none')));
  expect(await broken.image(['x'], dark)).toBeUndefined();
  const typesetting = createTypesetting(async () => typeset);
  expect(await typesetting.image(['\\frac{'], dark)).toBeUndefined();
  expect(await typesetting.image([], dark)).toBeUndefined();
  expect(await typesetting.image(['x'.repeat(5_000)], dark)).toBeUndefined();
  const large = createTypesetting(async () => () => ({ svg: `<svg>${'x'.repeat(80_000)}</svg>`, width: 1, height: 1 }));
  expect(await large.image(['x'], dark)).toBeUndefined();
  let bring = (_: Typeset): void => {};
  const slow = createTypesetting(() => new Promise((resolve) => (bring = resolve)));
  expect(await slow.image(['x'], dark)).toBeUndefined();
  // What came too late is there the next time.
  bring(typeset);
  expect(await slow.image(['x'], dark)).toMatch(/^data:image/);
});

/** A saved derivation needs nothing but itself. */
import { expect, test } from 'vitest';
import { selfContained } from '../src/derivation/self-contained';

const face = (name: string): string =>
  `@font-face { font-family: ${name}; src: url("./fonts/${name}-Regular.woff2") format("woff2"); }`;
const SHEET = `${face('KaTeX_Main')}${face('KaTeX_AMS')}${face('KaTeX_Fraktur')} .line { color: red; }`;
const asked: string[] = [];
const read = (file: string): Promise<Uint8Array> => {
  asked.push(file);
  return Promise.resolve(file === 'panel.css' ? new TextEncoder().encode(SHEET) : Uint8Array.of(1, 2, 255));
};

test('style sheet and fonts are inside, and of the fonts only what is used', async () => {
  const page = await selfContained('h by x', '<p class="mathfrak">x</p>', read);
  expect(page).toContain('.line { color: red; }');
  expect(page).toContain('<p class="mathfrak">x</p>');
  expect(page).toContain('url(data:font/woff2;base64,AQL/)');
  expect(asked).toEqual(['panel.css', 'fonts/KaTeX_Main-Regular.woff2', 'fonts/KaTeX_Fraktur-Regular.woff2']);
  expect(page).not.toMatch(/https?:|\.\/fonts|<script|<link/);
});

test('its policy lets nothing else in, and the title is text', async () => {
  const page = await selfContained('</title><script>', '', read);
  expect(page).toContain("default-src 'none'");
  expect(page).not.toContain('<script>');
});

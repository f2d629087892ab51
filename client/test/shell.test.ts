/** The panel's page: a policy that lets in our script, our style sheet and our fonts, and what a reload brings back. */
import { expect, test } from 'vitest';
import { PLAIN, readKept } from '../src/derivation/messages';
import { freshNonce, shell } from '../src/derivation/shell';

const html = shell({ script: 'https://here/panel.js', style: 'https://here/panel.css', source: 'https://here' }, 'abc');

test('the policy', () => {
  expect(/content="(default-src[^"]*)"/.exec(html)?.[1]).toBe(
    "default-src 'none'; script-src 'nonce-abc'; style-src https://here; font-src https://here; img-src data: blob:;",
  );
  expect(html).not.toContain('unsafe');
});

test('one script, with the nonce, and nothing inline', () => {
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).toContain('<script nonce="abc" src="https://here/panel.js"></script>');
  expect(html).not.toMatch(/<style|style=/);
});

test('a nonce is 128 bits and never the same', () => {
  const nonces = new Set(Array.from({ length: 100 }, freshNonce));
  expect(nonces.size).toBe(100);
  for (const nonce of nonces) expect(nonce).toMatch(/^[0-9a-f]{32}$/);
});

const target = { uri: 'file:///a.grad', function: 'f', variable: 'x' };
const plain = { writing: PLAIN, level: 'main', tab: 'steps' };
test.each([
  [undefined, plain],
  [
    { target, writing: { notation: 'subscript', layout: 'pytorch' }, level: 'every', tab: 'plot' },
    { target, writing: { notation: 'subscript', layout: 'pytorch' }, level: 'every', tab: 'plot' },
  ],
  [
    { target: { ...target, at: { x: '1.5' }, withNumbers: true }, level: 'every' },
    { ...plain, target: { ...target, at: { x: '1.5' }, withNumbers: true }, level: 'every' },
  ],
  [{ target: { uri: 1 }, level: 'all', tab: 'graphs', writing: 3 }, plain],
  [{ target: { ...target, at: { x: 1.5 } } }, plain],
  ['text', plain],
])('after a reload %o', (state, kept) => expect(readKept(state)).toEqual(kept));

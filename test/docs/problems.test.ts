/** docs/problems.md: each code's first block has the problem, its second has none; and no code of the source is missing. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { check, complaints } from './check';

const root = path.resolve(import.meta.dirname, '../..');
const text = readFileSync(path.join(root, 'docs/problems.md'), 'utf8');
const sections = text.split(/^(?=### )/m).slice(1);

const entries = sections.map((section) => {
  const code = /^### `([a-z-]+)`/.exec(section)?.[1] ?? '';
  const [wrong, right] = [...section.matchAll(/^```grad(?: \w+)?\n(.*?)^```$/gms)].map(([, page]) => page ?? '');
  return { code, wrong, right };
});
const examples = entries.flatMap(({ code, wrong, right }) =>
  wrong === undefined || right === undefined ? [] : [{ code, wrong, right }],
);

test.each(examples)('$code', ({ code, wrong, right }) => {
  expect(check(wrong).map((entry) => entry.code)).toContain(code);
  const said = check(right);
  expect(complaints(said)).toEqual([]);
  expect(said.map((entry) => entry.code)).not.toContain(code);
});

/** Where problems are made, a code is the first argument of a function or the property `code`. */
const CODE =
  /(?:return \[(?!'[a-z]+', '[a-z])|\b(?:error|warning|hint|information|notice|problem|report|say)\(\s*|\bcode: )'([a-z]+(?:-[a-z]+)*)'/g;
const files = ['syntax', 'program', 'features', 'cli'].flatMap((room) => {
  const folder = path.join(root, 'server/src', room);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('generated'))
    .map((name) => path.join(folder, name));
});

test('every code of the source is told', () => {
  const used = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(CODE)].map(([, code]) => code ?? ''));
  const told = new Set(entries.map(({ code }) => code));
  expect([...new Set(used)].filter((code) => !told.has(code)).sort()).toEqual([]);
});

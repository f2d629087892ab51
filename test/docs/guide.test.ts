/** Every ```grad block of the documentation is a page without complaints; one marked ```grad error has an error. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { check, complaints } from './check';

const root = path.resolve(import.meta.dirname, '../..');
const BLOCK = /^```grad(?<mark> error)?\n(?<page>.*?)^```$/gms;

const blocks = ['README.md', 'docs/language.md'].flatMap((file) => {
  const text = readFileSync(path.join(root, file), 'utf8');
  return [...text.matchAll(BLOCK)].map(({ index, groups }) => ({
    place: `${file}:${text.slice(0, index).split('\n').length}`,
    page: groups?.page ?? '',
    wrong: groups?.mark !== undefined,
  }));
});

test.each(blocks)('$place', ({ page, wrong }) => {
  const entries = check(page);
  if (wrong) {
    expect(entries.map(({ severity }) => severity)).toContain('error');
  } else {
    expect(complaints(entries)).toEqual([]);
  }
});

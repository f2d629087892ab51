/** "Expand selection": what is selected one after the other, and that it always nests. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SelectionRange } from 'vscode-languageserver-types';
import { selectionRanges, selectionsAt } from '../../src/features/selection-ranges';
import { hostilePages } from '../program/hostile-pages';
import { viewOf } from './carets';
import { examples } from './examples';

/** `page` is a page with `|` where the cursor stands. */
function selections(page: string): string[] {
  const offset = page.indexOf('|');
  const text = page.replace('|', '');
  const view = viewOf(text);
  const found: string[] = [];
  const [first] = selectionRanges(view, [view.document.positionAt(offset)]);
  for (let at: SelectionRange | undefined = first; at; at = at.parent) found.push(view.document.getText(at.range));
  expect(found.at(-1)).toBe(text);
  return found.slice(0, -1);
}

test.each<[string, string[]]>([
  ['f(x, y) = (x^2 + |1) y', ['1', 'x^2 + 1', '(x^2 + 1)', '(x^2 + 1) y']],
  ['a = 1\nf(x, |w[n]) = sum(w x)', ['w', 'w[n]', 'x, w[n]', '(x, w[n])', 'f(x, w[n]) = sum(w x)']],
  ['a = 1\ncheck 1 + a| = 2 = b', ['a', '1 + a', 'check 1 + a = 2 = b']],
  ['a = 1\ncheck 1 + a = |2 = b', ['2', '= 2', 'check 1 + a = 2 = b']],
  ['a = sum(x, axis=|0)\nb = 1', ['0', 'axis=0', 'x, axis=0', '(x, axis=0)', 'sum(x, axis=0)', 'a = sum(x, axis=0)']],
  [
    'b = 1\n\n# Words of a comm|ent.\n# More.\na = 1',
    [
      'comment',
      'Words of a comment.',
      '# Words of a comment.',
      '# Words of a comment.\n# More.',
      '# Words of a comment.\n# More.\na = 1',
    ],
  ],
  ['b = 1\n# More.\na = |1', ['1', 'a = 1', '# More.\na = 1']],
  ['b = 1\na = 1 # no|te', ['note', '# note']],
  ['b = 1\nf(x) = sin(x +| [1, 2]', ['+', 'f(x) = sin(x + [1, 2]']],
  ['b = 1\nf(x) = sin(x) + (2|', ['2', 'f(x) = sin(x) + (2']],
  [
    '# Net\nnetwork n {\n  input x[2]\n  loss = sum(|x)\n}\nb = 1',
    [
      'x',
      '(x)',
      'sum(x)',
      'loss = sum(x)',
      'input x[2]\n  loss = sum(x)',
      'network n {\n  input x[2]\n  loss = sum(x)\n}',
      '# Net\nnetwork n {\n  input x[2]\n  loss = sum(x)\n}',
    ],
  ],
  ['b = 1\r\n# A\r\n# |B\r\na = 1', ['B', '# B', '# A\r\n# B', '# A\r\n# B\r\na = 1']],
  ['|', []],
  ['a = 1\n|\n\nb = 2', []],
])('%s', (page, expected) => {
  expect(selections(page)).toEqual(expected);
});

/** Every range is strictly inside the next, and all of them hold the offset. */
function nests(text: string, offsets: Iterable<number>): void {
  const view = viewOf(text);
  for (const offset of offsets) {
    const ranges = selectionsAt(view, offset);
    expect(ranges.at(-1)).toEqual({ start: 0, end: text.length });
    for (const [i, { start, end }] of ranges.entries()) {
      const inner = ranges[i - 1];
      if (start > offset || end < offset) throw new Error(`${start}-${end} does not hold ${offset}`);
      if (inner && !(start <= inner.start && inner.end <= end && inner.end - inner.start < end - start))
        throw new Error(`${inner.start}-${inner.end} is not inside ${start}-${end}`);
    }
  }
}

const every = (text: string): number[] => Array.from({ length: text.length + 1 }, (_, i) => i);

test.each(examples)('at every place of $name', ({ text }) => nests(text, every(text)));

test('at every place of broken pages', () => {
  fc.assert(
    fc.property(fc.constantFrom(...examples), fc.nat(), fc.nat(60), ({ text }, at, gone) => {
      const start = at % text.length;
      const edited = text.slice(0, start) + text.slice(start + gone);
      nests(edited, every(edited).slice(Math.max(0, start - 30), start + 30));
    }),
    { numRuns: 60 },
  );
});

test.each(hostilePages.filter(([, page]) => page.length < 20_000))('hostile: %s', (_, page) =>
  nests(
    page,
    every(page).filter((offset) => offset % Math.ceil(page.length / 12) === 0),
  ),
);

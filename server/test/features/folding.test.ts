/** What folds: networks, comments, imports, statements over several lines; for clients that fold lines and for others. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldingRanges } from '../../src/features/folding';
import { viewOf } from './carets';
import { examples } from './examples';

/** `first-last kind`, with the column where a fold ends before its line's end. */
const folds = (text: string, lineFoldingOnly = true, limit?: number): string[] =>
  foldingRanges(viewOf(text), { lineFoldingOnly, ...(limit !== undefined && { limit }) }).map(
    ({ startLine, endLine, endCharacter, kind }) =>
      `${startLine}-${endLine}${endCharacter === undefined ? '' : `:${endCharacter}`}${kind ? ` ${kind}` : ''}`,
  );

const NETWORK = 'network n {\n  input x[2]\n  # The loss\n  # is a sum.\n  loss = sum(x^2)\n}\n';

test.each<[what: string, text: string, lines: string[], others: string[]]>([
  ['a network keeps its brace on a line', NETWORK, ['0-4', '2-3 comment'], ['0-5:0', '2-3 comment']],
  ['a network that is not closed', 'network n {\n  input x[2]\n  loss = sum(x^2)\n', ['0-2'], ['0-2']],
  ['a network on one line', 'network n { loss = 1 }', [], []],
  ['a brace on the line below', 'network n\n{\n  loss = 1\n}', ['1-2'], ['1-3:0']],
  ['comments', '# one\n# two\n\n# alone\na = 1', ['0-1 comment'], ['0-1 comment']],
  ['a sign that is no comment', 'a = 1 # one\nb = 2 # two', [], []],
  ['imports', 'import "a.grad"\n\nimport "b.grad"\na = 1', ['0-2 imports'], ['0-2 imports']],
  ['a derivation', "h(x) = x^2\ncheck h'(x) = 2x\n  = x + x\n  = 2x\n", ['1-3'], ['1-3']],
  [
    'rows of weights',
    'network n {\n  input x[2]\n  h = dense(x, 2, W=[[1, 2],\n    [3, 4]],\n    b=[1,\n    2])\n  loss = sum(h)\n}',
    ['0-6', '2-5', '4-5'],
    ['0-7:0', '2-5', '4-5'],
  ],
  ['Windows line ends', '# one\r\n# two\r\nf(x) =\r\n  x^2\r\n', ['0-1 comment', '2-3'], ['0-1 comment', '2-3']],
  ['nothing', '', [], []],
])('%s', (_, text, lines, others) => {
  expect(folds(text)).toEqual(lines);
  expect(folds(text, false)).toEqual(others);
});

test('no more than the client wants', () => {
  expect(folds(NETWORK, true, 1)).toEqual(['0-4']);
});

test('folds of a page in any state are lines of it, one for each first line', () => {
  fc.assert(
    fc.property(fc.constantFrom(...examples), fc.nat(), fc.nat(60), fc.boolean(), ({ text }, at, gone, lines) => {
      const start = at % text.length;
      const edited = text.slice(0, start) + text.slice(start + gone);
      const count = edited.split('\n').length;
      const ranges = foldingRanges(viewOf(edited), { lineFoldingOnly: lines });
      for (const { startLine, endLine } of ranges) {
        expect(startLine).toBeLessThan(endLine);
        expect(endLine).toBeLessThan(count);
      }
      expect(new Set(ranges.map(({ startLine }) => startLine)).size).toBe(ranges.length);
    }),
    { numRuns: 60 },
  );
});

/** Formatting and spellings as the editor asks for them: places of the protocol in, edits of the protocol out. */

import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { formatOnType, formatPage, formatRange } from '../../src/features/formatting';
import { respellActions, respellEdits, respellOffers } from '../../src/features/respell';
import { applied } from '../../src/formatting/edits';
import { viewOf } from './carets';

const KEEP = { spelling: 'keep' } as const;

test('a page', () => {
  const view = viewOf('f(x)=x\r\ng(x,y)=2*x\r\n');
  expect(TextDocument.applyEdits(view.document, formatPage(view, KEEP))).toBe('f(x)    = x\r\ng(x, y) = 2*x\r\n');
  expect(TextDocument.applyEdits(view.document, formatPage(view, { spelling: 'unicode' }))).toBe(
    'f(x)    = x\r\ng(x, y) = 2·x\r\n',
  );
});

test('only what changes is touched', () => {
  expect(formatPage(viewOf('a = 1\nbb= 2\n'), KEEP)).toEqual([
    { range: { start: { line: 0, character: 1 }, end: { line: 0, character: 2 } }, newText: '  ' },
    { range: { start: { line: 1, character: 2 }, end: { line: 1, character: 2 } }, newText: ' ' },
  ]);
});

test.each<[indent: { tabSize: number; insertSpaces: boolean }, inside: string]>([
  [{ tabSize: 2, insertSpaces: true }, '  '],
  [{ tabSize: 4, insertSpaces: true }, '    '],
  [{ tabSize: 4, insertSpaces: false }, '\t'],
])('indentation as the editor has it: %j', (indent, inside) => {
  const view = viewOf('network n {\ninput x\n}\n');
  expect(TextDocument.applyEdits(view.document, formatPage(view, { ...KEEP, indent }))).toBe(
    `network n {\n${inside}input x\n}\n`,
  );
});

test('a selection of whole lines does not reach into the next', () => {
  const view = viewOf('a=1\n\nb=2\n\nc=3\n');
  const range = { start: { line: 2, character: 0 }, end: { line: 4, character: 0 } };
  expect(TextDocument.applyEdits(view.document, formatRange(view, range, KEEP))).toBe('a=1\n\nb = 2\n\nc=3\n');
});

test('a selection with a spelling', () => {
  const view = viewOf('a=2*3\n\nb=2*3\n\nc=2*3\n');
  const range = { start: { line: 2, character: 1 }, end: { line: 2, character: 1 } };
  expect(TextDocument.applyEdits(view.document, formatRange(view, range, { spelling: 'unicode' }))).toBe(
    'a=2*3\n\nb = 2·3\n\nc=2*3\n',
  );
});

describe('on type', () => {
  /** `¦` is the cursor, behind the sign that was typed. */
  const typed = (page: string): string => {
    const at = page.indexOf('¦');
    const view = viewOf(page.replace('¦', ''));
    const edits = formatOnType(view, view.document.positionAt(at), page[at - 1] === '}' ? '}' : '\n', KEEP);
    const after = TextDocument.applyEdits(view.document, edits);
    return after;
  };

  test.each<[what: string, page: string, after: string]>([
    ['the finished line', 'a=1\n¦', 'a = 1\n'],
    ['and those aligned with it', 'a = 1\nbb=2\n¦\nc=3\n', 'a  = 1\nbb = 2\n\nc=3\n'],
    ['a block opens', 'network n {\n¦', 'network n {\n  '],
    ['a block opens, its brace is there', 'network n {\n¦\n}\n', 'network n {\n  \n}\n'],
    ['in a block', 'network n {\n  input x=1\n¦\n}\n', 'network n {\n  input x = 1\n  \n}\n'],
    ['behind a block', 'network n {\n}\n  ¦', 'network n {\n}\n'],
    ['the editor has indented', 'network n {\n  input x\n  ¦\n}\n', 'network n {\n  input x\n  \n}\n'],
    ['an open bracket', 'a = f(1,\n¦', 'a = f(1,\n      '],
    ['an open bracket that ends its line', 'a = [\n¦', 'a = [\n  '],
    ['in an array', 'a = [\n  1,\n¦', 'a = [\n  1,\n  '],
    ['behind a named argument', 'a = f(1,\n      b=2,\n¦', 'a = f(1,\n      b=2,\n      '],
    ['in a block, an open bracket', 'network n {\n  h = f(\n¦', 'network n {\n  h = f(\n    '],
    ['an operator at the end', 'long(x) = x^3 +\n¦', 'long(x) = x^3 +\n          '],
    ['= at the end', 'a =\n¦', 'a =\n  '],
    ['what is broken', 'a=)\n¦', 'a=)\n'],
    ['nothing above', '\n  ¦', '\n'],
    ['text behind the cursor stays', 'a=1\n¦  b=2\n', 'a = 1\n  b=2\n'],
    ['a line that goes on below', 'a=f(1,\n¦2)\n', 'a=f(1,\n2)\n'],
    ['a brace', 'network n {\n  input x\n  }¦', 'network n {\n  input x\n}'],
    ['a brace behind a statement', 'network n {\n  input x }¦', 'network n {\n  input x }'],
    ['a brace too many', 'a = 1\n  }¦', 'a = 1\n  }'],
  ])('%s', (_, page, after) => {
    expect(typed(page)).toBe(after);
  });

  test('other signs do nothing', () => {
    const view = viewOf('a=1\n');
    expect(formatOnType(view, { line: 0, character: 3 }, ')', KEEP)).toEqual([]);
  });
});

describe('spellings', () => {
  const page = 'a = 2*3\nb = √a\n';
  const nothing = { start: 0, end: 0 };

  test('of the page, and of a selection', () => {
    const view = viewOf(page);
    expect(respellActions(view, nothing).map(({ title, edits }) => [title, applied(page, edits)])).toEqual([
      ['Write this page in Unicode', 'a = 2·3\nb = √a\n'],
      ['Write this page in ASCII', 'a = 2*3\nb = sqrt(a)\n'],
    ]);
    const second = { start: 8, end: 12 };
    expect(respellActions(view, second).map(({ title }) => title)).toEqual(['Write the selected lines in ASCII']);
  });

  test('an offer costs a glance, and its edits come later', () => {
    const view = viewOf(page);
    const [offer] = respellOffers(view, nothing);
    expect(offer).toEqual({ title: 'Write this page in Unicode', towards: 'unicode' });
    expect(applied(page, respellEdits(view, nothing, 'unicode'))).toBe('a = 2·3\nb = √a\n');
    expect(respellOffers(viewOf('a = 2 + b\n'), nothing)).toEqual([]);
  });
});

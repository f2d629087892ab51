/** A page that is edited is the page that is read anew, whatever the edits were. */
import { describe, expect, test } from 'vitest';
import type { Page } from '../../src/syntax/tree';
import { everything, pages, randomNumbers } from './pages';
import { newParser } from './reader';

const PIECES = [
  '\n', '\n', '\r\n', ' ', '(', ')', '[', ']', '{', '}', 'x', '=', '+', ',', '# c', '// c', '"', '\u200B', '\uFEFF',
  'f(x) = 2\n', 'f(x, y, z) = 2\n', 'network n {\n', '}\n', 'check 1 = 1\n', 'a = 3\n', 'declare f(u)\n', 'sin(2)\n',
  '∂f/∂x', '\nh = 1', 'input q[2]\n', '|> ', 'import "a.grad"\n', 'dense(1)', 'df/dx', '\n\n', '# doc\n', 'for = 2\n',
]; // biome-ignore format: a table

const written = (page: Page): string =>
  JSON.stringify({ statements: page.statements, problems: page.problems }, undefined, 1);

describe('edits', () => {
  const base = [everything, ...pages.map(({ text }) => text)].join('\n');
  test.each([1, 3, 5])('seed %i', (seed) => {
    const below = randomNumbers(seed);
    const parser = newParser();
    let text = base;
    let page = parser.parse(text);
    for (let edit = 0; edit < 90; edit++) {
      const at = below(text.length + 1);
      const gone = below(3) === 0 ? below(40) : 0;
      const piece = below(4) === 0 ? '' : (PIECES[below(PIECES.length)] ?? '');
      text = text.slice(0, at) + piece + text.slice(at + gone);
      page = parser.parse(text, [], page);
      if (edit % 5 > 0) continue;
      const afresh = newParser().parse(text);
      if (written(page) !== written(afresh)) expect(written(page)).toBe(written(afresh));
    }
  });

  test('a line is cut, and put elsewhere', () => {
    const below = randomNumbers(9);
    const parser = newParser();
    const lines = base.split('\n').slice(0, 120);
    let page = parser.parse(lines.join('\n'));
    for (let move = 0; move < 30; move++) {
      const [line = ''] = lines.splice(below(lines.length), 1);
      page = parser.parse(lines.join('\n'), [], page);
      lines.splice(below(lines.length + 1), 0, line);
      page = parser.parse(lines.join('\n'), [], page);
      const afresh = newParser().parse(lines.join('\n'));
      if (written(page) !== written(afresh)) expect(written(page)).toBe(written(afresh));
    }
  });

  test('what another page of the same parser says is not said here', () => {
    const parser = newParser();
    parser.parse('m = 1 // one');
    expect(parser.parse('m = 1').statements[0]?.problems).toEqual([]);
    parser.parse('\uFEFFm = 2');
    expect(parser.parse('1\n\uFEFFm = 2').statements.flatMap(({ problems }) => problems)).toHaveLength(1);
  });

  test('names of other pages decide what is a call', () => {
    const parser = newParser();
    const product = parser.parse('q = 2\nq(3)');
    expect(product.statements[1]?.sentence).toMatchObject({ body: { kind: 'product' } });
    const unknown = parser.parse('q(3)', [], product);
    expect(unknown.statements[0]?.sentence).toMatchObject({ kind: 'broken' });
    const call = parser.parse('q(3)', [{ name: 'q', kind: 'function' }], unknown);
    expect(call.statements[0]?.sentence).toMatchObject({ body: { kind: 'call' } });
  });
});

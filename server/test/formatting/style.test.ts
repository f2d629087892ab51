/** How pages are laid out: what is typed, and what becomes of it. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applied, composed } from '../../src/formatting/edits';
import { format } from '../../src/formatting/format';
import { LAYOUT, type Layout } from '../../src/formatting/options';
import { rewrite } from '../../src/formatting/rewrite';
import { createWorkspace } from '../../src/program/workspace';
import { lexLine } from '../../src/syntax/lexer';
import type { Edit } from '../../src/syntax/tree';
import { editsOf, formatted, parse } from './pages';

const HEAD = 'f(x, y) = x y\n\n';
const line = (text: string): string => formatted(`${HEAD}${text}\n`).slice(HEAD.length, -1);

describe('spaces', () => {
  test.each([
    ['a=b+c-d', 'a = b + c - d'],
    ['a  =  - b', 'a = -b'],
    ['x -y', 'x - y'],
    ['x- -y', 'x - -y'],
    ['a = not(x>0)and y<=2 or z', 'a = not (x > 0) and y <= 2 or z'],
    ['1(x>0)', '1(x > 0)'],
    ['15*16*x^8 * 4x', '15*16*x^8 * 4x'],
    ['15 *x/ 2', '15 * x / 2'],
    ['a @b@ c@d', 'a @ b @ c @ d'],
    ['x ^ 2 ^ -3', 'x^2^-3'],
    ['2  x  y', '2 x y'],
    ['2π(y+1)', '2π(y + 1)'],
    ['2π  (y+1)', '2π (y + 1)'],
    ['f (1 ,2)', 'f(1, 2)'],
    ['f(1,2 , )', 'f(1, 2,)'],
    ['( [ 1,2 ] )', '([1, 2])'],
    ['sum( x,axis = 0 )', 'sum(x, axis=0)'],
    ['x[ 1 : 3 ,:, - 1 ]', 'x[1:3, :, -1]'],
    ['√ x', '√x'],
    ['- √ ( x+1 )', '-√(x + 1)'],
    ['∂ f / ∂ x ( 1,2 )', '∂f/∂x(1, 2)'],
    ['∂ ² f/∂x ∂ y', '∂²f/∂x∂y'],
    ['∂f/∂x ∂f/∂y', '∂f/∂x ∂f/∂y'],
    ['∂ / ∂x(x^2)', '∂/∂x (x^2)'],
    ['d/dx(x^2)', 'd/dx (x^2)'],
    ['∇ f ( 1,2 ) [0]', '∇ f ( 1,2 ) [0]'],
    ['∇ f ( 1,2 )[0]', '∇f(1, 2)[0]'],
    ['∇ ² ( x^2 )', '∇²(x^2)'],
    ["sin ' (x)", "sin'(x)"],
    ['W . T', 'W.T'],
    ['W ᵀ @ x ²', 'Wᵀ @ x²'],
    ['x|>f(1)', 'x |> f(1)'],
    ['check  a=b≈2.0', 'check a = b ≈ 2.0'],
    ['check a=b for x>0,y!=0', 'check a = b for x > 0, y != 0'],
    ['declare g ( u,v )', 'declare g(u, v)'],
    ['import   "a.grad"', 'import "a.grad"'],
    ['g( x,w[ n ] )=x', 'g(x, w[n]) = x'],
    ['a = 2 e1', 'a = 2 e1'],
    ['[1 -2]', '[1 -2]'],
    ['[1 - 2,3-4]', '[1 - 2, 3 - 4]'],
    ['a\u00A0=\u00A02', 'a = 2'],
    ['a = 2 # x', 'a = 2  # x'],
    ['#  x  ', '#  x'],
    ['a = (2 # x', 'a = (2 # x'],
    ['a   =  )', 'a   =  )'],
    ['a   = 0x10  ', 'a   = 0x10  '],
    ['a = 2 // x', 'a = 2 // x'],
  ])('%s', (typed, laidOut) => {
    expect(line(typed)).toBe(laidOut);
    expect(line(laidOut)).toBe(laidOut);
  });
});

describe('blocks', () => {
  test.each<[what: string, page: string, laidOut: string]>([
    ['`=` of adjacent lines', 'f(x, y) = 1\nh(x) = 2\n\nb = 3\n', 'f(x, y) = 1\nh(x)    = 2\n\nb = 3\n'],
    ['a comment between ends it', 'aa = 1\n# c\nb = 2\n', 'aa = 1\n# c\nb = 2\n'],
    ['heads of very different lengths', 'a = 1\nf(aaaa, bbbb, cccc) = 2\n', 'a = 1\nf(aaaa, bbbb, cccc) = 2\n'],
    ['a definition over lines', 'a = 1\nbbb = 2 +\n3\nc = 4\n', 'a = 1\nbbb = 2 +\n  3\nc = 4\n'],
    [
      'a network',
      'network  n{\ninput x[2]=[1,2]\n    target yy[2]=[0,1]\nparam w=1\n\th = x*w\n hh=h\nloss=sum(hh-yy)\n  }\n',
      'network n {\n  input  x[2]  = [1, 2]\n  target yy[2] = [0, 1]\n  param w      = 1\n  h  = x*w\n  hh = h\n  loss = sum(hh - yy)\n}\n',
    ],
    ['a network on one line', 'network n{input x=1}\n', 'network n { input x = 1 }\n'],
    ['a comment in a network', 'network n {\n# c\ninput x\n}\n# d\n', 'network n {\n  # c\n  input x\n}\n# d\n'],
    ['a brace is missing', 'network n {\n    input x=1\n   # c\n', 'network n {\n    input x = 1\n   # c\n'],
    ['a brace too many', 'a=1\n  }\n', 'a = 1\n  }\n'],
    [
      'a derivation',
      "h(x) = x^2\n\ncheck h'(x) = 2x\n  = x+x\n≈ 2\n",
      "h(x) = x^2\n\ncheck h'(x) = 2x\n            = x + x\n            ≈ 2\n",
    ],
    ['a derivation from the next line on', 'check a^2\n= a*a\n    = a a\n', 'check a^2\n  = a*a\n  = a a\n'],
    [
      'comments of adjacent lines',
      'a = 1 # x\nbb = 22   # y\n\nc = 3     # z\n',
      'a  = 1   # x\nbb = 22  # y\n\nc = 3     # z\n',
    ],
    ['comments that stand in a column', 'a = 1     # x\nb = 22    # y\n', 'a = 1     # x\nb = 22    # y\n'],
    ['a comment that goes on', 'f(x)=x # x\n       # y\n# z\n', 'f(x) = x  # x\n          # y\n# z\n'],
    ['a matrix', 'W = [[1, -20],\n [300, 0.5]]\n', 'W = [[  1, -20],\n     [300, 0.5]]\n'],
    ['a matrix of formulas', 'W = [[a+b, 1],\n [c, 20]]\n', 'W = [[a + b,  1],\n     [c,     20]]\n'],
    ['blank lines', 'a = 1\n\n\n\n\nb = 2\n \nc = 3\n\n', 'a = 1\n\n\nb = 2\n\nc = 3\n'],
    ['no line end', 'a = 1', 'a = 1\n'],
    ['CRLF', 'a=1\r\n\r\n\r\n\r\nb=2', 'a = 1\r\n\r\n\r\nb = 2\r\n'],
    ['a byte-order mark', '\uFEFF  a=1\n', '\uFEFFa = 1\n'],
    ['nothing', '', ''],
    ['nothing but space', ' \n\n', ''],
    ['under the body', 'long(x)=x^3+\n        x^2\n', 'long(x) = x^3 +\n          x^2\n'],
    ['nearly under the body', 'longer(x) = x^3 +\n          x^2\n', 'longer(x) = x^3 +\n            x^2\n'],
    ['just indented', 'long(x)=\nx^3\n', 'long(x) =\n  x^3\n'],
    ['hanging brackets', 'a = sum([\n1,\n    2,\n])\n', 'a = sum([\n  1,\n  2,\n])\n'],
    ['under the first argument', 'a = max(1,\n2)\n', 'a = max(1,\n        2)\n'],
    [
      'under a named argument',
      'a = sum([1, 2], axis=0,\nkeepdims=1)\n',
      'a = sum([1, 2], axis=0,\n                keepdims=1)\n',
    ],
    ['what is broken between', 'a=1\nb = )\nc=3\n', 'a = 1\nb = )\nc = 3\n'],
  ])('%s', (_, page, laidOut) => {
    expect(formatted(page)).toBe(laidOut);
    expect(formatted(laidOut)).toBe(laidOut);
  });

  const laidOutBy = (page: string, layout: Partial<Layout>): string =>
    applied(
      page,
      rewrite(createWorkspace().program('file:///a.grad', page), { layout: { ...LAYOUT, ...layout }, spelling: 'keep' })
        .edits,
    );

  test('long lines', () => {
    const page = `network n {
  input x[2, 8] = [[0.125, 0.25, 0.5, 1], [2, 4, -8, 16]]
  h = dense(x, 2, W=[[0.1, 0.2], [-0.3, 0.4]], b=[0.5, 0.5]) |> relu |> softmax
  loss = sum(h)
}
v = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]
`;
    expect(laidOutBy(page, { width: 48 })).toBe(`network n {
  input x[2, 8] = [[0.125, 0.25, 0.5,  1],
                   [    2,    4,  -8, 16]]
  h = dense(x, 2, W=[[0.1, 0.2], [-0.3, 0.4]],
                  b=[0.5, 0.5])
    |> relu
    |> softmax
  loss = sum(h)
}
v = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
     14]
`);
    expect(laidOutBy('a = max([[1, 2], [30, 4], [5, 6], [7, 8]], axis=0, keepdims=1)\n', { width: 40 })).toBe(
      'a = max([[ 1, 2],\n         [30, 4],\n         [ 5, 6],\n         [ 7, 8]], axis=0, keepdims=1)\n',
    );
    expect(laidOutBy(laidOutBy(page, { width: 48 }), { width: 48 })).toBe(laidOutBy(page, { width: 48 }));
    expect(laidOutBy(page, { width: 80 })).toBe(page);
  });

  test('tabs, and four spaces', () => {
    const page = 'network n {\n  input x = [1,\n   2]\n}\n';
    expect(laidOutBy(page, { indent: '\t', tabSize: 4 })).toBe('network n {\n\tinput x = [1,\n\t           2]\n}\n');
    expect(laidOutBy(page, { indent: '    ', tabSize: 4 })).toBe(
      'network n {\n    input x = [1,\n               2]\n}\n',
    );
  });

  test('with a spelling', () => {
    const page = 'aa=2*3\nb  = sqrt(aa)^2 +1\n';
    const { edits } = rewrite(createWorkspace().program('file:///a.grad', page), {
      layout: LAYOUT,
      spelling: 'unicode',
    });
    expect(applied(page, edits)).toBe('aa = 2·3\nb  = sqrt(aa)² + 1\n');
  });
});

test('a range, and what is aligned with it', () => {
  const page = 'a=1\nbbb=2\n\nc=3\nd=4\n';
  const at = (text: string): string =>
    applied(page, editsOf(page, { start: page.indexOf(text), end: page.indexOf(text) }));
  expect(at('a=1')).toBe('a   = 1\nbbb = 2\n\nc=3\nd=4\n');
  expect(at('d=4')).toBe('a=1\nbbb=2\n\nc = 3\nd = 4\n');
});

test('what would read otherwise is refused', () => {
  const page = parse('k(x) = x\na = k (2)\n');
  // Without its functions the page reads otherwise: what the guard sees when a rule is wrong.
  const none = { functions: new Set<string>(), constants: new Set<string>() };
  const { statements } = page;
  const stranger = {
    ...page,
    statements: statements.map((one, i) =>
      i === 0 ? { ...one, sentence: { kind: 'broken', range: { start: 0, end: 0 } } as const, source: 'k' } : one,
    ),
  };
  const { edits, refused } = format({ page: stranger, layout: LAYOUT, vocabulary: none });
  expect(edits).toEqual([]);
  expect(refused?.source).toBe('a = k (2)');
});

test('two rounds of edits are one', () => {
  const rounds = (text: string) =>
    fc
      .array(fc.tuple(fc.nat(text.length), fc.nat(4), fc.string({ maxLength: 3 })), { maxLength: 6 })
      .map((list): Edit[] => {
        let last = 0;
        return list
          .sort((a, b) => a[0] - b[0])
          .flatMap(([start, length, inserted]) => {
            if (start < last || (start === last && last > 0)) return [];
            last = Math.min(start + length, text.length);
            return [{ range: { start, end: last }, text: inserted }];
          });
      });
  fc.assert(
    fc.property(
      fc
        .string({ maxLength: 30 })
        .chain((text) => fc.tuple(fc.constant(text), rounds(text)))
        .chain(([text, first]) => {
          const between = applied(text, first);
          return fc.tuple(fc.constant(text), fc.constant(first), fc.constant(between), rounds(between));
        }),
      ([text, first, between, then]) => {
        expect(applied(text, composed(first, between, then))).toBe(applied(between, then));
      },
    ),
    { seed: 1, numRuns: 2000 },
  );
});

test('words stay words', () => {
  expect(lexLine(line('a=2 e1')).tokens.map(({ text }) => text)).toEqual(['a', '=', '2', 'e1']);
});

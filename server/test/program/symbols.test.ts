/**
 * What each name of a page is. In: a page with one name between « and », and what it is, as `kind owner.name`. Out: all the
 * places on the page that are the same symbol, as `line:column`.
 */
import { describe, expect, test } from 'vitest';
import { applied, occurrencesOf, rename } from '../../src/program/renaming';
import { BUILT_INS, CONSTANT_NAMES, LAYERS } from '../../src/program/scope';
import { type PageSymbol, symbolsOf } from '../../src/program/symbols';
import { createWorkspace } from '../../src/program/workspace';
import { createParser } from '../../src/syntax/parse';

const parser = createParser({ functions: BUILT_INS, constants: CONSTANT_NAMES, layers: LAYERS });
const URI = 'file:///page.grad';

function found(marked: string): { symbol: PageSymbol; places: string } {
  const start = marked.indexOf('«');
  const text = marked.replace('«', '').replace('»', '');
  const program = createWorkspace().program(URI, text);
  const index = program.page.statements.findIndex(({ start: from, end }) => from <= start && start <= end);
  const at = symbolsOf(program).at(index, start);
  if (!at) throw new Error('no name there');
  const place = (offset: number): string => {
    const above = text.slice(0, offset).split('\n');
    return `${above.length}:${(above.at(-1)?.length ?? 0) + 1}`;
  };
  const places = occurrencesOf(program, at.symbol).map(
    ({ range, role }) => place(range.start) + (role === 'definition' ? '!' : ''),
  );
  return { symbol: at.symbol, places: places.join(' ') };
}

const NETWORK = `network iris {
  input x[batch, 4]
  target y[batch, 3]
  h = dense(x, 8) |> relu
  p = dense(h, 3) |> softmax
  loss = cross_entropy(p, y) + 0.1 sum(h.W^2) / batch
}
`;

describe('what a name is, and where else it stands', () => {
  test.each<readonly [page: string, is: string, places: string]>([
    ['«f»(x) = x\nf(2) + f′(1)\ncheck ∂f/∂x = 1', 'function f', '1:1! 2:1 2:8 3:8'],
    ['f(«x», y) = x^2 y\n∂f/∂x\ncheck ∂f/∂x = 2 x y\nx', 'parameter f.x', '1:3! 1:11 2:5 3:11 3:17'],
    ['f(x) = x\ng(x) = «x» f(x)', 'parameter g.x', '2:3! 2:8 2:12'],
    ['f(x) = x^2\n«x» = 3\nf(x)\n∂f/∂x\n∂f/∂x(x)', 'value x', '2:1! 3:3 5:7'],
    ['f(x) = x^2\nx = 3\ncheck f(«x») = x^2', 'parameter f.x', '1:3! 1:8 3:9 3:14'],
    ['check sin(«a»)^2 + cos(a)^2 = 1\na', 'free a', '1:11 1:22'],
    ['ols(w[n], X[«m», n]) = sum(X @ w) / m', 'dimension ols.m', '1:13! 1:35'],
    ['f(x, y) = x y\nf(y=1, «x»=2)\n∂f/∂y(x=1, y=2)', 'parameter f.x', '1:3! 1:11 2:8 3:7'],
    ['f(x) = x\ndiff(f, «x»)\ngrad(f)', 'parameter f.x', '1:3! 1:8 2:9'],
    ['f(x) = x\nd«f»/dx\nf', 'function f', '1:1! 2:2 3:1'],
    ['f(x) = x^2\nd²f/d«x»²', 'parameter f.x', '1:3! 1:8 2:6'],
    ['declare g(u, v)\nk(x) = g(x, x)\ncheck ∂k/∂x = ∂g/∂«u»(x, x) + ∂g/∂v(x, x)', 'parameter g.u', '1:11! 3:19'],
    ['∂/∂«x» (x^2 y)(x=1)', 'free x', '1:4 1:7 1:14'],
    ['f(x) = «exp»(x) + std.exp(x)', 'built-in exp', '1:8 1:17'],
    ['f(x) = «π» x + pi', 'constant π', '1:8'],
    ['f(x) = x\nf(x) = «x»^2', 'parameter f@1.x', '2:3! 2:8'],
    ['a = 2\nf(x) = a x (\ng(x) = «a»', 'value a', '1:1! 2:8 3:8'],
    [`${NETWORK}iris.h.«W»`, 'weight iris.h.W', '6:42 8:8'],
    [NETWORK.replace('relu', 'relu').replace('dense(h', 'dense(«h»'), 'node iris.h', '4:3! 5:13 6:40'],
    [NETWORK.replace('/ batch', '/ «batch»'), 'dimension iris.batch', '2:11! 3:12 6:49'],
    [`${NETWORK}∂iris.loss/∂iris.h.W\niris.«h»`, 'node iris.h', '4:3! 5:13 6:40 8:18 9:6'],
    [`${NETWORK}«iris»([[1, 2, 3, 4]])`, 'network iris', '1:9! 8:1'],
    [`${NETWORK}iris(«x»=[[1, 2, 3, 4]])`, 'input iris.x', '2:9! 4:13 8:6'],
    [NETWORK.replace('softmax', '«softmax»'), 'built-in softmax', '5:22'],
    [NETWORK.replace('= dense(x', '= «dense»(x'), 'layer dense', '4:7 5:7'],
    ['softmax([1, 2], «axis»=0)', 'option softmax.axis', '1:17'],
  ])('%s', (page, is, places) => {
    const { symbol, places: at } = found(page);
    expect(
      `${symbol.kind} ${symbol.owner === undefined || symbol.kind === 'free' ? '' : `${symbol.owner}.`}${symbol.name}`,
    ).toBe(is);
    expect(at).toBe(places);
  });
});

describe('renaming', () => {
  test.each<readonly [page: string, name: string, after: string]>([
    ['«f»(x) = x\nf(2)\ncheck ∂f/∂x = 1', 'g', 'g(x) = x\ng(2)\ncheck ∂g/∂x = 1'],
    ['f(«x») = x^2\n∂f/∂x\ndf/dx\ncheck f′(x) = 2x', 't', 'f(t) = t^2\n∂f/∂t\ndf/dt\ncheck f′(t) = 2t'],
    [`${NETWORK}iris.«h».W`, 'hidden', `${NETWORK.replace(/\bh\b/g, 'hidden')}iris.hidden.W`],
    ['«é»(x) = x\n\u0065\u0301(1)', 'a', 'a(x) = x\na(1)'],
  ])('%s', (page, name, after) => {
    expect(renamed(page, name)).toBe(after);
  });

  test.each<readonly [page: string, name: string, reason: string]>([
    ['«f»(x) = x\ng(x) = x', 'g', 'g is defined on this page already.'],
    ['f(«x», y) = x y', 'y', 'f has a y already.'],
    ['f(«x», w[n]) = x n', 'n', 'f has a n already.'],
    ['a = 1\nf(«x») = a x', 'a', 'Line 2: a would mean something else there.'],
    ['«a» = 1\nf(x) = a x', 'x', 'Line 2: x would mean something else there.'],
    ['«f»(x) = exp(x)\nf(1)', 'exp', 'Line 1: exp would mean something else there.'],
    ['f(«x») = x', 'check', 'check is a word of the language and cannot be a name.'],
    ['f(«x») = x', '2x', '2x is no name: a name is a letter or _, then letters, digits, _ and subscripts.'],
    ['f(«x») = x', 'x y', 'x y is no name: a name is a letter or _, then letters, digits, _ and subscripts.'],
    ['f(«x») = x', '', 'A name is missing.'],
    ['«a» = 2\nd/dx (x^2)', 'd', 'Line 2: d would mean something else there.'],
    [
      'f(«x») = x\ng(x) = x\ncheck f(x) = g(x)',
      't',
      'Line 3: x is a parameter of g and of f at once here. Rename it where one of them is defined.',
    ],
    [NETWORK.replace('dense(h', 'dense(«h»'), 'p', 'iris has a p already.'],
  ])('%s → %s is refused', (page, name, reason) => {
    expect(renamed(page, name)).toBe(`refused: ${reason}`);
  });
});

function renamed(page: string, name: string): string {
  const { symbol } = found(page);
  const program = createWorkspace().program(URI, page.replace('«', '').replace('»', ''));
  const renaming = rename([program], symbol, name, parser);
  if ('reason' in renaming) return `refused: ${renaming.reason}`;
  return applied(program.page.text, renaming.edits.get(URI) ?? []);
}

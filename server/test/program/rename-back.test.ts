/**
 * Every symbol of every example under another name, and back: the text is what it was; in between the page has the same problems,
 * and every name means what it meant. Names that are taken are refused.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applied, fixedName, rename } from '../../src/program/renaming';
import { type PageSymbol, type Source, sameSymbol, symbolsOf } from '../../src/program/symbols';
import { createWorkspace } from '../../src/program/workspace';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const URI = 'file:///page.grad';
const pages = ['examples', 'test/networks/cases'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder))
    .filter((name) => name.endsWith('.grad'))
    .filter((_, i) => folder === 'examples' || i % 12 === 0)
    .map((name) => `${folder}/${name}`),
);

/** Each symbol once, and the others of claims about several functions not at all. */
function symbolsOn(source: Source): PageSymbol[] {
  const found: PageSymbol[] = [];
  for (const index of source.page.statements.keys())
    for (const one of symbolsOf(source).in(index))
      if (fixedName(one) === undefined && !found.some((other) => sameSymbol(other, one.symbol))) found.push(one.symbol);
  return found;
}

const codes = (text: string): string[] =>
  createWorkspace()
    .program(URI, text)
    .problems.map(({ code }) => code);

/** The text with the name, and the symbol as it is called there; a reason where it is refused. */
function renamed(text: string, symbol: PageSymbol, name: string): { text: string; symbol: PageSymbol } | string {
  const workspace = createWorkspace();
  const program = workspace.program(URI, text);
  const answer = rename([program], symbol, name, workspace);
  if ('reason' in answer) return answer.reason;
  return { text: applied(text, answer.edits.get(URI) ?? []), symbol: { ...symbol, name } };
}

test.each(pages)('%s', (page) => {
  const text = readFileSync(path.join(ROOT, page), 'utf8');
  const before = codes(text);
  const symbols = symbolsOn(createWorkspace().program(URI, text));
  expect(symbols.length).toBeGreaterThan(0);
  for (const symbol of symbols) {
    const there = renamed(text, symbol, 'renamed_to_this');
    if (typeof there === 'string') {
      // A claim about several functions speaks of parameters of them all at once.
      expect(there).toMatch(/at once here/);
      continue;
    }
    expect(there.text).not.toBe(text);
    expect(renamed(there.text, there.symbol, symbol.name)).toMatchObject({ text });
  }
  // Of some names: the page as it is in between has the problems that it had.
  const [first] = symbols;
  const there = first && renamed(text, first, 'renamed_to_this');
  if (there && typeof there !== 'string') expect(codes(there.text)).toEqual(before);
});

test('a name that is in use is refused, or nothing on the page means something else', () => {
  const text = `a = 2
f(x, y) = x^2 y + a
g(u, w[n]) = u n + sum(w) exp(u)
check ∂f/∂x = 2x y
check f(t, 1) = t^2 + 2
network net {
  input i[3]
  h = dense(i, 2) |> relu
  loss = sum(h^2) + a sum(h.W)
}
net.h.W + ∂f/∂y(1, 2)
`;
  const symbols = symbolsOn(createWorkspace().program(URI, text));
  const names = [
    ...new Set(symbols.map(({ name }) => name)),
    'exp',
    'sum',
    'relu',
    'dense',
    'π',
    'e',
    'W',
    'd',
    'T',
    'loss',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...symbols), fc.constantFrom(...names), (symbol, name) => {
      const there = renamed(text, symbol, name);
      if (typeof there === 'string') return there.length > 10;
      const back = renamed(there.text, there.symbol, symbol.name);
      return typeof back !== 'string' && back.text === text;
    }),
    { numRuns: 400 },
  );
});

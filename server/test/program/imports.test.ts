/** Imports: definitions of other pages, by paths relative to each; what is missing, wrong or goes in circles. */
import { describe, expect, test } from 'vitest';
import { createWorkspace } from '../../src/program/workspace';
import { problems, programOf, results } from './say';

const OTHERS = {
  '/pages/page.grad': '',
  '/pages/a.grad': 'f(x) = x^2\nc = 3\ndeclare g(u)\n',
  '/pages/deep/b.grad': 'import "../a.grad"\nh(x) = f(x) + c\n',
  '/pages/broken.grad': 'f(x) = (x\nk(x) = x\n',
  '/pages/self.grad': 'import "self.grad"\nk(x) = x\n',
  '/pages/one.grad': 'import "two.grad"\nk(x) = x\n',
  '/pages/two.grad': 'import "one.grad"\nl(x) = x\n',
  '/pages/back.grad': 'import "page.grad"\nk(x) = x\n',
  '/pages/a b/ü.grad': 'k(x) = 2x\n',
};

const say = (page: string): string => {
  const program = programOf(page, OTHERS);
  return [...results(program).map(({ text }) => text), ...problems(page, program)].join(' ; ');
};

describe('imports', () => {
  test.each<[string, string | RegExp]>([
    ['import "a.grad"\nf(2) + c', '= 7'],
    ['import "./a.grad"\n∂f/∂x', '= 2*x'],
    ['import "../pages/a.grad"\nf(2)', '= 4'],
    ['import "deep/b.grad"\nh(2)', '= 7'],
    ['import "a b/ü.grad"\nk(2)', '= 4'],
    ['f(2)\nimport "a.grad"', '= 4'],
    ['import "a.grad"\ng\'(2)', "= g'(2); (g is declared without a formula, so it has no value)"],
    ['import "a.grad"\nf(x) = x\nf(2)', '= 2'],
    ['import "a.grad"\nc(x) = x\nc(2)', '= 2'],
    ['import "a.grad"\nc (2 + 1)', '= 9'],
    ['import "a.grad"\nimport "a.grad"\nf(2)', '= 4'],
    // What is broken there is told there.
    ['import "broken.grad"\nf(1) + k(2)', ''],
    ['import "broken.grad"\nk(2)', '= 2'],
    ['import "none.grad"', /^missing-import @ 1:8 «"none.grad"»/],
    ['import "a.txt"', /^bad-import @ 1:8/],
    ['import "/pages/a.grad"', /^bad-import @ 1:8/],
    ['import "http://example.org/a.grad"', /^bad-import @ 1:8/],
    ['import "..\\\\a.grad"', /^bad-import @ 1:8/],
    ['import "../../../../a.grad"', /^(bad|missing)-import @ 1:8/],
    ['import ""', /^bad-import @ 1:8/],
    ['import "back.grad"\nk(1)', /import-cycle|^= 1$/],
    ['import "page.grad"', /^import-cycle @ 1:8/],
    ['import "broken.grad"\nk(1)', '= 1'],
    ['import "self.grad"\nk(1)', '= 1'],
    ['import "one.grad"\nk(1)', '= 1'],
    ['# import "none.grad"\n1', '= 1'],
  ])('%s', (page, expected) => {
    if (typeof expected === 'string') expect(say(page)).toBe(expected);
    else expect(say(page)).toMatch(expected);
  });

  test('an edit of the imported page is seen', () => {
    const texts = new Map([['/pages/a.grad', 'f(x) = x']]);
    const workspace = createWorkspace({ read: (uri) => texts.get(uri) });
    const value = (): string | undefined =>
      results(workspace.program('/pages/page.grad', 'import "a.grad"\nf(2)'))[0]?.text;
    expect(value()).toBe('= 2');
    texts.set('/pages/a.grad', 'f(x) = x^3');
    expect(value()).toBe('= 8');
    texts.set('/pages/a.grad', 'f = 4');
    expect(value()).toBe('= 8');
    texts.delete('/pages/a.grad');
    expect(value()).toBeUndefined();
  });
});

/** Spellings: what each becomes, that nothing changes its meaning, and that there and back again is where it ends. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Expression } from '../../src/calculus/expression';
import { normalise } from '../../src/calculus/normal';
import { applied } from '../../src/formatting/edits';
import { respell, type Towards } from '../../src/formatting/respell';
import { ascii } from '../../src/notation/print';
import type { Program } from '../../src/program/program';
import { createWorkspace } from '../../src/program/workspace';
import { expressions } from '../../src/syntax/walk';
import { samples } from './pages';

const workspace = createWorkspace();
const programOf = (text: string): Program => workspace.program('file:///page.grad', text);
const written = (text: string, towards: Towards): string => applied(text, respell(programOf(text), undefined, towards));

/** What the statements of a page mean, worked out, in one spelling. */
const meaning = (program: Program): unknown[] =>
  program.page.statements.map((statement, i) => {
    const found = program.meaningAt(i);
    const said = (expression: Expression | undefined): string | undefined =>
      expression && ascii(normalise(program.graph, expression));
    if (found.kind === 'expression') return said(found.expression);
    if (found.kind === 'claim') {
      const { links, conditions } = found.claim;
      return [...links.flatMap(({ left, right }) => [left, right]), ...conditions].map(said);
    }
    // A node of a network has no meaning of its own.
    if (found.kind === 'none')
      return expressions(statement.sentence).map((tree) => said(program.expressionOf(statement, tree)));
    const { definition } = found;
    if (definition.kind === 'function') return said(definition.callee.body);
    return definition.kind === 'value' ? said(definition.body) : definition.kind;
  });

/** Domains of what stands inside `∂/∂x (…)` are not looked at, those inside `diff(…, x)` are. */
const errorsOf = ({ problems }: Program): string[] =>
  problems
    .filter(({ severity, code }) => (severity === 'error' || severity === 'warning') && code !== 'outside-domain')
    .map(({ code }) => code);

function expectSameMeaning(text: string): void {
  const before = programOf(text);
  const [said, wrong] = [meaning(before), errorsOf(before)];
  for (const towards of ['unicode', 'ascii'] as const) {
    const once = written(text, towards);
    const after = programOf(once);
    expect(meaning(after), once).toEqual(said);
    expect(errorsOf(after), once).toEqual(wrong);
    expect(written(once, towards)).toBe(once);
  }
  const round = (page: string): string => written(written(page, 'ascii'), 'unicode');
  expect(round(round(text))).toBe(round(text));
}

describe('spellings', () => {
  const HEAD =
    'f(x, y) = x*y\nh(x) = x\nq(v[3]) = sum(v)\ndeclare g(u, w)\na = 2\nb = 3\nv = [1, 2, 3]\nW = [[1, 2], [3, 4]]\n';
  const spelled = (text: string, towards: Towards): string =>
    applied(`${HEAD}${text}`, respell(programOf(`${HEAD}${text}`), undefined, towards)).slice(HEAD.length);

  test.each<[ascii: string, unicode: string]>([
    ['a*b', 'a·b'],
    ['v*v', 'v⊙v'],
    ['2*v * 3', '2·v · 3'],
    ['v @ v * a', 'v @ v · a'],
    ['W @ v[:2] * v[:2]', 'W @ v[:2] ⊙ v[:2]'],
    ['a - -b', 'a − −b'],
    ['a <= b and a >= 1 and a != b', 'a ≤ b and a ≥ 1 and a ≠ b'],
    ['check a ~= 2.0', 'check a ≈ 2.0'],
    ['2pi', '2π'],
    ['sqrt(a)', '√a'],
    ['sqrt(a + b)', '√(a + b)'],
    ['sqrt(h(a))', '√(h(a))'],
    ['sqrt(a) (b + 1)', '√(a) (b + 1)'],
    ['2^sqrt(a)', '2^√a'],
    ['a^2', 'a²'],
    ['a^-2', 'a⁻²'],
    ['a^(-2)', 'a⁻²'],
    ['a^2b', 'a² b'],
    ['(a + b)^10 a', '(a + b)¹⁰ a'],
    ['-a^2', '−a²'],
    ['2^a^2', '2^a^2'],
    ['a^2^3', 'a^2^3'],
    ['W.T @ W', 'Wᵀ @ W'],
    ['(W + W).T', '(W + W)ᵀ'],
    ['grad(f)', '∇f'],
    ['grad(f)(1, 2)', '∇f(1, 2)'],
    ['grad(f)[0]', '∇f[0]'],
    ['grad(x^2 y)', '∇(x² y)'],
    ['hessian(f)', '∇²f'],
    ['diff(f, x)', '∂f/∂x'],
    ['diff(f, x, 2)', '∂²f/∂x²'],
    ['diff(f, x, y)', '∂²f/∂x∂y'],
    ['diff(f, x, 2, y)', '∂³f/∂x²∂y'],
    ['diff(f, x)(1, 2)', '∂f/∂x(1, 2)'],
    ['diff(x^2 * y, x)', '∂/∂x (x² · y)'],
    ['diff(x^2, x)(3)', '∂/∂x (x²)(3)'],
    ['diff(n.loss, x)', 'diff(n.loss, x)'],
    ['2 diff(f, x) y', '2 ∂f/∂x y'],
    ['diff(f, x)^2', '(∂f/∂x)²'],
    ['diff(g, u)(a, b) / 2', '∂g/∂u(a, b) / 2'],
    ['diff(f, x) / a', '(∂f/∂x) / a'],
    ["h'(a)", "h'(a)"],
  ])('%s as %s', (plain, pretty) => {
    expect(spelled(plain, 'unicode')).toBe(pretty);
  });

  test.each<[unicode: string, ascii: string]>([
    ['a·b', 'a*b'],
    ['a × b ÷ 2', 'a * b / 2'],
    ['v·v', 'v@v'],
    ['W · v[:2] · v[:2]', 'W @ v[:2] @ v[:2]'],
    ['v·v·v', 'v@v*v'],
    ['v⊙v − 2', 'v*v - 2'],
    ['√a', 'sqrt(a)'],
    ['√(a + b)', 'sqrt(a + b)'],
    ['√a²', 'sqrt(a^2)'],
    ['√a²b', 'sqrt(a^2)b'],
    ['b√a', 'b sqrt(a)'],
    ['√√a', 'sqrt(sqrt(a))'],
    ['√ 2a', 'sqrt(2)a'],
    ['a²', 'a^2'],
    ['a²b', 'a^2 b'],
    ['a²(b + 1)', 'a^2 (b + 1)'],
    ['a⁻²', 'a^(-2)'],
    ['a²^3', '(a^2)^3'],
    ['2^a²', '2^a^2'],
    ['v²[0]', '(v^2)[0]'],
    ['Wᵀ', 'W.T'],
    ['Wᵀv[:2]', 'W.T v[:2]'],
    ['W²ᵀ', '(W^2).T'],
    ['a∇f(1, 2)', 'a grad(f)(1, 2)'],
    ['∇(x² y)', 'grad(x^2 y)'],
    ['∇²f(1, 2)', 'hessian(f)(1, 2)'],
    ['∂f/∂x', 'diff(f, x)'],
    ['∂²f/∂x∂y(1, 2)', 'diff(f, x, y)(1, 2)'],
    ['∂³f/∂x²∂y', 'diff(f, x, 2, y)'],
    ['(∂f/∂x)²', '(diff(f, x))^2'],
    ['∂/∂x (x²·√x)', 'diff(x^2*sqrt(x), x)'],
    ['∂/∂x (∂f/∂x²)', '∂/∂x (∂f/∂x²)'],
    ['h′(a)', "h'(a)"],
    ['dh/dx', 'dh/dx'],
    ['α = 2π', 'α = 2pi'],
    ['check a ≈ 2.0', 'check a ~= 2.0'],
  ])('%s as %s', (pretty, plain) => {
    expect(spelled(pretty, 'ascii')).toBe(plain);
  });

  test.each<[page: string, towards: Towards]>([
    ['pi = 3\n2pi', 'unicode'],
    ['π = 3\n2pi', 'unicode'],
    ['f(pi) = 2pi', 'unicode'],
    ['pi = 3\n2π', 'ascii'],
    ['sqrt(x) = x\nsqrt(4)', 'unicode'],
    ['diff(a, b) = a\ndiff(1, 2)', 'unicode'],
    ['diff(a, b) = a\nf(x) = x\n∂f/∂x', 'ascii'],
    ['network n {\n  input x[2, 2]\n  T = sum(x)\n  loss = T\n}\nn.T', 'unicode'],
  ])('a name of the page keeps its meaning: %j', (page, towards) => {
    expect(written(page, towards).replace(/[·*]/g, '*')).toBe(page);
  });

  test('√ where the page has a sqrt of its own', () => {
    expect(written('sqrt(x) = x\n√4', 'ascii')).toBe('sqrt(x) = x\nstd.sqrt(4)');
  });

  test('what is broken, comments and strings stay', () => {
    const page = '# a*b <= pi\n)a*b\nimport "a*b.grad"\na = 2*3  # 2*3\n';
    expect(written(page, 'unicode')).toBe(page.replace('2*3  #', '2·3  #'));
  });

  test('a range is that of whole statements', () => {
    const page = 'a = 2*3\nb = 2*3\nc = 2*3\n';
    expect(applied(page, respell(programOf(page), { start: 10, end: 11 }, 'unicode'))).toBe(
      'a = 2*3\nb = 2·3\nc = 2*3\n',
    );
  });
});

describe('meaning', () => {
  test.each(samples.filter(({ file }, i) => !file.includes('networks/broken') || i % 4 === 0))('$file', ({ text }) =>
    expectSameMeaning(text),
  );

  const folder = path.resolve(import.meta.dirname, '../syntax/trees');
  const NAMES = 'f(x, y) = x*y\nk(x) = x\ndeclare g(u, v)\na = 1\nb = 2\nc = 3\n';
  test.each(readdirSync(folder))('every form of %s', (file) => {
    const texts = readFileSync(path.join(folder, file), 'utf8')
      .split('\n')
      .flatMap((line) => (line.includes('→') && !/[⏎␍]/.test(line) ? [line.split('→')[0]?.trim() ?? ''] : []));
    expect(texts.length).toBeGreaterThan(10);
    for (const text of texts) expectSameMeaning(NAMES + text);
  });

  /** Right by construction. */
  const { expression } = fc.letrec<{ expression: string; atom: string }>((tie) => ({
    atom: fc.oneof(
      { withCrossShrink: true },
      fc.constantFrom('x', 'y', '2', '0.5', 'pi', 'π', 'v[0]', 'sum(v)', '(v·v)', '(v @ v)', '(v.T @ v)'),
      tie('expression').map((inner) => `(${inner})`),
      tie('expression').map((inner) => `sqrt(${inner})`),
      fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `f(${a}, ${b})`),
      fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `∂f/∂x(${a}, ${b})`),
      fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `diff(f, x, y)(${a}, ${b})`),
      tie('expression').map((inner) => `diff(${inner}, x)`),
      tie('expression').map((inner) => `(∂/∂y (${inner}))`),
      tie('expression').map((inner) => `grad(f)(${inner}, 2)[0]`),
      tie('expression').map((inner) => `sum(∇²f(${inner}, 2))`),
    ),
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      tie('atom'),
      fc
        .tuple(
          tie('expression'),
          fc.constantFrom('*', '·', ' * ', '/', '÷', '-', '−', '+', ' <= ', '≥', ' ', ''),
          tie('expression'),
        )
        .map((parts) => parts.join('')),
      fc
        .tuple(tie('atom'), fc.constantFrom('^2', '²', '^-1', '⁻¹', '^x', '²^3', '^2^3', ' ^ 2'))
        .map((parts) => parts.join('')),
      tie('expression').map((inner) => `-${inner}`),
      tie('atom').map((inner) => `√${inner}`),
    ),
  }));

  test('random expressions', () => {
    let sound = 0;
    const head = 'f(x, y) = x*y^2\nF(x, y, v[3]) = ';
    fc.assert(
      fc.property(expression, (text) => {
        if (text.length > 300) return;
        const { statements } = programOf(head + text).page;
        if (statements[1]?.sentence.kind !== 'broken') sound++;
        expectSameMeaning(head + text);
      }),
      { seed: 6, numRuns: 250 },
    );
    expect(sound).toBeGreaterThan(150);
  });
});

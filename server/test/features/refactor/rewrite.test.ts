/** Derivatives as formulas, gradients and expressions as claims: what is written is read back, and proved. */
import { expect, test } from 'vitest';
import { claimsOf } from '../../../src/features/refactor/claim';
import { expansions } from '../../../src/features/refactor/expand-derivative';
import { gradientClaims } from '../../../src/features/refactor/gradient-claims';
import { judge } from '../../../src/program/answers';
import { viewOf } from '../carets';
import { examples } from '../examples';
import { applied, differences } from './meaning';

type Source = typeof expansions;

/** A page with `‸` where the cursor stands. */
function offersOn(source: Source, page: string) {
  const at = page.indexOf('‸');
  const text = page.replace('‸', '');
  return { text, offers: source(viewOf(text), { start: at, end: at }) };
}

test.each<[page: string, after: string]>([
  ['f(x, y) = 3x^3 - y^2 + 5x\n∂‸f/∂x', 'f(x, y) = 3x^3 - y^2 + 5x\n9*x^2 + 5'],
  ['f(x, y) = 3x^3 - y^2 + 5x\n∂f/∂x(1, ‸2)', 'f(x, y) = 3x^3 - y^2 + 5x\n14'],
  [
    'f(x, y) = 3x^3 - y^2 + 5x\ncheck 2∂‸f/∂x = 18x^2 + 10',
    'f(x, y) = 3x^3 - y^2 + 5x\ncheck 2(9*x^2 + 5) = 18x^2 + 10',
  ],
  ["f(x) = x^3\ng(t) = t f'‸(t) + 1", 'f(x) = x^3\ng(t) = t * (3*t^2) + 1'],
  ['f(x, y) = x^2 y\n∇‸f', 'f(x, y) = x^2 y\n[2*x*y, x^2]'],
  ['f(x, y) = x^2 y\ndiff(f, x)‸', 'f(x, y) = x^2 y\n2*x*y'],
  ['f(x, y) = x^2 y^2\n∂²f/∂x∂y‸', 'f(x, y) = x^2 y^2\n4*x*y'],
  ['∂/∂x (x^2 ‸y)', '2*x*y'],
  ["f(x) = sin(x)\n1 - f'(0.5)‸", 'f(x) = sin(x)\n1 - cos(0.5)'],
  ["declare p(u)\nf(x) = p(x^2)\nf'‸(x)", "declare p(u)\nf(x) = p(x^2)\n2*x*p'(x^2)"],
  ["f(x) = exp(x)\ng(exp) = f'‸(exp)", 'f(x) = exp(x)\ng(exp) = std.exp(exp)'],
])('as a formula: %s', (page, after) => {
  const { text, offers } = offersOn(expansions, page);
  expect(offers.map((one) => one.refused)).toEqual([undefined]);
  expect(applied(text, offers[0]?.edits() ?? [])).toBe(after);
  expect(differences(text, after)).toEqual([]);
});

test.each<[page: string, reason: string | undefined]>([
  ["declare p(u)\np'‸(x)", 'Nothing is known of it but its name.'],
  [
    'f(w[n]) = w @ w\ncheck ∂‸f/∂w = 2w',
    'Without it, w would be a number: only as a parameter of a function that is spoken of it is an array.',
  ],
  [
    'f(x) = x^2\nx = 3\n∂‸f/∂x',
    'Without it, x would be the value of the page, and not a parameter of what the claim is about.',
  ],
  [`f(x) = ${Array.from({ length: 60 }, (_, i) => `sin(${i + 2}x)`).join(' + ')}\nf'‸(x)`, 'The formula has '],
  ['f(x) = x‸', undefined],
])('not as a formula: %s', (page, reason) => {
  const [offer] = offersOn(expansions, page).offers;
  if (reason === undefined) expect(offer).toBeUndefined();
  else expect(offer?.refused).toContain(reason);
});

test.each<[page: string, after: string]>([
  [
    '‸f(x, y) = 3x^3 - y^2 + 5x\n\na = 1',
    'f(x, y) = 3x^3 - y^2 + 5x\n\ncheck ∂f/∂x = 9*x^2 + 5\ncheck ∂f/∂y = -2*y\n\na = 1',
  ],
  ['‸h(x) = x^2 # a square\r\na = 1', "h(x) = x^2 # a square\r\n\r\ncheck h'(x) = 2*x\r\na = 1"],
  ['f(x, ‸y) = x y\n\ncheck ∂f/∂x = y', 'f(x, y) = x y\n\ncheck ∂f/∂y = x\n\ncheck ∂f/∂x = y'],
  ['‸f(x, y) = x y\ndiff(f, x)(1, 2)', 'f(x, y) = x y\n\ncheck diff(f, x) = y\ncheck diff(f, y) = x\ndiff(f, x)(1, 2)'],
  [
    '‸ols(w[n], X[m, n], y[m]) = sum((X @ w - y)^2) / m',
    'ols(w[n], X[m, n], y[m]) = sum((X @ w - y)^2) / m\n\ncheck ∂ols/∂w = 2/m*X.T@(X@w - y)\ncheck ∂ols/∂X = 2*outer(X@w - y, w)/m\ncheck ∂ols/∂y = -2*(X@w - y)/m',
  ],
])('the gradient of %s', (page, after) => {
  const { text, offers } = offersOn(gradientClaims, page);
  expect(offers.map((one) => one.refused)).toEqual([undefined]);
  const now = applied(text, offers[0]?.edits() ?? []);
  expect(now).toBe(after);
  expect(verdicts(now).every((verdict) => verdict === 'proved')).toBe(true);
});

const verdicts = (text: string): (string | undefined)[] => {
  const { program } = viewOf(text);
  return program.page.statements.flatMap(({ sentence }, index) =>
    sentence.kind === 'check' ? [judge(program, index)?.verdict] : [],
  );
};

test.each(examples)('claims of all gradients of $name are proved', ({ text }) => {
  const view = viewOf(text);
  const offers = view.program.page.statements.flatMap(({ start, sentence }) => {
    const at = 'name' in sentence ? start + sentence.name.range.start : -1;
    return at < 0 ? [] : gradientClaims(view, { start: at, end: at });
  });
  const edits = offers.flatMap((offer) => offer.edits());
  const { program } = viewOf(applied(text, edits));
  const known = new Set(view.program.page.statements.map(({ source }) => source));
  program.page.statements.forEach(({ sentence, source }, index) => {
    if (sentence.kind !== 'check' || known.has(source)) return;
    expect(`${judge(program, index)?.verdict}: ${source}`).toBe(`proved: ${source}`);
  });
});

test.each<[page: string, after: string]>([
  ['f(x, y) = 3x^3 - y^2 + 5x\n‸∂f/∂x', 'f(x, y) = 3x^3 - y^2 + 5x\ncheck ∂f/∂x = 9*x^2 + 5'],
  ['f(x, y) = 3x^3 - y^2 + 5x\n∇f(1, 2)‸', 'f(x, y) = 3x^3 - y^2 + 5x\ncheck ∇f(1, 2) = [14, -4]'],
  ['sin(a)^2 + cos(a)^2‸', 'check sin(a)^2 + cos(a)^2 = 1'],
  ['sin(1)‸', 'check sin(1) ≈ 0.841471'],
  ['1/3 + 1/3‸', 'check 1/3 + 1/3 = 2/3'],
  ['softmax([0, 1])‸', 'check softmax([0, 1]) ≈ [0.268941, 0.731059]'],
  ['a = 2\n√(a + 2)‸', 'a = 2\ncheck √(a + 2) = 2'],
])('as a claim: %s', (page, after) => {
  const { text, offers } = offersOn(claimsOf, page);
  expect(offers.map((one) => one.refused)).toEqual([undefined]);
  expect(applied(text, offers[0]?.edits() ?? [])).toBe(after);
  expect(verdicts(after)).toEqual(['proved']);
});

test.each<[page: string, reason: string]>([
  ['log(-1)‸', 'It has no value'],
  ['x + 1‸', 'It is as simple as can be: there is nothing to say of it.'],
  ['f(x) = x^2\nx = 3\nf(2) + x‸', 'In a claim, x would be a parameter of the function and no value of the page.'],
  ['3‸', 'It is a number already: there is nothing to say of it.'],
])('not as a claim: %s', (page, reason) => {
  const [offer] = offersOn(claimsOf, page).offers;
  expect(offer?.refused ?? viewOf(page.replace('‸', '')).program.problems[0]?.message).toContain(reason);
});

test.each(examples)(
  'expressions of $name become claims that hold, derivatives formulas that mean the same',
  ({ text }) => {
    const view = viewOf(text);
    for (const statement of view.program.page.statements) {
      for (const source of [claimsOf, expansions]) {
        for (const offer of source(view, { start: statement.start, end: statement.start })) {
          if (offer.refused !== undefined) continue;
          const now = applied(text, offer.edits());
          if (source === expansions) expect([statement.source, ...differences(text, now)]).toEqual([statement.source]);
          else {
            const { program } = viewOf(now);
            const index = program.page.statements.findIndex(({ start }) => start === statement.start);
            expect(`${judge(program, index)?.verdict}: ${program.page.statements[index]?.source}`).toMatch(
              /^(proved|holds):/,
            );
          }
        }
      }
    }
  },
);

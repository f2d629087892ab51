/** A part gets a name: what is written, what is refused, and that pages mean the same. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extractions } from '../../../src/features/refactor/extract';
import { viewOf } from '../carets';
import { examples } from '../examples';
import { applied, differences } from './meaning';
import { selectable } from './parts-of';

/** A page with `«` and `»` around what is selected, or `|` where the cursor stands. */
function offersOn(page: string) {
  const start = page.search(/[«|]/);
  const end = page.includes('»') ? page.indexOf('»') - 1 : start;
  const text = page.replace(/[«»|]/g, '');
  return { text, offers: extractions(viewOf(text), { start, end }) };
}

test.each<[page: string, title: string, after: string]>([
  ['f(x, y) = «(x^2 + 1)» y', 'Extract to a function u(x)', 'u(x) = x^2 + 1\nf(x, y) = u(x) y'],
  ['f(x, y) = («x^2 + 1») y', 'Extract to a function u(x)', 'u(x) = x^2 + 1\nf(x, y) = u(x) y'],
  ['f(x, y) = (x^2| + 1) y', 'Extract to a function u(x)', 'u(x) = x^2\nf(x, y) = (u(x) + 1) y'],
  ['f(x, y) = (x^2 +| 1) y', 'Extract to a function u(x)', 'u(x) = x^2 + 1\nf(x, y) = u(x) y'],
  ['f(x) = «sin(2)» x', 'Extract to a value a', 'a = sin(2)\nf(x) = a x'],
  ['f(x) = x(«2 + 3»)y\ny = 1', 'Extract to a value a', 'a = 2 + 3\nf(x) = x a y\ny = 1'],
  ['f(a, b, c) = a + «b + c»', 'Extract to a function u(b, c)', 'u(b, c) = b + c\nf(a, b, c) = a + u(b, c)'],
  ['f(a, b, c) = a «- b + c»', 'Extract to a function u(b, c)', 'u(b, c) = -b + c\nf(a, b, c) = a + u(b, c)'],
  ['f(a, b, c) = a «+ b - c»', 'Extract to a function u(b, c)', 'u(b, c) = b - c\nf(a, b, c) = a + u(b, c)'],
  ['f(a, b, c) = «a - b» + c', 'Extract to a function u(a, b)', 'u(a, b) = a - b\nf(a, b, c) = u(a, b) + c'],
  ['f(a, b, c) = a «b c»', 'Extract to a function u(b, c)', 'u(b, c) = b c\nf(a, b, c) = a u(b, c)'],
  ['f(a, b, c) = a * «b / c»', 'Extract to a function u(b, c)', 'u(b, c) = b / c\nf(a, b, c) = a * u(b, c)'],
  [
    '# About f.\nf(w[n], X[m, n], y[m]) = sum((«X @ w - y»)^2) / m',
    'Extract to a function u(w, X, y)',
    'u(w[n], X[m, n], y[m]) = X @ w - y\n# About f.\nf(w[n], X[m, n], y[m]) = sum(u(w, X, y)^2) / m',
  ],
  [
    'f(w[n], X[m, n], y[m]) = sum((X @ w - y)^2) / m\n\ncheck ∂f/∂w = 2/m * X.T @ («X @ w - y»)',
    'Extract to a function u(X, w, y)',
    'f(w[n], X[m, n], y[m]) = sum((X @ w - y)^2) / m\n\nu(X[m, n], w[n], y[m]) = X @ w - y\ncheck ∂f/∂w = 2/m * X.T @ u(X, w, y)',
  ],
  ['check «sin(a)^2» + cos(a)^2 = 1', 'Extract to a function u(a)', 'u(a) = sin(a)^2\ncheck u(a) + cos(a)^2 = 1'],
  ['f(x) = x\n«f(2)» + 1', 'Extract to a value a', 'f(x) = x\na = f(2)\na + 1'],
  [
    'u(x) = x\nv(U) = U\nf(x) = sin(«x^2»)',
    'Extract to a function w(x)',
    'u(x) = x\nv(U) = U\nw(x) = x^2\nf(x) = sin(w(x))',
  ],
  [
    'network n {\r\n  input x[2]\r\n  # The loss\r\n  loss = sum(«x^2»)\r\n}',
    'Extract to a node z',
    'network n {\r\n  input x[2]\r\n  z = x^2\r\n  # The loss\r\n  loss = sum(z)\r\n}',
  ],
  ['network n { loss = «sin(1)»^2 }', 'Extract to a node z', 'network n { z = sin(1)\n  loss = z^2 }'],
  ['f(x) = (« x\n  + 1 ») * 2', 'Extract to a function u(x)', 'u(x) = (x\n  + 1)\nf(x) = u(x) * 2'],
])('%s', (page, title, after) => {
  const { text, offers } = offersOn(page);
  const offer = offers.find((one) => one.title === title);
  expect(offers.map((one) => [one.title, one.refused])).toContainEqual([title, undefined]);
  expect(applied(text, offer?.edits() ?? [])).toBe(after);
  expect(differences(text, after)).toEqual([]);
});

test('every occurrence', () => {
  const { text, offers } = offersOn('f(x, y) = («x^2 + 1») y + sin(x^2 + 1) / √(x^2 + 1)');
  expect(offers.map(({ title }) => title)).toEqual([
    'Extract to a function u(x)',
    'Extract all 3 occurrences to a function u(x)',
  ]);
  const after = applied(text, offers[1]?.edits() ?? []);
  expect(after).toBe('u(x) = x^2 + 1\nf(x, y) = u(x) y + sin(u(x)) / √(u(x))');
  expect(differences(text, after)).toEqual([]);
});

test.each<[page: string, reason: string]>([
  ['f(a, b, c) = a - «b + c»', 'The minus before b + c belongs to its first term only: select it, too.'],
  ['f(a, b, c) = a / «b * c»', 'In a / b * c, which is read from the left, b * c is no part.'],
  ['f(X[m, n]) = sum(X, axis=«-1»)', 'What a function is told besides its arguments is written out.'],
  ['f(x[n]) = reshape(x, «[n, 1]»)', 'What a function is told besides its arguments is written out.'],
  ['f(x[m], y[n]) = sum(x) + sum(y) + «m / n»', 'No parameter of this part has the length m.'],
  ['f(x) = where(«x > 0», x, 1)', 'This is a condition, and has no name of its own.'],
  ['check π ≈ «3.14»', 'Right of ≈ stands a number.'],
  ['f(x) = x^2\n«∂f/∂x»(1)', 'A derivative goes with its point.'],
  [
    'network n {\n  input x[2]\n  h = «dense(x, 2)» |> relu\n  loss = sum(h)\n}',
    'The parameters of dense are named after its node.',
  ],
  [
    'x = 3\nf(x) = x^2\ncheck «f(2)» = x + 1',
    'Without it, x would be the value of the page, and not a parameter of what the claim is about.',
  ],
])('%s is refused', (page, reason) => {
  expect(offersOn(page).offers.map((one) => one.refused)).toEqual([reason]);
});

test.each([
  'f(«x», y) = x y',
  'f(x) = «x» + 1',
  'f(x) = «x + 1»',
  '«f(x)» = x',
  'f(x) = x + |1\n\n|',
  'f(x) = sin«(x) +» 1',
  '|',
])('nothing is offered: %s', (page) => {
  expect(offersOn(page).offers).toEqual([]);
});

const fail = (): never => {
  throw new RangeError('no such place');
};

test('whatever part of the examples gets a name, pages mean the same', () => {
  const places = examples.flatMap(({ text }) => {
    const view = viewOf(text);
    return selectable(view).map((range) => ({ text, view, range }));
  });
  fc.assert(
    fc.property(fc.nat(places.length - 1), (at) => {
      const { text, view, range } = places[at] ?? fail();
      for (const offer of extractions(view, range)) {
        if (offer.refused !== undefined) continue;
        expect([offer.title, ...differences(text, applied(text, offer.edits()))]).toEqual([offer.title]);
      }
    }),
    { numRuns: 50 },
  );
});

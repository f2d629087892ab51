/** A name is written out where it is used: brackets, captured names, what is refused, and that pages mean the same. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extractions } from '../../../src/features/refactor/extract';
import { inlinings } from '../../../src/features/refactor/inline';
import { viewOf } from '../carets';
import { examples } from '../examples';
import { applied, differences } from './meaning';
import { selectable } from './parts-of';

/** A page with `‸` where the cursor stands. */
function offersOn(page: string) {
  const at = page.indexOf('‸');
  const text = page.replace('‸', '');
  return { text, offers: inlinings(viewOf(text), { start: at, end: at }) };
}

test.each<[page: string, title: string, after: string]>([
  ['‸u(x) = x^2 + 1\nf(x, y) = u(x) y', 'Inline u where it is used, and remove it', 'f(x, y) = (x^2 + 1) y'],
  ['u(x) = x^2 + 1\nf(x, y) = ‸u(x) y', 'Inline u here', 'u(x) = x^2 + 1\nf(x, y) = (x^2 + 1) y'],
  ['u(x, y) = x y\nf(a, b) = 2‸u(a + b, 3)^2', 'Inline u here', 'u(x, y) = x y\nf(a, b) = 2((a + b) (3))^2'],
  ['u(x) = 3x^2\nf(a) = 1 - ‸u(-a)', 'Inline u here', 'u(x) = 3x^2\nf(a) = 1 - 3(-a)^2'],
  ['u(x) = x - 1\nf(a) = 1 - ‸u(a)', 'Inline u here', 'u(x) = x - 1\nf(a) = 1 - (a - 1)'],
  ['u(x) = x + 1\nf(a) = 1 + ‸u(a)', 'Inline u here', 'u(x) = x + 1\nf(a) = 1 + a + 1'],
  ['u(x) = 1/x\nf(a) = ‸u(a b)\nb = 2', 'Inline u here', 'u(x) = 1/x\nf(a) = 1/(a b)\nb = 2'],
  ['u(x) = 2^x\nf(a) = ‸u(a)^3', 'Inline u here', 'u(x) = 2^x\nf(a) = (2^a)^3'],
  ['u(x, y) = x - y\nf(a) = ‸u(y=a, x=1)', 'Inline u here', 'u(x, y) = x - y\nf(a) = 1 - a'],
  ['u(x) = x^2\nf(a) = a |> ‸u', 'Inline u here', 'u(x) = x^2\nf(a) = a^2'],
  ['u(x, y) = x^y\nf(a) = a |> ‸u(3) |> sin', 'Inline u here', 'u(x, y) = x^y\nf(a) = a^3 |> sin'],
  ['‸u(x) = sin(x) x\nf(x) = u(u(x))', 'Inline u into all 2 uses, and remove it', 'f(x) = sin(sin(x) x) sin(x) x'],
  ['‸a = 1/2\n\nb = a x(3)\nx = a^2', 'Inline a into all 2 uses, and remove it', 'b = (1/2) x(3)\nx = (1/2)^2'],
  ['‸n = 2\nf(x) = 1/n x', 'Inline n where it is used, and remove it', 'f(x) = 1/(2) x'],
  ['‸k = 7\nf(x) = 2 k x', 'Inline k where it is used, and remove it', 'f(x) = 2 (7) x'],
  [
    '# The page\n\n# About a.\n‸a = 2 # two\n\nf(x) = a x',
    'Inline a where it is used, and remove it',
    '# The page\n\nf(x) = 2 x',
  ],
  ['# The page\n‸a = 2\nf(x) = a x', 'Inline a where it is used, and remove it', '# The page\nf(x) = 2 x'],
  [
    '‸A = [[1, 2],\n  [3, 4]]\nB = A.T @ A',
    'Inline A into all 2 uses, and remove it',
    'B = [[1, 2],\n  [3, 4]].T @ [[1, 2],\n  [3, 4]]',
  ],
  [
    'mean2(v[n]) = sum(v) / n\nf(w[k]) = ‸mean2(w^2)',
    'Inline mean2 here',
    'mean2(v[n]) = sum(v) / n\nf(w[k]) = sum(w^2) / k',
  ],
  [
    'network n {\r\n  input x[2]\r\n  ‸z = x^2\r\n  loss = sum(z)\r\n}',
    'Inline z where it is used, and remove it',
    'network n {\r\n  input x[2]\r\n  loss = sum(x^2)\r\n}',
  ],
  [
    'network n { z = sin(1)\n  loss = ‸z^2 }',
    'Inline z where it is used, and remove it',
    'network n { loss = sin(1)^2 }',
  ],
  [
    'gate(x) = (1 + x) / 2\ncheck t ‸gate(t) = t * (1 + t) / 2',
    'Inline gate here',
    'gate(x) = (1 + x) / 2\ncheck t * ((1 + t) / 2) = t * (1 + t) / 2',
  ],
])('%s', (page, title, after) => {
  const { text, offers } = offersOn(page);
  expect(offers.map((one) => [one.title, one.refused])).toContainEqual([title, undefined]);
  const offer = offers.find((one) => one.title === title);
  expect(applied(text, offer?.edits() ?? [])).toBe(after);
});

test.each<[page: string, reason: string]>([
  ['‸u(x) = x', 'Nothing on this page uses u.'],
  ["‸u(x) = x^2\nu(1)\nu'(1)", 'u is differentiated by its name in line 3.'],
  ['‸u(x) = x^2\n∇u(1)', 'u is differentiated by its name in line 2.'],
  ['‸u(x, y) = x^2 y\n∂u/∂x(1, 2)', 'u is differentiated by its name in line 2.'],
  ['‸u(x) = x^2\ndiff(u, x)', 'u is differentiated by its name in line 2.'],
  ['‸u(x) = x^2\nf(x) = u(x) +', 'Line 2 speaks of u and cannot be read.'],
  ['c = 2\nu(x) = c x\nf(c) = ‸u(c)', 'The c in u is that of the page, which is hidden here by another c.'],
  [
    'u(x) = x^2\nx = 3\ncheck ‸u(2) = x + 1',
    'Without it, x would be the value of the page, and not a parameter of what the claim is about.',
  ],
  [
    'u(x) = x^2\na = u(2)\nx = 3\ncheck ‸a = x + 1',
    'In a claim about what a calls, x would be no value of the page but a parameter.',
  ],
  ['u(x) = x y\ny = 2\n‸u([1, 2])', 'u is taken of each entry here.'],
  ['f(x, y) = x y\nu(x, y) = ∂f/∂x\n‸u(1, 2)', 'The formula of u differentiates by names.'],
  ['network n {\n  input x[2]\n  h = dense(x, 2)\n  loss = sum(‸h)\n}', 'The parameters of dense are named after h.'],
  ['network n {\n  input x[2]\n  z = x^2\n  loss = sum(‸z)\n}\nn.z', 'n.z is used in line 6.'],
])('%s is refused', (page, reason) => {
  const { offers } = offersOn(page);
  expect(offers.map((one) => one.refused)).toContain(reason);
});

test.each([
  'network n {\n  input x[2]\n  z = x + y\n  loss = sum(‸z)\n}',
  'u(x) = ‸x',
  'declare ‸u(x)',
  'f(x) = ‸sin(x)',
  '‸network n {\n loss = 1\n}',
  '‸',
])('nothing is offered: %s', (page) => {
  expect(offersOn(page).offers).toEqual([]);
});

const fail = (): never => {
  throw new RangeError('no such place');
};

const pages = examples.map(({ text }) => ({ text, view: viewOf(text) }));

test('wherever a name of the examples is written out, pages mean the same', () => {
  const names = pages.flatMap(({ text, view }) =>
    [...text.matchAll(/[\p{L}_][\p{L}\p{M}0-9_₀-₉]*/gu)].map(({ index }) => ({ text, view, index })),
  );
  fc.assert(
    fc.property(fc.nat(names.length - 1), (at) => {
      const { text, view, index } = names[at] ?? fail();
      for (const offer of inlinings(view, { start: index, end: index })) {
        if (offer.refused !== undefined) continue;
        expect([offer.title, ...differences(text, applied(text, offer.edits()))]).toEqual([offer.title]);
      }
    }),
    { numRuns: 100 },
  );
});

/** A group that was taken along comes back without its brackets where it needs none, and a matrix product with some. */
const bare = (text: string): string => text.replace(/[()]/g, '');

test('what gets a name and is written out again is what it was', () => {
  const places = pages.flatMap(({ text, view }) => selectable(view).map((range) => ({ text, view, range })));
  fc.assert(
    fc.property(fc.nat(places.length - 1), (index) => {
      const { text, view, range } = places[index] ?? fail();
      // A number alone, and what has its sign with it, come back in brackets or with a space.
      if (/^[\d.+-]+$|^[+-]/.test(text.slice(range.start, range.end))) return;
      const [offer] = extractions(view, range);
      if (!offer || offer.refused !== undefined) return;
      const [definition] = offer.edits();
      const named = applied(text, offer.edits());
      const at = (definition?.range.start ?? 0) + (definition?.text.search(/\S/) ?? 0);
      const [back] = inlinings(viewOf(named), { start: at, end: at });
      // What has the nodes of a network by its name is not looked into.
      if (/ is taken as a function of its inputs /.test(back?.refused ?? '')) return;
      expect(back?.refused).toBeUndefined();
      expect(bare(applied(named, back?.edits() ?? []))).toBe(bare(text));
    }),
    { numRuns: 100 },
  );
});

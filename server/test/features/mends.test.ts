/** Every code of a problem has a mend, or a reason why none can be guessed; preferred mends leave nothing of their problem. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { healthProblems } from '../../src/features/health';
import { MENDS } from '../../src/features/mends/table';
import { problemFixes } from '../../src/features/quick-fixes';
import type { View } from '../../src/features/view';
import { viewOf } from './carets';
import { applied } from './refactor/meaning';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** What is guessed: by the problem itself, by a row of the table of mends, or nothing, and why. */
const DECISIONS: Readonly<Record<string, 'own' | 'row' | 'both' | { readonly none: string }>> = {
  'wrong-number': 'row',
  'wrong-character': 'own',
  bars: 'row',
  'comment-sign': 'own',
  'open-string': 'row',
  'invisible-character': 'own',
  'reserved-word': { none: 'only the reader knows another name' },
  'reserved-name': { none: 'only the reader knows another name' },
  'open-bracket': 'own',
  'stray-bracket': 'own',
  'wrong-bracket': 'own',
  'open-brace': 'row',
  'stray-brace': 'own',
  'missing-operator': 'row',
  'missing-brackets': 'own',
  'exponent-before-brackets': 'own',
  'unknown-function': 'both',
  'no-arguments': 'row',
  'positional-after-named': 'row',
  'argument-twice': 'row',
  'empty-array': { none: 'only the reader knows the entries' },
  'ambiguous-product': 'own',
  'ambiguous-entry': 'own',
  'ambiguous-root': 'own',
  'number-then-e': 'own',
  unexpected: 'row',
  'missing-value': 'row',
  unfinished: 'row',
  'two-statements': 'row',
  'not-definable': 'own',
  'no-parameters': 'row',
  'bad-parameter': 'row',
  'duplicate-parameter': 'row',
  'bad-declare': 'row',
  'bad-member': { none: 'only the reader knows the name' },
  'missing-check': 'own',
  'derivative-of-brackets': 'own',
  'check-with-equals': 'own',
  'check-needs-relation': 'row',
  'approx-not-last': 'row',
  'approx-needs-number': 'row',
  'unknown-name': 'both',
  'unknown-variable': 'row',
  'free-name': 'own',
  'defined-twice': 'row',
  recursion: { none: 'a definition is missing, and only the reader has it' },
  'unused-parameter': 'row',
  'not-a-function': 'own',
  'needs-arguments': 'own',
  'no-member': 'own',
  'missing-argument': 'row',
  'too-many-arguments': 'row',
  'unknown-argument': 'both',
  'bad-diff': 'row',
  'order-mismatch': 'row',
  'order-too-high': { none: 'there is no such derivative to be had' },
  'unread-derivative': { none: 'a definition is missing, and only the reader has it' },
  'prime-of-expression': 'row',
  'prime-of-several': 'own',
  'prime-of-variable': 'own',
  'unnamed-point': 'row',
  'outside-domain': { none: 'only the reader knows which value was meant' },
  'shape-mismatch': 'own',
  'matrix-product': 'own',
  'index-of-number': 'row',
  'index-out-of-range': 'row',
  'not-in-network': 'both',
  'outside-network': { none: 'only the reader knows in which network' },
  'array-product': 'own',
  'matrix-power': 'own',
  transpose: 'own',
  'wrong-dimension': { none: 'only the reader knows the length' },
  'wrong-option': { none: 'only the reader knows the axis or the shape' },
  'gradient-of-array': 'own',
  'by-entry': { none: 'what can be asked for is another question' },
  blocks: 'row',
  'not-yet': { none: 'nothing on the page is wrong' },
  'no-loss': 'both',
  'loss-not-scalar': 'own',
  'used-above': 'row',
  'wrong-argument': { none: 'only the reader knows the number' },
  'wrong-id': { none: 'only the reader knows the id' },
  'wrong-target': { none: 'only the reader knows which class it is' },
  'no-distribution': 'own',
  'softmax-twice': 'own',
  'unstable-form': 'own',
  'no-prediction': { none: 'only the reader knows which node predicts' },
  'zero-gradient': 'own',
  'dead-units': { none: 'the page is right; other values are a matter of training' },
  'saturated-units': { none: 'the page is right; other values are a matter of training' },
  'vanishing-gradient': { none: 'the page is right; other values are a matter of training' },
  'exploding-gradient': { none: 'the page is right; other values are a matter of training' },
  refuted: 'own',
  'says-nothing': { none: 'there is no domain on which it could say something' },
  'bad-import': { none: 'only the reader knows the page' },
  'missing-import': { none: 'only the reader knows the page' },
  'import-cycle': { none: 'definitions have to move to a third page' },
  'too-deep': { none: 'which parts get names is for the reader to choose, with Extract' },
  'number-too-long': { none: 'only the reader knows which digits matter' },
  'too-large': { none: 'a limit of Nabla, not a slip' },
  'statement-too-long': { none: 'a limit of Nabla, not a slip' },
  'page-too-long': { none: 'a limit of Nabla, not a slip' },
};

const sections = readFileSync(path.join(ROOT, 'docs/problems.md'), 'utf8')
  .split(/^(?=### )/m)
  .slice(1)
  .map((section) => ({
    code: /^### `([a-z-]+)`/.exec(section)?.[1] ?? '',
    wrong: /^```grad(?: \w+)?\n(.*?)^```$/ms.exec(section)?.[1],
  }));

test('every code has a decision, and every row of the table a code', () => {
  expect([...new Set(sections.map(({ code }) => code))].sort()).toEqual(Object.keys(DECISIONS).sort());
  const rows = Object.entries(DECISIONS).flatMap(([code, decision]) =>
    decision === 'row' || decision === 'both' ? [code] : [],
  );
  expect(Object.keys(MENDS).sort()).toEqual(rows.sort());
});

const fixesOn = (view: View) =>
  problemFixes(view, { start: 0, end: view.program.page.text.length }, healthProblems(view.program)).flatMap((fix) =>
    'code' in fix.problem ? [{ ...fix, problem: fix.problem }] : [],
  );

/** `title*` where it is preferred, and the page after it. */
test.each<[code: string, page: string, ...fixes: (readonly [title: string, after: string])[]]>([
  ['wrong-number', 'a = 1_000', ['Write 1000*', 'a = 1000']],
  ['wrong-number', 'a = 0x10', ['Write 16*', 'a = 16']],
  ['wrong-number', 'a = 1.2.3'],
  ['bars', 'f(x) = 2|x - 1|', ['Write abs(x - 1)*', 'f(x) = 2abs(x - 1)']],
  ['bars', 'f(x) = |x| + |2x|'],
  ['open-string', 'import "layers.grad\n', ['Close it with "*', 'import "layers.grad"\n']],
  ['open-brace', 'network n {\n  loss = 1\n\nf(x) = x', ['Close it with }*', 'network n {\n  loss = 1\n}\n\nf(x) = x']],
  ['missing-operator', 'a = [1, 2 3]', ['Write a comma*', 'a = [1, 2, 3]'], ['Write *', 'a = [1, 2 * 3]']],
  ['missing-operator', 'a = 2 3', ['Write **', 'a = 2 * 3']],
  ['missing-operator', 'a = max(2 3)', ['Write **', 'a = max(2 * 3)'], ['Write a comma', 'a = max(2, 3)']],
  ['missing-operator', 'f(x[3]) = x [0]', ['Remove the space: an index touches what it is of*', 'f(x[3]) = x[0]']],
  ['no-arguments', 'f(x) = sin()', ['Write sin(x)', 'f(x) = sin(x)']],
  [
    'positional-after-named',
    'f(x) = leaky_relu(alpha=0.1, x)',
    ['Write x before the arguments with a name*', 'f(x) = leaky_relu(x, alpha=0.1)'],
  ],
  ['argument-twice', 'f(x) = leaky_relu(x, alpha=0.1, alpha=0.2)', ['Remove it', 'f(x) = leaky_relu(x, alpha=0.1)']],
  ['unexpected', 'a = (1, 2)', ['Write a vector, in square brackets*', 'a = [1, 2]']],
  ['missing-value', 'f(x) = x +', ['Remove +', 'f(x) = x']],
  ['unfinished', 'f(x) = x.', ['Remove .', 'f(x) = x']],
  ['two-statements', 'a = 1 b = 2', ['Put it on a line of its own*', 'a = 1\nb = 2']],
  ['no-parameters', 'f() = 2', ['Write f = …*', 'f = 2']],
  ['bad-parameter', 'f(2x) = x', ['Write x*', 'f(x) = x']],
  ['duplicate-parameter', 'f(x, x) = x', ['Remove it', 'f(x) = x']],
  ['bad-declare', 'declare g', ['Write g(x)*', 'declare g(x)']],
  ['check-needs-relation', 'check sin(x)', ['Remove check: its value is shown', 'sin(x)']],
  ['approx-not-last', 'check π ≈ 3.14 = 3.14', ['Write =', 'check π = 3.14 = 3.14']],
  ['approx-needs-number', 'check π ≈ 22/7', ['Write =', 'check π = 22/7']],
  [
    'unknown-function',
    '# About f.\nf(x) = sine(x) + x',
    ['Write sin*', '# About f.\nf(x) = sin(x) + x'],
    ['Write declare sine(u)', 'declare sine(u)\n# About f.\nf(x) = sine(x) + x'],
  ],
  [
    'unknown-function',
    'k(x) = qqqq(x, max(x, 1))',
    ['Write declare qqqq(u, v)', 'declare qqqq(u, v)\nk(x) = qqqq(x, max(x, 1))'],
  ],
  ['unknown-name', 'f(x) = x + t', ['Add t as a parameter', 'f(x, t) = x + t']],
  ['unknown-name', 'f(x) = x + t\nf(1)'],
  ['unknown-variable', 'f(x) = x^2\n∂f/∂z', ['Write x*', 'f(x) = x^2\n∂f/∂x']],
  ['defined-twice', 'f(x) = x\nf(x) = x^2', ['Call this one u', 'f(x) = x\nu(x) = x^2']],
  ['defined-twice', 'f(x) = x\nf(x) = x', ['Remove it: it is defined so above*', 'f(x) = x\n']],
  [
    'unused-parameter',
    'f(x, y) = x^2\nf(1, 2)\nf(x=1, y=f(3, 4))\n',
    ['Remove y, and from its 3 calls', 'f(x) = x^2\nf(1)\nf(x=1)\n'],
  ],
  ['unused-parameter', 'f(x, y) = y^2\nf(1, 2)', ['Remove x, and from its call', 'f(y) = y^2\nf(2)']],
  ['unused-parameter', 'f(x) = 2'],
  ['unused-parameter', 'f(x, y) = x^2\n∂f/∂x(1, 2)'],
  ['missing-argument', 'f(x, y) = x y\nf(1)', ['Write f(1, y)', 'f(x, y) = x y\nf(1, y)']],
  ['too-many-arguments', 'f(x) = sin(x, 2)', ['Remove it', 'f(x) = sin(x)']],
  ['unknown-argument', 'f(x) = leaky_relu(x, slope=0.1)', ['Write alpha*', 'f(x) = leaky_relu(x, alpha=0.1)']],
  ['bad-diff', 'f(x) = x^2\ndiff(f, 3)', ['Write x, 3*', 'f(x) = x^2\ndiff(f, x, 3)']],
  [
    'order-mismatch',
    'f(x) = x^3\n∂²f/∂x',
    ['Write ∂f/∂x', 'f(x) = x^3\n∂f/∂x'],
    ['Write ∂²f/∂x²', 'f(x) = x^3\n∂²f/∂x²'],
  ],
  ['prime-of-expression', "(2x)'", ['Write ∂/∂x (2x)*', '∂/∂x (2x)']],
  ['unnamed-point', '∂/∂x (x^2 y)(1, 2)', ['Write (x=1, y=2)*', '∂/∂x (x^2 y)(x=1, y=2)']],
  ['index-of-number', 'f(x) = x[0]', ['Remove the index', 'f(x) = x']],
  ['index-out-of-range', 'a = [1, 2][2]', ['Write 1, the last one', 'a = [1, 2][1]']],
  [
    'blocks',
    'f(w[3], v[3]) = (w @ v)^2\nhessian(f)',
    ...['∂²f/∂w²', '∂²f/∂w∂v', '∂²f/∂v²'].map(
      (block) => [`Write ${block}`, `f(w[3], v[3]) = (w @ v)^2\n${block}`] as const,
    ),
  ],
  [
    'not-in-network',
    'network n {\n  input x[2]\n  f(t) = t^2\n  loss = sum(x)\n}\n',
    ['Move it above the network*', 'f(t) = t^2\nnetwork n {\n  input x[2]\n  loss = sum(x)\n}\n'],
  ],
  [
    'used-above',
    'network n {\n  input x[2]\n  z = 2h\n  h = x^2\n  loss = sum(z^2)\n}\n',
    ['Move h above*', 'network n {\n  input x[2]\n  h = x^2\n  z = 2h\n  loss = sum(z^2)\n}\n'],
  ],
  [
    'no-loss',
    'network n {\n  input x[2]\n  target y[2]\n  z = dense(x, 2)\n}\n',
    ['Write loss = mse(z, y)', 'network n {\n  input x[2]\n  target y[2]\n  z = dense(x, 2)\n  loss = mse(z, y)\n}\n'],
  ],
])('%s: %s', (code, page, ...expected) => {
  const fixes = fixesOn(viewOf(page)).filter(({ problem }) => problem.code === code);
  expect(fixes.map(({ title, preferred }) => `${title}${preferred ? '*' : ''}`)).toEqual(
    expected.map(([title]) => title),
  );
  expect(fixes.map(({ edits }) => applied(page, edits))).toEqual(expected.map(([, after]) => after));
});

/** How often each problem is on a page. */
const count = ({ program }: View, code: string): number =>
  [...program.problems, ...healthProblems(program)].filter((problem) => problem.code === code).length;

const pages = [
  ...sections.flatMap(({ code, wrong }) => (wrong === undefined ? [] : [[code, wrong] as const])),
  ...readdirSync(path.join(ROOT, 'test/fixtures/program')).map(
    (name) => [name, readFileSync(path.join(ROOT, 'test/fixtures/program', name), 'utf8')] as const,
  ),
];

test.each(pages)('preferred mends of %s leave nothing of their problem', (_, page) => {
  const view = viewOf(page);
  for (const { title, edits, preferred, problem } of fixesOn(view)) {
    if (!preferred) continue;
    const after = viewOf(applied(page, edits));
    expect([title, count(after, problem.code)]).toEqual([title, count(view, problem.code) - 1]);
  }
});

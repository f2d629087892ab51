/** Completion: what is offered at a place (‸), the likeliest first, and how it is spelled. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CompletionItem, CompletionList } from 'vscode-languageserver-types';
import { type CompletionOptions, completions, resolveCompletion } from '../../src/features/completion/completion';
import { createMentions } from '../../src/features/slopes';
import type { View } from '../../src/features/view';
import { createWorkspace } from '../../src/program/workspace';
import { ABBREVIATIONS } from '../../src/syntax/abbreviations';
import { URI, viewOf } from './carets';

const OPTIONS: CompletionOptions = {
  snippets: true,
  markdown: true,
  labelDetails: true,
  insertReplace: true,
  paths: () => ['layers.grad', 'more/layers.grad', '../norms.grad'],
};
const CARET = '‸';

function at(source: string, options: CompletionOptions = OPTIONS): CompletionList & { readonly view: View } {
  const view = viewOf(source.replace(CARET, ''));
  return { ...completions(view, source.indexOf(CARET), options), view };
}

const labels = (source: string): string[] => at(source).items.map(({ label }) => label);
const first = (source: string, count: number): string => labels(source).slice(0, count).join(' ');
const has = (source: string, label: string): boolean => labels(source).includes(label);

function item(source: string, label: string, options: CompletionOptions = OPTIONS): CompletionItem | undefined {
  return at(source, options).items.find((one) => one.label === label);
}

/** What the page becomes when an item is taken. */
function taken(source: string, label: string, options: CompletionOptions = OPTIONS): string | undefined {
  const { view, items } = at(source, options);
  const edit = items.find((one) => one.label === label)?.textEdit;
  if (!edit) return undefined;
  const range = 'range' in edit ? edit.range : edit.insert;
  return TextDocument.applyEdits(view.document, [{ range, newText: shown(edit.newText) }]);
}

/** A snippet's places as ‹x›, and its end as ▮. */
const shown = (snippet: string): string => snippet.replace(/\$\{\d:([^}]*)\}/g, '‹$1›').replace('$0', '▮');

const IRIS = `network iris {
  input x[4] = [1, 2, 3, 4]
  target y[3] = [1, 0, 0]
  param V[8, 3]
  h = dense(x, 8) |> relu
  p = dense(h, 3) |> softmax
`;
/** A line inside, and what stands below the network. */
const inside = (line: string, below = ''): string => `${IRIS}  ${line}\n}\n${below}`;
const outside = (line: string): string => inside('loss = cross_entropy(p, y)', line);

const IMAGES = `network bars {
  input x[1, 6, 6]
  target y[2]
  c = conv2d(x, 2, 3)
`;

describe('names', () => {
  test.each([
    // In the body of a definition: its parameters, its dimensions, the page.
    ['f(x, w[n]) = ‸', 'x w n'],
    ['f(x, w[n]) = x + ‸', 'x w n'],
    ['f(x, w[n]) = sum((x + ‸', 'x w n'],
    ['f(x, w[n]) = sum(x,\n  ‸)', 'axis= keepdims='],
    ['a = 1\ng(u) = u\nf(x) = x * ‸', 'x a g'],
    // What is being defined is not made of itself.
    ['a = 1\nf(x) = x * ‸\nz = 2', 'x a z'],
    // A claim speaks in the parameters of its functions, and in the names that it uses already.
    ['f(u, v) = u v\ncheck ∂f/∂u = ‸', 'u v f'],
    ['check sin(a)^2 + cos(‸', 'a'],
    // In a network: what stands above, the nearest first.
    [inside('q = ‸'), 'p h V y x'],
    [`${IRIS}  q = ‸`, 'p h V y x'],
    [`${IRIS}  q = ‸\n}\ng(x) = 2x`, 'p h V y x'],
    [inside('h2 = h + 1\n  q = ‸\n  later = 2'), 'h2 p h V y x'],
    // A broken line above is offered by its name.
    [inside('r = dense(x\n  q = ‸'), 'r p h V y x'],
    // Dimensions.
    ['network n {\n  input x[batch, 4]\n  h = sum(x) / ‸\n}', 'x batch'],
    ['f(X[m, n], w[‸', 'm n'],
    ['k = 4\nnetwork n {\n  input x[batch, 4]\n  target y[‸', 'batch k'],
  ])('%s', (source, expected) => {
    expect(first(source, expected.split(' ').length)).toBe(expected);
  });

  test.each([
    ['b(x) = 1\na = ‸', 'a'],
    [inside('q = ‸'), 'iris'],
    [inside('q = ‸\n  later = 2'), 'later'],
    ['f(x) = dense(‸', 'dense'],
    // The value of an input is one of the page.
    ['network n {\n  input x[2] = [1, 2]\n  input z[2] = ‸\n}', 'x'],
    ['network n {\n  input x[2] = [1, 2]\n  input z[2] = ‸\n}', 'dense'],
    ['f(x) = x * ‸', 'check'],
    [inside('q = x * ‸'), 'input'],
    ['f(x) = ‸', 'and'],
    ['a = ‸', 'std'],
  ])('%s has no %s', (source, label) => {
    expect(labels(source).length).toBeGreaterThan(20);
    expect(has(source, label)).toBe(false);
  });

  test('a name of the page hides the built-in of its name', () => {
    const items = at('exp(x, y) = x y\na = ‸').items.filter(({ label }) => label === 'exp');
    expect(items.map(({ labelDetails }) => labelDetails?.detail)).toEqual(['(x, y)']);
    expect(first('exp(x, y) = x y\na = std.‸', 1)).toBe('abs');
  });

  test('a parameter hides what the page defines', () => {
    const items = at('w = 3\nf(w[n]) = ‸').items.filter(({ label }) => label === 'w');
    expect(items.map(({ labelDetails }) => labelDetails)).toEqual([{ detail: ' [n]', description: 'parameter' }]);
  });

  test('what is imported says from where', () => {
    const workspace = createWorkspace({
      read: (uri) =>
        uri.endsWith('/layers.grad') ? '# A line.\nline(x, w) = x w\nnetwork n {\n input x\n loss = x\n}' : undefined,
    });
    const text = 'import "layers.grad"\na = l\n∂n.';
    const document = TextDocument.create(URI, 'grad', 1, text);
    const view: View = { document, program: workspace.program(URI, text), mentions: createMentions() };
    const found = completions(view, text.indexOf('l\n∂') + 1, OPTIONS).items.find(({ label }) => label === 'line');
    expect(found?.labelDetails).toEqual({ detail: '(x, w)', description: 'layers.grad' });
    expect(found && resolveCompletion(view, found, OPTIONS).documentation).toEqual({
      kind: 'markdown',
      value: '```grad\nline(x, w) = x w\n```\n\nfrom layers.grad\n\nA line.',
    });
    expect(completions(view, text.length, OPTIONS).items.map(({ label }) => label)).toEqual(['loss']);
  });
});

describe('nothing is offered', () => {
  test.each([
    '# a comm‸ent',
    'a = 2 # com‸',
    '// com‸',
    'a = 12‸',
    'a = 1.‸',
    'a = 1e‸5',
    'f(x‸',
    'f(x, ‸) = x',
    'declare ‸',
    'declare g(u, ‸',
    'network ‸',
    'network n {\n  input ‸\n}',
    'import ‸',
    'import "a.grad" ‸',
    'a = "te‸xt"',
    "f(x) = x\ncheck f'‸",
    'f(x) = softmax(x, axis=‸)',
    'f(x) = (x + 1)‸',
  ])('%s', (source) => {
    expect(labels(source)).toEqual(source.includes('1e‸') ? labels('a = ‸') : []);
  });
});

describe('what fits comes first', () => {
  test.each([
    [inside('loss = cross_entropy(‸)'), 'p h'],
    [inside('loss = cross_entropy(p, ‸)'), 'y p'],
    [inside('loss = cross_entropy(‸'), 'p h'],
    [inside('loss = mse(h, ‸)'), 'h p'],
    [inside('q = dense(‸'), 'p h V x'],
    [inside('q = h @ ‸'), 'V h'],
    [inside('q = 2 + h @ ‸'), 'V h'],
    [inside('q = dense(h, 3, W=‸'), 'V p'],
    [`${IMAGES}  q = max_pool2d(‸\n}`, 'c x'],
    [`${IMAGES}  q = layer_norm(‸\n}`, 'c x'],
    ['ols(X[m, n], w[n], k) = X @ ‸', 'w X'],
    ['norm2(v[n]) = sum(v^2)\nf(k, w[n]) = norm2(‸', 'w k'],
    ['f(k, w[n]) = reshape(w, ‸', 'k n'],
  ])('%s', (source, expected) => {
    expect(first(source, expected.split(' ').length)).toBe(expected);
  });

  test('after |> layers for what comes from the left', () => {
    expect(first(inside('q = x |> ‸'), 5)).toBe('dense dropout embedding flatten layer_norm');
    expect(first(`${IMAGES}  q = c |> ‸\n}`, 3)).toBe('avg_pool2d batch_norm conv2d');
    expect(first(inside('q = p |> ‸'), 1)).toBe('binary_cross_entropy');
    expect(labels(inside('q = p |> ‸')).slice(0, 9)).toContain('mse');
  });

  test('after |> only what takes an argument', () => {
    const found = labels(inside('q = h |> ‸', 'k = 3\nsquare(v) = v^2'));
    expect(found).toContain('square');
    expect(found).toContain('relu');
    for (const other of ['h', 'x', 'V', 'k', 'e', 'pi', 'diff', 'grad', 'not', 'iris'])
      expect(found).not.toContain(other);
  });
});

describe('arguments by name', () => {
  test.each([
    ['f(x) = softmax(x, ‸', 'axis='],
    ['f(x) = sum(x, ‸', 'axis= keepdims='],
    ['f(x) = sum(x, axis=0, ‸', 'keepdims='],
    ['f(x) = x |> sum(‸', 'axis= keepdims='],
    ['f(x) = leaky_relu(x, ‸', 'alpha='],
    [inside('q = dense(x, 8, ‸'), 'W= b='],
    [inside('q = dense(x, 8, W=V, ‸'), 'b='],
    [inside('q = x |> dense(8, ‸'), 'W= b='],
    [`${IMAGES}  q = conv2d(x, 2, 3, ‸\n}`, 'stride= padding= W= b='],
    [`${IMAGES}  q = conv2d(x, 2, 3, padding=1, ‸\n}`, 'stride= W= b='],
    ['g(u, v) = u v\na = g(u=1, ‸', 'v='],
    [outside('iris(x=[1, 2, 3, 4], ‸'), 'y='],
  ])('%s', (source, expected) => {
    expect(first(source, expected.split(' ').length)).toBe(expected);
  });

  test('only names after a name; none in the middle of an argument; never one twice', () => {
    expect(labels('g(u, v) = u v\na = g(v=1, ‸')).toEqual(['u=']);
    expect(has('f(x) = sum(x + ‸', 'axis=')).toBe(false);
    expect(has('g(u, v) = u v\na = g(1, ‸', 'u=')).toBe(false);
    expect(has('g(u, v) = u v\na = g(1, ‸', 'v=')).toBe(true);
    // Not before what has to be given.
    expect(labels(inside('q = dense(x, ‸')).indexOf('W=')).toBeGreaterThan(5);
  });

  test('what is typed of it is replaced', () => {
    expect(taken('f(x) = softmax(x, ax‸)', 'axis=')).toBe('f(x) = softmax(x, axis=)');
  });
});

describe('parts', () => {
  const ALL = 'x y V h p';
  test.each([
    [inside('q = h.‸'), 'W b T'],
    [`${IRIS}  q = h.‸`, 'W b T'],
    [inside('q = dense(x, 4) |> dense(4) |> relu\n  r = q.‸'), 'W1 b1 W2 b2 T'],
    [inside('q = V.‸'), 'T'],
    [outside('iris.‸'), `${ALL} loss`],
    [outside('check iris.‸'), `${ALL} loss`],
    [outside('iris.h.‸'), 'W b T'],
    [outside('iris.h.W.‸'), 'T'],
    [outside('iris.loss.‸'), ''],
    // Without a sound loss.
    [inside('loss = ', 'iris.‸'), `${ALL} loss`],
    [inside('q = h', 'iris.‸'), `${ALL} q`],
    [inside('loss = nothing(p)', 'iris.h.‸'), 'W b T'],
    [`${IRIS}}\n\niris.‸`, ALL],
    ['m = [[1, 2], [3, 4]]\nm.‸', 'T'],
    ['a = 2\na.‸', ''],
    ['f(X[m, n], k) = X.‸', 'T'],
    ['f(X[m, n], k) = k.‸', ''],
    // Above the line of a derivative what is computed, below it what it goes by.
    [outside('∂iris.‸'), 'h p loss'],
    [outside('∂iris.loss/∂iris.‸'), ALL],
    [outside('∂iris.loss/∂iris.h.‸'), 'W b'],
  ])('%s', (source, expected) => {
    expect(labels(source).join(' ')).toBe(expected);
  });

  test('shapes stand beside', () => {
    expect(item(outside('iris.h.‸'), 'W')?.labelDetails).toEqual({ detail: ' [4, 8]', description: 'parameter' });
    expect(item(outside('iris.‸'), 'p')?.labelDetails).toEqual({ detail: ' [3]', description: 'node' });
  });

  test('a point takes the name of what has parts, and of nothing else', () => {
    expect(item(outside('a = ‸'), 'iris')?.commitCharacters).toEqual(['.']);
    expect(item(inside('q = ‸'), 'h')?.commitCharacters).toEqual(['.']);
    expect(
      at(inside('q = ‸'))
        .items.filter((one) => one.commitCharacters)
        .map(({ label }) => label),
    ).toEqual(['p', 'h']);
  });
});

describe('derivatives', () => {
  const F = 'f(b, a) = a b^2\nk = 1\ng(u) = u\n';
  test.each([
    [`${F}∂‸`, 'f g'],
    [`${F}∂²‸`, 'f g'],
    [`${F}∂f/∂‸`, 'b a'],
    [`${F}∂²f/∂b∂‸`, 'b a'],
    [`${F}check ∂f/∂‸ = 2`, 'b a'],
    [`${F}diff(‸`, 'f g'],
    [`${F}diff(f, ‸`, 'b a'],
    [`${F}diff(f, b, ‸`, 'b a'],
    [`${F}grad(‸`, 'f g'],
    [`${F}∇‸`, 'f g'],
    [`${F}∇²‸`, 'f g'],
    [`${F}df/‸`, 'db da'],
    [`${F}∂atan2/∂‸`, 'y x'],
    [outside('∂‸'), 'iris iris.loss'],
    [outside('∂iris.loss/∂‸'), 'iris.V iris.h.W iris.h.b iris.p.W iris.p.b iris.x iris.h iris.p iris.y'],
    [outside('check ∂iris.loss/∂‸ = 1'), 'iris.V iris.h.W'],
    [inside('q = ∂p/∂‸'), 'V h.W h.b p.W p.b x h'],
    [inside('q = ∂h/∂‸'), 'V h.W h.b x'],
    [inside('q = ∇‸'), 'p h'],
    [inside('loss = mse(p, y)\n  slope = ∂loss/∂‸'), 'V h.W'],
  ])('%s', (source, expected) => {
    expect(first(source, expected.split(' ').length)).toBe(expected);
  });

  test('values and operations have no derivative of their own', () => {
    for (const name of ['k', 'dot', 'sum', 'e']) expect(has(`${F}∂‸`, name), name).toBe(false);
    expect(has(`${F}∂‸`, 'sin')).toBe(true);
  });

  test('functions are named there, not called', () => {
    expect(taken(`${F}∂‸`, 'f')).toBe(`${F}∂f`);
    expect(taken(`${F}diff(‸)`, 'f')).toBe(`${F}diff(f)`);
  });
});

describe('words of the language', () => {
  test('at the beginning of a statement', () => {
    expect(first('‸', 4)).toBe('check declare import network');
    expect(first('a = 1\n‸', 5)).toBe('check declare import network a');
    expect(first('a = 1\nne‸\nb = 2', 4)).toBe('check declare import network');
    expect(labels(inside('‸'))).toEqual(['input', 'target', 'param', 'loss']);
    expect(labels(inside('loss = mse(p, y)\n  ‸'))).toEqual(['input', 'target', 'param']);
    expect(labels(`${IRIS}  ‸`)).toEqual(['input', 'target', 'param', 'loss']);
    expect(labels('network n {‸')).toEqual(['input', 'target', 'param', 'loss']);
    expect(first(outside('‸'), 4)).toBe('check declare import network');
  });

  test('a network comes as a block', () => {
    const text = item('‸', 'network')
      ?.textEdit?.newText.replace(/\$\{\d:([^}]*)\}/g, '$1')
      .replaceAll('$3', '3');
    expect(viewOf(`${text}\n`).program.problems).toEqual([]);
  });

  test.each([
    ['check sqrt(x^2) = x ‸', 'for', true],
    ['check x ‸', 'for', false],
    ['check a = b for x > 0 ‸', 'for', false],
    ['a = 2 ‸', 'for', false],
    ['check a = (b ‸', 'for', false],
    ['f(x) = where(x > 0 ‸', 'and', true],
    ['f(x) = where(x > 0 ‸', 'or', true],
    ['f(x) = x ‸', 'and', false],
    ['f(x) = where(‸', 'not', true],
    ['f(x) = where(x > 0, ‸', 'not', false],
    ['f(x) = where(x > 0 and ‸', 'not', true],
    ['check x = x for ‸', 'not', true],
    ['f(x) = 2 * ‸', 'not', false],
  ])('%s: %s %s', (source, word, expected) => {
    expect(has(source, word)).toBe(expected);
  });
});

describe('calls as snippets', () => {
  test.each([
    ['a = ‸', 'sin', 'a = sin(‹x›)▮'],
    ['a = m‸', 'max', 'a = max(‹x›, ‹y›)▮'],
    ['a = ‸', 'concat', 'a = concat(‹a›, ‹b›)▮'],
    ['a = ‸', 'softmax', 'a = softmax(‹x›)▮'],
    ['a = ‸', 'log', 'a = log(‹x›)▮'],
    ['a = ‸', 'pi', 'a = pi'],
    ['g(u, v) = u v\na = ‸', 'g', 'g(u, v) = u v\na = g(‹u›, ‹v›)▮'],
    // What follows is there already.
    ['a = si‸(2)', 'sin', 'a = sin(2)'],
    // After a pipe the first argument is.
    ['a = 2 |> ‸', 'sin', 'a = 2 |> sin'],
    ['a = 2 |> ‸', 'max', 'a = 2 |> max(‹y›)▮'],
  ])('%s: %s', (source, label, expected) => {
    expect(taken(source, label)).toBe(expected);
  });

  test('layers', () => {
    expect(taken(inside('q = de‸'), 'dense')).toBe(inside('q = dense(‹x›, ‹units›)▮'));
    expect(taken(inside('q = h |> ‸'), 'dense')).toBe(inside('q = h |> dense(‹units›)▮'));
    expect(taken(inside('q = h |> ‸'), 'flatten')).toBe(inside('q = h |> flatten'));
    expect(taken(outside('a = ‸'), 'iris')).toBe(outside('a = iris(‹x›)▮'));
  });

  test('plain names for clients without snippets', () => {
    const options = { ...OPTIONS, snippets: false };
    expect(taken(inside('q = de‸'), 'dense', options)).toBe(inside('q = dense'));
    for (const source of ['‸', 'a = ‸', inside('‸'), inside('q = x |> ‸')]) {
      const found = at(source, options).items;
      expect(found.filter((one) => one.insertTextFormat !== undefined || one.textEdit?.newText.includes('$'))).toEqual(
        [],
      );
    }
  });
});

describe('symbols', () => {
  test.each(ABBREVIATIONS)('$typed', ({ typed, symbol }) => {
    const view = viewOf(`f(x) = x${typed}`);
    const { items } = completions(view, view.document.getText().length, OPTIONS);
    const found = items.find(({ filterText }) => filterText === typed);
    expect(found?.label).toBe(`${typed}  ${symbol}`);
    const edit = found?.textEdit;
    if (!edit || !('insert' in edit)) throw new Error('an edit with two ranges');
    expect(TextDocument.applyEdits(view.document, [{ range: edit.insert, newText: edit.newText }])).toBe(
      `f(x) = x${symbol}`,
    );
  });

  test('after a backslash there is nothing else', () => {
    expect(labels('f(x) = \\‸').length).toBe(ABBREVIATIONS.length);
    expect(labels('\\al‸').length).toBe(ABBREVIATIONS.length);
    expect(labels('a = 1 # \\al‸')).toEqual([]);
  });
});

describe('pages to import', () => {
  test.each(['import "‸', 'import "‸"', 'import "lay‸"', 'import "lay‸ers.grad"', '  import "../‸'])('%s', (source) => {
    expect(labels(source)).toEqual(['../norms.grad', 'layers.grad', 'more/layers.grad']);
  });

  test('the whole path is replaced', () => {
    const edit = item('import "more/‸old.grad"  # old', 'more/layers.grad')?.textEdit;
    if (!edit || !('replace' in edit)) throw new Error('an edit with two ranges');
    expect([edit.insert.start, edit.insert.end, edit.replace.end].map(({ character }) => character)).toEqual([
      8, 13, 21,
    ]);
  });
});

describe('what an item says when it is looked at', () => {
  function said(source: string, label: string, markdown = true): string {
    const { view, items } = at(source);
    const found = items.find((one) => one.label === label);
    const sent: CompletionItem | undefined = found && JSON.parse(JSON.stringify(found));
    const documentation = sent && resolveCompletion(view, sent, { markdown }).documentation;
    return typeof documentation === 'object' ? documentation.value : '';
  }

  test.each([
    ['# Its *area*.\nf(x) = x^2\na = ‸', 'f', '```grad\nf(x) = x^2\n```\n\nIts \\*area\\*.'],
    [inside('q = h.‸'), 'W', '```grad\nh = dense(x, 8) |> relu\n```\n\nh.W: \\[4, 8\\]'],
    [
      'f(x) = sum(x, ‸',
      'axis=',
      '```grad\nsum(x, axis=, keepdims=0)\n```\n\naxis: an axis: 0, 1, … or −1 for the last; all axes where it is left out',
    ],
  ])('%s: %s', (source, label, expected) => {
    expect(said(source, label)).toBe(expected);
  });

  test('every built-in, layer, constant and word says something', () => {
    for (const source of [inside('q = ‸'), '‸', inside('‸')]) {
      const { items, view } = at(source);
      const silent = items.filter((one) => !resolveCompletion(view, one, OPTIONS).documentation);
      expect(silent.map(({ label }) => label)).toEqual([]);
    }
  });

  test('plain text for clients without Markdown', () => {
    expect(said('# Its *area*.\nf(x) = x^2\na = ‸', 'f', false)).toBe('f(x) = x^2\n\nIts *area*.');
  });

  test('no derivative is told to who writes a claim about it', () => {
    expect(said('f(x) = x^2\ncheck ∂f/∂x = ‸', 'f')).not.toContain('2x');
  });

  test('nothing is taken on trust', () => {
    const { view } = at('a = ‸');
    for (const data of [
      undefined,
      null,
      3,
      {},
      { subject: 3 },
      { subject: { of: 'part', name: 'x' } },
      { subject: { of: 'page', name: '__proto__' } },
    ]) {
      const plain: CompletionItem = { label: 'x', data };
      expect(resolveCompletion(view, plain, OPTIONS)).toBe(plain);
    }
  });
});

describe('spelled for the client', () => {
  test('without label details the signature is the detail', () => {
    const found = item('g(u, v[n]) = u sum(v)\na = ‸', 'g', { ...OPTIONS, labelDetails: false });
    expect([found?.detail, found?.labelDetails]).toEqual(['(u, v[n])', undefined]);
  });

  test('a word is replaced to its left, or whole', () => {
    const both = item('a = si‸nh', 'sin')?.textEdit;
    const one = item('a = si‸nh', 'sin', { ...OPTIONS, insertReplace: false })?.textEdit;
    expect(both && 'replace' in both && [both.insert.end.character, both.replace.end.character]).toEqual([6, 8]);
    expect(one && 'range' in one && [one.range.start.character, one.range.end.character]).toEqual([4, 6]);
  });

  test('the order of a list is that of its sort texts', () => {
    const { items } = at(inside('loss = mse(p, ‸)'));
    const keys = items.map(({ sortText }) => sortText ?? '');
    expect(keys).toEqual([...keys].sort());
    expect(new Set(keys).size).toBe(keys.length);
  });
});

test('the rest of the page stays as it is, whatever is taken', () => {
  const source = `# A page\r\nf(x, w[n]) = x + ‸ w\r\n${IRIS.replaceAll('\n', '\r\n')}  loss = mse(p, y)\r\n}\r\n`;
  const before = source.slice(0, source.indexOf(CARET));
  const after = source.slice(source.indexOf(CARET) + 1);
  fc.assert(
    fc.property(
      fc.constantFrom('', 's', 'sin', 'w', 'xyz', 'größe', 'x₁'),
      fc.boolean(),
      fc.nat(),
      (word, insertReplace, pick) => {
        const { items, view } = at(`${before}${word}${CARET}${after}`, { ...OPTIONS, insertReplace });
        const chosen = items[pick % items.length];
        const edit = chosen?.textEdit;
        if (!chosen || !edit) throw new Error('items have edits');
        expect(chosen.additionalTextEdits).toBeUndefined();
        for (const range of 'range' in edit ? [edit.range] : [edit.insert, edit.replace]) {
          const text = TextDocument.applyEdits(view.document, [{ range, newText: edit.newText }]);
          expect(text).toBe(before + edit.newText + after);
        }
      },
    ),
  );
});

describe('a long page', () => {
  const lines = Array.from({ length: 3_000 }, (_, i) =>
    i % 3 === 0 ? `f${i}(x, y) = x^2 y + ${i}` : i % 3 === 1 ? `a${i} = ${i}` : `check ∂f${i - 2}/∂x = 2x y`,
  );
  const text = lines.join('\n');

  test('the names that what is typed can become, the nearest first where there are too many', () => {
    const start = text.indexOf('f1500(');
    const view = viewOf(`${text.slice(0, start)}g(x) = f12\n${text.slice(start)}`);
    const list = completions(view, start + 'g(x) = f12'.length, OPTIONS);
    expect(list.isIncomplete).toBe(true);
    const found = list.items.map(({ label }) => label);
    expect(found).toContain('f1200');
    expect(found).toContain('f2112');
    expect(found).not.toContain('f1500');
    expect(found).toContain('sin');
    const all = completions(view, start + 'g(x) = f'.length, OPTIONS);
    expect(all.items.map(({ label }) => label)).toContain('f1500');
    expect(all.items.length).toBeLessThan(400);
  });

  test('a keystroke is answered at once', () => {
    const workspace = createWorkspace();
    workspace.program(URI, text);
    const start = text.indexOf('f1500(');
    const times: number[] = [];
    for (const typed of [
      'g(x) = f',
      'g(x) = f1',
      'g(x) = f12',
      'g(x) = f12(',
      'g(x) = f12(a',
      'g(x) = f12(a1',
      'g(x) = f12(a1,',
    ]) {
      const whole = `${text.slice(0, start)}${typed}\n${text.slice(start)}`;
      const document = TextDocument.create(URI, 'grad', 1, whole);
      const view: View = { document, program: workspace.program(URI, whole), mentions: createMentions() };
      document.positionAt(0);
      for (let time = 0; time < 5; time++) {
        const began = performance.now();
        completions(view, start + typed.length, OPTIONS);
        times.push(performance.now() - began);
      }
    }
    // The quickest: a busy machine is no failure. Alone it takes about 3 milliseconds.
    expect(Math.min(...times)).toBeLessThan(20);
  });
});

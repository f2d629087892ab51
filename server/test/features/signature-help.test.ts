/** Signature help: the call at a place (‸), its ways of being called, and the parameter that is written. */
import { describe, expect, test } from 'vitest';
import type { SignatureHelp } from 'vscode-languageserver-types';
import { type SignatureOptions, signatureHelp } from '../../src/features/signature-help';
import { viewOf } from './carets';

const OPTIONS: SignatureOptions = { markdown: true, labelOffsets: true };
const CARET = '‸';

function help(source: string, options = OPTIONS): SignatureHelp | undefined {
  return signatureHelp(viewOf(source.replace(CARET, '')), source.indexOf(CARET), options);
}

/** The active signature, with its active parameter in ⟨⟩. */
function active(source: string): string {
  const found = help(source);
  const signature = found?.signatures[found.activeSignature ?? 0];
  if (!found || !signature) return 'none';
  const label = signature.parameters?.[found.activeParameter ?? 0]?.label;
  if (label === undefined || typeof label === 'string') return signature.label;
  const [start, end] = label;
  return `${signature.label.slice(0, start)}⟨${signature.label.slice(start, end)}⟩${signature.label.slice(end)}`;
}

const IRIS = `network iris {
  input x[4] = [1, 2, 3, 4]
  target y[3] = [1, 0, 0]
  h = dense(x, 8) |> relu
  p = dense(h, 3) |> softmax
`;
const inside = (line: string): string => `${IRIS}  ${line}\n}\n`;
const outside = (line: string): string => `${IRIS}  loss = mse(p, y)\n}\n${line}`;
const IMAGE = 'network bars {\n  input x[1, 6, 6]\n';
const PAGE = 'f(x, w[n]) = x sum(w)\ndeclare g(u, v)\nh(t) = t^2\n';

test.each([
  // Functions of the page, with shapes.
  [`${PAGE}f(‸`, 'f(⟨x⟩, w[n])'],
  [`${PAGE}f(‸)`, 'f(⟨x⟩, w[n])'],
  [`${PAGE}f(1,‸`, 'f(x, ⟨w[n]⟩)'],
  [`${PAGE}f(1, [1, 2, ‸`, 'f(x, ⟨w[n]⟩)'],
  [`${PAGE}f(1, [1, 2], ‸`, 'f(x, w[n])'],
  [`${PAGE}f((1 + ‸`, 'f(⟨x⟩, w[n])'],
  [`${PAGE}f(1,\n  ‸)`, 'f(x, ⟨w[n]⟩)'],
  [`${PAGE}f(w=[1], ‸`, 'f(⟨x⟩, w[n])'],
  [`${PAGE}f(x=1, w=‸`, 'f(x, ⟨w[n]⟩)'],
  [`${PAGE}f(z=‸`, 'f(x, w[n])'],
  [`${PAGE}g(1, ‸`, 'g(u, ⟨v⟩)'],
  [`${PAGE}k(x) = f(x, ‸) + 1`, 'f(x, ⟨w[n]⟩)'],
  [`${PAGE}check f(12‸`, 'f(⟨x⟩, w[n])'],
  [`${PAGE}check f(1.5‸`, 'f(⟨x⟩, w[n])'],
  // Of those with an error the head is known.
  ['q(a, b[3]) = nothing(a)\nq(1, ‸', 'q(a, ⟨b⟩)'],
  ['q(a, b[3]) = a + nothing\nq(1, ‸', 'q(a, ⟨b[3]⟩)'],
  // The innermost call.
  [`${PAGE}f(max(1, ‸`, 'max(x, ⟨y⟩, …)'],
  [`${PAGE}f(max(1, 2), ‸`, 'f(x, ⟨w[n]⟩)'],
  // Products are none.
  ['k(x) = x(‸', 'none'],
  [`${PAGE}k(x) = f(x(‸`, 'f(⟨x⟩, w[n])'],
  [`${PAGE}k(f) = f(‸`, 'none'],
  // Points of derivatives.
  [`${PAGE}∂f/∂x(1, ‸`, '∂f/∂x(x, ⟨w[n]⟩)'],
  [`${PAGE}∂²f/∂x∂w(‸`, '∂²f/∂x∂w(⟨x⟩, w[n])'],
  [`${PAGE}∇f(‸`, '∇f(⟨x⟩, w[n])'],
  [`${PAGE}h'(‸`, "h'(⟨t⟩)"],
  [`${PAGE}h''(‸`, "h''(⟨t⟩)"],
  [`${PAGE}diff(f, x)(1, ‸`, 'diff(f, x)(x, ⟨w[n]⟩)'],
  [`${PAGE}dh/dt(‸`, 'dh/dt(⟨t⟩)'],
  [outside('∂iris.loss/∂iris.h.W(‸'), 'none'],
  [`${PAGE}f(1, ∂/∂x (‸`, 'f(x, ⟨w[n]⟩)'],
  [`${PAGE}tanh'(‸`, "tanh'(⟨x⟩)"],
  // Built-ins, in their several ways.
  ['a = sin(‸', 'sin(⟨x⟩)'],
  ['a = log(‸', 'log(⟨x⟩)'],
  ['a = log(8, ‸', 'log(x, ⟨base⟩)'],
  ['a = log(8, base=‸', 'log(x, ⟨base⟩)'],
  ['a = max(1, ‸', 'max(x, ⟨y⟩, …)'],
  ['a = max(1, 2, 3, ‸', 'max(x, ⟨y⟩, …)'],
  ['a = max([1, 2], axis=‸', 'max(x, ⟨axis=⟩, keepdims=0)'],
  ['a = leaky_relu(1, ‸', 'leaky_relu(x, ⟨alpha=0.01⟩)'],
  ['a = clip(1, 2, 3, ‸', 'clip(x, low, high)'],
  ['a = concat([1], [2], [3], ‸', 'concat(a, ⟨b⟩, …, axis=0)'],
  ['a = std.exp(‸', 'std.exp(⟨x⟩)'],
  ['exp(u, v) = u v\na = exp(1, ‸', 'exp(u, ⟨v⟩)'],
  [`${PAGE}diff(‸`, 'diff(⟨f⟩, x)'],
  [`${PAGE}diff(f, ‸`, 'diff(f, ⟨x⟩)'],
  [`${PAGE}diff(f, x, ‸`, 'diff(f, x, ⟨y⟩, …)'],
  [`${PAGE}grad(‸`, 'grad(⟨f⟩)'],
  // Layers and losses, in networks.
  [inside('q = dense(‸'), 'dense(⟨x⟩, units, W=, b=)'],
  [inside('q = dense(x, 8‸'), 'dense(x, ⟨units⟩, W=, b=)'],
  [inside('q = dense(x, 8, b=‸'), 'dense(x, units, W=, ⟨b=⟩)'],
  [inside('q = dense(x, 8, b=[1], ‸'), 'dense(x, units, ⟨W=⟩, b=)'],
  [`${IMAGE}  q = conv2d(x, 2, 3, padding=‸`, 'conv2d(x, filters, kernel, stride=1, ⟨padding=0⟩, W=, b=)'],
  [inside('loss = huber(p, y, ‸'), 'huber(p, y, ⟨delta=1⟩)'],
  ['a = dense(‸', 'none'],
  // After a pipe the first argument is there.
  [inside('q = x |> dense(‸'), 'x |> dense(⟨units⟩, W=, b=)'],
  [inside('q = x |> dense(8, ‸'), 'x |> dense(units, ⟨W=⟩, b=)'],
  ['a = 8 |> log(‸', 'x |> log(⟨base⟩)'],
  [`${PAGE}1 |> f(‸`, 'x |> f(⟨w[n]⟩)'],
  // A network: its inputs, then its targets.
  [outside('iris(‸'), 'iris(⟨x[4]⟩, y[3])'],
  [outside('iris([1, 2, 3, 4], ‸'), 'iris(x[4], ⟨y[3]⟩)'],
  [`${IRIS}  loss = \n}\niris(‸`, 'iris(⟨x[4]⟩, y[3])'],
  // Heads, comments, texts.
  ['f(x, ‸) = x', 'none'],
  ['sin(x, ‸) = x', 'none'],
  ['declare g(u, ‸', 'none'],
  ['a = 2 # sin(‸', 'none'],
  ['import "sin(‸', 'none'],
  ['sin(1) + 2‸', 'none'],
  ['input x[‸', 'none'],
])('%s', (source, expected) => {
  expect(active(source)).toBe(expected);
});

describe('what is said', () => {
  const documentation = (source: string, index = 0, options = OPTIONS): unknown =>
    help(source, options)?.signatures[index]?.documentation;

  test("the page's comment, of which nothing is Markdown", () => {
    const source = '# The *area* of a <b>disc</b>.\narea(r) = π r^2\narea(‸';
    expect(documentation(source)).toEqual({ kind: 'markdown', value: 'The \\*area\\* of a \\<b>disc\\</b>.' });
    expect(documentation(source, 0, { ...OPTIONS, markdown: false })).toEqual({
      kind: 'plaintext',
      value: 'The *area* of a <b>disc</b>.',
    });
  });

  test('of layers their parameters', () => {
    const parameters = help(inside('q = dense(‸'))?.signatures[0]?.parameters;
    expect(parameters?.map(({ documentation: words }) => words)).toEqual([
      'what it is computed from',
      'how many neurons',
      'the weights, [inputs, units]; made by the layer where it is left out',
      'the biases, [units]; made by the layer where it is left out',
    ]);
  });

  test('what a pipe gives is marked', () => {
    const parameters = help(inside('q = x |> dense(‸'))?.signatures[0]?.parameters;
    expect(parameters?.[0]?.documentation).toBe('what it is computed from; given by what stands before |>');
  });

  test('of a target, that it may be left out', () => {
    expect(help(outside('iris(‸'))?.signatures[0]?.parameters?.[1]?.documentation).toContain('may be left out');
  });

  test('both ways of calling are there', () => {
    expect(help('a = max(‸')?.signatures.map(({ label }) => label)).toEqual([
      'max(x, y, …)',
      'max(x, axis=, keepdims=0)',
    ]);
    expect(help('a = log(‸')?.signatures.map(({ label }) => label)).toEqual(['log(x)', 'log(x, base)']);
  });

  test('parameters by their text, for clients that know no offsets', () => {
    const found = help('f(x, w[n]) = x sum(w)\nf(‸', { ...OPTIONS, labelOffsets: false });
    expect(found?.signatures[0]?.parameters?.map(({ label }) => label)).toEqual(['x', 'w[n]']);
  });
});

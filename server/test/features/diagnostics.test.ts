/** What a problem leads to: the other place that it is about, and the page that says what its code means. */
import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { diagnostics } from '../../src/features/diagnostics';
import { createMentions } from '../../src/features/slopes';
import { createWorkspace } from '../../src/program/workspace';
import { URI, VERDICTS } from './carets';

const OTHER = 'file:///base.grad';
const NETWORK = 'network n {\n  input x[4]\n  param W[8, 3]\n  loss = sum(x @ W)\n}';

test.each<readonly [page: string, related: readonly string[]]>([
  ['f(x) = x\nf(x) = x^2', ['defined-twice: page 0:0 f is defined here first']],
  ['f(x, y) = x y\nf(1)', ['missing-argument: page 0:0 f is defined here']],
  ['import "base.grad"\nshared(1, 2)', ['too-many-arguments: base 1:0 shared is defined here']],
  [NETWORK, ['shape-mismatch: page 1:8 x is defined here', 'shape-mismatch: page 2:8 W is defined here']],
  ['network n {\n  h = p\n  p = h\n  loss = h\n}', ['used-above: page 2:2 p is defined here']],
  ['k(x) = sinn(x)', []],
  ['check 1 = 2', ['refuted: page 0:6 the left side, which is 1 there']],
])('%s', (text, related) => {
  const workspace = createWorkspace({ read: (uri) => (uri === OTHER ? '# one\nshared(x) = x\n' : undefined) });
  const document = TextDocument.create(URI, 'grad', 1, text);
  const view = { document, program: workspace.program(URI, text), mentions: createMentions() };
  const found = diagnostics(view, VERDICTS, { tags: true, related: true, descriptions: true });
  expect(
    found.flatMap(({ code, relatedInformation = [] }) =>
      relatedInformation.map(({ location: { uri, range }, message }) => {
        const name = uri.split('/').at(-1)?.replace('.grad', '');
        return `${code}: ${name} ${range.start.line}:${range.start.character} ${message}`;
      }),
    ),
  ).toEqual(related);
  for (const { code, codeDescription } of found) expect(codeDescription?.href).toMatch(`docs/problems.md#${code}`);
  const silent = diagnostics(view, VERDICTS, { tags: false, related: false });
  expect(silent.some((one) => one.codeDescription ?? one.relatedInformation)).toBe(false);
});

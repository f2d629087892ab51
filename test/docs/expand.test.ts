/** What the guide and the README say `nabla expand` prints is what it prints, lines left out by `…`. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nabla } from '../../server/test/cli/fake-io';

interface Example {
  readonly page: string;
  readonly command: readonly string[];
  readonly output: string;
}

/** A page, a command on it, and its output, one block after another. */
const guide = [
  ...readFileSync('docs/language.md', 'utf8').matchAll(
    /```grad\n([^`]*)```\n\n```sh\nnabla (expand PAGE [^\n]*)\n```\n\n```text\n([^`]*)```/g,
  ),
].map(([, page = '', command = '', output = '']): Example => ({ page, command: command.split(' '), output }));

const readme = /```\n(h\(x\) = 3\(2x²\)⁵\n[^`]*)```/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
const examples: readonly Example[] = [
  ...guide,
  { page: readFileSync('examples/06-chain-rule.grad', 'utf8'), command: ['expand', 'PAGE', 'h', 'x'], output: readme },
];

test('there are some', () => expect(guide.length).toBeGreaterThanOrEqual(2));

test.each(examples)('$command', async ({ page, command, output }) => {
  const { out, status } = await nabla(command, { files: { PAGE: page } });
  expect(status).toBe(0);
  let rest = out;
  const missing = output.split(/^ *…\n/m).filter((part) => {
    const at = rest.indexOf(part);
    rest = rest.slice(at + part.length);
    return at < 0;
  });
  expect(missing).toEqual([]);
});

test.each([
  ['examples/05-gradient.grad', 'f', '∇'],
  ['examples/06-chain-rule.grad', 'h', 'x'],
])('the calls of the README answer: %s', async (file, name, variable) => {
  const { status } = await nabla(['expand', 'PAGE', name, variable], { files: { PAGE: readFileSync(file, 'utf8') } });
  expect(status).toBe(0);
});

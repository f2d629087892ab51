/** What the guide and the README say `nabla expand` and `nabla gradient` print is what they print, lines left out by `…`. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nabla } from '../../server/test/cli/fake-io';

interface Example {
  readonly page: string;
  readonly command: readonly string[];
  readonly output: string;
}

const text = readFileSync('docs/language.md', 'utf8');

/** A command and its output, on the page that stands above it. */
const guide = [...text.matchAll(/```sh\nnabla ((?:expand|gradient) PAGE[^\n]*)\n```\n\n```text\n([^`]*)```/g)].map(
  ({ index, 1: command = '', 2: output = '' }): Example => {
    const pages = [...text.slice(0, index).matchAll(/```grad\n([^`]*)```/g)];
    return { page: pages.at(-1)?.[1] ?? '', command: command.split(' '), output };
  },
);

const readme = readFileSync('README.md', 'utf8');
const shown = (pattern: RegExp): string => pattern.exec(readme)?.[1] ?? 'it is not there';
const examples: readonly Example[] = [
  ...guide,
  {
    page: readFileSync('examples/06-chain-rule.grad', 'utf8'),
    command: ['expand', 'PAGE', 'h', 'x'],
    output: shown(/```\n(h\(x\) = 3\(2x²\)⁵\n[^`]*)```/),
  },
  {
    page: shown(/```grad\n([^`]*network iris[^`]*)```/),
    command: ['expand', 'PAGE', 'iris', 'h.W', '--steps', 'main'],
    output: shown(/```\n(network iris, [^`]*)```/),
  },
];

test('there are some', () => expect(guide.length).toBeGreaterThanOrEqual(4));

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
  ['examples/14-iris.grad', 'iris', 'h.W'],
])('the calls of the README answer: %s', async (file, name, variable) => {
  const { status } = await nabla(['expand', 'PAGE', name, variable], { files: { PAGE: readFileSync(file, 'utf8') } });
  expect(status).toBe(0);
});

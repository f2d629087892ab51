/** What is read where one points: formula first, little else, and nothing of the reader's as Markdown. */
import { expect, test } from 'vitest';
import { type Hover, MarkupContent } from 'vscode-languageserver-types';
import { cardAt, hover } from '../../src/features/hover/hover';
import { escapeMarkdown } from '../../src/features/text';
import { carets, VERDICTS, viewOf } from './carets';

/** All that a card says, its parts divided by ` | `. */
function said(text: string, offset: number): string {
  const card = cardAt(viewOf(text), offset, VERDICTS, true);
  return [card?.lead, ...(card?.formulas ?? []).map(({ text }) => text), ...(card?.says ?? []), card?.documentation]
    .filter(Boolean)
    .join(' | ');
}

const textOf = (found: Hover | undefined): string =>
  MarkupContent.is(found?.contents) ? found.contents.value : 'no hover';

const PAGE = `
f(x, y) = 3x^3 - y^2 + 5x + 2
# ^ ∂f/∂x = 9x² + 5 | y is held constant | at x = 1 (y = 2) the slope is 14; x from 1 to 2 changes f from 6 to 32, by 26
#    ^ ∂f/∂y = −2y | x is held constant | at y = 2 (x = 1) the slope is −4; y from 2 to 3 changes f from 6 to 1, by −5
^ f(x, y) = 3x^3 - y^2 + 5x + 2 | ∇f = [9x² + 5, −2y]
#          ^ ∂f/∂x = 9x² + 5 | y is held constant | at x = 1 (y = 2) the slope is 14; x from 1 to 2 changes f from 6 to 32, by 26
#           ^ ∂f/∂u = 3 | ∂u/∂x = 3x² | where u = x³
#               ^ ∇f = [9x² + 5, −2y]
∇f(1, 2)
^ ∇f(1, 2) = [14, −4]
f(1, 2) + 1
#       ^ f(1, 2) + 1 = 7
h(x) = 3(2x^2)^5
^ h(x) = 3(2x^2)^5 | dh/dx = 960x⁹
#       ^ dh/du = 15u⁴ | du/dx = 4x | where u = 2x²
#             ^ dh/du = 3 | du/dx = 320x⁹ | where u = (2x²)⁵
s(x) = 3x
# ^ ds/dx = 3 | x from 1 to 2 changes s from 3 to 6: slope 3
s(1)
l(x) = log(x)
# ^ dl/dx = 1/x | for x > 0
#      ^ dl/du = 1 | du/dx = 1/x | where u = log(x) | log′(x) = 1/x | log(x): natural logarithm, or the logarithm to a base | defined for x > 0
r(w) = relu(w)
# ^ dr/dw = 1(w > 0) | where w = 0: relu has a kink at 0; its slope there is 0 by convention
a = 6 / 4
^ a = 6 / 4 | a = 3/2
# the sum of two things
plus(u, v) = u + v
^ plus(u, v) = u + v | ∇plus = [1, 1] | the sum of two things
#    ^ ∂plus/∂u = 1 | v is held constant
declare g(u, v)
#       ^ g(u, v) | declared: nothing is known of it but its name and its parameters
check ∂f/∂x = 9x^2 + 5
^ ✓ Proved | Equal on the whole common domain.
#     ^ ∂f/∂x = 9x² + 5
check ∂f/∂x = 10x^2 + 5
^ ✗ Refuted at x = 1: the left side is 14, the right side 15. | ∂f/∂x = 9x² + 5
check h'(x) = 15(2x^2)^4 * 4x
^ ✗ Refuted at x = 2: the left side is 491520, the right side 122880. | 15(2x^2)^4 * 4x = 960x⁹ | This is what comes out if the exponents of (2x²)⁴ are added instead of multiplied. | first wrong: = 15*16*x^6 * 4x
            = 15*16*x^6 * 4x
h''(1)
^ h''(1) = 8640
∂/∂x (x^2 y)
^ ∂/∂x (x^2 y) = 2x·y
diff(f, y)
^ diff(f, y) = −2y
sqrt'(0)
^ sqrt'(0): no value | sqrt has no slope at 0: its graph is vertical there
k(x) = max(x, 2) + e^x
#      ^ dk/du = 1 | du/dx = 1(x > 2) | where u = max(x, 2) | ∂max/∂x = 1(x > y) | ∂max/∂y = 1(y > x) | max(x, y): greatest of its arguments | max has a kink where its arguments tie; its slopes there are 0 by convention
#                  ^ e ≈ 2.718281828459045 | Euler’s number, the base of the natural logarithm
network n {
#       ^ network n
  input x[2]
}
`;

const { text, expected } = carets(PAGE);
test.each(
  expected.map(
    ({ offset, text: words }) =>
      [
        `${text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)}‸${text.slice(offset).split('\n')[0]}`,
        offset,
        words,
      ] as const,
  ),
)('%s', (_, offset, words) => expect(said(text, offset)).toBe(words));

test('links are for clients that have the commands; nothing in them ends the link', () => {
  const page = viewOf('f(x) = x^2');
  const commands = { expand: 'nabla.expand', copyLatex: 'nabla.copyLatex' };
  const value = (options: Parameters<typeof hover>[3]): string => textOf(hover(page, 2, VERDICTS, options));
  const linked = value({ markdown: true, commands, slopes: true });
  const links = [...linked.matchAll(/\[([^\]]+)\]\(command:([^?]+)\?([^)]+)\)/g)];
  expect(
    links.map(([, title, command, argument]) => [title, command, JSON.parse(decodeURIComponent(argument ?? ''))]),
  ).toEqual(
    [
      ['Expand chain rule', 'nabla.expand'],
      ['Copy as LaTeX', 'nabla.copyLatex'],
    ].map(([title, command]) => [
      title,
      command,
      [{ textDocument: { uri: 'file:///page.grad' }, function: 'f', variable: 'x' }],
    ]),
  );
  expect(value({ markdown: true, commands: undefined, slopes: true })).not.toContain('command:');
  expect(value({ markdown: false, commands, slopes: true })).toBe('df/dx = 2x');
});

test('slopes are a setting', () => {
  const page = viewOf('f(x) = x^2\nf(1)');
  const lines = (slopes: boolean) => cardAt(page, 2, VERDICTS, slopes)?.says;
  expect(lines(true)).toEqual(['at x = 1 the slope is 2; x from 1 to 2 changes f from 1 to 4, by 3']);
  expect(lines(false)).toEqual([]);
});

test.each([
  ['[x](command:evil)', '\\[x\\](command:evil)'],
  ['![x](http://a.b/c.png)', '\\!\\[x\\](http\\://a.b/c.png)'],
  ['<img src=x>', '\\<img src=x>'],
  ['`code` and ```', '\\`code\\` and \\`\\`\\`'],
  ['# heading', '\\# heading'],
  ['- item', '\\- item'],
  ['1. item', '1\\. item'],
  ['    indented', 'indented'],
  ['*a* __b__ f_1', '\\*a\\* \\_\\_b\\_\\_ f_1'],
  ['www.evil.com me@evil.com', 'www\\.evil.com me\\@evil.com'],
  ['&lt; $(zap) ~~x~~ | y', '\\&lt; \\$(zap) \\~\\~x\\~\\~ \\| y'],
  ['a\n===', 'a\n\\==='],
  ['x > 0, so f(x) = 2', 'x > 0, so f(x) = 2'],
])('%j is no Markdown', (written, escaped) => expect(escapeMarkdown(written)).toBe(escaped));

test('documentation reaches Markdown escaped only', () => {
  const page = viewOf('# [x](command:evil) <b>\nf(x) = x');
  expect(textOf(hover(page, 24, VERDICTS, { markdown: true, commands: undefined, slopes: true }))).toContain(
    '\\[x\\](command:evil) \\<b>',
  );
});

/** What the TextMate grammar calls each part of a line. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { tokenize } from './tokenize';

/** `check:keyword.control` asserts that the next token `check` has a scope that begins like that. */
const cases: readonly (readonly [line: string, tokens: string])[] = [
  ['# a page', '#:punctuation.definition.comment'],
  [
    'x = 1 # one',
    'x:variable.other.constant.definition =:keyword.operator.assignment 1:constant.numeric #:punctuation.definition.comment',
  ],
  [
    'f(x, w[n]) = 3x',
    'f:entity.name.function x:variable.parameter w:variable.parameter n:entity.name.type.dimension =:keyword 3:constant.numeric x:variable.other.readwrite',
  ],
  [
    'declare g(u, v)',
    'declare:storage.modifier.declare g:entity.name.function u:variable.parameter v:variable.parameter',
  ],
  ['network iris {', 'network:storage.type.network iris:entity.name.type.network {:punctuation.section.block'],
  [
    '  input x[batch, 4] = [1, 2]',
    'input:storage.modifier.input x:variable.other.constant.definition batch:entity.name.type.dimension 4:constant.numeric =:keyword.operator.assignment 1:constant.numeric',
  ],
  ['network a { target y[3]', 'target:storage.modifier.target y:variable.other.constant.definition 3:constant.numeric'],
  [
    '  h = dense(x, 8, W=V) |> relu',
    'h:variable.other.constant.definition dense:support.function.layer W:variable.parameter.named =:keyword.operator.assignment |>:keyword.operator.pipe relu:support.function.builtin',
  ],
  ['loss = cross_entropy(p, y)', 'loss:variable.other.constant.definition cross_entropy:support.function.loss'],
  [
    'import "layers.grad"',
    'import:keyword.control.import ":punctuation.definition.string.begin layers.grad:string.quoted.double ":punctuation.definition.string.end',
  ],
  [
    'check ∂f/∂x = 9x^2 for x > 0, y != 0',
    'check:keyword.control.check ∂:keyword.operator.derivative f:entity.name.function /:keyword.operator ∂:keyword.operator.derivative x:variable.parameter =:keyword.operator.assignment 9:constant.numeric for:keyword.control.for >:keyword.operator.comparison !=:keyword.operator.comparison',
  ],
  [
    '∂²f/∂x∂y',
    '∂:keyword.operator.derivative ²:constant.numeric.superscript f:entity.name.function ∂:keyword.operator.derivative x:variable.parameter ∂:keyword.operator.derivative y:variable.parameter',
  ],
  [
    '∂iris.loss/∂h.W[2, 5]',
    '∂:keyword.operator.derivative iris.loss:entity.name.function ∂:keyword.operator.derivative h.W:variable.parameter',
  ],
  [
    '∂/∂x (x^2 y)',
    '∂:keyword.operator.derivative ∂:keyword.operator.derivative x:variable.parameter (:punctuation.section.parens',
  ],
  [
    'd/dx (x^2)',
    'd:keyword.operator.derivative /:keyword.operator.arithmetic d:keyword.operator.derivative x:variable.parameter',
  ],
  ['df/dx', 'd:keyword.operator.derivative f:entity.name.function d:keyword.operator.derivative x:variable.parameter'],
  ['density/depth', 'density:variable.other.readwrite /:keyword.operator.arithmetic depth:variable.other.readwrite'],
  ['∇²f(1, 2)', '∇:keyword.operator.derivative ²:constant.numeric.superscript f:entity.name.function'],
  [
    "h''(x) + f′(1)",
    "h:entity.name.function '':keyword.operator.derivative.prime f:entity.name.function ′:keyword.operator.derivative.prime",
  ],
  ['diff(f, x, 2)', 'diff:support.function.derivative f:variable.other.readwrite'],
  ['2sin(x)cos(y)', '2:constant.numeric sin:support.function.builtin cos:support.function.builtin'],
  ['|> mine', '|>:keyword.operator.pipe mine:entity.name.function'],
  [
    'sum(x, axis=0)',
    'sum:support.function.builtin axis:variable.parameter.named =:keyword.operator.assignment 0:constant.numeric',
  ],
  ['std.exp(exp)', 'std:support.type.namespace exp:support.function.builtin exp:variable.other.readwrite'],
  [
    'a and not b or x ≤ 1',
    'and:keyword.operator.logical not:keyword.operator.logical or:keyword.operator.logical ≤:keyword.operator.comparison',
  ],
  [
    'e^x + π + pi + energy',
    'e:constant.language ^:keyword.operator π:constant.language pi:constant.language energy:variable.other.readwrite',
  ],
  [
    'W.T @ Xᵀ + h.b',
    'T:keyword.operator.transpose @:keyword.operator.arithmetic X:variable.other.readwrite ᵀ:keyword.operator.transpose b:variable.other.property',
  ],
  [
    '√x² × y₁ ⊙ ß',
    '√:keyword.operator.root x:variable.other ²:constant.numeric.superscript ×:keyword.operator.arithmetic y₁:variable.other.readwrite ⊙:keyword.operator.arithmetic ß:variable.other',
  ],
  ['check a ≈ 1.5e-3', '≈:keyword.operator.approximate 1.5e-3:constant.numeric'],
  ['.5 + 1. + 1.e5', '.5:constant.numeric 1.:constant.numeric 1.e5:constant.numeric'],
  ['0x10', '0x10:invalid.illegal.number'],
  ['x = 1 // one', '//:invalid.illegal.comment'],
  ['|x|', '|:invalid.illegal.character'],
  ['constructor(x) = __proto__', 'constructor:entity.name.function __proto__:variable.other.readwrite'],
];

test.each(cases)('%s', async (line, expected) => {
  const [tokens = []] = await tokenize(line);
  let at = 0;
  for (const [, text = '', scope = ''] of expected.matchAll(/(\S+?):(\S+)/g)) {
    const found = tokens
      .slice(at)
      .findIndex((token) => token.text.trim() === text && token.scopes.at(-1)?.startsWith(scope));
    expect(found, `${text} as ${scope} in ${JSON.stringify(tokens.slice(at), null, 1)}`).toBeGreaterThanOrEqual(0);
    at += found + 1;
  }
});

test('a forgotten bracket does not spoil the next statement', async () => {
  const [, second = []] = await tokenize('f(x) = (x + 1\ng(y) = y');
  expect(second[0]).toMatchObject({ text: 'g', scopes: ['source.grad', 'entity.name.function.grad'] });
});

test('a call may go on for several lines', async () => {
  const [, second = []] = await tokenize('h = dense(x,\n  W=V)');
  expect(second[0]?.scopes.at(-1)).toBe('variable.parameter.named.grad');
});

test('```grad blocks in Markdown', async () => {
  const lines = await tokenize('Text\n\n```grad\nf(x) = x^2\n```\n\nMore f(x) = x', 'text.html.markdown');
  expect(lines[3]?.[0]?.scopes).toContain('entity.name.function.grad');
  expect(lines[3]?.[0]?.scopes).toContain('meta.embedded.block.grad');
  expect(lines[6]?.[0]?.scopes.join(' ')).not.toContain('grad');
});

const examples = path.resolve(import.meta.dirname, '../../examples');
test.each(readdirSync(examples).filter((name) => name.endsWith('.grad')))('examples/%s', async (name) => {
  const tokens = (await tokenize(readFileSync(path.join(examples, name), 'utf8'))).flat();
  expect(tokens.filter(({ scopes }) => scopes.some((scope) => scope.startsWith('invalid')))).toEqual([]);
});

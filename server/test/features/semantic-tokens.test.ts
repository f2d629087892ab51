/** What words are shown as. In: a line of a page. Out: its words with their types and modifiers. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createLines, semanticTokens, TOKEN_MODIFIERS, TOKEN_TYPES } from '../../src/features/semantic-tokens';
import { viewOf } from './carets';

const NETWORK = `network iris {
  input x[batch, 4]
  target y[batch, 3]
  param V[3, 3]
  h = dense(x, 3, W=V)
  p = dense(h, 3) |> softmax
  loss = cross_entropy(p, y) + 0.1 sum(p.W^2)
}
`;

function shown(text: string, line: number): string {
  const lines = text.split('\n');
  const tokens = semanticTokens(viewOf(text), { start: 0, end: text.length }, createLines());
  return tokens
    .filter((token) => token.line === line)
    .map(({ character, length, type, modifiers }) => {
      const said = TOKEN_MODIFIERS.filter((_, i) => modifiers & (1 << i));
      return [`${lines[line]?.slice(character, character + length)}:${TOKEN_TYPES[type]}`, ...said].join('.');
    })
    .join(' ');
}

test.each<readonly [page: string, line: number, shown: string]>([
  [
    'f(x, w[n]) = 2x² + sin(w) # half',
    0,
    'f:function.declaration x:parameter.declaration w:parameter.declaration n:typeParameter.declaration =:operator 2:number x:parameter ²:number +:operator sin:function.defaultLibrary w:parameter # half:comment',
  ],
  [
    'f(x) = x\ncheck df/dx = π a',
    1,
    'check:keyword f:function /:operator x:parameter =:operator π:variable.readonly.defaultLibrary a:variable',
  ],
  ['declare g(u)\ng(2)', 0, 'declare:keyword g:function.declaration.abstract u:parameter.declaration'],
  ['a = 3\na', 0, 'a:variable.declaration.readonly =:operator 3:number'],
  ['import "a.grad"', 0, 'import:keyword "a.grad":string'],
  ['std.exp(1)', 0, 'std.exp:function.defaultLibrary 1:number'],
  [NETWORK, 1, 'input:keyword x:parameter.declaration.input batch:typeParameter.declaration 4:number'],
  [NETWORK, 2, 'target:keyword y:parameter.declaration.target batch:typeParameter 3:number'],
  [NETWORK, 3, 'param:keyword V:property.declaration.trainable 3:number 3:number'],
  [
    NETWORK,
    4,
    'h:variable.declaration =:operator dense:class.defaultLibrary x:parameter.input 3:number W:parameter.defaultLibrary =:operator V:property.trainable',
  ],
  [
    NETWORK,
    6,
    'loss:variable.declaration =:operator cross_entropy:class.defaultLibrary p:variable y:parameter.target +:operator 0.1:number sum:function.defaultLibrary p:variable W:property.trainable ^:operator 2:number',
  ],
  ['f(x) = x +', 0, 'f:function.declaration x:parameter.declaration =:operator x:parameter +:operator'],
  ['# only words\r\nx', 0, '# only words:comment'],
])('%s, line %i', (page, line, expected) => {
  expect(shown(page, line)).toBe(expected);
});

const EXAMPLES = path.resolve(import.meta.dirname, '../../../examples');
test.each(readdirSync(EXAMPLES))('%s: in order, none over another, a part of the page as in the whole', (name) => {
  const text = readFileSync(path.join(EXAMPLES, name), 'utf8');
  const view = viewOf(text);
  const lines = createLines();
  const all = semanticTokens(view, { start: 0, end: text.length }, lines);
  all.forEach((token, i) => {
    const before = all[i - 1];
    expect(token.length).toBeGreaterThan(0);
    if (before?.line === token.line) expect(token.character).toBeGreaterThanOrEqual(before.character + before.length);
    else expect(token.line).toBeGreaterThan(before?.line ?? -1);
  });
  const half = Math.floor(text.length / 2);
  const first = view.document.positionAt(half).line;
  const part = semanticTokens(view, { start: half, end: text.length }, lines);
  expect(part).toEqual(all.filter(({ line }) => line >= first));
});

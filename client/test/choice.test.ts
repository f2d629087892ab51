/** Which function, which variable: what links say, and what is offered where they do not. */
import { expect, test } from 'vitest';
import { choiceItems, readParams } from '../src/choice';

test('one item for each partial, d for one parameter and ∂ for several', () => {
  const items = choiceItems([
    { name: 'f', variables: ['x', 'y'] },
    { name: 'h', variables: ['x'] },
  ]);
  expect(items.map(({ label, description }) => `${label} of ${description}`)).toEqual([
    '∂f/∂x of f(x, y)',
    '∂f/∂y of f(x, y)',
    'dh/dx of h(x)',
  ]);
  expect(items[1]).toMatchObject({ function: 'f', variable: 'y' });
});

const at = { textDocument: { uri: 'file:///a.grad' } };
test.each([
  ['a lens', { ...at, function: 'f' }, { ...at, function: 'f' }],
  ['a chip', { ...at, function: 'f', variable: 'x' }, { ...at, function: 'f', variable: 'x' }],
  ['a hover at a point', { ...at, function: 'f', point: ['1', 'a'] }, { ...at, function: 'f', point: ['1', 'a'] }],
  ['a point of another kind', { ...at, function: 'f', point: [1] }, { ...at, function: 'f' }],
  ['a place', { ...at, position: { line: 1, character: 2 } }, { ...at, position: { line: 1, character: 2 } }],
  ['more than is known', { ...at, extra: 1, variable: 3 }, at],
  ['a broken place', { ...at, position: { line: '1' } }, at],
  ['nothing, from the palette', undefined, undefined],
  ['a URI, from a context menu', { scheme: 'file', path: '/a.grad' }, undefined],
  ['an address that is no text', { textDocument: { uri: 7 } }, undefined],
  ['text', 'f', undefined],
])('reads %s', (_, argument, expected) => expect(readParams(argument)).toEqual(expected));

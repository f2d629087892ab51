/** The notation and the layout that a reader chooses reach the derivation, and what is copied. */
import { expect, test } from 'vitest';
import { copyLatex, expand } from '../../src/features/expand';
import type { DerivativeNotation, ExpandParams } from '../../src/protocol';
import { URI, viewOf } from './carets';

const PAGE = `f(x, t) = x^2*t
declare g(u)
k(x) = g(x^3)
network n {
  input x[2]
  h = dense(x, 3)
  loss = sum(h^2)
}
`;
const ask = (params: Omit<ExpandParams, 'textDocument'>): ExpandParams => ({ textDocument: { uri: URI }, ...params });

function derivation(params: Omit<ExpandParams, 'textDocument'>) {
  const answer = expand(viewOf(PAGE), ask(params));
  if (answer.kind !== 'derivation') throw new Error(answer.kind);
  return answer.derivation;
}

test.each<[DerivativeNotation | undefined, string, string]>([
  [undefined, 'f(x, t) = x²·t', '∂f/∂t'],
  ['leibniz', 'f(x, t) = x²·t', '∂f/∂t'],
  ['subscript', 'f(x, t) = x²·t', 'f_t'],
  ['dependent', 'y = f(x, t) = x²·t', '∂y/∂t'],
])('in %s', (notation, head, quantity) => {
  const document = derivation({ function: 'f', variable: 't', ...(notation && { notation }) });
  expect([document.head.unicode, document.quantity.unicode]).toEqual([head, quantity]);
});

test.each<[DerivativeNotation, string, string | undefined, string]>([
  ['leibniz', 'k', undefined, "\\frac{dk}{dx} = 3x^{2} \\cdot g'(x^{3})"],
  ['subscript', 'k', undefined, 'k_{x} = 3x^{2} \\cdot g_{u}(x^{3})'],
  ['dependent', 'f', '∇', '\\nabla y = \\begin{bmatrix} 2t x \\\\ x^{2} \\end{bmatrix}'],
  ['subscript', 'f', 'x,t', 'f_{x t} = 2x'],
])('copied in %s: the derivative of %s', (notation, name, variable, expected) => {
  const copied = copyLatex(viewOf(PAGE), ask({ function: name, notation, ...(variable && { variable }) }));
  expect(copied.kind === 'latex' && copied.latex).toBe(expected);
});

test('a network in the layout of PyTorch', () => {
  const [row, pytorch] = (['row', 'pytorch'] as const).map((layout) =>
    derivation({ function: 'n', variable: 'h.W', layout }),
  );
  expect(row?.network?.layout).toBeUndefined();
  expect(row?.result.unicode).toBe('outer(x, 2h)');
  expect(pytorch?.network?.layout).toContain('W[neurons, inputs]: h.W');
  expect(pytorch?.result.unicode).toBe('outer(2h, x)');
  expect(pytorch?.steps.at(-1)?.adjoint?.shape).toEqual([3, 2]);
  const entry = { function: 'n', variable: 'h.W[2, 1]' };
  expect(derivation({ ...entry, layout: 'pytorch' }).wrt).toBe('h.W[2, 1]');
  expect(expand(viewOf(PAGE), ask({ ...entry, layout: 'row' })).kind).toBe('nothing');
});

/** Vectors and matrices that are written out are taken entry by entry. */
import { expect, test } from 'vitest';
import { ask } from './page';

test.each([
  [
    'f(x[3]) = 1/2*x@[[2, 1, 0], [1, 3, -1], [0, -1, 1]]@x - x@[1, 2, 3]',
    '∂²f/∂x²',
    '[[2, 1, 0], [1, 3, -1], [0, -1, 1]]',
  ],
  ['f(x, y) = sum([x, y]^2)', '∂f/∂x', '2*x'],
  ['f(x, y) = [x, y]@[[1, 2], [3, 4]]@[x, y]', '∂f/∂y', '5*x + 8*y'],
  ['f(t) = norm([cos(t), sin(t)])', '∂f/∂t', '0'],
  ['f(t, x[2]) = x@[cos(t), sin(t)]', '∂f/∂x', '[cos(t), sin(t)]'],
  ['f(t) = [[cos(t), -sin(t)], [sin(t), cos(t)]]', '∂f/∂t', '[[-sin(t), -cos(t)], [cos(t), -sin(t)]]'],
  ['f(t) = det([[cos(t), -sin(t)], [sin(t), cos(t)]]) + t', '∂f/∂t', '1'],
  ['f(t) = 2*[t, 1] + [1, t^2]', '∂f/∂t', '[2, 2*t]'],
])('%s: %s = %s', (definition, derivative, text) => {
  expect(ask(definition, derivative).text).toBe(text);
});

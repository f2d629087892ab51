/** Shapes of results with named lengths, and what is said where arguments do not go together. */
import { describe, expect, test } from 'vitest';
import type { Shape } from '../../src/calculus/dimension';
import { isMisfit, type Options } from '../../src/calculus/operations/row';
import { resolvedShape } from '../../src/calculus/operations/shaping';
import { normalSubscripts } from '../../src/calculus/operations/subscripts';
import { operation } from '../../src/calculus/operations/table';

const found = (name: string, args: readonly Shape[], options: Options = {}) => operation(name).shape(args, options);

test.each<[string, Shape[], Options, Shape]>([
  ['@', [['n'], ['n']], {}, []],
  [
    '@',
    [
      ['m', 'n'],
      ['n', 'k'],
    ],
    {},
    ['m', 'k'],
  ],
  [
    '@',
    [
      ['b', 'm', 'n'],
      ['n', 3],
    ],
    {},
    ['b', 'm', 3],
  ],
  [
    '@',
    [
      ['b', 1, 2, 'n'],
      ['c', 'n', 4],
    ],
    {},
    ['b', 'c', 2, 4],
  ],
  ['outer', [['m'], ['n']], {}, ['m', 'n']],
  ['sum', [['m', 'n']], { axis: -1, keepdims: 1 }, ['m', 1]],
  ['mean', [['m', 'n']], { axis: 0 }, ['n']],
  ['first_max', [['m', 'n']], { axis: 0 }, ['m', 'n']],
  ['softmax', [['m', 'n']], {}, ['m', 'n']],
  ['logsumexp', [['m', 'n']], {}, []],
  ['det', [['n', 'n']], {}, []],
  ['inv', [['n + 1', 'n + 1']], {}, ['n + 1', 'n + 1']],
  ['diag', [['n']], {}, ['n', 'n']],
  ['eye', [], { n: 'n' }, ['n', 'n']],
  ['reshape', [['m', 'n']], { shape: ['m*n'] }, ['m*n']],
  ['reshape', [['m', 'n', 2]], { shape: [2, -1] }, [2, 'm*n']],
  ['broadcast', [['n']], { shape: ['m', 'n'] }, ['m', 'n']],
  ['concat', [['n'], [2], ['n']], {}, ['2*n + 2']],
  ['stack', [['n'], ['n']], { axis: 1 }, ['n', 2]],
  ['index', [['m', 'n']], { at: [-1] }, ['n']],
  ['index', [['m', 'n']], { at: [[1, 'm'], 0] }, ['m - 1']],
  ['index', [['n']], { at: [[-3, 'n']] }, [3]],
  ['index', [['n']], { at: [['k', 'k + 2']] }, [2]],
  [
    'gather',
    [
      ['v', 'd'],
      ['b', 't'],
    ],
    {},
    ['b', 't', 'd'],
  ],
  ['scatter', [['b', 'd'], ['b']], { shape: ['v', 'd'] }, ['v', 'd']],
])('%s of %j %j', (name, args, options, shape) => {
  expect(found(name, args, options)).toEqual(shape);
});

test.each<[string, Shape[], Options, string]>([
  ['@', [[4], [8, 3]], {}, '{0} has shape [4] and {1} has shape [8, 3]: {0} @ {1} needs 4 = 8.'],
  ['@', [[1], ['n']], {}, '{0} has shape [1] and {1} has shape [n]: {0} @ {1} needs 1 = n.'],
  ['@', [[], ['n']], {}, '{0} is a number: @ multiplies vectors and matrices, * numbers.'],
  [
    '@',
    [
      ['b', 2, 3],
      ['c', 3, 2],
    ],
    {},
    '{0} has shape [b, 2, 3] and {1} has shape [c, 3, 2]: the leading axes [b] and [c] do not go together.',
  ],
  ['dot', [[2, 3, 4], [4]], {}, '{0} has shape [2, 3, 4]: dot takes vectors and matrices, @ more axes.'],
  ['outer', [['m'], []], {}, '{1} is a number: outer takes two vectors.'],
  ['sum', [['m', 'n']], { axis: 2 }, '{0} has shape [m, n]: the axes are 0 to 1.'],
  ['softmax', [[]], {}, '{0} has shape []: a number has no axes.'],
  ['det', [['m', 'n']], {}, '{0} has shape [m, n]: det takes a square matrix.'],
  ['trace', [[3]], {}, '{0} has shape [3]: trace takes a square matrix.'],
  ['diag', [[2, 3]], {}, '{0} has shape [2, 3]: diag takes a vector or a square matrix.'],
  ['reshape', [[2, 3]], { shape: [4] }, '{0} has shape [2, 3], which is 6 entries; [4] has 4.'],
  [
    'reshape',
    [['n', 3]],
    { shape: [2, -1] },
    '{0} has shape [n, 3], which is 3*n entries; [2, -1] needs a multiple of 2.',
  ],
  ['reshape', [[6]], { shape: [-1, -1] }, 'Only one length may be -1: it is what the others leave.'],
  ['reshape', [[6]], { shape: [-2, -3] }, '-2 is no length.'],
  ['broadcast', [['n']], { shape: [3] }, '{0} has shape [n], which cannot be stretched to [3].'],
  ['broadcast', [[2]], { shape: [1] }, '{0} has shape [2], which cannot be stretched to [1].'],
  [
    'concat',
    [
      ['m', 2],
      ['n', 3],
    ],
    {},
    '{0} has shape [m, 2] and {1} has shape [n, 3]: concat along axis 0 needs all other axes to agree.',
  ],
  ['stack', [['m'], ['n']], {}, '{0} has shape [m] and {1} has shape [n]: stack needs arrays of one shape.'],
  ['index', [[4]], { at: [5] }, 'There is no entry 5: {0} has 4, counted from 0.'],
  ['index', [[4]], { at: [-5] }, 'There is no entry -5: {0} has 4, counted from 0.'],
  ['index', [['n']], { at: ['n'] }, 'There is no entry n: {0} has n, counted from 0.'],
  ['index', [[2, 4]], { at: [0, 4] }, 'There is no entry 4: axis 1 of {0} has 4, counted from 0.'],
  ['index', [[4]], { at: [1, 2] }, '{0} has shape [4]: it takes one subscript, not 2.'],
  ['index', [[]], { at: [0] }, '{0} is a number and has no entries.'],
  ['index', [[4]], { at: [[1, 5]] }, 'The slice 1:5 goes too far: {0} has 4, counted from 0.'],
  ['index', [[4]], { at: [[2, 2]] }, 'The slice 2:2 is empty.'],
  ['index', [['n']], { at: [['k + 1', 'k']] }, 'The slice k + 1:k is empty.'],
  ['gather', [[], [2]], {}, '{0} is a number and has no rows.'],
  [
    'scatter',
    [['b', 3], ['b']],
    { shape: ['v', 'd'] },
    '{0} has shape [b, 3]; for ids of shape [b] and rows of [d] it must be [b, d].',
  ],
])('%s of %j %j does not fit', (name, args, options, message) => {
  const shape = found(name, args, options);
  expect(isMisfit(shape) ? shape.message : shape).toBe(message);
});

describe('mends of a matrix product', () => {
  test.each<[Shape, Shape, readonly object[] | undefined]>([
    [[4], [8, 4], [{ argument: 1, how: 'transpose' }]],
    [[3, 2], [3, 4], [{ argument: 0, how: 'transpose' }]],
    [
      ['m', 'n'],
      ['m', 'n'],
      [
        { argument: 1, how: 'transpose' },
        { argument: 0, how: 'transpose' },
      ],
    ],
    [[4], [8, 3], undefined],
  ])('%j @ %j', (a, b, mends) => {
    const shape = found('@', [a, b]);
    expect(isMisfit(shape) ? shape.mends : shape).toEqual(mends);
  });
});

test('a length of -1 is what the others leave', () => {
  expect(resolvedShape([4, 'n'], ['n', -1])).toEqual(['n', 4]);
  expect(resolvedShape([], [-1])).toEqual([1]);
});

test('subscripts from the end are counted from the front where the length is a number', () => {
  expect(normalSubscripts([4, 'n', 5], [-1, -1, [-2, 5]])).toEqual([3, -1, [3, 5]]);
});

/** Every row's values, in doubles and in decimals, against references that mpmath computed; see references.py. */
import { describe, expect, test } from 'vitest';
import { row, table } from '../../src/calculus/functions/table';
import { type BigNumber, precise } from '../../src/calculus/special/precise';
import references from './references.json';

const a = precise(40);

/** The distance of two neighbouring doubles at x. */
function ulp(x: number): number {
  return 2 ** (Math.floor(Math.log2(Math.max(Math.abs(x), 2 ** -1022))) - 52);
}

function relativeError(value: BigNumber, expected: BigNumber): number {
  if (expected.isZero()) return value.abs().toNumber();
  return a.divide(a.subtract(value, expected), expected).abs().toNumber();
}

/** Choices and comparisons have no digits to get wrong: their rows' own values test them. */
const EXACT = new Set([
  'abs',
  'sign',
  'min',
  'max',
  'clip',
  'relu',
  'hardtanh',
  'leaky_relu',
  'where',
  'and',
  'or',
  'not',
]);

test('every function with digits to get wrong has references', () => {
  const missing = [...table.values()].filter((entry) => !entry.truth && !EXACT.has(entry.name));
  expect(missing.map((entry) => entry.name).filter((name) => !(name in references.values))).toEqual([]);
});

describe.each(Object.entries(references.values))('%s', (name, cases) => {
  const entry = row(name);

  test('doubles are right to the units in the last place that the row promises', () => {
    for (const [args, text] of cases as [number[], string][]) {
      const found = entry.value(...args);
      const error = a.subtract(a.from(found), a.decimal(text)).abs().toNumber() / ulp(Number(text));
      expect(error, `${name}(${args}) = ${found}, should be ${text}`).toBeLessThanOrEqual(entry.accuracy ?? 2);
    }
  });

  test('decimals are right to the digits asked for', () => {
    for (const [args, text] of cases as [number[], string][]) {
      const found = entry.precise?.(a, ...args.map(a.from)) ?? a.from(Number.NaN);
      const error = relativeError(found, a.decimal(text));
      expect(error, `${name}(${args}) = ${found}, should be ${text}`).toBeLessThan(1e-40);
    }
  });
});

test.each([
  ['exp', [710], Number.POSITIVE_INFINITY],
  ['exp', [-746], 0],
  ['gamma', [172.5], Number.POSITIVE_INFINITY],
  ['gamma', [-200.5], 0],
  ['cosh', [800], Number.POSITIVE_INFINITY],
  ['erfc', [30], 0],
  ['erfc', [-30], 2],
  ['erf', [-30], -1],
  ['sigmoid', [-800], 0],
  ['silu', [-800], 0],
  ['gelu', [-50], 0],
  ['gelu_tanh', [-1e200], 0],
  ['gelu_tanh', [1e200], 1e200],
  ['mish', [-1e300], 0],
  ['mish', [1e300], 1e300],
  ['selu', [-1e300], -1.7580993408473768],
  ['hypot', [3e307, 4e307], 5e307],
  ['polygamma', [50, 1e-10], Number.NEGATIVE_INFINITY],
  ['polygamma', [51, 1e-300], Number.POSITIVE_INFINITY],
  ['polygamma', [100, 1e300], 0],
])('%s(%s) overflows or vanishes to %s, never NaN', (name, args, expected) => {
  expect(row(name).value(...args) + 0).toBe(expected);
});

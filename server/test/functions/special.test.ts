/** The arithmetic beneath the special functions: double-doubles, Bernoulli numbers, decimals. */
import { describe, expect, test } from 'vitest';
import { bernoulli } from '../../src/calculus/special/bernoulli';
import { doubleDouble } from '../../src/calculus/special/double-double';
import { normal } from '../../src/calculus/special/error-function';
import { precise } from '../../src/calculus/special/precise';
import { randomly } from './random';

const a = precise(40);

test.each([
  [1, 1n, 6n],
  [2, -1n, 30n],
  [6, -691n, 2730n],
  [10, -174611n, 330n],
  [15, 8615841276005n, 14322n],
])('B of twice %i is %s/%s', (k, above, below) => {
  const [numerator, denominator] = bernoulli[k - 1] ?? [0n, 1n];
  expect(numerator * below).toBe(above * denominator);
});

describe('double-doubles keep 31 digits', () => {
  const random = randomly(3);
  const cases = Array.from({ length: 50 }, () => [random(-20, 20), random(0.1, 20)] as const);
  const value = (x: { hi: number; lo: number }) => a.add(a.from(x.hi), a.from(x.lo));
  const third = doubleDouble.ratio(1n, 3n);

  test.each(['add', 'subtract', 'multiply', 'divide'] as const)('%s', (operation) => {
    for (const [x, y] of cases) {
      // Thirds have digits beyond the first double.
      const left = doubleDouble.multiply(doubleDouble.from(x), third);
      const right = doubleDouble.multiply(doubleDouble.from(y), third);
      const exact = a[operation](value(left), value(right));
      const error = a.subtract(value(doubleDouble[operation](left, right)), exact);
      expect(a.divide(error, exact).abs().toNumber()).toBeLessThan(1e-30);
    }
  });

  test('exp and log', () => {
    for (const [x, y] of cases) {
      const grown = value(doubleDouble.exp(doubleDouble.from(x)));
      expect(
        a
          .subtract(a.divide(grown, a.exp(a.from(x))), a.from(1))
          .abs()
          .toNumber(),
      ).toBeLessThan(1e-29);
      const log = value(doubleDouble.log(doubleDouble.from(y)));
      expect(
        a
          .subtract(log, a.log(a.from(y)))
          .abs()
          .toNumber(),
      ).toBeLessThan(1e-30);
    }
  });

  test.each([
    [2.5, 2],
    [-2.5, -3],
    [3, 3],
  ])('floor(%d) is %d', (x, expected) => {
    expect(doubleDouble.toNumber(doubleDouble.floor(doubleDouble.from(x)))).toBe(expected);
  });
});

test.each([
  [0, 0.5],
  [-1, 0.15865525393145705],
  [-10, 7.619853024160525e-24],
  [-37, 5.725571222524577e-300],
  [3, 0.9986501019683699],
])('the normal distribution function at %d is %d', (x, expected) => {
  expect(Math.abs(normal(x) / expected - 1)).toBeLessThan(5e-16);
});

describe('decimals', () => {
  test('take doubles exactly, not by their shortest digits', () => {
    expect(a.from(0.1).toFixed()).toBe('0.1000000000000000055511151231257827021181583404541015625');
    expect(a.from(5e-324).mul('2e323').toNumber()).toBeCloseTo(0.988, 3);
  });

  test.each([10, 25, 60, 150])('%i digits: Γ(1/2) is √π, and the functions undo each other', (digits) => {
    const b = precise(digits);
    const x = b.ratio(7n, 9n);
    const pairs = [
      [b.gamma(b.ratio(1n, 2n)), b.sqrt(b.pi)],
      [b.add(b.erf(x), b.erfc(x)), b.from(1)],
      [b.tanh(b.atanh(x)), x],
      [b.sinh(b.asinh(x)), x],
      [b.sin(b.asin(x)), x],
      [b.expm1(b.log1p(x)), x],
      [b.subtract(b.digamma(b.add(x, b.from(1))), b.digamma(x)), b.divide(b.from(1), x)],
      [b.exp(b.lgamma(x)), b.gamma(x)],
    ] as const;
    for (const [found, expected] of pairs) {
      expect(
        b
          .divide(b.subtract(found, expected), expected)
          .abs()
          .lt(`1e-${digits - 1}`),
        `${found}`,
      ).toBe(true);
    }
  });

  test.each([
    ['digamma', '1.4616321449683623412626595423257213284681962040064'],
    ['lgamma', '1.0000000000000000000000000000001'],
    ['lgamma', '-2.4570247382208005817669137'],
    ['sin', '3.1415926535897932384626433832795028841971'],
    ['cos', '-1.5707963267948966192313216916397514'],
    ['expm1', '1e-35'],
    ['log1p', '-3e-33'],
  ] as const)('%s(%s), close to a zero, keeps all digits', (name, text) => {
    const few = precise(20)[name](a.decimal(text));
    const many = precise(70)[name](a.decimal(text));
    expect(few.isZero()).toBe(false);
    expect(a.subtract(a.divide(few, many), a.from(1)).abs().toNumber()).toBeLessThan(1e-20);
  });

  test.each([
    ['exp', -1e300],
    ['sinh', 1e300],
    ['tanh', -1e300],
    ['asinh', 1e300],
    ['erfc', 1e5],
    ['lgamma', 1e300],
    ['digamma', 1e-300],
    ['log1p', 1e-300],
  ] as const)(
    '%s(%d) takes no time',
    (name, x) => {
      expect(a[name](a.from(x)).isNaN()).toBe(false);
    },
    200,
  );
});

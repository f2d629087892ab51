/**
 * Arithmetic in as many digits as asked, on mathjs's BigNumber. In: a number of digits. Out: the operations and
 * functions that the `precise` entries of the function table are written in, each right to that many digits.
 */
import type { Decimal as DecimalType } from 'decimal.js';
import * as mathjs from 'mathjs';
import type { Rational } from '../rational';
import type { Arithmetic } from './arithmetic';
import { erf, erfc } from './error-function-precise';
import { gamma, lgamma, polygamma } from './gamma-family';

/** A decimal with as many digits as its arithmetic has; immutable. */
export type BigNumber = DecimalType;
type DecimalConstructor = typeof DecimalType;

type Unary = (value: BigNumber) => BigNumber;

/** Arguments must lie in the function's domain; the caller has checked. */
export interface Precise extends Arithmetic<BigNumber> {
  /** The same arithmetic with more digits, for where some are about to cancel. */
  more(digits: number): Precise;
  /** Rounded to `digits`. */
  round(value: BigNumber): BigNumber;
  rational(value: Rational): BigNumber;
  decimal(text: string): BigNumber;
  readonly e: BigNumber;
  /** base^exponent; a negative base needs an integer exponent; 0^0 = 1. */
  power(base: BigNumber, exponent: BigNumber): BigNumber;
  readonly sqrt: Unary;
  readonly cbrt: Unary;
  /** exp(x) − 1 and log(1 + x), also for tiny x. */
  readonly expm1: Unary;
  readonly log1p: Unary;
  readonly sin: Unary;
  readonly cos: Unary;
  readonly tan: Unary;
  readonly asin: Unary;
  readonly acos: Unary;
  readonly atan: Unary;
  /** In (−π, π]; 0 at (0, 0). */
  atan2(y: BigNumber, x: BigNumber): BigNumber;
  readonly sinh: Unary;
  readonly cosh: Unary;
  readonly tanh: Unary;
  readonly asinh: Unary;
  readonly acosh: Unary;
  readonly atanh: Unary;
  readonly erf: Unary;
  readonly erfc: Unary;
  readonly gamma: Unary;
  /** log |Γ|. */
  readonly lgamma: Unary;
  readonly digamma: Unary;
  /** The derivative of digamma of that order; 0 is digamma itself. */
  polygamma(order: number, value: BigNumber): BigNumber;
  /** x − y·floor(x/y), exactly before it is rounded; y ≠ 0. */
  mod(x: BigNumber, y: BigNumber): BigNumber;
  readonly abs: Unary;
  /** −1, 0 or 1. */
  sign(value: BigNumber): number;
  /** −1, 0 or 1. */
  compare(left: BigNumber, right: BigNumber): number;
}

// mathjs's BigNumber is decimal.js's Decimal, whose types mathjs's own are made of but do not name here.
const { BigNumber: Decimal } = mathjs.create({
  BigNumberDependencies: mathjs.BigNumberDependencies ?? {},
}) as unknown as { BigNumber: DecimalConstructor };

/** Kept beyond the digits that are promised, for the roundings inside one function. */
const GUARD_DIGITS = 10;

/**
 * Larger arguments, as powers of ten, are not reduced: by 2π that takes more digits of π than are known (decimal.js
 * then throws and leaves its precision changed for ever), by any other number as many digits as the argument is long.
 */
const FARTHEST_REDUCED = 600;

function reducible(value: BigNumber): BigNumber {
  if (value.e > FARTHEST_REDUCED) throw new RangeError(`${value.toString()} is too large to be reduced`);
  return value;
}

export function precise(digits: number): Precise {
  const D = Decimal.clone({ precision: digits + GUARD_DIGITS, defaults: true });
  const one = new D(1);
  /** Digits that cancel where 1 + x is close to 1. */
  const lost = (value: BigNumber): number => Math.max(0, -value.e);
  /** Its square is too small to count beside 1: two terms of a power series give all digits. */
  const isTiny = (value: BigNumber): boolean => value.isZero() || 2 * lost(value) > digits + GUARD_DIGITS + 2;

  /** The value again with more digits while it is so small that terms must have cancelled. */
  const relative = (compute: (extra: number) => BigNumber): BigNumber => {
    let extra = 0;
    for (;;) {
      const value = compute(extra);
      if (lost(value) <= extra + 3 || value.isZero()) return value;
      extra = lost(value);
    }
  };
  const wider = (extra: number): DecimalConstructor =>
    extra === 0 ? D : Decimal.clone({ precision: digits + extra + GUARD_DIGITS, defaults: true });

  const arithmetic: Precise = {
    digits,
    more: (extra) => precise(digits + extra),
    round: (value) => D.mul(value, one),
    from: (value) => exactly(value),
    ratio: (numerator, denominator) => D.div(`${numerator}`, `${denominator}`),
    rational: (value) => D.div(`${value.s * value.n}`, `${value.d}`),
    decimal: (text) => new D(text),
    // Computed when asked for: most arithmetics need neither.
    get pi() {
      return D.acos(-1);
    },
    get e() {
      return D.exp(1);
    },
    add: (left, right) => D.add(left, right),
    subtract: (left, right) => D.sub(left, right),
    multiply: (left, right) => D.mul(left, right),
    divide: (left, right) => D.div(left, right),
    negate: (value) => value.neg(),
    mod(x, y) {
      if (x.e - y.e > FARTHEST_REDUCED) throw new RangeError('the whole part has too many digits');
      const rest = D.mod(x, y);
      return rest.isZero() || rest.s === y.s ? rest : D.add(rest, y);
    },
    abs: (value) => value.abs(),
    sign: (value) => (value.isZero() ? 0 : value.s),
    compare: (left, right) => left.cmp(right),
    floor: (value) => value.floor(),
    isNegative: (value) => value.isNegative() && !value.isZero(),
    toNumber: (value) => value.toNumber(),
    power: (base, exponent) => D.pow(base, exponent),
    sqrt: (value) => D.sqrt(value),
    cbrt: (value) => D.cbrt(value),
    exp: (value) => D.exp(value),
    log: (value) => D.ln(value),
    expm1(value) {
      if (isTiny(value)) return D.mul(value, D.add(1, D.div(value, 2)));
      const wide = precise(digits + lost(value));
      return wide.subtract(wide.exp(value), one);
    },
    log1p(value) {
      if (isTiny(value)) return D.mul(value, D.sub(1, D.div(value, 2)));
      const wide = precise(digits + lost(value));
      return wide.log(wide.add(one, value));
    },
    // Close to a multiple of π, the argument's own digits cancel; not so close to 0.
    sin: (value) => (value.abs().lt(1) ? D.sin(value) : relative((extra) => wider(extra).sin(reducible(value)))),
    cos: (value) => relative((extra) => wider(extra).cos(reducible(value))),
    tan: (value) => D.div(arithmetic.sin(value), arithmetic.cos(value)),
    // asin(x) = 2·atan(x/(1 + √((1 − x)(1 + x)))) keeps its digits near ±1 (half-angle of DLMF 4.24.2).
    asin: (value) => D.mul(2, D.atan(D.div(value, D.add(1, D.sqrt(D.mul(D.sub(1, value), D.add(1, value))))))),
    acos: (value) => D.acos(value),
    atan: (value) => D.atan(value),
    atan2: (y, x) => (y.isZero() ? (x.lt(0) ? D.acos(-1) : new D(0)) : D.atan2(y, x)),
    ...hyperbolics(
      D,
      (value) => arithmetic.expm1(value),
      (value) => arithmetic.log1p(value),
    ),
    erf: (value) => erf(arithmetic, value),
    erfc: (value) => erfc(arithmetic, value),
    // The error of log Γ is absolute: the digits before its point are lost to exp.
    gamma: (value) => gamma(precise(digits + Math.max(3, value.e + 3)), value),
    lgamma: (value) =>
      value.eq(1) || value.eq(2) ? new D(0) : relative((extra) => lgamma(precise(digits + extra), value)),
    digamma: (value) => relative((extra) => polygamma(precise(digits + extra), 0, value)),
    // Beyond digamma no polygamma vanishes on the right: small values there are no sign of cancellation.
    polygamma: (order, value) =>
      order > 0 && !value.isNegative()
        ? polygamma(arithmetic, order, value)
        : relative((extra) => polygamma(precise(digits + extra), order, value)),
  };
  return arithmetic;
}

/**
 * The hyperbolic functions and their inverses from expm1 and log1p, so that nothing cancels near 0 and nothing takes
 * long far out. With t = |x| and m = expm1(t): DLMF 4.28.1, 4.28.2, 4.28.4, 4.37.16, 4.37.19, 4.37.24.
 */
function hyperbolics(D: DecimalConstructor, expm1: Unary, log1p: Unary) {
  const odd =
    (compute: Unary): Unary =>
    (x) =>
      x.isNegative() ? compute(x.neg()).neg() : compute(x);
  return {
    sinh: odd((t) => {
      const m = expm1(t);
      return m.isFinite() ? D.div(D.add(m, D.div(m, D.add(m, 1))), 2) : m;
    }),
    cosh: (x: BigNumber) => {
      const grown = D.exp(x.abs());
      return D.div(D.add(grown, D.div(1, grown)), 2);
    },
    tanh: odd((t) => {
      const m = expm1(D.mul(2, t));
      return m.isFinite() ? D.div(m, D.add(m, 2)) : new D(1);
    }),
    asinh: odd((t) => {
      const square = D.mul(t, t);
      return log1p(D.add(t, D.div(square, D.add(1, D.sqrt(D.add(1, square))))));
    }),
    acosh: (x: BigNumber) => {
      const gap = D.sub(x, 1);
      return log1p(D.add(gap, D.sqrt(D.mul(gap, D.add(gap, 2)))));
    },
    atanh: odd((t) => D.div(log1p(D.div(D.mul(2, t), D.sub(1, t))), 2)),
  };
}

/** A double in all its decimal digits: m·2^−k = m·5^k / 10^k. (BigNumber's own reading of 0.1 is 1/10.) */
function exactly(value: number): BigNumber {
  if (Number.isInteger(value)) return new Decimal(`${BigInt(value)}`);
  let mantissa = value;
  let halvings = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    halvings += 1;
  }
  return new Decimal(`${BigInt(mantissa) * 5n ** BigInt(halvings)}e-${halvings}`);
}

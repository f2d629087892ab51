/**
 * erf, erfc and the normal distribution function in doubles. In: any double. Out: the value, erf and erfc to within one
 * unit in the last place.
 *
 * Rational approximations of Sun's FDLIBM, s_erf.c:
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */

/** Coefficients in rising order. */
type Polynomial = readonly number[];

// |x| < 0.84375: erf(x) = x + x·P(x²)/Q(x²).
const smallP: Polynomial = [
  0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442, -0.000023763016656650163,
];
const smallQ: Polynomial = [
  1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164, -0.000003960228278775368,
];

// 0.84375 ≤ |x| < 1.25: erf(x) = ERF_ONE + P(|x| − 1)/Q(|x| − 1).
const ERF_ONE = 0.8450629115104675;
const middleP: Polynomial = [
  -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175, -0.11089469428239668,
  0.035478304325618236, -0.002166375594868791,
];
const middleQ: Polynomial = [
  1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164, 0.01363708391202905,
  0.011984499846799107,
];

// 1.25 ≤ x < 1/0.35: erfc(x) = exp(−x² − 0.5625 + P(1/x²)/Q(1/x²))/x.
const largeP: Polynomial = [
  -0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006, -162.39666946257347,
  -184.60509290671104, -81.2874355063066, -9.814329344169145,
];
const largeQ: Polynomial = [
  1, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679, 429.00814002756783,
  108.63500554177944, 6.570249770319282, -0.0604244152148581,
];
// The same for x ≥ 1/0.35, up to 28, where erfc underflows.
const hugeP: Polynomial = [
  -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896,
  -1025.0951316110772, -483.5191916086514,
];
const hugeQ: Polynomial = [
  1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644,
  474.52854120695537, -22.44095244658582,
];

export function erf(x: number): number {
  const size = Math.abs(x);
  if (size < 0.84375) return x + x * (at(smallP, x * x) / at(smallQ, x * x));
  if (size < 1.25) return Math.sign(x) * (ERF_ONE + at(middleP, size - 1) / at(middleQ, size - 1));
  return size < 6 ? Math.sign(x) * (1 - tail(size)) : Math.sign(x);
}

export function erfc(x: number): number {
  const size = Math.abs(x);
  if (size < 0.84375) {
    const rest = x * (at(smallP, x * x) / at(smallQ, x * x));
    return x < 0.25 ? 1 - (x + rest) : 0.5 - (x - 0.5 + rest);
  }
  if (size < 1.25) {
    const rest = at(middleP, size - 1) / at(middleQ, size - 1);
    return x > 0 ? 1 - ERF_ONE - rest : 1 + (ERF_ONE + rest);
  }
  if (size > 28) return x > 0 ? 0 : 2;
  return x > 0 ? tail(x) : 2 - tail(size);
}

/** The standard normal distribution function Φ(x) = erfc(−x/√2)/2, with all its digits where it is tiny. */
export function normal(x: number): number {
  if (x > -1.8) return erfc(-x * Math.SQRT1_2) / 2;
  // exp(−x²/2) in two factors, so that rounding x² does not reach the exponent.
  const rounded = Math.fround(x);
  const bell = Math.exp(-0.5 * rounded * rounded) * Math.exp(-0.5 * (x - rounded) * (x + rounded));
  const y = -x * Math.SQRT1_2;
  return (bell * (Math.exp(-0.5625 + correction(y)) / y)) / 2;
}

/** erfc(x) for 1.25 ≤ x ≤ 28; x² is split so that its rounding does not reach the exponent. */
function tail(x: number): number {
  const rounded = Math.fround(x);
  return (Math.exp(-rounded * rounded - 0.5625) * Math.exp((rounded - x) * (rounded + x) + correction(x))) / x;
}

/** log(x·exp(x²)·erfc(x)) + 0.5625, for x ≥ 1.25. */
function correction(x: number): number {
  const s = 1 / (x * x);
  return x < 1 / 0.35 ? at(largeP, s) / at(largeQ, s) : at(hugeP, s) / at(hugeQ, s);
}

function at(polynomial: Polynomial, x: number): number {
  return polynomial.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

/**
 * The arithmetic that a special function is written in: once for double-doubles (31 digits, to round to a correct
 * double) and once for decimals with as many digits as asked (`precise.ts`).
 */
export interface Arithmetic<Value> {
  /** Significant decimal digits: every operation is right to a relative 10^−digits. */
  readonly digits: number;
  readonly pi: Value;
  /** The double, exactly. */
  from(value: number): Value;
  /** numerator / denominator, rounded once. */
  ratio(numerator: bigint, denominator: bigint): Value;
  add(left: Value, right: Value): Value;
  subtract(left: Value, right: Value): Value;
  multiply(left: Value, right: Value): Value;
  divide(left: Value, right: Value): Value;
  negate(value: Value): Value;
  exp(value: Value): Value;
  /** Natural logarithm of a positive number. */
  log(value: Value): Value;
  floor(value: Value): Value;
  isNegative(value: Value): boolean;
  /** The nearest double. */
  toNumber(value: Value): number;
}

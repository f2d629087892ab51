/**
 * The rounding errors of single operations in doubles, exactly where nothing leaves the range (error-free
 * transformations). In: the operands and the rounded result. Out: the size of what rounding took away, 0 where nothing.
 */

/** Unit roundoff. */
export const U = 2 ** -53;
export const TINY = Number.MIN_VALUE;
/** Pays for the roundings in the computation of a bound. */
export const INFLATE = 1 + 2 ** -44;

/** |a + b − fl(a + b)|, exactly: Knuth's TwoSum (Higham 4.3). */
export function roundingOfSum(a: number, b: number, rounded: number): number {
  const back = rounded - a;
  return Math.abs(a - (rounded - back) + (b - back));
}

/** |a·b − fl(a·b)|: exactly by Dekker's product where nothing leaves the range, else a bound. */
export function roundingOfProduct(a: number, b: number, rounded: number): number {
  if (a === 0 || b === 0) return 0;
  if (!(Math.abs(rounded) > 1e-280 && Math.abs(a) < 1e290 && Math.abs(b) < 1e290 && Math.abs(rounded) < 1e290)) {
    return Math.abs(rounded) * U + TINY;
  }
  return Math.abs(productTail(a, b, rounded));
}

/** a·b − fl(a·b) exactly: Dekker's product on Veltkamp's splitting (Dekker, Numer. Math. 18, 1971). */
function productTail(a: number, b: number, rounded: number): number {
  const SPLIT = 134217729;
  const ca = SPLIT * a;
  const high = ca - (ca - a);
  const low = a - high;
  const cb = SPLIT * b;
  const top = cb - (cb - b);
  const rest = b - top;
  return low * rest - (rounded - high * top - low * top - high * rest);
}

/** |a/b − fl(a/b)| from the remainder a − qb, which is a double where nothing leaves the range (Dekker 1971). */
export function roundingOfQuotient(a: number, b: number, q: number): number {
  if (a === 0) return 0;
  const back = q * b;
  const sizes = [Math.abs(a), Math.abs(b), Math.abs(q), Math.abs(back)];
  if (sizes.some((size) => !(size > 1e-280 && size < 1e280))) return Math.abs(q) * 2 * U + TINY;
  const remainder = a - back - productTail(q, b, back);
  return Math.abs(remainder / b);
}

/** The error of √b: |√b − s| = |b − s²|/(√b + s), and the argument's own. */
export function rootError(b: number, eb: number, root: number): number {
  if (b === 0) return eb === 0 ? 0 : Number.POSITIVE_INFINITY;
  const square = root * root;
  const own = b > 1e-280 && b < 1e280 ? Math.abs(b - square - productTail(root, root, square)) / root : root * U + TINY;
  return own + (eb === 0 ? 0 : (eb / (Math.sqrt(Math.max(0, b - eb)) + root)) * (1 + 4 * U) + TINY);
}

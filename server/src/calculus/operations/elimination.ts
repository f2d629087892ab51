/**
 * Gaussian elimination with partial pivoting, in doubles: Golub and Van Loan, Matrix Computations, 4th ed. (2013),
 * algorithm 3.4.1. In: a square matrix, row-major. Out: its determinant, its inverse.
 */

interface Factored {
  /** L below the diagonal, whose own diagonal is 1, and U on and above it. */
  readonly lu: Float64Array;
  /** Row i of the product L·U is row `order[i]` of the matrix. */
  readonly order: readonly number[];
  /** 1 or −1: the sign of that order. */
  readonly sign: number;
}

export function determinant(matrix: ArrayLike<number>, n: number): number {
  const { lu, sign } = factored(matrix, n);
  let result = sign;
  for (let i = 0; i < n; i++) result *= lu[i * n + i] ?? Number.NaN;
  // A zero has no sign.
  return result + 0;
}

/** NaN in every entry where the matrix has no inverse. */
export function inverse(matrix: ArrayLike<number>, n: number): Float64Array {
  const { lu, order } = factored(matrix, n);
  const result = new Float64Array(n * n);
  const entry = (i: number, j: number): number => lu[i * n + j] ?? Number.NaN;
  for (let i = 0; i < n; i++) if (entry(i, i) === 0) return result.fill(Number.NaN);
  for (let column = 0; column < n; column++) {
    // L·U·x is the unit vector of the column, its rows in the order of the pivots.
    const x = order.map((row): number => (row === column ? 1 : 0));
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) x[i] = (x[i] ?? 0) - entry(i, j) * (x[j] ?? 0);
    for (let i = n - 1; i >= 0; i--) {
      for (let j = i + 1; j < n; j++) x[i] = (x[i] ?? 0) - entry(i, j) * (x[j] ?? 0);
      x[i] = (x[i] ?? 0) / entry(i, i);
    }
    for (let i = 0; i < n; i++) result[i * n + column] = x[i] ?? 0;
  }
  return result;
}

function factored(matrix: ArrayLike<number>, n: number): Factored {
  const lu = Float64Array.from(matrix);
  const order = Array.from({ length: n }, (_, i) => i);
  let sign = 1;
  const entry = (i: number, j: number): number => lu[i * n + j] ?? Number.NaN;
  for (let step = 0; step < n; step++) {
    let pivot = step;
    for (let i = step + 1; i < n; i++) if (Math.abs(entry(i, step)) > Math.abs(entry(pivot, step))) pivot = i;
    if (pivot !== step) {
      for (let j = 0; j < n; j++) [lu[step * n + j], lu[pivot * n + j]] = [entry(pivot, j), entry(step, j)];
      [order[step], order[pivot]] = [order[pivot] ?? pivot, order[step] ?? step];
      sign = -sign;
    }
    // Nothing is left in this column: the matrix is singular, and U says so.
    if (entry(step, step) === 0) continue;
    for (let i = step + 1; i < n; i++) {
      const factor = entry(i, step) / entry(step, step);
      lu[i * n + step] = factor;
      for (let j = step + 1; j < n; j++) lu[i * n + j] = entry(i, j) - factor * entry(step, j);
    }
  }
  return { lu, order, sign };
}

/**
 * The matrix product in doubles, row-major: [m, k] by [k, n] to [m, n]. Blocked, so that what is used often stays in the
 * caches, with a kernel of two rows by four columns whose eight sums stay in registers (Goto and van de Geijn, Anatomy of
 * High-Performance Matrix Multiplication, 2008).
 */

/** Rows of `a`, and entries of a row, that are worked on at a time: 64·256 doubles are 128 KB. */
const ROWS = 64;
const DEPTH = 256;

/** From `aFrom` and `bFrom` on, for batches; written into `out` from `outFrom` on, which must be 0 there. */
export function matmulInto(
  out: Float64Array,
  outFrom: number,
  a: Float64Array,
  aFrom: number,
  m: number,
  k: number,
  b: Float64Array,
  bFrom: number,
  n: number,
): void {
  if (n === 1) matrixVector(out, outFrom, a, aFrom, m, k, b, bFrom);
  else if (m < 4) fewRows(out, outFrom, a, aFrom, m, k, b, bFrom, n);
  else blocked(out, outFrom, a, aFrom, m, k, b, bFrom, n);
}

export function matmul(a: Float64Array, m: number, k: number, b: Float64Array, n: number): Float64Array {
  const out = new Float64Array(m * n);
  matmulInto(out, 0, a, 0, m, k, b, 0, n);
  return out;
}

function blocked(
  out: Float64Array,
  outFrom: number,
  a: Float64Array,
  aFrom: number,
  m: number,
  k: number,
  b: Float64Array,
  bFrom: number,
  n: number,
): void {
  const panels = Math.ceil(n / 4);
  const packed = new Float64Array(panels * 4 * Math.min(k, DEPTH));
  for (let from = 0; from < k; from += DEPTH) {
    const depth = Math.min(DEPTH, k - from);
    pack(packed, b, bFrom + from * n, depth, n);
    for (let top = 0; top < m; top += ROWS) {
      const bottom = Math.min(top + ROWS, m);
      for (let panel = 0; panel < panels; panel++) {
        const at = panel * 4 * depth;
        const width = Math.min(4, n - panel * 4);
        let row = top;
        for (; row + 1 < bottom; row += 2)
          twoRows(out, outFrom + row * n + panel * 4, n, a, aFrom + row * k + from, k, packed, at, depth, width);
        if (row < bottom)
          oneRow(out, outFrom + row * n + panel * 4, a, aFrom + row * k + from, packed, at, depth, width);
      }
    }
  }
}

/** Four columns at a time, one after the other as the kernel reads them; what is missing is 0. */
function pack(packed: Float64Array, b: Float64Array, from: number, depth: number, n: number): void {
  let to = 0;
  for (let column = 0; column < n; column += 4) {
    const width = Math.min(4, n - column);
    for (let p = 0; p < depth; p++, to += 4) {
      const at = from + p * n + column;
      for (let j = 0; j < 4; j++) packed[to + j] = j < width ? (b[at + j] ?? 0) : 0;
    }
  }
}

function twoRows(
  out: Float64Array,
  to: number,
  n: number,
  a: Float64Array,
  from: number,
  k: number,
  packed: Float64Array,
  at: number,
  depth: number,
  width: number,
): void {
  let [c00, c01, c02, c03, c10, c11, c12, c13] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let p = 0, q = at; p < depth; p++, q += 4) {
    const [a0, a1] = [a[from + p] ?? 0, a[from + k + p] ?? 0];
    const b0 = packed[q] ?? 0;
    const b1 = packed[q + 1] ?? 0;
    const b2 = packed[q + 2] ?? 0;
    const b3 = packed[q + 3] ?? 0;
    c00 += a0 * b0;
    c01 += a0 * b1;
    c02 += a0 * b2;
    c03 += a0 * b3;
    c10 += a1 * b0;
    c11 += a1 * b1;
    c12 += a1 * b2;
    c13 += a1 * b3;
  }
  addUp(out, to, width, c00, c01, c02, c03);
  addUp(out, to + n, width, c10, c11, c12, c13);
}

function oneRow(
  out: Float64Array,
  to: number,
  a: Float64Array,
  from: number,
  packed: Float64Array,
  at: number,
  depth: number,
  width: number,
): void {
  let [c0, c1, c2, c3] = [0, 0, 0, 0];
  for (let p = 0, q = at; p < depth; p++, q += 4) {
    const a0 = a[from + p] ?? 0;
    c0 += a0 * (packed[q] ?? 0);
    c1 += a0 * (packed[q + 1] ?? 0);
    c2 += a0 * (packed[q + 2] ?? 0);
    c3 += a0 * (packed[q + 3] ?? 0);
  }
  addUp(out, to, width, c0, c1, c2, c3);
}

function addUp(out: Float64Array, to: number, width: number, c0: number, c1: number, c2: number, c3: number): void {
  out[to] = (out[to] ?? 0) + c0;
  if (width > 1) out[to + 1] = (out[to + 1] ?? 0) + c1;
  if (width > 2) out[to + 2] = (out[to + 2] ?? 0) + c2;
  if (width > 3) out[to + 3] = (out[to + 3] ?? 0) + c3;
}

/** A row at a time, four rows of `b` added to it at once: each entry of `b` is read once and in order. */
function fewRows(
  out: Float64Array,
  outFrom: number,
  a: Float64Array,
  aFrom: number,
  m: number,
  k: number,
  b: Float64Array,
  bFrom: number,
  n: number,
): void {
  for (let row = 0; row < m; row++) {
    const to = outFrom + row * n;
    let p = 0;
    for (; p + 3 < k; p += 4) {
      const from = aFrom + row * k + p;
      const a0 = a[from] ?? 0;
      const a1 = a[from + 1] ?? 0;
      const a2 = a[from + 2] ?? 0;
      const a3 = a[from + 3] ?? 0;
      const first = bFrom + p * n;
      for (let j = 0; j < n; j++) {
        const at = first + j;
        out[to + j] =
          (out[to + j] ?? 0) +
          (a0 * (b[at] ?? 0) + a1 * (b[at + n] ?? 0) + a2 * (b[at + 2 * n] ?? 0) + a3 * (b[at + 3 * n] ?? 0));
      }
    }
    for (; p < k; p++) {
      const a0 = a[aFrom + row * k + p] ?? 0;
      const at = bFrom + p * n;
      for (let j = 0; j < n; j++) out[to + j] = (out[to + j] ?? 0) + a0 * (b[at + j] ?? 0);
    }
  }
}

function matrixVector(
  out: Float64Array,
  outFrom: number,
  a: Float64Array,
  aFrom: number,
  m: number,
  k: number,
  b: Float64Array,
  bFrom: number,
): void {
  for (let row = 0; row < m; row++) {
    const from = aFrom + row * k;
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    let p = 0;
    for (; p + 3 < k; p += 4) {
      s0 += (a[from + p] ?? 0) * (b[bFrom + p] ?? 0);
      s1 += (a[from + p + 1] ?? 0) * (b[bFrom + p + 1] ?? 0);
      s2 += (a[from + p + 2] ?? 0) * (b[bFrom + p + 2] ?? 0);
      s3 += (a[from + p + 3] ?? 0) * (b[bFrom + p + 3] ?? 0);
    }
    for (; p < k; p++) s0 += (a[from + p] ?? 0) * (b[bFrom + p] ?? 0);
    out[outFrom + row] = (out[outFrom + row] ?? 0) + (s0 + s1 + (s2 + s3));
  }
}

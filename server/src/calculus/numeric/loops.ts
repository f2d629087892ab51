/**
 * Elementwise loops over doubles, with broadcasting. In: an output of some shape and operands that broadcast to it.
 * The axes are merged into as few runs as possible, so that an operand of the same shape, or a number, is one loop; each
 * loop is a function of its own, so that the machine code for it is made for one kind of work.
 *
 * NaN is "no value" and comes out wherever it goes in. ±Infinity is an overflow on its way to an answer.
 */

export interface Numbers {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** One run: `n` entries of `out` from `o` on, from entries of the operands that are `di` and `dj` apart (0 or 1, mostly). */
export type Loop = (
  out: Float64Array,
  o: number,
  n: number,
  a: Float64Array,
  i: number,
  di: number,
  b: Float64Array,
  j: number,
  dj: number,
) => void;

/** Calls the loop for every run of the output. `out` may be an operand's own data if that has the output's shape. */
export function broadcastLoop(out: Float64Array, shape: readonly number[], a: Numbers, b: Numbers, loop: Loop): void {
  const axes = mergedAxes(shape, [a.shape, b.shape]);
  const inner = axes.at(-1);
  if (!inner) {
    loop(out, 0, out.length, a.data, 0, 0, b.data, 0, 0);
    return;
  }
  const [di = 0, dj = 0] = inner.steps;
  forEachRun(axes, (o, starts) => {
    loop(out, o, inner.length, a.data, starts[0] ?? 0, di, b.data, starts[1] ?? 0, dj);
  });
}

/** An axis, or several that lie in memory as one, with what each operand moves by from one index to the next. */
export interface Axis {
  readonly length: number;
  readonly steps: readonly number[];
}

export function mergedAxes(shape: readonly number[], operands: readonly (readonly number[])[]): Axis[] {
  const size = operands.map(() => 1);
  const axes: Axis[] = [];
  for (let back = 1; back <= shape.length; back++) {
    const length = shape[shape.length - back] ?? 1;
    const steps = operands.map((own, k) => {
      const its = own[own.length - back] ?? 1;
      const step = its === 1 ? 0 : (size[k] ?? 1);
      size[k] = (size[k] ?? 1) * its;
      return step;
    });
    if (length === 1) continue;
    const last = axes[0];
    if (last?.steps.every((step, k) => steps[k] === step * last.length)) {
      axes[0] = { length: length * last.length, steps: last.steps };
    } else axes.unshift({ length, steps });
  }
  return axes;
}

/** Visits the innermost axis at each index of the others: where its run starts in the output and in the operands. */
export function forEachRun(axes: readonly Axis[], visit: (out: number, starts: readonly number[]) => void): void {
  const inner = axes.at(-1);
  const outer = axes.slice(0, -1);
  const starts = (inner?.steps ?? []).map(() => 0);
  const counters = outer.map(() => 0);
  const total = outer.reduce((product, { length }) => product * length, 1);
  for (let run = 0; run < total; run++) {
    visit(run * (inner?.length ?? 1), starts);
    for (let axis = outer.length - 1; axis >= 0; axis--) {
      const { length, steps } = outer[axis] ?? { length: 1, steps: [] };
      const next = (counters[axis] ?? 0) + 1;
      const isWithin = next < length;
      counters[axis] = isWithin ? next : 0;
      for (let k = 0; k < starts.length; k++) {
        const step = steps[k] ?? 0;
        starts[k] = (starts[k] ?? 0) + (isWithin ? step : step * (1 - next));
      }
      if (isWithin) break;
    }
  }
}

export const add: Loop = (out, o, n, a, i, di, b, j, dj) => {
  for (let k = 0, p = i, q = j; k < n; k++, p += di, q += dj) out[o + k] = (a[p] ?? 0) + (b[q] ?? 0);
};
export const subtract: Loop = (out, o, n, a, i, di, b, j, dj) => {
  for (let k = 0, p = i, q = j; k < n; k++, p += di, q += dj) out[o + k] = (a[p] ?? 0) - (b[q] ?? 0);
};
/** s·a + t·b. */
export function combination(s: number, t: number): Loop {
  if (s === 1 && t === 1) return add;
  if (s === 1 && t === -1) return subtract;
  return (out, o, n, a, i, di, b, j, dj) => {
    for (let k = 0, p = i, q = j; k < n; k++, p += di, q += dj) out[o + k] = s * (a[p] ?? 0) + t * (b[q] ?? 0);
  };
}

const multiply: Loop = (out, o, n, a, i, di, b, j, dj) => {
  for (let k = 0, p = i, q = j; k < n; k++, p += di, q += dj) out[o + k] = (a[p] ?? 0) * (b[q] ?? 0);
};
/** s·a·b. */
export function product(s: number): Loop {
  if (s === 1) return multiply;
  return (out, o, n, a, i, di, b, j, dj) => {
    for (let k = 0, p = i, q = j; k < n; k++, p += di, q += dj) out[o + k] = s * (a[p] ?? 0) * (b[q] ?? 0);
  };
}
/** s·a/b; nothing can be divided by zero. */
export function quotient(s: number): Loop {
  return (out, o, n, a, i, di, b, j, dj) => {
    for (let k = 0, p = i, q = j; k < n; k++, p += di, q += dj) {
      const below = b[q] ?? 0;
      out[o + k] = below === 0 ? Number.NaN : (s * (a[p] ?? 0)) / below;
    }
  };
}

/** b is not looked at. */
export function affine(s: number, t: number): Loop {
  return (out, o, n, a, i, di) => {
    for (let k = 0, p = i; k < n; k++, p += di) out[o + k] = s * (a[p] ?? 0) + t;
  };
}

/** Powers as `evaluate` has them: 0 has no negative powers, a negative number whole ones only, and anything⁰ is 1. */
export const power: Loop = (out, o, n, a, i, di, b, j, dj) => {
  for (let k = 0, p = i, q = j; k < n; k++, p += di, q += dj) {
    const [base, exponent] = [a[p] ?? 0, b[q] ?? 0];
    const isNothing = Number.isNaN(base) || Number.isNaN(exponent) || (base === 0 && exponent < 0);
    out[o + k] = isNothing ? Number.NaN : base ** exponent;
  }
};
const square: Loop = (out, o, n, a, i, di) => {
  for (let k = 0, p = i; k < n; k++, p += di) {
    const base = a[p] ?? 0;
    out[o + k] = base * base;
  }
};
const root: Loop = (out, o, n, a, i, di) => {
  for (let k = 0, p = i; k < n; k++, p += di) out[o + k] = Math.sqrt(a[p] ?? 0);
};
const reciprocalRoot: Loop = (out, o, n, a, i, di) => {
  for (let k = 0, p = i; k < n; k++, p += di) {
    const base = a[p] ?? 0;
    out[o + k] = base === 0 ? Number.NaN : 1 / Math.sqrt(base);
  }
};
const reciprocal: Loop = (out, o, n, a, i, di) => {
  for (let k = 0, p = i; k < n; k++, p += di) {
    const base = a[p] ?? 0;
    out[o + k] = base === 0 ? Number.NaN : 1 / base;
  }
};
const reciprocalSquare: Loop = (out, o, n, a, i, di) => {
  for (let k = 0, p = i; k < n; k++, p += di) {
    const base = a[p] ?? 0;
    out[o + k] = base === 0 ? Number.NaN : 1 / (base * base);
  }
};

/** The loops of powers that come often, by their exponents. */
export const POWERS: ReadonlyMap<number, Loop> = new Map([
  [2, square],
  [0.5, root],
  [-0.5, reciprocalRoot],
  [-1, reciprocal],
  [-2, reciprocalSquare],
]);

// The difference of two numbers is NaN where one has no value, and where both have overflowed alike. Truth values become
// numbers without a branch: which way a random one goes cannot be foreseen.
const greater: Loop = (out, o, n, a, i, di, b, j, dj) => {
  for (let k = 0, p = i, q = j; k < n; k++, p += di, q += dj) {
    const order = (a[p] ?? 0) - (b[q] ?? 0);
    out[o + k] = Number.isNaN(order) ? Number.NaN : Number(order > 0);
  }
};
const atLeast: Loop = (out, o, n, a, i, di, b, j, dj) => {
  for (let k = 0, p = i, q = j; k < n; k++, p += di, q += dj) {
    const order = (a[p] ?? 0) - (b[q] ?? 0);
    out[o + k] = Number.isNaN(order) ? Number.NaN : Number(order >= 0);
  }
};
const less: Loop = (out, o, n, a, i, di, b, j, dj) => {
  greater(out, o, n, b, j, dj, a, i, di);
};
const atMost: Loop = (out, o, n, a, i, di, b, j, dj) => {
  atLeast(out, o, n, b, j, dj, a, i, di);
};
const equal: Loop = (out, o, n, a, i, di, b, j, dj) => {
  for (let k = 0, p = i, q = j; k < n; k++, p += di, q += dj) {
    const order = (a[p] ?? 0) - (b[q] ?? 0);
    out[o + k] = Number.isNaN(order) ? Number.NaN : Number(order === 0);
  }
};
const different: Loop = (out, o, n, a, i, di, b, j, dj) => {
  for (let k = 0, p = i, q = j; k < n; k++, p += di, q += dj) {
    const order = (a[p] ?? 0) - (b[q] ?? 0);
    out[o + k] = Number.isNaN(order) ? Number.NaN : Number(order !== 0);
  }
};
const larger: Loop = (out, o, n, a, i, di, b, j, dj) => {
  for (let k = 0, p = i, q = j; k < n; k++, p += di, q += dj) out[o + k] = Math.max(a[p] ?? 0, b[q] ?? 0);
};
const smaller: Loop = (out, o, n, a, i, di, b, j, dj) => {
  for (let k = 0, p = i, q = j; k < n; k++, p += di, q += dj) out[o + k] = Math.min(a[p] ?? 0, b[q] ?? 0);
};

/** The loops of rows with two arguments that come often; the others are called entry by entry. */
export const BINARY: ReadonlyMap<string, Loop> = new Map([
  ['>', greater],
  ['>=', atLeast],
  ['<', less],
  ['<=', atMost],
  ['==', equal],
  ['!=', different],
  ['max', larger],
  ['min', smaller],
]);

/** (x + |x|)/2 has no branch that a random sign would mislead; it is exact below 9e307. */
const relu: Loop = (out, o, n, a, i, di) => {
  for (let k = 0, p = i; k < n; k++, p += di) {
    const x = a[p] ?? 0;
    out[o + k] = 0.5 * (x + Math.abs(x));
  }
};
const exponential: Loop = (out, o, n, a, i, di) => {
  for (let k = 0, p = i; k < n; k++, p += di) out[o + k] = Math.exp(a[p] ?? 0);
};
const logarithm: Loop = (out, o, n, a, i, di) => {
  for (let k = 0, p = i; k < n; k++, p += di) {
    const x = a[p] ?? 0;
    out[o + k] = x > 0 ? Math.log(x) : Number.NaN;
  }
};
const absolute: Loop = (out, o, n, a, i, di) => {
  for (let k = 0, p = i; k < n; k++, p += di) out[o + k] = Math.abs(a[p] ?? 0);
};

/** The same of rows with one. */
export const UNARY: ReadonlyMap<string, Loop> = new Map([
  ['relu', relu],
  ['exp', exponential],
  ['log', logarithm],
  ['abs', absolute],
  ['sqrt', root],
]);

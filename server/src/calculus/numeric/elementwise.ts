/**
 * Elementwise nodes in doubles: sums, products, powers, scalar functions. In: a node, with the numbers that its inputs
 * have. Out: its own, NaN where there is no value. Signs and numbers inside of sums, and reciprocals inside of products,
 * are no steps of their own.
 */
import { type Application, type Expression, type Graph, isConstant, parts } from '../expression';
import { toNumber } from '../rational';
import {
  affine,
  BINARY,
  broadcastLoop,
  combination,
  forEachRun,
  type Loop,
  mergedAxes,
  type Numbers,
  POWERS,
  power,
  product,
  quotient,
  UNARY,
} from './loops';
import { testsOf } from './tests';

/** `scale` times the input; for products also whether it stands below the line. */
interface Input {
  readonly node: Expression;
  readonly scale: number;
  readonly isBelow: boolean;
}

/** What a node is computed from: its parts, or in sums and products what those are made of. */
export function inputs(node: Expression): readonly Expression[] {
  if (node.kind === 'sum') return node.terms.map((term) => termOf(term).node);
  if (node.kind === 'product') return node.factors.map((factor) => factorOf(factor).node);
  if (node.kind === 'power' && node.exponent.kind === 'constant') return [node.base];
  return parts(node);
}

/** −x and 3·x, as terms of a sum, are x with a scale. */
function termOf(term: Expression): Input {
  let [node, scale] = [term, 1];
  for (;;) {
    if (node.kind === 'negation') {
      scale = -scale;
      node = node.operand;
      continue;
    }
    const [number, other] = node.kind === 'product' && node.factors.length === 2 ? node.factors : [];
    if (number?.kind !== 'constant' || !other || other.kind === 'constant') return { node, scale, isBelow: false };
    scale *= toNumber(number.value);
    node = other;
  }
}

/** −x is x with the scale −1, x^(−1) is x below the line. */
function factorOf(factor: Expression): Input {
  if (factor.kind === 'negation') return { node: factor.operand, scale: -1, isBelow: false };
  if (factor.kind === 'power' && isConstant(factor.exponent, -1)) return { node: factor.base, scale: 1, isBelow: true };
  return { node: factor, scale: 1, isBelow: false };
}

export type Allocate = (length: number) => Float64Array;
type Of = (node: Expression) => Numbers;

const NONE: Numbers = { shape: [], data: new Float64Array(1) };

/** The node's entries, written into what `allocate` gives; undefined for nodes that are not elementwise. */
export function elementwise(
  graph: Graph,
  node: Expression,
  shape: readonly number[],
  of: Of,
  allocate: (length: number) => Float64Array,
): Float64Array | undefined {
  const length = shape.reduce((all, one) => all * one, 1);
  const unary = (x: Expression, loop: Loop): Float64Array => {
    const out = allocate(length);
    broadcastLoop(out, shape, of(x), NONE, loop);
    return out;
  };
  const binary = (x: Expression, y: Expression, loop: Loop): Float64Array => {
    const out = allocate(length);
    broadcastLoop(out, shape, of(x), of(y), loop);
    return out;
  };
  switch (node.kind) {
    case 'sum':
      return sumOf(node.terms.map(termOf), shape, of, allocate(length));
    case 'product':
      return productOf(node.factors.map(factorOf), shape, of, allocate(length));
    case 'negation':
      return unary(node.operand, affine(-1, 0));
    case 'quotient':
      return binary(node.numerator, node.denominator, quotient(1));
    case 'power': {
      const exponent = node.exponent.kind === 'constant' ? toNumber(node.exponent.value) : undefined;
      const quick = exponent === undefined ? undefined : POWERS.get(exponent);
      if (quick) return unary(node.base, quick);
      if (exponent === undefined) return binary(node.base, node.exponent, power);
      const out = allocate(length);
      broadcastLoop(out, shape, of(node.base), { shape: [], data: Float64Array.of(exponent) }, power);
      return out;
    }
    case 'application':
      return applied(graph, node, shape, node.args.map(of), allocate(length));
    default:
      return undefined;
  }
}

/** Numbers are added up first: each array is then gone over once. */
function sumOf(terms: readonly Input[], shape: readonly number[], of: Of, out: Float64Array): Float64Array {
  let number = 0;
  const arrays: { readonly scale: number; readonly value: Numbers }[] = [];
  for (const { node, scale } of terms) {
    const value = of(node);
    if (value.data.length === 1 && out.length > 1) number += scale * (value.data[0] ?? 0);
    else arrays.push({ scale, value });
  }
  const [first, second, ...others] = arrays;
  if (!first) return out.fill(number);
  if (!second) {
    broadcastLoop(out, shape, first.value, NONE, affine(first.scale, number));
    return out;
  }
  broadcastLoop(out, shape, first.value, second.value, combination(first.scale, second.scale));
  const own = { shape, data: out };
  for (const { scale, value } of others) broadcastLoop(out, shape, own, value, combination(1, scale));
  if (number !== 0) broadcastLoop(out, shape, own, NONE, affine(1, number));
  return out;
}

function productOf(factors: readonly Input[], shape: readonly number[], of: Of, out: Float64Array): Float64Array {
  let number = 1;
  const arrays: { readonly isBelow: boolean; readonly value: Numbers }[] = [];
  for (const { node, scale, isBelow } of factors) {
    const value = of(node);
    number *= scale;
    if (value.data.length > 1 || out.length === 1) arrays.push({ isBelow, value });
    else if (!isBelow) number *= value.data[0] ?? 0;
    else number = value.data[0] === 0 ? Number.NaN : number / (value.data[0] ?? 0);
  }
  arrays.sort((a, b) => Number(a.isBelow) - Number(b.isBelow));
  const [first, ...others] = arrays;
  if (!first) return out.fill(number);
  const own = { shape, data: out };
  let left = first.value;
  let scale = number;
  if (first.isBelow) {
    broadcastLoop(out, shape, { shape: [], data: Float64Array.of(1) }, first.value, quotient(scale));
    [left, scale] = [own, 1];
  } else if (others.length === 0) broadcastLoop(out, shape, first.value, NONE, affine(scale, 0));
  for (const { isBelow, value } of others) {
    broadcastLoop(out, shape, left, value, isBelow ? quotient(scale) : product(scale));
    [left, scale] = [own, 1];
  }
  return out;
}

function applied(
  graph: Graph,
  { row, args: { length: arity } }: Application,
  shape: readonly number[],
  args: readonly Numbers[],
  out: Float64Array,
): Float64Array {
  const [x = NONE, y = NONE, z = NONE] = args;
  if (row.name === 'where') return choose(out, shape, x, y, z);
  if (row.name === 'and' || row.name === 'or') return connect(out, shape, args, row.name === 'or');
  const { domain } = testsOf(graph, row, arity);
  const quick = arity === 1 ? UNARY.get(row.name) : arity === 2 ? BINARY.get(row.name) : undefined;
  if (quick) {
    broadcastLoop(out, shape, x, y, quick);
    return out;
  }
  const { value } = row;
  if (arity === 1) {
    broadcastLoop(out, shape, x, NONE, (to, o, n, a, i, di) => {
      for (let k = 0, p = i; k < n; k++, p += di) {
        const own = a[p] ?? 0;
        const isNothing = Number.isNaN(own) || (domain && !domain(own, 0, 0));
        to[o + k] = isNothing ? Number.NaN : value(own);
      }
    });
    return out;
  }
  if (arity === 2) {
    broadcastLoop(out, shape, x, y, (to, o, n, a, i, di, b, j, dj) => {
      for (let k = 0, p = i, q = j; k < n; k++, p += di, q += dj) {
        const [left, right] = [a[p] ?? 0, b[q] ?? 0];
        const isNothing = Number.isNaN(left) || Number.isNaN(right) || (domain && !domain(left, right, 0));
        to[o + k] = isNothing ? Number.NaN : value(left, right);
      }
    });
    return out;
  }
  entrywise(out, shape, args, (entries) => {
    const [a = 0, b = 0, c = 0] = entries;
    const isNothing = entries.some(Number.isNaN) || (domain && !domain(a, b, c));
    return isNothing ? Number.NaN : value(...entries);
  });
  return out;
}

/** Only the branch that is taken needs a value. */
function choose(
  out: Float64Array,
  shape: readonly number[],
  condition: Numbers,
  holds: Numbers,
  otherwise: Numbers,
): Float64Array {
  const axes = mergedAxes(shape, [condition.shape, holds.shape, otherwise.shape]);
  const { length, steps } = axes.at(-1) ?? { length: 1, steps: [] };
  const [dc = 0, da = 0, db = 0] = steps;
  const run = (o: number, starts: readonly number[]): void => {
    let [c = 0, a = 0, b = 0] = starts;
    for (let k = 0; k < length; k++, c += dc, a += da, b += db) {
      const truth = condition.data[c] ?? 0;
      out[o + k] = Number.isNaN(truth) ? Number.NaN : ((truth !== 0 ? holds.data[a] : otherwise.data[b]) ?? 0);
    }
  };
  forEachRun(axes, run);
  return out;
}

/** From left to right, as far as is needed: `decisive` is the truth value that decides. */
function connect(
  out: Float64Array,
  shape: readonly number[],
  args: readonly Numbers[],
  decisive: boolean,
): Float64Array {
  entrywise(out, shape, args, (entries) => {
    for (const entry of entries) {
      if (Number.isNaN(entry)) return Number.NaN;
      if ((entry !== 0) === decisive) return Number(decisive);
    }
    return Number(!decisive);
  });
  return out;
}

function entrywise(
  out: Float64Array,
  shape: readonly number[],
  args: readonly Numbers[],
  value: (entries: readonly number[]) => number,
): void {
  const axes = mergedAxes(
    shape,
    args.map((arg) => arg.shape),
  );
  const { length, steps } = axes.at(-1) ?? { length: 1, steps: args.map(() => 0) };
  const entries = args.map(() => 0);
  forEachRun(axes.length > 0 ? axes : [{ length, steps }], (o, starts) => {
    for (let k = 0; k < length; k++) {
      for (let arg = 0; arg < args.length; arg++)
        entries[arg] = args[arg]?.data[(starts[arg] ?? 0) + k * (steps[arg] ?? 0)] ?? 0;
      out[o + k] = value(entries);
    }
  });
}

/**
 * Computes the nodes of a graph in doubles, each once, parts first. In: roots without calls, derivatives and named lengths,
 * and what their variables are. Out: the numbers of the roots, or of all nodes.
 */

import { placesIn } from '../broadcasting';
import { type Expression, type Graph, type Operation, parts, type Variable } from '../expression';
import { numbers, sizeOf } from '../operations/define';
import type { Arithmetic } from '../operations/row';
import { toNumber } from '../rational';
import { elementwise, inputs } from './elementwise';
import type { Numbers } from './loops';
import { testsOf } from './tests';

/** Told each node when it has been computed, while the numbers that it was computed from are there. */
export type Observe = (node: Expression, of: (node: Expression) => Numbers) => void;

/** Every distinct node that is computed for the roots, inputs first. Iterative: any depth. */
export function schedule(
  roots: readonly Expression[],
  below: (node: Expression) => readonly Expression[] = inputs,
): Expression[] {
  const order: Expression[] = [];
  const seen = new Set<Expression>();
  const stack: { readonly node: Expression; readonly inputs: readonly Expression[]; next: number }[] = [];
  const open = (node: Expression): void => {
    if (seen.has(node)) return;
    seen.add(node);
    stack.push({ node, inputs: below(node), next: 0 });
  };
  for (const root of roots) {
    open(root);
    for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
      const input = frame.inputs[frame.next++];
      if (input) open(input);
      else {
        stack.pop();
        order.push(frame.node);
      }
    }
  }
  return order;
}

/**
 * `keep`: all nodes are computed, also those that are no steps of their own, and stay. Else memory is used again as soon as nothing needs what is in it; what stays are the roots.
 */
export function run(
  graph: Graph,
  roots: readonly Expression[],
  values: ReadonlyMap<Variable, Numbers>,
  observe: Observe | undefined,
  keep: boolean,
): ReadonlyMap<Expression, Numbers> {
  const order = schedule(roots, keep ? parts : inputs);
  const found = new Map<Expression, Numbers>();
  const uses = keep ? undefined : countUses(order, roots);
  const pool = new Pool();
  const of = (node: Expression): Numbers => found.get(node) ?? nothing(node);
  for (const node of order) {
    found.set(node, compute(graph, node, of, values, pool));
    observe?.(node, of);
    if (!uses) continue;
    for (const input of inputs(node)) {
      const left = (uses.get(input) ?? 0) - 1;
      uses.set(input, left);
      const numbers = left === 0 ? found.get(input) : undefined;
      if (!numbers) continue;
      found.delete(input);
      pool.release(numbers.data);
    }
  }
  return found;
}

function countUses(order: readonly Expression[], roots: readonly Expression[]): Map<Expression, number> {
  const uses = new Map<Expression, number>();
  for (const node of order) for (const input of inputs(node)) uses.set(input, (uses.get(input) ?? 0) + 1);
  // A root is never let go.
  for (const root of roots) uses.set(root, Number.POSITIVE_INFINITY);
  return uses;
}

/** Arrays by their length, to be written over. Only what it gave out itself comes back to it. */
class Pool {
  readonly #free = new Map<number, Float64Array[]>();
  readonly #own = new Set<ArrayBufferLike>();

  take(length: number): Float64Array {
    const known = this.#free.get(length)?.pop();
    if (known) return known;
    const made = new Float64Array(length);
    this.#own.add(made.buffer);
    return made;
  }
  release(data: Float64Array): void {
    if (!this.#own.has(data.buffer)) return;
    const same = this.#free.get(data.length);
    if (same) same.push(data);
    else this.#free.set(data.length, [data]);
  }
  /** It has been given to somebody who may have kept it. */
  disown(data: Float64Array): void {
    this.#own.delete(data.buffer);
  }
}

/** Entries without values. */
function nothing(node: Expression): Numbers {
  const shape = numbers(node.shape) ?? [];
  return { shape, data: new Float64Array(sizeOf(shape)).fill(Number.NaN) };
}

function compute(
  graph: Graph,
  node: Expression,
  of: (node: Expression) => Numbers,
  values: ReadonlyMap<Variable, Numbers>,
  pool: Pool,
): Numbers {
  const shape = numbers(node.shape) ?? [];
  switch (node.kind) {
    case 'constant':
      return { shape, data: Float64Array.of(toNumber(node.value)) };
    case 'named':
      return { shape, data: Float64Array.of(node.name === 'e' ? Math.E : Math.PI) };
    case 'variable':
      return values.get(node) ?? nothing(node);
    case 'operation':
      return operated(graph, node, shape, node.args.map(of), pool);
    case 'array': {
      const data = pool.take(sizeOf(shape));
      const length = sizeOf(shape.slice(1));
      node.items.forEach((item, i) => {
        const { shape: own, data: entries } = of(item);
        const places = placesIn(own, shape.slice(1));
        if (!places) data.set(entries, i * length);
        else for (let k = 0; k < length; k++) data[i * length + k] = entries[places[k] ?? 0] ?? Number.NaN;
      });
      return { shape, data };
    }
    default: {
      const data = elementwise(graph, node, shape, of, (length) => pool.take(length));
      return data ? { shape, data } : nothing(node);
    }
  }
}

function operated(
  graph: Graph,
  { row, options }: Operation,
  shape: readonly number[],
  args: readonly Numbers[],
  pool: Pool,
): Numbers {
  const entries = row.values?.(args, options, shape) ?? row.entries(inDoubles(graph), args, options, shape);
  const length = sizeOf(shape);
  if (entries?.length !== length) return { shape, data: new Float64Array(length).fill(Number.NaN) };
  const data = entries instanceof Float64Array ? entries : Float64Array.from(entries);
  // A reshape or a slice may be its argument's own memory.
  for (const arg of args) if (arg.data.buffer === data.buffer) pool.disown(data);
  return { shape, data };
}

function inDoubles(graph: Graph): Arithmetic<number> {
  return {
    constant: (value) => value,
    add: (terms) => {
      let total = 0;
      for (const term of terms) total += term;
      return total;
    },
    subtract: (a, b) => a - b,
    multiply: (factors) => {
      let total = 1;
      for (const factor of factors) total *= factor;
      return total;
    },
    divide: (a, b) => (b === 0 ? Number.NaN : a / b),
    power: (base, exponent) => (Number.isNaN(base) || (base === 0 && exponent < 0) ? Number.NaN : base ** exponent),
    apply: (row, ...args) => {
      const [x = 0, y = 0, z = 0] = args;
      if (row.name === 'where') return Number.isNaN(x) ? x : x !== 0 ? y : z;
      if (args.some(Number.isNaN) || testsOf(graph, row, args.length).domain?.(x, y, z) === false) return Number.NaN;
      return row.value(...args);
    },
  };
}

/** Random arrays for variables whose lengths have names, and differences for derivatives. */
import { evaluateArrays } from '../../src/calculus/arrays';
import { namesIn } from '../../src/calculus/dimension';
import type { Expression, Graph, Shape, Variable } from '../../src/calculus/expression';
import { random } from '../../src/calculus/fingerprint';
import { sizeOf } from '../../src/calculus/operations/define';
import type { Entries } from '../../src/calculus/operations/row';

export type Values = Map<Variable, Entries<number>>;

/** Different lengths for different names: a wrong transpose does not fit. */
const LENGTHS = [3, 4, 2, 5];

export function valuesFor(variables: readonly Variable[], seed = 1): Values {
  const number = random(seed);
  const lengths = new Map<string, number>();
  const sized = (shape: Shape): number[] =>
    shape.map((length) => {
      if (typeof length === 'number') return length;
      const [name = ''] = namesIn(length);
      if (!lengths.has(name)) lengths.set(name, LENGTHS[lengths.size % LENGTHS.length] ?? 2);
      return lengths.get(name) ?? 2;
    });
  return new Map(
    variables.map((variable) => {
      const shape = sized(variable.shape);
      const square = shape.length === 2 && shape[0] === shape[1];
      const data = Array.from({ length: sizeOf(shape) }, (_, place) => {
        // Large diagonals keep inverses and determinants away from their poles.
        const diagonal = square && place % ((shape[0] ?? 1) + 1) === 0 ? 2 : 0;
        return 0.2 + number() + diagonal;
      });
      return [variable, { shape, data }] as const;
    }),
  );
}

export function evaluate(graph: Graph, expression: Expression, values: Values): Float64Array {
  const [outcome] = evaluateArrays(graph, [expression], values);
  if (!outcome?.ok) throw new Error(outcome?.reason);
  return outcome.data;
}

/** d(expression)/d(variable) by central differences of fourth order, entries of the expression first. */
export function differences(graph: Graph, expression: Expression, variable: Variable, values: Values): number[] {
  const own = values.get(variable);
  if (!own) throw new Error(`${variable.name} has no value`);
  const h = 1e-3;
  const at = (place: number, step: number): Float64Array => {
    const data = Array.from(own.data, (entry, i) => (i === place ? entry + step : entry));
    return evaluate(graph, expression, new Map([...values, [variable, { ...own, data }]]));
  };
  const columns = Array.from({ length: own.data.length }, (_, place) => {
    const [a, b, c, d] = [-2 * h, -h, h, 2 * h].map((step) => at(place, step));
    return Array.from(
      a ?? [],
      (first, i) => (first - 8 * (b?.[i] ?? 0) + 8 * (c?.[i] ?? 0) - (d?.[i] ?? 0)) / (12 * h),
    );
  });
  const count = columns[0]?.length ?? 0;
  return Array.from({ length: count }, (_, i) => columns.map((column) => column[i] ?? Number.NaN)).flat();
}

/** The largest difference, relative to the largest entry. */
export function apart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  const scale = Math.max(1e-3, ...Array.from(a, Math.abs));
  return Math.max(0, ...Array.from(a, (entry, i) => Math.abs(entry - (b[i] ?? Number.NaN)) / scale));
}

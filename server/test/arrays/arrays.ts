/** Arrays for tests: variables with values, operations by name, and differences that stand for derivatives. */
import { expect } from 'vitest';
import { type ArrayOutcome, evaluateArrays } from '../../src/calculus/arrays';
import { indexText } from '../../src/calculus/broadcasting';
import { entriesOf } from '../../src/calculus/entries';
import { evaluate } from '../../src/calculus/evaluate';
import type { Expression, Graph, Operand, Variable } from '../../src/calculus/expression';
import { sizeOf } from '../../src/calculus/operations/define';
import type { Entries, Options } from '../../src/calculus/operations/row';
import { operation } from '../../src/calculus/operations/table';

export type Values = Map<Variable, Entries<number>>;

export const operate = (graph: Graph, name: string, args: readonly Operand[], options: Options = {}): Expression =>
  graph.operate(operation(name), args, options);

export const randomEntries = (
  random: (low: number, high: number) => number,
  shape: readonly number[],
): Entries<number> => ({
  shape,
  data: Float64Array.from({ length: sizeOf(shape) }, () => random(-2, 2)),
});

/** The outcome, which there has to be. */
export function outcomeOf(graph: Graph, root: Expression, values: Values): Extract<ArrayOutcome, { ok: true }> {
  const [outcome] = evaluateArrays(graph, [root], values);
  if (!outcome?.ok) throw new Error(outcome?.reason);
  return outcome;
}

/** Every entry by exact arithmetic and error bounds; NaN where there is none. */
export function exactly(graph: Graph, root: Expression, values: Values): number[] {
  const scalars = new Map<Variable, number>();
  for (const [{ name, scope }, { shape, data }] of values) {
    Array.from(data).forEach((entry, place) => {
      scalars.set(graph.variable(`${name}${indexText(place, shape)}`, scope), entry);
    });
  }
  const entries = entriesOf(graph, root);
  if (!entries) throw new Error('no entries');
  return Array.from(entries.data, (entry) => {
    const outcome = evaluate(graph, entry, scalars);
    return outcome.ok ? outcome.value : Number.NaN;
  });
}

export function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-9): void {
  expect(found.length).toBe(expected.length);
  Array.from(expected).forEach((value, i) => {
    const actual = found[i] ?? 0;
    if (Number.isNaN(value)) expect(actual, `entry ${i}`).toBeNaN();
    else
      expect(Math.abs(actual - value), `entry ${i}: ${actual}, not ${value}`).toBeLessThan(
        tolerance * Math.max(1, Math.abs(value)),
      );
  });
}

/** Central differences of a number by every entry of a variable. */
export function differences(graph: Graph, root: Expression, variable: Variable, values: Values, step = 1e-5): number[] {
  const own = values.get(variable);
  if (!own) throw new Error('no value');
  return Array.from(own.data, (_, place) => {
    const at = (shift: number): number => {
      const data = Float64Array.from(own.data, (entry, i) => (i === place ? entry + shift : entry));
      return outcomeOf(graph, root, new Map(values).set(variable, { ...own, data })).data[0] ?? 0;
    };
    return (at(step) - at(-step)) / (2 * step);
  });
}

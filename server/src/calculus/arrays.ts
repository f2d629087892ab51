/** Arrays of numbers. */
import type { Expression, Graph, Variable } from './expression';
import type { Entries } from './operations/row';

export type ArrayOutcome =
  | {
      readonly ok: true;
      readonly shape: readonly number[];
      readonly data: ArrayLike<number>;
      readonly reason?: string;
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly reason: string };

export function evaluateArrays(
  _graph: Graph,
  roots: readonly Expression[],
  _values: ReadonlyMap<Variable, Entries<number>>,
): readonly ArrayOutcome[] {
  return roots.map(() => ({ ok: false, reason: 'not computed' }));
}

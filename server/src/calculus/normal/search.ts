/**
 * The search for a smaller form. In: a sum or product in normal form, and moves to try on it. Out: the form that costs
 * least, where one costs less than the whole.
 */
import type { Expression } from '../expression';
import type { Construction, Move } from './construction';
import { cost, operations } from './size';

/** One row a move: the forms that it may lead to. */
export interface Search {
  readonly move: Move;
  readonly forms: (make: Construction, whole: Expression) => Iterable<Expression>;
  /** How many searches must still be able to nest; the dear ones are made for whole formulas only. */
  readonly patience?: number;
  /** Brackets may be multiplied out: not where much is shared, which has few operations however long it is written. */
  readonly opens?: true;
}

export interface Smaller {
  readonly form: Expression;
  readonly move: Move;
}

export function smallest(make: Construction, whole: Expression, searches: readonly Search[]): Smaller | undefined {
  const { graph } = make;
  let best: Smaller | undefined;
  let least = cost(graph, whole);
  for (const { forms, move, patience = 1, opens } of searches) {
    if (make.patience < patience) continue;
    for (const form of forms(make.deeper, whole)) {
      const size = cost(graph, form);
      if (size < least && !(opens && operations(form) > operations(whole))) [best, least] = [{ form, move }, size];
    }
  }
  return best;
}

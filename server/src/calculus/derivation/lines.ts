/**
 * The lines of a simplification while it is written. In: one form after another. Out: drafts that chain; a form that
 * differs from the last line in its order only is gone on with, and is no line.
 */
import type { Expression, Graph } from '../expression';
import type { RuleName } from './rule-names';
import type { Draft, Explanation } from './step';
import { unordered } from './tidy';

export interface Lines {
  readonly drafts: readonly Draft[];
  /** The form to go on with: the last line, perhaps in another order. */
  readonly here: Expression;
  readonly arrived: boolean;
  /** True where it made a line. */
  push(rule: RuleName, after: Expression, explanation: Explanation): boolean;
}

export function createLines(graph: Graph, start: Expression, goal: Expression): Lines {
  const drafts: Draft[] = [];
  const end = unordered(graph, goal);
  let here = start;
  let shape = unordered(graph, start);
  return {
    drafts,
    get here() {
      return here;
    },
    get arrived() {
      return shape === end;
    },
    push(rule, after, explanation) {
      here = after;
      const next = unordered(graph, after);
      if (next === shape) return false;
      drafts.push({ rule, before: drafts.at(-1)?.after ?? start, after, explanation, steps: [] });
      shape = next;
      return true;
    },
  };
}

/**
 * The gradient as a vector, entry by entry. In: the derivatives that are its entries, and their normal forms. Out: lines
 * from the one to the other, each entry's way inside its line.
 */
import type { Expression, Variable } from '../expression';
import type { Context } from './context';
import type { Derivative } from './rules';
import { type Draft, say } from './step';
import { title, wholeWay } from './way';

/** More entries than these are not shown one by one. */
const MOST_ENTRIES = 24;

export function gradientWay(
  context: Context,
  body: Expression,
  wrt: readonly Variable[],
  results: readonly Expression[],
): readonly Draft[] {
  const { graph } = context;
  const entries: Expression[] = wrt.map((variable) => graph.derivative(body, variable));
  const drafts: Draft[] = [];
  const line = (): Expression => graph.array(entries);
  if (entries.length > MOST_ENTRIES) {
    const after = graph.array(results);
    const explanation = say`By the same rules, entry by entry; too many to write out line by line.`;
    return [{ rule: 'differentiate each part', before: line(), after, explanation, steps: [] }];
  }
  wrt.forEach((variable, i) => {
    const derivative: Derivative = graph.derivative(body, variable);
    const result = results[i] ?? derivative;
    const inside = wholeWay(context, derivative, result);
    const before = line();
    entries[i] = result;
    drafts.push({
      rule: title(inside),
      before,
      after: line(),
      part: { before: derivative, after: result },
      explanation: say`The entry for ${variable}: everything else is held constant.`,
      steps: inside,
    });
  });
  return drafts;
}

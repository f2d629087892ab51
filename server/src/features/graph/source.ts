/** Where the parts of a graph stand on the page. In: statements. Out: for an expression the place that it was first read from. */
import type { Expression, Variable } from '../../calculus/expression';
import type { SourceRange } from '../../protocol';
import type { Range, Statement } from '../../syntax/tree';
import { expressions, parts } from '../../syntax/walk';
import { rangeOf, type View, within } from '../view';

export type Sources = ReadonlyMap<Expression, SourceRange>;

/** Larger statements are not searched. */
const MOST_PARTS = 1_000;

/** Nothing for statements of other pages. `heads` stand where they are defined; `read` is what the graph has made of an expression. */
export function sourcesIn(
  view: View,
  statements: readonly Statement[],
  heads: readonly Variable[],
  read: (expression: Expression) => Expression = (one) => one,
): Sources {
  const { program } = view;
  const found = new Map<Expression, { readonly statement: Statement; readonly range: Range }>();
  const defined = new Set<Expression>(heads);
  for (const statement of statements) {
    if (!program.page.statements.includes(statement)) continue;
    const { sentence } = statement;
    const parameters = sentence.kind === 'definition' ? sentence.parameters : undefined;
    const names = parameters ?? ('name' in sentence ? [sentence] : []);
    for (const { name } of names) {
      const head = heads.find((one) => one.name === name.name);
      if (head) found.set(head, { statement, range: name.range });
    }
    const trees = expressions(statement.sentence).flatMap((tree) => [...parts(tree)]);
    if (trees.length > MOST_PARTS) continue;
    for (const tree of trees) {
      const expression = program.expressionOf(statement, tree);
      if (!expression) continue;
      for (const one of new Set([expression, read(expression)])) {
        const known = found.get(one);
        // Without the brackets around it.
        const isInside =
          known?.statement === statement && known.range.start <= tree.range.start && tree.range.end <= known.range.end;
        if (!defined.has(one) && (!known || isInside)) found.set(one, { statement, range: tree.range });
      }
    }
  }
  return new Map(
    [...found].map(([expression, { statement, range }]) => [expression, rangeOf(view, within(statement, range))]),
  );
}

/** The values of `--at`, in the page's own notation. In: names and texts. Out: expressions without variables. */
import { evaluate } from '../calculus/evaluate';
import type { Expression } from '../calculus/expression';
import { UsageError } from './io';
import type { Options } from './options';
import type { OpenPage } from './pages';

export function pointExpressions({ workspace, program }: OpenPage, at: Options['at']): ReadonlyMap<string, Expression> {
  const values = new Map<string, Expression>();
  for (const [name, text] of at) {
    const page = workspace.program(`at:${name}`, `point = ${text}`);
    const definition = page.definitions.get('point');
    const wrong = page.problems.find(({ severity }) => severity === 'error');
    if (wrong || definition?.kind !== 'value' || page.page.statements.length !== 1) {
      throw new UsageError(`--at: ${text} is no value${wrong ? `: ${wrong.message}` : '.'}`);
    }
    if (definition.body.shape.length > 0) continue;
    const outcome = evaluate(program.graph, definition.body, new Map());
    if (!outcome.ok) throw new UsageError(`--at: ${text} has no value: ${outcome.reason}.`);
    values.set(name, definition.body);
  }
  return values;
}

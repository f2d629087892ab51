/** The values of `--at`, in the page's own notation. In: names and texts. Out: expressions without variables. */
import type { Expression } from '../calculus/expression';
import { answerTo } from '../program/answers';
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
    const { value, reason } = answerTo(program, definition.body, new Map());
    if (reason !== undefined || value === null)
      throw new UsageError(`--at: ${text} has no value: ${reason ?? 'none'}.`);
    values.set(name, definition.body);
  }
  return values;
}

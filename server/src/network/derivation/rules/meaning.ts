/** Layers and losses by what they mean: a body is one when the row, asked with the same arguments, gives that body. */
import { type Expression, type Graph, postorder, type Variable, variables } from '../../../calculus/expression';
import { sameShape } from '../../../calculus/shapes';
import type { Arguments } from '../../row';
import { layerTable } from '../../table';

export function meaningOf(
  graph: Graph,
  name: string,
  args: Readonly<Record<string, Expression>>,
): Expression | undefined {
  const row = layerTable.get(name);
  const of = (argument: string): Expression => args[argument] ?? graph.constant(0);
  const given: Arguments = {
    of,
    shape: (argument) => of(argument).shape,
    length: () => 1,
    isImage: () => false,
  };
  return row && !row.misfit?.(given) ? row.meaning(graph, given) : undefined;
}

export interface Compared {
  readonly p: Variable;
  readonly y: Expression;
  /** Of a loss with a number: that number. */
  readonly number?: Expression;
}

/** Of a loss: what is compared with what. `predicted` is the name of its first parameter, `number` that of a third one. */
export function comparedBy(
  graph: Graph,
  body: Expression,
  name: string,
  predicted = 'p',
  number?: string,
): Compared | undefined {
  const all = postorder([body]);
  const numbers = number === undefined ? [undefined] : all.filter(({ kind }) => kind === 'constant');
  for (const p of variables(body)) {
    for (const y of all) {
      if (y === p || y === body || !sameShape(y.shape, p.shape)) continue;
      for (const third of numbers) {
        const args = { [predicted]: p, y, ...(number !== undefined && third && { [number]: third }) };
        if (meaningOf(graph, name, args) === body) return { p, y, ...(third && { number: third }) };
      }
    }
  }
  return undefined;
}

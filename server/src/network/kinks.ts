/**
 * Where a convention decides the slope of a body: relu at 0, the maximum of entries that tie. In: a body. Out: truth
 * values over the variables, and what to say where one is 1. Branches that are not taken have no kinks.
 */
import { DEPTH_LIMIT, type Expression, type Graph, parts, type Variable, variables } from '../calculus/expression';
import { row } from '../calculus/functions/table';
import type { Entries, Options } from '../calculus/operations/row';

export interface KinkPlace {
  readonly note: string;
  /** No convention gives a slope here. */
  readonly slopeless: boolean;
  /** What has to be computed to see whether it is there. */
  readonly roots: readonly Expression[];
  /** Whether it is there, from the values of `roots`. */
  at(values: readonly Entries<number>[]): boolean;
  /** The variables that it lies in the way of. */
  readonly variables: readonly Variable[];
}

export function kinksOf(graph: Graph, body: Expression): readonly KinkPlace[] {
  if (body.depth > DEPTH_LIMIT) return [];
  const found: KinkPlace[] = [];
  const seen = new Set<string>();
  const visit = (node: Expression, guard: Expression | undefined): void => {
    const key = `${node.id} ${guard?.id ?? ''}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (node.kind === 'application') {
      for (const { at, note, slopeless = false } of node.row.kinks?.(graph, node.args) ?? []) {
        const place = guard ? graph.apply(row('and'), guard, at) : at;
        found.push({ note, slopeless, roots: [place], at: ([truth]) => holds(truth), variables: variables(node) });
      }
      const [condition, yes, no] = node.args;
      if (node.row.name === 'where' && condition && yes && no) {
        const under = (taken: Expression): Expression => (guard ? graph.apply(row('and'), guard, taken) : taken);
        visit(condition, guard);
        visit(yes, under(condition));
        visit(no, under(graph.apply(row('not'), condition)));
        return;
      }
    }
    if (node.kind === 'operation' && node.row.kink) {
      const { note, at } = node.row.kink;
      const options: Options = node.options;
      found.push({
        note,
        slopeless: false,
        roots: node.args,
        at: (values) => at(values, options),
        variables: variables(node),
      });
    }
    // What is reduced stands in no branch of an elementwise `where` any more.
    const below = node.kind === 'operation' ? undefined : guard;
    for (const part of parts(node)) visit(part, below);
  };
  visit(body, undefined);
  return found;
}

function holds(truth: Entries<number> | undefined): boolean {
  return truth !== undefined && Array.prototype.some.call(truth.data, (entry: number) => entry === 1);
}

/**
 * What stands in brackets behind an array: entries, rows and slices. In: an array and its subscripts as trees. Out: its
 * expression, or undefined with the reason reported.
 */
import type { Dimension } from '../calculus/dimension';
import { type Expression, variables } from '../calculus/expression';
import { lengthOf } from '../calculus/lengths';
import { operation } from '../calculus/operations/table';
import { shapeText } from '../calculus/shapes';
import { error } from '../syntax/problem';
import type { Subscript, Tree } from '../syntax/tree';
import { elaborate } from './elaborate';
import { integer, lengthIn, operated } from './operation-calls';
import type { Scope } from './scope';
import { called, type Operand } from './shapes';

/** An entry, a row or a slice: x[0], X[0, 1:3], W[ids]. */
export function index(scope: Scope, { base, subscripts }: Extract<Tree, { kind: 'index' }>): Expression | undefined {
  const value = elaborate(scope, base);
  if (!value) return undefined;
  return indexed(scope, { tree: base, value }, subscripts);
}

/** What stands at these subscripts, which may be integers, slices, or one array of integers. */
export function indexed(scope: Scope, base: Operand, subscripts: readonly Subscript[]): Expression | undefined {
  const at: (Dimension | readonly Dimension[])[] = [];
  const { shape } = base.value;
  if (shape.length === 0) {
    const { start, end } = subscripts[0]?.range ?? base.tree.range;
    const message = 'A number has no entries: [ ] needs a vector or a matrix before it.';
    scope.report(error('index-of-number', message, start, end));
    return undefined;
  }
  for (const [axis, subscript] of subscripts.entries()) {
    const length = shape[axis];
    if (length === undefined) {
      const { start, end } = subscript.range;
      const many = shape.length === 1 ? 'one axis' : `${shape.length} axes`;
      scope.report(
        error(
          'index-out-of-range',
          `There are ${subscripts.length} subscripts, and only ${many}: ${called(base, 'it')} has shape ${shapeText(shape)}.`,
          start,
          end,
        ),
      );
      return undefined;
    }
    if (subscript.kind === 'slice') {
      const from = subscript.from ? lengthIn(scope, subscript.from) : 0;
      const to = subscript.to ? lengthIn(scope, subscript.to) : length;
      if (from === undefined || to === undefined) return undefined;
      at.push([from, to]);
      continue;
    }
    if (subscripts.length === 1 && integer(subscript) === undefined) {
      const ids = elaborate(scope, subscript);
      if (!ids) return undefined;
      if (ids.shape.length > 0 || (lengthOf(ids) === undefined && variables(ids).length > 0))
        return operated(scope, operation('gather'), [base, { tree: subscript, value: ids }], {}, subscript.range);
    }
    const position = lengthIn(scope, subscript);
    if (position === undefined) return undefined;
    at.push(position);
  }
  const places = new Map(subscripts.map((subscript, i) => [`at ${i}`, subscript.range]));
  const [first] = subscripts;
  const place =
    subscripts.length === 1 && first
      ? first.range
      : { start: first?.range.start ?? 0, end: subscripts.at(-1)?.range.end ?? 0 };
  // What is written out, or is a list of partials, gives its entry as it is.
  const entry = writtenEntry(base.value, at);
  return entry ?? operated(scope, operation('index'), [base], { at }, place, places);
}

function writtenEntry(value: Expression, at: readonly (Dimension | readonly Dimension[])[]): Expression | undefined {
  let entry: Expression | undefined = value;
  for (const position of at) {
    if (entry?.kind !== 'array' || typeof position !== 'number') return undefined;
    entry = position < -entry.items.length ? undefined : entry.items.at(position);
  }
  return entry;
}

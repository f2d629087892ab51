/** The operators of matrices where they stand: `@`, `.T` and `ᵀ`. In: a part of a tree and the place in it. Out: a card. */
import { operations } from '../../calculus/operations/table';
import type { Range, Tree } from '../../syntax/tree';
import { within } from '../view';
import type { Card } from './card';
import { operationParts } from './layer';
import type { Place } from './place';

export function operatorParts(place: Place, tree: Tree, at: number): Card | undefined {
  const found = operatorAt(tree, at);
  const row = found && operations().get(found.name);
  return row && { range: within(place.statement, found.range), ...operationParts(place, row, found.whole) };
}

interface Operator {
  readonly name: string;
  readonly range: Range;
  /** What it is the operator of. */
  readonly whole: Tree;
}

function operatorAt(tree: Tree, at: number): Operator | undefined {
  if (tree.kind === 'transpose') return { name: 'transpose', range: tree.range, whole: tree };
  if (tree.kind === 'member' && tree.member.name === 'T')
    return { name: 'transpose', range: tree.member.range, whole: tree };
  if (tree.kind !== 'product') return undefined;
  const index = tree.rest.findIndex(
    ({ operator, operatorRange: { start, end } }) => operator === '@' && start <= at && at <= end,
  );
  const link = tree.rest[index];
  return link && { name: '@', range: link.operatorRange, whole: { ...tree, rest: tree.rest.slice(0, index + 1) } };
}

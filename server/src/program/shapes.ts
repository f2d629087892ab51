/**
 * What does not go together, said where it stands. In: operands with their trees and shapes. Out: problems on the operator
 * or the argument that is wrong, with both shapes and the likeliest mend.
 */
import { count } from '../calculus/dimension';
import type { Expression } from '../calculus/expression';
import type { Misfit } from '../calculus/operations/row';
import { broadcastShapes, shapeText } from '../calculus/shapes';
import { unicode } from '../notation/print';
import { error } from '../syntax/problem';
import type { Fix, Range, Tree } from '../syntax/tree';
import type { Scope } from './scope';

/** An operand: what is written, and what it means. */
export interface Operand {
  readonly tree: Tree;
  readonly value: Expression;
}

/** Longer operands are called by their place. */
const MOST_LETTERS = 24;

/** The operand as the reader knows it: `W`, `X @ w`, or `the left side`. */
export function called({ tree, value }: Operand, otherwise: string): string {
  if (tree.kind === 'name') return tree.name;
  if (tree.kind === 'group') return called({ tree: tree.body, value }, otherwise);
  if (tree.kind === 'array' || tree.kind === 'number') return otherwise;
  const text = unicode(value);
  return text.length <= MOST_LETTERS ? text : otherwise;
}

const has = ({ value: { shape } }: Operand): string =>
  shape.length === 0 ? 'is a number' : `has shape ${shapeText(shape)}`;

/** Whether two operands of an elementwise operator have a common shape; if not, that is said at the operator. */
export function broadcasts(scope: Scope, left: Operand, right: Operand, place: Range, operator: string): boolean {
  if (broadcastShapes(left.value.shape, right.value.shape)) return true;
  const [a, b] = [called(left, 'the left side'), called(right, 'the right side')];
  const fixes = [left, right].flatMap((operand, i) => {
    const other = (i === 0 ? right : left).value.shape;
    const turned = operand.value.shape.toReversed();
    return turned.length > 1 && broadcastShapes(turned, other) ? [transposed(operand.tree)] : [];
  });
  const guess = fixes[0] ? ` ${fixes[0].title.replace('Write', 'Did you mean')}?` : '';
  const rule = operator === '' ? '' : ` for ${operator}`;
  scope.report(
    error(
      'shape-mismatch',
      `${a} ${has(left)} and ${b} ${has(right)}: the shapes do not go together${rule}.${guess}`,
      place.start,
      place.end,
      fixes,
    ),
  );
  return false;
}

/** Says what a row of the table of operations found wrong: at the argument, at an option, or at `place`. */
export function reportMisfit(
  scope: Scope,
  misfit: Misfit,
  operands: readonly Operand[],
  place: Range,
  optionPlaces: ReadonlyMap<string, Range> = new Map(),
): undefined {
  const message = misfit.message.replaceAll(/\{(\d)\}/g, (_, index) => {
    const operand = operands[Number(index)];
    return operand
      ? called(operand, operands.length === 2 ? (index === '0' ? 'the left side' : 'the right side') : 'it')
      : '';
  });
  const fixes = (misfit.mends ?? []).flatMap(({ argument, how }) => {
    const operand = operands[argument];
    if (!operand) return [];
    // flatten is a layer, and leaves matrices as they are.
    const isImage = scope.inside && operand.value.shape.length > 2;
    return [(isImage ? MENDS : RESHAPED)[how](operand.tree, operand.value)];
  });
  const guess = fixes[0] ? ` ${fixes[0].title.replace('Write', 'Did you mean')}?` : '';
  const argument = misfit.argument === undefined ? undefined : operands[misfit.argument]?.tree.range;
  const { start, end } = (misfit.option === undefined ? argument : optionPlaces.get(misfit.option)) ?? place;
  const sentence =
    message.charAt(0) === message.charAt(0).toLowerCase() && message.startsWith('the ')
      ? `T${message.slice(1)}`
      : message;
  scope.report(error(misfit.code ?? 'shape-mismatch', `${sentence}${guess}`, start, end, fixes));
  return undefined;
}

type How = NonNullable<Misfit['mends']>[number]['how'];
const MENDS: Readonly<Record<How, (tree: Tree, value: Expression) => Fix>> = {
  transpose: (tree) => transposed(tree),
  flatten: (tree) => wrapped(tree, 'flatten(', ')'),
  column: (tree, { shape }) => wrapped(tree, 'reshape(', `, [${[...shape, 1].join(', ')}])`),
  row: (tree, { shape }) => wrapped(tree, 'reshape(', `, [${[1, ...shape].join(', ')}])`),
};

const RESHAPED: typeof MENDS = {
  ...MENDS,
  flatten: (tree, { shape }) => wrapped(tree, 'reshape(', `, ${count(shape)})`),
};

const TIGHT = new Set<Tree['kind']>(['name', 'member', 'index', 'call', 'group', 'array']);

/** `W.T`, or `(a + b).T`. */
export function transposed(tree: Tree): Fix {
  const { start, end } = tree.range;
  const [before, after] = TIGHT.has(tree.kind) ? ['', '.T'] : ['(', ').T'];
  const title = tree.kind === 'name' ? `Write ${tree.name}.T` : 'Write the transpose, .T';
  return { title, edits: edits(start, end, before, after), preferred: true };
}

function wrapped(tree: Tree, before: string, after: string): Fix {
  const { start, end } = tree.range;
  const inner = tree.kind === 'name' ? tree.name : '…';
  return { title: `Write ${before}${inner}${after}`, edits: edits(start, end, before, after), preferred: true };
}

const edits = (start: number, end: number, before: string, after: string): Fix['edits'] => [
  ...(before === '' ? [] : [{ range: { start, end: start }, text: before }]),
  { range: { start: end, end }, text: after },
];

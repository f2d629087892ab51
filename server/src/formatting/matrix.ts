/**
 * The columns of a matrix that is written a row a line: numbers stand right-aligned, other entries left-aligned.
 * In: a statement's draft, its rows and gaps set. Out: wider gaps before entries.
 */
import type { Tree } from '../syntax/tree';
import { expressions, parts } from '../syntax/walk';
import { type Draft, isOneRow, spanOf } from './draft';

/** Words `from` to before `to`. */
interface Cell {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly isNumber: boolean;
}

export function alignMatrices(draft: Draft): void {
  if (isOneRow(draft)) return;
  const starts = new Map(draft.words.map(({ start }, i) => [start, i]));
  const ends = new Map(draft.words.map(({ end }, i) => [end, i]));
  const rowOf: number[] = [];
  draft.rows.forEach(({ from, to }, row) => {
    for (let i = from; i < to; i++) rowOf[i] = row;
  });
  const cellOf = (tree: Tree): Cell => {
    const from = starts.get(tree.range.start) ?? 0;
    const to = (ends.get(tree.range.end) ?? 0) + 1;
    return { from, to, width: spanOf(draft, from, to), isNumber: isNumber(tree) };
  };
  for (const expression of expressions(draft.statement.sentence)) {
    for (const tree of parts(expression)) {
      if (tree.kind === 'array') alignRows(draft, tree.items, cellOf, rowOf);
    }
  }
}

function alignRows(draft: Draft, items: readonly Tree[], cellOf: (tree: Tree) => Cell, rowOf: readonly number[]): void {
  if (items.length < 2) return;
  const table: Cell[][] = [];
  for (const [i, item] of items.entries()) {
    if (item.kind !== 'array' || item.items.length !== (table[0]?.length ?? item.items.length)) return;
    const { from, to } = cellOf(item);
    const row = rowOf[from];
    const isAlone = rowOf[to - 1] === row && (i === 0 || draft.rows[row ?? -1]?.from === from);
    if (!isAlone || item.items.some(({ kind }) => kind === 'array')) return;
    table.push(item.items.map(cellOf));
  }
  for (let column = 0; column < (table[0]?.length ?? 0); column++) {
    const cells = table.flatMap((row) => row[column] ?? []);
    const width = Math.max(...cells.map((cell) => cell.width));
    const right = cells.every((cell) => cell.isNumber);
    for (const cell of cells) {
      // The comma belongs to the entry; left-aligned entries are followed by what is missing.
      const place = right ? cell.from : cell.to + 1;
      if (right || column + 1 < (table[0]?.length ?? 0))
        draft.gaps[place] = (draft.gaps[place] ?? 0) + width - cell.width;
    }
  }
}

/** `3`, `-0.5`, `3/2`. */
const isNumber = (tree: Tree): boolean =>
  tree.kind === 'number' ||
  (tree.kind === 'sign' && isNumber(tree.body)) ||
  (tree.kind === 'product' && [tree.first, ...tree.rest.map(({ operand }) => operand)].every(isNumber));

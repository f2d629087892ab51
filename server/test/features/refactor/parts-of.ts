/** Everything that can be selected on a page as a part of a formula: whole parts, and runs of sums and products. */
import { placedIn } from '../../../src/features/refactor/places';
import type { View } from '../../../src/features/view';
import type { Range } from '../../../src/syntax/tree';

export function selectable({ program }: View): Range[] {
  const found: Range[] = [];
  for (const { start, sentence } of program.page.statements) {
    const add = (from: number, to: number): unknown => found.push({ start: start + from, end: start + to });
    for (const { tree } of placedIn(sentence)) {
      add(tree.range.start, tree.range.end);
      if (tree.kind !== 'sum' && tree.kind !== 'product') continue;
      const operands = [tree.first, ...tree.rest.map(({ operand }) => operand)];
      const signs = [tree.first.range, ...tree.rest.map(({ operatorRange }) => operatorRange)];
      for (const [i, first] of operands.entries()) {
        for (const last of operands.slice(i + 1)) {
          add(first.range.start, last.range.end);
          if (tree.kind === 'sum' && i > 0) add(signs[i]?.start ?? 0, last.range.end);
        }
      }
    }
  }
  return found;
}

/** All mends of a page that need no choice, in one edit. In: its quick fixes. Out: edits of which none overlaps another. */
import type { Edit, Fix } from '../../syntax/tree';

/** Earlier ones go first; of two that would change the same place, the second waits for the next time. */
export function fixAll(fixes: readonly Fix[]): readonly Edit[] {
  const edits: Edit[] = [];
  for (const fix of fixes) {
    if (fix.preferred !== true) continue;
    const clashes = fix.edits.some(({ range }) =>
      edits.some((other) => range.start <= other.range.end && other.range.start <= range.end),
    );
    if (!clashes) edits.push(...fix.edits);
  }
  return edits;
}

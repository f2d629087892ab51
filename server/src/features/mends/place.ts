/** What a mend looks at: a problem on its page. In: a view and a problem. Out: its text, its statement, the trees there. */
import type { Fix, Problem, Range, Statement, Tree } from '../../syntax/tree';
import { type Placed, placedIn } from '../refactor/places';
import { statementAt, type View } from '../view';

export interface MendPlace {
  readonly view: View;
  readonly problem: Problem;
  /** Of the page. */
  readonly text: string;
  /** What the problem is about, as written. */
  readonly wrong: string;
  /** The statement that the problem stands in. */
  readonly statement: Statement;
  readonly index: number;
}

/** Fixes with ranges on the page; none where nothing can be guessed. */
export type Mend = (place: MendPlace) => readonly Fix[];

export function placeOf(view: View, problem: Problem): MendPlace | undefined {
  const { text, statements } = view.program.page;
  const index = statementAt(view, problem.range.start);
  const statement = index === undefined ? undefined : statements[index];
  if (index === undefined || !statement) return undefined;
  return { view, problem, text, wrong: text.slice(problem.range.start, problem.range.end), statement, index };
}

/** `Write …` in the place of a range. */
export const write = (range: Range, text: string, options: Partial<Pick<Fix, 'title' | 'preferred'>> = {}): Fix => ({
  title: `Write ${text}`,
  edits: [{ range: { start: range.start, end: range.end }, text }],
  ...options,
});

export const remove = (title: string, range: Range, preferred = false): Fix => ({
  title,
  edits: [{ range, text: '' }],
  preferred,
});

/** The smallest parts first that hold a range of the page. */
export function treesAround({ statement }: MendPlace, { start, end }: Range): readonly Placed[] {
  const found: Placed[] = [];
  for (const placed of placedIn(statement.sentence)) {
    const { range } = placed.tree;
    if (statement.start + range.start <= start && end <= statement.start + range.end) found.push(placed);
  }
  return found.reverse();
}

/** The smallest part of a kind around the problem. */
export function around<Kind extends Tree['kind']>(
  place: MendPlace,
  kind: Kind,
): Extract<Tree, { kind: Kind }> | undefined {
  for (const { tree } of treesAround(place, place.problem.range)) if (isOf(tree, kind)) return tree;
  return undefined;
}

const isOf = <Kind extends Tree['kind']>(tree: Tree, kind: Kind): tree is Extract<Tree, { kind: Kind }> =>
  tree.kind === kind;

/** An item of a list with the comma before it, or after it where it is the first. */
export function itemOf(items: readonly Range[], at: number): Range | undefined {
  const [before, item, after] = [items[at - 1], items[at], items[at + 1]];
  if (!item) return undefined;
  if (before) return { start: before.end, end: item.end };
  return { start: item.start, end: after?.start ?? item.end };
}

export const shifted = (by: number, { start, end }: Range): Range => ({ start: by + start, end: by + end });

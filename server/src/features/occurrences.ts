/**
 * Where the parts of a formula stand on the page. In: a statement and a tree of it. Out: for each expression the places where
 * it is written, and the cutting of places into pieces. Ranges count from the statement.
 */
import type { Expression } from '../calculus/expression';
import type { Program } from '../program/program';
import { tokensOf } from '../syntax/mentions';
import type { Range, Statement, Tree } from '../syntax/tree';
import { children } from '../syntax/walk';

/** Brackets are not counted to what stands in them. */
export interface Occurrence {
  readonly tree: Tree;
  /** How many parts it is inside of. */
  readonly depth: number;
}

export type Occurrences = ReadonlyMap<Expression, readonly Occurrence[]>;

/** Characters of parts that are looked at, each part with all that is inside it; inner parts of longer formulas are left out. */
const MOST_CHARACTERS = 200_000;

export function occurrencesIn(program: Program, statement: Statement, root: Tree): Occurrences {
  const found = new Map<Expression, Occurrence[]>();
  const queue = [{ tree: root, depth: 0 }];
  let characters = 0;
  // Outer parts first; the list grows while it is read.
  for (const { tree, depth } of queue) {
    if (isBracket(tree)) {
      queue.push({ tree: tree.body, depth });
      continue;
    }
    characters += tree.range.end - tree.range.start;
    if (characters > MOST_CHARACTERS) break;
    const expression = program.expressionOf(statement, tree);
    if (expression) found.set(expression, [...(found.get(expression) ?? []), { tree, depth }]);
    queue.push(...operands(tree).map((part) => ({ tree: part, depth: depth + 1 })));
  }
  return found;
}

type Bracket = Extract<Tree, { kind: 'group' | 'sign' }>;

/** Means what is inside it. */
const isBracket = (tree: Tree): tree is Bracket =>
  tree.kind === 'group' || (tree.kind === 'sign' && tree.operator === '+');

/** The parts that have a value of their own: not the name of what is called; of a·b/c also a·b. */
function operands(tree: Tree): readonly Tree[] {
  switch (tree.kind) {
    case 'call':
      return tree.arguments.map(({ value }) => value);
    case 'pipe':
      return [tree.left, ...(tree.right.kind === 'call' ? operands(tree.right) : [])];
    case 'product': {
      const { first, rest } = tree;
      const last = rest.findLastIndex(({ operator }) => operator === '/' || operator === '@');
      const before = rest[last - 1];
      if (!before) return children(tree);
      const start = {
        ...tree,
        rest: rest.slice(0, last),
        range: { start: first.range.start, end: before.operand.range.end },
      };
      return [start, ...rest.slice(last).map(({ operand }) => operand)];
    }
    default:
      return children(tree);
  }
}

export const isInside = (inner: Range, outer: Range): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** In the order of the page; what stands in another is left out. */
export function united(ranges: readonly Range[]): readonly Range[] {
  const sorted = ranges.toSorted((a, b) => a.start - b.start || b.end - a.end);
  return sorted.filter((range, i) => !sorted.slice(0, i).some((other) => isInside(range, other)));
}

/** What is left of the ranges without the holes: runs of tokens of one line, `3(` and `)^5`. */
export function without(source: string, ranges: readonly Range[], holes: readonly Range[]): readonly Range[] {
  const pieces: Range[] = [];
  let isOpen = false;
  let end = 0;
  for (const token of tokensOf(source)) {
    if (source.slice(end, token.start).includes('\n')) isOpen = false;
    end = token.end;
    const isLeft = ranges.some((range) => isInside(token, range)) && !holes.some((hole) => isInside(token, hole));
    const last = isOpen ? pieces.pop() : undefined;
    if (isLeft) pieces.push({ start: last?.start ?? token.start, end });
    else if (last) pieces.push(last);
    isOpen = isLeft;
  }
  return pieces;
}

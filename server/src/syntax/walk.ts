/** The parts of a tree, in reading order, and the smallest part at a place. */
import type { Argument, Range, Sentence, Subscript, Tree } from './tree';

export function children(tree: Tree): readonly Tree[] {
  switch (tree.kind) {
    case 'number':
    case 'name':
      return [];
    case 'group':
    case 'sign':
    case 'root':
    case 'not':
      return [tree.body];
    case 'array':
      return tree.items;
    case 'sum':
    case 'product':
    case 'comparison':
      return [tree.first, ...tree.rest.map(({ operand }) => operand)];
    case 'power':
      return [tree.base, tree.exponent];
    case 'superscript':
    case 'transpose':
    case 'member':
    case 'prime':
      return [tree.base];
    case 'index':
      return [tree.base, ...subscripts(tree.subscripts)];
    case 'call':
      return [tree.callee, ...values(tree.arguments)];
    case 'pipe':
      return [tree.left, tree.right];
    case 'logic':
      return tree.operands;
    case 'partial':
      return [...subscripts(tree.of.index ?? []), ...tree.wrt.flatMap(({ path }) => subscripts(path.index ?? []))];
    case 'partialOf':
      return [...tree.wrt.flatMap(({ path }) => subscripts(path.index ?? [])), tree.body];
    case 'nabla':
      return 'kind' in tree.of ? [tree.of] : subscripts(tree.of.index ?? []);
    case 'point':
      return [tree.derivative, ...values(tree.arguments)];
  }
}

const values = (list: readonly Argument[]): Tree[] => list.map(({ value }) => value);
const subscripts = (list: readonly Subscript[]): Tree[] =>
  list.flatMap((entry) =>
    entry.kind === 'slice' ? [entry.from, entry.to].filter((part) => part !== undefined) : [entry],
  );

/** All expressions of a sentence, in reading order. */
export function expressions(sentence: Sentence): readonly Tree[] {
  switch (sentence.kind) {
    case 'definition':
    case 'expression':
      return [sentence.body];
    case 'check':
      return [sentence.first, ...sentence.rest.map(({ value }) => value), ...sentence.conditions];
    case 'input':
    case 'target':
    case 'param':
      return sentence.value ? [sentence.value] : [];
    default:
      return [];
  }
}

/** Every part of a tree, wholes before parts, in reading order. Any depth. */
export function* parts(root: Tree): Generator<Tree> {
  const pending: Tree[] = [root];
  for (let tree = pending.pop(); tree; tree = pending.pop()) {
    yield tree;
    pending.push(...[...children(tree)].reverse());
  }
}

/** From the whole down to the smallest part that holds the offset (an end belongs to what ends there). */
export function pathTo(root: Tree, offset: number): Tree[] {
  const path: Tree[] = [];
  let tree: Tree | undefined = holds(root.range, offset) ? root : undefined;
  while (tree) {
    path.push(tree);
    const found: readonly Tree[] = children(tree).filter((part) => holds(part.range, offset));
    tree = found.find((part) => offset < part.range.end) ?? found[0];
  }
  return path;
}

const holds = ({ start, end }: Range, offset: number): boolean => start <= offset && offset <= end;

/** Shapes in heads and declarations: `w[n]`, `X[m, 3]`, `x[batch, 2*k]`. In: their trees. Out: a shape, and what is wrong with it. */
import { type Dimension, floorDivide, minus, plus, type Shape, times } from '../calculus/dimension';
import { error } from '../syntax/problem';
import type { Parameter, Problem, Tree } from '../syntax/tree';

/** A length that cannot be read counts as 1: it has been said. */
export const declaredShape = (trees: readonly Tree[] = []): Shape => trees.map((tree) => lengthOf(tree) ?? 1);

export function shapeProblems({ shape = [] }: Pick<Parameter, 'shape'>): Problem[] {
  return shape.flatMap((tree) => {
    const length = lengthOf(tree);
    if (length !== undefined && (typeof length === 'string' || length >= 1)) return [];
    const { start, end } = tree.range;
    const given = numberText(tree);
    const but = given === undefined ? '' : `, not ${given}`;
    return [error('wrong-dimension', `A dimension is a positive integer or a dimension's name${but}.`, start, end)];
  });
}

/** The names of the dimensions that shapes declare. */
export function namesOf(trees: readonly Tree[] = []): string[] {
  return trees.flatMap((tree) =>
    tree.kind === 'name' ? [tree.name] : tree.kind === 'group' ? namesOf([tree.body]) : [],
  );
}

/** A number as it is written; undefined for anything else. */
export function numberText(tree: Tree): string | undefined {
  if (tree.kind === 'number') return tree.text;
  if (tree.kind === 'group') return numberText(tree.body);
  const below = tree.kind === 'sign' ? numberText(tree.body) : undefined;
  return tree.kind === 'sign' && below !== undefined ? `${tree.operator === '-' ? '−' : ''}${below}` : undefined;
}

function lengthOf(tree: Tree): Dimension | undefined {
  switch (tree.kind) {
    case 'number':
      return /^\d+$/.test(tree.text) ? Number(tree.text) : undefined;
    case 'name':
      return tree.name;
    case 'group':
      return lengthOf(tree.body);
    case 'sum':
      return fold(tree.first, tree.rest, { '+': plus, '-': minus });
    case 'product':
      return fold(tree.first, tree.rest, { '*': times, implicit: times, '·': times, '/': floorDivide });
    default:
      return undefined;
  }
}

function fold(
  first: Tree,
  rest: readonly { readonly operator: string; readonly operand: Tree }[],
  operators: Readonly<Record<string, (a: Dimension, b: Dimension) => Dimension>>,
): Dimension | undefined {
  return rest.reduce<Dimension | undefined>((left, { operator, operand }) => {
    const [join, right] = [operators[operator], lengthOf(operand)];
    return left === undefined || right === undefined ? undefined : join?.(left, right);
  }, lengthOf(first));
}

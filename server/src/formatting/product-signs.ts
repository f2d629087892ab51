/**
 * The signs of products. `·` is `*` where one side is a number and `@` between arrays, so what a sign may become hangs on
 * the shapes of both sides. In: a product of a statement. Out: edits of its signs.
 */
import type { Edit, Tree } from '../syntax/tree';
import type { Site } from './site';

type Product = Extract<Tree, { kind: 'product' }>;
/** Undefined where the shape is not known. */
type Look = 'number' | 'array' | undefined;

export function productSigns(site: Site, tree: Product, towards: 'unicode' | 'ascii'): Edit[] {
  const edits: Edit[] = [];
  let left = lookOf(site, tree.first);
  tree.rest.forEach(({ operator, operatorRange, operand }, i) => {
    const right = lookOf(site, operand);
    const sides = left === 'number' || right === 'number' ? 'number' : left && right;
    const typed = site.text(operatorRange);
    const sign = towards === 'unicode' ? unicodeSign(typed, sides) : asciiSign(operator, sides);
    if (sign !== undefined && sign !== typed) edits.push({ range: operatorRange, text: sign });
    const contracts = operator === '@' || (operator === '·' && sides !== 'number');
    if (contracts) left = lookOf(site, { ...tree, rest: tree.rest.slice(0, i + 1) });
    else left = left === 'array' || right === 'array' ? 'array' : left && right;
  });
  return edits;
}

function lookOf(site: Site, tree: Tree): Look {
  if (tree.kind === 'number') return 'number';
  const shape = site.expressionOf(tree)?.shape;
  return shape && (shape.length === 0 ? 'number' : 'array');
}

/** Other signs than `*` stay: they are the writer's choice. */
function unicodeSign(typed: string, sides: Look): string | undefined {
  if (typed !== '*') return undefined;
  return sides === 'number' ? '·' : sides === 'array' ? '⊙' : '×';
}

function asciiSign(operator: string, sides: Look): string | undefined {
  if (operator === '*') return '*';
  if (operator === '/') return '/';
  if (operator !== '·' || !sides) return undefined;
  return sides === 'number' ? '*' : '@';
}

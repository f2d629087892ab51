/**
 * What expressions cost, as they are printed: a quotient is one operation, a difference is one, −1 as a factor
 * of a term none. `cost` counts a tree, every time a part stands there; `operations` counts a graph, shared parts once.
 */
import { type Expression, type Graph, parts, postorder } from '../expression';
import { isOne } from '../rational';
import { isNegativeTerm } from './order';

/** A product as people read it: what stands above and below the line. */
interface Fraction {
  readonly above: number;
  readonly below: number;
}

function fraction(factors: readonly Expression[]): Fraction {
  let [above, below] = [0, 0];
  for (const factor of factors) {
    if (isReciprocal(factor)) below++;
    else if (factor.kind === 'constant') {
      if (factor.decimal || factor.value.n !== 1n) above++;
      if (!factor.decimal && factor.value.d !== 1n) below++;
    } else above++;
  }
  return { above, below };
}

/** A power with a negative constant exponent: printed below the line. */
export function isReciprocal(node: Expression): boolean {
  return node.kind === 'power' && isNegativeTerm(node.exponent);
}

/** The operations that a node adds to those of its parts. */
function own(node: Expression): number {
  switch (node.kind) {
    case 'constant':
    case 'named':
    case 'variable':
    case 'array':
      return 0;
    case 'operation':
      return node.args.length === 0 ? 0 : 1;
    case 'sum':
      return node.terms.length - 1;
    case 'product': {
      const { above, below } = fraction(node.factors);
      return Math.max(above, 1) - 1 + below;
    }
    case 'power':
      return ownOfPower(node.exponent);
    default:
      return 1;
  }
}

/** Of a power inside a product: x^(−1) below a line is no operation of its own. */
function ownOfPower(exponent: Expression): number {
  if (exponent.kind === 'constant' && isOne(exponent.value.neg())) return 0;
  return 1;
}

/** So many digits more weigh as much as an operation. */
const DIGITS = 5;

/** What a long decimal weighs: 0.39894228(0.134145x² + 1) is not multiplied out to 0.0535161121506x² + 0.39894228. */
function clumsy(node: Expression): number {
  if (node.kind !== 'constant' || !node.decimal) return 0;
  return Math.floor((node.value.n.toString().length - 1) / DIGITS);
}

/** x@A + A@x is longer than (A + A.T)@x, with as many operations; and a mean is one, but hides a sum and its length. */
const weight = (node: Expression): number =>
  node.kind === 'operation' && (node.row.name === '@' || node.row.name === 'mean') ? 0.5 : 0;

/** The size of the tree; saturates, so that exploding graphs have a size too. Memoised in the graph. */
export function cost(graph: Graph, root: Expression): number {
  const sizes = graph.memo<number>('cost');
  for (const node of sizes.has(root) ? [] : postorder([root])) {
    if (sizes.has(node)) continue;
    const inProduct = node.kind === 'product';
    const below = parts(node).reduce(
      (total, part) => total + (sizes.get(part) ?? 0) + (inProduct ? 0 : ownLine(part)),
      0,
    );
    sizes.set(node, Math.min(own(node) + clumsy(node) + weight(node) + below, 1e15));
  }
  return (sizes.get(root) ?? 0) + ownLine(root);
}

/** 1/x that stands in no product draws its own line. */
const ownLine = (node: Expression): number => Number(isReciprocal(node));

/**
 * The distinct operations of a graph: the `operations` of command-line.md. Shared subexpressions count once, a sum or
 * product of n terms as n − 1 operations from left to right, so that x·y·z shares its first with x·y; a built-in counts as
 * one, a sign that is no difference as one.
 */
export function operations(...roots: readonly Expression[]): number {
  const nodes = postorder(roots);
  const inSums = new Set(nodes.flatMap((node) => (node.kind === 'sum' ? node.terms : [])));
  const inProducts = new Set(nodes.flatMap((node) => (node.kind === 'product' ? node.factors : [])));
  const folds = new Folds();
  let count = 0;
  for (const node of nodes) {
    const isDifference = node.kind === 'negation' && inSums.has(node) && !roots.includes(node);
    count += node.kind === 'product' ? folds.operationsOf(node) : isDifference ? 0 : own(node);
    if (node.kind === 'power' && ownOfPower(node.exponent) === 0 && (!inProducts.has(node) || roots.includes(node)))
      count++;
    if (node.kind === 'product' && isMinus(node.factors[0]) && (!inSums.has(node) || roots.includes(node))) count++;
  }
  return count;
}

const isMinus = (factor: Expression | undefined): boolean => factor?.kind === 'constant' && isOne(factor.value.neg());

/** Products as multiplications of two, from left to right, numbers last; equal ones are one, in either order. */
class Folds {
  readonly #known = new Map<string, string>();
  readonly #values = new Map<Expression, string>();

  /** How many of the product's operations are new. */
  operationsOf(product: Extract<Expression, { kind: 'product' }>): number {
    const above: string[] = [];
    const numbers: string[] = [];
    const below: string[] = [];
    for (const factor of product.factors) {
      const value = this.#values.get(factor) ?? String(factor.id);
      if (isReciprocal(factor)) below.push(`/${factor.id}`);
      else if (factor.kind === 'constant') {
        if (factor.decimal || factor.value.n !== 1n) numbers.push(`#${factor.value.n}${factor.decimal ? '.' : ''}`);
        if (!factor.decimal && factor.value.d !== 1n) below.push(`/#${factor.value.d}`);
      } else above.push(value);
    }
    let count = 0;
    let [left = '#1', ...rest] = [...above, ...numbers];
    for (const right of [...rest, ...below]) {
      const key = left < right ? `${left}*${right}` : `${right}*${left}`;
      const known = this.#known.get(key);
      const result: string = known ?? `p${this.#known.size}`;
      if (known === undefined) {
        this.#known.set(key, result);
        count += 1;
      }
      left = result;
    }
    this.#values.set(product, left);
    return count;
  }
}

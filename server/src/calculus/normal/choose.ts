/**
 * Which normal form to show. Merging everything reads best, but a part that is used often is then written often;
 * so shared parts may be kept whole, and the form with fewest distinct operations wins.
 */
import { type Builder, type Expression, type Graph, parts, postorder, rebuild } from '../expression';
import { broadcastTo } from '../operations/adjoints';
import { canonical } from './canonical';
import { BudgetSpent } from './construction';
import { cost, operations } from './size';

/** Results that cost less than this are shown merged, whatever is shared. */
const SMALL = 40;
const MOST_ROUNDS = 4;
/** Forms of more nodes are built once: what a second time would find is little, and dear. */
const LARGE = 600;
/** Merged forms read better: they go only for a form that has fewer operations by this factor. */
const MUCH_LESS = 0.8;
/** What value and gradient may cost, in terms of the value alone (Griewank and Walther 2008, 4.4). */
export const FEW = 3;
/** Functions with fewer operations are shown as they read best. */
const LONG = 24;
/** Sums of so few terms are merged into others: (1 − x) − x is 1 − 2x. */
const SHORT = 3;

/**
 * The normal forms of `roots`, that belong together as the partials of one function do. `beside` are expressions that
 * are computed with them (the function itself): what is shared with those costs nothing. `written` is the function as
 * the reader wrote it: what the cost is measured by.
 */
export function choose(
  graph: Graph,
  roots: readonly Expression[],
  beside: readonly Expression[] = [],
  written: readonly Expression[] = beside,
): readonly Expression[] {
  const size = postorder(roots).length;
  const budget = 5_000 + 100 * size;
  const total = (forms: readonly Expression[]): number => forms.reduce((sum, form) => sum + cost(graph, form), 0);
  const isWritable = total(roots) <= 2_000 + 20 * size;
  const merged = isWritable ? settle(graph, roots, 2 * budget) : undefined;
  if (merged && total(merged) <= SMALL) return merged;
  const operationsOf = (forms: readonly Expression[]): number => operations(...beside, ...forms);
  const enough = FEW * operations(...written);
  if (merged && operationsOf(merged) <= enough) return merged;
  const inner = shared([...roots, ...beside]);
  const own = new Set(postorder(beside));
  // First the function's own parts are kept whole, then the running products of the sweep as well.
  const few = inner.filter((node) => (node.kind === 'sum' ? node.terms.length > SHORT : own.has(node)));
  const levels = isWritable || !beside.some(hasLongProduct) ? [few, inner] : [inner];
  let best = merged;
  for (const keep of levels) {
    const kept = attempt(graph, roots, budget, new Set(keep));
    if (kept && (!best || operationsOf(kept) < MUCH_LESS * operationsOf(best))) best = kept;
    if (best && operationsOf(best) <= enough) return best;
  }
  const isDear = operations(...written) >= LONG && best && operationsOf(roots) < operationsOf(best);
  return isDear ? roots : (best ?? roots);
}

/** The normal forms in which all that stands in several places stays one part. */
export function keepShared(graph: Graph, roots: readonly Expression[]): readonly Expression[] {
  const budget = 5_000 + 100 * postorder(roots).length;
  return attempt(graph, roots, budget, new Set(shared(roots))) ?? roots;
}

/** The merged normal forms of many expressions at once: parts that they share are built once. */
export function mergeAll(graph: Graph, roots: readonly Expression[]): readonly Expression[] {
  return settle(graph, roots, 10_000 + 200 * postorder(roots).length) ?? roots;
}

/** The roots in normal form: built anew until nothing changes, which mostly is at the first time. */
function settle(graph: Graph, roots: readonly Expression[], budget: number): readonly Expression[] | undefined {
  const nothing = new Set<Expression>();
  let forms = attempt(graph, roots, budget, nothing);
  const rounds = postorder(roots).length > LARGE ? 0 : MOST_ROUNDS;
  for (let round = 0; forms && round < rounds; round++) {
    const again = attempt(graph, forms, budget, nothing);
    if (!again || again.every((form, i) => form === forms?.[i])) break;
    forms = again;
  }
  return forms;
}

/** The roots built anew in normal form; undefined where the budget does not reach. `keep` are parts not to be merged. */
function attempt(
  graph: Graph,
  roots: readonly Expression[],
  budget: number,
  keep: ReadonlySet<Expression>,
): readonly Expression[] | undefined {
  const make = canonical(graph, budget);
  const made = new Map<Expression, Expression>();
  try {
    for (const node of postorder(roots)) {
      const renewed = parts(node).map((part) => {
        const form = made.get(part) ?? part;
        // x − x is 0 and no vector any more: elementwise that makes no difference, to an operation it does.
        return node.kind === 'operation' || node.kind === 'array' ? broadcastTo(graph, form, part.shape) : form;
      });
      const result = signApart(make, node, made) ?? rebuild(make, node, renewed);
      if (keep.has(node)) make.keep(result);
      made.set(node, result);
    }
    return roots.map((root) => broadcastTo(graph, made.get(root) ?? root, root.shape));
  } catch (error) {
    if (error instanceof BudgetSpent) return undefined;
    throw error;
  }
}

/** −(a − b)·c as −1 times (a − b)·c, whichever way it is bracketed: only alone is −(a − b) the sum b − a. */
function signApart(make: Builder, node: Expression, made: ReadonlyMap<Expression, Expression>): Expression | undefined {
  const [first, ...others] = node.kind === 'product' || node.kind === 'quotient' ? parts(node) : [];
  if (first?.kind !== 'negation' || first.operand.kind === 'constant') return undefined;
  const of = (part: Expression): Expression => made.get(part) ?? part;
  const rest = rebuild(make, node, [of(first.operand), ...others.map(of)]);
  return make.multiply(-1, rest);
}

/** Products of so many factors are kept as they are computed: merged, each partial would have them all. */
const MANY = 40;

const hasLongProduct = (root: Expression): boolean =>
  postorder([root]).some((node) => node.kind === 'product' && node.factors.length > MANY);

/** Inner nodes that stand in more than one place. */
function shared(roots: readonly Expression[]): Expression[] {
  const uses = new Map<Expression, number>();
  const nodes = postorder(roots);
  for (const node of nodes) {
    for (const part of new Set(parts(node))) uses.set(part, (uses.get(part) ?? 0) + 1);
  }
  for (const root of roots) uses.set(root, (uses.get(root) ?? 0) + 1);
  return nodes.filter((node) => node.depth > 0 && (uses.get(node) ?? 0) > 1);
}

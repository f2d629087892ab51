/**
 * A formula taken apart into elementals, the operations of its computation graph (Griewank and Walther, Evaluating
 * Derivatives, 2nd ed. 2008, ch. 2). In: a formula as written, and names for some of its parts. Out: elementals, each before
 * those that need it, shared ones once. What each needs is in `folding.ts`. Iterative: any depth.
 */
import { type Expression, type Graph, parts, rebuild, substitute, type Variable } from './expression';
import { type Folding, foldingOf, isLeaf } from './folding';

export interface Elemental {
  /** Stands for it in what needs it: its name, where it has one. */
  readonly variable: Variable;
  /** Over what it needs. */
  readonly body: Expression;
  /** The same over the formula's own variables. */
  readonly written: Expression;
  /** What it needs, in reading order: variables of the formula, or of elementals before it. */
  readonly inputs: readonly Variable[];
}

export interface TakingApart {
  /** Parts that are one elemental each, and what stands for them. */
  readonly names?: ReadonlyMap<Expression, Variable>;
  /** Nothing is taken apart but at names and calls. */
  readonly coarse?: boolean;
  /** How many stand-ins have been numbered before; 0 where it is missing. */
  readonly numbered?: number;
}

/** The whole comes last; `whole` stands for it. Stand-ins without a name are numbered, `#1`, and no name of a page. */
export function elementals(
  graph: Graph,
  root: Expression,
  whole: Variable,
  { names = new Map(), coarse = false, numbered = 0 }: TakingApart = {},
): readonly Elemental[] {
  const folding = foldingOf(root, names);
  const needed = inOrder(root, coarse ? folding.coarse : folding.needs);
  const standIns = new Map<Expression, Variable>();
  for (const node of needed.keys()) {
    const fresh = (): Variable => graph.variable(`#${numbered + standIns.size + 1}`, 'introduced', node.shape);
    standIns.set(node, node === root ? whole : isLeaf(node) ? node : (names.get(node) ?? fresh()));
  }
  return [...needed]
    .filter(([node]) => node === root || !isLeaf(node))
    .map(([written, needs]) => {
      const inputs = new Map(needs.map((one) => [one, standIns.get(one) ?? whole]));
      if (isLeaf(written)) inputs.set(written, written);
      const body = coarse ? substitute(graph, written, inputs) : put(graph, written, inputs, folding);
      return { variable: standIns.get(written) ?? whole, body, written, inputs: [...inputs.values()] };
    });
}

/** What each needs, needs before those that need them. */
function inOrder(
  root: Expression,
  needs: (node: Expression) => readonly Expression[],
): ReadonlyMap<Expression, readonly Expression[]> {
  const order = new Map<Expression, readonly Expression[]>();
  const seen = new Set<Expression>();
  const stack: { node: Expression; next: number; inner: readonly Expression[] }[] = [];
  const open = (node: Expression): void => {
    if (seen.has(node)) return;
    seen.add(node);
    stack.push({ node, next: 0, inner: isLeaf(node) ? [] : [...new Set(needs(node))] });
  };
  open(root);
  for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
    const next = frame.inner[frame.next++];
    if (next) open(next);
    else {
      stack.pop();
      order.set(frame.node, frame.inner);
    }
  }
  return order;
}

/** The formula with stand-ins for what it needs; only what is folded into it is walked. */
function put(
  graph: Graph,
  node: Expression,
  inputs: ReadonlyMap<Expression, Variable>,
  { moves }: Pick<Folding, 'moves'>,
): Expression {
  const known = inputs.get(node);
  if (known) return known;
  return moves(node)
    ? rebuild(
        graph,
        node,
        parts(node).map((part) => put(graph, part, inputs, { moves })),
      )
    : node;
}

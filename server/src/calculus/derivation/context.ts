/**
 * What the rules share while one derivation is written: the graph, fresh names, and how much may still be written.
 */
import { type Expression, type Graph, parts, postorder, substitute, type Variable } from '../expression';
import type { Rule } from './rules';
import type { Draft, StepCheck } from './step';

/** The function that the derivation is about. */
export interface Owner {
  readonly name: string;
  readonly body: Expression;
  /** How many. */
  readonly parameters: number;
}

export interface Context {
  readonly graph: Graph;
  readonly owner: Owner;
  /** The name that stands for `inner`, `wish` where that is free; the same inner function has the same name throughout. */
  introduce(inner: Expression, style: 'letter' | 'number', wish?: string): Variable;
  /** How many letters are free. */
  letters(): number;
  /** A name of its own for the place of an argument, also where two arguments are alike. */
  introducePlace(inner: Expression): Variable;
  /** Says what a name stands for in terms of a later name. */
  restate(name: Variable, meaning: Expression): void;
  /** What every introduced name stands for, over names introduced later and the function's own variables. */
  readonly meanings: ReadonlyMap<Variable, Expression>;
  /** Whether lines of so many nodes may still be written; spends them if so. */
  afford(nodes: number): boolean;
  /** Whether lines of such a size may still be tried at points; spends it if so. */
  try(size: number): boolean;
  /** Whether lines of so many nodes may still be brought to normal form; spends them if so. */
  prove(nodes: number): boolean;
  /** The ways already found, by what they start from. */
  readonly ways: Map<Expression, readonly Draft[]>;
  /** The rules that were applied first, by the same. */
  readonly rules: Map<Expression, Rule>;
  /** The checks already made, by [before, after]. */
  readonly checks: Map<Expression, StepCheck>;
  /** Lines that were checked, with their derivatives taken and their names read; made once no name is introduced any more. */
  readonly resolutions: Map<Expression, Expression>;
}

/** Nodes that a derivation may write, all its lines together: some hundred kilobytes of text in three spellings. */
const BUDGET = 40_000;
/** Places of parts in distinct nodes that may be evaluated at points. */
const TRIALS = 10_000;
/** Nodes that may be brought to normal form to prove lines equal. */
const PROOFS = 3_000;
const LETTERS = ['u', 'v', 'w'];
/** Names that are given in turn are not given out of turn. */
const MADE = /^([uvw]|s\d+)$/;

export function createContext(graph: Graph, owner: Owner, taken: { has(name: string): boolean }): Context {
  const names = new Map<Expression, Variable>();
  const meanings = new Map<Variable, Expression>();
  const letters = LETTERS.filter((letter) => !taken.has(letter));
  let count = 0;
  const numbered = (): string => {
    do count += 1;
    while (taken.has(`s${count}`));
    return `s${count}`;
  };
  const wishes = new Set<string>();
  const wished = (wish: string | undefined): string | undefined => {
    const free = wish !== undefined && !taken.has(wish) && !wishes.has(wish) && !MADE.test(wish);
    return free ? wish : undefined;
  };
  const place = (inner: Expression, style: 'letter' | 'number', wish?: string): Variable => {
    const name = wished(wish) ?? (style === 'letter' ? letters.shift() : undefined) ?? numbered();
    wishes.add(name);
    const variable = graph.variable(name, 'introduced', inner.shape);
    meanings.set(variable, inner);
    return variable;
  };
  return {
    graph,
    owner,
    meanings,
    ways: new Map(),
    rules: new Map(),
    checks: new Map(),
    resolutions: new Map(),
    introduce(inner, style, wish) {
      const variable = names.get(inner) ?? place(inner, style, wish);
      names.set(inner, variable);
      return variable;
    },
    letters: () => letters.length,
    introducePlace: (inner) => place(inner, 'letter'),
    restate: (name, meaning) => meanings.set(name, meaning),
    afford: purse(BUDGET),
    try: purse(TRIALS),
    prove: purse(PROOFS),
  };
}

/** Pays as long as there is enough. */
function purse(amount: number): (price: number) => boolean {
  let left = amount;
  return (price) => {
    if (price > left) return false;
    left -= price;
    return true;
  };
}

/** The nodes of an expression as it is written out, shared parts every time; saturates. Memoised in the graph. */
export function written(graph: Graph, root: Expression): number {
  const sizes = graph.memo<number>('written size');
  for (const node of postorder([root])) {
    if (sizes.has(node)) continue;
    const below = parts(node).reduce((total, part) => total + (sizes.get(part) ?? 1), 1);
    sizes.set(node, Math.min(below, 1e12));
  }
  return sizes.get(root) ?? 1;
}

/** The introduced names in `lines` and those that they speak of, each before the names in its meaning. */
export function whereOf(context: Context, ...lines: readonly Expression[]): ReadonlyMap<Variable, Expression> {
  const reached = new Set<Variable>();
  const inwards: [Variable, Expression][] = [];
  const visit = (expressions: readonly Expression[]): void => {
    for (const node of postorder(expressions).reverse()) {
      const name = node.kind === 'derivative' ? node.variable : node;
      if (name.kind !== 'variable') continue;
      const meaning = context.meanings.get(name);
      if (!meaning || reached.has(name)) continue;
      reached.add(name);
      visit([meaning]);
      inwards.push([name, meaning]);
    }
  };
  visit(lines);
  return new Map(inwards.reverse());
}

/** The expression with every introduced name read, in the end in the function's own variables. */
export function readBack(context: Context, root: Expression): Expression {
  const closed = new Map<Expression, Expression>();
  for (const [name, meaning] of [...whereOf(context, root)].reverse()) {
    closed.set(name, substitute(context.graph, meaning, closed));
  }
  return closed.size === 0 ? root : substitute(context.graph, root, closed);
}

/** Whether the variable stands in the expression. Memoised in the graph. */
export function depends(graph: Graph, root: Expression, variable: Variable): boolean {
  const known = graph.memo<boolean>(`depends on ${variable.id}`);
  for (const node of postorder([root])) {
    if (known.has(node)) continue;
    known.set(node, node === variable || parts(node).some((part) => known.get(part) ?? false));
  }
  return known.get(root) ?? false;
}

/**
 * Which parts of a formula can get a name of their own: whole operands, and runs of a sum or a product (`b + c` in
 * `a + b + c`), where their value is asked for and nothing else. In: a selection. Out: the part, or why it is none.
 */

import { table } from '../../calculus/functions/table';
import { operations } from '../../calculus/operations/table';
import { layerTable } from '../../network/table';
import { DIFFERENTIATIONS } from '../../program/scope';
import type { Link, ProductOperator, Range, Statement, SumOperator, Tree } from '../../syntax/tree';
import { expressions, parts, pathTo } from '../../syntax/walk';
import type { View } from '../view';
import { type Placed, placedIn } from './places';

/** What is to get a name, in offsets of its statement. */
export interface Part extends Placed {
  /** A whole part, or a run of operands of `tree`. */
  readonly operands?: { readonly from: number; readonly to: number };
  /** What the name takes the place of: brackets around it go. */
  readonly range: Range;
  /** Its own text. */
  readonly text: Range;
  /** A run that was selected with the minus before it: that goes along, and a plus comes in its place. */
  readonly isNegated?: boolean;
}

export type Found = Part | { readonly reason: string };

export function selectedPart(view: View, statement: Statement, range: Range): Found | undefined {
  const { source, sentence } = statement;
  if (range.start === range.end) return partAtCursor(view, statement, range.start);
  let run: Found | undefined;
  for (const placed of placedIn(sentence)) {
    const { start, end } = placed.tree.range;
    if (start === range.start && end === range.end) return checked(view, statement, whole(placed, source));
    if (start > range.start || range.end > end) continue;
    run = runOf(view, statement, placed, range) ?? run;
  }
  return run && ('reason' in run ? run : checked(view, statement, run));
}

/** The smallest part around the cursor that is more than a name or a number. */
function partAtCursor(view: View, statement: Statement, at: number): Found | undefined {
  for (const root of expressions(statement.sentence)) {
    const path = pathTo(root, at);
    for (let i = path.length - 1; i >= 0; i--) {
      const tree = path[i];
      if (!tree || SIMPLE.has(tree.kind)) continue;
      const found = checked(view, statement, whole({ tree, parents: path.slice(0, i) }, statement.source));
      if (!('reason' in found)) return found;
    }
  }
  return undefined;
}

const SIMPLE: ReadonlySet<Tree['kind']> = new Set(['number', 'name', 'group', 'array']);

/** A group is what is in it; what is in a group takes its brackets along, except under a root, where they read better. */
export function whole({ tree, parents }: Placed, source: string): Part {
  if (tree.kind === 'group') return whole({ tree: tree.body, parents: [...parents, tree] }, source);
  let range = tree.range;
  for (let i = parents.length - 1; parents[i]?.kind === 'group' && parents[i - 1]?.kind !== 'root'; i--)
    range = parents[i]?.range ?? range;
  return { tree, parents, range, text: tree.range };
}

function checked(view: View, statement: Statement, part: Part): Found {
  const reason = cannot(view, statement, part);
  return reason === undefined ? part : { reason };
}

/** Undefined where it can; an empty reason where nobody would expect it to. */
export function cannot(
  view: View,
  { sentence, network }: Statement,
  { tree, parents, operands }: Part,
): string | undefined {
  const own = operands ? undefined : TREES[tree.kind];
  if (own !== undefined) return own;
  if (sentence.kind === 'input' || sentence.kind === 'target' || sentence.kind === 'param')
    return 'The value of an input or a parameter stays where it is.';
  const last = sentence.kind === 'check' ? sentence.rest.at(-1) : undefined;
  if (last?.relation === '≈' && (parents[0] ?? tree) === last.value) return 'Right of ≈ stands a number.';
  const around = operands ? [...parents, tree] : parents;
  for (const [i, parent] of around.entries()) {
    const child = around[i + 1] ?? tree;
    if (operands && i === around.length - 1) continue;
    const reason = isValue(view, parent, child, around[i - 1], child === tree && !operands);
    if (reason !== undefined) return reason;
  }
  if (network === undefined) return undefined;
  const made = [...parts(tree)].find(
    (one) => one.kind === 'call' && one.callee.kind === 'name' && hasWeights(one.callee.name),
  );
  return made?.kind === 'call' && made.callee.kind === 'name'
    ? `The parameters of ${made.callee.name} are named after its node.`
    : undefined;
}

const TRUTH = 'This is a condition, and has no name of its own.';
const TREES: Readonly<Partial<Record<Tree['kind'], string>>> = {
  name: '',
  comparison: TRUTH,
  logic: TRUTH,
  not: TRUTH,
};

export const hasWeights = (name: string): boolean =>
  layerTable.get(name)?.parameters.some(({ kind }) => kind === 'weight') ?? false;

/** Whether nothing but the value of a part counts where it stands; if not, why. */
function isValue(view: View, parent: Tree, child: Tree, outer: Tree | undefined, isPart: boolean): string | undefined {
  switch (parent.kind) {
    case 'index':
      return child === parent.base ? undefined : 'An index is written out.';
    case 'call':
      return isArgument(view, parent, child, outer?.kind === 'pipe' && outer.right === parent ? 1 : 0, isPart);
    case 'pipe':
      return isPart && child === parent.right ? '' : undefined;
    case 'point':
      return isPart && child === parent.derivative ? 'A derivative goes with its point.' : undefined;
    case 'partial':
    case 'prime':
      return '';
    case 'nabla':
      return isPart ? 'What is differentiated stays where it is.' : undefined;
    case 'power':
      return isPart && child === parent.exponent && child.kind === 'number' ? '' : undefined;
    case 'superscript':
    case 'transpose':
      return undefined;
    default:
      return undefined;
  }
}

const OPTION = 'What a function is told besides its arguments is written out.';

function isArgument(
  { program }: View,
  { callee, arguments: args }: Extract<Tree, { kind: 'call' }>,
  child: Tree,
  shift: number,
  isPart: boolean,
): string | undefined {
  if (child === callee || callee.kind !== 'name') return '';
  const at = args.findIndex(({ value }) => value === child);
  const name = callee.name.replace(/^std\./, '');
  const definition = program.definitionOf(callee.name);
  if (definition && definition.kind !== 'network') return undefined;
  if (DIFFERENTIATIONS.has(name)) {
    if (at > 0) return OPTION;
    return isPart && name !== 'diff' ? 'What is differentiated stays where it is.' : undefined;
  }
  if (args[at]?.name) return OPTION;
  const layer = layerTable.get(name)?.parameters[at + shift];
  if (layer) return layer.kind === 'node' ? undefined : OPTION;
  const operation = operations().get(name);
  if (!operation || (table.has(name) && args.length + shift > 1)) return undefined;
  const kinds = operation.parameters.map(({ kind }) => kind);
  return operation.variadic || kinds[at + shift] === 'array' ? undefined : OPTION;
}

/** `b + c` in `a + b + c`, `+ b - c` with its sign, `b c` in `a b c`. */
function runOf(view: View, statement: Statement, { tree, parents }: Placed, range: Range): Found | undefined {
  if (tree.kind !== 'sum' && tree.kind !== 'product') return undefined;
  const links: readonly Link<SumOperator | ProductOperator>[] = tree.rest;
  const operands = [tree.first, ...links.map(({ operand }) => operand)];
  const to = operands.findIndex((operand) => operand.range.end === range.end);
  const plain = operands.findIndex((operand) => operand.range.start === range.start);
  const signed =
    tree.kind === 'sum' ? links.findIndex(({ operatorRange }) => operatorRange.start === range.start) + 1 : 0;
  const from = plain >= 0 ? plain : signed;
  if (to <= from || (plain < 0 && signed === 0)) return undefined;
  const run = { tree, parents, operands: { from, to }, range, text: range };
  const before = links[from - 1];
  if (!before) return run;
  const inside = links.slice(from, to).map(({ operator }) => operator);
  const written = (of: Range): string => statement.source.slice(of.start, of.end);
  if (tree.kind === 'sum') {
    if (plain >= 0 && before.operator === '-')
      return { reason: `The minus before ${written(range)} belongs to its first term only: select it, too.` };
    if (plain >= 0) return run;
    const own = { start: operands[from]?.range.start ?? range.start, end: range.end };
    return before.operator === '-' ? { ...run, text: own, isNegated: true } : { ...run, range: own, text: own };
  }
  const elementwise = ['*', 'implicit', ...(before.operator === '/' ? [] : ['/'])];
  if (['*', 'implicit'].includes(before.operator) && inside.every((operator) => elementwise.includes(operator)))
    return run;
  const matrices = operands.slice(from, to + 1).every((operand, i) => {
    const rank = view.program.expressionOf(statement, operand)?.shape.length;
    return rank === 2 || (rank === 1 && i === to - from);
  });
  if (matrices && [before.operator, ...inside].every((operator) => operator === '@')) return run;
  return { reason: `In ${written(tree.range)}, which is read from the left, ${written(range)} is no part.` };
}

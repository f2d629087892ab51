/**
 * What numbers and forms say against the layers and losses that they are given to: ids outside the vocabulary, targets
 * that are no distribution, cross-entropy of what is none, a column taken from a row by broadcasting. In: a network that is
 * being made. Out: problems, at the entry that is wrong where it is written out.
 */
import { evaluateArrays } from '../calculus/arrays';
import type { Expression } from '../calculus/expression';
import type { Entries } from '../calculus/operations/row';
import { sameShape, shapeText } from '../calculus/shapes';
import { likeness } from '../network/distribution';
import { error, notice } from '../syntax/problem';
import type { Problem, Range, Tree } from '../syntax/tree';
import { children } from '../syntax/walk';
import { closedBy } from './closed';
import { elaborate } from './elaborate';

import type { LayerArgument, LayerCall } from './network-layers';
import type { Building } from './network-scope';
import type { Scope } from './scope';

export function networkChecks(building: Building): void {
  for (const call of building.calls) {
    if (call.row.name === 'embedding') checkIds(building, call);
    if (call.row.expects) checkTarget(building, call);
    if (call.row.expects === 'distribution') checkDistribution(building, call);
    if (call.row.expects === 'logits') checkLogits(building, call);
  }
}

/** Numbers that are written out, and where each entry stands. */
interface Written {
  readonly entries: Entries<number>;
  place(entry: number): { readonly index: number; readonly range: Range };
}

/** What an argument is known to be: a literal in its place, or the value of an input or a target. */
function writtenOut(building: Building, call: LayerCall, argument: LayerArgument): Written | undefined {
  const { graph, resolve, places, block, nodes } = building;
  const own = building.first.get(call.node) ?? 0;
  const { value: expression } = argument;
  const node = nodes.find(({ variable }) => variable === expression);
  const value = node ? node.value : expression;
  if (!value) return undefined;
  const closed = closedBy(graph, value, resolve);
  const [outcome] = evaluateArrays(graph, [closed], new Map());
  if (!outcome?.ok) return undefined;
  const index = node ? (places.get(node.variable) ?? own) : own;
  const sentence = block[index];
  const tree = node && sentence && 'value' in sentence ? sentence.value : argument.tree;
  return {
    entries: outcome,
    place: (entry) => ({ index, range: entryAt(tree ?? argument.tree, outcome.shape, entry) }),
  };
}

/** Where an entry is written, by its place in row-major order; the whole where it is not written out. */
function entryAt(tree: Tree, shape: readonly number[], entry: number): Range {
  let at = tree;
  let [size, rest] = [shape.reduce((product, length) => product * length, 1), entry];
  for (const length of shape) {
    size /= length;
    const item: Tree | undefined = at.kind === 'array' ? at.items[Math.floor(rest / size)] : undefined;
    if (!item) return tree.range;
    at = item;
    rest %= size;
  }
  return at.range;
}

const spelled = (value: number): string => String(value).replace('-', '−');

function checkIds(building: Building, call: LayerCall): void {
  const [argument] = call.nodes.values();
  const ids = argument && writtenOut(building, call, argument);
  const table = call.weights.get('W')?.shape[0];
  if (!ids || typeof table !== 'number') return;
  for (let i = 0; i < ids.entries.data.length; i++) {
    const id = ids.entries.data[i] ?? 0;
    if (Number.isInteger(id) && id >= 0 && id < table) continue;
    const { index, range } = ids.place(i);
    const message = `${spelled(id)} is no id: a vocabulary of ${table} has the ids 0 to ${table - 1}.`;
    building.report(index, error('wrong-id', message, range.start, range.end));
    return;
  }
}

/** A target has to be a distribution over its last axis, or a probability in each entry. */
function checkTarget(building: Building, call: LayerCall): void {
  const argument = call.nodes.get('y');
  const target = argument && writtenOut(building, call, argument);
  if (!target) return;
  const { data, shape } = target.entries;
  const values = Array.from(data);
  const warn = (entry: number, whole: boolean, message: string): void => {
    const { index, range } = target.place(entry);
    const row = whole ? rowRange(target, entry, shape) : range;
    building.report(index, notice('wrong-target', message, row, [], 'warning'));
  };
  if (call.row.expects === 'probability') {
    const bad = values.findIndex((value) => !(value >= 0 && value <= 1));
    if (bad < 0) return;
    warn(
      bad,
      false,
      `${spelled(values[bad] ?? 0)} is no probability: the target of ${call.row.name} lies between 0 and 1.`,
    );
    return;
  }
  const length = shape.at(-1) ?? 1;
  for (let start = 0; start < values.length; start += length) {
    const row = values.slice(start, start + length);
    const negative = row.findIndex((value) => value < 0);
    const total = row.reduce((sum, value) => sum + value, 0);
    if (negative < 0 && Math.abs(total - 1) <= CLOSE) continue;
    const said =
      negative < 0
        ? `adds up to ${spelled(Number(total.toPrecision(12)))}, not to 1`
        : `has the negative entry ${spelled(row[negative] ?? 0)}`;
    warn(start, true, `This target is no distribution: it ${said}.`);
    return;
  }
}

/** As close as decimals such as 0.333333 come to 1. */
const CLOSE = 1e-5;

/** From the first entry of a row to its last. */
function rowRange(target: Written, entry: number, shape: readonly number[]): Range {
  const { range: from } = target.place(entry);
  const { range: to } = target.place(entry + (shape.at(-1) ?? 1) - 1);
  return { start: from.start, end: to.end };
}

function checkDistribution(building: Building, call: LayerCall): void {
  const { nodes, first } = building;
  const [argument] = call.nodes.values();
  if (!argument) return;
  const see = (variable: Expression): Expression | undefined => nodes.find((node) => node.variable === variable)?.body;
  if (likeness(argument.value, see) !== 'none') return;
  const { start, end } = argument.tree.range;
  const written = argument.tree.kind === 'name' ? argument.tree.name : undefined;
  const { callee } = call.tree;
  const fixes = [
    {
      title: `Write softmax(${written ?? '…'})`,
      edits: [
        { range: { start, end: start }, text: 'softmax(' },
        { range: { start: end, end }, text: ')' },
      ],
    },
    { title: 'Write cross_entropy_logits', edits: [{ range: callee.range, text: 'cross_entropy_logits' }] },
  ];
  const message = `cross_entropy takes a distribution, and ${written ?? 'this'} need not add up to 1: take its softmax, or cross_entropy_logits.`;
  building.report(first.get(call.node) ?? 0, notice('no-distribution', message, argument.tree.range, fixes, 'warning'));
}

/** A softmax of a softmax: the loss takes its own. */
function checkLogits(building: Building, call: LayerCall): void {
  const { nodes, first } = building;
  const [argument] = call.nodes.values();
  if (!argument) return;
  const see = (variable: Expression): Expression | undefined => nodes.find((node) => node.variable === variable)?.body;
  if (likeness(argument.value, see) !== 'distribution') return;
  const written = argument.tree.kind === 'name' ? argument.tree.name : 'this';
  const edits = [{ range: call.tree.callee.range, text: 'cross_entropy' }];
  const fix = { title: 'Write cross_entropy', edits, preferred: true };
  const message = `cross_entropy_logits takes the softmax itself, and ${written} is one already: cross_entropy is its loss.`;
  const problem = notice('softmax-twice', message, argument.tree.range, [fix], 'warning');
  building.report(first.get(call.node) ?? 0, problem);
}

/** p − y with a target y[N] and p[N, 1], which broadcasting would make N × N. True where that was said. */
export function byHand(building: Building, scope: Scope, tree: Tree): boolean {
  const silent: Scope = { ...scope, report: () => {} };
  const targets = new Set<Expression | undefined>(
    building.nodes.filter(({ kind }) => kind === 'target').map(({ variable }) => variable),
  );
  if (targets.size === 0) return false;
  const visit = (part: Tree): Problem | undefined => {
    if (part.kind === 'sum') {
      const operands = [part.first, ...part.rest.map(({ operand }) => operand)];
      const values = operands.map((operand) => elaborate(silent, operand));
      const at = values.findIndex((value) => targets.has(value));
      const target = values[at];
      const column = target && values.findIndex((value) => value && sameShape(value.shape, [...target.shape, 1]));
      const other = column === undefined ? undefined : values[column];
      if (target?.shape.length && other) {
        const { range } = part;
        const message = `The target has shape ${shapeText(target.shape)} and what it is compared with ${shapeText(other.shape)}: broadcasting would compare every entry with every other. Declare the target ${shapeText(other.shape)}.`;
        return error('shape-mismatch', message, range.start, range.end);
      }
    }
    for (const below of children(part)) {
      const found = visit(below);
      if (found) return found;
    }
    return undefined;
  };
  const problem = visit(tree);
  if (problem) scope.report(problem);
  return problem !== undefined;
}

/**
 * Why an entry is no number. In: all numbers that were computed, and the entry. Out: the reason in the words that
 * `evaluate` has for a number: it is asked for the one step that failed, with the entries that this had as its arguments.
 */
import { indexText, placesIn } from '../broadcasting';
import { entryVariable } from '../entries';
import { evaluate } from '../evaluate';
import { type Expression, type Graph, parts, rebuild, type Variable } from '../expression';
import { brief, OVERFLOW } from '../wording';
import type { Numbers } from './loops';

type Of = (node: Expression) => Numbers | undefined;
interface Place {
  readonly node: Expression;
  readonly place: number;
}

export function reasonAt(graph: Graph, root: Expression, place: number, of: Of): string {
  const origin = originOf({ node: root, place }, of);
  const { node } = origin;
  switch (node.kind) {
    case 'variable':
      return `${entryName(graph, origin)} has no value`;
    case 'abstract':
      return `${node.name} is declared without a formula, so it has no value`;
    case 'operation':
      return operationReason(node, of);
    default:
      return scalarReason(graph, origin, of);
  }
}

/** The step that had numbers for all that it needed, and gave none. */
function originOf(start: Place, of: Of): Place {
  let current = start;
  for (;;) {
    const next = culprit(current, of);
    if (!next) return current;
    current = next;
  }
}

const isNumber = ({ node, place }: Place, of: Of): boolean => Number.isFinite(of(node)?.data[place] ?? Number.NaN);

/** An entry that it was computed from and that is no number either. */
function culprit(current: Place, of: Of): Place | undefined {
  const { node } = current;
  if (node.kind === 'operation') return firstWithout(node.args, of);
  if (node.kind === 'array') return itemAt(current, of);
  const operands = operandsAt(current);
  const [condition, holds, otherwise] = operands;
  if (node.kind === 'application' && node.row.name === 'where' && condition && isNumber(condition, of)) {
    const taken = of(condition.node)?.data[condition.place] === 0 ? otherwise : holds;
    return taken && !isNumber(taken, of) ? taken : undefined;
  }
  const without = operands.filter((operand) => !isNumber(operand, of));
  // Where there are both, what has no value says more than what is too large.
  return without.find(({ node: part, place }) => Number.isNaN(of(part)?.data[place] ?? Number.NaN)) ?? without[0];
}

function firstWithout(args: readonly Expression[], of: Of): Place | undefined {
  for (const node of args) {
    const place = of(node)?.data.findIndex((entry) => !Number.isFinite(entry)) ?? -1;
    if (place >= 0) return { node, place };
  }
  return undefined;
}

function itemAt({ node, place }: Place, of: Of): Place | undefined {
  const items = parts(node);
  const length = (of(node)?.data.length ?? 0) / items.length;
  const item = items[Math.floor(place / length)];
  if (!item) return undefined;
  const shape = node.shape.slice(1).map(Number);
  const within = { node: item, place: broadcastPlace(of(item)?.shape ?? [], shape, place % length) };
  return isNumber(within, of) ? undefined : within;
}

function operandsAt({ node, place }: Place): Place[] {
  const shape = node.shape.map(Number);
  return parts(node).map((part) => ({ node: part, place: broadcastPlace(part.shape.map(Number), shape, place) }));
}

const broadcastPlace = (own: readonly number[], shape: readonly number[], place: number): number =>
  placesIn(own, shape)?.[place] ?? place;

/** Elementwise steps are written out so far: `log(x[1] - 2)` says more than the name of a part. */
const WRITTEN_OUT = 3;

function scalarReason(graph: Graph, origin: Place, of: Of): string {
  const values = new Map<Variable, number>();
  const scalar = written(graph, origin, of, values, WRITTEN_OUT);
  if ([...values.values()].some((value) => !Number.isFinite(value))) return OVERFLOW;
  const outcome = evaluate(graph, scalar, values);
  // With more digits there is a number: it was too large on the way.
  return outcome.ok ? OVERFLOW : outcome.reason;
}

/** The entry as an expression of numbers, over variables that stand for what is not written out. */
function written(graph: Graph, at: Place, of: Of, values: Map<Variable, number>, depth: number): Expression {
  const { node, place } = at;
  if (node.kind === 'constant' || node.kind === 'named') return node;
  const isElementwise = !['variable', 'operation', 'array', 'abstract', 'call', 'derivative'].includes(node.kind);
  if (isElementwise && depth > 0) {
    return rebuild(
      graph,
      node,
      operandsAt(at).map((operand) => written(graph, operand, of, values, depth - 1)),
    );
  }
  const stand = graph.variable(entryName(graph, at), node.kind === 'variable' ? node.scope : 'introduced');
  values.set(stand, of(node)?.data[place] ?? Number.NaN);
  return stand;
}

function entryName(graph: Graph, { node, place }: Place): string {
  if (node.kind === 'variable') return entryVariable(graph, node, place).name;
  const text = brief(node) ?? (node.kind === 'operation' ? `${node.row.name}(…)` : '(…)');
  const isClosed = node.kind === 'operation' || node.kind === 'application' || node.kind === 'array';
  const shape = node.shape.map(Number);
  return shape.length === 0 ? text : `${isClosed ? text : `(${text})`}${indexText(place, shape)}`;
}

function operationReason(node: Expression & { kind: 'operation' }, of: Of): string {
  const isOverflow = of(node)?.data.some((entry) => Math.abs(entry) === Number.POSITIVE_INFINITY) ?? false;
  if (isOverflow || node.row.linear !== undefined) return OVERFLOW;
  return `${brief(node) ?? node.row.name} has no value there`;
}

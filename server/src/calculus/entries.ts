/**
 * Arrays as their entries: an expression of numbers for each. In: an expression whose lengths are numbers, of moderate
 * size. Out: its entries in row-major order; then all that is known of numbers (exact values, bounds, proofs) is known of it.
 */
import { indexText, placesIn } from './broadcasting';
import { partial } from './differentiate';
import { fromNumber } from './exact';
import { type Expression, type Graph, parts, postorder, rebuild, type Variable } from './expression';
import type { FunctionRow } from './functions/row';
import { inline } from './inline';
import { numbers, sizeOf } from './operations/define';
import type { Arithmetic, Entries, Option } from './operations/row';

/** An array with more entries is looked at in doubles only. */
const ENTRY_LIMIT = 4_096;
/** Entries that need more new nodes than this are given up: a product of matrices makes many. */
const NODE_LIMIT = 50_000;

/** Undefined where a length is a name, where there would be too many, or where entries have no formula. */
export function entriesOf(graph: Graph, expression: Expression): Entries<Expression> | undefined {
  if (!hasArrays(graph, expression)) return { shape: [], data: [expression] };
  const memo = graph.memo<Entries<Expression> | undefined>('entries');
  if (memo.has(expression)) return memo.get(expression);
  const found = computed(graph, inlined(graph, expression), memo);
  memo.set(expression, found);
  return found;
}

/** The array that is written out with these entries; a number where there is one and no axis. */
export function arrayOf(graph: Graph, { shape, data }: Entries<Expression>): Expression {
  let items = Array.from(data);
  for (const length of [...shape].reverse()) {
    const outer: Expression[] = [];
    for (let i = 0; i < items.length; i += length) outer.push(graph.array(items.slice(i, i + length)));
    items = outer;
  }
  return items[0] ?? graph.array([]);
}

/** Whether vectors or matrices stand in it, or in the functions that it calls; then numbers alone do not say it. */
export function hasArrays(graph: Graph, root: Expression): boolean {
  const memo = graph.memo<boolean>('has arrays');
  const known = memo.get(root);
  if (known !== undefined) return known;
  const waiting: Expression[] = [root];
  for (let top = waiting.at(-1); top; top = waiting.at(-1)) {
    const unknown = below(top).filter((part) => !memo.has(part));
    if (unknown.length > 0) {
      waiting.push(...unknown);
      continue;
    }
    waiting.pop();
    memo.set(top, isArray(top) || below(top).some((part) => memo.get(part)));
  }
  return memo.get(root) ?? false;
}

const isArray = (node: Expression): boolean => node.shape.length > 0 || node.kind === 'operation';
const below = (node: Expression): readonly Expression[] =>
  node.kind === 'call' ? [...node.args, node.callee.body] : parts(node);

/** Without calls and derivatives. */
export const inlined = (graph: Graph, expression: Expression): Expression =>
  inline(graph, expression, (callee, orders) => partial(graph, callee, orders));

/** The entry of an array variable as a variable of its own: `w[0]`. */
export const entryVariable = (graph: Graph, { name, scope, shape }: Variable, place: number): Variable =>
  graph.variable(`${name}${indexText(place, numbers(shape) ?? [])}`, scope);

class TooMany extends Error {}

function computed(
  graph: Graph,
  root: Expression,
  memo: Map<Expression, Entries<Expression> | undefined>,
): Entries<Expression> | undefined {
  const last = graph.size + NODE_LIMIT;
  const arithmetic = asWritten(graph, () => {
    if (graph.size > last) throw new TooMany();
  });
  try {
    for (const node of postorder([root])) {
      if (memo.has(node)) continue;
      const found = ofNode(graph, node, arithmetic, memo);
      // Branches that nothing needs are no reason to give up, but here all is needed.
      if (!found) return undefined;
      memo.set(node, found);
    }
  } catch (error) {
    if (error instanceof TooMany) return undefined;
    throw error;
  }
  return memo.get(root);
}

function ofNode(
  graph: Graph,
  node: Expression,
  arithmetic: Arithmetic<Expression>,
  memo: ReadonlyMap<Expression, Entries<Expression> | undefined>,
): Entries<Expression> | undefined {
  const shape = numbers(node.shape);
  if (!shape || sizeOf(shape) > ENTRY_LIMIT) return undefined;
  const length = sizeOf(shape);
  const operands: Entries<Expression>[] = [];
  for (const part of parts(node)) {
    const known = memo.get(part);
    if (!known) return undefined;
    operands.push(known);
  }
  switch (node.kind) {
    case 'constant':
    case 'named':
      return { shape, data: [node] };
    case 'variable':
      if (shape.length === 0) return { shape, data: [node] };
      return { shape, data: Array.from({ length }, (_, place) => entryVariable(graph, node, place)) };
    case 'array': {
      const item = shape.slice(1);
      return { shape, data: operands.flatMap((operand) => stretched(operand, item)) };
    }
    case 'operation': {
      if (Object.values(node.options).some(isNamed)) return undefined;
      const data = node.row.entries(arithmetic, operands, node.options, shape);
      return data && { shape, data };
    }
    case 'abstract':
      if (operands.some((operand) => operand.shape.length > 0)) return undefined;
      break;
    case 'call':
    case 'derivative':
      return undefined;
  }
  const columns = operands.map((operand) => stretched(operand, shape));
  const data = Array.from({ length }, (_, place) => {
    const here = columns.map((column) => column[place] ?? graph.constant(0));
    return rebuild(graph, node, here);
  });
  return { shape, data };
}

function stretched({ shape: own, data }: Entries<Expression>, shape: readonly number[]): Expression[] {
  const places = placesIn(own, shape);
  if (!places) return Array.from(data);
  const result: Expression[] = [];
  for (const place of places) {
    const entry = data[place];
    if (entry) result.push(entry);
  }
  return result;
}

/** Whether an option is, or has in it, a length with a name. */
const isNamed = (option: Option): boolean =>
  typeof option === 'string' || (typeof option === 'object' && option.some((one) => isNamed(one)));

/** Arithmetic that writes down: what has one operand is that operand. `check` is asked at each step. */
function asWritten(graph: Graph, check: () => void): Arithmetic<Expression> {
  const checked = (node: Expression): Expression => {
    check();
    return node;
  };
  return {
    constant: (value) => graph.constant(Number.isInteger(value) ? value : fromNumber(value)),
    add: (terms) => checked(graph.add(...terms)),
    subtract: (a, b) => checked(graph.subtract(a, b)),
    multiply: (factors) => checked(graph.multiply(...factors)),
    divide: (a, b) => checked(graph.divide(a, b)),
    power: (base, exponent) => checked(graph.power(base, exponent)),
    apply: (row: FunctionRow, ...args) => checked(graph.apply(row, ...args)),
  };
}

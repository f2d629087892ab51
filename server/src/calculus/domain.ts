/**
 * Where an expression has a value, as conditions over its variables; which of them a simplified formula hides; and
 * where it has kinks. In: expressions as written. Out: truth values, those that always hold left out.
 */
import { demands } from './demands';
import { entriesOf, hasArrays, inlined } from './entries';
import {
  type Application,
  type Builder,
  type Expression,
  type Graph,
  isConstant,
  type Operation,
  parts,
  postorder,
  substitute,
} from './expression';
import type { Condition, Kink } from './functions/row';
import { row } from './functions/table';
import { normal, normalise } from './normal';
import { mergeAll } from './normal/choose';
import { sign } from './normal/sign';
import { isInteger, isNegative } from './rational';

/** What must hold for a value; in the order of reading. A derivative of a function keeps the function's conditions. */
export function domain(graph: Graph, expression: Expression): readonly Condition[] {
  const memo = graph.memo<readonly Condition[]>('domain');
  const known = memo.get(expression);
  if (known) return known;
  const result = conditionsOf(graph, hasArrays(graph, expression) ? ofEntries(graph, expression) : [expression]);
  memo.set(expression, result);
  return result;
}

/** An array has a value where all of its entries have one; with lengths that are no numbers little is known of it. */
function ofEntries(graph: Graph, expression: Expression): readonly Expression[] {
  const { guards } = demands(graph, expression);
  return [expression, ...guards].flatMap((one) => Array.from(entriesOf(graph, one)?.data ?? [one]));
}

function conditionsOf(graph: Graph, roots: readonly Expression[]): readonly Condition[] {
  const conditions = new Map<Expression, Condition>();
  const required: Condition[] = [];
  const require = (condition: Condition): void => {
    required.push(condition);
  };
  for (const node of outsideBranches(roots)) {
    // A condition on a whole array is no truth value.
    if (node.shape.length > 0) continue;
    for (const condition of ofNode(graph, node)) require(condition);
    if (!isPiecewise(node)) continue;
    // A branch needs a value only where it is taken.
    const [taken, ...branches] = node.args;
    branches.forEach((branch, i) => {
      const skipped = i === 0 && taken ? graph.apply(row('not'), taken) : taken;
      for (const { holds, reason } of domain(graph, branch)) {
        require({ holds: skipped ? graph.apply(row('or'), skipped, holds) : holds, reason });
      }
    });
  }
  const forms = mergeAll(
    graph,
    required.map(({ holds }) => inlined(graph, holds)),
  );
  required.forEach(({ reason }, i) => {
    for (const simple of simplest(graph, forms[i] ?? graph.constant(1))) {
      if (!always(graph, simple)) conditions.set(simple, { holds: simple, reason });
    }
  });
  return [...conditions.values()];
}

const isPiecewise = (node: Expression): node is Application => node.kind === 'application' && node.row.name === 'where';

/** Every distinct node, parts first, but nothing inside the branches of a piecewise function. */
function outsideBranches(roots: readonly Expression[]): Expression[] {
  const reached = new Set<Expression>(roots);
  const nodes = postorder(roots);
  for (const node of [...nodes].reverse()) {
    if (!reached.has(node)) continue;
    for (const part of isPiecewise(node) ? node.args.slice(0, 1) : parts(node)) reached.add(part);
  }
  return nodes.filter((node) => reached.has(node));
}

/** The conditions of `original` that the formula `result` does not show by itself: x > 0 where log(x) became 1/x. */
export function hiddenConditions(graph: Graph, original: Expression, result: Expression): readonly Condition[] {
  const shown = new Set(domain(graph, result).flatMap(({ holds }) => [holds, ...weaker(graph, holds)]));
  return domain(graph, original).filter(({ holds }) => !shown.has(holds));
}

/** Kinks and jumps, in the order of reading. */
export function kinks(graph: Graph, expression: Expression): readonly Kink[] {
  const found = new Map<Expression, Kink>();
  for (const node of postorder([inlined(graph, expression)])) {
    for (const kink of kinksOf(graph, node)) {
      const at = normalise(graph, kink.at);
      if (!isConstant(at) && !isOutside(graph, expression, at)) found.set(at, { ...kink, at });
    }
  }
  return [...found.values()];
}

function kinksOf(graph: Graph, node: Expression): readonly Kink[] {
  if (node.kind === 'operation') return kinksOfOperation(graph, node);
  if (node.kind !== 'application' || !node.row.kinks) return [];
  if (!hasArrays(graph, node)) return node.row.kinks(graph, node.args);
  return Array.from(entriesOf(graph, node)?.data ?? []).flatMap((entry) => applicationKinks(graph, entry));
}

const applicationKinks = (graph: Graph, node: Expression): readonly Kink[] =>
  node.kind === 'application' ? (node.row.kinks?.(graph, node.args) ?? []) : [];

/**
 * Where one of its own steps has a kink, an operation that has any has one, and the row's note says its convention. Without
 * a note it is smooth: a softmax that takes the maximum off has no kink where that has one.
 */
function kinksOfOperation(graph: Graph, { row, args, ...node }: Operation): readonly Kink[] {
  const { kink } = row;
  const entries = kink && entriesOf(graph, graph.operate(row, args, node.options));
  if (!entries) return [];
  const before = new Set(postorder(args.flatMap((arg) => Array.from(entriesOf(graph, arg)?.data ?? []))));
  return postorder(Array.from(entries.data))
    .filter((step) => !before.has(step))
    .flatMap((step) => applicationKinks(graph, step))
    .map(({ at }) => ({ at, note: kink.note }));
}

/** Whether a place such as x == 0 surely lies outside the domain: abs(x)·log(x) has no kink. */
function isOutside(graph: Graph, expression: Expression, at: Expression): boolean {
  if (at.kind !== 'application' || at.row.name !== '==') return false;
  const [place, value] = at.args;
  if (place?.kind !== 'variable' || value?.kind !== 'constant') return false;
  return domain(graph, expression).some(({ holds }) =>
    isConstant(normalise(graph, substitute(graph, holds, new Map([[place, value]]))), 0),
  );
}

function ofNode(graph: Graph, node: Expression): readonly Condition[] {
  switch (node.kind) {
    case 'quotient':
      return [nonzero(graph, node.denominator)];
    case 'power':
      return ofPower(graph, node.base, node.exponent);
    case 'application':
      return node.row.domain?.(graph, node.args) ?? [];
    case 'call': {
      const plain = graph.call(
        node.callee,
        node.orders.map(() => 0),
        node.args,
      );
      const body = domain(graph, inlined(graph, plain));
      return node === plain ? body : [...body, ...domain(graph, inlined(graph, node))];
    }
    default:
      return [];
  }
}

const nonzero = (make: Builder, denominator: Expression): Condition => ({
  holds: make.apply(row('!='), denominator, 0),
  reason: 'nothing can be divided by zero',
});

function ofPower(make: Graph, base: Expression, written: Expression): readonly Condition[] {
  const exponent = normalise(make, written);
  if (exponent.kind === 'constant') {
    const { value } = exponent;
    if (isInteger(value)) return isNegative(value) ? [nonzero(make, base)] : [];
    const relation = isNegative(value) ? '>' : '>=';
    return [
      { holds: make.apply(row(relation), base, 0), reason: 'a root is defined for numbers that are not negative' },
    ];
  }
  const positive = make.apply(row('>'), base, 0);
  const whole = make.apply(row('=='), exponent, make.apply(row('floor'), exponent));
  return [
    { holds: make.apply(row('or'), positive, whole), reason: 'a power of a negative number needs a whole exponent' },
  ];
}

/** The same condition as people say it: x² > 0 is x ≠ 0, 2xy ≠ 0 is x ≠ 0 and y ≠ 0. */
function simplest(graph: Graph, holds: Expression): Expression[] {
  if (holds.kind !== 'application') return [holds];
  const [left, right] = holds.args;
  const { name } = holds.row;
  if (!left || !right || !isConstant(right, 0) || !['>', '>=', '!='].includes(name)) return [holds];
  const again = (relation: string, part: Expression): Expression[] =>
    simplest(graph, normal(graph).apply(row(relation), part, 0));
  if (left.kind === 'power' && left.exponent.kind === 'constant' && isInteger(left.exponent.value)) {
    const even = left.exponent.value.n % 2n === 0n;
    if (name === '!=' || (name === '>' && even)) return again('!=', left.base);
    if (!even && left.exponent.value.s > 0n) return again(name, left.base);
  }
  if (left.kind === 'product') {
    const rest = left.factors.filter((factor) => sign(graph, factor) !== 'positive');
    if (name === '!=') return rest.flatMap((factor) => again('!=', factor));
    if (rest.length > 0 && rest.length < left.factors.length) return again(name, normal(graph).multiply(...rest));
  }
  return [holds];
}

/** Whether a condition holds at every point, by its form alone. */
function always(graph: Graph, holds: Expression): boolean {
  if (holds.kind === 'constant') return holds.value.n !== 0n;
  if (holds.kind !== 'application') return false;
  const [left, right] = holds.args;
  if (!left || !right) return false;
  if (holds.row.name === 'or') return always(graph, left) || always(graph, right);
  if (!isConstant(right, 0)) return false;
  const known = sign(graph, left);
  return known === 'positive'
    ? ['>', '>=', '!='].includes(holds.row.name)
    : known === 'nonnegative' && holds.row.name === '>=';
}

/** What follows from a condition: x > 0 shows x ≥ 0 and x ≠ 0. */
function weaker(graph: Graph, holds: Expression): Expression[] {
  if (holds.kind !== 'application' || holds.row.name !== '>') return [];
  return ['>=', '!='].map((name) => normal(graph).apply(row(name), ...holds.args));
}

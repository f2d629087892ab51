/**
 * What a statement shows: the result of an expression, the verdict on a claim. In: a program and a statement's index.
 * Out: plain data for hovers, inlays and the command. Values of the page are put in for numbers, and never into texts.
 */

import { evaluateArrays } from '../calculus/arrays';
import { arrayOf, entriesOf } from '../calculus/entries';
import { evaluate, exact, type Values } from '../calculus/evaluate';
import { type Expression, type Graph, rebuild, transform, type Variable, variables } from '../calculus/expression';
import { type Recognised, recognising } from '../calculus/mistakes/recognise';
import { normalise } from '../calculus/normal';
import { bits, type Rational } from '../calculus/rational';
import { type Verdict, verifying } from '../calculus/verify';
import { verifyingNumeric } from '../calculus/verify-number';
import { finished, type Work } from '../calculus/work';
import type { Claim, ClaimLink, Program } from './program';

export type Value = number | null | readonly Value[];

export interface Answer {
  /** The result as an expression: the exact number where there is one, else the normal form. */
  readonly result: Expression;
  /** null where there is no number; entries of an array may be null. */
  readonly value: Value;
  /** Why there is no number; of an array, of its first entry without one. */
  readonly reason?: string;
  /** Kinks and roundings. */
  readonly notes: readonly string[];
}

export const FREE = 'free variables';

export function answer(program: Program, index: number): Answer | undefined {
  const meaning = program.meaningAt(index);
  return meaning.kind === 'expression' ? answerTo(program, meaning.expression, new Map()) : undefined;
}

/** The value of an expression of the page, its free variables taken from `values`, with the result as a formula. */
export function answerTo(program: Program, expression: Expression, values: Values): Answer {
  const { graph } = program;
  if (expression.kind === 'array') return answerToItems(program, expression.items, values);
  if (expression.shape.length > 0) return answerToArray(program, expression, values);
  const known = numberOf(program, expression, values);
  const { whole } = known;
  if (whole) return { ...known, result: graph.constant(whole, isDecimal(withPageValues(program, expression))) };
  const symbolic = known.value !== null || known.reason === FREE;
  return { ...known, result: symbolic ? normalise(graph, expression) : expression };
}

function answerToItems(program: Program, items: readonly Expression[], values: Values): Answer {
  const answers = items.map((item) => answerTo(program, item, values));
  const reason = answers.find((one) => one.reason !== undefined)?.reason;
  return {
    result: program.graph.array(answers.map(({ result }) => result)),
    value: answers.map(({ value }) => value),
    ...(reason !== undefined && { reason }),
    notes: [...new Set(answers.flatMap(({ notes }) => notes))],
  };
}

/** A vector or matrix: entry by entry where its numbers are known and few, in doubles where they are many, else as a formula. */
function answerToArray(program: Program, expression: Expression, values: Values): Answer {
  const { graph } = program;
  const closed = withPageValues(program, expression);
  const free = variables(closed).some((variable) => !values.has(variable));
  if (free) {
    const result = normalise(graph, expression);
    // The Hessian of a quadratic form is a matrix of numbers, wherever it is taken.
    const isFixed = result !== expression && variables(result).every(({ scope }) => scope === 'page');
    return isFixed ? answerTo(program, result, values) : { result, value: null, reason: FREE, notes: [] };
  }
  const entries = entriesOf(graph, closed);
  const array = entries && arrayOf(graph, entries);
  if (array?.kind === 'array') return answerToItems(program, array.items, values);
  const [outcome] = evaluateArrays(graph, [closed], new Map());
  const result = normalise(graph, expression);
  if (!outcome?.ok) return { result, value: null, reason: outcome?.reason ?? FREE, notes: [] };
  const { data, shape, notes, reason } = outcome;
  return { result, value: nested(data, shape), ...(reason !== undefined && { reason }), notes };
}

/** Entries in row-major order as arrays in arrays; what is no number is null. */
export function nested(data: ArrayLike<number>, shape: readonly number[]): Value {
  const [length, ...inner] = shape;
  if (length === undefined) {
    const entry = data[0];
    return entry !== undefined && Number.isFinite(entry) ? entry : null;
  }
  const size = inner.reduce((product, one) => product * one, 1);
  return Array.from({ length }, (_, i) => nested(Array.prototype.slice.call(data, i * size, (i + 1) * size), inner));
}

export interface NumberAnswer extends Omit<Answer, 'result' | 'value'> {
  readonly value: number | null;
  /** The exact value, where it is rational and not too long. */
  readonly whole?: Rational;
}

/** The number alone: nothing is simplified. */
export function numberOf(program: Program, expression: Expression, values: Values): NumberAnswer {
  const { graph } = program;
  const closed = withPageValues(program, expression);
  const free = variables(closed).filter((variable) => !values.has(variable));
  if (free.length > 0) return { value: null, reason: FREE, notes: [] };
  const outcome = evaluate(graph, closed, values);
  if (!outcome.ok) return { value: null, reason: outcome.reason, notes: [] };
  const exactly = new Map<Variable, Rational>();
  for (const [variable, value] of values) if (typeof value === 'object') exactly.set(variable, value);
  const whole = exactly.size === values.size ? exact(graph, closed, exactly) : undefined;
  const { value, notes } = outcome;
  return { value, notes, ...(whole && bits(whole) < MOST_EXACT_BITS && { whole }) };
}

const MOST_EXACT_BITS = 40_000;

/** Decimals in, decimals out: 0.1 + 0.2 is 0.3, 1/10 + 1/5 is 3/10. */
function isDecimal(expression: Expression): boolean {
  let decimal = false;
  transform(expression, (node) => {
    decimal ||= node.kind === 'constant' && node.decimal;
    return node;
  });
  return decimal;
}

/** The expression with the values of the page in the place of their names, in the bodies of functions too. */
export function withPageValues(program: Program, expression: Expression): Expression {
  const { graph } = program;
  const memo = graph.memo<Expression>('page values');
  if (!mentionsPage(graph, expression)) return expression;
  const bodies = pageBodies(program);
  const close = (root: Expression): Expression => {
    const known = memo.get(root);
    if (known) return known;
    const result = transform(root, (node, parts) => {
      const body = bodies.get(node);
      if (body) return close(body);
      if (node.kind !== 'call') return rebuild(graph, node, parts);
      return graph.call({ ...node.callee, body: close(node.callee.body) }, node.orders, parts);
    });
    memo.set(root, result);
    return result;
  };
  memo.clear();
  return close(expression);
}

function pageBodies({ definitions }: Program): ReadonlyMap<Expression, Expression> {
  const bodies = new Map<Expression, Expression>();
  for (const definition of definitions.values()) {
    if (!definition.sound) continue;
    if (definition.kind === 'value') bodies.set(definition.variable, definition.body);
    // A network's parts are values of the page.
    if (definition.kind === 'network')
      for (const [part, body] of definition.outside?.bodies() ?? []) bodies.set(part, body);
  }
  return bodies;
}

/** Whether a value of the page stands in the expression, or in the body of a function that it calls. */
export function mentionsPage(graph: Graph, root: Expression): boolean {
  const memo = graph.memo<boolean>('mentions page');
  const known = memo.get(root);
  if (known !== undefined) return known;
  let found = false;
  transform(root, (node) => {
    found ||= node.kind === 'variable' && node.scope === 'page';
    if (node.kind === 'call') found ||= mentionsPage(graph, node.callee.body);
    return node;
  });
  memo.set(root, found);
  return found;
}

export interface ClaimVerdict {
  /** Of the whole claim: the worst of its links. */
  readonly verdict: Verdict['verdict'];
  readonly points: number;
  /** One for each `=` or `≈`, in order. */
  readonly links: readonly LinkVerdict[];
  /** The index of the link to show: the first refuted one, else the worst. */
  readonly shown: number;
}

export interface LinkVerdict extends Verdict {
  readonly link: ClaimLink;
  /** Of a refuted link: the one mistake that gives what the reader wrote, where there is one. */
  readonly mistake?: Recognised;
}

export const judge = (program: Program, index: number): ClaimVerdict | undefined => finished(judging(program, index));

/** The same as work that can be left between its steps, so that an edit never waits for a verdict. */
export function* judging(program: Program, index: number): Work<ClaimVerdict | undefined> {
  const meaning = program.meaningAt(index);
  return meaning.kind === 'claim' ? yield* judgeClaim(program, meaning.claim) : undefined;
}

/** Worst first. */
const ORDER: readonly Verdict['verdict'][] = ['refuted', 'nothing', 'holds', 'proved'];

export function* judgeClaim(program: Program, { links, conditions }: Claim): Work<ClaimVerdict> {
  const closed = conditions.map((condition) => withPageValues(program, condition));
  const verdicts: LinkVerdict[] = [];
  for (const link of links) verdicts.push(yield* judgeLink(program, link, closed));
  const verdict = ORDER.find((one) => verdicts.some((link) => link.verdict === one)) ?? 'nothing';
  const points = verdicts.reduce((least, link) => Math.min(least, link.points), Number.POSITIVE_INFINITY);
  return { verdict, points, links: verdicts, shown: verdicts.findIndex((link) => link.verdict === verdict) };
}

function* judgeLink(program: Program, link: ClaimLink, conditions: readonly Expression[]): Work<LinkVerdict> {
  const { graph } = program;
  const left = withPageValues(program, link.left);
  const right = withPageValues(program, link.right);
  const { tolerance = 0 } = link;
  const verdict =
    link.relation === '='
      ? yield* verifying(graph, left, right, conditions)
      : yield* entriesAgree(graph, scalars(graph, left), scalars(graph, right), tolerance);
  if (verdict.verdict !== 'refuted') return { ...verdict, link };
  yield;
  // In the names of the page first: "the constant factor a is lost".
  const named = left !== link.left || right !== link.right;
  const mistake =
    (named ? yield* recognising(graph, { ...link, conditions, tolerance }) : undefined) ??
    (yield* recognising(graph, { left, right, conditions, tolerance }));
  return { ...verdict, link, ...(mistake && { mistake }) };
}

function* entriesAgree(
  graph: Graph,
  left: readonly Expression[],
  right: readonly Expression[],
  tolerance: number,
): Work<Verdict> {
  const verdicts: Verdict[] = [];
  for (const [i, side] of left.entries())
    verdicts.push(yield* verifyingNumeric(graph, side, right[i] ?? side, tolerance));
  return worst(verdicts);
}

const scalars = (graph: Graph, expression: Expression): readonly Expression[] =>
  Array.from(entriesOf(graph, expression)?.data ?? [expression]);

function worst(verdicts: readonly Verdict[]): Verdict {
  const [first, ...others] = verdicts;
  if (!first) throw new RangeError('a claim has two sides');
  return others.reduce(
    (bad, verdict) => (ORDER.indexOf(verdict.verdict) < ORDER.indexOf(bad.verdict) ? verdict : bad),
    first,
  );
}

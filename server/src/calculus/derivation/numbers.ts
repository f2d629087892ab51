/**
 * A derivation at a point: the numbers put in, then one kind of arithmetic a line, exact as long as it is. In: a formula
 * and values for its variables. Out: lines, down to a number where every variable has a value.
 */
import { evaluateAll } from '../evaluate';
import {
  type Application,
  type Constant,
  type Expression,
  type Graph,
  isConstant,
  rebuild,
  substitute,
  transform,
  variables,
} from '../expression';
import { normal } from '../normal';
import { integerPower, isInteger, isNegative, isOne, numerator, ONE, parseDecimal, ZERO } from '../rational';
import type { Point } from './point';
import type { RuleName } from './rule-names';
import { type Draft, type Explanation, say } from './step';
import { isNumber } from './tidy';

/** Nested powers and sums are worked out from the inside; deeper than this nobody reads. */
const MOST_ROUNDS = 12;

export function numberLines(graph: Graph, formula: Expression, point: Point): readonly Draft[] {
  const put = substitute(graph, formula, point);
  if (put === formula) return [];
  const drafts: Draft[] = [
    {
      rule: 'put in the numbers',
      before: formula,
      after: put,
      part: { before: put, after: put },
      explanation: assigned(point),
      steps: [],
    },
  ];
  let here = put;
  for (let round = 0, more = true; more && round < MOST_ROUNDS; round++) {
    more = false;
    for (const { rule, words, apply } of KINDS) {
      const after = transform(here, (node, parts) => apply(graph, rebuild(graph, node, parts)));
      if (after === here) continue;
      drafts.push({ rule, before: here, after, explanation: words, steps: [] });
      here = after;
      more = true;
    }
  }
  const rounded = approximately(graph, here);
  return rounded ? [...drafts, rounded] : drafts;
}

/** All the digits of a double. */
function decimalOf(graph: Graph, value: number): Expression {
  const size = parseDecimal(String(Math.abs(value)));
  return graph.constant(value < 0 ? size.neg() : size, true);
}

/** What has no exact value in digits, in as many as a double has. */
function approximately(graph: Graph, here: Expression): Draft | undefined {
  const parts = here.kind === 'array' ? here.items : [here];
  if (variables(here).length > 0 || parts.every((part) => isConstant(part))) return undefined;
  const outcomes = evaluateAll(graph, parts, new Map());
  const digits: Expression[] = [];
  let error = 0;
  for (const [i, outcome] of outcomes.entries()) {
    const part = parts[i];
    if (!outcome.ok || !part) return undefined;
    digits.push(isConstant(part) ? part : decimalOf(graph, outcome.value));
    if (outcome.value !== 0) error = Math.max(error, outcome.error / Math.abs(outcome.value));
  }
  const [only] = digits;
  return {
    rule: 'approximately',
    before: here,
    after: here.kind === 'array' || !only ? graph.array(digits) : only,
    explanation: say`Rounded: there is no exact value in digits.`,
    steps: [],
    check: { verdict: 'holds', points: 1, error },
  };
}

const assigned = (point: Point): Explanation =>
  [...point].flatMap(([variable, value], i) => [i > 0 ? ', ' : '', variable, ' = ', value]);

interface Kind {
  readonly rule: RuleName;
  readonly words: Explanation;
  readonly apply: (graph: Graph, node: Expression) => Expression;
}

const KINDS: readonly Kind[] = [
  { rule: 'conditions', words: say`Conditions hold, 1, or do not, 0.`, apply: conditions },
  { rule: 'functions', words: say`Values of functions that are known exactly.`, apply: functions },
  { rule: 'powers', words: say`The powers are worked out.`, apply: powers },
  { rule: 'products', words: say`The products are worked out.`, apply: products },
  { rule: 'sums', words: say`The sums are worked out.`, apply: sums },
];

/** 3 > 1 is 1, and then a piecewise function is one of its pieces. */
function conditions(graph: Graph, node: Expression): Expression {
  if (node.kind !== 'application') return node;
  const [condition, yes, no] = node.args;
  if (node.row.name === 'where' && condition && isNumber(condition)) {
    return (isConstant(condition, 0) ? no : yes) ?? node;
  }
  return node.row.truth ? known(graph, node) : node;
}

function functions(graph: Graph, node: Expression): Expression {
  return node.kind === 'application' && !node.row.truth && node.row.name !== 'where' ? known(graph, node) : node;
}

function known(graph: Graph, node: Application): Expression {
  if (!node.args.every(isNumber)) return node;
  const value = normal(graph).apply(node.row, ...node.args);
  return isNumber(value) ? value : node;
}

/** Digits that a line may grow to by a power. */
const MOST_DIGITS = 2_000;

/** 2^9, and 5^(−2) as 1/25, which a product then divides by. */
function powers(graph: Graph, node: Expression): Expression {
  if (node.kind !== 'power' || !isNumber(node.base) || !isNumber(node.exponent)) return node;
  const [base, exponent] = [node.base, node.exponent];
  if (isOne(exponent.value.neg())) return node;
  if (!isInteger(exponent.value)) {
    const value = normal(graph).power(base, exponent);
    return isNumber(value) ? value : node;
  }
  const times = Number(numerator(exponent.value));
  if (Math.abs(times) * digits(base) > MOST_DIGITS) return node;
  const raised = graph.constant(integerPower(base.value, Math.abs(times)), base.decimal);
  return isNegative(exponent.value) ? graph.power(raised, -1) : raised;
}

const digits = ({ value }: Constant): number => Math.max(value.n.toString().length, value.d.toString().length);

/** The numbers of a product; what has no value at all, such as 1/0, stays. */
function products(graph: Graph, node: Expression): Expression {
  const factors = node.kind === 'product' ? node.factors : [node];
  if (node.kind !== 'product' && !isReciprocal(node)) return node;
  const numbers = factors.filter((factor) => isNumber(factor) || isReciprocal(factor));
  const others = factors.filter((factor) => !numbers.includes(factor));
  if (numbers.length === 0 || (numbers.length === 1 && others.length > 0)) return node;
  let value = ONE;
  for (const factor of numbers) {
    if (isNumber(factor)) value = value.mul(factor.value);
    else if (factor.kind === 'power' && isNumber(factor.base)) value = value.div(factor.base.value);
  }
  const decimal = numbers.some(
    (factor) => isNumber(factor.kind === 'power' ? factor.base : factor) && isDecimal(factor),
  );
  if (value.n === 0n) return graph.constant(0);
  return graph.multiply(...(isOne(value) && others.length > 0 ? [] : [graph.constant(value, decimal)]), ...others);
}

const isReciprocal = (node: Expression): boolean =>
  node.kind === 'power' && isConstant(node.exponent, -1) && isNumber(node.base) && node.base.value.n !== 0n;

const isDecimal = (node: Expression): boolean =>
  node.kind === 'power' ? isDecimal(node.base) : node.kind === 'constant' && node.decimal;

function sums(graph: Graph, node: Expression): Expression {
  if (node.kind !== 'sum') return node;
  const numbers = node.terms.filter(isNumber);
  const others = node.terms.filter((term) => !isNumber(term));
  if (numbers.length < 2) return node;
  const value = numbers.reduce((total, term) => total.add(term.value), ZERO);
  const constant = graph.constant(
    value,
    numbers.some((term) => term.decimal),
  );
  return value.n === 0n && others.length > 0 ? graph.add(...others) : graph.add(...others, constant);
}

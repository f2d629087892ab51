/**
 * From the formula that the rules give to its normal form, one kind of rewriting a line. In: a way, and the normal form
 * of its end. Out: the way with the lines of the simplification; its last line is exactly the normal form.
 */

import { partial } from '../differentiate';
import { type Expression, type Graph, isConstant, rebuild, transform } from '../expression';
import { inline } from '../inline';
import { bits, isInteger, isNegative, isOne, isZero, numerator, ONE, ZERO } from '../rational';
import { type Context, written } from './context';
import { multiplyOut } from './multiply-out';
import { type Draft, type Explanation, say } from './step';
import { arithmeticWords, constantValue, isNumber, plain, tidy, unordered } from './tidy';

interface Rewriting {
  readonly name: string;
  readonly explanation: Explanation | ((line: Expression) => Explanation);
  readonly apply: (graph: Graph, line: Expression) => Expression;
}

const LIKE_TERMS = say`Terms that differ only in their number are added.`;

const REWRITINGS: readonly Rewriting[] = [
  {
    name: 'definition',
    explanation: say`The functions of the page are replaced by what they are defined as.`,
    apply: (graph, line) => inline(graph, line, (callee, orders) => partial(graph, callee, orders)),
  },
  { name: 'arithmetic', explanation: arithmeticWords, apply: tidy },
  {
    name: 'distribute the exponent',
    explanation: say`A power of a product is the product of the powers; a power of a power multiplies the exponents.`,
    apply: distributeExponents,
  },
  {
    name: 'combine like factors',
    explanation: say`Powers of the same base are multiplied by adding their exponents.`,
    apply: combineFactors,
  },
  { name: 'combine the constants', explanation: say`The numbers are multiplied.`, apply: combineConstants },
  {
    name: 'combine like terms',
    explanation: LIKE_TERMS,
    apply: combineTerms,
  },
];

const REWRITING_NAMES: ReadonlySet<string> = new Set(['multiply out', ...REWRITINGS.map(({ name }) => name)]);

/** Longer formulas are simplified in one line. */
const READABLE = 400;

export function simplifySteps(context: Context, drafts: readonly Draft[], result: Expression): readonly Draft[] {
  const { graph } = context;
  const all = [...drafts];
  const goal = unordered(graph, result);
  const line = (): Expression => all.at(-1)?.after ?? result;
  const arrived = (): boolean => unordered(graph, line()) === goal;
  if (written(graph, line()) <= READABLE) {
    for (const { name, explanation, apply } of REWRITINGS) {
      if (arrived()) break;
      const after = apply(graph, line());
      if (plain(graph, after) !== plain(graph, line()) && context.afford(written(graph, after))) {
        const words = typeof explanation === 'function' ? explanation(line()) : explanation;
        all.push({ rule: name, before: line(), after, explanation: words, steps: [] });
      }
    }
  }
  if (!arrived() && written(graph, line()) <= READABLE) all.push(...multipliedOut(graph, line(), goal));
  const last = all.at(-1);
  if (last && arrived()) {
    const silent = plain(graph, line()) === plain(graph, result) || REWRITING_NAMES.has(last.rule);
    if (silent) return [...all.slice(0, -1), { ...last, after: result }];
    all.push({ rule: 'order', before: line(), after: result, explanation: ORDER, steps: [] });
  } else if (line() !== result) {
    all.push({ rule: 'simplify', before: line(), after: result, explanation: SIMPLIFY, steps: [] });
  }
  return all;
}

/** Brackets multiplied out and like terms added, where that leads to the goal. */
function multipliedOut(graph: Graph, line: Expression, goal: Expression): readonly Draft[] {
  const clean = (term: Expression): Expression => combineConstants(graph, combineFactors(graph, tidy(graph, term)));
  const out = multiplyOut(graph, line, clean);
  const combined = combineTerms(graph, out);
  if (plain(graph, out) === plain(graph, line) || unordered(graph, combined) !== goal) return [];
  const first: Draft = { rule: 'multiply out', before: line, after: out, explanation: OUT, steps: [] };
  if (combined === out) return [first];
  return [first, { rule: 'combine like terms', before: out, after: combined, explanation: LIKE_TERMS, steps: [] }];
}

const OUT = say`Each term in one bracket is multiplied by each in the other.`;
const ORDER: Explanation = ['Factors and terms in their usual order.'];
const SIMPLIFY: Explanation = ['The same formula in its shortest form.'];

/** (a·b)^n = a^n·b^n, (a/b)^n = a^n/b^n, (a^m)^n = a^(m·n) for whole n and m. */
function distributeExponents(graph: Graph, line: Expression): Expression {
  const raise = (base: Expression, exponent: Expression): Expression => {
    const value = constantValue(exponent);
    if (!value || !isInteger(value) || isZero(value)) return graph.power(base, exponent);
    if (isNumber(base)) return tidy(graph, graph.power(base, exponent));
    if (base.kind === 'product') return graph.multiply(...base.factors.map((factor) => raise(factor, exponent)));
    if (base.kind === 'quotient')
      return graph.divide(raise(base.numerator, exponent), raise(base.denominator, exponent));
    if (base.kind === 'negation') {
      const raised = raise(base.operand, exponent);
      return numerator(value) % 2n === 0n ? raised : graph.negate(raised);
    }
    const inner = base.kind === 'power' ? constantValue(base.exponent) : undefined;
    if (base.kind !== 'power' || !inner || !isInteger(inner)) return graph.power(base, exponent);
    const product = inner.mul(value);
    return isOne(product) ? base.base : graph.power(base.base, graph.constant(product));
  };
  return transform(line, (node, parts) => {
    const [base, exponent] = parts;
    if (node.kind === 'product') return flattened(graph, parts);
    return node.kind === 'power' && base && exponent ? raise(base, exponent) : rebuild(graph, node, parts);
  });
}

const flattened = (graph: Graph, factors: readonly Expression[]): Expression =>
  graph.multiply(...factors.flatMap((factor) => (factor.kind === 'product' ? factor.factors : [factor])));

/** x^a·x^b = x^(a+b) where a and b are numbers of one sign: nothing is cancelled. */
function combineFactors(graph: Graph, line: Expression): Expression {
  return transform(line, (node, parts) => {
    if (node.kind !== 'product') return rebuild(graph, node, parts);
    const powers = parts.map((factor) => {
      const value = factor.kind === 'power' ? constantValue(factor.exponent) : ONE;
      return factor.kind === 'power' && value ? { base: factor.base, value } : { base: factor, value: ONE };
    });
    const kept: Expression[] = [];
    powers.forEach(({ base, value }, i) => {
      const alike = powers.filter((other) => other.base === base && isNegative(other.value) === isNegative(value));
      if (alike.length === 1 || isNumber(base)) kept.push(parts[i] as Expression);
      else if (alike[0] === powers[i]) {
        const total = alike.reduce((sum, other) => sum.add(other.value), ZERO);
        kept.push(isOne(total) ? base : graph.power(base, graph.constant(total)));
      }
    });
    // Numbers first, so that the next line can multiply them.
    const numbers = kept.filter(isNumber);
    return numbers.length === 0 || kept.length === parts.length
      ? graph.multiply(...kept)
      : graph.multiply(...numbers, ...kept.filter((factor) => !isNumber(factor)));
  });
}

const MOST_BITS = 400;

function combineConstants(graph: Graph, line: Expression): Expression {
  return transform(tidy(graph, line), (node, parts) => {
    if (node.kind !== 'product') return rebuild(graph, node, parts);
    const numbers = parts.filter(isNumber);
    const value = numbers.reduce((product, factor) => product.mul(factor.value), ONE);
    if (numbers.length < 2 || bits(value) > MOST_BITS) return graph.multiply(...parts);
    const others = parts.filter((factor) => !isNumber(factor));
    const decimal = numbers.some((factor) => factor.decimal);
    return graph.multiply(...(isOne(value) ? [] : [graph.constant(value, decimal)]), ...others);
  });
}

/** a·t + b·t = (a + b)·t, also over sums in brackets. */
function combineTerms(graph: Graph, line: Expression): Expression {
  return transform(combineConstants(graph, line), (node, parts) => {
    if (node.kind !== 'sum') return rebuild(graph, node, parts);
    const groups = new Map<Expression, { value: typeof ONE; term: Expression; count: number; decimal: boolean }>();
    for (const term of parts.flatMap((part) => (part.kind === 'sum' ? part.terms : [part]))) {
      const { value, rest, decimal } = split(graph, term);
      const key = unordered(graph, rest);
      const known = groups.get(key);
      groups.set(key, {
        value: known ? known.value.add(value) : value,
        term: known ? rest : term,
        count: (known?.count ?? 0) + 1,
        decimal: decimal || (known?.decimal ?? false),
      });
    }
    const terms = [...groups.values()].flatMap(({ value, term, count, decimal }) => {
      if (count === 1) return [term];
      if (isZero(value)) return [];
      if (isConstant(term, 1)) return [graph.constant(value, decimal)];
      return [isOne(value) ? term : graph.multiply(graph.constant(value, decimal), term)];
    });
    return graph.add(...(terms.length === 0 ? [graph.constant(0)] : terms));
  });
}

/** A term as its number and the rest. */
function split(graph: Graph, term: Expression): { value: typeof ONE; rest: Expression; decimal: boolean } {
  if (term.kind === 'negation') {
    const inner = split(graph, term.operand);
    return { ...inner, value: inner.value.neg() };
  }
  if (term.kind === 'constant') return { value: term.value, rest: graph.constant(1), decimal: term.decimal };
  const [first, ...others] = term.kind === 'product' ? term.factors : [];
  if (first?.kind !== 'constant' || others.length === 0) return { value: ONE, rest: term, decimal: false };
  return { value: first.value, rest: graph.multiply(...others), decimal: first.decimal };
}

/**
 * Rewritings of products, for the lines of a simplification: exponents distributed, like factors combined, what stands
 * above and below a line cancelled, numbers multiplied. In and out: lines; undefined where there is nothing to do.
 */
import { type Expression, type Graph, isConstant, rebuild, transform } from '../expression';
import { normalise } from '../normal';
import { sign } from '../normal/sign';
import { bits, isInteger, isNegative, isOne, isZero, numerator, ONE, type Rational, ZERO } from '../rational';
import { type Explanation, listed, say } from './step';
import { constantValue, isNumber, plain, tidy, unordered } from './tidy';

export interface Rewritten {
  readonly after: Expression;
  readonly words: Explanation;
}

/** (a·b)^n = a^n·b^n, (a/b)^n = a^n/b^n, (a^m)^n = a^(m·n) for whole n and m. */
export function distributeExponents(graph: Graph, line: Expression): Expression {
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
    const [argument] = base.kind === 'application' && base.row.name === 'exp' ? base.args : [];
    if (base.kind === 'application' && argument) {
      return graph.apply(base.row, normalise(graph, graph.multiply(exponent, argument)));
    }
    const inner = base.kind === 'power' ? constantValue(base.exponent) : undefined;
    if (base.kind !== 'power' || !inner) return graph.power(base, exponent);
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

/** x^a·x^b = x^(a+b) where a and b are not numbers of two signs: nothing is cancelled. exp(a) is a power of e. */
export function combineFactors(graph: Graph, line: Expression): Rewritten | undefined {
  const combined = new Set<Expression>();
  const after = transform(line, (node, parts) => {
    if (node.kind !== 'product') return rebuild(graph, node, parts);
    const groups = new Map<Expression, Expression[]>();
    parts.forEach((factor, i) => {
      const base = baseOf(graph, factor);
      const key = isNumber(factor) || isNumber(base) ? graph.array([graph.constant(i)]) : unordered(graph, base);
      groups.set(key, [...(groups.get(key) ?? []), factor]);
    });
    const kept = [...groups.values()].flatMap((factors): readonly Expression[] => {
      const [first, second] = factors;
      if (!first || !second || (!mixed(factors) && signsOf(factors).size > 1)) return factors;
      combined.add(baseOf(graph, first));
      const total = normalise(graph, graph.add(...factors.map((factor) => exponentOf(graph, factor))));
      const base = baseOf(graph, first);
      if (first.kind === 'application' && first.row.name === 'exp') return [graph.apply(first.row, total)];
      return [isConstant(total, 1) ? base : graph.power(base, total)];
    });
    // Numbers first, so that the next line can multiply them.
    const numbers = kept.filter(isNumber);
    return numbers.length === 0 || kept.length === parts.length
      ? graph.multiply(...kept)
      : graph.multiply(...numbers, ...kept.filter((factor) => !isNumber(factor)));
  });
  if (combined.size === 0) return undefined;
  return { after, words: [...say`Powers of `, ...listed([...combined].slice(0, 3)), ': the exponents are added.'] };
}

function baseOf(graph: Graph, factor: Expression): Expression {
  if (factor.kind === 'power') return factor.base;
  return factor.kind === 'application' && factor.row.name === 'exp' ? graph.named('e') : factor;
}

function exponentOf(graph: Graph, factor: Expression): Expression {
  if (factor.kind === 'power') return factor.exponent;
  const [argument] = factor.kind === 'application' && factor.row.name === 'exp' ? factor.args : [];
  return argument ?? graph.constant(1);
}

/** Exponents that are not all numbers. */
const mixed = (factors: readonly Expression[]): boolean =>
  factors.some(
    (factor) =>
      (factor.kind === 'power' && constantValue(factor.exponent) === undefined) ||
      (factor.kind === 'application' && factor.row.name === 'exp'),
  );

const signsOf = (factors: readonly Expression[]): ReadonlySet<boolean> =>
  new Set(factors.map((factor) => isNegative(powerOf(factor).value)));

interface PowerOf {
  readonly base: Expression;
  readonly value: Rational;
}

/** A factor as a power with a number as its exponent. */
function powerOf(factor: Expression): PowerOf {
  const value = factor.kind === 'power' ? constantValue(factor.exponent) : undefined;
  return factor.kind === 'power' && value ? { base: factor.base, value } : { base: factor, value: ONE };
}

/** What stands above and below the line of one fraction: x·(1/x) = 1, where x is not 0. */
export function cancel(graph: Graph, line: Expression): Rewritten | undefined {
  const gone = new Set<Expression>();
  let numbers = false;
  const after = transform(plain(graph, line), (node, parts) => {
    if (node.kind !== 'product') return rebuild(graph, node, parts);
    const factors = parts.flatMap((factor) => (factor.kind === 'product' ? factor.factors : [factor]));
    const groups = new Map<Expression, PowerOf[]>();
    for (const factor of factors.filter((one) => !isNumber(one))) {
      const power = powerOf(factor);
      const key = unordered(graph, power.base);
      groups.set(key, [...(groups.get(key) ?? []), power]);
    }
    const constants = factors.filter(isNumber);
    const value = constants.reduce((product, factor) => product.mul(factor.value), ONE);
    const below = constants.reduce((product, factor) => product * factor.value.d, 1n);
    const reduced = constants.length > 1 && value.d < below;
    numbers ||= reduced;
    const kept = [...groups.values()].flatMap((powers): readonly Expression[] => {
      const [first] = powers;
      const signs = new Set(powers.map((power) => isNegative(power.value)));
      if (!first || signs.size === 1) return powers.map((power) => raised(graph, power));
      gone.add(first.base);
      const total = powers.reduce((sum, power) => sum.add(power.value), ZERO);
      return isZero(total) ? [] : [raised(graph, { base: first.base, value: total })];
    });
    const front = reduced
      ? [
          graph.constant(
            value,
            constants.some((one) => one.decimal),
          ),
        ]
      : constants;
    return graph.multiply(...front.filter((one) => !isConstant(one, 1)), ...kept);
  });
  if (gone.size === 0 && !numbers) return undefined;
  return { after, words: cancelled(graph, [...gone]) };
}

const raised = (graph: Graph, { base, value }: PowerOf): Expression =>
  isOne(value) ? base : graph.power(base, graph.constant(value));

/** What is cancelled, and where that may be done. */
function cancelled(graph: Graph, bases: readonly Expression[]): Explanation {
  if (bases.length === 0) return say`The same number above and below the line.`;
  return bases.slice(0, 3).flatMap((base, i): Explanation => {
    const start = i === 0 ? '' : '; ';
    const safe = sign(graph, base) === 'positive';
    return safe
      ? say`${start}${graph.divide(base, base)} = 1, as ${base} is never 0`
      : say`${start}${graph.divide(base, base)} = 1 where ${base} ≠ 0`;
  });
}

const MOST_BITS = 400;

/** The numbers of each product become one. */
export function combineConstants(graph: Graph, line: Expression): Expression {
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

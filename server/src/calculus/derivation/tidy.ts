/**
 * Arithmetic on a line as written: zeros and ones dropped, numbers multiplied out, nothing moved. In and out:
 * expressions as written. `plain` tells whether two lines differ at all to the eye.
 */
import { type Constant, type Expression, type Graph, isConstant, postorder, rebuild, transform } from '../expression';
import { row } from '../functions/table';
import {
  bits,
  HALF,
  integerPower,
  isInteger,
  isNegative,
  isOne,
  isZero,
  numerator,
  ONE,
  type Rational,
  ZERO,
} from '../rational';
import type { Explanation } from './step';

/** What stands there as a number, with its sign and its fraction read. */
export function constantValue(node: Expression): Rational | undefined {
  if (node.kind === 'constant') return node.value;
  if (node.kind === 'negation') return constantValue(node.operand)?.neg();
  if (node.kind !== 'quotient') return undefined;
  const [above, below] = [constantValue(node.numerator), constantValue(node.denominator)];
  return above && below && !isZero(below) ? above.div(below) : undefined;
}

export const isNumber = (node: Expression): node is Constant => node.kind === 'constant';

const isDecimal = (node: Expression): boolean =>
  (node.kind === 'constant' && node.decimal) || (node.kind === 'negation' && isDecimal(node.operand));

/** The line without zeros and ones; numbers that stand together become one. */
export function tidy(graph: Graph, root: Expression): Expression {
  return transform(root, (node, parts) => {
    const made = rebuild(graph, node, parts);
    switch (made.kind) {
      case 'sum':
        return tidySum(graph, made.terms);
      case 'product':
        return tidyProduct(graph, made.factors);
      case 'negation':
        if (isNumber(made.operand)) return graph.constant(made.operand.value.neg(), made.operand.decimal);
        return made.operand.kind === 'negation' ? made.operand.operand : unnegated(graph, made);
      case 'quotient':
        if (isConstant(made.numerator, 0)) return graph.constant(0);
        return isConstant(made.denominator, 1) ? made.numerator : made;
      case 'power':
        return tidyPower(graph, made);
      default:
        return made;
    }
  });
}

/** −(−2·x) is 2·x. */
function unnegated(graph: Graph, node: Extract<Expression, { kind: 'negation' }>): Expression {
  const [first, ...others] = node.operand.kind === 'product' ? node.operand.factors : [];
  if (!first || !isNumber(first) || !isNegative(first.value)) return node;
  const opposite = graph.constant(first.value.neg(), first.decimal);
  return graph.multiply(...(isConstant(opposite, 1) ? [] : [opposite]), ...others);
}

function tidySum(graph: Graph, terms: readonly Expression[]): Expression {
  const flat = terms.flatMap((term) => (term.kind === 'sum' ? term.terms : [term]));
  const kept = flat.filter((term) => !isConstant(term, 0));
  const numbers = kept.filter((term) => constantValue(term) !== undefined);
  if (numbers.length < 2) return graph.add(...(kept.length === 0 ? [graph.constant(0)] : kept));
  const total = numbers.reduce((sum, term) => sum.add(constantValue(term) ?? ZERO), ZERO);
  const others = kept.filter((term) => !numbers.includes(term));
  return tidySum(graph, [...others, graph.constant(total, numbers.some(isDecimal))]);
}

/** Flat; the numbers at the front become one, numbers further on stay where they are read. */
function tidyProduct(graph: Graph, factors: readonly Expression[]): Expression {
  const flat = factors.flatMap((factor) => (factor.kind === 'product' ? factor.factors : [factor]));
  if (flat.some((factor) => isConstant(factor, 0))) return graph.constant(0);
  const minus = flat.filter((factor) => factor.kind === 'negation').length % 2 === 1;
  const bare = flat
    .flatMap((factor) => (factor.kind === 'negation' ? unsigned(factor.operand) : [factor]))
    .filter((factor) => !isConstant(factor, 1));
  let leading = 0;
  while (leading < bare.length && constantValue(bare[leading] as Expression)) leading += 1;
  const front = bare.slice(0, leading);
  const value = front.reduce((product, factor) => product.mul(constantValue(factor) ?? ONE), minus ? ONE.neg() : ONE);
  const rest = bare.slice(leading);
  const coefficient = graph.constant(value, front.some(isDecimal));
  if (rest.length === 0) return coefficient;
  if (isOne(value)) return graph.multiply(...rest);
  if (leading === 0 && minus) return graph.negate(graph.multiply(...rest));
  return graph.multiply(leading === 1 && !minus ? (front[0] as Expression) : coefficient, ...rest);
}

const unsigned = (operand: Expression): readonly Expression[] =>
  operand.kind === 'product' ? operand.factors : [operand];

/** Exponents are numbers only up to a size that stays readable. */
const READABLE_BITS = 160;

function tidyPower(graph: Graph, node: Extract<Expression, { kind: 'power' }>): Expression {
  if (isConstant(node.exponent, 1)) return node.base;
  if (isConstant(node.exponent, 0)) return graph.constant(1);
  const [base, exponent] = [constantValue(node.base), constantValue(node.exponent)];
  if (!base || !exponent || !isInteger(exponent) || isZero(base)) return node;
  const times = Number(numerator(exponent));
  if (Math.abs(times) * bits(base) > READABLE_BITS) return node;
  return graph.constant(integerPower(base, times), isDecimal(node.base));
}

/** Signs as factors, fractions as powers, products and sums flat: two lines that look the same have the same plain form. */
export function plain(graph: Graph, root: Expression): Expression {
  return transform(root, (node, parts) => {
    const [first, second] = parts;
    if (node.kind === 'negation' && first) return flat(graph, [graph.constant(-1), first], ONE);
    if (node.kind === 'quotient' && first && second) {
      const value = constantValue(node);
      if (value) return graph.constant(value);
      const below = second.kind === 'product' ? second.factors : [second];
      const number = below.reduce((product, factor) => product.mul(constantValue(factor) ?? ONE), ONE);
      // Nothing is divided by zero: it stays as it is written.
      if (isZero(number)) return graph.multiply(first, graph.power(second, -1));
      const others = below.filter((factor) => constantValue(factor) === undefined);
      const above = isConstant(first, 1) && others.length > 0 ? [] : [first];
      return flat(graph, [...above, ...others.map((factor) => reciprocal(graph, factor))], ONE.div(number));
    }
    if (node.kind === 'sum') return graph.add(...parts.flatMap((part) => (part.kind === 'sum' ? part.terms : [part])));
    if (node.kind === 'application' && node.row.name === 'sqrt' && first)
      return graph.power(first, graph.constant(HALF));
    if (node.kind === 'power' && first && second) {
      if (first.kind === 'named' && first.name === 'e') return graph.apply(row('exp'), second);
      return graph.power(first, asConstant(graph, second) ?? second);
    }
    return node.kind === 'product' ? flat(graph, parts, ONE) : rebuild(graph, node, parts);
  });
}

const asConstant = (graph: Graph, node: Expression): Expression | undefined => {
  const value = constantValue(node);
  return value && graph.constant(value, isDecimal(node) && !value.equals(HALF));
};

function reciprocal(graph: Graph, below: Expression): Expression {
  if (below.kind !== 'power' || below.exponent.kind !== 'constant') return graph.power(below, -1);
  return graph.power(below.base, graph.constant(below.exponent.value.neg(), below.exponent.decimal));
}

/** One product; the sign and `scale` go into the number at the front. */
function flat(graph: Graph, factors: readonly Expression[], scale: Rational): Expression {
  const all = factors.flatMap((factor) => (factor.kind === 'product' ? factor.factors : [factor]));
  const kept = all.filter((factor) => !isConstant(factor, -1));
  const sign = (all.length - kept.length) % 2 === 1 ? ONE.neg() : ONE;
  const [first, ...others] = kept;
  const front = first?.kind === 'constant' ? first : undefined;
  // 10x⁹/10: what can be cancelled is still seen.
  if (front && scale.d > 1n && front.value.mul(scale).d < front.value.d * scale.d) {
    return graph.multiply(graph.constant(front.value.mul(sign), front.decimal), ...others, graph.constant(scale));
  }
  const value = scale.mul(sign).mul(front?.value ?? ONE);
  const rest = front ? others : kept;
  const shown = front !== undefined || !isOne(value) || rest.length === 0;
  return graph.multiply(...(shown ? [graph.constant(value, front?.decimal)] : []), ...rest);
}

/** What `tidy` does to the line, in words. */
export function arithmeticWords(root: Expression): Explanation {
  const nodes = postorder([root]);
  const zeroOrOne = (part: Expression): boolean => isConstant(part, 0) || isConstant(part, 1);
  const idle = nodes.some(
    (node) =>
      (node.kind === 'sum' &&
        node.terms.some((term) => isConstant(term.kind === 'negation' ? term.operand : term, 0))) ||
      (node.kind === 'product' && node.factors.some(zeroOrOne)),
  );
  return [
    idle
      ? 'What is multiplied by 0 is gone; a 0 in a sum and a 1 in a product do nothing.'
      : 'The numbers are worked out.',
  ];
}

/** As `plain`, with terms and factors in an order of its own: equal for lines that differ in their order only. */
export function unordered(graph: Graph, root: Expression): Expression {
  const byId = (a: Expression, b: Expression): number => a.id - b.id;
  return transform(plain(graph, root), (node, parts) => {
    if (node.kind === 'sum')
      return graph.add(...parts.flatMap((part) => (part.kind === 'sum' ? part.terms : [part])).toSorted(byId));
    if (node.kind === 'product') return withOneSign(graph, parts, byId);
    return rebuild(graph, node, parts);
  });
}

/** The factors in order, a sign joined with the one number that there is; a sign before a sum goes into its terms. */
function withOneSign(
  graph: Graph,
  factors: readonly Expression[],
  order: (a: Expression, b: Expression) => number,
): Expression {
  const others: Expression[] = [];
  const numbers: Constant[] = [];
  let turns = 0;
  for (const factor of factors) {
    if (isNumber(factor)) numbers.push(factor);
    else {
      const turned =
        factors.length > 2 || !isConstant(factors[0] ?? factor, -1) ? oriented(graph, factor, order) : factor;
      if (turned !== factor && isOdd(factor)) turns += 1;
      others.push(turned);
    }
  }
  if (turns % 2 === 1) numbers.push(graph.constant(-1));
  const sizes = numbers.filter(({ value }) => !isOne(value) && !isOne(value.neg()));
  if (sizes.length > 1 || numbers.length === 0)
    return graph.multiply(...numbers.toSorted(order), ...others.toSorted(order));
  const value = numbers.reduce((product, factor) => product.mul(factor.value), ONE);
  const [only] = others;
  if (others.length === 1 && only?.kind === 'sum' && isOne(value.neg())) {
    return graph.add(...only.terms.map((term) => negatedTerm(graph, term, order)).toSorted(order));
  }
  const front = graph.constant(
    value,
    sizes.some((one) => one.decimal),
  );
  return graph.multiply(...(isOne(value) && others.length > 0 ? [] : [front]), ...others.toSorted(order));
}

const negatedTerm = (graph: Graph, term: Expression, order: (a: Expression, b: Expression) => number): Expression =>
  withOneSign(graph, [graph.constant(-1), ...(term.kind === 'product' ? term.factors : [term])], order);

/** a − b and b − a as one of the two: a sign in front decides which, and the line reads the same to the eye. */
function oriented(graph: Graph, factor: Expression, order: (a: Expression, b: Expression) => number): Expression {
  if (factor.kind === 'power' && constantValue(factor.exponent) !== undefined && isWhole(factor)) {
    const base = oriented(graph, factor.base, order);
    return base === factor.base ? factor : graph.power(base, factor.exponent);
  }
  if (factor.kind !== 'sum') return factor;
  const opposite = graph.add(...factor.terms.map((term) => negatedTerm(graph, term, order)).toSorted(order));
  return opposite.id < factor.id ? opposite : factor;
}

type Power = Extract<Expression, { kind: 'power' }>;

function isWhole({ exponent }: Power): boolean {
  const value = constantValue(exponent);
  return value !== undefined && isInteger(value);
}

const isOdd = (factor: Expression): boolean =>
  factor.kind !== 'power' || (constantValue(factor.exponent)?.n ?? 0n) % 2n === 1n;

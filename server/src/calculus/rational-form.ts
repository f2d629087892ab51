/**
 * Expressions as quotients of polynomials over "atoms": variables, and whatever is no rational operation (exp(x), √x,
 * sin(x), g(x)). In: normal forms, and what is known to be positive. Out: a numerator and denominators, or undefined
 * where the budget is spent. If a difference's numerator is the zero polynomial, both sides are equal wherever they
 * both have a value.
 *
 * Atoms know some algebra: exp(a + b) = exp(a)·exp(b), sin² + cos² = 1 with the addition theorems, (√x)² = x, |x|² = x²,
 * and for positive factors log(ab) = log a + log b. Exponents and angles are integer multiples of a unit 1/Q.
 */
import type { Application, Expression, Graph, Power } from './expression';
import { combine, type Fraction, integerPower, keyOf, negated, product, scale, sum, termsOf, whole } from './fraction';
import type { Budget, Polynomial } from './polynomial';
import * as poly from './polynomial';
import { isInteger, ONE, type Rational, ratio } from './rational';

/** u^degree is equal to `replacement`, in which only unknowns with smaller indices stand. */
interface Relation {
  readonly index: number;
  readonly degree: number;
  readonly replacement: Polynomial;
}

export interface Signs {
  positive(node: Expression): boolean;
  nonnegative(node: Expression): boolean;
}

/** Larger units are given up: proofs with them are long. */
const LARGEST_UNIT = 120;
const LARGEST_MULTIPLE = 24;
const ATOMS = 60;

/** Whether left − right is 0 as a formula. */
export function vanishes(graph: Graph, left: Expression, right: Expression, signs: Signs, work: number): boolean {
  let unit = 1;
  const budget = { left: work };
  // Each time the unit turns out too coarse, from the start with a finer one.
  for (;;) {
    const result = attempt(graph, left, right, signs, unit, budget);
    if (typeof result === 'boolean') return result;
    unit = result;
    if (unit > LARGEST_UNIT) return false;
  }
}

function attempt(
  graph: Graph,
  left: Expression,
  right: Expression,
  signs: Signs,
  unit: number,
  budget: Budget,
): boolean | number {
  let finer = unit;
  const indices = new Map<string, number>();
  const relations: Relation[] = [];
  const known = new Map<Expression, Fraction | undefined>();

  /** c as a number of units; notes where the unit is too coarse. */
  function units(c: Rational): number | undefined {
    const scaled = c.mul(ratio(unit));
    if (isInteger(scaled)) return Number(scaled.s * scaled.n);
    if (c.d <= BigInt(LARGEST_UNIT)) finer = Math.max(finer, lcm(finer, Number(c.d)));
    return undefined;
  }

  function atom(key: string): number | undefined {
    const index = indices.get(key) ?? indices.size;
    indices.set(key, index);
    return index < ATOMS ? index : undefined;
  }
  const atomic = (key: string): Fraction | undefined => {
    const index = atom(key);
    return index === undefined ? undefined : whole(poly.unknown(index));
  };
  const relate = (index: number, degree: number, replacement: Polynomial | undefined): void => {
    if (replacement && !relations.some((relation) => relation.index === index)) {
      relations.push({ index, degree, replacement });
    }
  };

  const of = (node: Expression): Fraction | undefined => {
    if (known.has(node)) return known.get(node);
    const fraction = convert(node);
    known.set(node, fraction);
    return fraction;
  };

  function convert(node: Expression): Fraction | undefined {
    switch (node.kind) {
      case 'constant':
        return whole(poly.constant(node.value));
      case 'named':
        return node.name === 'e' ? exponential(whole(poly.constant(ONE))) : atomic('π');
      case 'variable':
        return atomic(`variable ${node.id}`);
      case 'sum':
        return node.terms.map(of).reduce((a, b) => a && b && sum(budget, a, b), whole(poly.NOTHING));
      case 'product':
        return node.factors.map(of).reduce((a, b) => a && b && product(budget, a, b), whole(poly.constant(ONE)));
      case 'power':
        return power(node);
      case 'application':
        return application(node);
      case 'abstract': {
        const args = node.args.map(of);
        if (args.some((arg) => !arg)) return undefined;
        return atomic(`${node.name} ${node.orders} (${args.map((arg) => arg && keyOf(arg)).join('; ')})`);
      }
      default:
        return atomic(`node ${node.id}`);
    }
  }

  function power({ base, exponent }: Power): Fraction | undefined {
    if (exponent.kind === 'constant') {
      const { value } = exponent;
      if (isInteger(value)) {
        const times = Number(value.s * value.n);
        const inside = of(base);
        return Math.abs(times) > 200 ? undefined : inside && integerPower(budget, inside, times);
      }
      const factors = factorsOf(graph, base, signs.nonnegative);
      if (!factors.every((factor) => signs.nonnegative(factor.base))) {
        return root(base, value);
      }
      return factors
        .map((factor) => root(factor.base, factor.exponent.mul(value)))
        .reduce((a, b) => a && b && product(budget, a, b), whole(poly.constant(ONE)));
    }
    if (!signs.positive(base)) return opaque('power', [base, exponent]);
    const logarithm = logarithmOf(base);
    const inside = of(exponent);
    const both = inside && logarithm && product(budget, inside, logarithm);
    return both && exponential(both);
  }

  /** base^exponent by powers of the atom base^(1/unit). */
  function root(base: Expression, exponent: Rational): Fraction | undefined {
    const inside = of(base);
    if (!inside) return undefined;
    if (isInteger(exponent)) return integerPower(budget, inside, Number(exponent.s * exponent.n));
    const times = units(exponent);
    const index = atom(`root ${keyOf(inside)}`);
    if (times === undefined || index === undefined || Math.abs(times) > 200) return undefined;
    if (inside.denominators.size === 0) relate(index, unit, inside.numerator);
    return whole(poly.unknown(index, times));
  }

  function application(node: Application): Fraction | undefined {
    const [arg] = node.args;
    if (!arg || node.args.length > 1) return opaque(node.row.name, node.args);
    switch (node.row.name) {
      case 'exp': {
        const inside = of(arg);
        return inside && exponential(inside);
      }
      case 'log':
        return logarithmOf(arg);
      case 'sin':
      case 'cos':
        return wave(node.row.name, arg);
      case 'abs': {
        if (signs.nonnegative(arg)) return of(arg);
        const value = opaque('abs', node.args);
        const inside = of(arg);
        const square = inside && inside.denominators.size === 0 && poly.power(budget, inside.numerator, 2);
        const index = inside && indices.get(`abs (${keyOf(inside)})`);
        if (square && index !== undefined) relate(index, 2, square);
        return value;
      }
      case 'sign':
        return signs.positive(arg) ? whole(poly.constant(ONE)) : opaque('sign', node.args);
      default:
        return opaque(node.row.name, node.args);
    }
  }

  /** Anything else: equal where its arguments are. */
  function opaque(name: string, args: readonly Expression[]): Fraction | undefined {
    const inside = args.map(of);
    if (inside.some((arg) => !arg)) return undefined;
    return atomic(`${name} (${inside.map((arg) => arg && keyOf(arg)).join('; ')})`);
  }

  /** exp of a sum as a product of powers of exp(term/unit). */
  function exponential(inside: Fraction): Fraction | undefined {
    let result: Polynomial | undefined = poly.constant(ONE);
    for (const { coefficient, key } of termsOf(inside)) {
      const times = units(coefficient);
      const index = atom(`exp ${key}`);
      if (times === undefined || index === undefined || !result) return undefined;
      result = poly.multiply(budget, result, poly.unknown(index, times));
    }
    return result && whole(result);
  }

  function logarithmOf(arg: Expression): Fraction | undefined {
    const factors = factorsOf(graph, arg, signs.positive);
    if (factors.length === 1 && factors[0]?.base === arg) return logarithmAtom(arg);
    if (!factors.every((factor) => signs.positive(factor.base))) return opaque('log', [arg]);
    return factors
      .map(({ base, exponent }) => {
        const value = logarithmAtom(base);
        return value && product(budget, value, whole(poly.constant(exponent)));
      })
      .reduce((a, b) => a && b && sum(budget, a, b), whole(poly.NOTHING));
  }

  function logarithmAtom(arg: Expression): Fraction | undefined {
    if (arg.kind === 'named' && arg.name === 'e') return whole(poly.constant(ONE));
    if (arg.kind === 'application' && arg.row.name === 'exp') return arg.args[0] && of(arg.args[0]);
    if (arg.kind === 'constant' && arg.value.n === 1n && arg.value.d === 1n) return whole(poly.NOTHING);
    return opaque('log', [arg]);
  }

  /** By the addition theorems, from the sines and cosines of terms/unit. */
  function wave(name: 'sin' | 'cos', arg: Expression): Fraction | undefined {
    const inside = of(arg);
    if (!inside) return undefined;
    let sine: Polynomial | undefined = poly.NOTHING;
    let cosine: Polynomial | undefined = poly.constant(ONE);
    const turn = (s: Polynomial, c: Polynomial): void => {
      const [a, b] = [sine, cosine];
      sine = a && b && combine(budget, a, c, b, s, ONE);
      cosine = a && b && combine(budget, b, c, a, s, ratio(-1));
    };
    for (const { coefficient, key } of termsOf(inside)) {
      const times = units(coefficient);
      if (times === undefined || Math.abs(times) > LARGEST_MULTIPLE) return undefined;
      const [c, s] = [atom(`cos ${key}`), atom(`sin ${key}`)];
      if (c === undefined || s === undefined) return undefined;
      const square = poly.unknown(c, 2);
      relate(s, 2, poly.add(budget, poly.constant(ONE), scale(square, ratio(-1))));
      const direction = times < 0 ? ratio(-1) : ONE;
      for (let i = 0; i < Math.abs(times); i += 1) turn(scale(poly.unknown(s), direction), poly.unknown(c));
    }
    const value = name === 'sin' ? sine : cosine;
    return value && whole(value);
  }

  const [a, b] = [of(left), of(right)];
  if (finer > unit) return finer;
  const difference = a && b && sum(budget, a, negated(b));
  let numerator: Polynomial | undefined = difference?.numerator;
  for (const { index, degree, replacement } of [...relations].sort((x, y) => y.index - x.index)) {
    if (!numerator || numerator.size === 0) break;
    numerator = poly.reduce(budget, poly.withoutNegativeExponents(numerator), index, degree, replacement);
  }
  return numerator !== undefined && numerator.size === 0;
}

interface Factor {
  readonly base: Expression;
  readonly exponent: Rational;
}

/**
 * A product's factors with their constant exponents; numbers by their prime factors. An even power is taken apart
 * only where `whole` allows its base: x² is positive where x may not be.
 */
function factorsOf(graph: Graph, node: Expression, whole: (base: Expression) => boolean): Factor[] {
  if (node.kind === 'product') return node.factors.flatMap((factor) => factorsOf(graph, factor, whole));
  if (node.kind === 'constant' && node.value.s > 0n && node.value.n > 0n) {
    const { n, d } = node.value;
    if (n <= LARGEST_FACTORED && d <= LARGEST_FACTORED) {
      return [...primeFactors(graph, Number(n), 1), ...primeFactors(graph, Number(d), -1)];
    }
  }
  if (node.kind === 'power' && node.exponent.kind === 'constant') {
    const { value } = node.exponent;
    const even = isInteger(value) && value.n % 2n === 0n;
    if (even && !whole(node.base)) return [{ base: node, exponent: ONE }];
    return factorsOf(graph, node.base, whole).map(({ base, exponent }) => ({ base, exponent: exponent.mul(value) }));
  }
  return [{ base: node, exponent: ONE }];
}

const LARGEST_FACTORED = 1_000_000n;

function primeFactors(graph: Graph, value: number, sign: 1 | -1): Factor[] {
  const factors: Factor[] = [];
  let rest = value;
  for (let prime = 2; rest > 1; prime += 1) {
    if (prime * prime > rest) prime = rest;
    let times = 0;
    for (; rest % prime === 0; rest /= prime) times += 1;
    if (times > 0) factors.push({ base: graph.constant(prime), exponent: ratio(sign * times) });
  }
  return factors;
}

function lcm(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return (a / x) * b;
}

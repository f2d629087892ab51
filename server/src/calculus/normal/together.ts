/**
 * A sum over one denominator, in lowest terms, for `sum.ts` to try: everything that is no rational operation is an unknown,
 * √(a + b·x) is one whose square is a + b·x, and of sin² + cos² = 1 one square is eliminated. In: a sum in normal form.
 * Out: equal formulas, which may cost less. Nothing is cancelled but denominators, so the domain never shrinks.
 */
import type { Expression } from '../expression';
import { type Fraction, integerPower, product, sum as sumOf, whole } from '../fraction';
import type { Budget, Polynomial } from '../polynomial';
import * as poly from '../polynomial';
import { isInteger, numerator, ONE, type Rational, ratio } from '../rational';
import { type Construction, splitTerm } from './construction';
import { isPolynomial } from './factor';
import { lcm, perfectPower, primitive } from './polynomials';
import { cost } from './size';
import { SQUARE_RELATIONS } from './trigonometry';

/** Larger sums, written out, are left alone. */
const LARGEST = 500;
const WORK = 12_000;
const MOST_UNKNOWNS = 12;
const MOST_TERMS = 60;
const LARGEST_ROOT = 6;
const LARGEST_POWER = 12;

/** `unknown^degree` is `replacement`. */
interface Relation {
  readonly index: number;
  readonly degree: number;
  readonly replacement: Polynomial;
}

/** The unknowns of one conversion: each is base^(1/root). */
interface Field {
  readonly make: Construction;
  readonly budget: Budget;
  readonly unknowns: Expression[];
  readonly roots: number[];
  /** For bases that are no unknowns themselves: what unknown^root is. */
  readonly relations: Relation[];
  /** The root that is taken of each base, where one is. */
  readonly rootOf: ReadonlyMap<Expression, number>;
  /** Sums that stand in brackets: what is multiplied out may be a power of them. */
  readonly brackets: Polynomial[];
}

export function* together(make: Construction, root: Expression): Iterable<Expression> {
  if (root.kind !== 'sum' || cost(make.graph, root) > LARGEST || isPolynomial(make, root)) return;
  const rootOf = rootsIn(root);
  if (!rootOf) return;
  const field: Field = { make, budget: { left: WORK }, unknowns: [], roots: [], relations: [], rootOf, brackets: [] };
  const found = fractionOf(field, root);
  if (!found) return;
  const fraction = turned(field, found);
  make.spend(fraction.numerator.size);
  for (const relations of variants(field)) {
    const form = lowestTerms(field, fraction, relations);
    if (form) yield form;
  }
}

/** Where only exp(−u) stands, that is the unknown: exp(u) in its place could overflow. */
function turned(field: Field, fraction: Fraction): Fraction {
  const { make, unknowns } = field;
  const polynomials = [fraction.numerator, ...[...fraction.denominators.values()].map(({ polynomial }) => polynomial)];
  const negative = unknowns.flatMap((base, index) => {
    const exponents = polynomials.flatMap((one) => [...one.values()].map((term) => term.exponents.get(index) ?? 0));
    const isExponential = base.kind === 'application' && base.row.name === 'exp';
    return isExponential && exponents.every((exponent) => exponent <= 0) ? [index] : [];
  });
  if (negative.length === 0) return fraction;
  for (const index of negative) unknowns[index] = make.power(unknowns[index] ?? 1, -1);
  const denominators = [...fraction.denominators.values()].map(({ polynomial, times }) => {
    const opposite = poly.inverted(polynomial, negative);
    return [poly.monic(opposite).key, { polynomial: opposite, times }] as const;
  });
  return { numerator: poly.inverted(fraction.numerator, negative), denominators: new Map(denominators) };
}

/** Every base under a root with the least common multiple of the roots taken of it; undefined where one is too high. */
function rootsIn(root: Expression): ReadonlyMap<Expression, number> | undefined {
  const found = new Map<Expression, number>();
  const visit = (node: Expression): boolean => {
    if (node.kind === 'sum') return node.terms.every(visit);
    if (node.kind === 'product') return node.factors.every(visit);
    if (node.kind !== 'power') return true;
    const { base, exponent } = node;
    if (exponent.kind === 'constant' && !isInteger(exponent.value)) {
      if (exponent.value.d > BigInt(LARGEST_ROOT) || base.kind === 'constant') return base.kind === 'constant';
      const common = lcm(found.get(base) ?? 1, Number(exponent.value.d));
      if (common > LARGEST_ROOT) return false;
      found.set(base, common);
    }
    return visit(base);
  };
  return visit(root) ? found : undefined;
}

function unknown(field: Field, base: Expression, exponent: number, root = 1): Fraction | undefined {
  const { unknowns, roots } = field;
  let index = unknowns.indexOf(base);
  if (index < 0) {
    index = unknowns.push(base) - 1;
    roots.push(root);
  }
  return unknowns.length > MOST_UNKNOWNS ? undefined : whole(poly.unknown(index, exponent));
}

function fractionOf(field: Field, node: Expression): Fraction | undefined {
  const { budget } = field;
  switch (node.kind) {
    case 'constant':
      return node.decimal ? undefined : whole(poly.constant(node.value));
    case 'sum':
      return node.terms.reduce<Fraction | undefined>((total, term) => {
        const next = total && fractionOf(field, term);
        const both = total && next && sumOf(budget, total, next);
        return both && both.numerator.size <= MOST_TERMS ? both : undefined;
      }, whole(poly.NOTHING));
    case 'product':
      return node.factors.reduce<Fraction | undefined>(
        (total, factor) => {
          const next = total && fractionOf(field, factor);
          if (next && factor.kind === 'sum') notice(field, next);
          const both = total && next && product(budget, total, next);
          return both && both.numerator.size <= MOST_TERMS ? both : undefined;
        },
        whole(poly.constant(ONE)),
      );
    case 'power':
      return node.exponent.kind === 'constant'
        ? powerOf(field, node.base, node.exponent.value)
        : symbolic(field, node.base, node.exponent);
    case 'application':
      return node.row.name === 'exp' && node.args[0]
        ? symbolic(field, field.make.graph.named('e'), node.args[0])
        : powerOf(field, node, ONE);
    default:
      return powerOf(field, node, ONE);
  }
}

function powerOf(field: Field, base: Expression, exponent: Rational): Fraction | undefined {
  const { budget, relations } = field;
  const root = field.rootOf.get(base) ?? 1;
  const wanted = exponent.mul(ratio(root));
  // exp(1/4) is no whole power of e, and no root of it is among the unknowns.
  if (!isInteger(wanted)) return unknown(field, field.make.power(base, field.make.constant(exponent)), 1);
  const times = numerator(wanted);
  const composed = base.kind === 'sum' || base.kind === 'product';
  if (base.kind === 'constant' && !isInteger(exponent)) return undefined;
  // A whole power of a sum is multiplied out; below a line, and under a root, the sum stays together.
  if (root === 1 && composed) {
    const inside = fractionOf(field, base);
    if (inside) notice(field, inside);
    const size = times < 0n ? -times : times;
    return inside && size <= BigInt(LARGEST_POWER) ? integerPower(budget, inside, Number(times)) : undefined;
  }
  if (composed && isInteger(exponent) && times > 0n) {
    const inside = fractionOf(field, base);
    return inside && integerPower(budget, inside, Number(numerator(exponent)));
  }
  const power = unknown(field, base, Number(times), root);
  if (!power || !composed) return power;
  const index = field.unknowns.indexOf(base);
  if (relations.some((relation) => relation.index === index)) return power;
  const inside = fractionOf(field, base);
  if (!inside || inside.denominators.size > 0 || hasNegative(inside.numerator)) return undefined;
  relations.push({ index, degree: root, replacement: inside.numerator });
  return power;
}

/** So many brackets are tried, of so many terms. */
const MOST_BRACKETS = 4;
const SHORT = 4;

function notice({ brackets }: Field, { numerator, denominators }: Fraction): void {
  const isShort = numerator.size > 1 && numerator.size <= SHORT && denominators.size === 0 && !hasNegative(numerator);
  if (!isShort || brackets.length >= MOST_BRACKETS) return;
  const { rest } = primitive(numerator);
  if (!brackets.some((known) => poly.equal(known, rest))) brackets.push(rest);
}

const hasNegative = (polynomial: Polynomial): boolean =>
  [...polynomial.values()].some(({ exponents }) => [...exponents.values()].some((exponent) => exponent < 0));

/** x^(n + 2) is x^n·x², exp(2x + y) is exp(x)²·exp(y). */
function symbolic(field: Field, base: Expression, exponent: Expression): Fraction | undefined {
  const { make, budget } = field;
  let total: Fraction | undefined = whole(poly.constant(ONE));
  for (const part of exponent.kind === 'sum' ? exponent.terms : [exponent]) {
    const { coefficient, rest } = splitTerm(make.graph, part);
    const isNumber = rest.kind === 'constant';
    if (coefficient.decimal || (isNumber && base.kind === 'constant')) return undefined;
    const whole = isInteger(coefficient.value);
    const symbol = isNumber ? base : make.power(base, whole ? rest : part);
    const next = isNumber
      ? powerOf(field, base, coefficient.value)
      : unknown(field, symbol, whole ? Number(numerator(coefficient.value)) : 1);
    total = next && total && product(budget, total, next);
  }
  return total;
}

/** The relations of roots, with each way to eliminate one of two squares. */
function variants(field: Field): readonly (readonly Relation[])[] {
  let found: (readonly Relation[])[] = [field.relations];
  for (const [index, f] of field.unknowns.entries()) {
    if (f.kind !== 'application') continue;
    const relation = SQUARE_RELATIONS.find((one) => one.f === f.row.name);
    const partner = field.unknowns.findIndex(
      (g) => g.kind === 'application' && g.row.name === relation?.g && g.args[0] === f.args[0],
    );
    if (!relation || partner < 0 || found.length > 2) continue;
    const degreeOf = (of: number): number => 2 * (field.roots[of] ?? 1);
    const square = (of: number, coefficient: number): Polynomial =>
      poly.monomial(ratio(coefficient), new Map([[of, degreeOf(of)]]));
    const { budget } = field;
    const { beta } = relation;
    // f² = 1 + β·g², g² = β·f² − β.
    const eliminated = [
      { index, degree: degreeOf(index), replacement: poly.add(budget, poly.constant(ONE), square(partner, beta)) },
      {
        index: partner,
        degree: degreeOf(partner),
        replacement: poly.add(budget, poly.constant(ratio(-beta)), square(index, beta)),
      },
    ].flatMap(({ replacement, ...one }) => (replacement ? [{ ...one, replacement }] : []));
    found = found.flatMap((relations) => eliminated.map((one) => [...relations, one]));
  }
  return found;
}

interface Factor {
  readonly polynomial: Polynomial;
  times: number;
}

function lowestTerms(field: Field, fraction: Fraction, relations: readonly Relation[]): Expression | undefined {
  const { make, budget } = field;
  const monomial = poly.lowestExponents(fraction.numerator);
  let above: Polynomial | undefined = poly.withoutNegativeExponents(fraction.numerator);
  for (const { index, degree, replacement } of relations) {
    above = above && poly.reduce(budget, above, index, degree, replacement);
  }
  if (!above || above.size > MOST_TERMS) return undefined;
  if (above.size === 0) return make.constant(0);
  const factors: Factor[] = [...fraction.denominators.values()].map(({ polynomial, times }) => ({
    polynomial,
    times: -times,
  }));
  for (const { index, degree, replacement } of relations) {
    if (replacement.size < 2) continue;
    const times = Math.floor(-(monomial.get(index) ?? 0) / degree);
    if (times > 0) monomial.set(index, (monomial.get(index) ?? 0) + times * degree);
    factors.push({ polynomial: replacement, times: -Math.max(times, 0) });
  }
  factors.push(...field.brackets.map((polynomial) => ({ polynomial, times: 0 })));
  // Each bracket as often as it divides what is above.
  for (const factor of factors) {
    for (let rest = poly.divide(budget, above, factor.polynomial); rest; ) {
      above = rest;
      factor.times += 1;
      rest = poly.divide(budget, above, factor.polynomial);
      if (factor.times > LARGEST_POWER) break;
    }
  }
  const { content, rest } = primitive(above);
  const perfect = rest.size > 2 ? perfectPower(rest) : undefined;
  const upper = perfect ? make.power(written(field, perfect.base), perfect.times) : written(field, rest);
  return make.multiply(
    written(field, content),
    ...[...monomial].map(([index, exponent]) => unknownPower(field, index, exponent)),
    upper,
    ...factors.map(({ polynomial, times }) => make.power(written(field, polynomial), times)),
  );
}

function unknownPower({ make, unknowns, roots }: Field, index: number, exponent: number): Expression {
  const root = roots[index] ?? 1;
  return make.power(unknowns[index] ?? make.constant(1), make.constant(ratio(exponent, root)));
}

function written(field: Field, polynomial: Polynomial): Expression {
  const { collecting } = field.make;
  const terms = [...polynomial.values()].map(({ exponents, coefficient }) =>
    collecting.multiply(
      collecting.constant(coefficient),
      ...[...exponents].map(([index, exponent]) => unknownPower({ ...field, make: collecting }, index, exponent)),
    ),
  );
  return collecting.add(...terms);
}

/**
 * Powers in normal form. Exponents multiply and distribute only where that never loses a point of the domain and
 * never changes a value: √(x²) is |x|, (xy)ⁿ is xⁿyⁿ for whole n, √(4x) is 2√x, √(xy) stays.
 */
import type { Constant, Expression } from '../expression';
import { isConstant } from '../expression';
import { row } from '../functions/table';
import { exactRoot, HALF, integerPower, isInteger, isNegative } from '../rational';
import { asDenominator } from './cancel';
import type { Construction } from './construction';
import { sign } from './sign';

export function power(make: Construction, base: Expression, exponent: Expression): Expression {
  const { graph } = make;
  make.spend(1);
  if (isConstant(exponent, 0) || isConstant(base, 1)) return graph.constant(1);
  if (isConstant(exponent, 1)) return base;
  if (exponent.kind === 'constant' && exponent.decimal && exponent.value.equals(HALF)) {
    return power(make, base, graph.constant(HALF));
  }
  if (base.kind === 'constant' && exponent.kind === 'constant') return constantPower(make, base, exponent);
  if (base.kind === 'named' && base.name === 'e') return make.apply(row('exp'), exponent);
  if (base.kind === 'application') return applicationPower(make, base, exponent) ?? graph.power(base, exponent);
  if (base.kind === 'power') return nestedPower(make, base, exponent) ?? graph.power(base, exponent);
  if (base.kind === 'product' && !make.opaque(base)) return productPower(make, base, exponent);
  if (
    base.kind === 'sum' &&
    make.patience > 0 &&
    !make.opaque(base) &&
    isWhole(exponent) &&
    isNegative(exponent.value)
  ) {
    const parts = asDenominator(make, base);
    if (parts) return make.multiply(...parts.map((part) => make.power(part, exponent)));
  }
  return graph.power(base, exponent);
}

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

const isWhole = (node: Expression): node is Constant => node.kind === 'constant' && isInteger(node.value);
const isEven = (node: Expression): boolean => isWhole(node) && node.value.n % 2n === 0n;

/** 2³, 4^(1/2); 0^(−1), (−1)^(1/2) and 2^(1/2) have no exact value and stay. */
function constantPower(make: Construction, base: Constant, exponent: Constant): Expression {
  const { graph } = make;
  const stays = graph.power(base, exponent);
  const { n, d, s } = exponent.value;
  if (base.value.n === 0n) return s > 0n ? base : stays;
  if (d > 64n || n > 100_000n) return stays;
  const root = d === 1n ? base.value : exactRoot(base.value, Number(d));
  if (!root) return stays;
  const digits = Math.max(root.n.toString().length, root.d.toString().length);
  if (digits * Number(n) > 3_000) return stays;
  return graph.constant(integerPower(root, Number(s * n)), base.decimal);
}

function applicationPower(make: Construction, base: Of<'application'>, exponent: Expression): Expression | undefined {
  const [argument] = base.args;
  if (!argument) return undefined;
  if (base.row.name === 'exp') return make.apply(base.row, make.multiply(argument, exponent));
  if (base.row.name === 'abs' && isEven(exponent)) {
    const square = make.power(argument, exponent);
    return make.permit('absolute value', make.graph.power(base, exponent), square) ? square : undefined;
  }
  if (base.row.name === 'cbrt' && isWhole(exponent) && exponent.value.n % 3n === 0n) {
    return make.power(argument, make.multiply(exponent, make.ratio(1, 3)));
  }
  if (base.row.truth && exponent.kind === 'constant' && !isNegative(exponent.value)) return base;
  return undefined;
}

/** (bᵃ)ᵖ: b^(ap) where the domain does not shrink by it, with |b| where a is even and p is not whole. */
function nestedPower(make: Construction, base: Of<'power'>, exponent: Expression): Expression | undefined {
  const inner = base.exponent;
  const merged = (below: Expression): Expression => make.power(below, make.multiply(inner, exponent));
  if (isWhole(exponent) || sign(make.graph, base.base) === 'positive') return merged(base.base);
  if (inner.kind !== 'constant') return undefined;
  if (!isEven(inner) || sign(make.graph, base.base) !== 'unknown') return merged(base.base);
  const size = merged(make.apply(row('abs'), base.base));
  return make.permit('absolute value', make.graph.power(base, exponent), size) ? size : undefined;
}

function productPower(make: Construction, base: Of<'product'>, exponent: Expression): Expression {
  const { graph } = make;
  const raise = (factor: Expression): Expression => make.power(factor, exponent);
  if (isWhole(exponent)) return make.multiply(...base.factors.map(raise));
  const outside: Expression[] = [];
  const inside: Expression[] = [];
  for (const factor of base.factors) (leaves(make, factor, exponent) ? outside : inside).push(factor);
  if (inside.every((factor) => factor.kind === 'power' && sign(graph, factor) !== 'unknown')) {
    return make.multiply(...base.factors.map(raise));
  }
  if (outside.length === 0) return graph.power(base, exponent);
  const rest = make.multiply(...inside);
  return make.multiply(...outside.map(raise), inside.length === 1 ? raise(rest) : graph.power(rest, exponent));
}

/** Positive factors leave a root where that makes them simpler. */
function leaves(make: Construction, factor: Expression, exponent: Expression): boolean {
  if (sign(make.graph, factor) !== 'positive') return false;
  if (factor.kind === 'application') return factor.row.name === 'exp';
  if (factor.kind === 'constant') return make.power(factor, exponent).kind === 'constant';
  return factor.kind === 'power' && isWhole(make.multiply(factor.exponent, exponent));
}

/**
 * Means in products: mean(x) is sum(x)/n, so that n·mean(x) is sum(x) and mean(x − mean(x)) is 0; what is left of a sum
 * and its number of entries is a mean again. In: factors, or a product, in normal form. Out: the same product.
 */
import { type Expression, isConstant, type Operation } from '../expression';
import { lengthExpression } from '../lengths';
import { operation } from '../operations/table';
import { isInteger, type Rational, ratio } from '../rational';
import { type Construction, joinTerm } from './construction';
import { addedUp } from './operation-sum';
import { compareFactors } from './order';

/** The operation and how often it is a factor, where it is one of that name to a positive whole power. */
function powerOf(factor: Expression, name: string): { readonly node: Operation; readonly times: number } | undefined {
  const [node, exponent] = factor.kind === 'power' ? [factor.base, factor.exponent] : [factor, undefined];
  if (node.kind !== 'operation' || node.row.name !== name) return undefined;
  if (!exponent) return { node, times: 1 };
  if (exponent.kind !== 'constant' || !isInteger(exponent.value) || exponent.value.s < 0n) return undefined;
  return { node, times: Number(exponent.value.n) };
}

const lengthOf = (make: Construction, { args: [x], options }: Operation): Expression =>
  lengthExpression(make, addedUp(x?.shape ?? [], options));

/** Every mean among the factors as a sum and its number of entries. */
export function meansApart(make: Construction, operands: readonly Expression[]): readonly Expression[] {
  const hasMean = (factor: Expression): boolean =>
    powerOf(factor, 'mean') !== undefined || (factor.kind === 'product' && factor.factors.some(hasMean));
  if (operands.length < 2 || !operands.some(hasMean)) return operands;
  const apart = (factor: Expression): readonly Expression[] => {
    if (factor.kind === 'product' && !make.opaque(factor)) return factor.factors.flatMap(apart);
    const found = powerOf(factor, 'mean');
    if (!found) return [factor];
    const { node, times } = found;
    const sum = make.operate(operation('sum'), node.args, node.options);
    return [make.power(sum, times), make.power(lengthOf(make, node), -times)];
  };
  return operands.flatMap(apart);
}

/** A sum and its number of entries below the line as a mean. */
export function meansTogether(make: Construction, whole: Expression): Expression {
  if (whole.kind !== 'product') return whole;
  for (const factor of whole.factors) {
    const found = powerOf(factor, 'sum');
    const rest = found && divided(make, whole.factors, factor, lengthOf(make, found.node), found.times);
    if (!found || !rest) continue;
    const mean = make.graph.operate(operation('mean'), found.node.args, found.node.options);
    const power = found.times === 1 ? mean : make.graph.power(mean, make.constant(found.times));
    const [first, ...others] = rest;
    const number = first?.kind === 'constant' ? first : make.graph.constant(1);
    const factors = [...(first?.kind === 'constant' ? others : rest), power].sort(compareFactors);
    const [only] = factors;
    const product = factors.length === 1 && only ? only : make.graph.multiply(...factors);
    return meansTogether(make, joinTerm(make.graph, number, product));
  }
  return whole;
}

/** The other factors times length^times; undefined where that does not take a denominator away. */
function divided(
  make: Construction,
  factors: readonly Expression[],
  sum: Expression,
  length: Expression,
  times: number,
): readonly Expression[] | undefined {
  let rest: readonly Expression[] | undefined = factors.filter((factor) => factor !== sum);
  for (const part of length.kind === 'product' ? length.factors : [length]) {
    rest =
      rest &&
      (part.kind === 'constant' ? withoutNumber(make, rest, part.value, times) : without(make, rest, part, times));
  }
  return rest;
}

function withoutNumber(
  make: Construction,
  factors: readonly Expression[],
  length: Rational,
  times: number,
): readonly Expression[] | undefined {
  const [first, ...others] = factors;
  const below = length.n ** BigInt(times);
  if (first?.kind !== 'constant' || first.decimal || first.value.d !== below || below === 1n) return undefined;
  return [make.constant(first.value.mul(ratio(below))), ...others];
}

function without(
  make: Construction,
  factors: readonly Expression[],
  length: Expression,
  times: number,
): readonly Expression[] | undefined {
  const [base, order] = length.kind === 'power' ? [length.base, length.exponent] : [length, make.constant(1)];
  const found = factors.find((factor) => factor.kind === 'power' && factor.base === base);
  if (found?.kind !== 'power' || found.exponent.kind !== 'constant' || order.kind !== 'constant') return undefined;
  const left = found.exponent.value.add(order.value.mul(ratio(times)));
  if (found.exponent.value.s > 0n || (left.s > 0n && left.n !== 0n)) return undefined;
  const others = factors.filter((factor) => factor !== found);
  const power = make.power(base, make.constant(left));
  return isConstant(power, 1) ? others : [...others, power];
}

/** All terms over one length, for `sum.ts` to try: p·mean(y) − y/n is (p·sum(y) − y)/n. */
export function* overLength(make: Construction, whole: Expression): Iterable<Expression> {
  if (whole.kind !== 'sum') return;
  const lengths = whole.terms.flatMap((term) =>
    (term.kind === 'product' ? term.factors : [term]).flatMap((factor) => {
      const found = powerOf(factor, 'mean');
      return found ? [lengthOf(make, found.node)] : [];
    }),
  );
  for (const length of new Set(lengths)) {
    make.spend(whole.terms.length);
    const inner = make.add(...whole.terms.map((term) => make.multiply(length, term)));
    yield make.multiply(make.power(length, -1), inner);
  }
}

/**
 * The construction of a backward sweep: neutral elements vanish, nothing else is merged, so that running products
 * and adjoints stay the shared nodes that they are. Its results go on to normal form.
 */
import { type Application, type Builder, type Expression, type Graph, isConstant, type Operand } from '../expression';
import { row } from '../functions/table';

export interface Light extends Builder {
  logarithm(operand: Expression): Expression;
  piecewise(condition: Expression, holds: Expression, otherwise: Expression): Expression;
}

export function light(graph: Graph): Light {
  const of = (operand: Operand): Expression => (typeof operand === 'number' ? graph.constant(operand) : operand);
  const make: Light = {
    ...graph,
    graph,
    add: (...operands) => {
      const terms = operands.map(of).filter((term) => !isConstant(term, 0));
      return masked(graph, terms, make.add) ?? graph.add(...terms);
    },
    subtract: (left, right) => {
      const [a, b] = [of(left), of(right)];
      if (a.kind === 'constant' && b.kind === 'constant')
        return graph.constant(a.value.sub(b.value), a.decimal || b.decimal);
      return make.add(a, make.negate(b));
    },
    negate: (operand) => make.multiply(-1, operand),
    multiply: (...operands) => {
      const factors = operands.map(of).filter((factor) => !isConstant(factor, 1));
      const zero = factors.find((factor) => isConstant(factor, 0));
      if (zero) return zero;
      const mask = factors.length > 1 ? factors.find(isMask) : undefined;
      if (!mask) return graph.multiply(...factors);
      const rest = factors.filter((factor) => factor !== mask);
      return within(graph, mask, [mask], ([inner]) => make.multiply(...(inner ? [inner] : []), ...rest));
    },
    divide: (numerator, denominator) => make.multiply(numerator, make.power(denominator, -1)),
    power: (base, exponent) =>
      isConstant(of(exponent), 1)
        ? of(base)
        : isConstant(of(exponent), 0)
          ? graph.constant(1)
          : graph.power(base, exponent),
    logarithm: (operand) => graph.apply(row('log'), operand),
    piecewise: (condition, holds, otherwise) => graph.apply(row('where'), condition, holds, otherwise),
  };
  return make;
}

/**
 * where(c, a, 0), or where(c, 0, a): the adjoint of a branch, entry by entry. What it is multiplied with stays inside, so
 * that a slope which does not exist where the branch is not taken is not asked for: √x at 0 in where(x > 0, √x, 0).
 */
type Mask = Application & { readonly args: readonly [Expression, Expression, Expression] };

const isMask = (expression: Expression): expression is Mask =>
  expression.kind === 'application' &&
  expression.row.name === 'where' &&
  expression.shape.length > 0 &&
  expression.args.slice(1).filter((branch) => isConstant(branch, 0)).length === 1;

/** The sum of adjoints of one branch, as one. */
function masked(
  graph: Graph,
  terms: readonly Expression[],
  add: (...terms: readonly Expression[]) => Expression,
): Expression | undefined {
  const masks = terms.filter(isMask);
  const [first] = masks;
  if (!first || masks.length < 2 || masks.length < terms.length) return undefined;
  const side = (mask: Mask): boolean => isConstant(mask.args[1], 0);
  const alike = masks.every((mask) => mask.args[0] === first.args[0] && side(mask) === side(first));
  return alike ? within(graph, first, masks, (inner) => add(...inner)) : undefined;
}

function within(
  graph: Graph,
  { args: [condition, holds] }: Mask,
  masks: readonly Mask[],
  join: (inner: readonly Expression[]) => Expression,
): Expression {
  const isElse = isConstant(holds, 0);
  const joined = join(masks.map(({ args }) => args[isElse ? 2 : 1]));
  const zero = graph.constant(0);
  return graph.apply(row('where'), condition, ...(isElse ? [zero, joined] : [joined, zero]));
}

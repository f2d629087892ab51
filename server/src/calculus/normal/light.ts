/**
 * The construction of a backward sweep: neutral elements vanish, nothing else is merged, so that running products
 * and adjoints stay the shared nodes that they are. Its results go on to normal form.
 */
import { type Builder, type Expression, type Graph, isConstant, type Operand } from '../expression';
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
    add: (...operands) => graph.add(...operands.map(of).filter((term) => !isConstant(term, 0))),
    subtract: (left, right) => {
      const [a, b] = [of(left), of(right)];
      if (a.kind === 'constant' && b.kind === 'constant')
        return graph.constant(a.value.sub(b.value), a.decimal || b.decimal);
      return make.add(a, make.negate(b));
    },
    negate: (operand) => make.multiply(-1, operand),
    multiply: (...operands) => {
      const factors = operands.map(of).filter((factor) => !isConstant(factor, 1));
      return factors.find((factor) => isConstant(factor, 0)) ?? graph.multiply(...factors);
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

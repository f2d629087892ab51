/**
 * Formulas as a textbook writes them. The builder's constructors with what says nothing left out (1·x, x + 0), and
 * transposes of transposes; nothing else is rewritten.
 */
import { count, type Shape } from '../../calculus/dimension';
import {
  type Expression,
  type Graph,
  isConstant,
  type Operand,
  rebuild,
  SCALAR,
  transform,
} from '../../calculus/expression';
import { lengthExpression } from '../../calculus/lengths';
import type { Options } from '../../calculus/operations/row';
import { operation } from '../../calculus/operations/table';
import { sameShape } from '../../calculus/shapes';

export interface Forms {
  readonly graph: Graph;
  times(...factors: readonly Operand[]): Expression;
  /** Above a number or a length; 1 is left out. */
  over(numerator: Expression, denominator: Operand): Expression;
  plus(...terms: readonly Expression[]): Expression;
  minus(left: Expression, right: Operand): Expression;
  negative(operand: Expression): Expression;
  product(left: Expression, right: Expression): Expression;
  outer(left: Expression, right: Expression): Expression;
  /** Of a matrix; of a vector itself; of a transpose what was transposed; of more axes the last two. */
  transposed(operand: Expression): Expression;
  operate(name: string, args: readonly Expression[], options?: Options): Expression;
  /** Sum, or mean, over the last axis, kept; of a vector over all of it. */
  alongLast(name: 'sum' | 'mean', operand: Expression): Expression;
  /** How many entries: 1 for a number. */
  entries(shape: Shape): Expression;
  /** Stretched where it has fewer entries. */
  shaped(operand: Expression, shape: Shape): Expression;
}

export function formsOf(graph: Graph): Forms {
  const of = (operand: Operand): Expression => (typeof operand === 'number' ? graph.constant(operand) : operand);
  const forms: Forms = {
    graph,
    times(...operands) {
      const factors = operands.map(of).filter((factor) => !isConstant(factor, 1));
      // Numbers come first, and only as one.
      const numbers = factors.filter((factor) => factor.kind === 'constant');
      const value = numbers.reduce((product, number) => product.mul(number.value), graph.constant(1).value);
      const number = graph.constant(
        value,
        numbers.some(({ decimal }) => decimal),
      );
      const others = factors.filter((factor) => factor.kind !== 'constant');
      if (isConstant(number, 0)) return number;
      if (isConstant(number, -1) && others.length > 0) return forms.negative(graph.multiply(...others));
      return graph.multiply(...(isConstant(number, 1) ? [] : [number]), ...others);
    },
    over(numerator, denominator) {
      const below = of(denominator);
      if (isConstant(below, 1) || isConstant(numerator, 0)) return numerator;
      if (numerator.kind === 'negation') return graph.negate(graph.divide(numerator.operand, below));
      return graph.divide(numerator, below);
    },
    plus(...terms) {
      return graph.add(...terms.filter((term) => !isConstant(term, 0)));
    },
    minus: (left, right) => graph.subtract(left, right),
    negative: (operand) => (operand.kind === 'negation' ? operand.operand : graph.negate(operand)),
    product: (left, right) => forms.operate('@', [left, right]),
    outer: (left, right) => forms.operate('outer', [left, right]),
    transposed(operand) {
      const rank = operand.shape.length;
      if (rank < 2) return operand;
      if (operand.kind === 'operation' && operand.row.name === 'transpose') {
        const [inner] = operand.args;
        if (inner && (rank === 2 || swapsLast(operand.options, rank))) return inner;
      }
      if (rank === 2) return forms.operate('transpose', [operand]);
      return forms.operate('transpose', [operand], { axes: swappedAxes(rank) });
    },
    operate: (name, args, options = {}) => graph.operate(operation(name), args, options),
    alongLast: (name, operand) =>
      forms.operate(name, [operand], operand.shape.length < 2 ? {} : { axis: -1, keepdims: true }),
    entries: (shape) => lengthExpression(graph, count(shape)),
    shaped: (operand, shape) =>
      sameShape(operand.shape, shape) ? operand : forms.operate('broadcast', [operand], { shape }),
  };
  return forms;
}

/** Numbers that were stretched next to an array of the same shape as the numbers themselves; broadcasting stretches them. */
export function unstretched(forms: Forms, formula: Expression): Expression {
  return transform(formula, (node, renewed) => {
    if (node.kind !== 'product') return rebuild(forms.graph, node, renewed);
    const isStretched = (one: Expression): boolean =>
      one.kind === 'operation' && one.row.name === 'broadcast' && one.args[0]?.shape.length === 0;
    const full = renewed.some((one) => !isStretched(one) && sameShape(one.shape, node.shape));
    if (!full || !renewed.some(isStretched)) return rebuild(forms.graph, node, renewed);
    return forms.times(...renewed.map((one) => (isStretched(one) && one.kind === 'operation' && one.args[0]) || one));
  });
}

const swappedAxes = (rank: number): number[] => [...Array(rank - 2).keys(), rank - 1, rank - 2];

const swapsLast = ({ axes }: Options, rank: number): boolean =>
  Array.isArray(axes) && swappedAxes(rank).every((axis, i) => axes[i] === axis);

export const isScalar = ({ shape }: Expression): boolean => shape.length === SCALAR.length;

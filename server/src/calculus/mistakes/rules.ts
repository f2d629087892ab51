/**
 * The right rules of differentiation, forward and as they are written on paper: what a mistake departs from. In: a
 * place. Out: its slope, and the links of the chain rule there.
 */
import { type Expression, isConstant } from '../expression';
import type { Place } from './slip';

/** A function of one argument, seen from outside: how it depends on that argument. */
export interface Link {
  readonly argument: Expression;
  /** The outer function with another argument. */
  outer(argument: Expression): Expression;
  /** The outer function's slope at another argument. */
  slope(argument: Expression): Expression;
}

export function slopeAt(place: Place): Expression {
  const { graph, make, node, d, moves } = place;
  switch (node.kind) {
    case 'sum':
      return make.add(...node.terms.filter(moves).map(d));
    case 'product':
      return productRule(place, node.factors);
    case 'negation':
      return graph.negate(d(node.operand));
    case 'quotient':
      return quotientRule(place, node.numerator, node.denominator);
    case 'array':
      return graph.array(node.items.map(d));
    case 'application': {
      const [condition, yes, no] = node.args;
      if (node.row.name === 'where' && condition && yes && no) return make.piecewise(condition, d(yes), d(no));
      return chainRule(place);
    }
    case 'power':
    case 'call':
    case 'abstract':
      return chainRule(place);
    default:
      return graph.constant(0);
  }
}

const chainRule = (place: Place): Expression =>
  place.make.add(...linksAt(place).map((link) => throughLink(place, link)));

export const throughLink = ({ make, d }: Place, { argument, slope }: Link): Expression =>
  make.multiply(slope(argument), d(argument));

function productRule({ make, d, moves }: Place, factors: readonly Expression[]): Expression {
  return make.add(
    ...factors.flatMap((factor, i) =>
      moves(factor) ? [make.multiply(...factors.map((other, j) => (i === j ? d(factor) : other)))] : [],
    ),
  );
}

function quotientRule({ graph, make, d, moves }: Place, above: Expression, below: Expression): Expression {
  if (!moves(below)) return graph.divide(d(above), below);
  const second = make.multiply(above, d(below));
  const top = moves(above) ? graph.subtract(make.multiply(d(above), below), second) : graph.negate(second);
  return graph.divide(top, graph.power(below, 2));
}

/** The arguments through which the variable acts on the node, and how. None where the node is no function of them. */
export function linksAt(place: Place): Link[] {
  const { graph, make, node, moves } = place;
  switch (node.kind) {
    case 'power': {
      const { base, exponent } = node;
      const links: Link[] = [];
      if (moves(base)) {
        links.push({
          argument: base,
          outer: (argument) => make.power(argument, exponent),
          slope: (argument) => make.multiply(exponent, make.power(argument, lowered(place, exponent))),
        });
      }
      if (moves(exponent)) {
        const rate = base.kind === 'named' && base.name === 'e' ? 1 : make.logarithm(base);
        links.push({
          argument: exponent,
          outer: (argument) => graph.power(base, argument),
          slope: (argument) => make.multiply(graph.power(base, argument), rate),
        });
      }
      return links;
    }
    case 'application': {
      const { row, args } = node;
      if (row.name === 'where') return [];
      return args.flatMap((argument, i) => {
        if (!moves(argument)) return [];
        const outer = (other: Expression) => graph.apply(row, ...args.with(i, other));
        const slope = (other: Expression) => row.derivative?.(make, args.with(i, other), outer(other))[i];
        return [{ argument, outer, slope: (other: Expression) => slope(other) ?? graph.constant(0) }];
      });
    }
    case 'call':
      return ofArguments(place, node.args, (orders, args) => graph.call(node.callee, orders, args), node.orders);
    case 'abstract':
      return ofArguments(
        place,
        node.args,
        (orders, args) => graph.abstract(node.name, node.parameters, orders, args),
        node.orders,
      );
    default:
      return [];
  }
}

function ofArguments(
  { moves }: Place,
  args: readonly Expression[],
  build: (orders: readonly number[], args: readonly Expression[]) => Expression,
  orders: readonly number[],
): Link[] {
  return args.flatMap((argument, i) => {
    if (!moves(argument)) return [];
    const higher = orders.map((order, j) => (i === j ? order + 1 : order));
    return [
      {
        argument,
        outer: (other: Expression) => build(orders, args.with(i, other)),
        slope: (other: Expression) => build(higher, args.with(i, other)),
      },
    ];
  });
}

/** n − 1, folded where n is a number. */
export const lowered = ({ make }: Place, exponent: Expression): Expression => make.subtract(exponent, 1);

export const isOne = (expression: Expression): boolean => isConstant(expression, 1);

/**
 * Derivatives of arrays by forward accumulation (Griewank and Walther, Evaluating Derivatives, 2nd ed. 2008, 3.1): each node's
 * tangent has the variable's axes first and then its own, so that elementwise operations broadcast and matrix products
 * are batches. By a number that is the derivative itself, d(A@B) = dA@B + A@dB; of a vector by a vector it is the
 * transposed Jacobian.
 *
 * In: an expression without calls, and a variable. Out: the derivative, of shape [...expression, ...variable], not yet in
 * normal form; undefined where an operation has no rule here.
 */
import type { Shape } from './dimension';
import { type Expression, type Graph, isConstant, parts, postorder, type Variable } from './expression';
import { tangentOf } from './jacobian-operations';
import { type Light, light } from './normal/light';
import { broadcastTo } from './operations/adjoints';
import { operation } from './operations/table';

/** What rules share: the construction, and the axes of the variable. */
export interface Tangents {
  readonly make: Light;
  readonly by: Shape;
}

export function arrayDerivative(graph: Graph, root: Expression, variable: Variable): Expression | undefined {
  const make = light(graph);
  const by = variable.shape;
  const all: Tangents = { make, by };
  const tangents = new Map<Expression, Expression>([[variable, identity(all, variable)]]);
  const of = (node: Expression): Expression | undefined => tangents.get(node);
  for (const node of postorder([root])) {
    if (node === variable || !parts(node).some(of)) continue;
    const tangent = one(all, node, of);
    if (!tangent) return undefined;
    if (!isConstant(tangent, 0)) tangents.set(node, broadcastTo(make, tangent, [...by, ...node.shape]));
  }
  const found = of(root) ?? make.constant(0);
  const full = broadcastTo(make, found, [...by, ...root.shape]);
  return axesLast(make, full, by.length, root.shape.length);
}

/** The variable's axes behind those of the expression. */
function axesLast(make: Light, tangent: Expression, by: number, own: number): Expression {
  if (by === 0 || own === 0) return tangent;
  const axes = [...Array.from({ length: own }, (_, i) => by + i), ...Array(by).keys()];
  const plain = by === 1 && own === 1;
  return make.operate(operation('transpose'), [tangent], plain ? {} : { axes });
}

/** Of a variable by itself: 1, eye(n), or for more axes the product of such ones. */
function identity({ make, by }: Tangents, variable: Variable): Expression {
  const { shape } = variable;
  const [length] = shape;
  if (length === undefined) return make.constant(1);
  const eye = (n: Shape[number]): Expression => make.operate(operation('eye'), [], { n });
  if (shape.length === 1) return eye(length);
  const both = [...by, ...shape];
  return make.multiply(
    ...shape.map((n, axis) => {
      const kept = both.map((one, i) => (i % shape.length === axis ? one : 1));
      return make.operate(operation('reshape'), [eye(n)], { shape: kept });
    }),
  );
}

/** A tangent of an operand as one of the elementwise operation that it is in: axes that broadcasting adds come between. */
export function aligned({ make, by }: Tangents, tangent: Expression, own: Shape, within: Shape): Expression {
  const missing = within.length - own.length;
  if (missing === 0 || by.length === 0) return tangent;
  return make.operate(operation('reshape'), [tangent], { shape: [...by, ...Array<1>(missing).fill(1), ...own] });
}

type Of = (node: Expression) => Expression | undefined;

/** The tangent of one node from those of its parts; 0 where they do not change it. */
function one(all: Tangents, node: Expression, of: Of): Expression | undefined {
  const { make, by } = all;
  const part = (operand: Expression): Expression | undefined => {
    const tangent = of(operand);
    return tangent && aligned(all, tangent, operand.shape, node.shape);
  };
  const times = (operand: Expression, slope: Expression): Expression => {
    const tangent = part(operand);
    return tangent ? make.multiply(tangent, slope) : make.constant(0);
  };
  switch (node.kind) {
    case 'sum':
      return make.add(...node.terms.map((term) => part(term) ?? make.constant(0)));
    case 'product':
      return make.add(
        ...node.factors.map((factor, i) =>
          times(factor, make.multiply(...node.factors.filter((_, other) => other !== i))),
        ),
      );
    case 'negation':
      return make.negate(part(node.operand) ?? 0);
    case 'quotient': {
      const { numerator, denominator } = node;
      return make.add(
        times(numerator, make.power(denominator, -1)),
        times(denominator, make.negate(make.divide(node, denominator))),
      );
    }
    case 'power': {
      const { base, exponent } = node;
      return make.add(
        times(base, make.multiply(exponent, make.power(base, make.subtract(exponent, 1)))),
        of(exponent) ? times(exponent, make.multiply(node, make.logarithm(base))) : make.constant(0),
      );
    }
    case 'application': {
      const [condition, ...branches] = node.args;
      if (node.row.name === 'where' && condition) {
        const [holds, otherwise] = branches.map((branch) => part(branch) ?? make.constant(0));
        return holds && otherwise && make.piecewise(condition, holds, otherwise);
      }
      const slopes = node.row.derivative?.(make, node.args, node) ?? [];
      return make.add(
        ...node.args.map((arg, i) => {
          const slope = slopes[i];
          return slope ? times(arg, slope) : make.constant(0);
        }),
      );
    }
    case 'abstract':
      return make.add(
        ...node.args.map((arg, i) => {
          const orders = node.orders.map((order, j) => (i === j ? order + 1 : order));
          return times(arg, make.abstract(node.name, node.parameters, orders, node.args));
        }),
      );
    case 'array': {
      const items = node.items.map((item) => broadcastTo(make, of(item) ?? make.constant(0), [...by, ...item.shape]));
      const rank = node.shape.length;
      const axes = [...by.map((_, i) => i + 1), 0, ...Array.from({ length: rank - 1 }, (_, i) => by.length + 1 + i)];
      const rows = make.array(items);
      if (by.length === 0) return rows;
      return make.operate(operation('transpose'), [rows], by.length + rank === 2 ? {} : { axes });
    }
    case 'operation':
      return tangentOf(all, node, of);
    default:
      return undefined;
  }
}

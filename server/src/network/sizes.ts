/**
 * The numbers that named lengths stand for where there are values: x[batch, 4] with two rows makes batch 2. In: values
 * and the shapes that they were declared with. Out: bodies and variables with numbers for names.
 */
import { type Dimension, namesIn, substituted } from '../calculus/dimension';
import { type Expression, type Graph, substitute, type Variable, variables } from '../calculus/expression';
import { lengthExpression } from '../calculus/lengths';
import { bindDimensions } from '../calculus/shapes';
import type { Network } from './network';

export type Lengths = ReadonlyMap<string, Dimension>;

/** The variable with numbers in its shape. */
export function sizedVariable(graph: Graph, variable: Variable, lengths: Lengths): Variable {
  if (variable.shape.every((length) => typeof length === 'number')) return variable;
  const shape = variable.shape.map((length) => substituted(length, lengths));
  return graph.variable(variable.name, variable.scope, shape);
}

/** The expression with numbers in all shapes. */
export function sized(graph: Graph, expression: Expression, lengths: Lengths): Expression {
  if (lengths.size === 0) return expression;
  const values = new Map<Expression, Expression>();
  for (const variable of variables(expression)) {
    const length = variable.scope === 'dimension' ? lengths.get(variable.name) : undefined;
    values.set(
      variable,
      length === undefined ? sizedVariable(graph, variable, lengths) : lengthExpression(graph, length),
    );
  }
  return substitute(graph, expression, values, lengths);
}

/** The first name in a shape that stands for no number. */
export const unsized = ({ shape }: { readonly shape: readonly Dimension[] }): string | undefined =>
  shape.flatMap(namesIn)[0];

/** What the values of inputs, targets and parameters say of the lengths that are named; the first one holds. */
export function lengthsOf({ nodes, parameters }: Pick<Network, 'nodes' | 'parameters'>): Lengths {
  const lengths = new Map<string, Dimension>();
  for (const { shape, value } of [...nodes, ...parameters]) {
    if (!value) continue;
    const bound = bindDimensions([shape], [value.shape], new Map(lengths));
    for (const [name, length] of bound ?? []) lengths.set(name, length);
  }
  return lengths;
}

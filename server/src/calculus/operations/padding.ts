/** The adjoint of a subscript: zeros around what was picked, in the language's own words. */
import { type Dimension, minus, plus, type Shape } from '../dimension';
import type { Builder, Expression } from '../expression';
import { lengthExpression } from '../lengths';
import { sameShape } from '../shapes';
import { type Subscript, selected } from './subscripts';
import { operation } from './table';

/** An array of this shape that is the adjoint where the subscripts pick, and 0 elsewhere. */
export function pullBackIndex(
  make: Builder,
  adjoint: Expression,
  shape: Shape,
  found: readonly Subscript[],
): Expression {
  const [first, ...others] = found;
  if (!first) return adjoint;
  const [rows = 1, ...row] = shape;
  if (first.to === undefined) {
    // One row: what is put into it goes to its number.
    const inner = pullBackIndex(make, adjoint, row, others);
    return make.operate(operation('scatter'), [inner, lengthExpression(make, first.from)], { shape });
  }
  const [second] = others;
  if (second && second.to === undefined && others.length === 1 && first.from === 0 && first.to === rows) {
    // A column is a row of the transpose.
    const turned = pullBackIndex(make, adjoint, [...shape].reverse(), [second, first]);
    return make.operate(operation('transpose'), [turned]);
  }
  const kept = found.map(({ from, to }): Dimension => (to === undefined ? 1 : minus(to, from)));
  const spread = sameShape(selected(found), kept)
    ? adjoint
    : make.operate(operation('reshape'), [adjoint], { shape: kept });
  return found.reduce((padded, subscript, axis) => pad(make, padded, axis, subscript, shape[axis] ?? 1), spread);
}

/** Zeros before and after, along one axis; none where nothing is missing. */
function pad(make: Builder, x: Expression, axis: number, { from, to }: Subscript, length: Dimension): Expression {
  const after = minus(length, to ?? plus(from, 1));
  const zeros = (missing: Dimension): readonly Expression[] =>
    missing === 0
      ? []
      : [make.operate(operation('zeros'), [], { shape: x.shape.map((own, i) => (i === axis ? missing : own)) })];
  const parts = [...zeros(from), x, ...zeros(after)];
  return parts.length === 1 ? x : make.operate(operation('concat'), parts, axis === 0 ? {} : { axis });
}

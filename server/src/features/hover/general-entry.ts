/**
 * One entry of an array whose length is a name: `(X.T @ r)[i]` is `X[:, i] @ r`. In: a formula and what its entry is
 * called by, one letter an axis. Out: the entry as a formula, the subscript as far inside as it goes.
 */
import { type Dimension, type Expression, type Graph, parts, rebuild } from '../../calculus/expression';
import { operation } from '../../calculus/operations/table';

export function generalEntry(graph: Graph, whole: Expression, at: readonly Dimension[]): Expression {
  const { shape } = whole;
  if (shape.length === 0) return whole;
  switch (whole.kind) {
    case 'operation':
      return ofOperation(graph, whole, at) ?? indexed(graph, whole, at);
    case 'sum':
    case 'product':
    case 'negation':
    case 'quotient':
    case 'power':
    case 'application': {
      const entries = parts(whole).map((part) => generalEntry(graph, part, aligned(part, at)));
      return rebuild(graph, whole, entries);
    }
    default:
      return indexed(graph, whole, at);
  }
}

/** The subscripts of an operand that is broadcast: those of the last axes, and 0 where it has one entry only. */
const aligned = ({ shape }: Expression, at: readonly Dimension[]): readonly Dimension[] =>
  at.slice(at.length - shape.length).map((one, axis) => (shape[axis] === 1 ? 0 : one));

function ofOperation(
  graph: Graph,
  { row, args, options }: Extract<Expression, { kind: 'operation' }>,
  at: readonly Dimension[],
): Expression | undefined {
  const [a, b] = args;
  const [i = 0, j = i] = at;
  if (row.name === 'transpose' && a?.shape.length === 2 && options.axes === undefined)
    return generalEntry(graph, a, [j, i]);
  if (row.name === 'outer' && a && b) return graph.multiply(generalEntry(graph, a, [i]), generalEntry(graph, b, [j]));
  if (row.name !== '@' || !a || !b || a.shape.length > 2 || b.shape.length > 2) return undefined;
  const left = a.shape.length === 2 ? line(graph, a, 0, i) : a;
  const right = b.shape.length === 2 ? line(graph, b, 1, j) : b;
  return graph.operate(row, [left, right]);
}

/** A row (axis 0) or a column (axis 1) of a matrix. */
function line(graph: Graph, matrix: Expression, axis: 0 | 1, place: Dimension): Expression {
  if (matrix.kind === 'operation' && matrix.row.name === 'transpose' && matrix.args[0]?.shape.length === 2)
    return line(graph, matrix.args[0], axis === 0 ? 1 : 0, place);
  const rows = matrix.shape[0] ?? 1;
  return graph.operate(operation('index'), [matrix], { at: axis === 0 ? [place] : [[0, rows], place] });
}

const indexed = (graph: Graph, whole: Expression, at: readonly Dimension[]): Expression =>
  graph.operate(operation('index'), [whole], { at: [...at] });

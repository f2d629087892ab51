/** What there is to say where entries lie at a kink. In: a node and the numbers that it was computed from. Out: notes. */
import type { Application, Expression, Graph } from '../expression';
import { broadcastLoop, type Numbers } from './loops';
import { type Test, testsOf } from './tests';

type Of = (node: Expression) => Numbers;

export function notesOf(graph: Graph, node: Expression, of: Of): readonly string[] {
  if (node.kind === 'operation') {
    const { kink } = node.row;
    return kink?.at(node.args.map(of), node.options) ? [kink.note] : [];
  }
  return node.kind === 'application' && node.row.kinks ? ofApplication(graph, node, of) : [];
}

function ofApplication(graph: Graph, { row, args, shape }: Application, of: Of): readonly string[] {
  const { kinks } = testsOf(graph, row, args.length);
  const [x, y] = args.map(of);
  if (!x || args.length > 2) return [];
  return kinks.flatMap(({ at, zero, note }) => {
    const isThere = zero === undefined ? anyAt(at, shape.map(Number), x, y) : x.data.includes(zero);
    return isThere ? [note] : [];
  });
}

function anyAt(
  at: Test,
  shape: readonly number[],
  x: Numbers,
  y: Numbers = { shape: [], data: new Float64Array(1) },
): boolean {
  let found = false;
  broadcastLoop(new Float64Array(0), shape, x, y, (_out, _o, n, a, i, di, b, j, dj) => {
    for (let k = 0, p = i, q = j; k < n && !found; k++, p += di, q += dj) found = at(a[p] ?? 0, b[q] ?? 0, 0);
  });
  return found;
}

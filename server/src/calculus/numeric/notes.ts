/** What there is to say where entries lie at a kink. In: a node and the numbers that it was computed from. Out: notes. */
import type { Application, Expression, Graph } from '../expression';
import { broadcastLoop, type Numbers } from './loops';
import { type Place, type Test, testsOf } from './tests';

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
  return kinks.flatMap(({ at, note }) => (isAny(at, shape.map(Number), x, y ?? NONE) ? [note] : []));
}

const NONE: Numbers = { shape: [], data: new Float64Array(1) };

/** Whether some entry lies there. */
function isAny(at: Test | Place, shape: readonly number[], x: Numbers, y: Numbers): boolean {
  if (typeof at === 'object' && at.kind === 'number') return has(x.data, at.value);
  let found = false;
  broadcastLoop(NOWHERE, shape, x, y, (_out, _o, n, a, i, di, b, j, dj) => {
    found ||= typeof at === 'object' ? hasTie(n, a, i, di, b, j, dj) : holds(at, n, a, i, di, b, j, dj);
  });
  return found;
}

/** Nothing is written. */
const NOWHERE = new Float64Array(1);

function has(data: Float64Array, value: number): boolean {
  for (let i = 0; i < data.length; i++) if (data[i] === value) return true;
  return false;
}

function hasTie(n: number, a: Float64Array, i: number, di: number, b: Float64Array, j: number, dj: number): boolean {
  for (let k = 0, p = i, q = j; k < n; k++, p += di, q += dj) if (a[p] === b[q]) return true;
  return false;
}

function holds(
  at: Test,
  n: number,
  a: Float64Array,
  i: number,
  di: number,
  b: Float64Array,
  j: number,
  dj: number,
): boolean {
  for (let k = 0, p = i, q = j; k < n; k++, p += di, q += dj) if (at(a[p] ?? 0, b[q] ?? 0, 0)) return true;
  return false;
}

/** Draws functions of one variable for tests, and says what is wrong with a drawing: in words, so that a failure can be read. */
import { partial } from '../../../src/calculus/differentiate';
import { evaluate } from '../../../src/calculus/evaluate';
import type { Callee, Graph } from '../../../src/calculus/expression';
import { type Drawn, draw } from '../../../src/calculus/plot/curve';
import type { Interval } from '../../../src/calculus/plot/heights';
import { rangeAbout } from '../../../src/calculus/plot/range';
import { slice } from '../../../src/calculus/plot/slice';
import type { Branch } from '../../../src/calculus/plot/thin';

export interface Drawing extends Drawn {
  readonly graph: Graph;
  readonly callee: Callee;
  readonly x: Interval;
}

export function drawing(graph: Graph, callee: Callee, point = 1, range?: Interval): Drawing {
  const [axis] = callee.parameters;
  if (!axis) throw new Error('a function of x is needed');
  const line = () => slice({ graph, callee, axis, held: new Map(), slope: partial(graph, callee, [1]) });
  const x = range ?? rangeAbout(line(), point);
  return { graph, callee, x, ...draw({ graph, slice: line(), axis: axis.name, x, point }) };
}

/** f, or its derivative, as the page would say it; undefined where there is no number. */
function valueAt({ graph, callee }: Drawing, order: 0 | 1, x: number): number | undefined {
  const [axis] = callee.parameters;
  if (!axis) return undefined;
  const outcome = evaluate(graph, graph.call(callee, [order], [axis]), new Map([[axis, x]]));
  return outcome.ok ? outcome.value : undefined;
}

/** Of the height: between two points the curve may be so far from the line. */
const SEEN = 5e-3;
const MOST_SPANS = 60;

/** What is wrong with the points, and with the lines between them. */
export function faults(drawn: Drawing): string[] {
  return [
    ...faultsOf(drawn, 0, drawn.branches, drawn.y),
    ...faultsOf(drawn, 1, drawn.slopeBranches, drawn.slopeY),
    ...(drawn.marks.length > 60 ? ['more than 60 marks'] : []),
    ...(drawn.branches.concat(drawn.slopeBranches).flat().length > 4_000 ? ['more than 4,000 points'] : []),
  ];
}

function faultsOf(drawn: Drawing, order: 0 | 1, branches: readonly Branch[], view: Interval): string[] {
  const found: string[] = [];
  const what = order === 0 ? 'f' : 'f′';
  const [low, high] = view;
  const height = high - low;
  if (!(height > 0) || !Number.isFinite(height)) found.push(`${what} has no height: ${view}`);
  let last = Number.NEGATIVE_INFINITY;
  const spans: (readonly [readonly [number, number], readonly [number, number]])[] = [];
  for (const branch of branches) {
    if (branch.length === 0) found.push(`${what} has an empty branch`);
    branch.forEach(([x, y], i) => {
      if (!(x > last)) found.push(`${what} does not go to the right at ${x}`);
      last = x;
      if (!Number.isFinite(y)) found.push(`${what}(${x}) = ${y}`);
      const before = branch[i - 1];
      if (before) spans.push([before, [x, y]]);
    });
  }
  const every = Math.max(1, Math.floor(spans.length / MOST_SPANS));
  spans.forEach(([[x0, y0], [x1, y1]], i) => {
    if (i % every !== 0) return;
    const exactly = valueAt(drawn, order, x1);
    if (exactly === undefined) found.push(`${what}(${x1}) has no value`);
    else if (Math.abs(exactly - y1) > 1e-9 * Math.max(Math.abs(exactly), height))
      found.push(`${what}(${x1}) is ${exactly}, not ${y1}`);
    for (const share of [0.13, 0.5, 0.71]) {
      const x = x0 + share * (x1 - x0);
      if (!(x > x0 && x < x1)) continue;
      const between = valueAt(drawn, order, x);
      if (between === undefined) found.push(`${what} goes from ${x0} to ${x1} over ${x}, where there is no value`);
      const isSeen = [y0, y1].every((y) => y >= low && y <= high);
      if (between !== undefined && isSeen && Math.abs(between - y0 - share * (y1 - y0)) > SEEN * height)
        found.push(`${what} goes from (${x0}, ${y0}) to (${x1}, ${y1}), but is ${between} at ${x}`);
    }
  });
  return found;
}

/** Reductions: arrays to fewer axes, with NumPy's `axis` (from the end where negative) and `keepdims`. */
import type { Builder, Expression, Operation } from '../expression';
import { broadcastTo } from './adjoints';
import { at, axisOf, groups, keepsDimensions, reduced } from './define';
import type { OperationParameter, OperationRow } from './row';
import { operation } from './table';

const REDUCTION: readonly OperationParameter[] = [
  { name: 'x', kind: 'array' },
  { name: 'axis', kind: 'axis', optional: true, default: 'all axes' },
  { name: 'keepdims', kind: 'flag', optional: true, default: '0' },
];

/** What a reduction gave, with the axis that it went over back as 1, so that it broadcasts against the argument. */
function kept(make: Builder, { args: [x], options }: Operation, value: Expression): Expression {
  const shape = x?.shape ?? [];
  const axis = axisOf(options, shape.length);
  // A leading axis comes back by broadcasting; one that was kept is there.
  if (keepsDimensions(options) || axis === undefined || axis === 0) return value;
  return make.operate(operation('reshape'), [value], { shape: shape.map((length, i) => (i === axis ? 1 : length)) });
}

/** Sum of the entries. */
const sum: OperationRow = {
  name: 'sum',
  parameters: REDUCTION,
  summary: 'sum of the entries',
  documentation: '`sum(x)` adds all entries, `sum(x, axis=0)` goes over one axis; `keepdims=1` keeps it with length 1.',
  latex: '\\operatorname{sum}',
  shape: ([x = []], options) => reduced(x, options),
  entries: (arithmetic, [x], options) =>
    x && groups(x, options).map((places) => arithmetic.add(places.map((place) => at(x.data, place)))),
  pullback: (make, node, adjoint) => [broadcastTo(make, kept(make, node, adjoint), node.args[0]?.shape ?? [])],
  linear: [0],
  tests: [
    { shapes: [[5]] },
    { shapes: [[2, 3]] },
    { shapes: [[2, 3]], options: { axis: 0 } },
    { shapes: [[2, 3]], options: { axis: -1, keepdims: true } },
  ],
};

export const reductions: readonly OperationRow[] = [sum];

/** Operations with no more than printing needs: a name, parameters, a style and a shape. */
import { type Dimension, minus, plus, type Shape } from '../../src/calculus/dimension';
import type { Expression, Graph } from '../../src/calculus/expression';
import { reduced } from '../../src/calculus/operations/define';
import type { OperationParameter, OperationRow, Option, Options } from '../../src/calculus/operations/row';
import { operation } from '../../src/calculus/operations/table';
import { broadcastShapes } from '../../src/calculus/shapes';

type ShapeRule = (args: readonly Shape[], options: Options) => Shape;

const bare = (
  name: string,
  parameters: readonly OperationParameter[],
  shape: ShapeRule,
  rest: Partial<OperationRow> = {},
): OperationRow => ({ name, parameters, summary: name, shape, entries: () => undefined, tests: [], ...rest });

const array = (name: string): OperationParameter => ({ name, kind: 'array' });
const axis = (usual?: string): OperationParameter => ({
  name: 'axis',
  kind: 'axis',
  optional: true,
  ...(usual && { default: usual }),
});
const KEEP: OperationParameter = { name: 'keepdims', kind: 'flag', optional: true, default: '0' };
const SHAPE: OperationParameter = { name: 'shape', kind: 'shape' };

const lengths = (option: Option | undefined): Shape =>
  Array.isArray(option) ? option.filter((one) => typeof one !== 'object') : [];
const reduction: ShapeRule = ([x = []], options) => {
  const shape = reduced(x, options);
  if ('message' in shape) throw new RangeError(shape.message);
  return shape;
};
const same: ShapeRule = ([x = []]) => x;

export const matmul = bare(
  '@',
  [array('a'), array('b')],
  ([a = [], b = []]) => {
    const leading = broadcastShapes(a.slice(0, -2), b.slice(0, -2)) ?? [];
    if (a.at(-1) !== b.at(b.length === 1 ? 0 : -2)) throw new RangeError(`[${a}] @ [${b}]`);
    return [...leading, ...a.slice(-2, -1), ...(b.length > 1 ? b.slice(-1) : [])];
  },
  { style: 'infix' },
);
export const index = bare(
  'index',
  [array('x'), { name: 'at', kind: 'subscripts' }],
  ([x = []], options) => {
    const at = Array.isArray(options.at) ? options.at : [];
    return x.flatMap((length, i) => {
      const subscript: Dimension | readonly Dimension[] | undefined = at[i];
      if (subscript === undefined) return [length];
      return typeof subscript === 'object' ? [minus(subscript[1] ?? 0, subscript[0] ?? 0)] : [];
    });
  },
  { style: 'index' },
);
export const gather = bare('gather', [array('x'), array('ids')], ([x = [], ids = []]) => [...ids, ...x.slice(1)], {
  style: 'index',
});
export const outer = bare('outer', [array('a'), array('b')], (args) => args.flat());
export const dot = bare('dot', [array('a'), array('b')], () => []);
export const norm = bare('norm', [array('x'), axis('all axes'), KEEP], reduction);
export const softmax = bare('softmax', [array('x'), axis('-1')], same);
export const det = bare('det', [array('x')], () => []);
export const trace = bare('trace', [array('x')], () => []);
export const inv = bare('inv', [array('x')], same);
/** A transpose with the order of its axes. */
export const turned = bare('transpose', [array('x'), { name: 'axes', kind: 'axes', optional: true }], same, {
  style: 'postfix',
});
export const zeros = bare('zeros', [SHAPE], (_, options) => lengths(options.shape));
export const ones = bare('ones', [SHAPE], (_, options) => lengths(options.shape));
export const eye = bare('eye', [{ name: 'n', kind: 'length' }], (_, { n }) =>
  typeof n === 'number' || typeof n === 'string' ? [n, n] : [],
);
export const scatter = bare('scatter', [array('g'), array('ids'), SHAPE], (_, options) => lengths(options.shape));
export const concat = bare(
  'concat',
  [array('x'), axis('0')],
  (args, options) => {
    const at = typeof options.axis === 'number' ? options.axis : 0;
    return (args[0] ?? []).map((length, i) =>
      i === at ? args.reduce<Dimension>((total, shape) => plus(total, shape[i] ?? 0), 0) : length,
    );
  },
  { variadic: true },
);

/** Short names for building expressions. */
export const building = (graph: Graph) => ({
  at: (a: Expression, b: Expression): Expression => graph.operate(matmul, [a, b]),
  T: (a: Expression): Expression => graph.operate(operation('transpose'), [a]),
  sum: (a: Expression, options: Options = {}): Expression => graph.operate(operation('sum'), [a], options),
  reshape: (a: Expression, ...shape: Dimension[]): Expression => graph.operate(operation('reshape'), [a], { shape }),
  broadcast: (a: Expression, ...shape: Dimension[]): Expression =>
    graph.operate(operation('broadcast'), [a], { shape }),
  pick: (a: Expression, ...at: (Dimension | readonly Dimension[])[]): Expression => graph.operate(index, [a], { at }),
});

/** What moves entries and computes nothing, in normal form: reshaping, broadcasting, diagonals, entries of what is known. */
import type { Shape } from '../dimension';
import type { Expression, Operation } from '../expression';
import { axisOf, keepsDimensions } from '../operations/define';
import { operation } from '../operations/table';
import { sameShape } from '../shapes';
import type { Construction } from './construction';
import type { Law } from './operation';
import { bare, isOnes, isZeros, spread } from './operation-broadcast';
import { isCall } from './operation-chain';

export const reshaped = (make: Construction, x: Expression, shape: Shape): Expression =>
  make.operate(operation('reshape'), [x], { shape });

/** A reshape that only adds an axis of length 1 after a reduction, or takes it away: keepdims says it. */
function reductionReshaped(make: Construction, x: Operation, shape: Shape): Expression | undefined {
  if (!x.row.parameters.some(({ name }) => name === 'keepdims')) return undefined;
  const inner = x.args[0]?.shape ?? [];
  const axis = axisOf(x.options, inner.length);
  const without = axis === undefined ? [] : inner.filter((_, i) => i !== axis);
  const within = inner.map((length, i) => (axis === undefined || i === axis ? 1 : length));
  const { keepdims: _keepdims, ...others } = x.options;
  if (keepsDimensions(x.options) && sameShape(shape, without)) return make.operate(x.row, x.args, others);
  if (!keepsDimensions(x.options) && sameShape(shape, within))
    return make.operate(x.row, x.args, { ...others, keepdims: true });
  return undefined;
}

export const shapingLaws: readonly Law[] = [
  {
    of: 'reshape',
    says: 'reshape(x, its own shape) = x; reshape(reshape(x, s), t) = reshape(x, t)',
    form: (make, { args: [x], shape }) => {
      if (!x || sameShape(x.shape, shape)) return x;
      const inner = isCall(x, 'reshape') ? x.args[0] : undefined;
      return inner && reshaped(make, inner, shape);
    },
  },
  {
    of: 'reshape',
    says: 'reshape(ones(s), t) = ones(t); reshape(sum(x, axis=-1), …) = sum(x, axis=-1, keepdims=1)',
    form: (make, { args: [x], shape }) => {
      if (isOnes(x) || isZeros(x)) return spread(make, make.constant(isOnes(x) ? 1 : 0), shape);
      return x?.kind === 'operation' && !make.opaque(x) ? reductionReshaped(make, x, shape) : undefined;
    },
  },
  {
    of: 'broadcast',
    says: 'broadcast(broadcast(x, s), t) = broadcast(x, t); of a number it is c*ones(t)',
    form: (make, { args: [x], shape }) => x && spread(make, x, shape),
  },
  {
    of: 'diag',
    says: 'diag(ones(n)) = eye(n); diag(diag(d)) = d; diag(A.T) = diag(A); diag(outer(a, b)) = a*b',
    form: (make, { row, args: [x], shape }) => {
      if (!x) return undefined;
      if (shape.length === 2) return isOnes(x) ? identity(make, shape) : undefined;
      if (isCall(x, 'diag')) return x.args[0];
      if (isCall(x, 'transpose') && x.args[0]?.shape.length === 2) return make.operate(row, x.args);
      if (isCall(x, 'outer') && sameShape(x.shape.slice(0, 1), x.shape.slice(1))) return make.multiply(...x.args);
      if (isCall(x, 'eye') || isOnes(x)) return spread(make, make.constant(1), shape);
      return undefined;
    },
  },
  {
    of: 'index',
    says: '[a, b][0] = a; of the same number everywhere any entry is that number',
    form: (make, { args: [x], options, shape }) => {
      const least = x && bare(make, x);
      if (least && least !== x && least.shape.length === 0) return spread(make, least, shape);
      const [first, ...others] = Array.isArray(options.at) ? options.at : [];
      const item = x?.kind === 'array' && typeof first === 'number' ? x.items.at(first) : undefined;
      if (!item) return undefined;
      return others.length === 0 ? item : make.operate(operation('index'), [item], { at: others });
    },
  },
];

/** eye(n): the row's own option says how long it is. */
export function identity(make: Construction, [length]: Shape): Expression | undefined {
  const row = operation('eye');
  const [parameter] = row.parameters;
  return length !== undefined && parameter ? make.graph.operate(row, [], { [parameter.name]: length }) : undefined;
}

/** The losses of neural networks: what a prediction costs that should have been the target. */
import type { Shape } from '../calculus/dimension';
import type { Builder, Expression } from '../calculus/expression';
import { row } from '../calculus/functions/table';
import { operation } from '../calculus/operations/table';
import { sameShape, shapeText } from '../calculus/shapes';
import type { Arguments, LayerMisfit, LayerParameter, LayerRow, Reading } from './row';

const Y: LayerParameter = { name: 'y', kind: 'node', summary: 'what it should have been' };
const P: LayerParameter = { name: 'p', kind: 'node', summary: 'the prediction' };

/** Both have the same shape: nothing is broadcast, so that `[N]` against `[N, 1]` is no N × N loss. */
function different(reading: Reading, predicted: string): LayerMisfit | undefined {
  const [p, y] = [reading.shape(predicted), reading.shape('y')];
  if (sameShape(p, y)) return undefined;
  const said = (name: string, shape: Shape): string =>
    shape.length === 0 ? `{${name}} is a number` : `{${name}} has shape ${shapeText(shape)}`;
  const message = `${said(predicted, p)} and ${said('y', y)}: a loss compares what has the same shape.`;
  const mend = sameShape(p, [...y, 1]) ? 'column' : sameShape([...p, 1], y) ? 'squeeze' : undefined;
  return { argument: 'y', message, ...(mend && { mend }) };
}

/** Over the last axis there must be something to add up. */
function notClasses(name: string, reading: Reading, predicted: string): LayerMisfit | undefined {
  if (reading.shape(predicted).length > 0) return different(reading, predicted);
  return { argument: predicted, message: `${name} needs a vector of classes, and {${predicted}} is a number.` };
}

const mean = (make: Builder, of: Expression): Expression =>
  of.shape.length === 0 ? of : make.operate(operation('mean'), [of]);

/** −sum(y·log p) over the last axis, the mean over the rest. */
function crossEntropyOf(make: Builder, y: Expression, logarithms: Expression): Expression {
  const rank = Math.max(y.shape.length, logarithms.shape.length);
  const product = make.multiply(y, logarithms);
  const total = make.operate(operation('sum'), [product], rank > 1 ? { axis: -1 } : {});
  return make.negate(mean(make, total));
}

const crossEntropy: LayerRow = {
  kind: 'loss',
  name: 'cross_entropy',
  parameters: [{ ...P, summary: 'the predicted distribution, such as a softmax' }, Y],
  summary: 'cross-entropy of a distribution',
  documentation:
    '`−sum(y * log(p))` over the last axis, the mean over the rest; `p` and `y` are distributions. After a softmax of z its gradient by z is `(p − y)/N`. Goodfellow, Bengio and Courville, *Deep Learning* (2016), 6.2.',
  misfit: (reading) => notClasses('cross_entropy', reading, 'p'),
  meaning: (make, args) => crossEntropyOf(make, args.of('y'), make.apply(row('log'), args.of('p'))),
  expects: 'distribution',
};

const crossEntropyLogits: LayerRow = {
  kind: 'loss',
  name: 'cross_entropy_logits',
  parameters: [{ name: 'z', kind: 'node', summary: 'the logits, what a softmax would be taken of' }, Y],
  summary: 'cross-entropy of the softmax of logits',
  documentation:
    '`−sum(y * log_softmax(z))` over the last axis, the mean over the rest: `cross_entropy(softmax(z), y)`, computed so that large logits are fine.',
  misfit: (reading) => notClasses('cross_entropy_logits', reading, 'z'),
  meaning: (make, args) => crossEntropyOf(make, args.of('y'), make.operate(operation('log_softmax'), [args.of('z')])),
  expects: 'logits',
};

/** A loss that is a mean over all entries. */
function entrywise(
  fields: Pick<LayerRow, 'name' | 'summary' | 'documentation' | 'expects'> & {
    readonly more?: readonly LayerParameter[];
    readonly entry: (make: Builder, p: Expression, y: Expression, args: Arguments) => Expression;
  },
): LayerRow {
  const { more = [], entry, ...said } = fields;
  return {
    kind: 'loss',
    ...said,
    parameters: [P, Y, ...more],
    misfit: (reading) => different(reading, 'p'),
    meaning: (make, args) => mean(make, entry(make, args.of('p'), args.of('y'), args)),
  };
}

const binaryCrossEntropy: LayerRow = {
  kind: 'loss',
  name: 'binary_cross_entropy',
  parameters: [{ ...P, summary: 'the predicted probabilities, such as a sigmoid' }, Y],
  summary: 'cross-entropy of probabilities of yes or no',
  documentation:
    '`−mean(y * log(p) + (1 − y) * log(1 − p))` over all entries; `y` is 0 or 1, or between. After a sigmoid of z its gradient by z is `(p − y)/N`.',
  misfit: (reading) => different(reading, 'p'),
  meaning: (make, args) => {
    const [p, y] = [args.of('p'), args.of('y')];
    const yes = make.multiply(y, make.apply(row('log'), p));
    const no = make.multiply(make.subtract(1, y), make.apply(row('log'), make.subtract(1, p)));
    return make.negate(mean(make, make.add(yes, no)));
  },
  expects: 'probability',
};

const mse = entrywise({
  name: 'mse',
  summary: 'mean squared error',
  documentation: '`mean((p − y)^2)` over all entries; its gradient by p is `2(p − y)/E`, E the number of entries.',
  entry: (make, p, y) => make.power(make.subtract(p, y), 2),
});

const mae = entrywise({
  name: 'mae',
  summary: 'mean absolute error',
  documentation: '`mean(abs(p − y))` over all entries; where p is y its slope is 0 by convention.',
  entry: (make, p, y) => make.apply(row('abs'), make.subtract(p, y)),
});

const huber = entrywise({
  name: 'huber',
  summary: 'squared error for small differences, absolute error for large ones',
  documentation:
    'The mean of `r^2/2` where |r| ≤ delta and of `delta*(|r| − delta/2)` elsewhere, with r = p − y. Huber, Ann. Math. Statist. 35 (1964).',
  more: [{ name: 'delta', kind: 'number', default: '1', summary: 'where the square ends' }],
  entry: (make, p, y, args) => {
    const delta = args.of('delta');
    const r = make.subtract(p, y);
    const size = make.apply(row('abs'), r);
    return make.apply(
      row('where'),
      make.apply(row('<='), size, delta),
      make.divide(make.power(r, 2), 2),
      make.multiply(delta, make.subtract(size, make.divide(delta, 2))),
    );
  },
});

const hinge = entrywise({
  name: 'hinge',
  summary: 'hinge loss of a margin',
  documentation:
    '`mean(max(0, 1 − y * p))` over all entries, with y = 1 or −1. Where y·p is 1 its slope is 0 by convention.',
  entry: (make, p, y) => make.apply(row('max'), 0, make.subtract(1, make.multiply(y, p))),
});

export const losses: readonly LayerRow[] = [
  crossEntropy,
  crossEntropyLogits,
  binaryCrossEntropy,
  mse,
  mae,
  huber,
  hinge,
];

/**
 * The layers of neural networks. Row-vector convention: a layer is `x @ W + b`, a leading batch axis is welcome. Images
 * are channels-first, [C, H, W] or [N, C, H, W].
 */
import { count, type Dimension, type Shape } from '../calculus/dimension';
import type { Builder, Expression } from '../calculus/expression';
import { row } from '../calculus/functions/table';
import { operation } from '../calculus/operations/table';
import { shapeText } from '../calculus/shapes';
import type { LayerMisfit, LayerParameter, LayerRow, Reading } from './row';

const X: LayerParameter = { name: 'x', kind: 'node', summary: 'what it is computed from' };
const EPS: LayerParameter = {
  name: 'eps',
  kind: 'number',
  default: '1e-5',
  summary: 'added to the variance, so that nothing is divided by 0',
};
const weight = (name: string, summary: string): LayerParameter => ({ name, kind: 'weight', summary });

const last = (shape: Shape): Dimension => shape.at(-1) ?? 1;

const dense: LayerRow = {
  kind: 'layer',
  name: 'dense',
  parameters: [
    X,
    { name: 'units', kind: 'length', summary: 'how many neurons' },
    weight('W', 'the weights, [inputs, units]'),
    weight('b', 'the biases, [units]'),
  ],
  summary: 'fully connected layer, x @ W + b',
  documentation:
    '`x @ W + b` with `W[inputs, units]` and `b[units]`, over the last axis of `x`: each column of `W` is one neuron. ' +
    'Kinsley and Kukieła, *Neural Networks from Scratch in Python* (2020), ch. 3.',
  misfit: (reading) => {
    const needs = 'dense needs a vector or a batch of vectors';
    if (reading.shape('x').length === 0) return { argument: 'x', message: `${needs}, and {x} is a number.` };
    if (reading.shape('x').length < 3 || !reading.isImage('x')) return undefined;
    const message = `${needs}, and {x} has shape ${shapeText(reading.shape('x'))}: its entries are those of images.`;
    return { argument: 'x', message, mend: 'flatten' };
  },
  weights: (reading) => [
    { name: 'W', shape: [last(reading.shape('x')), reading.length('units')] },
    { name: 'b', shape: [reading.length('units')] },
  ],
  meaning: (make, args) => make.add(make.operate(operation('@'), [args.of('x'), args.of('W')]), args.of('b')),
};

/** The channels of an image or a batch of images. */
const channels = (shape: Shape): Dimension => shape.at(-3) ?? 1;

function notAnImage(name: string, reading: Reading): LayerMisfit | undefined {
  const shape = reading.shape('x');
  if (shape.length === 3 || shape.length === 4) return undefined;
  return {
    argument: 'x',
    message: `${name} needs an image [C, H, W] or a batch of them [N, C, H, W], and {x} has shape ${shapeText(shape)}.`,
  };
}

/** A window that is larger than what it slides over. */
function tooLarge(reading: Reading, window: string, padding: Dimension): LayerMisfit | undefined {
  const shape = reading.shape('x');
  const size = reading.length(window);
  const [height, width] = [shape.at(-2), shape.at(-1)];
  const room = [height, width].find(
    (side) =>
      typeof side === 'number' && typeof size === 'number' && typeof padding === 'number' && size > side + 2 * padding,
  );
  if (room === undefined) return undefined;
  const padded = padding === 0 ? '' : ` with a padding of ${padding}`;
  return {
    argument: window,
    message: `A ${window === 'kernel' ? 'kernel' : 'window'} of ${size} × ${size} does not fit: {x} has shape ${shapeText(shape)}${padded}, so each image is ${height} × ${width}.`,
  };
}

const conv2d: LayerRow = {
  kind: 'layer',
  name: 'conv2d',
  parameters: [
    X,
    { name: 'filters', kind: 'length', summary: 'how many filters, the channels of the result' },
    { name: 'kernel', kind: 'length', summary: 'height and width of a filter' },
    { name: 'stride', kind: 'length', default: '1', summary: 'steps between places of the kernel' },
    { name: 'padding', kind: 'count', default: '0', summary: 'zeros added on every side' },
    weight('W', 'the kernels, [filters, channels, kernel, kernel]'),
    weight('b', 'the biases, [filters]'),
  ],
  summary: 'convolutional layer',
  documentation:
    'Each filter slides over the image: the sum of kernel times window (a cross-correlation, as in PyTorch), plus its bias. ' +
    '`[C, H, W]` becomes `[filters, (H + 2·padding − kernel) // stride + 1, …]`. Dumoulin and Visin, *A guide to convolution arithmetic for deep learning* (2016).',
  misfit: (reading) => notAnImage('conv2d', reading) ?? tooLarge(reading, 'kernel', reading.length('padding')),
  weights: (reading) => {
    const kernel = reading.length('kernel');
    return [
      { name: 'W', shape: [reading.length('filters'), channels(reading.shape('x')), kernel, kernel] },
      { name: 'b', shape: [reading.length('filters')] },
    ];
  },
  meaning: (make, args) =>
    make.operate(operation('conv2d'), [args.of('x'), args.of('W'), args.of('b')], {
      stride: args.length('stride'),
      padding: args.length('padding'),
    }),
};

const pooling = (name: 'max_pool2d' | 'avg_pool2d', what: string, documentation: string): LayerRow => ({
  kind: 'layer',
  name,
  parameters: [
    X,
    { name: 'size', kind: 'length', summary: 'height and width of the window' },
    { name: 'stride', kind: 'length', default: 'size', summary: 'steps between windows' },
  ],
  summary: `${what} of each window of an image`,
  documentation,
  misfit: (reading) => notAnImage(name, reading) ?? tooLarge(reading, 'size', 0),
  meaning: (make, args) =>
    make.operate(operation(name), [args.of('x')], { size: args.length('size'), stride: args.length('stride') }),
});

const maxPool2d = pooling(
  'max_pool2d',
  'maximum',
  'The largest entry of each window, channel by channel; where entries tie, the derivative goes to the first. `[C, H, W]` becomes `[C, (H − size) // stride + 1, …]`.',
);
const avgPool2d = pooling(
  'avg_pool2d',
  'mean',
  'The mean of each window, channel by channel. `[C, H, W]` becomes `[C, (H − size) // stride + 1, …]`.',
);

const flatten: LayerRow = {
  kind: 'layer',
  name: 'flatten',
  parameters: [X],
  summary: 'an image as a vector',
  documentation:
    'An image `[C, H, W]` becomes a vector of C·H·W entries in row-major order; a batch of images `[N, C, H, W]` keeps its first axis. Vectors and matrices stay what they are.',
  meaning: (make, args) => {
    const [x, shape] = [args.of('x'), args.shape('x')];
    if (shape.length < 3) return x;
    const [batch = 1, ...rest] = shape;
    const flat = shape.length === 3 ? [count(shape)] : [batch, count(rest)];
    return make.operate(operation('reshape'), [x], { shape: flat });
  },
};

/** (x − mean)/√(variance + eps), the variance the biased one. */
function standardised(make: Builder, x: Expression, eps: Expression, mean: (of: Expression) => Expression): Expression {
  const centred = make.subtract(x, mean(x));
  return make.divide(centred, make.apply(row('sqrt'), make.add(mean(make.power(centred, 2)), eps)));
}

const layerNorm: LayerRow = {
  kind: 'layer',
  name: 'layer_norm',
  parameters: [X, weight('gamma', 'the scale, one for each entry of the last axis'), weight('beta', 'the shift'), EPS],
  summary: 'layer normalisation over the last axis',
  documentation:
    '`gamma * (x − mean) / sqrt(variance + eps) + beta`, mean and (biased) variance over the last axis. Ba, Kiros and Hinton, *Layer Normalization* (2016).',
  misfit: (reading) =>
    reading.shape('x').length > 0
      ? undefined
      : { argument: 'x', message: 'layer_norm needs a vector or a batch of vectors, and {x} is a number.' },
  weights: (reading) => [
    { name: 'gamma', shape: [last(reading.shape('x'))] },
    { name: 'beta', shape: [last(reading.shape('x'))] },
  ],
  meaning: (make, args) => {
    const options = args.shape('x').length === 1 ? {} : { axis: -1, keepdims: true };
    const mean = (of: Expression): Expression => make.operate(operation('mean'), [of], options);
    return make.add(
      make.multiply(args.of('gamma'), standardised(make, args.of('x'), args.of('eps'), mean)),
      args.of('beta'),
    );
  },
};

/** The axis of a batch's features, and those that its statistics go over. */
const NORMALISED: Readonly<Record<number, { readonly feature: number; readonly over: readonly number[] }>> = {
  2: { feature: 1, over: [0] },
  3: { feature: 0, over: [1, -1] },
  4: { feature: 1, over: [0, 2, -1] },
};

const batchNorm: LayerRow = {
  kind: 'layer',
  name: 'batch_norm',
  parameters: [X, weight('gamma', 'the scale, one for each feature or channel'), weight('beta', 'the shift'), EPS],
  summary: 'batch normalisation with the statistics of the batch',
  documentation:
    '`gamma * (x − mean) / sqrt(variance + eps) + beta`, as in training: mean and (biased) variance of each feature over the batch; of images, of each channel over the batch, height and width. Ioffe and Szegedy, *Batch Normalization* (2015).',
  misfit: (reading) => {
    const shape = reading.shape('x');
    if (NORMALISED[shape.length]) return undefined;
    const has = shape.length === 0 ? '{x} is a number' : `{x} has shape ${shapeText(shape)}`;
    return {
      argument: 'x',
      message: `batch_norm needs a batch [N, features], an image [C, H, W] or a batch of images [N, C, H, W], and ${has}.`,
    };
  },
  weights: (reading) => {
    const shape = reading.shape('x');
    const feature = shape[NORMALISED[shape.length]?.feature ?? 0] ?? 1;
    return [
      { name: 'gamma', shape: [feature] },
      { name: 'beta', shape: [feature] },
    ];
  },
  meaning: (make, args) => {
    const shape = args.shape('x');
    const { feature = 0, over = [] } = NORMALISED[shape.length] ?? {};
    const mean = (of: Expression): Expression =>
      over.reduce((value, axis) => make.operate(operation('mean'), [value], { axis, keepdims: true }), of);
    // Of images each channel's scale and shift stand over its height and width.
    const placed = (name: string): Expression =>
      shape.length === 2
        ? args.of(name)
        : make.operate(operation('reshape'), [args.of(name)], { shape: [shape[feature] ?? 1, 1, 1] });
    return make.add(
      make.multiply(placed('gamma'), standardised(make, args.of('x'), args.of('eps'), mean)),
      placed('beta'),
    );
  },
};

const dropout: LayerRow = {
  kind: 'layer',
  name: 'dropout',
  parameters: [X, { name: 'rate', kind: 'rate', summary: 'the share of entries that are dropped in training' }],
  summary: 'dropout, the identity as in evaluation',
  documentation:
    'In training a share of the entries is set to 0; here, as in evaluation, it is the identity. Srivastava et al., JMLR 15 (2014).',
  meaning: (_make, args) => args.of('x'),
};

const embedding: LayerRow = {
  kind: 'layer',
  name: 'embedding',
  parameters: [
    { name: 'ids', kind: 'ids', summary: 'whole numbers from 0 to below vocabulary' },
    { name: 'vocabulary', kind: 'length', summary: 'how many different ids there are' },
    { name: 'dim', kind: 'length', summary: 'how many numbers stand for an id' },
    weight('W', 'a row for each id, [vocabulary, dim]'),
  ],
  summary: 'a row of a trainable table for each id',
  documentation:
    'Row `ids[i]` of `W[vocabulary, dim]` for each id: ids of shape `[n]` become `[n, dim]`. An id that stands twice adds up its gradients.',
  weights: (reading) => [{ name: 'W', shape: [reading.length('vocabulary'), reading.length('dim')] }],
  meaning: (make, args) => make.operate(operation('gather'), [args.of('W'), args.of('ids')]),
};

export const layers: readonly LayerRow[] = [
  dense,
  conv2d,
  maxPool2d,
  avgPool2d,
  flatten,
  layerNorm,
  batchNorm,
  dropout,
  embedding,
];

/** Convolution of images, channels first, and its two adjoints: each is the other's derivative. */
import type { Dimension, Shape } from '../dimension';
import type { Builder, Expression } from '../expression';
import { sameShape, shapeText } from '../shapes';
import { broadcastTo } from './adjoints';
import { convolve, convolveInput, convolveKernel, type Sizes } from './convolution-loops';
import { at, sizeOf } from './define';
import type { Misfit, OperationParameter, OperationRow, Options } from './row';
import { isMisfit } from './row';
import { operation } from './table';
import {
  doubles,
  imageOf,
  isTooLarge,
  lengthOption,
  misfitOption,
  notAnImage,
  numberOption,
  PADDING,
  places,
  STRIDE,
  shapeOption,
  sizesOf,
  totals,
} from './windows';

const SHAPE: OperationParameter = { name: 'shape', kind: 'shape' };

/** What the misfit calls the arguments: those of conv2d, or of an adjoint, where one of the two is a shape. */
interface Naming {
  readonly x: string;
  readonly filters: string;
  readonly xArgument?: number;
  readonly filtersArgument?: number;
}

/** The shape of x ⋆ W, or why there is none. */
function convolved(x: Shape, filters: Shape, options: Options, named: Naming): Shape | Misfit {
  const wrong = misfitOption(options, 'stride', 1) ?? misfitOption(options, 'padding', 0);
  if (wrong) return wrong;
  const about = (argument: number | undefined): Partial<Misfit> =>
    argument === undefined ? { option: 'shape' } : { argument };
  const image = imageOf(x);
  if (!image) {
    const { message } = notAnImage(x, 0);
    return { ...about(named.xArgument), message: message.replace('{0}', named.x) };
  }
  const [out, into, height, width] = filters;
  if (out === undefined || into === undefined || height === undefined || width === undefined || filters.length > 4) {
    return {
      ...about(named.filtersArgument),
      message: `${named.filters} has shape ${shapeText(filters)}; filters are [out, in, height, width].`,
    };
  }
  if (into !== image.channels) {
    return {
      ...about(named.filtersArgument),
      message: `${named.x} has shape ${shapeText(x)} and ${named.filters} has ${shapeText(filters)}: the channels of the image and of the filters need ${image.channels} = ${into}.`,
    };
  }
  const [stride, padding] = [lengthOption(options.stride, 1), lengthOption(options.padding, 0)];
  if (isTooLarge(image.height, height, padding) || isTooLarge(image.width, width, padding)) {
    return {
      ...about(named.filtersArgument),
      message: `the kernel is larger than its input: ${height} × ${width} on an image of ${measures(image.height, image.width, padding)}.`,
    };
  }
  return [
    ...image.batch,
    out,
    places(image.height, height, stride, padding),
    places(image.width, width, stride, padding),
  ];
}

const measures = (height: Dimension, width: Dimension, padding: Dimension): string =>
  `${height} × ${width}${padding === 0 ? '' : ` with ${padding} of padding on each side`}`;

/** What a single number lets the loops know. */
function sizes(x: readonly number[], filters: readonly number[], g: readonly number[], options: Options): Sizes {
  const { batch, channels, height, width } = sizesOf(x);
  const [out = 1, , kernelHeight = 1, kernelWidth = 1] = filters;
  const { height: outHeight, width: outWidth } = sizesOf(g);
  const [stride, padding] = [numberOption(options.stride, 1), numberOption(options.padding, 0)];
  return { batch, into: channels, out, height, width, kernelHeight, kernelWidth, outHeight, outWidth, stride, padding };
}

/** Visits what meets: an entry of x, one of the filters and the output place that their product goes to. */
function meetings(s: Sizes, meet: (x: number, weight: number, place: number) => void): void {
  for (let place = 0; place < s.batch * s.out * s.outHeight * s.outWidth; place++) {
    const column = (place % s.outWidth) * s.stride - s.padding;
    const row = (Math.floor(place / s.outWidth) % s.outHeight) * s.stride - s.padding;
    const filter = Math.floor(place / (s.outWidth * s.outHeight)) % s.out;
    const example = Math.floor(place / (s.outWidth * s.outHeight * s.out));
    for (let weight = 0; weight < s.into * s.kernelHeight * s.kernelWidth; weight++) {
      const x = column + (weight % s.kernelWidth);
      const y = row + (Math.floor(weight / s.kernelWidth) % s.kernelHeight);
      if (x < 0 || y < 0 || x >= s.width || y >= s.height) continue;
      const channel = Math.floor(weight / (s.kernelWidth * s.kernelHeight));
      meet(
        ((example * s.into + channel) * s.height + y) * s.width + x,
        filter * s.into * s.kernelHeight * s.kernelWidth + weight,
        place,
      );
    }
  }
}

const lists = <T>(length: number): T[][] => Array.from({ length }, () => []);

/** The options without the shape, which belongs to the adjoints only. */
const sliding = ({ stride, padding }: Options): Options => ({
  ...(stride !== undefined && { stride }),
  ...(padding !== undefined && { padding }),
});

const withoutBias = (make: Builder, x: Expression, filters: Expression, options: Options): Expression =>
  make.operate(conv2d, [x, filters, broadcastTo(make, make.constant(0), filters.shape.slice(0, 1))], sliding(options));

const conv2d: OperationRow = {
  name: 'conv2d',
  parameters: [
    { name: 'x', kind: 'array' },
    { name: 'W', kind: 'array' },
    { name: 'b', kind: 'array' },
    STRIDE,
    PADDING,
  ],
  summary: 'convolution of images with filters',
  documentation:
    'For images `x[C, H, W]` or `x[N, C, H, W]`, filters `W[out, C, kh, kw]` and a bias `b[out]`: ' +
    'y[o, i, j] = b[o] + Σ W[o, c, k, l]·x[c, i·stride + k − padding, j·stride + l − padding]. The kernel is not turned ' +
    'around (a cross-correlation), as in PyTorch; outside of the image x is 0. ' +
    'An axis of length h becomes floor((h + 2·padding − kh)/stride) + 1 (Dumoulin and Visin 2016, A guide to convolution arithmetic).',
  latex: '\\operatorname{conv2d}',
  shape: ([x = [], filters = [], bias = []], options) => {
    const shape = convolved(x, filters, options, { x: '{0}', filters: '{1}', xArgument: 0, filtersArgument: 1 });
    if (isMisfit(shape) || sameShape(bias, filters.slice(0, 1))) return shape;
    return {
      argument: 2,
      message: `{2} has shape ${shapeText(bias)} and {1} has ${shapeText(filters)}: each of the ${filters[0]} filters has one bias, [${filters[0]}].`,
    };
  },
  entries: (arithmetic, [x, filters, bias], options, shape) => {
    if (!x || !filters || !bias) return undefined;
    const s = sizes(x.shape, filters.shape, shape, options);
    const terms = lists<Parameters<typeof arithmetic.add>[0][number]>(sizeOf(shape));
    meetings(s, (from, weight, place) => {
      terms[place]?.push(arithmetic.multiply([at(filters.data, weight), at(x.data, from)]));
    });
    const area = s.outHeight * s.outWidth;
    return totals(
      arithmetic,
      terms.map((one, place) => [...one, at(bias.data, Math.floor(place / area) % s.out)]),
    );
  },
  values: ([x, filters, bias], options, shape) =>
    x && filters && bias
      ? convolve(doubles(x), doubles(filters), doubles(bias), sizes(x.shape, filters.shape, shape, options))
      : [],
  pullback: (make, { args: [x, filters, bias], options }, adjoint) => {
    if (!x || !filters || !bias) return [];
    // Over all axes but that of the filters, the third from the end.
    let total = adjoint;
    if (total.shape.length === 4) total = make.operate(operation('sum'), [total], { axis: 0 });
    for (let axis = 0; axis < 2; axis++) total = make.operate(operation('sum'), [total], { axis: -1 });
    return [
      make.operate(conv2dInput, [adjoint, filters], { ...options, shape: x.shape }),
      make.operate(conv2dKernel, [adjoint, x], { ...options, shape: filters.shape }),
      total,
    ];
  },
  tests: [
    { shapes: [[1, 4, 4], [1, 1, 3, 3], [1]] },
    { shapes: [[2, 4, 5], [3, 2, 2, 3], [3]], options: { padding: 1 } },
    { shapes: [[2, 1, 5, 4], [2, 1, 3, 2], [2]], options: { stride: 2, padding: 1 } },
  ],
};

/** The adjoint of conv2d by x. */
const conv2dInput: OperationRow = {
  name: 'conv2d_input',
  parameters: [{ name: 'g', kind: 'array' }, { name: 'W', kind: 'array' }, SHAPE, STRIDE, PADDING],
  summary: 'adjoint of conv2d by its images',
  documentation:
    'What `g`, of the shape of `conv2d(x, W, b, stride, padding)`, contributes to x, whose shape is `shape`: ' +
    'every entry of g goes back, times W, to the entries that it was made from (a transposed convolution).',
  latex: '\\operatorname{conv2d\\_input}',
  shape: ([g = [], filters = []], options) => {
    const x = shapeOption(options.shape);
    const made = convolved(x, filters, options, { x: 'the image', filters: '{1}', filtersArgument: 1 });
    return isMisfit(made) ? made : sameShape(made, g) ? x : notTheResult(g, made);
  },
  entries: (arithmetic, [g, filters], options, shape) =>
    g &&
    filters &&
    adjoint(arithmetic.add, sizes(shape, filters.shape, g.shape, options), sizeOf(shape), (x, weight, place) => [
      x,
      arithmetic.multiply([at(filters.data, weight), at(g.data, place)]),
    ]),
  values: ([g, filters], options, shape) =>
    g && filters ? convolveInput(doubles(g), doubles(filters), sizes(shape, filters.shape, g.shape, options)) : [],
  pullback: (make, { args: [g, filters], options }, adjoint) =>
    g && filters
      ? [
          withoutBias(make, adjoint, filters, options),
          make.operate(conv2dKernel, [g, adjoint], { ...options, shape: filters.shape }),
        ]
      : [],
  linear: [0, 1],
  tests: [
    {
      shapes: [
        [1, 2, 2],
        [1, 1, 3, 3],
      ],
      options: { shape: [1, 4, 4] },
    },
    {
      shapes: [
        [3, 5, 5],
        [3, 2, 2, 3],
      ],
      options: { shape: [2, 4, 5], padding: 1 },
    },
    {
      shapes: [
        [2, 2, 3, 3],
        [2, 1, 3, 2],
      ],
      options: { shape: [2, 1, 5, 4], stride: 2, padding: 1 },
    },
  ],
};

/** The adjoint of conv2d by W. */
const conv2dKernel: OperationRow = {
  name: 'conv2d_kernel',
  parameters: [{ name: 'g', kind: 'array' }, { name: 'x', kind: 'array' }, SHAPE, STRIDE, PADDING],
  summary: 'adjoint of conv2d by its filters',
  documentation:
    'What `g`, of the shape of `conv2d(x, W, b, stride, padding)`, contributes to W, whose shape is `shape`: ' +
    'the sum over all places of g times the entry of x that the filter’s entry met there.',
  latex: '\\operatorname{conv2d\\_kernel}',
  shape: ([g = [], x = []], options) => {
    const filters = shapeOption(options.shape);
    const made = convolved(x, filters, options, { x: '{1}', filters: 'the filters', xArgument: 1 });
    return isMisfit(made) ? made : sameShape(made, g) ? filters : notTheResult(g, made);
  },
  entries: (arithmetic, [g, x], options, shape) =>
    g &&
    x &&
    adjoint(arithmetic.add, sizes(x.shape, shape, g.shape, options), sizeOf(shape), (from, weight, place) => [
      weight,
      arithmetic.multiply([at(g.data, place), at(x.data, from)]),
    ]),
  values: ([g, x], options, shape) =>
    g && x ? convolveKernel(doubles(g), doubles(x), sizes(x.shape, shape, g.shape, options)) : [],
  pullback: (make, { args: [g, x], options }, adjoint) =>
    g && x
      ? [
          withoutBias(make, x, adjoint, options),
          make.operate(conv2dInput, [g, adjoint], { ...options, shape: x.shape }),
        ]
      : [],
  linear: [0, 1],
  tests: [
    {
      shapes: [
        [1, 2, 2],
        [1, 4, 4],
      ],
      options: { shape: [1, 1, 3, 3] },
    },
    {
      shapes: [
        [3, 5, 5],
        [2, 4, 5],
      ],
      options: { shape: [3, 2, 2, 3], padding: 1 },
    },
    {
      shapes: [
        [2, 2, 3, 3],
        [2, 1, 5, 4],
      ],
      options: { shape: [2, 1, 3, 2], stride: 2, padding: 1 },
    },
  ],
};

const notTheResult = (g: Shape, made: Shape): Misfit => ({
  argument: 0,
  message: `{0} has shape ${shapeText(g)}; conv2d of these shapes gives ${shapeText(made)}.`,
});

/** Sums by where the products go. */
function adjoint<T>(
  add: (terms: readonly T[]) => T,
  s: Sizes,
  length: number,
  contribution: (x: number, weight: number, place: number) => readonly [to: number, T],
): T[] {
  const terms = lists<T>(length);
  meetings(s, (x, weight, place) => {
    const [to, term] = contribution(x, weight, place);
    terms[to]?.push(term);
  });
  return terms.map((one) => add(one));
}

export const convolutions: readonly OperationRow[] = [conv2d, conv2dInput, conv2dKernel];

/** Convolution and pooling: entries, quick values and adjoints agree with each other, with differences and with PyTorch. */
import { describe, expect, test } from 'vitest';
import { gradient } from '../../src/calculus/differentiate';
import { createGraph, type Expression } from '../../src/calculus/expression';
import { type Entries, isMisfit, type Options } from '../../src/calculus/operations/row';
import { operation } from '../../src/calculus/operations/table';
import { randomly } from '../functions/random';
import { differences, exactly, expectClose, operate, outcomeOf, randomEntries, type Values } from './arrays';
import references from './references.json';

const NAMES = [
  'conv2d',
  'conv2d_input',
  'conv2d_kernel',
  'max_pool2d',
  'max_pool2d_input',
  'max_pool2d_pick',
  'avg_pool2d',
  'avg_pool2d_input',
];
const cases = NAMES.flatMap((name) =>
  operation(name).tests.map(({ shapes, options = {} }) => ({ name, shapes, options, text: JSON.stringify(options) })),
);

describe.each(cases)('$name of $shapes with $text', ({ name, shapes, options }) => {
  const graph = createGraph();
  const random = randomly(5);
  const args = shapes.map((shape, i) => graph.variable('abc'[i] ?? '', 'local', shape));
  const values: Values = new Map(args.map((arg, i) => [arg, randomEntries(random, shapes[i] ?? [])]));
  const node = operate(graph, name, args, options);
  const weights = graph.variable('g', 'local', node.shape);
  values.set(weights, randomEntries(random, node.shape.map(Number)));
  const loss = operate(graph, 'sum', [graph.multiply(weights, node)]);

  test('quick values are the entries', () => {
    expectClose(outcomeOf(graph, node, values).data, exactly(graph, node, values), 1e-12);
  });

  test('the adjoints are the slopes, and their adjoints too', () => {
    const slopes = gradient(graph, { name: 'f', parameters: args, body: loss });
    slopes.forEach((slope, i) => {
      const arg = args[i];
      if (!arg) return;
      expectClose(outcomeOf(graph, slope, values).data, differences(graph, loss, arg, values), 1e-7);
      const direction = graph.variable(`d${i}`, 'local', arg.shape);
      values.set(direction, randomEntries(random, arg.shape.map(Number)));
      const along = operate(graph, 'sum', [graph.multiply(direction, slope)]);
      const parameters = [...args, weights];
      gradient(graph, { name: 'h', parameters, body: along }).forEach((second, j) => {
        const by = parameters[j];
        if (by) expectClose(outcomeOf(graph, second, values).data, differences(graph, along, by, values), 1e-7);
      });
    });
  });
});

test.each(references.map((one) => [`${one.name} of ${one.inputs.map(({ shape }) => `[${shape}]`)}`, one] as const))(
  'PyTorch: %s',
  (_, { name, options, inputs, value, adjoint, gradients }) => {
    const graph = createGraph();
    const args = inputs.map(({ shape }, i) => graph.variable('xWb'[i] ?? '', 'local', shape));
    const values: Values = new Map(args.map((arg, i) => [arg, inputs[i] ?? value]));
    const given = Object.fromEntries(Object.entries(options).filter((pair) => pair[1] !== undefined)) as Options;
    const node = operate(graph, name, args, given);
    expect(node.shape).toEqual(value.shape);
    expectClose(outcomeOf(graph, node, values).data, value.data, 1e-13);
    const g = graph.variable('g', 'local', node.shape);
    values.set(g, adjoint);
    const loss = operate(graph, 'sum', [graph.multiply(g, node)]);
    gradient(graph, { name: 'f', parameters: args, body: loss }).forEach((slope, i) => {
      expectClose(outcomeOf(graph, slope, values).data, gradients[i] ?? [], 1e-13);
    });
  },
);

describe('shapes', () => {
  const shapeOf = (name: string, shapes: readonly (readonly (number | string)[])[], options: Options = {}) =>
    operation(name).shape(shapes, options);
  const message = (...args: Parameters<typeof shapeOf>): string => {
    const shape = shapeOf(...args);
    return isMisfit(shape) ? shape.message : `[${shape}]`;
  };

  test('lengths may be names', () => {
    expect(shapeOf('conv2d', [['n', 3, 'h', 'w'], [8, 3, 3, 3], [8]], { padding: 1 })).toEqual(['n', 8, 'h', 'w']);
    expect(shapeOf('conv2d', [['c', 'h', 28], ['o', 'c', 'k', 5], ['o']])).toEqual(['o', 'h - k + 1', 24]);
    expect(shapeOf('conv2d', [[1, 'h', 28], [4, 1, 3, 3], [4]], { stride: 2 })).toEqual([
      4,
      'floor((h + 1)/2) - 1',
      13,
    ]);
    expect(shapeOf('max_pool2d', [['n', 4, 'h', 7]], { size: 2 })).toEqual(['n', 4, 'floor(h/2)', 3]);
  });

  test.each([
    [
      'conv2d',
      [[4], [1, 1, 2, 2], [1]],
      {},
      '{0} has shape [4]; an image is [channels, height, width], a batch of them [batch, channels, height, width].',
    ],
    ['conv2d', [[1, 4, 4], [2, 2], [1]], {}, '{1} has shape [2, 2]; filters are [out, in, height, width].'],
    [
      'conv2d',
      [[3, 4, 4], [8, 1, 2, 2], [8]],
      {},
      '{0} has shape [3, 4, 4] and {1} has [8, 1, 2, 2]: the channels of the image and of the filters need 3 = 1.',
    ],
    [
      'conv2d',
      [[1, 4, 4], [8, 1, 2, 2], [7]],
      {},
      '{2} has shape [7] and {1} has [8, 1, 2, 2]: each of the 8 filters has one bias, [8].',
    ],
    [
      'conv2d',
      [[1, 2, 9], [8, 1, 5, 5], [8]],
      { padding: 1 },
      'the kernel is larger than its input: 5 × 5 on an image of 2 × 9 with 1 of padding on each side.',
    ],
    ['conv2d', [[1, 4, 4], [8, 1, 2, 2], [8]], { stride: 0 }, 'stride must be a whole number of at least 1, not 0.'],
    [
      'conv2d',
      [[1, 4, 4], [8, 1, 2, 2], [8]],
      { padding: -1 },
      'padding must be a whole number of at least 0, not -1.',
    ],
    [
      'conv2d_input',
      [
        [8, 2, 2],
        [8, 1, 2, 2],
      ],
      { shape: [1, 4, 4] },
      '{0} has shape [8, 2, 2]; conv2d of these shapes gives [8, 3, 3].',
    ],
    [
      'max_pool2d',
      [[1, 2, 5]],
      { size: 3 },
      'the window is larger than its input: 3 × 3 on an image of 2 × 5 ({0} has shape [1, 2, 5]).',
    ],
    [
      'avg_pool2d_input',
      [[1, 2, 2]],
      { shape: [1, 4], size: 2 },
      'the image has shape [1, 4]; an image is [channels, height, width], a batch of them [batch, channels, height, width].',
    ],
  ])('%s of %j with %j does not fit', (name, shapes, options, expected) => {
    expect(message(name, shapes, options as Options)).toBe(expected);
  });
});

describe('ties and missing values', () => {
  const graph = createGraph();
  const x = graph.variable('x', 'local', [1, 2, 2]);
  const at = (...data: number[]): Values => new Map([[x, { shape: [1, 2, 2], data }]]);
  const pooled = operate(graph, 'max_pool2d', [x], { size: 2 });
  const slope = (
    values: Values,
    root: Expression = pooled,
  ): Entries<number> & { readonly notes: readonly string[] } => {
    const [by = root] = gradient(graph, { name: 'f', parameters: [x], body: operate(graph, 'sum', [root]) });
    return outcomeOf(graph, by, values);
  };

  test('the first of the greatest has the slope, and a note says so', () => {
    expect([...Array.from(slope(at(1, 3, 3, 2)).data)]).toEqual([0, 1, 0, 0]);
    expect(outcomeOf(graph, pooled, at(1, 3, 3, 2)).notes).toEqual([operation('max_pool2d').kink?.note]);
    expect(outcomeOf(graph, pooled, at(1, 3, 2, 2)).notes).toEqual([]);
  });

  test('where an entry has no value neither has its window', () => {
    const outcome = outcomeOf(
      graph,
      operate(graph, 'max_pool2d', [graph.power(x, graph.ratio(1, 2))], { size: 2 }),
      at(1, 2, -3, 4),
    );
    expect(outcome.data[0]).toBeNaN();
    expect(outcome.reason).toBe(
      'sqrt is defined for numbers that are not negative; here its argument x[0, 1, 0] is −3',
    );
  });
});

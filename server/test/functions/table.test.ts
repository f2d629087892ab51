/** What every row of the function table must have and hold, whatever its function. */
import { describe, expect, test } from 'vitest';
import { createGraph, type Expression } from '../../src/calculus/expression';
import type { FunctionRow } from '../../src/calculus/functions/row';
import { constants, row, table } from '../../src/calculus/functions/table';
import { type BigNumber, precise } from '../../src/calculus/special/precise';
import { evaluate } from './evaluator';
import { randomly } from './random';

/** The language's list, plus `polygamma`, which the derivatives of digamma need. */
const NAMES = `sqrt cbrt exp log log2 log10 log1p expm1 abs sign floor ceil round min max clip hypot mod
  sin cos tan sec csc cot asin acos atan atan2 sinh cosh tanh asinh acosh atanh
  erf erfc gamma lgamma digamma polygamma
  sigmoid softplus relu leaky_relu elu selu gelu gelu_tanh silu mish softsign hardtanh logsigmoid
  where < <= > >= == != and or not`.split(/\s+/);

const a = precise(40);
const rows = [...table.values()].map((entry) => [entry.name, entry] as const);

/** Random arguments from the row's own intervals. */
function sample(entry: FunctionRow, count: number): number[][] {
  const random = randomly(7);
  return Array.from({ length: count }, () => entry.tests.arguments.map(([low, high]) => random(low, high)));
}

function holds(conditions: readonly Expression[], values: ReadonlyMap<Expression, BigNumber>): boolean {
  return conditions.every((condition) => !evaluate(a, condition, values).isZero());
}

function bind(entry: FunctionRow, args: readonly number[]) {
  const graph = createGraph();
  const variables = args.map((_, i) => graph.variable(`x${i}`));
  const values = new Map<Expression, BigNumber>(variables.map((variable, i) => [variable, a.from(args[i] ?? 0)]));
  const domain = (entry.domain?.(graph, variables) ?? []).map((condition) => condition.holds);
  const kinks = entry.kinks?.(graph, variables) ?? [];
  return { graph, variables, values, domain, kinks, self: graph.apply(entry, ...variables) };
}

test('every built-in of the language has a row, and there are no others', () => {
  expect([...table.keys()].sort()).toEqual(NAMES.toSorted());
});

test('an unknown name is not in the table', () => {
  expect(() => row('constructor')).toThrow('constructor');
  expect(table.get('__proto__')).toBeUndefined();
});

test.each([
  ['e', Math.E],
  ['pi', Math.PI],
  ['π', Math.PI],
])('the constant %s', (name, value) => {
  expect(constants.get(name)?.value).toBe(value);
  expect(constants.get(name)?.precise(a).toNumber()).toBe(value);
});

describe.each(rows)('%s', (name, entry) => {
  test('says what it is', () => {
    expect(entry.name).toBe(name);
    expect(entry.summary.length).toBeGreaterThan(2);
    expect(entry.documentation).toMatch(/\.$/);
    expect(entry.tests.arguments.length).toBe(entry.parameters.length);
  });

  test('exact and published values', () => {
    for (const [args, value] of entry.tests.values ?? []) {
      const found = entry.value(...args);
      const unit = Math.abs(value) * 2 ** -52;
      expect(Math.abs(found - value), `${name}(${args}) = ${found}`).toBeLessThanOrEqual((entry.accuracy ?? 2) * unit);
      expect(Object.is(found, -0), `${name}(${args}) is no −0`).toBe(false);
    }
  });

  test('inside the domain the conditions hold, and doubles and decimals agree', () => {
    for (const args of sample(entry, 20)) {
      const { domain, values } = bind(entry, args);
      expect(holds(domain, values), `${name}(${args})`).toBe(true);
      const value = entry.precise?.(a, ...args.map(a.from)).toNumber() ?? Number.NaN;
      expect(Math.abs(entry.value(...args) - value)).toBeLessThanOrEqual(1e-14 * Math.max(1, Math.abs(value)));
    }
  });

  test('its symmetry, its bounds and its definition are true', () => {
    for (const args of sample(entry, 10)) {
      const value = entry.value(...args);
      const mirrored = entry.value(...args.map((x) => -x));
      if (entry.symmetry === 'even') expect(mirrored - value).toBe(0);
      if (entry.symmetry === 'odd') expect(mirrored + value).toBe(0);
      if (entry.bounds) expect(value).toBeGreaterThanOrEqual(entry.bounds.low);
      if (entry.bounds) expect(value).toBeLessThanOrEqual(entry.bounds.high);
      const { graph, variables, values } = bind(entry, args);
      const definition = entry.definition?.(graph, variables);
      if (definition) {
        const defined = evaluate(a, definition, values);
        const difference = a.subtract(defined, evaluate(a, graph.apply(entry, ...variables), values)).toNumber();
        expect(Math.abs(difference), `${name}(${args})`).toBeLessThan(1e-35);
      }
    }
  });
});

test.each([
  ['log', [0], 'log is defined for positive numbers'],
  ['log', [-1], 'log is defined for positive numbers'],
  ['log', [2, -1], 'the base of a logarithm is positive'],
  ['log', [2, 1], 'the base of a logarithm is not 1'],
  ['log2', [0], 'log2 is defined for positive numbers'],
  ['log10', [-3], 'log10 is defined for positive numbers'],
  ['log1p', [-1], 'log1p is defined for numbers greater than −1'],
  ['sqrt', [-1e-300], 'sqrt is defined for numbers that are not negative'],
  ['csc', [0], 'csc is defined where sin is not 0'],
  ['cot', [0], 'cot is defined where sin is not 0'],
  ['asin', [1.0000000000000002], 'asin is defined for numbers from −1 to 1'],
  ['acos', [-2], 'acos is defined for numbers from −1 to 1'],
  ['acosh', [0.9999999999999999], 'acosh is defined for numbers from 1 on'],
  ['atanh', [1], 'atanh is defined for numbers between −1 and 1'],
  ['atanh', [-1], 'atanh is defined for numbers between −1 and 1'],
  ['mod', [3, 0], 'mod needs a divisor that is not 0'],
  ['clip', [0, 2, 1], 'clip needs low ≤ high'],
  ['gamma', [0], 'gamma is not defined at 0, −1, −2, …'],
  ['lgamma', [-2], 'lgamma is not defined at 0, −1, −2, …'],
  ['digamma', [-17], 'digamma is not defined at 0, −1, −2, …'],
  ['polygamma', [1, -1], 'polygamma is not defined at 0, −1, −2, …'],
  ['polygamma', [-1, 1], 'the order of polygamma is 0 or more'],
  ['polygamma', [0.5, 1], 'the order of polygamma is a whole number'],
  ['polygamma', [101, 1], 'polygamma is known up to the order 100'],
])('%s(%s) has no value: %s', (name, args, reason) => {
  const { graph, variables, values } = bind(row(name), args);
  const failing = (row(name).domain?.(graph, variables) ?? []).filter((each) => !holds([each.holds], values));
  expect(failing.map((each) => each.reason)).toEqual([reason]);
});

test.each([
  ['sqrt', [0]],
  ['asin', [1]],
  ['asin', [-1]],
  ['acosh', [1]],
  ['log1p', [-0.9999999999999999]],
  ['gamma', [-0.5]],
  ['lgamma', [5]],
  ['clip', [0, 1, 1]],
  ['atan2', [0, 0]],
])('%s(%s) is at the edge and has a value', (name, args) => {
  const { domain, values } = bind(row(name), args);
  expect(holds(domain, values)).toBe(true);
  expect(row(name).value(...args)).not.toBeNaN();
});

/** A kink: the point, the slopes that the convention gives there ('none': the formula has no value), words of the note. */
test.each([
  ['abs', [0], [0], 'its slope there is 0'],
  ['sign', [0], [0], 'jumps'],
  ['floor', [3], [0], 'jumps'],
  ['ceil', [-2], [0], 'jumps'],
  ['round', [2.5], [0], 'jumps'],
  ['mod', [6, 3], [1, -2], 'jumps'],
  ['relu', [0], [0], 'its slope there is 0'],
  ['leaky_relu', [0, 0.25], [0.25, 0], 'its slope there is alpha'],
  ['leaky_relu', [0], [0.01], 'its slope there is alpha'],
  ['elu', [0, 2], [1, 0], 'its slope there is 1'],
  ['selu', [0], [1.7580993408473768], 'the lower piece'],
  ['hardtanh', [1], [0], 'its slope there is 0'],
  ['hardtanh', [-1], [0], 'its slope there is 0'],
  ['max', [2, 2], [0, 0], 'tie'],
  ['max', [2, 1, 2], [0, 0, 0], 'tie'],
  ['max', [1, 2, 3, 4, 5, 5], [0, 0, 0, 0, 0, 0], 'tie'],
  ['min', [2, 2], [0, 0], 'tie'],
  ['clip', [0, 0, 1], [0, 0, 0], 'lower bound'],
  ['clip', [1, 0, 1], [0, 0, 0], 'upper bound'],
  ['atan2', [0, -2], [-0.5, 0], 'negative x axis'],
  ['>', [2, 2], [0, 0], 'jumps'],
  ['==', [2, 2], [0, 0], 'jumps'],
  ['sqrt', [0], 'none', 'vertical'],
  ['cbrt', [0], 'none', 'vertical'],
  ['asin', [1], 'none', 'vertical'],
  ['acos', [-1], 'none', 'vertical'],
  ['acosh', [1], 'none', 'vertical'],
  ['hypot', [0, 0], 'none', 'cone'],
  ['atan2', [0, 0], 'none', 'origin'],
] as const)('%s(%s) is a kink with the slopes %s: %s', (name, args, slopes, words) => {
  const entry = row(name);
  const { graph, variables, values, kinks, self } = bind(entry, args);
  const here = kinks.filter((kink) => holds([kink.at], values));
  expect(here.map((kink) => kink.note).join()).toContain(words);
  const partials = entry.derivative?.(graph, variables, self) ?? args.map(() => graph.constant(0));
  const slope = (): number[] => partials.map((partial) => evaluate(a, partial, values).toNumber() + 0);
  if (slopes === 'none') expect(slope).toThrow('division by zero');
  else expect(slope()).toEqual(slopes);
  expect(here.some((kink) => kink.slopeless === true)).toBe(slopes === 'none');
});

test.each([
  ['max', [1, 2, 0], [0, 1, 0]],
  ['max', [1, 1, 2], [0, 0, 1]],
  ['min', [4, 9, 5, 6, 7, 3], [0, 0, 0, 0, 0, 1]],
  ['elu', [0], [1]],
  ['clip', [-2, 0, 1], [0, 1, 0]],
  ['clip', [3, 0, 1], [0, 0, 1]],
  ['where', [1, 3, 4], [0, 1, 0]],
  ['where', [0, 3, 4], [0, 0, 1]],
  ['where', [-2, 3, 4], [0, 1, 0]],
] as const)('%s(%s) is no kink and has the slopes %s', (name, args, slopes) => {
  const entry = row(name);
  const { graph, variables, values, kinks, self } = bind(entry, args);
  expect(kinks.filter((kink) => holds([kink.at], values))).toEqual([]);
  const partials = entry.derivative?.(graph, variables, self) ?? [];
  expect(partials.map((partial) => evaluate(a, partial, values).toNumber())).toEqual(slopes);
});

test('the gradient of a maximum of many arguments has about as many operations as arguments', () => {
  const graph = createGraph();
  const variables = Array.from({ length: 50 }, (_, i) => graph.variable(`x${i}`));
  const size = graph.size;
  row('max').derivative?.(graph, variables, graph.apply(row('max'), ...variables));
  expect(graph.size - size).toBeLessThanOrEqual(101);
});

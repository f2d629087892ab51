/** Definitions and kernels against NumPy, whose values `references.py` wrote. */
import { expect, test } from 'vitest';
import { type Entries, isMisfit } from '../../src/calculus/operations/row';
import { operation, operations } from '../../src/calculus/operations/table';
import { doubles } from './evaluator';
import references from './references.json';

const cases = references.map((one) => [`${one.name} ${JSON.stringify(one.options)}`, one] as const);

test('every row has a reference', () => {
  // Convolutions and pooling are held to PyTorch: ../arrays/references.json.
  const named = new Set(references.map(({ name }) => name));
  expect([...operations().keys()].filter((name) => !named.has(name) && !/2d/.test(name))).toEqual([]);
});

test.each(cases)('%s', (_name, { name, options: given, args, value }) => {
  const row = operation(name);
  const options = Object.fromEntries(Object.entries(given).filter(([, option]) => option !== undefined));
  const shape = row.shape(
    args.map((arg) => arg.shape),
    options,
  );
  expect(isMisfit(shape) ? shape.message : shape).toEqual(value.shape);
  const entries = row.entries<number>(doubles, args, options, value.shape);
  const kernel = row.values?.(args, options, value.shape);
  expect(entries ?? kernel).toBeDefined();
  if (entries) close({ shape: value.shape, data: entries }, value);
  if (kernel) close({ shape: value.shape, data: kernel }, value);
});

function close(actual: Entries<number>, expected: Entries<number>): void {
  expect(actual.data.length).toBe(expected.data.length);
  for (let i = 0; i < expected.data.length; i++) {
    expect(actual.data[i]).toBeCloseTo(expected.data[i] ?? Number.NaN, 11);
  }
}

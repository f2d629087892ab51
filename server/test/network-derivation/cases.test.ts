/**
 * Every network that PyTorch has checked: each line of its backward pass holds where it is evaluated again, the closed formulas
 * have PyTorch's gradients as their values, and all that is printed reads back.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { isRecord } from './json';
import { derived, everyLine, everyStep } from './page';
import { expectReadsBack } from './read-back';

const folder = path.resolve(import.meta.dirname, '../../../test/networks/cases');
const cases = readdirSync(folder).flatMap((file) => (file.endsWith('.grad') ? [file.slice(0, -5)] : []));
const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');

/** Too many numbers to be computed with at every start of the tests. */
const LARGE: ReadonlySet<string> = new Set(['alexnet', 'large_embedding', 'vgg_small']);

describe.each(cases)('%s', (name) => {
  const page = read(`${name}.grad`);
  const { document, derivation } = derived(page);

  test('every line holds', () => {
    for (const { rule, of, check } of everyLine(derivation)) {
      expect(check.verdict, `${rule}, ${of.name}`).toBe('holds');
      if (!LARGE.has(name)) expect(check.points, `${rule}, ${of.name}`).toBeGreaterThan(0);
    }
    // Each of them with differences of the loss too.
    if (LARGE.has(name)) return;
    for (const { of, check } of derivation.lines) expect(check.differences?.entries ?? 0, of.name).toBeGreaterThan(0);
  });

  test('every parameter has a closed formula, with the gradient of PyTorch as its value', () => {
    const sample = derivation.samples.find(({ isRandom }) => !isRandom);
    const gradients = gradientsOf(JSON.parse(read(`${name}.json`)));
    for (const { of, closed } of derivation.results) {
      expect(document.network?.results.some((one) => one.name === of.name)).toBe(true);
      const expected = gradients.get(of.name);
      const value = expected && sample?.evaluate(closed);
      if (value && !page.includes('# at:')) expectClose(Array.from(value.data), expected, of.name);
    }
  });

  test('what is printed reads back', () => {
    if (LARGE.has(name)) return;
    expectReadsBack(page, derivation, everyStep(document.steps), document.network?.results ?? []);
  });
});

/** Of parameters, by name, where all entries are numbers. */
function gradientsOf(answer: unknown): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, readonly number[]>();
  const networks = isRecord(answer) && Array.isArray(answer.networks) ? answer.networks : [];
  for (const network of networks) {
    const parameters = isRecord(network) && Array.isArray(network.parameters) ? network.parameters : [];
    for (const one of parameters) {
      if (!isRecord(one) || !isRecord(one.gradient) || typeof one.name !== 'string') continue;
      const flat = [one.gradient.value].flat(Number.POSITIVE_INFINITY);
      if (flat.every((entry) => typeof entry === 'number')) found.set(one.name, flat);
    }
  }
  return found;
}

function expectClose(found: readonly number[], expected: readonly number[], name: string): void {
  expect(found.length, name).toBe(expected.length);
  const largest = Math.max(1e-12, ...expected.map(Math.abs));
  found.forEach((entry, i) => {
    expect(Math.abs(entry - (expected[i] ?? Number.NaN)), `${name}, entry ${i}`).toBeLessThanOrEqual(
      1e-9 * largest + 1e-12,
    );
  });
}

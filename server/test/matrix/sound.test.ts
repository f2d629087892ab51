/** No law changes a value; no false equation between arrays is proved. */
import { describe, expect, test } from 'vitest';
import { differentiate } from '../../src/calculus/differentiate';
import { createGraph, type Shape } from '../../src/calculus/expression';
import { equalEntries } from '../../src/calculus/index-form';
import { normalise } from '../../src/calculus/normal';
import { choose } from '../../src/calculus/normal/choose';
import { ascii } from '../../src/notation/print';
import { apart, differences, evaluate, valuesFor } from './numbers';
import { randomExpression, variablesOf } from './random-arrays';

const SHAPES: readonly Shape[] = [[], ['n'], ['m', 'n'], ['n', 'n']];
const ROUNDS = Number(process.env.MATRIX_ROUNDS ?? 150);

describe.each(SHAPES.map((shape) => ({ shape })))('$shape', ({ shape }) => {
  test('a normal form has the value of what was written, and is its own normal form', () => {
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const graph = createGraph();
      const written = randomExpression(graph, seed, shape, 3 + (seed % 4));
      const normal = normalise(graph, written);
      const values = valuesFor(variablesOf(graph), seed);
      const [a, b] = [written, normal].map((one) => evaluate(graph, one, values));
      expect(normal.shape, `${seed}: ${ascii(written)}`).toEqual(written.shape);
      expect(a && b && apart(a, b), `${seed}: ${ascii(written)} → ${ascii(normal)}`).toBeLessThan(1e-8);
      const [again] = choose(graph, [normal]);
      expect(again && ascii(again), `${seed}: ${ascii(written)}`).toBe(ascii(normal));
    }
  });

  test('what is written is proved equal to its normal form, and never to another value', () => {
    let proved = 0;
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const graph = createGraph();
      const written = randomExpression(graph, seed, shape, 3);
      if (equalEntries(graph, written, normalise(graph, written))) proved++;
      const other = randomExpression(graph, seed + 10_000, shape, 2);
      const values = valuesFor(variablesOf(graph), seed);
      for (const wrong of [
        other,
        graph.add(written, graph.multiply(graph.ratio(1, 1000), other)),
        graph.multiply(written, other),
      ]) {
        if (!equalEntries(graph, written, wrong)) continue;
        const [a, b] = [written, wrong].map((one) => evaluate(graph, one, values));
        expect(a && b && apart(a, b), `${seed}: ${ascii(written)} = ${ascii(wrong)}`).toBeLessThan(1e-9);
      }
    }
    expect(proved / ROUNDS).toBeGreaterThan(0.95);
  });
});

test.each(['x', 'A', 'B', 's'])('gradients by %s agree with differences', (name) => {
  for (let seed = 1; seed <= ROUNDS / 3; seed++) {
    const graph = createGraph();
    const written = randomExpression(graph, seed, [], 3);
    const variable = variablesOf(graph).find((one) => one.name === name);
    if (!variable) throw new Error(name);
    const values = valuesFor(variablesOf(graph), seed);
    const slope = evaluate(graph, differentiate(graph, written, variable), values);
    // Rounding is in proportion to the values that are subtracted.
    const own = evaluate(graph, written, values);
    const expected = [...differences(graph, written, variable, values), ...own];
    expect(apart(expected, [...slope, ...own]), `${seed}: ∂/∂${name} ${ascii(written)}`).toBeLessThan(1e-6);
  }
});

test.each(['x', 's'])('Jacobians by %s agree with differences', (name) => {
  for (let seed = 1; seed <= ROUNDS / 3; seed++) {
    const graph = createGraph();
    const written = randomExpression(graph, seed, ['m'], 3);
    const variable = variablesOf(graph).find((one) => one.name === name);
    if (!variable) throw new Error(name);
    const values = valuesFor(variablesOf(graph), seed);
    const slope = evaluate(graph, differentiate(graph, written, variable), values);
    // Rounding is in proportion to the values that are subtracted.
    const own = evaluate(graph, written, values);
    const expected = [...differences(graph, written, variable, values), ...own];
    expect(apart(expected, [...slope, ...own]), `${seed}: ∂/∂${name} ${ascii(written)}`).toBeLessThan(1e-6);
  }
});

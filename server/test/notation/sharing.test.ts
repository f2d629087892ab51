import { describe, expect, test } from 'vitest';
import { createGraph, type Expression } from '../../src/calculus/expression';
import { ascii, print, unicode } from '../../src/notation/print';

const graph = createGraph();
const [x, r] = [graph.variable('x'), graph.variable('r')];

/** r·x·(1 − x), put into itself. */
function logistic(times: number): Expression {
  let value: Expression = x;
  for (let i = 0; i < times; i++) value = graph.multiply(r, value, graph.subtract(1, value));
  return value;
}

describe('shared parts', () => {
  test('a short text stands alone', () => {
    expect(print(logistic(1))).toEqual({ text: 'r*x*(1 - x)' });
  });
  test('an exploding tree is named for people at any length', () => {
    expect(print(logistic(3), undefined, { spelling: 'unicode', limit: 40 })).toEqual({
      text: 'r·s₂·(1 − s₂)',
      shared: [
        { name: 's₁', text: 'r·x·(1 − x)' },
        { name: 's₂', text: 'r·s₁·(1 − s₁)' },
      ],
    });
  });
  test('names are fresh', () => {
    const printed = print(logistic(3), new Set(['s1', 's3']), { limit: 40 });
    expect(printed.shared?.map((part) => part.name)).toEqual(['s2', 's4']);
  });
  test('thousands of iterations take time for their operations only', () => {
    const printed = print(logistic(2000));
    expect(printed.shared).toHaveLength(1999);
    expect(unicode(logistic(40))).toContain(' where s₁ = ');
    expect(ascii(logistic(40)).length).toBeLessThan(1_000_002);
  });
  test('a depth of 4,000 overflows no stack', () => {
    let deep: Expression = x;
    for (let i = 0; i < 4000; i++) deep = graph.power(graph.add(deep, i), 2);
    expect(ascii(deep)).toContain('(x + 0)^2');
    expect(unicode(deep).startsWith('((((')).toBe(true);
  });
});

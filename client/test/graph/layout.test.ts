/** Where things stand, what is written in them, and what a saved file is made of. */
import { describe, expect, test } from 'vitest';
import { fold } from '../../src/derivation/page/graph/fold';
import {
  edgeRows,
  edgeSize,
  type Measure,
  nodeRows,
  nodeSize,
  nodeWords,
  setting,
} from '../../src/derivation/page/graph/labels';
import { type Box, type Direction, layout, nearest, type Sizes } from '../../src/derivation/page/graph/layout';
import { edge, formula, graph, layered, node, shared } from './graphs';

const measure: Measure = (_, { text }) => text.length * 8;
const sizes: Sizes = { node: (each) => nodeSize(each, measure), edge: (each) => edgeSize(each, measure) };
const apart = (a: Box, b: Box): boolean =>
  Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;

describe.each(['LR', 'TB'] as const)('laid out %s', (direction: Direction) => {
  const along = direction === 'LR' ? 'x' : 'y';
  test('every edge leads on, and no two nodes overlap', () => {
    const drawing = fold(shared, new Set());
    const { nodes, edges, bounds } = layout(drawing, sizes, direction);
    for (const { from, to, key } of drawing.edges) {
      expect(nodes.get(to)?.[along]).toBeGreaterThan(nodes.get(from)?.[along] ?? Number.NaN);
      expect(edges.get(key)?.path).toMatch(/^M[\d.,-]+C/);
    }
    const boxes = [...nodes.values()];
    for (const [i, a] of boxes.entries()) for (const b of boxes.slice(i + 1)) expect(apart(a, b)).toBe(true);
    for (const { x, y } of boxes)
      expect(Math.abs(x - bounds.x) <= bounds.width / 2 && Math.abs(y - bounds.y) <= bounds.height / 2).toBe(true);
  });
  test('labels do not lie on each other', () => {
    const { edges } = layout(fold(shared, new Set()), sizes, direction);
    const labels = [...edges.values()].flatMap(({ at, label }) => (label ? [{ ...at, ...label }] : []));
    for (const [i, a] of labels.entries()) for (const b of labels.slice(i + 1)) expect(apart(a, b)).toBe(true);
  });
  test('frames hold their layer and nothing else, and stand one after the other', () => {
    const { nodes, frames } = layout(fold(layered, new Set()), sizes, direction);
    const [a, b] = [frames.get('a'), frames.get('b')];
    if (!a || !b) throw new Error('no frames');
    for (const [id, box] of nodes) {
      expect(apart(box, a)).toBe(!id.startsWith('a.'));
      expect(apart(box, b)).toBe(!id.startsWith('b.'));
    }
    expect(apart(a, b)).toBe(true);
    expect(b[along]).toBeGreaterThan(a[along]);
  });
});

test('a circle is drawn too', () => {
  const circle = fold(
    graph({ nodes: [node('x', 'input'), node('f', 'output')], edges: [edge('x', 'f'), edge('f', 'x')] }),
    new Set(),
  );
  expect(layout(circle, sizes, 'LR').edges.size).toBe(2);
});

test('the nearest box in a direction', () => {
  const box = (x: number, y: number): Box => ({ x, y, width: 10, height: 10 });
  const boxes = new Map([
    ['right', box(50, 5)],
    ['far', box(200, 0)],
    ['below', box(0, 40)],
  ]);
  expect(nearest(box(0, 0), boxes, 'x', 1)).toBe('right');
  expect(nearest(box(0, 0), boxes, 'y', 1)).toBe('below');
  expect(nearest(box(0, 0), boxes, 'x', -1)).toBeUndefined();
});

describe('what is written', () => {
  const runs = (text: string): string =>
    setting(text)
      .map(
        ({ text: part, slanted, level }) =>
          `${level === 'raised' ? '^' : level === 'lowered' ? '_' : ''}${slanted ? `/${part}/` : part}`,
      )
      .join('|');
  test.each([
    ['u = 2x²', '/u/| = 2|/x/|^2'],
    ['relu(z₁)', 'relu|(|/z/|_1|)'],
    ['h1.W', '/h/|_1|.|/W/'],
    ['w12 @ conv2d', '/w/|_12| @ |conv2d'],
    ['xᵀ @ δ', '/x/|^T| @ |/δ/'],
    ['e⁻ˣ', '/e/|^−|/ˣ/'],
    ['', ''],
  ])('%s', (text, expected) => expect(runs(text)).toBe(expected));
  test('no letter is lost', () => {
    const text = '∂(a_1·β²)/∂x₁₂ ≠ ∞ + wᵀx 𝛼 – “π”';
    const plain = (one: string): string => one.normalize('NFKC').replaceAll('−', '-');
    expect(
      plain(
        setting(text)
          .map((run) => run.text)
          .join(''),
      ),
    ).toBe(plain(text));
  });
  const rowsOf = (id: string): string[] =>
    nodeRows(fold(shared, new Set()).node.get(id) ?? { ...node(id, 'input'), members: [] }).map(
      ({ kind, runs: all }) => `${kind}: ${all.map(({ text }) => text).join('')}`,
    );
  test('of a node its name with what it stands for, its value and its gradient', () =>
    expect(rowsOf('s')).toEqual(['title: s = x·y', 'value: → 6', 'gradient: ← 2']));
  test('a constant says its number once', () => {
    const two = { ...node('2', 'constant', { value: { text: '2', value: 2 } }), members: [] };
    expect(nodeRows(two).map(({ kind }) => kind)).toEqual(['title']);
  });
  test('a slope that is its number is written once, one without a formula as a number', () => {
    const written = (local: NonNullable<Parameters<typeof edgeRows>[0]['local']>): string[] =>
      edgeRows({ ...edge('a', 'b'), key: '', local }).map(({ runs: all }) => all.map(({ text }) => text).join(''));
    expect(written({ formula: formula('1'), value: { text: '1', value: 1 } })).toEqual(['1']);
    expect(written({ formula: formula('y'), value: { text: '3', value: 3 } })).toEqual(['y', '= 3']);
    expect(written({ value: { text: '3', value: 3 } })).toEqual(['3']);
  });
  test('a long array is cut', () => {
    const long = { ...node('W', 'weight', { value: { text: '[1, 2, 3, 4, 5, 6, 7, 8, 9]' } }), members: [] };
    expect(nodeRows(long)[1]?.runs[0]?.text).toBe('→ [1, 2, 3, 4, 5, 6, 7,…');
  });
  test('numbers of other lengths have the same box', () => {
    const width = (text: string): number =>
      nodeSize({ ...node('x', 'input', { value: { text, value: 1 } }), members: [] }, measure).width;
    expect(width('≈ 1.23457')).toBe(width('1'));
  });
  test('in words', () =>
    expect(
      nodeWords({
        ...node('s', 'named', { formula: formula('x·y'), shape: [3, 4], value: { text: '6' } }),
        members: [],
      }),
    ).toBe('s = x·y, named step, shape 3 by 4, value 6'));
});

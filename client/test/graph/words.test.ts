/** What is said of a graph: the chain, nodes, edges, and each step of the sweep. */
import { describe, expect, test } from 'vitest';
import { figure, numeral, plus, times } from '../../src/derivation/page/formulas';
import { fold } from '../../src/derivation/page/graph/fold';
import { progress, sweep } from '../../src/derivation/page/graph/sweep';
import {
  chain,
  ofEdge,
  ofNode,
  quantityOf,
  type Sentence,
  slopeOf,
  spoken,
} from '../../src/derivation/page/graph/words';
import { edge, formula, graph, layered, node, shared } from './graphs';

const drawing = fold(shared, new Set());
const at = <T>(map: ReadonlyMap<string, T>, key: string): T => {
  const found = map.get(key);
  if (found === undefined) throw new Error(`no ${key}`);
  return found;
};

describe('the chain', () => {
  test('over two paths: products, sums, and the whole', () =>
    expect(spoken(chain(shared))).toBe(
      '2 paths lead to the output. Along each the slopes multiply, and the products add up: ∂f/∂x = 2 · 3 + 6 = 6 + 6 = 12',
    ));
  test('over one, with the way', () => {
    const one = graph({
      nodes: [node('x', 'input'), node('f', 'output')],
      edges: [edge('x', 'f', ['2x', 3])],
      paths: [{ nodes: ['f', 'x'], product: formula('3'), value: { text: '3', value: 3 } }],
    });
    expect(spoken(chain(one))).toBe('Along x → f the slopes multiply: ∂f/∂x = 3');
  });
  test('a rounded slope on the way makes the product rounded', () => {
    const rounded = graph({
      ...shared,
      edges: shared.edges.map((each) =>
        each.from === 's' ? { ...each, local: { value: { text: '≈ 2', value: 2 } } } : each,
      ),
    });
    expect(spoken(chain(rounded))).toContain('∂f/∂x ≈ 2 · 3 + 6 = 6 + 6 = 12');
  });
  test('in formulas first, where they have letters', () => {
    const paths = [
      { nodes: ['x', 's', 'p', 'f'], product: formula('x·y') },
      { nodes: ['x', 'p', 'f'], product: formula('s') },
    ];
    expect(spoken(chain(graph({ ...shared, paths })))).toContain('∂f/∂x = x·y + s = 2 · 3 + 6 = 12');
  });
  test('without paths the derivative alone, and without numbers its formula', () => {
    const { paths: _, ...without } = shared;
    expect(spoken(chain(without))).toBe('∂f/∂x = 12');
    const symbolic = graph({ nodes: [node('x', 'input', { gradientFormula: formula('2x·y') })] });
    expect(spoken(chain(symbolic))).toBe('∂f/∂x = 2x·y');
    expect(chain(graph({}))).toEqual([]);
  });
  test('of many paths four, and that there are more', () => {
    const path = { nodes: ['x', 'f'], product: formula('1'), value: { text: '1', value: 1 } };
    expect(spoken(chain(graph({ paths: Array.from({ length: 9 }, () => path) })))).toMatch(
      /^9 paths.*1 \+ 1 \+ 1 \+ 1 \+ …$/,
    );
  });
});

describe('nodes and edges', () => {
  const said = (id: string): string => spoken(ofNode(drawing, at(drawing.node, id), shared));
  test('a node: what it is, and its gradient over its edges', () => {
    expect(said('s')).toBe('s = x·y = 6; on the way back ∂f/∂s = 1 · 2 = 2');
    expect(said('x')).toBe('x = 2; on the way back ∂f/∂x = 2 · 3 + 1 · 6 = 12');
  });
  test('an operation is called by what it computes', () => expect(said('p')).toContain('∂f/∂(x·s) = 1 · 1 = 1'));
  test('an edge: from where to where, and its slope', () =>
    expect(spoken(ofEdge(drawing, at(drawing.edge, 'x → s')))).toBe('x → s; its slope is y = 3'));
  test('of arrays how the gradient goes through', () => {
    const arrays = fold(
      graph({
        nodes: layered.nodes,
        edges: [{ from: 'a.W', to: 'a.m', onPath: true, local: { formula: formula('xᵀ @ δ') } }],
      }),
      new Set(),
    );
    expect(spoken(ofEdge(arrays, at(arrays.edge, 'a.W → a.m')))).toBe('a.W → a.m; the gradient goes back by xᵀ @ δ');
  });
  test('a number that is not all there is rounded, with or without a sign', () => {
    expect(numeral({ text: '36905.6', value: 36905.625 }).unicode).toBe('≈ 36905.6');
    expect(numeral({ text: '−1.5', value: -1.5 }).unicode).toBe('−1.5');
    expect(numeral({ text: '0', value: 0 }).unicode).toBe('0');
  });
  test.each([
    [{ formula: formula('2x'), value: { text: '≈ 0.33', value: 0.33 } }, '2x ≈ 0.33'],
    [{ formula: formula('1'), value: { text: '1', value: 1 } }, '1'],
    [{ value: { text: '≈ 0.33', value: 0.33 } }, '≈ 0.33'],
    [{}, undefined],
  ])('a slope %#', (local, expected) => expect(slopeOf(local)?.unicode).toBe(expected));
  test('a derivative is written as the whole is', () => {
    const ordinary = { ...shared, quantity: formula('df/dx') };
    expect(quantityOf(at(drawing.node, 's'), ordinary).unicode).toBe('df/ds');
  });
});

describe('numbers', () => {
  test.each([
    [0.1 + 0.2, '0.3'],
    [2 / 3, '≈ 0.666667'],
    [-1.5, '−1.5'],
    [1e-9, '1e−9'],
    [36905.625, '≈ 36905.6'],
  ])('%d', (value, text) => expect(figure(value).text).toBe(text));
  test('negative factors and later terms have brackets, and what is rounded stays so', () => {
    const terms = [numeral({ text: '−2', value: -2 }), numeral({ text: '≈ −0.3' })];
    expect([times(terms).unicode, plus(terms, true).unicode]).toEqual(['≈ (−2) · (−0.3)', '≈ −2 + (−0.3) + …']);
  });
  test('in LaTeX powers of ten are set, and text is no command', () => {
    expect(numeral({ text: '1.5e−7' }).latex).toBe('1.5\\cdot 10^{-7}');
    expect(numeral({ text: '\\href{x}$' }).latex).toBe('\\text{\\textbackslash href\\{x\\}\\$}');
  });
});

describe('the sweep', () => {
  const steps = sweep(drawing, shared);
  const told = (sentences: readonly { readonly sentence: Sentence }[]): string[] =>
    sentences.map(({ sentence }) => spoken(sentence));
  test('values in order, then gradients edge by edge', () =>
    expect(told(steps)).toEqual([
      'Forward: given x = 2, y = 3',
      'Forward: s = x·y = 6',
      'Forward: x·s = 12',
      'Forward: f = x·s + y = 15',
      'Backward: it begins with ∂f/∂f = 1',
      'x·s gets 1 · 1 = 1',
      'y gets 1 · 1 = 1',
      'x gets 1 · 6 = 6',
      's gets 1 · 2 = 2',
      'x gets 2 · 3 = 6 more: together 12',
      'y gets 2 · 2 = 4 more: together 5',
    ]));
  test('a gradient is used only when all of it has come', () => {
    for (const [i, { edge: key }] of steps.entries()) {
      const sender = key === undefined ? undefined : at(drawing.edge, key).to;
      const owed = sender === undefined ? [] : (drawing.outOf.get(sender) ?? []).map((each) => each.key);
      expect(owed.filter((each) => !steps.slice(0, i).some((before) => before.edge === each))).toEqual([]);
    }
  });
  test('on the way a node has what has come so far', () => {
    const half = progress(steps, 8);
    expect([half.gradients.get('x'), half.gradients.get('s'), half.values.has('f')]).toEqual(['6', undefined, true]);
    expect(progress(steps, steps.length).gradients.get('x')).toBe('12');
    expect(progress(steps, 0).values.size).toBe(0);
  });
  test('constants get nothing, and arrays say by which formula', () => {
    const arrays = graph({
      nodes: [
        node('2', 'constant'),
        node('W', 'weight', { gradient: { text: '[[1, …]]' } }),
        node('f', 'output', { gradient: { text: '1', value: 1 } }),
      ],
      edges: [edge('2', 'f'), { from: 'W', to: 'f', onPath: true, local: { formula: formula('xᵀ @ δ') } }],
    });
    expect(told(sweep(fold(arrays, new Set()), arrays)).slice(2)).toEqual([
      'Backward: it begins with ∂f/∂f = 1',
      'W gets its gradient by xᵀ @ δ: [[1, …]]',
    ]);
  });
  test('nothing to go over: no steps back', () => expect(sweep(fold(graph({}), new Set()), graph({})).length).toBe(1));
});

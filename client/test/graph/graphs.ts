/** Graphs for the tests, in few words. In: nodes and edges as text. Out: what the server would answer. */
import type { ComputationGraph, Formula, GraphEdge, GraphNode } from '../../../server/src/protocol';

export const formula = (text: string): Formula => ({ text, unicode: text, latex: text });

export const node = (id: string, kind: GraphNode['kind'], more: Partial<GraphNode> = {}): GraphNode => ({
  id,
  kind,
  label: formula(id),
  onPath: true,
  ...more,
});

/** `local`: its formula and its value. */
export const edge = (from: string, to: string, local?: readonly [string, number], onPath = true): GraphEdge => ({
  from,
  to,
  onPath,
  ...(local && { local: { formula: formula(local[0]), value: { text: String(local[1]), value: local[1] } } }),
});

export const graph = (more: Partial<ComputationGraph>): ComputationGraph => ({
  kind: 'graph',
  version: 1,
  function: 'f',
  variable: 'x',
  quantity: formula('∂f/∂x'),
  nodes: [],
  edges: [],
  layers: [],
  ...more,
});

const numbers = (value: number, gradient: number): Partial<GraphNode> => ({
  value: { text: String(value), value },
  gradient: { text: String(gradient), value: gradient },
});

/** f = x·s + y with s = x·y at x = 2, y = 3: ∂f/∂x = s + x·y = 12, over two paths. */
export const shared = graph({
  nodes: [
    node('x', 'input', numbers(2, 12)),
    node('y', 'input', { ...numbers(3, 5), onPath: false }),
    node('s', 'named', { ...numbers(6, 2), formula: formula('x·y') }),
    node('p', 'operation', { ...numbers(12, 1), label: formula('·'), formula: formula('x·s') }),
    node('f', 'output', { ...numbers(15, 1), formula: formula('x·s + y') }),
  ],
  edges: [
    edge('x', 's', ['y', 3]),
    edge('y', 's', ['x', 2], false),
    edge('x', 'p', ['s', 6]),
    edge('s', 'p', ['x', 2]),
    edge('p', 'f', ['1', 1]),
    edge('y', 'f', ['1', 1], false),
  ],
  paths: [
    { nodes: ['x', 's', 'p', 'f'], product: formula('1 · 2 · 3'), value: { text: '6', value: 6 } },
    { nodes: ['x', 'p', 'f'], product: formula('1 · 6'), value: { text: '6', value: 6 } },
  ],
});

const inLayer = (layer: string, ...ids: readonly string[]): readonly GraphNode[] =>
  ids.map((id) => node(id, id.endsWith('W') ? 'weight' : 'operation', { layer, shape: [4, 8] }));

/** Two layers of three nodes, and a loss. */
export const layered = graph({
  variable: 'a.W',
  nodes: [
    node('x', 'input'),
    ...inLayer('a', 'a.W', 'a.m', 'a.r'),
    ...inLayer('b', 'b.W', 'b.m', 'b.r'),
    node('f', 'output'),
  ],
  edges: [
    edge('x', 'a.m', undefined, false),
    edge('a.W', 'a.m', ['xᵀ', 1]),
    edge('a.m', 'a.r'),
    edge('a.r', 'b.m', ['Wᵀ', 1]),
    edge('b.W', 'b.m', undefined, false),
    edge('b.m', 'b.r'),
    edge('b.r', 'f', ['1', 1]),
  ],
  layers: ['a', 'b'].map((name) => ({ name, label: formula(name) })),
});

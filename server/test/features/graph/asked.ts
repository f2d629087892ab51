/** Graphs of pages, and what every graph has to be. */
import { expect } from 'vitest';
import { computationGraph } from '../../../src/features/graph/graph';
import type { View } from '../../../src/features/view';
import type { ComputationGraph, GraphNode, GraphParams, GraphResult } from '../../../src/protocol';
import { URI, viewOf } from '../carets';

export type Asked = Pick<GraphParams, 'function' | 'variable' | 'at'>;

export const asked = (view: View, params: Asked): GraphResult =>
  computationGraph(view, { textDocument: { uri: URI }, ...params });

export function graphOf(page: string | View, params: Asked): ComputationGraph {
  const result = asked(typeof page === 'string' ? viewOf(page) : page, params);
  if (result.kind !== 'graph') throw new Error(result.reason);
  wellFormed(result);
  return result;
}

/** Ids are unique, edges lead from what stands before, text is text. */
export function wellFormed({ nodes, edges, paths = [] }: ComputationGraph): void {
  const places = new Map(nodes.map(({ id }, i) => [id, i]));
  expect(places.size).toBe(nodes.length);
  expect(nodes.filter(({ kind }) => kind === 'output')).toHaveLength(1);
  expect(nodes.at(-1)?.kind).toBe('output');
  for (const { from, to } of edges) expect(places.get(from)).toBeLessThan(places.get(to) ?? -1);
  for (const path of paths) {
    expect(path.nodes.at(-1)).toBe('=');
    for (const [i, id] of path.nodes.slice(1).entries())
      expect(edges.some(({ from, to }) => from === path.nodes[i] && to === id)).toBe(true);
  }
  for (const { label, value, gradient } of nodes) {
    expect(label.text.length * label.unicode.length * label.latex.length).toBeGreaterThan(0);
    for (const { text } of [value, gradient].filter((one) => one !== undefined))
      expect(text.length).toBeLessThanOrEqual(40);
  }
}

/** Numbers that agree to what doubles give. */
export const close = (actual: number | undefined, wanted: number, digits = 1e-9): void => {
  expect(actual).toBeDefined();
  expect(Math.abs((actual ?? Number.NaN) - wanted)).toBeLessThanOrEqual(digits * Math.max(1, Math.abs(wanted)));
};

/** `u = 2x² | 4.5 | 6150.94`: label, formula, value, gradient. */
export const line = ({ label, formula, value, gradient }: GraphNode): string =>
  [`${label.unicode}${formula ? ` = ${formula.unicode}` : ''}`, value?.text, gradient?.text].join(' | ');

/** `x → u: 4x = 6`, in labels. */
export const arrows = ({ nodes, edges }: ComputationGraph): readonly string[] => {
  const label = (id: string): string => nodes.find((node) => node.id === id)?.label.unicode ?? '?';
  return edges.map(
    ({ from, to, local }) =>
      `${label(from)} → ${label(to)}: ${[local?.formula?.unicode, local?.value?.text].filter((one) => one !== undefined).join(' = ')}`,
  );
};

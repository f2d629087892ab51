/** What of a graph is drawn when layers are closed, and what lights up. */
import { describe, expect, test } from 'vitest';
import { fold, foldable, structure } from '../../src/derivation/page/graph/fold';
import { mainPath, through, throughEdge } from '../../src/derivation/page/graph/trace';
import { edge, graph, layered, node, shared } from './graphs';

const ids = (closed: readonly string[]): string =>
  fold(layered, new Set(closed))
    .nodes.map(({ id }) => id)
    .join(' ');
const keys = (closed: readonly string[]): string =>
  fold(layered, new Set(closed))
    .edges.map(({ key }) => key)
    .join(', ');

describe('folding', () => {
  test('open, all nodes are there, and a frame around each layer', () => {
    expect(ids([])).toBe('x a.W a.m a.r b.W b.m b.r f');
    expect(fold(layered, new Set()).frames.map(({ name, members }) => [name, ...members])).toEqual([
      ['a', 'a.W', 'a.m', 'a.r'],
      ['b', 'b.W', 'b.m', 'b.r'],
    ]);
  });
  test('closed, a layer is one node where its last one was', () => {
    expect([ids(['a']), keys(['a'])]).toEqual([
      'x layer a b.W b.m b.r f',
      'x → layer a, layer a → b.m, b.W → b.m, b.m → b.r, b.r → f',
    ]);
    expect([ids(['a', 'b']), keys(['a', 'b'])]).toEqual([
      'x layer a layer b f',
      'x → layer a, layer a → layer b, layer b → f',
    ]);
  });
  test('a closed layer has the shape and the place on the path of what is in it', () => {
    const { node: byId } = fold(layered, new Set(['a']));
    expect(byId.get('layer a')).toMatchObject({
      kind: 'layer',
      shape: [4, 8],
      onPath: true,
      members: ['a.W', 'a.m', 'a.r'],
    });
  });
  test('two edges that become one have no one slope; a single one keeps its own', () => {
    const two = graph({ ...layered, edges: [...layered.edges, edge('a.m', 'b.m', ['c', 5])] });
    expect(fold(two, new Set(['a'])).edge.get('layer a → b.m')?.local).toBeUndefined();
    expect(fold(layered, new Set(['a'])).edge.get('layer a → b.m')?.local?.formula?.text).toBe('Wᵀ');
  });
  test('a layer of one node, or of none, cannot be closed', () => {
    const alone = graph({ nodes: [node('x', 'input', { layer: 'a' })], layers: layered.layers });
    expect(foldable(alone)).toEqual([]);
  });
  test('an edge to nowhere is not drawn', () => {
    const broken = graph({ nodes: [node('x', 'input')], edges: [edge('x', 'gone'), edge('x', 'x')] });
    expect(fold(broken, new Set()).edges).toEqual([]);
  });
  test('the structure is another when a layer closes, and the same when numbers change', () => {
    const plain = structure(fold(shared, new Set()));
    const changed = graph({
      ...shared,
      nodes: shared.nodes.map((each) => ({ ...each, value: { text: '7', value: 7 } })),
    });
    expect(structure(fold(changed, new Set()))).toBe(plain);
    expect(structure(fold(layered, new Set()))).not.toBe(structure(fold(layered, new Set(['a']))));
  });
});

describe('what lights up', () => {
  const drawing = fold(shared, new Set());
  const nodes = ({ nodes: found }: ReturnType<typeof through>): string => [...found].sort().join(' ');
  test('the path of the variable', () => expect(nodes(mainPath(drawing))).toBe('f p s x'));
  test('of a node what leads to it from the variable, and all that it leads to', () => {
    expect(nodes(through(drawing, 's'))).toBe('f p s x');
    expect(nodes(through(drawing, 'y'))).toBe('f p s y');
    expect([...through(drawing, 's').edges]).not.toContain('y → s');
  });
  test('of an edge the ways through it alone', () => {
    const only = drawing.edge.get('x → p');
    expect(only && [...throughEdge(drawing, only).edges].sort()).toEqual(['p → f', 'x → p']);
  });
  test('a circle, as closed layers may make, has an end', () => {
    const circle = fold(
      graph({ nodes: [node('x', 'input'), node('f', 'output')], edges: [edge('x', 'f'), edge('f', 'x')] }),
      new Set(),
    );
    expect(nodes(through(circle, 'x'))).toBe('f x');
  });
});

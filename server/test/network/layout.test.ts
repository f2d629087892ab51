import { describe, expect, test } from 'vitest';
import { readAsked } from '../../src/network/derivation/asked';
import { laidOut } from '../../src/network/layout';
import type { Network, NetworkParameter } from '../../src/network/network';
import { networkDerived } from '../../src/notation/network-document';
import { withPageValues } from '../../src/program/answers';
import type { Program } from '../../src/program/program';
import type { DerivationStep, NetworkLayout } from '../../src/protocol';
import { examples } from '../features/examples';
import { everyStep, programOf } from '../network-derivation/page';

const networksOf = (program: Program): readonly Network[] =>
  [...program.definitions.values()].flatMap((one) =>
    one.kind === 'network' && one.outside ? [one.outside.network] : [],
  );

function derived(program: Program, original: Network, asked: string, layout: NetworkLayout) {
  const { network, note } = laidOut(original, layout);
  const part = readAsked(network, asked);
  if ('problem' in part) throw new Error(part.problem);
  return networkDerived({
    network,
    ...part,
    names: program.definitions,
    given: { close: (expression) => withPageValues(program, expression) },
    ...(note !== undefined && { layout: note }),
  });
}

/** In reading order of the transpose. */
const across = (data: ArrayLike<number>, [rows = 1, columns = 1]: readonly number[]): number[] =>
  Array.from({ length: rows * columns }, (_, k) => data[(k % rows) * columns + Math.floor(k / rows)] ?? Number.NaN);

const isSound = ({ check }: DerivationStep): boolean =>
  check.verdict !== 'refuted' && (check.differences?.error ?? 0) < 1e-5;

const isMadeByDense = ({ layers }: Network, { name, owner, shape }: NetworkParameter): boolean =>
  owner !== undefined &&
  shape.length === 2 &&
  layers.some(({ row, parameters }) => row === 'dense' && parameters.includes(name));

/** Gradients of both layouts are the same numbers, of what is turned in the other order; returns what is turned. */
function compare(text: string): readonly string[] {
  const program = programOf(text);
  return networksOf(program).flatMap((network) => {
    const [row, pytorch] = (['row', 'pytorch'] as const).map((layout) => derived(program, network, 'loss', layout));
    if (!row || !pytorch) throw new Error('no derivation');
    expect(everyStep(pytorch.document.steps).filter((step) => !isSound(step))).toEqual([]);
    const turned: string[] = [];
    for (const own of network.parameters) {
      const other = laidOut(network, 'pytorch').network.parameters.find(({ name }) => name === own.name);
      if (!other) throw new Error(`${own.name} is missing`);
      const isTurned = isMadeByDense(network, own);
      expect(other.shape).toEqual(isTurned ? own.shape.toReversed() : own.shape);
      if (isTurned) turned.push(own.name);
      for (const of of ['value', 'gradient'] as const) {
        const [before, after] = [
          row.derivation.values[of](own.variable),
          pytorch.derivation.values[of](other.variable),
        ];
        if (!before?.ok || !after?.ok) {
          expect(after?.ok).toBe(before?.ok);
          continue;
        }
        const expected = isTurned ? across(before.data, before.shape) : [...before.data];
        expect(after.shape).toEqual(isTurned ? before.shape.toReversed() : before.shape);
        for (const [i, entry] of expected.entries()) expect(after.data[i]).toBeCloseTo(entry, 12);
      }
    }
    return turned;
  });
}

const withNetworks = examples.filter(({ text }) => networksOf(programOf(text)).length > 0);

/** Of the examples: the weights that dense layers make. */
const TURNED: Readonly<Record<string, readonly string[]>> = {
  '14-iris.grad': ['h.W', 'p.W'],
  '15-convolution.grad': ['p.W'],
};

describe('gradients are the transposes of those of the row layout', () => {
  test.each(withNetworks)('$name', ({ name, text }) => {
    expect(compare(text)).toEqual(TURNED[name] ?? []);
  });

  test.each([
    [
      'a batch',
      'input x[3, 2] = [[1, 2], [3, -4], [0.5, 6]]\n  h = dense(x, 4, W=[[1, 2, 3, 4], [-1, 0.5, 2, 1]]) |> tanh',
      ['h.W'],
    ],
    ['as many neurons as inputs', 'input x[2] = [1, 2]\n  h = dense(x, 2, W=[[1, 2], [3, -4]])', ['h.W']],
    [
      'three axes',
      'input x[2, 3, 2] = [[[1, 2], [3, 4], [5, 6]], [[1, -2], [3, -4], [5, -6]]]\n  h = dense(x, 2, W=[[1, 2], [3, -4]])',
      ['h.W'],
    ],
    ['two layers in a statement', 'input x[2] = [1, 2]\n  h = x |> dense(3) |> relu |> dense(2)', ['h.W1', 'h.W2']],
    ['lengths without numbers', 'input x[batch, n]\n  h = dense(x, 3) |> relu', ['h.W']],
    [
      'tied weights',
      'input x[2] = [1, 2]\n  e = dense(x, 3, W=[[1, 2, 3], [4, 5, 6]])\n  h = dense(e, 2, W=e.W.T)',
      ['e.W'],
    ],
    [
      'a weight in the loss',
      'input x[2] = [1, 2]\n  h = dense(x, 3, W=[[1, 2, 3], [4, 5, 6]])\n  k = sum(h.W[0]*h.W[1]) + sum(h)',
      ['h.W'],
    ],
    [
      'a weight that stands on the page',
      'input x[2] = [1, 2]\n  param W[2, 3] = [[1, 2, 3], [4, 5, 6]]\n  h = dense(x, 3, W=W)',
      [],
    ],
  ])('%s', (_, block, turned) => {
    const last = /\n {2}k = /.test(block) ? 'k' : 'sum(h^2)';
    expect(compare(`network net {\n  ${block}\n  loss = ${last}\n}`)).toEqual(turned);
  });
});

describe('in words', () => {
  const iris = `network iris {
  input  x[4]
  target y[3]
  h = dense(x, 8) |> relu
  p = dense(h, 3) |> softmax
  loss = cross_entropy(p, y)
}`;
  const program = programOf(iris);
  const [network] = networksOf(program);
  const formulas = (asked: string): readonly string[] => {
    if (!network) throw new Error('no network');
    const { document } = derived(program, network, asked, 'pytorch');
    return [
      ...(document.network?.forward ?? []).map(({ name, formula }) => `${name.unicode} = ${formula?.unicode}`),
      ...document.steps.map(({ adjoint, after }) => `δ${adjoint?.of} = ${after.unicode}`),
    ];
  };

  test('the layers of a network for irises', () => {
    const said = formulas('loss');
    expect(said).toContain('z1 = x@h.Wᵀ + h.b');
    expect(said).toContain('z2 = h@p.Wᵀ + p.b');
    expect(said).toContain('δp.W = outer(δz2, h)');
    expect(said).toContain('δh = δz2@p.W');
    expect(said).toContain('δh.W = outer(δz1, x)');
  });

  test('of a batch', () => {
    const batch = programOf(iris.replace('x[4]', 'x[n, 4]').replace('y[3]', 'y[n, 3]'));
    const [own] = networksOf(batch);
    if (!own) throw new Error('no network');
    const { document } = derived(batch, own, 'h.W', 'pytorch');
    const last = document.steps.findLast(({ adjoint, rule }) => adjoint?.of === 'h.W' && rule === 'dense layer');
    expect(last?.after.unicode).toBe('δz1ᵀ@x');
    expect(last?.after.latex).toBe('\\delta_{z_{1}}^{\\top}\\,x');
    expect(last?.explanation).toContain('transposed too, times the other factor x from the right.');
    expect(last?.adjoint?.shape).toEqual([8, 4]);
  });

  test('an entry is named as in PyTorch: the neuron first', () => {
    if (!network) throw new Error('no network');
    const { document } = derived(program, network, 'h.W[7, 3]', 'pytorch');
    expect(document.result.unicode).toContain('·x[3]');
    expect(document.network?.neuron?.[0]?.formula.unicode).toBe(
      'x[0]·h.W[7, 0] + x[1]·h.W[7, 1] + x[2]·h.W[7, 2] + x[3]·h.W[7, 3] + h.b[7]',
    );
    expect(readAsked(laidOut(network, 'pytorch').network, 'h.W[3, 7]')).toEqual({
      problem: 'h.W has shape [8, 4]: it has no entry [3, 7].',
    });
    expect(readAsked(laidOut(network, 'row').network, 'h.W[3, 7]')).not.toHaveProperty('problem');
  });

  test('what is turned and what stays is said', () => {
    const page = programOf(
      'network n {\n  input x[2]\n  param W[3, 2]\n  h = dense(x, 3)\n  k = dense(h, 2, W=W)\n  loss = sum(k)\n}',
    );
    const [own] = networksOf(page);
    expect(own && laidOut(own, 'pytorch').note).toBe(
      'As in PyTorch, weights of dense layers are W[neurons, inputs]: h.W is the transpose of what stands on the page. W is a parameter of the page and stays as it is, W[inputs, neurons].',
    );
    expect(own && laidOut(own, 'row')).toEqual({ network: own });
  });
});

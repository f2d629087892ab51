/** The command and the request: what they are asked, in which keys they answer, and what they say of a wrong call. */
import { describe, expect, test } from 'vitest';
import { copyLatex, expand } from '../../src/features/expand';
import type { ExpandParams } from '../../src/protocol';
import { nabla } from '../cli/fake-io';
import { URI, viewOf } from '../features/carets';

const PAGE = `rate = 0.5
network iris {
  input x[4] = [5.1, 3.5, 1.4, 0.2]
  target y[3] = [1, 0, 0]
  h = dense(x, 2, W=[[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6], [0.7, 0.8]], b=[1, rate]) |> relu
  p = dense(h, 3) |> softmax
  loss = cross_entropy(p, y)
}
`;
const files = { 'iris.grad': PAGE };
const run = (...words: readonly string[]) => nabla(['expand', 'iris.grad', ...words], { files });

describe('nabla expand', () => {
  test('keys', async () => {
    const { json, status } = await run('iris', 'h.W', '--json');
    expect(status).toBe(0);
    expect(json).toMatchObject({ network: 'iris', wrt: 'h.W', result: { text: 'outer(x, ((p - y)@p.W.T)*(h > 0))' } });
    expect(Object.keys(json as object)).toEqual(['network', 'wrt', 'result', 'forward', 'steps']);
    const { steps } = json as { steps: readonly object[] };
    expect(steps.at(-1)).toMatchObject({ before: 'diff(loss, h.W)', after: 'outer(x, ((p - y)@p.W.T)*(h > 0))' });
    expect(steps[0]).toMatchObject({
      rule: 'cross-entropy',
      before: 'diff(loss, p)',
      after: '-y/p',
      where: {},
      shape: [3],
      factors: [
        { text: 'y', shape: [3] },
        { text: 'p', shape: [3] },
      ],
      underbraced: '-\\frac{\\underbrace{y}_{3}}{\\underbrace{p}_{3}}',
      value: null,
      check: { verdict: 'holds' },
      steps: [],
    });
  });

  test('the whole backward pass', async () => {
    const { json } = await run('iris', 'loss', '--json');
    expect(json).toMatchObject({
      wrt: 'loss',
      results: [{ wrt: 'h.W', shape: [4, 2] }, { wrt: 'h.b' }, { wrt: 'p.W' }, { wrt: 'p.b' }],
    });
  });

  test('values where there are some', async () => {
    const { json } = await run('iris', 'h.b', '--json', '--at', 'p.W=[[1,0,2],[0,1,1]],p.b=[0,0,0]');
    const { steps } = json as { steps: readonly { before: string; value: unknown }[] };
    const last = steps.at(-1);
    expect(last?.before).toBe('diff(loss, h.b)');
    expect(Array.isArray(last?.value) && last.value.every(Number.isFinite)).toBe(true);
  });

  test('one entry', async () => {
    const { json } = await run('iris', 'h.W[-2, 1]', '--json');
    expect(json).toMatchObject({ wrt: 'h.W[2, 1]' });
    const { steps } = json as { steps: readonly object[] };
    expect(steps.at(-1)).toMatchObject({ before: 'diff(loss, h.W[2, 1])', after: 'x[2]*diff(loss, z1[1])', shape: [] });
  });

  test.each([
    ['h.w', /no part h\.w; it has h\.W, h\.b, p\.W, p\.b, x, y, h, p, loss/],
    ['h.W[4, 0]', /h\.W has shape \[4, 2\]: it has no entry \[4, 0\]/],
    ['h.W[1]', /an entry is named by 2 whole numbers in brackets/],
  ])('%s is a wrong call', async (asked, message) => {
    const { err, status, out } = await run('iris', asked);
    expect(err).toMatch(message);
    expect([status, out]).toEqual([2, '']);
  });

  test.each(['text', 'markdown', 'latex'])('as %s at each level', async (format) => {
    const texts = await Promise.all(
      ['answer', 'main', 'every'].map((level) => run('iris', 'h.W', '--format', format, '--steps', level)),
    );
    const lengths = texts.map(({ out }) => out.length);
    expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
  });
});

describe('nabla/expand', () => {
  const view = viewOf(PAGE);
  const ask = (more: Omit<ExpandParams, 'textDocument'>) => expand(view, { textDocument: { uri: URI }, ...more });
  const about = (line: number, character: number): string => {
    const answer = ask({ position: { line, character } });
    return answer.kind === 'derivation' ? `${answer.derivation.function} ${answer.derivation.wrt}` : answer.kind;
  };

  test('by name', () => {
    expect(ask({ function: 'iris', variable: 'p.b' })).toMatchObject({
      kind: 'derivation',
      derivation: { function: 'iris', wrt: 'p.b', result: { text: 'p - y' }, line: 5 },
      variables: ['loss', 'h.W', 'h.b', 'p.W', 'p.b', 'x', 'h', 'p'],
    });
    expect(ask({ function: 'iris', variable: 'q' })).toMatchObject({ kind: 'nothing' });
  });

  test.each([
    [1, 9, 'iris loss'],
    [2, 8, 'iris x'],
    [4, 2, 'iris h'],
    [5, 12, 'iris h'],
    [6, 2, 'iris loss'],
    [0, 0, 'choices'],
  ])('at %i:%i', (line, character, expected) => {
    expect(about(line, character)).toBe(expected);
  });

  test('as LaTeX', () => {
    const params = { textDocument: { uri: URI }, function: 'iris', variable: 'p.b' };
    expect(copyLatex(view, params)).toEqual({
      kind: 'latex',
      quantity: '∂loss/∂p.b',
      latex: '\\frac{\\partial \\mathit{loss}}{\\partial b_{p}} = p - y',
    });
  });

  test('of all parameters, below one another', () => {
    const { latex } = copyLatex(view, { textDocument: { uri: URI }, function: 'iris' }) as { latex: string };
    expect(latex).toMatch(/^\\begin\{aligned\} .* \\\\ .* \\end\{aligned\}$/);
    expect(latex.match(/&=/g)).toHaveLength(4);
  });

  test('a broken network says why', () => {
    const broken = viewOf('network n {\n  input x[3]\n  h = dense(x)\n  loss = sum(h)\n}');
    const answer = expand(broken, { textDocument: { uri: URI }, function: 'n' });
    expect(answer).toMatchObject({ kind: 'nothing', reason: /^n cannot be read just now: / });
  });
});

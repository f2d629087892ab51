/** What the panel asks, over the real streams: numbers and notations, graph and plots, answers in prediction mode. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CodeLens } from 'vscode-languageserver';
import {
  type AnswerResult,
  DEFAULT_SETTINGS,
  type DescentResult,
  type ExpandResult,
  type GraphResult,
  type PlotResult,
  type TangentResult,
} from '../../src/protocol';
import { PAGE, type Started, start } from './client';

const textDocument = { uri: PAGE };
const TEXT = `h(x) = 3(2x^2)^5
h(1.5)
q(x, y) = x^2 + 3y^2
network n {
  input x[2] = [1, 2]
  h = dense(x, 2)
  loss = sum(h^2)
}
`;
const commands = { expand: 'nabla.expand', copyLatex: 'nabla.copyLatex' };
const withSettings = (prediction: boolean) => ({ ...DEFAULT_SETTINGS, prediction: { enabled: prediction } });

let server: Started;
beforeEach(async () => {
  const initializationOptions = { commands, settings: DEFAULT_SETTINGS };
  server = await start({ workspace: { codeLens: { refreshSupport: true } } }, { initializationOptions });
  server.open(TEXT);
});
afterEach(() => server.kill());

const ask = <Result>(method: string, params: object): Promise<Result> =>
  server.request<Result>(method, { textDocument, ...params });
const expand = async (params: object) => {
  const answer = await ask<ExpandResult>('nabla/expand', params);
  if (answer.kind !== 'derivation') throw new Error(`no derivation: ${JSON.stringify(answer)}`);
  return answer;
};

test('a derivation in numbers, in each notation, with its places on the page', async () => {
  const plain = await expand({ function: 'h', variable: 'x' });
  expect(plain.suggestedPoint).toEqual({ x: '1.5' });
  expect(plain.derivation.chain?.map(({ quantity, source }) => [quantity.unicode, source.length])).toEqual([
    ['dh/du', 2],
    ['du/dx', 1],
  ]);
  const numbers = await expand({ function: 'h', variable: 'x', at: { x: '1/2' } });
  expect(numbers.derivation.point?.value).toBe(1.875);
  expect(numbers.derivation.steps.slice(0, 3).map(({ value }) => value)).toEqual(['15/8', '15/8', '15/8']);
  const heads = await Promise.all(
    ['leibniz', 'subscript', 'dependent'].map((notation) => expand({ function: 'h', variable: 'x', notation })),
  );
  expect(heads.map(({ derivation }) => derivation.quantity.unicode)).toEqual(['dh/dx', 'h_x', 'dy/dx']);
  expect(await ask('nabla/expand', { function: 'h', variable: 'x', at: { x: 'process.exit()' } })).toMatchObject({
    kind: 'nothing',
  });
});

test('graph, curve, tangent and descent agree on the slope', async () => {
  const graph = await ask<GraphResult>('nabla/graph', { function: 'h', variable: 'x', at: { x: '1.5' } });
  const input = graph.kind === 'graph' ? graph.nodes.find(({ kind }) => kind === 'input') : undefined;
  expect(input?.gradient?.value).toBe(36905.625);
  const tangent = await ask<TangentResult>('nabla/tangent', { function: 'h', axis: 'x', x: 1.5 });
  expect(tangent).toMatchObject({ kind: 'tangent', slope: 36905.625 });
  const curve = await ask<PlotResult>('nabla/plot', { function: 'h', axes: ['x'], at: { x: '1.5' } });
  expect(curve).toMatchObject({ kind: 'curve', tangent: { slope: 36905.625 } });
  const map = await ask<PlotResult>('nabla/plot', { function: 'q', axes: ['x', 'y'] });
  if (map.kind !== 'contours') throw new Error(map.kind);
  const { start: from, rate } = map;
  const descent = await ask<DescentResult>('nabla/descent', {
    function: 'q',
    axes: ['x', 'y'],
    start: from,
    rate,
    steps: 200,
  });
  const end = descent.kind === 'descent' ? descent.path.at(-1) : undefined;
  expect(end?.value).toBeCloseTo(0, 6);
  expect(await ask<GraphResult>('nabla/graph', { function: 'n' })).toMatchObject({ kind: 'graph' });
  expect(await ask<PlotResult>('nabla/plot', { function: 'nowhere', axes: ['x'] })).toMatchObject({ kind: 'nothing' });
});

test('in prediction mode nothing is given away before the answer, and everything after it', async () => {
  const lenses = async (): Promise<string> => {
    const all = await server.request<CodeLens[]>('textDocument/codeLens', { textDocument });
    const resolved = await Promise.all(all.map((lens) => server.request<CodeLens>('codeLens/resolve', lens)));
    return resolved.map(({ command }) => command?.title ?? '').join(' | ');
  };
  expect(await lenses()).toContain('6y');
  server.notify('workspace/didChangeConfiguration', { settings: { nabla: withSettings(true) } });
  await server.until('workspace/codeLens/refresh');
  expect(await lenses()).not.toContain('6y');
  const about = { function: 'q', variable: 'y' };
  expect(await expand(about)).toMatchObject({ hidden: true });
  expect(await ask('nabla/graph', about)).toMatchObject({ kind: 'nothing' });
  const wrong = await ask<AnswerResult>('nabla/answer', { ...about, answer: '6x' });
  expect(wrong).toMatchObject({ kind: 'answer', verdict: 'refuted', revealed: false });
  expect(JSON.stringify(wrong)).not.toContain('6y');
  expect(await ask('nabla/answer', { ...about, answer: '6(' })).toMatchObject({ kind: 'nothing' });
  const right = await ask<AnswerResult>('nabla/answer', { ...about, answer: '2*3y' });
  expect(right).toMatchObject({ kind: 'answer', verdict: 'proved', revealed: true });
  expect(await lenses()).toContain('6y');
  expect((await expand(about)).hidden).toBeUndefined();
  // The map and the graph show ∂q/∂x as well, which is not answered yet.
  expect(await ask('nabla/plot', { ...about, axes: ['x'] })).toMatchObject({ kind: 'nothing' });
  await ask('nabla/reveal', { function: 'q', variable: 'x' });
  expect(await ask('nabla/plot', { ...about, axes: ['x', 'y'] })).toMatchObject({ kind: 'contours' });
});

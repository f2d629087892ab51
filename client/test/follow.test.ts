/** A derivation that follows its page: pauses, overtaken answers, broken pages. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { DerivationDocument, ExpandParams, ExpandResult } from '../../server/src/protocol';
import { follow } from '../src/derivation/follow';
import { PLAIN } from '../src/derivation/messages';

const formula = { text: 'x', unicode: 'x', latex: 'x' };
const derivation: DerivationDocument = {
  head: formula,
  function: 'f',
  wrt: 'x',
  quantity: formula,
  result: formula,
  conditions: [],
  constants: [],
  steps: [],
  line: 0,
};
const answer = (version: number): ExpandResult => ({ kind: 'derivation', version, derivation, variables: ['x'] });
const target = { uri: 'file:///a.grad', function: 'f', variable: 'x' };

/** A server whose answers come when the test says so. */
function scene() {
  const asked: { params: ExpandParams; reply(result: ExpandResult): void }[] = [];
  const said: string[] = [];
  const following = follow(
    (params) => new Promise((reply) => asked.push({ params, reply })),
    (_, { version }) => said.push(`version ${version}`),
    (reason) => said.push(reason),
    200,
  );
  following.target(target, PLAIN);
  return { asked, said, following };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('asks once when the typist pauses, by name', async () => {
  const { asked, following } = scene();
  for (let key = 0; key < 5; key++) {
    following.edited();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(asked).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(200);
  expect(asked.map(({ params }) => params)).toEqual([
    { textDocument: { uri: target.uri }, function: 'f', variable: 'x', ...PLAIN },
  ]);
});

test('asks once more, and once only, when the page has changed while an answer was awaited', async () => {
  const { asked, said, following } = scene();
  const first = following.refresh();
  await Promise.all([following.refresh(), following.refresh()]);
  expect(asked).toHaveLength(1);
  asked[0]?.reply(answer(1));
  await vi.advanceTimersByTimeAsync(0);
  asked[1]?.reply(answer(2));
  await first;
  expect(asked).toHaveLength(2);
  expect(said).toEqual(['version 1', 'version 2']);
});

test('the reader’s numbers and notation go along; a point of the page gives way to them', async () => {
  const { asked, following } = scene();
  const at = { x: '1.5' };
  following.target({ ...target, at, point: ['2'] }, PLAIN);
  void following.refresh();
  following.target({ ...target, at, point: ['2'], withNumbers: true }, { notation: 'subscript', layout: 'pytorch' });
  void following.refresh();
  expect(asked.map(({ params: { at, point, notation, layout } }) => ({ at, point, notation, layout }))).toEqual([
    { at: undefined, point: ['2'], ...PLAIN },
    { at, point: undefined, notation: 'subscript', layout: 'pytorch' },
  ]);
});

test('drops an answer about what is no longer shown', async () => {
  const { asked, said, following } = scene();
  const first = following.refresh();
  following.target({ ...target, variable: 'y' }, PLAIN);
  asked[0]?.reply(answer(1));
  await first;
  expect(said).toEqual([]);
});

test('says why a broken page has none, and shows the next one that works', async () => {
  const { asked, said, following } = scene();
  const broken = following.refresh();
  asked[0]?.reply({ kind: 'nothing', reason: 'f has an error' });
  await broken;
  const gone = following.refresh();
  asked[1]?.reply({ kind: 'choices', functions: [] });
  await gone;
  const mended = following.refresh();
  asked[2]?.reply(answer(3));
  await mended;
  expect(said).toEqual(['f has an error', 'f is not on the page any more.', 'version 3']);
});

test('asks nothing once it is disposed', async () => {
  const { asked, following } = scene();
  following.edited();
  following.dispose();
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toHaveLength(0);
});

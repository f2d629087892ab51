/** Through the built server: hints of health come to a client that is told by pushes, and gradients are checked on request. */
import { expect, test } from 'vitest';
import type { CheckGradientsResult } from '../../src/protocol';
import { PAGE, start } from '../server/client';

const TEXT = 'network n {\n  input x[2] = [1, 2]\n  param V[3]\n  param W[2] = [1, 2]\n  loss = sum(W*x)\n}\n';

test('hints are pushed when they are known; the command answers', async () => {
  const server = await start();
  server.open(TEXT);
  const pushed = await server.until('textDocument/publishDiagnostics', ({ diagnostics }) =>
    diagnostics.some(({ code }) => code === 'zero-gradient'),
  );
  expect(pushed.diagnostics.map(({ code }) => code)).toEqual(['zero-gradient']);
  const result = await server.request<CheckGradientsResult>('nabla/checkGradients', {
    textDocument: { uri: PAGE },
    position: { line: 4, character: 3 },
  });
  expect(result.kind === 'check' && result.rows.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
    'x agrees',
    'V agrees',
    'W agrees',
  ]);
  await server.stop();
});

test('a client that asks gets them in its first answer', async () => {
  const server = await start({ textDocument: { diagnostic: {} } });
  server.open(TEXT);
  const report = await server.request<{ items: readonly { code: string }[] }>('textDocument/diagnostic', {
    textDocument: { uri: PAGE },
  });
  expect(report.items.map(({ code }) => code)).toEqual(['zero-gradient']);
  await server.stop();
});

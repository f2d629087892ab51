/** The built server over its real standard streams, with clients that can do everything and clients that can do nothing. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import type {
  ClientCapabilities,
  CodeAction,
  CodeLens,
  DocumentDiagnosticReport,
  DocumentSymbol,
  Hover,
  InlayHint,
  SymbolInformation,
} from 'vscode-languageserver';
import { DEFAULT_SETTINGS, type ExpandResult } from '../../src/protocol';
import { PAGE, type Started, start as startServer } from './client';

const ABLE: ClientCapabilities = {
  textDocument: {
    hover: { contentFormat: ['markdown', 'plaintext'] },
    diagnostic: { relatedDocumentSupport: true },
    publishDiagnostics: { relatedInformation: true, versionSupport: true, tagSupport: { valueSet: [1] } },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } },
      isPreferredSupport: true,
    },
  },
  workspace: {
    workspaceEdit: { documentChanges: true },
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    diagnostics: { refreshSupport: true },
  },
};
const OURS = { commands: { expand: 'nabla.expand', copyLatex: 'nabla.copyLatex' }, settings: DEFAULT_SETTINGS };
const textDocument = { uri: PAGE };
const TEXT = `# Partial derivatives
f(x, y) = 3x^3 - y^2 + 5x + 2
check ∂f/∂x = 9x^2 + 5
check ∂f/∂x = 10x^2 + 5
∇f(1, 2)
h(x) = 3(2x^2)^5
k(x) = sinn(x)
`;
const ALL = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };

const running: Started[] = [];
async function start(...options: Parameters<typeof startServer>): Promise<Started> {
  const server = await startServer(...options);
  running.push(server);
  return server;
}
afterEach(() => {
  for (const server of running.splice(0)) server.kill();
});

const textOf = (hover: Hover | null): string => {
  const contents = hover?.contents;
  return contents && typeof contents === 'object' && 'value' in contents ? contents.value : '';
};

/** Asks until the answer is as wished: claims are verified in the background. */
async function until<Answer>(ask: () => Promise<Answer>, wish: (answer: Answer) => boolean): Promise<Answer> {
  const patience = Date.now() + 8_000;
  for (;;) {
    const answer = await ask();
    if (wish(answer) || Date.now() > patience) return answer;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

const lensesOf = async (server: Started): Promise<string[]> => {
  const lenses = await server.request<CodeLens[]>('textDocument/codeLens', { textDocument });
  const resolved = await Promise.all(lenses.map((lens) => server.request<CodeLens>('codeLens/resolve', lens)));
  return resolved.map(({ range, command }) => `${range.start.line} ${command?.title}`);
};
const hintsOf = async (server: Started): Promise<string[]> =>
  (await server.request<InlayHint[]>('textDocument/inlayHint', { textDocument, range: ALL })).map(
    ({ position, label }) => `${position.line} ${String(label)}`,
  );
const pull = (server: Started, previousResultId?: string): Promise<DocumentDiagnosticReport> =>
  server.request('textDocument/diagnostic', { textDocument, ...(previousResultId && { previousResultId }) });
const codesOf = (report: DocumentDiagnosticReport): string[] =>
  report.kind === 'full' ? report.items.map(({ range, code }) => `${range.start.line} ${code}`) : [report.kind];

test('a client that can do everything', async () => {
  const server = await start(ABLE, { initializationOptions: OURS });
  expect(Object.keys(server.capabilities).sort()).toEqual([
    'codeActionProvider',
    'codeLensProvider',
    'diagnosticProvider',
    'documentSymbolProvider',
    'hoverProvider',
    'inlayHintProvider',
    'textDocumentSync',
  ]);
  server.open(TEXT);
  const hover = await server.request<Hover>('textDocument/hover', {
    textDocument,
    position: { line: 1, character: 2 },
  });
  expect(textOf(hover)).toContain('∂f/∂x = 9x² + 5');
  expect(textOf(hover)).toContain('[Expand chain rule](command:nabla.expand?');
  expect(await lensesOf(server)).toEqual([
    '1 ∂f/∂x = 9x² + 5',
    '1 ∂f/∂y = −2y',
    '1 Expand chain rule',
    '5 dh/dx = 960x⁹',
    '5 Expand chain rule',
  ]);
  expect(
    await until(
      () => hintsOf(server),
      (hints) => !hints.some((hint) => hint.includes('…')),
    ),
  ).toEqual(['2 ✓ proved', '3 ✗ at x = 1: 14 is not 15', '4 = [14, −4]']);
  const report = await until(
    () => pull(server),
    (found) => codesOf(found).length === 2,
  );
  expect(codesOf(report)).toEqual(['6 unknown-function', '3 refuted']);
  expect(await pull(server, report.resultId)).toEqual({ kind: 'unchanged', resultId: report.resultId });
  await server.until('workspace/inlayHint/refresh');
  await server.until('workspace/diagnostic/refresh');
  const symbols = await server.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
  expect(symbols.map(({ name, detail }) => name + detail)).toEqual(['f(x, y)', 'h(x)', 'k(x)']);
  const place = { line: 6, character: 8 };
  const actions = await server.request<CodeAction[]>('textDocument/codeAction', {
    textDocument,
    range: { start: place, end: place },
    context: { diagnostics: [] },
  });
  expect(actions.map(({ title, edit }) => [title, edit?.documentChanges?.length])).toEqual([
    ['Write sin', 1],
    ['Write declare sinn(u)', 1],
  ]);
  const answer = await server.request<ExpandResult>('nabla/expand', { textDocument, function: 'h' });
  expect(answer).toMatchObject({ kind: 'derivation', version: 1, derivation: { wrt: 'x', line: 5 } });
  expect(await server.request('nabla/copyLatex', { textDocument, function: 'h' })).toMatchObject({ quantity: 'dh/dx' });
  expect(server.heard.some(({ method }) => method === 'textDocument/publishDiagnostics')).toBe(false);
  expect(await server.stop()).toBe(0);
});

test('a client that can do nothing: plain text, pushed diagnostics, flat symbols', async () => {
  const server = await start();
  expect(server.capabilities).not.toHaveProperty('diagnosticProvider');
  expect(server.capabilities).not.toHaveProperty('codeActionProvider');
  server.open(TEXT);
  const hover = await server.request<Hover>('textDocument/hover', {
    textDocument,
    position: { line: 1, character: 2 },
  });
  expect(hover.contents).toMatchObject({ kind: 'plaintext' });
  expect(textOf(hover)).toMatch(/^∂f\/∂x = 9x² \+ 5\n/);
  expect(textOf(hover)).not.toContain('command:');
  const pushed = await server.until('textDocument/publishDiagnostics', ({ diagnostics }) => diagnostics.length === 2);
  expect(pushed.diagnostics.map(({ code }) => code)).toEqual(['unknown-function', 'refuted']);
  expect(pushed).not.toHaveProperty('version');
  const symbols = await server.request<SymbolInformation[]>('textDocument/documentSymbol', { textDocument });
  expect(symbols.map(({ name, location }) => `${name} ${location.range.start.line}`)).toEqual(['f 1', 'h 5', 'k 6']);
  expect(await lensesOf(server)).toEqual(['1 ∂f/∂x = 9x² + 5', '1 ∂f/∂y = −2y', '5 dh/dx = 960x⁹']);
  expect(server.heard.filter(({ method }) => method !== 'textDocument/publishDiagnostics')).toEqual([]);
  server.notify('textDocument/didClose', { textDocument });
  await server.until('textDocument/publishDiagnostics', ({ diagnostics }) => diagnostics.length === 0);
  expect(await server.request('textDocument/hover', { textDocument, position: { line: 1, character: 2 } })).toBeNull();
  expect(await server.stop()).toBe(0);
});

test('pushed diagnostics are of the newest text, and say so', async () => {
  const { diagnostic: _, ...able } = ABLE.textDocument ?? {};
  const server = await start({ ...ABLE, textDocument: able });
  server.open('f(x) = x +');
  await server.until('textDocument/publishDiagnostics', ({ diagnostics }) => diagnostics.length === 1);
  server.change('f(x) = x + (', 2);
  server.change('f(x) = x + 1', 3);
  await server.until('textDocument/publishDiagnostics', ({ diagnostics }) => diagnostics.length === 0);
  const versions = server.heard.map(({ params }) => (params as { version?: number }).version);
  expect(versions).toEqual([...versions].sort());
  expect(versions.at(-1)).toBe(3);
});

test('a client that pulls and cannot be told to pull again hears of refuted claims at once', async () => {
  const server = await start({ textDocument: { diagnostic: {} } });
  server.open(TEXT);
  expect(codesOf(await pull(server))).toEqual(['6 unknown-function', '3 refuted']);
});

test('a line that is being typed keeps its lenses, and every other line works', async () => {
  const server = await start(ABLE, { initializationOptions: OURS });
  server.open('f(x) = x^2\ng(x) = f(x)\nh(x) = x');
  await lensesOf(server);
  server.edit(2, 0, 10, 10, ' + (');
  expect(await lensesOf(server)).toEqual([
    '0 df/dx = 2x',
    '0 Expand chain rule',
    '1 dg/dx = 2x',
    '1 Expand chain rule',
    '2 dh/dx = 1',
    '2 Expand chain rule',
  ]);
  server.edit(3, 0, 10, 14, '');
  expect((await lensesOf(server)).length).toBe(6);
});

test('a storm of edits: answers are of the newest text, cancelled requests end, and nothing is lost', async () => {
  const server = await start(ABLE, { initializationOptions: OURS });
  server.open('f(x) = x\ncheck f(x) = x\n');
  const cancelled: Promise<unknown>[] = [];
  const answers: Promise<unknown>[] = [];
  for (let i = 0; i < 200; i++) {
    server.edit(i + 2, 0, 8, 8, i % 50 === 49 ? ' (' : ' + x');
    if (i % 50 === 49) server.edit(i + 2, 0, 8, 10, '');
    cancelled.push(server.cancelled('textDocument/inlayHint', { textDocument, range: ALL }).catch(({ code }) => code));
    if (i % 10 === 0) answers.push(pull(server));
  }
  expect(await Promise.all(answers)).toHaveLength(20);
  const codes = await Promise.all(cancelled);
  // Each is cancelled, or was answered before the word came.
  expect(codes.every((code) => code === -32800 || Array.isArray(code))).toBe(true);
  const hover = await server.request<Hover>('textDocument/hover', {
    textDocument,
    position: { line: 0, character: 2 },
  });
  expect(textOf(hover)).toContain('df/dx = 197');
  const hints = await until(
    () => hintsOf(server),
    ([hint]) => hint !== undefined && !hint.includes('…'),
  );
  expect(hints).toEqual(['1 ✗ at x = 1: 197 is not 1']);
  expect(await server.stop()).toBe(0);
});

test('an edit while a heavy claim is being verified is answered before its verdict is known', async () => {
  const server = await start(ABLE, { initializationOptions: OURS });
  // One claim of seven links, each of some tenths of a second.
  const links = Array.from({ length: 4 }, () => ['gamma(k(x)^2 + 1)', 'k(x)^2 gamma(k(x)^2)']).flat();
  server.open(`declare k(t)\ncheck 2x = x + x\ncheck ${links.join(' = ')}\nf(x) = x\n`);
  // The light claim is known: now it is the heavy one's turn.
  await server.until('workspace/inlayHint/refresh');
  server.edit(2, 3, 7, 8, 'sinn(x)');
  expect(codesOf(await pull(server))).toEqual(['3 unknown-function']);
  expect(await hintsOf(server)).toEqual(['1 ✓ proved', '2 …']);
  const hints = await until(
    () => hintsOf(server),
    (found) => !found.some((hint) => hint.includes('…')),
  );
  expect(hints[1]).toMatch(/^2 ✓ holds at \d+ points$/);
});

test('every request at every place of a page, sound or broken, is answered', async () => {
  const server = await start(ABLE, { initializationOptions: OURS });
  const text = `${TEXT}a = 1/3
declare g(u, v)
p(x, y) = g(x y, max(x, y)) + sin(x)/a
check p(x, y) ≈ 2
check f(x, y) = f(x, y) for x > 0, y != 0
∂/∂x (x^2 y)(x=1, y=2)
diff(f, x, y)
0 < a < 1 and not a == 2
[1, 2] |> sum
network n {
  input x[4] = [1, 2, 3, 4]
  h = dense(x, 8) |> relu
  loss = sum(h^2)
}
n.loss + h.W[0, 1]
f(x = x ++ (
∂f/∂ = 1
import "nowhere.grad"
\u{1D465} = "`;
  server.open(text);
  const failures: unknown[] = [];
  const ask = (method: string, params: object): Promise<unknown> =>
    server
      .request(method, { textDocument, ...params })
      .catch((error: unknown) => failures.push([method, params, error]));
  for (const [line, written] of text.split('\n').entries()) {
    const asked: Promise<unknown>[] = [];
    for (let character = 0; character <= written.length + 1; character++) {
      const position = { line, character };
      asked.push(ask('textDocument/hover', { position }));
      if (character % 4 > 0) continue;
      asked.push(ask('nabla/expand', { position }), ask('nabla/copyLatex', { position }));
      asked.push(
        ask('textDocument/codeAction', { range: { start: position, end: position }, context: { diagnostics: [] } }),
      );
    }
    await Promise.all(asked);
  }
  await Promise.all([
    ask('textDocument/documentSymbol', {}),
    ask('textDocument/inlayHint', { range: ALL }),
    ask('textDocument/diagnostic', {}),
  ]);
  await lensesOf(server);
  expect(failures).toEqual([]);
  expect(server.heard.filter(({ method }) => method === 'window/logMessage')).toEqual([]);
});

test('settings: sent at the start, changed while running, or asked for', async () => {
  const off = { codeLens: { enabled: false }, inlayHints: { values: false } };
  const ours = await start(ABLE, { initializationOptions: { ...OURS, settings: { ...DEFAULT_SETTINGS, ...off } } });
  ours.open(TEXT);
  expect(await lensesOf(ours)).toEqual([]);
  ours.notify('workspace/didChangeConfiguration', { settings: { nabla: { codeLens: { verdicts: true } } } });
  await ours.until('workspace/codeLens/refresh');
  const lenses = await until(
    () => lensesOf(ours),
    (found) => !found.some((title) => title.includes('…')),
  );
  expect(lenses).toContain('2 ✓ proved');
  const asking = await start(
    { ...ABLE, workspace: { ...ABLE.workspace, configuration: true } },
    { settings: { codeLens: { enabled: false } } },
  );
  await asking.until('workspace/configuration');
  asking.open(TEXT);
  expect(
    await until(
      () => lensesOf(asking),
      (found) => found.length === 0,
    ),
  ).toEqual([]);
});

test('pages of any address: several, untitled, virtual, one importing another', async () => {
  const server = await start(ABLE, { initializationOptions: OURS });
  const [first, second] = ['untitled:Untitled-1', 'vscode-vfs://github/a/b/page.grad'];
  server.open('f(x) = x^2', first);
  server.open('import "other.grad"\ng(x) = shared(x)', second);
  const hoverIn = (uri: string, line: number) =>
    server.request<Hover | null>('textDocument/hover', { textDocument: { uri }, position: { line, character: 2 } });
  expect(textOf(await hoverIn(first, 0))).toContain('df/dx = 2x');
  expect(textOf(await hoverIn(second, 1))).toBe('');
  server.open('shared(x) = x^3', 'vscode-vfs://github/a/b/other.grad');
  expect(textOf(await hoverIn(second, 1))).toContain('dg/dx = 3x²');
  server.change('shared(x) = x^4', 2, 'vscode-vfs://github/a/b/other.grad');
  expect(textOf(await hoverIn(second, 1))).toContain('dg/dx = 4x³');
});

test('imports from disk: pages below the opened folders, and nothing else', async () => {
  const house = mkdtempSync(path.join(tmpdir(), 'nabla-imports-'));
  try {
    const at = (name: string): string => path.join(house, name);
    mkdirSync(at('inside'));
    writeFileSync(at('outside.grad'), 's(x) = x');
    writeFileSync(at('inside/below.grad'), 't(x) = x^2');
    symlinkSync(at('outside.grad'), at('inside/linked.grad'));
    const server = await start(ABLE, { rootUri: pathToFileURL(at('inside')).href });
    const uri = pathToFileURL(at('inside/page.grad')).href;
    server.open('import "below.grad"\nimport "../outside.grad"\nimport "linked.grad"\na(x) = t(x)', uri);
    const report = await server.request<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument: { uri } });
    expect(codesOf(report)).toEqual(['1 missing-import', '2 missing-import']);
  } finally {
    rmSync(house, { recursive: true });
  }
});

test('a life in order: nothing before initialize, nothing after shutdown', async () => {
  const early = await start({}, { initialize: false });
  await expect(
    early.request('textDocument/hover', { textDocument, position: { line: 0, character: 0 } }),
  ).rejects.toMatchObject({
    code: -32002,
  });
  const server = await start(ABLE);
  await server.request('shutdown');
  await expect(
    server.request('textDocument/hover', { textDocument, position: { line: 0, character: 0 } }),
  ).rejects.toMatchObject({ code: -32600 });
});

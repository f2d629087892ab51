/** The built server over a workspace of many pages: some open, some on disk, some with unsaved changes. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  ClientCapabilities,
  DocumentDiagnosticReport,
  Location,
  LocationLink,
  SymbolInformation,
  WorkspaceDiagnosticReport,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { type Started, start as startServer } from './client';

const ABLE: ClientCapabilities = {
  textDocument: {
    definition: { linkSupport: true },
    diagnostic: { relatedDocumentSupport: true },
    rename: { prepareSupport: true },
  },
  window: { workDoneProgress: true },
  workspace: {
    workspaceEdit: { documentChanges: true },
    diagnostics: { refreshSupport: true },
    fileOperations: { willRename: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
};

const PAGES: Readonly<Record<string, string>> = {
  'base.grad': '# A line.\nf(x) = 2x\n',
  'middle.grad': 'import "base.grad"\ng(x) = f(x) + f(1)\n',
  'deep/top.grad': 'import "../middle.grad"\ncheck ∂g/∂x = 2\ncheck f(1) = 3\n',
  'alone.grad': 'f(y) = y\nf(2) + nothing(\n',
  'a loop (1).grad': 'import "a loop (2).grad"\na = 1\n',
  'a loop (2).grad': 'import "a loop (1).grad"\nimport "gone.grad"\nb = a\n',
  'node_modules/left-out.grad': 'f(z) = z +\n',
};

const houses: string[] = [];
const running: Started[] = [];
afterEach(() => {
  for (const server of running.splice(0)) server.kill();
  for (const house of houses.splice(0)) rmSync(house, { recursive: true, force: true });
});

async function workspace(capabilities = ABLE, pages = PAGES) {
  const house = mkdtempSync(path.join(tmpdir(), 'nabla workspace-'));
  houses.push(house);
  const put = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(house, name)), { recursive: true });
    writeFileSync(path.join(house, name), text);
  };
  for (const [name, text] of Object.entries(pages)) put(name, text);
  const server = await startServer(capabilities, { rootUri: pathToFileURL(house).href });
  running.push(server);
  const uri = (name: string): string => pathToFileURL(path.join(house, name)).href;
  const nameOf = (address: string): string => decodeURIComponent(address).slice(decodeURIComponent(uri('')).length + 1);
  const open = (name: string, text = pages[name] ?? ''): void => server.open(text, uri(name));
  const at = (name: string, line: number, character: number) => ({
    textDocument: { uri: uri(name) },
    position: { line, character },
  });
  return { server, put, uri, nameOf, open, at };
}

test('definitions and references over files, open or not', async () => {
  const { server, nameOf, open, at } = await workspace();
  open('middle.grad');
  const links = await server.request<LocationLink[]>('textDocument/definition', at('middle.grad', 1, 7));
  expect(links.map(({ targetUri, targetSelectionRange: { start } }) => [nameOf(targetUri), start])).toEqual([
    ['base.grad', { line: 1, character: 0 }],
  ]);
  const pages = await server.request<LocationLink[]>('textDocument/definition', at('middle.grad', 0, 12));
  expect(pages.map(({ targetUri }) => nameOf(targetUri))).toEqual(['base.grad']);
  const references = async (includeDeclaration: boolean): Promise<string[]> =>
    (
      await server.request<Location[]>('textDocument/references', {
        ...at('middle.grad', 1, 7),
        context: { includeDeclaration },
      })
    ).map(({ uri, range: { start } }) => `${nameOf(uri)} ${start.line}:${start.character}`);
  const uses = ['middle.grad 1:7', 'middle.grad 1:14', 'deep/top.grad 2:6'];
  expect(await references(false)).toEqual(uses);
  expect(await references(true)).toEqual([uses[0], uses[1], 'base.grad 1:0', uses[2]].filter(Boolean));
});

test('unsaved buffers count, and an edit in one page updates the others', async () => {
  const { server, uri, open, at } = await workspace();
  open('deep/top.grad');
  const problems = async (): Promise<string[]> => {
    const report = await server.request<DocumentDiagnosticReport>('textDocument/diagnostic', at('deep/top.grad', 0, 0));
    return report.kind === 'full' ? report.items.map(({ code, range }) => `${range.start.line} ${code}`) : [];
  };
  await expect.poll(problems, { timeout: 5000 }).toEqual(['2 refuted']);
  open('base.grad', 'f(x) = 3x\n');
  await expect.poll(problems, { timeout: 5000 }).toEqual(['1 refuted']);
  server.change('f(x) = 2x + 1\n', 2, uri('base.grad'));
  await expect.poll(problems, { timeout: 5000 }).toEqual([]);
  const related = await server.request<DocumentDiagnosticReport>('textDocument/diagnostic', at('base.grad', 0, 0));
  expect(Object.keys(related.relatedDocuments ?? {})).toEqual([uri('deep/top.grad')]);
});

test('a rename goes through all pages that mean the name, and through no other', async () => {
  const { server, nameOf, open, at, uri } = await workspace();
  open('middle.grad');
  const prepared = await server.request('textDocument/prepareRename', at('middle.grad', 1, 7));
  expect(prepared).toMatchObject({ placeholder: 'f' });
  const edit = await server.request<WorkspaceEdit>('textDocument/rename', {
    ...at('middle.grad', 1, 7),
    newName: 'twice',
  });
  const changed = (edit.documentChanges ?? []).flatMap((change) => ('edits' in change ? [change] : []));
  expect(
    changed.map(({ textDocument, edits }) => [nameOf(textDocument.uri), textDocument.version, edits.length]),
  ).toEqual([
    ['middle.grad', 1, 2],
    ['base.grad', null, 1],
    ['deep/top.grad', null, 1],
  ]);
  const refused = server.request('textDocument/rename', { ...at('middle.grad', 1, 7), newName: 'g' });
  await expect(refused).rejects.toThrow('Line 2: g would mean something else there.');
  expect(await server.request('textDocument/prepareRename', at('middle.grad', 0, 0))).toBeNull();
  const nothing = server.request('textDocument/rename', { ...at('middle.grad', 0, 0), newName: 'a' });
  await expect(nothing).rejects.toThrow('no name here');
  expect(uri('middle.grad')).toContain('nabla%20workspace');
});

test('a page that is renamed or moved keeps its imports and those that lead to it', async () => {
  const { server, nameOf, uri } = await workspace();
  const renamed = async (from: string, to: string): Promise<Record<string, string[]>> => {
    const edit = await server.request<WorkspaceEdit | null>('workspace/willRenameFiles', {
      files: [{ oldUri: uri(from), newUri: uri(to) }],
    });
    return Object.fromEntries(
      (edit?.documentChanges ?? []).flatMap((change) =>
        'edits' in change
          ? [[nameOf(change.textDocument.uri), change.edits.map((one) => ('newText' in one ? one.newText : ''))]]
          : [],
      ),
    );
  };
  expect(await renamed('base.grad', 'basis.grad')).toEqual({ 'middle.grad': ['basis.grad'] });
  expect(await renamed('middle.grad', 'deep/er/middle.grad')).toEqual({
    'middle.grad': ['../../base.grad'],
    'deep/top.grad': ['er/middle.grad'],
  });
  expect(await renamed('deep', 'deeper')).toEqual({});
  expect(await renamed('deep', 'a b/c')).toEqual({ 'deep/top.grad': ['../../middle.grad'] });
  expect(await renamed('a loop (2).grad', 'é.grad')).toEqual({ 'a loop (1).grad': ['é.grad'] });
});

test('who uses a function and what it uses', async () => {
  const { server, nameOf, open, at } = await workspace();
  open('base.grad');
  const [item] = await server.request<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', at('base.grad', 1, 0));
  expect(item).toMatchObject({ name: 'f', detail: '(x)' });
  const incoming = await server.request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item });
  expect(incoming.map(({ from, fromRanges }) => `${nameOf(from.uri)} ${from.name} ${fromRanges.length}`)).toEqual([
    'middle.grad g 2',
    'deep/top.grad check f(1) = 3 1',
  ]);
  const [user] = incoming;
  const outgoing = await server.request<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', {
    item: user?.from,
  });
  expect(outgoing.map(({ to, fromRanges }) => `${nameOf(to.uri)} ${to.name} ${fromRanges.length}`)).toEqual([
    'base.grad f 2',
  ]);
});

test('symbols of the workspace: the name itself first', async () => {
  const { server, nameOf } = await workspace();
  const found = await server.request<SymbolInformation[]>('workspace/symbol', { query: 'f' });
  expect(found.map(({ name, location }) => `${name} ${nameOf(location.uri)}`)).toEqual(['f alone.grad', 'f base.grad']);
  expect(await server.request('workspace/symbol', { query: 'zz' })).toEqual([]);
  expect(await server.request<SymbolInformation[]>('workspace/symbol', { query: '' })).toHaveLength(5);
});

test('problems of all pages: with progress, unchanged the second time, and taken back when a page is gone', async () => {
  const { server, nameOf, open, put, uri } = await workspace();
  open('middle.grad', 'import "base.grad"\ng(x) = f(x) + h(1)\n');
  const ask = async (before: WorkspaceDiagnosticReport['items'] = []): Promise<WorkspaceDiagnosticReport['items']> => {
    const previousResultIds = before.flatMap((one) => (one.resultId ? [{ uri: one.uri, value: one.resultId }] : []));
    const { items } = await server.request<WorkspaceDiagnosticReport>('workspace/diagnostic', {
      previousResultIds,
      workDoneToken: 'all',
    });
    return items;
  };
  const told = (items: WorkspaceDiagnosticReport['items']): Record<string, string> =>
    Object.fromEntries(
      items.map((one) => [
        nameOf(one.uri),
        one.kind === 'full' ? one.items.map(({ code, range }) => `${range.start.line} ${code}`).join(', ') : one.kind,
      ]),
    );
  const first = await ask();
  expect(told(first)).toEqual({
    'middle.grad': '1 unknown-function',
    'a loop (1).grad': '0 import-cycle',
    'a loop (2).grad': '0 import-cycle, 1 missing-import',
    'alone.grad': '1 open-bracket',
    'base.grad': '',
    'deep/top.grad': '2 refuted',
  });
  expect(server.heard.some(({ method }) => method === '$/progress')).toBe(true);
  expect(Object.values(told(await ask(first)))).toEqual(first.map(() => 'unchanged'));
  put('gone.grad', 'c = 3\n');
  rmSync(new URL(uri('alone.grad')));
  server.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('gone.grad'), type: 1 }] });
  const second = told(await ask(first));
  expect(second).toMatchObject({
    'alone.grad': '',
    'gone.grad': '',
    'a loop (2).grad': '0 import-cycle',
    'base.grad': 'unchanged',
  });
  server.notify('workspace/didChangeWatchedFiles', { changes: [] });
  await expect(server.cancelled('workspace/diagnostic', { previousResultIds: [] })).rejects.toThrow('ancelled');
});

test('pages that a client sends, where the server can read none: imported, listed, renamed, and gone', async () => {
  const server = await startServer(ABLE, { initializationOptions: { sendsFiles: true } });
  running.push(server);
  const [base, page] = ['vscode-vfs://github/a/base.grad', 'vscode-vfs://github/a/page.grad'];
  const problems = async (): Promise<unknown[]> => {
    const report = await server.request<DocumentDiagnosticReport>('textDocument/diagnostic', {
      textDocument: { uri: page },
    });
    return report.kind === 'full' ? report.items.map(({ code }) => code) : [];
  };
  server.open('import "base.grad"\nf(2)\n', page);
  expect(await problems()).toContain('missing-import');
  server.notify('nabla/file', { uri: base, text: 'f(x) = x^2\n' });
  expect(await problems()).toEqual([]);
  const edit = await server.request<WorkspaceEdit>('textDocument/rename', {
    textDocument: { uri: page },
    position: { line: 1, character: 0 },
    newName: 'square',
  });
  expect(edit.documentChanges).toHaveLength(2);
  server.notify('nabla/file', { uri: base, text: null });
  expect(await problems()).toContain('missing-import');
  // Only who said that it would send pages is heard.
  const other = await startServer(ABLE);
  running.push(other);
  other.notify('nabla/file', { uri: base, text: 'f(x) = x^2\n' });
  expect(await other.request('workspace/symbol', { query: 'f' })).toEqual([]);
});

test('the status says how long the check took, and what is left out; a long check shows that it goes on', async () => {
  const server = await startServer(ABLE, { initializationOptions: { status: true } });
  running.push(server);
  server.open('f(x) = x\ncheck f(2) = 2\ncheck ∂f/∂x = 1\n');
  await server.until('nabla/status');
  const told = () => server.heard.findLast(({ method }) => method === 'nabla/status')?.params;
  expect(told()).toMatchObject({ version: 1, claims: 2, took: expect.any(Number) });
  expect(told()).not.toHaveProperty('leftOut');
  server.change(`# ${'x'.repeat(8_100_000)}\n`, 2);
  await expect
    .poll(told, { timeout: 8_000 })
    .toMatchObject({ version: 2, claims: 0, leftOut: expect.stringContaining('is not read') });
  const links = Array.from({ length: 6 }, () => ['gamma(k(x)^2 + 1)', 'k(x)^2 gamma(k(x)^2)']).flat();
  server.change(`declare k(t)\ncheck ${links.join(' = ')}\n`, 3);
  await server.until('window/workDoneProgress/create');
  await expect.poll(told, { timeout: 15_000 }).toMatchObject({ version: 3, claims: 1 });
});

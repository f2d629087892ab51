/** Every request at the places of every example is answered, and none of them wrote an error into the log. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { start } from './client';
import { askEverything } from './everything';

const EXAMPLES = path.resolve(import.meta.dirname, '../../../examples');
const server = await start({
  textDocument: {
    hover: { contentFormat: ['markdown'] },
    diagnostic: {},
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
  },
});
afterAll(() => server.kill());

test.each(readdirSync(EXAMPLES))('%s', { timeout: 60_000 }, async (name) => {
  const text = readFileSync(path.join(EXAMPLES, name), 'utf8');
  const uri = `file:///examples/${name}`;
  server.open(text, uri);
  expect(await askEverything(server, text, { every: 7, uri })).toEqual([]);
  server.notify('textDocument/didClose', { textDocument: { uri } });
  expect(server.heard.filter(({ method }) => method === 'window/logMessage')).toEqual([]);
});

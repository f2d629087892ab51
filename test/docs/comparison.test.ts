/** The table of docs/comparison.md says of Nabla what its server announces, no more and no less. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readClient, serverCapabilities } from '../../server/src/capabilities';

const table = readFileSync(path.resolve(import.meta.dirname, '../../docs/comparison.md'), 'utf8');
const rows = table.split('\n').filter((line) => line.startsWith('| ') && line.includes('`'));

/** A client that can do everything and is not ours. */
const announced = serverCapabilities(
  readClient({
    processId: null,
    rootUri: null,
    capabilities: {
      textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } }, diagnostic: {} },
      workspace: { fileOperations: { willRename: true } },
    },
  }),
);

test('what the table says that Nabla does, the server announces', () => {
  const said = rows.flatMap((row) => (row.split('|')[2]?.includes('●') ? [/`([\w.]+)`/.exec(row)?.[1] ?? ''] : []));
  const known = new Set([
    ...Object.keys(announced),
    ...(announced.workspace?.fileOperations?.willRename ? ['fileOperations.willRename'] : []),
  ]);
  expect(said.filter((name) => !known.has(name))).toEqual([]);
  const missing = Object.keys(announced).filter((name) => name.endsWith('Provider') && !said.includes(name));
  expect(missing).toEqual([]);
});

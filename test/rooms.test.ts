/** The rooms of docs/architecture.md: a room imports only from rooms above it, and the linter says so. */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');

/** A file, what it imports, and whether it may. */
const trials: readonly (readonly [file: string, imported: string, may: boolean])[] = [
  ['server/src/syntax/a.ts', './tree', true],
  ['server/src/syntax/b.ts', '../calculus/rational', false],
  ['server/src/calculus/a.ts', './functions/row', true],
  ['server/src/calculus/b.ts', '../syntax/tree', false],
  ['server/src/calculus/c.ts', '../program/program', false],
  ['server/src/calculus/functions/a.ts', '../expression', true],
  ['server/src/calculus/derivation/a.ts', '../../notation/ascii', false],
  ['server/src/network/a.ts', '../calculus/expression', true],
  ['server/src/network/b.ts', '../program/program', false],
  ['server/src/notation/a.ts', '../calculus/expression', true],
  ['server/src/notation/b.ts', '../program/program', false],
  ['server/src/program/a.ts', '../syntax/tree', true],
  ['server/src/program/b.ts', '../features/hover', false],
  ['server/src/export/a.ts', '../features/hover', false],
  ['server/src/program/c.ts', '../formatting/format', false],
  ['server/src/formatting/a.ts', '../program/program', true],
  ['server/src/formatting/b.ts', '../features/view', false],
  ['server/src/features/a.ts', '../notation/unicode', true],
  ['server/src/features/b.ts', 'vscode-languageserver-types', true],
  ['server/src/features/c.ts', '../server', false],
  ['server/src/features/d.ts', '../cli', false],
  ['server/src/features/e.ts', '../requests/session', false],
  ['server/src/requests/a.ts', '../features/view', true],
  ['server/src/requests/b.ts', '../server', false],
  ['server/src/server.ts', './features/hover', true],
  ['client/src/a.ts', '../../server/src/protocol', true],
  ['client/src/b.ts', '../../server/src/syntax/tree', false],
  ['client/src/derivation/a.ts', '../../../server/src/protocol', true],
  ['client/src/derivation/b.ts', '../../../server/src/notation/latex', false],
];

test('imports go from a room to the rooms above it', () => {
  const house = mkdtempSync(path.join(tmpdir(), 'nabla-rooms-'));
  try {
    copyFileSync(path.join(root, 'biome.json'), path.join(house, 'biome.json'));
    execFileSync('git', ['init', '--quiet'], { cwd: house });
    for (const [file, imported] of trials) {
      mkdirSync(path.dirname(path.join(house, file)), { recursive: true });
      writeFileSync(path.join(house, file), `import { a } from '${imported}';\nexport const b = a;\n`);
    }
    const { stdout } = spawnSync(
      process.execPath,
      [biome, 'lint', '--only=style/noRestrictedImports', '--max-diagnostics=none', '--reporter=github', '.'],
      { cwd: house, encoding: 'utf8' },
    );
    const forbidden = trials.filter(([file]) => stdout.includes(`/${file},`)).map(([file]) => file);
    expect(forbidden).toEqual(trials.filter(([, , may]) => !may).map(([file]) => file));
  } finally {
    rmSync(house, { recursive: true });
  }
});

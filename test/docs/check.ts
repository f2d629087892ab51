/** Pages → what `nabla check` says of them: the built command, as a reader runs it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** One entry of `nabla check --json`; see docs/language.md for the verdicts. */
export interface Entry {
  readonly file: string;
  readonly line: number;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly code: string;
  readonly message: string;
  readonly claim?: { readonly verdict: 'proved' | 'holds' | 'refuted' | 'nothing' };
}

const command = path.resolve(import.meta.dirname, '../../server/bin/nabla.js');

/** What is said of each page, in their order. */
export const check = (pages: readonly string[]): readonly (readonly Entry[])[] => {
  const folder = mkdtempSync(path.join(tmpdir(), 'nabla-pages-'));
  try {
    const files = pages.map((_, index) => `page${index}.grad`);
    for (const [index, page] of pages.entries()) {
      writeFileSync(path.join(folder, `page${index}.grad`), page);
    }
    const { stdout, stderr, status } = spawnSync(process.execPath, [command, 'check', '--json', ...files], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (status !== 0 && status !== 1) {
      throw new Error(`nabla check ended with ${status}; after \`npm run build\` it should run.\n${stderr}`);
    }
    const entries: readonly Entry[] = JSON.parse(stdout);
    return files.map((file) => entries.filter((entry) => entry.file === file));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Anything a reader of a good page should not be told. */
export const complaints = (entries: readonly Entry[]): readonly string[] =>
  entries
    .filter(({ severity, claim }) => severity === 'error' || severity === 'warning' || claim?.verdict === 'nothing')
    .map(({ line, severity, message }) => `${line}: ${severity}: ${message}`);

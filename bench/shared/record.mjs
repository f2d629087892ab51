// Sizes that a full run found, for the test that holds them: see test/corpus.test.ts. In: results of derivatives.mjs. Out:
// formulas/recorded.tsv, one line a formula: the hash of its text, then distinct operations of nabla's derivative and of
// its peers' where they are right (- elsewhere).
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const file = path.resolve(import.meta.dirname, '../formulas/recorded.tsv');
const COLUMNS = ['nabla', 'mathjs, simplified', 'SymPy diff', 'SymPy simplify'];

export const hashOf = (text) => createHash('sha256').update(text).digest('hex').slice(0, 10);

export function record(results) {
  const cell = (verdict) => (verdict && ['right', 'narrower'].includes(verdict.verdict) ? verdict.operations : '-');
  const lines = results.map(({ entry, by }) =>
    [hashOf(entry.text), ...COLUMNS.map((name) => cell(by[name]))].join('\t'),
  );
  writeFileSync(file, `${['# formula', ...COLUMNS].join('\t')}\n${lines.join('\n')}\n`);
}

/** By the hash of the text: { nabla, 'SymPy diff', … }, undefined where there was no right answer. */
export function recorded() {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [hash, ...cells] = line.split('\t');
      return [
        hash,
        Object.fromEntries(COLUMNS.map((name, i) => [name, cells[i] === '-' ? undefined : Number(cells[i])])),
      ];
    }),
  );
}

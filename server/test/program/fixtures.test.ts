/**
 * Pages of test/fixtures/program with what is said of them as comments: under a line `# ^^^ code: message` for each
 * problem, and `# → …` for what an expression or a claim says. `ACCEPT=1` writes these comments anew.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { lineIndex } from '../../src/syntax/lines';
import { programOf, results } from './say';

const folder = path.resolve(import.meta.dirname, '../../../test/fixtures/program');
const isExpectation = (line: string): boolean => /^# *(\^|→|\| )/.test(line);

/** The page with the comments that it should have. */
function annotated(page: string): string {
  const program = programOf(page);
  const index = lineIndex(page);
  const under = new Map<number, string[]>();
  const put = (line: number, comment: string): void => {
    under.set(line, [...(under.get(line) ?? []), comment]);
  };
  for (const { range, severity, code, message, fixes = [] } of program.problems) {
    const [from, to] = [index.at(range.start), index.at(range.end)];
    const length = to.line === from.line ? Math.max(1, to.column - from.column) : 1;
    const sign = severity === 'error' ? '' : ` (${severity})`;
    const titles = fixes.map(({ title }) => ` [${title}]`).join('');
    // A caret can stand under the first two columns only where the comment's sign is.
    const place = from.column < 2 ? `# ${'^'.repeat(length)}~` : `#${' '.repeat(from.column - 1)}${'^'.repeat(length)}`;
    put(from.line, `${place} ${code}${sign}: ${message}${titles}`);
  }
  for (const { end, text } of results(program)) put(index.at(end).line, `# → ${text}`);
  return page
    .split('\n')
    .flatMap((line, number) => [line, ...(under.get(number) ?? [])])
    .join('\n');
}

test.each(readdirSync(folder))('%s', (name) => {
  const file = path.join(folder, name);
  const written = readFileSync(file, 'utf8');
  const found = annotated(
    written
      .split('\n')
      .filter((line) => !isExpectation(line))
      .join('\n'),
  );
  if (process.env.ACCEPT) writeFileSync(file, found);
  else expect(found).toBe(written);
});

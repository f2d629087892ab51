/**
 * Tables of cases: a file of lines `source → expectation`, under headings `## …`. In a source `⏎` is a line end,
 * `␍` a carriage return and `⟨202E⟩` a character by its code. `ACCEPT=1` writes what comes out into the file.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const ARROW = ' → ';

export function table(file: string, actual: (source: string) => string): void {
  const lines = readFileSync(file, 'utf8').split('\n');
  const results = new Map<number, string>();
  let heading = path.basename(file, '.txt');
  const groups = new Map<string, { source: string; expected: string; line: number }[]>();
  lines.forEach((line, number) => {
    if (line.startsWith('## ')) heading = line.slice(3);
    if (line === '' || line.startsWith('#')) return;
    const at = line.lastIndexOf(ARROW);
    const [source, expected] =
      at < 0 ? [line.trimEnd(), ''] : [line.slice(0, at).trimEnd(), line.slice(at + ARROW.length)];
    groups.set(heading, [...(groups.get(heading) ?? []), { source, expected, line: number }]);
  });
  for (const [name, cases] of groups) {
    describe(name, () => {
      test.each(cases)('$source', ({ source, expected, line }) => {
        const found = visible(actual(text(source)));
        results.set(line, found);
        if (!process.env.ACCEPT) expect(found).toBe(expected);
      });
    });
  }
  if (!process.env.ACCEPT) return;
  afterAll(() => {
    const written = lines.map((line, number) => {
      const found = results.get(number);
      if (found === undefined) return line;
      const at = line.lastIndexOf(ARROW);
      return `${(at < 0 ? line : line.slice(0, at)).trimEnd().padEnd(40)}${ARROW}${found}`;
    });
    writeFileSync(file, written.join('\n'));
  });
}

/** The source that a cell of a table stands for. */
export const text = (cell: string): string =>
  cell
    .replaceAll('⏎', '\n')
    .replaceAll('␍', '\r')
    .replace(/⟨([0-9A-F]+)⟩/g, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)));

/** Line ends and what cannot be seen, as they are written in a cell. */
const visible = (found: string): string =>
  found
    .replaceAll('\n', '⏎')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) => `⟨${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}⟩`);

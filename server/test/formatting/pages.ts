/** Pages to lay out, and what must stay the same of them. In: files of the repository. Out: texts; formatted ones. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { applied } from '../../src/formatting/edits';
import { format } from '../../src/formatting/format';
import { LAYOUT, type Layout } from '../../src/formatting/options';
import { isSame } from '../../src/formatting/same';
import { BUILT_INS, CONSTANT_NAMES, LAYERS } from '../../src/program/scope';
import { lexLine } from '../../src/syntax/lexer';
import { createParser } from '../../src/syntax/parse';
import type { Edit, Page, Range } from '../../src/syntax/tree';

const root = path.resolve(import.meta.dirname, '../../..');
const vocabulary = { functions: BUILT_INS, constants: CONSTANT_NAMES, layers: LAYERS };
const parser = createParser(vocabulary);

export const parse = (text: string): Page => parser.parse(text);

export interface Sample {
  readonly file: string;
  readonly text: string;
}

const folder = (name: string): Sample[] =>
  readdirSync(path.join(root, name))
    .filter((file) => file.endsWith('.grad'))
    .sort()
    .map((file) => ({ file: `${name}/${file}`, text: readFileSync(path.join(root, name, file), 'utf8') }));

export const examples: readonly Sample[] = folder('examples');
export const samples: readonly Sample[] = [
  ...examples,
  ...['test/fixtures/program', 'test/networks/cases', 'test/networks/functions', 'test/networks/broken'].flatMap(
    folder,
  ),
];

export function editsOf(text: string, range?: Range, layout: Layout = LAYOUT): readonly Edit[] {
  const { edits, refused } = format({ page: parse(text), layout, vocabulary, ...(range && { range }) });
  expect(refused?.source).toBeUndefined();
  return edits;
}

export const formatted = (text: string, layout: Layout = LAYOUT): string =>
  applied(text, editsOf(text, undefined, layout));

const comments = (text: string): string[] =>
  text.split(/\r?\n/).flatMap((line) => lexLine(line.replace('\uFEFF', '')).comment?.trimEnd() ?? []);

/** The same trees but for ranges, the same problems, the same comments; and nothing to do a second time. */
export function expectSame(before: string, after: string): void {
  const [was, is] = [parse(before), parse(after)];
  expect(is.statements.map(({ sentence }) => sentence.kind)).toEqual(
    was.statements.map(({ sentence }) => sentence.kind),
  );
  for (const [i, { sentence, source }] of was.statements.entries()) {
    const other = is.statements[i];
    if (!isSame(sentence, other?.sentence)) throw new Error(`${source}\nreads otherwise as\n${other?.source}`);
    if (sentence.kind === 'broken') expect(other?.source).toBe(source);
  }
  const codes = ({ statements, problems }: Page): string[] => [
    ...statements.flatMap((statement) => statement.problems.map(({ code }) => code)),
    ...problems.map(({ code }) => code),
  ];
  expect(codes(is)).toEqual(codes(was));
  expect(comments(after)).toEqual(comments(before));
}

/** Completion and signature help at every place of every example, and while the examples are typed: answered, and in time. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type CompletionOptions, completions, resolveCompletion } from '../../src/features/completion/completion';
import { type SignatureOptions, signatureHelp } from '../../src/features/signature-help';
import { createMentions } from '../../src/features/slopes';
import type { View } from '../../src/features/view';
import { pathOf } from '../../src/program/network-parts';
import { BUILT_INS } from '../../src/program/scope';
import { createWorkspace } from '../../src/program/workspace';
import type { Identifier, Statement, Tree } from '../../src/syntax/tree';
import { expressions, parts } from '../../src/syntax/walk';
import { URI, viewOf } from './carets';

const EXAMPLES = path.resolve(import.meta.dirname, '../../../examples');
const OPTIONS: CompletionOptions & SignatureOptions = {
  snippets: true,
  markdown: true,
  labelDetails: true,
  insertReplace: true,
  labelOffsets: true,
  paths: () => [],
};
/** Milliseconds that half of the places take at most; far from what is usual, so that a busy machine is no failure. */
const USUAL = 20;
const STEP = 7;

const pages = readdirSync(EXAMPLES).filter((name) => name.endsWith('.grad'));
const textOf = (name: string): string => readFileSync(path.join(EXAMPLES, name), 'utf8');

test.each(pages)('%s, everywhere', (name) => {
  const view = viewOf(textOf(name));
  const text = view.document.getText();
  const times: number[] = [];
  for (let offset = 0; offset <= text.length; offset++) {
    const began = performance.now();
    const { items } = completions(view, offset, OPTIONS);
    const help = signatureHelp(view, offset, OPTIONS);
    times.push(performance.now() - began);
    const item = items[offset % Math.max(1, items.length)];
    if (item) expect(resolveCompletion(view, item, OPTIONS).label).toBe(item.label);
    if (help) expect(help.signatures.length).toBeGreaterThan(help.activeSignature ?? 0);
  }
  expect(times.sort((a, b) => a - b)[times.length >> 1]).toBeLessThan(USUAL);
});

test.each(pages)('%s, every name of it is offered where it stands', (name) => {
  const view = viewOf(textOf(name));
  const missing: string[] = [];
  let found = 0;
  for (const { statement, name: used, range } of namesUsed(view)) {
    const labels = completions(view, statement.start + range.end, OPTIONS).items.map(({ label }) => label);
    // Below the line of a derivative whole paths are offered.
    if (labels.some((label) => label === used || label.startsWith(`${used}.`))) found++;
    else missing.push(`${statement.source.slice(0, range.start)}‸${used}`);
  }
  expect(missing).toEqual([]);
  expect(found).toBeGreaterThan(10);
});

interface Use extends Identifier {
  readonly statement: Statement;
}

/** Names where they are used; variables that only a claim or an expression knows are its author's to invent. */
function namesUsed({ program }: View): Use[] {
  return program.page.statements.flatMap((statement) => {
    const { sentence } = statement;
    const invents = sentence.kind === 'check' || sentence.kind === 'expression';
    const known = ({ name }: Identifier): boolean =>
      !invents || program.definitionOf(name) !== undefined || BUILT_INS.has(name);
    return expressions(sentence).flatMap((tree) =>
      [...parts(tree)]
        .flatMap(namesIn)
        .filter(([first]) => first && known(first))
        .flatMap((path) => path.map((one) => ({ ...one, statement }))),
    );
  });
}

/** The paths that a part of a tree is made of itself. */
function namesIn(tree: Tree): (readonly Identifier[])[] {
  switch (tree.kind) {
    case 'name':
    case 'member':
      return [pathOf(tree) ?? []];
    case 'partial':
      return [tree.of.names, ...tree.wrt.map(({ path: { names } }) => names)];
    case 'nabla':
      return 'kind' in tree.of ? [] : [tree.of.names];
    default:
      return [];
  }
}

test.each(pages.filter((_, i) => i % 3 === 0))('%s, while it is typed', (name) => {
  const text = textOf(name);
  const workspace = createWorkspace();
  const mentions = createMentions();
  for (let length = 0; length <= text.length; length += STEP) {
    const typed = text.slice(0, length);
    const document = TextDocument.create(URI, 'grad', length, typed);
    const view: View = { document, program: workspace.program(URI, typed), mentions };
    completions(view, length, OPTIONS);
    signatureHelp(view, length, OPTIONS);
    completions(view, length >> 1, OPTIONS);
  }
});

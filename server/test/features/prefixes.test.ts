/** Every example as it is typed: each prefix, through every feature, is answered, and in time. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { codeActions } from '../../src/features/code-actions';
import { codeLenses, lensCommand } from '../../src/features/code-lens';
import { diagnostics } from '../../src/features/diagnostics';
import { copyLatex, expand } from '../../src/features/expand';
import { hover } from '../../src/features/hover/hover';
import { inlayHint } from '../../src/features/inlay-hints';
import { type Outline, outlineOf } from '../../src/features/outline';
import { createResults } from '../../src/features/results';
import { createMentions } from '../../src/features/slopes';
import { flatSymbols, symbols } from '../../src/features/symbols';
import type { View } from '../../src/features/view';
import { createWorkspace } from '../../src/program/workspace';
import { URI, VERDICTS } from './carets';

const EXAMPLES = path.resolve(import.meta.dirname, '../../../examples');
const COMMANDS = { expand: 'nabla.expand', copyLatex: 'nabla.copyLatex' };
/** A prime, so that prefixes end in words, in numbers, before and after operators alike. */
const STEP = 23;
/** Milliseconds for all features together at one prefix; far from what is usual, so that a busy machine is no failure. */
const IN_TIME = 2_000;

test.each(readdirSync(EXAMPLES).filter((name) => name.endsWith('.grad')))('%s', (name) => {
  const text = readFileSync(path.join(EXAMPLES, name), 'utf8');
  const workspace = createWorkspace();
  const mentions = createMentions();
  const results = createResults();
  let outline: Outline | undefined;
  for (let length = 0; length < text.length + STEP; length += STEP) {
    const typed = text.slice(0, length);
    const began = performance.now();
    const document = TextDocument.create(URI, 'grad', length, typed);
    const view: View = { document, program: workspace.program(URI, typed), mentions };
    outline = outlineOf(view.program, outline);
    everything(view, outline, results, typed.length);
    expect(performance.now() - began).toBeLessThan(IN_TIME);
  }
});

function everything(view: View, outline: Outline, results: ReturnType<typeof createResults>, end: number): void {
  const { document, program } = view;
  symbols(view, outline);
  flatSymbols(view, outline);
  for (const { data } of codeLenses(view, outline, 1, { commands: COMMANDS, verdicts: false }))
    lensCommand(view, outline, data, VERDICTS, COMMANDS);
  const last = program.page.statements.length - 1;
  for (const index of [last - 1, last])
    inlayHint(view, index, results, VERDICTS, { values: true, verdicts: true, shapes: true });
  diagnostics(view, { ...VERDICTS, of: () => undefined }, { tags: true, related: true });
  const options = { tags: true, related: true, preferred: true, versioned: true, resolves: true };
  codeActions(view, { start: Math.max(0, end - STEP), end }, [], VERDICTS, options);
  for (let offset = Math.max(0, end - STEP); offset <= end; offset += 3) {
    hover(view, offset, VERDICTS, { markdown: true, commands: COMMANDS, slopes: true });
    const place = { textDocument: { uri: URI }, position: document.positionAt(offset) };
    expand(view, place);
    copyLatex(view, place);
  }
}

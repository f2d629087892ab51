/** Pages of networks and of functions of arrays: every feature, at every place, is answered. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { codeLenses, lensCommand } from '../../src/features/code-lens';
import { diagnostics } from '../../src/features/diagnostics';
import { hover } from '../../src/features/hover/hover';
import { inlayHint } from '../../src/features/inlay-hints';
import { outlineOf } from '../../src/features/outline';
import { createResults } from '../../src/features/results';
import { flatSymbols, symbols } from '../../src/features/symbols';
import { VERDICTS, viewOf } from './carets';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const COMMANDS = { expand: 'nabla.expand', copyLatex: 'nabla.copyLatex' };

/** Names for what a page is about; every third of the functions. */
const CASES = [
  'alexnet',
  'attention',
  'autoencoder_tied',
  'avg_pool2d_overlapping',
  'batch_norm_images',
  'broadcasting',
];
const MORE = ['conv2d_shared_kernel', 'dense_several_in_one_statement', 'dense_without_values', 'embedding_repeated'];

const pages = [
  ...pagesIn('examples', () => true),
  ...pagesIn('test/networks/cases', (name) => [...CASES, ...MORE, 'iris'].includes(name)),
  ...pagesIn('test/networks/functions', (_, i) => i % 3 === 0),
];

function pagesIn(folder: string, wanted: (name: string, index: number) => boolean): string[] {
  const names = readdirSync(path.join(ROOT, folder)).filter((name) => name.endsWith('.grad'));
  return names.filter((name, i) => wanted(name.replace('.grad', ''), i)).map((name) => `${folder}/${name}`);
}

test.each(pages)('%s', (page) => {
  const text = readFileSync(path.join(ROOT, page), 'utf8');
  const view = viewOf(text);
  const outline = outlineOf(view.program, undefined);
  symbols(view, outline);
  flatSymbols(view, outline);
  diagnostics(view, { ...VERDICTS, of: () => undefined }, { tags: true, related: true });
  for (const { data } of codeLenses(view, outline, 1, { commands: COMMANDS, verdicts: false }))
    expect(lensCommand(view, outline, data, VERDICTS, COMMANDS).title).not.toBe('');
  for (const index of view.program.page.statements.keys()) {
    const settings = { values: true, verdicts: false, shapes: true };
    const hint = inlayHint(view, index, createResults(), VERDICTS, settings);
    expect(String(hint?.label ?? '').length).toBeLessThanOrEqual(40);
  }
  for (let offset = 0; offset <= text.length; offset++) {
    const found = hover(view, offset, VERDICTS, { markdown: true, commands: COMMANDS, slopes: true });
    expect(JSON.stringify(found?.contents ?? '').length).toBeLessThan(90_000);
  }
});

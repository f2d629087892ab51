// The engine as these measurements use it. In: nothing. Out: one bundle of the parts of server/src that they call, built
// once in a folder of its own; processes that a measurement starts find it by `NABLA_ENGINE`.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

const EXPORTS = `
  export { createWorkspace } from './server/src/program/workspace';
  export { createGraph, parts, postorder } from './server/src/calculus/expression';
  export { gradient, valueAndGradient } from './server/src/calculus/differentiate';
  export { operations } from './server/src/calculus/normal';
  export { evaluateArrays } from './server/src/calculus/arrays';
  export { composed } from './server/src/network/compose';
  export { valuesOf } from './server/src/network/values';
  export { light } from './server/src/calculus/normal/light';
  export { constants, row, table } from './server/src/calculus/functions/table';
  export { precise } from './server/src/calculus/special/precise';
  export { TextDocument } from 'vscode-languageserver-textdocument';
  export { expand } from './server/src/features/expand';
  export { createMentions } from './server/src/features/slopes';
  export { applied } from './server/src/formatting/edits';
  export { LAYOUT } from './server/src/formatting/options';
  export { rewrite } from './server/src/formatting/rewrite';
  export { ascii, print, printTogether } from './server/src/notation/print';`;

async function built() {
  const { build } = await import('esbuild');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nabla-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const outfile = path.join(folder, 'engine.cjs');
  await build({
    stdin: { contents: EXPORTS, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
  });
  process.env.NABLA_ENGINE = outfile;
  return outfile;
}

export const engine = createRequire(import.meta.url)(process.env.NABLA_ENGINE ?? (await built()));

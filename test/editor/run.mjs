/**
 * Nabla in real editors: `npm run test:editor`, or `node test/editor/run.mjs neovim web` for some of them. An editor that is not
 * there is a failure, with a sentence that says what to install. Pictures of each run go to screenshots/.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { dragging } from './dragging.mjs';
import { graphPage } from './graph-page.mjs';
import { marketplace } from './marketplace.mjs';
import { mathematics } from './mathematics.mjs';
import { panelPage } from './panel.mjs';
import { plotPage } from './plot-page.mjs';
import { CannotRun, report } from './report.mjs';
import { emacs, neovim } from './stdio.mjs';
import { restricted, vscode } from './vscode.mjs';
import { findVsix } from './vsix.mjs';
import { web } from './web.mjs';
import { writing } from './writing.mjs';

const root = path.join(import.meta.dirname, '../..');

/** Short ones first: they say soonest that something is wrong. */
const EDITORS = {
  neovim: { title: 'Neovim, over stdio', run: neovim },
  emacs: { title: 'Emacs with eglot, over stdio', run: emacs },
  panel: { title: 'The derivation panel alone, in Chromium', run: panelPage },
  graph: { title: 'The computation graph alone, in Chromium', run: graphPage },
  plot: { title: 'The plots alone, in Chromium', run: plotPage },
  vscode: { title: 'VS Code, with the packaged extension', run: vscode },
  writing: { title: 'VS Code, writing a page', run: writing },
  mathematics: { title: 'VS Code, mathematics to look at', run: mathematics },
  dragging: { title: 'VS Code, numbers that move', run: dragging },
  restricted: { title: 'VS Code in Restricted Mode', run: restricted },
  web: { title: 'VS Code for the Web, the server in a worker', run: web },
  marketplace: { title: 'VS Code, installed from a marketplace', run: marketplace },
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in EDITORS));
if (unknown) {
  console.error(`There is no editor ${unknown} here. Known are: ${Object.keys(EDITORS).join(', ')}.`);
  process.exit(2);
}

// What is tested is what is here now, not a package of yesterday.
const packaging = spawnSync(process.execPath, [path.join(root, 'scripts/package.mjs')], {
  cwd: root,
  encoding: 'utf8',
});
if (packaging.status !== 0) {
  console.error(`The extension could not be packaged, so there is nothing to try:\n${packaging.stderr}`);
  process.exit(1);
}
const vsix = findVsix();

let failed = 0;
async function tryOut([name, { title, run }]) {
  const seen = report(name);
  try {
    await run(seen, { vsix });
  } catch (error) {
    seen.check('runs to its end', false, error instanceof CannotRun ? error.message : error.stack);
  }
  console.log(`${title}: ${seen.seconds()} s`);
  failed += seen.failures.length;
}

for (const editor of Object.entries(EDITORS)) if (asked.length === 0 || asked.includes(editor[0])) await tryOut(editor);
console.log(
  failed === 0 ? 'All editors are well.' : `${failed} failed; the pictures in screenshots/ show how it looked.`,
);
process.exit(failed === 0 ? 0 : 1);

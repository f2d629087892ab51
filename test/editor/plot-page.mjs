/**
 * The plot's page alone, in Chromium, with functions that are written in JavaScript: themes, narrow and wide, mouse, keyboard, files.
 * It stands in a page with the same content security policy as in VS Code. Pictures go to screenshots/plot/.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { openBrowser } from './browser.mjs';
import { themes } from './panel/themes.mjs';

const root = path.join(import.meta.dirname, '../..');
const pictures = path.join(root, 'screenshots/plot');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };

async function bundle() {
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, 'plot/page.ts')],
    outdir: '/',
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    loader: { '.woff2': 'file', '.woff': 'empty', '.ttf': 'empty' },
    assetNames: '[name]',
    mainFields: ['browser', 'module', 'main'],
  });
  return Object.fromEntries(outputFiles.map(({ path: file, contents }) => [`/${path.basename(file)}`, contents]));
}

function serve(theme, files) {
  const variables = Object.entries(themes[theme]).map(([name, value]) => `--vscode-${name}: ${value};`);
  const page = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Plot</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src data: blob:;">
<link rel="stylesheet" href="/theme.css"><link rel="stylesheet" href="/page.css"></head>
<body class="${theme}"><main id="derivation"></main><script src="/page.js"></script></body></html>`;
  const made = {
    '/': ['text/html', page],
    '/theme.css': ['text/css', `:root { ${variables.join(' ')} --vscode-font-family: system-ui; }`],
  };
  const server = http.createServer(({ url }, response) => {
    const [type, body] = made[url] ?? [TYPES[path.extname(url)] ?? 'text/plain', files[url] ?? ''];
    response.writeHead(200, { 'Content-Type': type });
    response.end(body);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

const subject = (name, parameters, at, variable = parameters[0]) => ({
  about: { textDocument: { uri: 'file:///page.grad' }, function: name, variable },
  parameters,
  at,
  names: [],
});
const SHOWN = {
  parabola: subject('parabola', ['x'], { x: '1.5' }),
  abs: subject('abs', ['x'], { x: '0' }),
  pole: subject('pole', ['x'], { x: '1.2' }),
  log: subject('log', ['x'], { x: '2' }),
  floor: subject('floor', ['x'], { x: '0.5' }),
  wave: subject('wave', ['x', 'a', 'b'], { x: '0.5', a: '2', b: '1' }),
  bowl: subject('bowl', ['x', 'y'], { x: '3', y: '2' }),
  rosenbrock: subject('rosenbrock', ['x', 'y'], { x: '-1.2', y: '1' }),
  dome: subject('dome', ['x', 'y'], { x: '1', y: '0.5' }),
  nowhere: subject('nowhere', ['x'], { x: '0' }),
};

export async function plotPage({ check }) {
  mkdirSync(pictures, { recursive: true });
  const files = await bundle();
  const browser = await openBrowser();
  try {
    for (const theme of Object.keys(themes)) {
      const server = await serve(theme, files);
      const page = await browser.newPage({ viewport: { width: 900, height: 820 }, deviceScaleFactor: 2 });
      const complaints = [];
      page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.stack));
      await page.goto(`http://127.0.0.1:${server.address().port}/`);
      const show = async (name) => {
        await page.evaluate((next) => window.show(next), SHOWN[name]);
        await page.waitForTimeout(150);
        await page.evaluate(() => document.fonts.ready);
      };
      const picture = (name) => page.screenshot({ path: path.join(pictures, `${name}-${theme}.png`), fullPage: true });
      for (const name of Object.keys(SHOWN)) {
        await show(name);
        await picture(name);
        await accessible(page, `${theme}: ${name}`, check);
      }
      await page.setViewportSize({ width: 400, height: 820 });
      for (const name of ['parabola', 'bowl', 'wave']) {
        await show(name);
        await picture(`narrow-${name}`);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        check(`${theme}: a narrow ${name} does not scroll sideways`, !sideways);
      }
      await page.setViewportSize({ width: 900, height: 820 });
      check(
        `${theme}: no errors, no violations of the content security policy`,
        complaints.length === 0,
        complaints.join('\n'),
      );
      await page.close();
      server.close();
    }
  } finally {
    await browser.close();
  }
}

/** What axe-core finds: contrast, names, roles, focus. */
async function accessible(page, what, check) {
  await page.evaluate(AXE);
  const violations = await page.evaluate(() => window.axe.run(document.body).then((found) => found.violations));
  const said = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
  check(`${what} has no fault that axe-core finds`, violations.length === 0, said.join('\n'));
}

/**
 * A part of the panel alone in Chromium, in every theme and under the panel's content security policy. In: its files, and what is tried.
 * Out: checks, that the browser never complained among them; pictures in screenshots/.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { openBrowser } from './browser.mjs';
import { themes } from './panel/themes.mjs';

const root = path.join(import.meta.dirname, '../..');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src data: blob:; connect-src 'none'";

/** `/page.js` and `/page.css` of a script in this folder, in memory; KaTeX's fonts by their own names. */
export async function bundled(entry) {
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, entry)],
    outfile: '/page.js',
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    loader: { '.woff2': 'file', '.woff': 'empty', '.ttf': 'empty' },
    assetNames: '[name]',
    logLevel: 'warning',
  });
  return new Map(outputFiles.map(({ path: file, contents }) => [`/${path.basename(file)}`, Buffer.from(contents)]));
}

function serve(theme, { style, scripts, read }) {
  const variables = Object.entries(themes[theme]).map(([name, value]) => `--vscode-${name}: ${value};`);
  const made = {
    '/': `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Nabla</title>
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<link rel="stylesheet" href="/theme.css"><link rel="stylesheet" href="${style}"></head>
<body class="${theme}"><main id="derivation"></main>${scripts.map((src) => `<script src="${src}"></script>`).join('')}</body></html>`,
    '/theme.css': `:root { ${variables.join(' ')} --vscode-font-family: system-ui; }`,
  };
  const server = http.createServer(({ url }, response) => {
    const body = made[url] ?? read(url);
    const type = url === '/' ? 'text/html' : (TYPES[path.extname(url)] ?? 'text/plain');
    response.writeHead(body === undefined ? 404 : 200, { 'Content-Type': type });
    response.end(body);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** `files`: a style sheet, scripts, and how an address is read. `tried` gets the page, its theme, and where pictures go. */
export async function inEveryTheme(name, height, files, { check }, tried) {
  const pictures = path.join(root, 'screenshots', name);
  mkdirSync(pictures, { recursive: true });
  const browser = await openBrowser();
  try {
    for (const theme of Object.keys(themes)) {
      const server = await serve(theme, files);
      const page = await browser.newPage({ viewport: { width: 900, height }, deviceScaleFactor: 2 });
      const complaints = [];
      page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.stack));
      await page.goto(`http://127.0.0.1:${server.address().port}/`);
      const picture = (what) => page.screenshot({ path: path.join(pictures, `${what}-${theme}.png`), fullPage: true });
      await tried({ page, theme, picture, pictures });
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

export const scrollsSideways = (page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

/** What axe-core finds: contrast, names, roles, focus. */
export async function accessible(page, what, check) {
  await page.evaluate(AXE);
  const violations = await page.evaluate(() => window.axe.run(document.body).then((found) => found.violations));
  const said = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
  check(`${what} has no fault that axe-core finds`, violations.length === 0, said.join('\n'));
}

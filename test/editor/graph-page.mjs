/**
 * The computation graph alone, in Chromium, with graphs written by hand: themes, narrow and wide, keyboard, steps, layers, a graph
 * of 500 nodes, saved files. It stands in a page with the content security policy of the panel. Pictures go to screenshots/graph/.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { openBrowser } from './browser.mjs';
import { behaviour } from './graph/behaviour.mjs';
import { chain, generated, network, shared } from './graph/samples.mjs';
import { speed } from './graph/speed.mjs';
import { themes } from './panel/themes.mjs';

const root = path.join(import.meta.dirname, '../..');
const pictures = path.join(root, 'screenshots/graph');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src data: blob:; connect-src 'none'";

/** The page's script and style sheet, in memory; KaTeX's fonts by their own names. */
async function bundle() {
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, 'graph/entry.ts')],
    outfile: '/graph.js',
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    loader: { '.woff2': 'file', '.woff': 'file', '.ttf': 'file' },
    assetNames: '[name]',
    logLevel: 'warning',
  });
  return new Map(outputFiles.map(({ path: file, contents }) => [file, Buffer.from(contents)]));
}

function serve(theme, files) {
  const variables = Object.entries(themes[theme]).map(([name, value]) => `--vscode-${name}: ${value};`);
  const made = {
    '/': [
      'text/html',
      `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Graph</title>
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<link rel="stylesheet" href="/theme.css"><link rel="stylesheet" href="/graph.css"></head>
<body class="${theme}"><main id="derivation"></main><script src="/graph.js"></script></body></html>`,
    ],
    '/theme.css': ['text/css', `:root { ${variables.join(' ')} --vscode-font-family: system-ui; }`],
  };
  const server = http.createServer(({ url }, response) => {
    const [type, body] = made[url] ?? [TYPES[path.extname(url)], files.get(url)];
    response.writeHead(body === undefined ? 404 : 200, { 'Content-Type': type ?? 'text/plain' });
    response.end(body);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

const subjectOf = ({ function: name, variable }, at = {}) => ({
  about: { textDocument: { uri: 'file:///page.grad' }, function: name, variable },
  parameters: [],
  at,
  names: ['u', 's'],
});

export async function graphPage({ check }) {
  mkdirSync(pictures, { recursive: true });
  const files = await bundle();
  const browser = await openBrowser();
  try {
    for (const theme of Object.keys(themes)) {
      const server = await serve(theme, files);
      const page = await browser.newPage({ viewport: { width: 900, height: 760 }, deviceScaleFactor: 2 });
      const complaints = [];
      page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(`http://127.0.0.1:${server.address().port}/`);
      const show = (answer, at) =>
        page.evaluate(
          ([graph, subject]) => {
            window.answer = graph;
            window.show(subject);
          },
          [answer, subjectOf(answer, at)],
        );
      const picture = (name) => page.screenshot({ path: path.join(pictures, `${name}-${theme}.png`), fullPage: true });

      for (const [name, graph] of Object.entries({ chain: chain(), shared: shared(), network: network() })) {
        await page.setViewportSize({ width: 900, height: 760 });
        await show(graph);
        await page.locator('.node').first().waitFor();
        await page.evaluate(() => document.fonts.ready);
        await picture(name);
        await accessible(page, `${theme}: ${name}`, check);
        await contrast(page, `${theme}: ${name}`, check);
        await page.setViewportSize({ width: 400, height: 760 });
        await page.waitForFunction(() => document.querySelector('figure').clientWidth < 400);
        check(
          `${theme}: ${name} never scrolls the page sideways`,
          !(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)),
        );
        await picture(`narrow-${name}`);
      }
      await page.setViewportSize({ width: 900, height: 760 });
      if (theme === 'vscode-dark') {
        await behaviour(page, { show, picture, check, pictures });
        await show(generated());
        await page.locator('.node').nth(400).waitFor();
        await picture('500');
        await speed(page, { show, subjectOf, check });
      }
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

/** axe-core does not look at the colours of SVG: every text against the page and against the face of its node. */
async function contrast(page, what, check) {
  const worst = await page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const luminance = (colour) => {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((byte) => {
        const part = byte / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const paper = getComputedStyle(document.body).backgroundColor;
    const found = [...document.querySelectorAll('.picture text')].map((text) => {
      const face = text.parentElement.querySelector(':scope > .face');
      const behind = face ? getComputedStyle(face).fill : paper;
      return { text: text.textContent, ratio: ratio(luminance(getComputedStyle(text).fill), luminance(behind)) };
    });
    return found.sort((a, b) => a.ratio - b.ratio)[0];
  });
  check(`${what}: all writing has a contrast of 4.5 and more`, worst.ratio >= 4.5, JSON.stringify(worst));
}

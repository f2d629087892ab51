// The panel's page in Chromium, alone. In: messages to it. Out: how long it draws; undefined where there is no Chromium.
import { existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { root } from './engine.mjs';

const PLACES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };
const PAGE = `<!DOCTYPE html><meta charset="utf-8"><link rel="stylesheet" href="/panel.css">
<main id="derivation"></main><script src="/host.js"></script><script src="/panel.js"></script>`;
const HOST = 'window.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} });';

export async function openPanel() {
  const executablePath = PLACES.find((place) => place && existsSync(place));
  if (!executablePath) return undefined;
  const { chromium } = await import('playwright-core');
  const made = { '/': ['text/html', PAGE], '/host.js': ['text/javascript', HOST] };
  const server = http.createServer(({ url }, response) => {
    const file = path.join(root, 'dist', url);
    const [type, body] = made[url] ?? [
      TYPES[path.extname(url)] ?? 'text/plain',
      existsSync(file) ? readFileSync(file) : '',
    ];
    response.writeHead(200, { 'Content-Type': type });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({ executablePath, headless: true, args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage({ viewport: { width: 900, height: 760 } });
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  return {
    /** Milliseconds until the message is drawn and the frame after it has begun, and how many formulas there are. */
    show: (shown) =>
      page.evaluate(
        async (message) => {
          const begun = performance.now();
          const heard = new Promise((resolve) => window.addEventListener('message', resolve, { once: true }));
          window.postMessage(message);
          await heard;
          const built = performance.now() - begun;
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
          const formulas = document.querySelectorAll('.formula').length;
          return { built, drawn: performance.now() - begun, formulas };
        },
        { kind: 'show', shown },
      ),
    level: (title) =>
      page.evaluate(async (name) => {
        const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name);
        const begun = performance.now();
        button.click();
        const built = performance.now() - begun;
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        const formulas = document.querySelectorAll('.formula').length;
        return { built, drawn: performance.now() - begun, formulas };
      }, title),
    async close() {
      await browser.close();
      server.close();
    },
  };
}

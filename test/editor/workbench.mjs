/**
 * VS Code's window as a reader uses it. In: a page of Chromium. Out: the gestures of the tests: point at a name, press a lens,
 * call a command, look into a webview. Each waits for what it needs and says what it waited for.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { until } from './world.mjs';

/** In milliseconds; generous, for machines that are busy with other things. */
const PATIENCE = 30_000;
/** This machine; the last is VS Code's name for an extension's files, which a service worker of the window answers. */
const HERE = /^(127\.0\.0\.1|(.+\.)?localhost|.+\.vscode-resource\.vscode-cdn\.net)$/;
const pictures = path.join(import.meta.dirname, '../../screenshots');

/** `scale`: device pixels per pixel. */
export async function openWorkbench(browser, address, { scale = 1, size = { width: 1400, height: 850 } } = {}) {
  mkdirSync(pictures, { recursive: true });
  const context = await browser.newContext({ viewport: size, deviceScaleFactor: scale });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  const complaints = [];
  const foreign = new Set();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && isOurs(message)) complaints.push(message.text());
  });
  context.on('request', (request) => {
    const { protocol, hostname, origin } = new URL(request.url());
    if (/^(http|ws)/.test(protocol) && !HERE.test(hostname)) foreign.add(origin);
  });
  await page.goto(address);
  await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });

  const lens = (text) => page.locator('.codelens-decoration :is(a, span)', { hasText: text }).first();
  const rest = async () => {
    await page.keyboard.press('Escape');
    await page.mouse.move(700, 840);
  };
  return {
    page,
    /** Errors on the console that come from the extension or its panel. */
    complaints,
    /** Origins outside this machine that the window has asked for something. */
    foreign,
    rest,
    picture: (name) => page.screenshot({ path: path.join(pictures, `${name}.png`) }),
    lens: async (text) => {
      await lens(text).waitFor({ timeout: PATIENCE });
      return lens(text);
    },
    /** The text of the editor's lines as drawn, inlays included. */
    lines: () => linesOf(page),
    untilLine: (what, patience = PATIENCE) =>
      until(
        async () => (await linesOf(page)).find((line) => what.test(line)),
        patience,
        `no line like ${what} appeared`,
      ),
    /** Points at the n-th `text` of the line that starts with `line`, and returns the hover that has `expected`. */
    async hover(line, text, expected, nth = 0) {
      await rest();
      const hover = page.locator('.monaco-hover:not(.hidden)', { hasText: expected }).first();
      // Point again where nothing came: lenses may have moved the line, or the server was still busy.
      await until(
        async () => {
          const place = await placeOf(page, line, text, nth);
          await page.mouse.move(place.x, place.y + 200);
          await page.mouse.move(place.x, place.y, { steps: 3 });
          await hover.waitFor({ timeout: 5000 });
          return true;
        },
        2 * PATIENCE,
        `no hover with ${expected} on ${text} in ${line}`,
      );
      return hover;
    },
    /** The middle of the n-th `text` in the drawn line that starts with `line`. */
    place: (line, text, nth = 0) => placeOf(page, line, text, nth),
    async click(line, text, nth = 0) {
      const { x, y } = await placeOf(page, line, text, nth);
      await page.mouse.click(x, y);
    },
    /** Puts the cursor before column 1 of a line that is typed in the "Go to line" box. */
    async goTo(line, column = 1) {
      await page.keyboard.press('Control+g');
      await page.locator('.quick-input-widget input.input').fill(`:${line}:${column}`);
      await page.keyboard.press('Enter');
    },
    async command(title) {
      await page.keyboard.press('F1');
      const input = page.locator('.quick-input-widget input.input');
      await input.waitFor();
      await input.fill(`>${title}`);
      await page
        .locator('.quick-input-list .monaco-list-row', { hasText: title })
        .first()
        .waitFor({ timeout: PATIENCE });
      await page.keyboard.press('Enter');
    },
    /** The rows of the list that VS Code asks with, once there is one that has `text`. */
    async choices(text) {
      const rows = page.locator('.quick-input-list .monaco-list-row');
      await rows.filter({ hasText: text }).first().waitFor({ timeout: PATIENCE });
      return (await rows.allInnerTexts()).map((row) => row.replace(/\s+/g, ' '));
    },
    /** The webview that shows `selector` with `text`; VS Code nests two frames around a webview's document. */
    frame: (selector, text, patience = PATIENCE) =>
      until(
        async () => {
          for (const frame of page.frames()) {
            if (frame === page.mainFrame()) continue;
            if (
              await frame
                .locator(selector, { hasText: text })
                .first()
                .isVisible()
                .catch(() => false)
            )
              return frame;
          }
          return undefined;
        },
        patience,
        `no webview shows ${selector} with ${text}`,
      ),
    close: () => context.close(),
  };
}

/**
 * VS Code has errors of its own on the console, about services that a test's editor does not have; one of them is that it loads
 * an extension's icon and readme over https only, and our gallery has none.
 */
const isOurs = (message) =>
  !/127\.0\.0\.1:\d+\/asset\//.test(message.text()) &&
  (/nabla|panel\.(js|css)|dist\/(client|browser|server)/i.test(message.text()) ||
    (/Content Security Policy/.test(message.text()) && /webview|fake\.html/.test(message.location().url)));

const linesOf = (page) =>
  page
    .locator('.view-line')
    .evaluateAll((lines) => lines.map((line) => line.textContent.replaceAll('\u00a0', ' ').replaceAll('\u200c', '')));

async function placeOf(page, line, text, nth) {
  const found = () =>
    page.locator('.view-line').evaluateAll(
      (elements, [start, wanted, index]) => {
        const plain = (string) => string.replaceAll('\u00a0', ' ');
        const element = elements.find((each) => plain(each.textContent).startsWith(start));
        if (!element) return undefined;
        let at = -1;
        for (let count = 0; count <= index; count++) at = plain(element.textContent).indexOf(wanted, at + 1);
        if (at < 0) return undefined;
        const range = document.createRange();
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        let passed = 0;
        let started = false;
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const { length } = node.textContent;
          if (!started && at < passed + length) {
            range.setStart(node, at - passed);
            started = true;
          }
          if (started && at + wanted.length <= passed + length) {
            range.setEnd(node, at + wanted.length - passed);
            break;
          }
          passed += length;
        }
        const { left, top, width, height } = range.getBoundingClientRect();
        return { x: left + width / 2, y: top + height / 2 };
      },
      [line, text, nth],
    );
  return until(found, PATIENCE, `no ${text} in a line that starts with ${line}`);
}

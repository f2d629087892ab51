/** The packaged extension in a real VS Code: what a reader sees and does, from the first lens to a reload of the window. */
import { openBrowser } from './browser.mjs';
import { startCodeServer } from './code-server.mjs';
import { MISSPELT, NETWORK, PARTIAL } from './pages.mjs';
import { openWorkbench } from './workbench.mjs';
import { until } from './world.mjs';

export async function vscode({ check }, { vsix }) {
  const files = { 'partial.grad': PARTIAL, 'misspelt.grad': MISSPELT, 'network.grad': NETWORK };
  const server = await startCodeServer({ vsix, files });
  const browser = await openBrowser();
  const window = await openWorkbench(browser, server.open('partial.grad'));
  try {
    await page(window, check);
    await panel(window, check);
    await commands(window, check);
    await themes(window, check);
    await reload(window, server, check);
    await quickFix(browser, server, check);
    await network(browser, server, check);
    await gradients(window, check);
    await walkthrough(window, check);
    check('no errors of ours on the console', window.complaints.length === 0, window.complaints.join('\n'));
    check('nothing was asked of another machine', window.foreign.size === 0, [...window.foreign].join(' '));
  } catch (error) {
    await window.picture('vscode-failed');
    throw error;
  } finally {
    await browser.close();
    server.stop();
  }
}

async function page({ page, lens, untilLine, hover, picture, rest }, check) {
  await lens('∂f/∂x = 9x² + 5');
  await lens('∂f/∂y = −2y');
  await lens('dh/dx = 960x⁹');
  check('the partials stand above the functions', true);
  check('a proved claim says so', Boolean(await untilLine(/^check ∂f\/∂x = 9x\^2 \+ 5.*✓ proved/)));
  check('a refuted claim says where', Boolean(await untilLine(/^check ∂f\/∂x = 10x\^2 \+ 5.*✗ at x = /)));
  check('an expression has its value', Boolean(await untilLine(/^∇f\(1, 2\).*= \[14, −4\]/)));
  await page.locator('.squiggly-error').first().waitFor({ timeout: 10_000 });
  check('the refuted claim is underlined', (await page.locator('.squiggly-error').count()) === 1);
  await picture('page');
  await hover('f(x, y)', 'x', '9x² + 5');
  await picture('hover-parameter');
  check('a hover on x reads ∂f/∂x', true);
  await hover('f(x, y)', 'f', '∇f');
  check('a hover on f reads ∇f', true);
  await hover('check ∂f/∂x = 10', 'check', '14');
  await picture('hover-claim');
  check('a hover on the refuted claim has the evidence', true);
  await rest();
}

async function panel({ page, hover, frame, picture, goTo, rest }, check) {
  const link = (await hover('f(x, y)', 'x', '9x² + 5')).getByText('Expand chain rule');
  await link.click();
  await frame('.answer', '9');
  check('the hover’s link opens the panel', true);
  await rest();
  await page.locator('.tab', { hasText: '∂f/∂x' }).waitFor();
  check('its tab is named after the derivative', true);
  const partial = await frame('.chip[aria-pressed="true"]', '∂/∂x');
  await partial.getByRole('button', { name: 'with respect to y' }).click();
  await frame('.chip[aria-pressed="true"]', '∂/∂y');
  check('a chip turns to another variable', true);

  const expands = page.locator('.codelens-decoration a', { hasText: 'Expand chain rule' });
  await expands.nth(1).click();
  const chain = await frame('.answer', '960');
  check('the lens turns the panel to its function', true);
  check(
    'every line is checked',
    (await chain.locator('.check').count()) > 1 && (await chain.locator('.refuted').count()) === 0,
  );
  check('formulas are typeset, with MathML', (await chain.locator('.answer .katex-mathml math').count()) > 0);
  const fonts = await chain.evaluate(() => [...document.fonts].filter(({ status }) => status === 'loaded').length);
  check('with KaTeX’s own fonts', fonts > 0);
  await picture('panel');

  await goTo(9, 8);
  await page
    .locator('.editor-group-container')
    .first()
    .click({ position: { x: 500, y: 400 } });
  await goTo(9, 8);
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.type('7');
  await frame('.answer', '2240');
  check('the panel follows an edit', true);
  await goTo(9, 8);
  await page.keyboard.type('((');
  await frame('.notice', 'stays below');
  check('a broken page keeps the last derivation, and the panel says so', true);
  await picture('panel-broken');
  for (let undone = 0; undone < 4; undone++) await page.keyboard.press('Control+z');
  await frame('.answer', '960');
  await frame('.sheet:not(.stale)', '960');
  check('and is there again when the page is mended', true);
}

async function commands({ page, lens, goTo, command, choices, frame, picture }, check) {
  await goTo(12);
  await command('Nabla: Expand chain rule');
  const offered = await choices('∂f/∂y');
  await picture('choices');
  check('away from a function the command asks which', offered.length === 3, offered.join(', '));
  await page.keyboard.type('∂f/∂y');
  await page.keyboard.press('Enter');
  await frame('.chip[aria-pressed="true"]', '∂/∂y');
  check('and expands what was picked', true);
  await goTo(9);
  await command('Nabla: Copy derivative as LaTeX');
  await page.locator('.statusbar-item', { hasText: 'Copied' }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  check('a derivative is copied as LaTeX', /960\s*x\^\{?9\}?/.test(copied), copied);
  await command('Nabla: Restart server');
  await page.locator('.statusbar-item', { hasText: 'running again' }).waitFor({ timeout: 15_000 });
  await lens('∂f/∂x = 9x² + 5');
  check('the server restarts', true);
}

async function gradients({ page, command, frame, picture }, check) {
  await page.locator('.view-line', { hasText: 'h(x)' }).first().click();
  await command('Nabla: Check gradients numerically');
  await frame('h1', 'Gradients of h');
  await picture('gradients');
  check('a table of gradients opens beside the page', true);
}

/** The name in VS Code's list for each kind of theme. */
const THEMES = {
  dark: 'Dark Modern',
  'high-contrast': 'Dark High Contrast',
  'high-contrast-light': 'Light High Contrast',
  light: 'Light Modern',
};

async function themes({ page, choices, frame, hover, rest, picture }, check) {
  for (const [name, theme] of Object.entries(THEMES)) {
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+t');
    await page.getByPlaceholder('Select Color Theme').fill(theme);
    await choices(theme);
    await page.keyboard.press('Enter');
    const shown = await frame('.answer', '');
    const turned = () => shown.evaluate((kind) => document.body.classList.contains(kind), `vscode-${name}`);
    await until(turned, 10_000, `the panel does not turn to ${theme}`);
    await page.waitForTimeout(500); // colours fade into each other
    const unreadable = await shown.evaluate(unreadableTexts);
    check(`${name}: every text of the panel can be read`, unreadable.length === 0, unreadable.join(', '));
    await hover('f(x, y)', 'x', '9x² + 5');
    await picture(`theme-${name}`);
    await rest();
  }
}

/** Runs in the panel: texts whose contrast against the page is below 4.5 (WCAG 2.1, 1.4.3). */
function unreadableTexts() {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgb = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (colour) => {
    const [r, g, b] = rgb(colour).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const back = light(getComputedStyle(document.body).backgroundColor);
  const unreadable = new Set();
  for (const element of document.querySelectorAll('main *')) {
    const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
    if (!text || element.closest('.katex-mathml, .copy')) continue;
    const front = light(getComputedStyle(element).color);
    const ratio = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
    if (ratio < 4.5) unreadable.add(`${element.className || element.tagName} ${ratio.toFixed(1)}`);
  }
  return [...unreadable];
}

/** As a reader does: the address without a page to open brings back what was open. */
async function reload({ page, frame }, server, check) {
  await frame('.chip[aria-pressed="true"]', '∂/∂y');
  await page.goto(server.open());
  await frame('.answer', '2', 40_000);
  await frame('.chip[aria-pressed="true"]', '∂/∂y');
  check('after a reload of the window the panel is back where it was', true);
}

async function network(browser, server, check) {
  const window = await openWorkbench(browser, server.open('network.grad'));
  const { untilLine, lens, hover, frame, picture, rest } = window;
  try {
    await lens('12 parameters');
    await lens('[2] → [2]');
    check('a network has its parameters and shapes above it', true);
    check('a node has its shape', Boolean(await untilLine(/^ *h\s*: \[2\] = dense/)));
    check('a claim about a network is proved', Boolean(await untilLine(/^check ∂tiny.*✓ proved/)));
    await hover('network tiny', 'tiny', 'cross_entropy');
    await picture('hover-network');
    check('a hover on its name has the table', true);
    await rest();
    // The hover that goes and the lens that comes move what is clicked: what was missed is pressed again.
    const press = async () => {
      await (await lens('Backward pass')).click();
      return frame('.answer', 'loss', 5_000);
    };
    const panel = await press().catch(press);
    await frame('.chip[aria-pressed="true"]', 'backward pass');
    check(
      'its backward pass opens, every line checked',
      (await panel.locator('.check').count()) > 3 && (await panel.locator('.refuted').count()) === 0,
    );
    await panel.getByRole('button', { name: 'p.W' }).first().click();
    await frame('.chip[aria-pressed="true"]', 'p.W');
    await picture('panel-network');
    check('and the one of a parameter', true);
  } catch (error) {
    await picture('network-failed');
    throw error;
  } finally {
    await window.close();
  }
}

async function quickFix(browser, server, check) {
  const window = await openWorkbench(browser, server.open('misspelt.grad'));
  const { page, untilLine, click, picture, lens } = window;
  try {
    await page.locator('.squiggly-error').first().waitFor({ timeout: 20_000 });
    check('a misspelt name is underlined', true);
    await lens('dm/dx = 2x');
    check('and the other function is not harmed', true);
    await click('k(x)', 'sinn');
    await page.keyboard.press('Control+.');
    const fix = page.locator('.action-widget .monaco-list-row', { hasText: 'sin' }).first();
    await fix.waitFor({ timeout: 10_000 });
    await picture('quick-fix');
    await page.keyboard.press('Enter');
    await untilLine(/^k\(x\) = sin\(x\)/);
    await lens('dk/dx = cos(x)');
    check('the quick fix mends it', true);
  } catch (error) {
    await picture('quick-fix-failed');
    throw error;
  } finally {
    await window.close();
  }
}

async function walkthrough({ page, command, choices, picture, lens }, check) {
  await command('View: Close All Editors'); // in a narrow group a walkthrough hides its pictures
  await command('Welcome: Open Walkthrough');
  await page.locator('.quick-input-widget input.input').fill('Nabla');
  await choices('Get started with Nabla');
  await page.keyboard.press('Enter');
  const media = page.locator('.getting-started-media img').first();
  await media.waitFor({ timeout: 15_000 });
  const width = () => media.evaluate((image) => image.naturalWidth);
  check(
    'the walkthrough has its pictures',
    (await until(width, 5000, 'the picture of the walkthrough is empty')) > 500,
  );
  await picture('walkthrough');
  await page
    .locator('.getting-started-step a, .getting-started-step .monaco-button', { hasText: 'Open an example page' })
    .click();
  await lens('∂f/∂y = −2y');
  check('and opens an example, unsaved, that is alive', true);
  await picture('example');
}

/** A folder that the reader does not trust: VS Code switches off every extension that does not say it is harmless. */
export async function restricted({ check }, { vsix }) {
  const server = await startCodeServer({ vsix, files: { 'partial.grad': PARTIAL }, restricted: true });
  const browser = await openBrowser();
  const { page, lens, hover, picture } = await openWorkbench(browser, server.open('partial.grad'));
  try {
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ timeout: 30_000 });
    await lens('∂f/∂x = 9x² + 5');
    await hover('f(x, y)', 'x', '9x² + 5');
    check('the page is alive in Restricted Mode', true);
  } finally {
    await picture('restricted');
    await browser.close();
    server.stop();
  }
}

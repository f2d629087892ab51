/**
 * Mathematics to look at, in a real VS Code: chain, steps, graph, plots, prediction, saving; by mouse and by keyboard, with a picture
 * of each in a light, a dark and both high-contrast themes.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { openBrowser } from './browser.mjs';
import { startCodeServer } from './code-server.mjs';
import { NETWORK } from './pages.mjs';
import { openWorkbench } from './workbench.mjs';
import { until } from './world.mjs';

const PAGE = `# The outer 3u^5 and the inner u = 2x^2
h(x) = 3(2x^2)^5
h(1.5)

# A bowl
q(x, y) = x^2 + 3y^2 + x*y
check ∂q/∂x = 2x + y

# A kink and a pole
r(x) = max(x, 1 - x) + 1/(x - 2)
`;
const THEMES = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  'high-contrast': 'Dark High Contrast',
  'high-contrast-light': 'Light High Contrast',
};
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function mathematics({ check }, { vsix }) {
  const files = { 'page.grad': PAGE, 'network.grad': NETWORK };
  const server = await startCodeServer({ vsix, files, settings: { 'files.simpleDialog.enable': true } });
  const browser = await openBrowser();
  const window = await openWorkbench(browser, server.open('page.grad'), { size: { width: 1500, height: 950 } });
  try {
    await window.lens('dh/dx = 960x⁹');
    await chain(window, check);
    await numbers(window, check);
    await notations(window, check);
    await saving(window, server, check);
    await graph(window, server, check);
    await plots(window, check);
    await themes(window, check);
    await prediction(window, check);
    await network(window, server, check);
    check('no errors of ours on the console', window.complaints.length === 0, window.complaints.join('\n'));
  } catch (error) {
    await window.picture('mathematics-failed');
    throw error;
  } finally {
    await browser.close();
    server.stop();
  }
}

const expand = (page, nth) => page.locator('.codelens-decoration a', { hasText: 'Expand chain rule' }).nth(nth);

/** The colour of the first `text` in the line of h. */
const colourOf = (page, text) =>
  page.locator('.view-line', { hasText: 'h(x)' }).evaluate((line, wanted) => {
    let left = line.textContent.replaceAll('\u00a0', ' ').indexOf(wanted);
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left < node.textContent.length) return getComputedStyle(node.parentElement).color;
      left -= node.textContent.length;
    }
    return undefined;
  }, text);

async function chain({ page, frame, picture, rest }, check) {
  await expand(page, 0).click();
  const panel = await frame('.answer', '960');
  const factor = (title) => panel.getByTitle(title);
  const inner = factor('Go to the source of u = 2x²');
  const inPanel = () => inner.evaluate((link) => getComputedStyle(link).color);
  const onPage = () => colourOf(page, '2x');
  await until(
    async () => (await onPage()) === (await inPanel()),
    10_000,
    'the inner function has no colour on the page',
  );
  check('the inner function has one colour in the panel and on the page', true);
  check('the outer function has another', (await colourOf(page, '3(')) !== (await inPanel()));
  const highlights = () => page.locator('.view-overlays .cdr[class*="ced-"]').count();
  const before = await highlights();
  await panel.locator('.step').nth(1).hover();
  await until(async () => (await highlights()) > before, 10_000, 'a step that is pointed at highlights nothing');
  check('a step that is pointed at lights up its part of the page', true);
  await picture('mathematics-chain');
  await panel.locator('.line').first().click();
  await page.locator('.statusbar-item', { hasText: '(9 selected)' }).waitFor({ timeout: 10_000 });
  check('and a click goes there', true);
  await inner.focus();
  await panel.page().keyboard.press('Enter');
  await page.locator('.statusbar-item', { hasText: '(4 selected)' }).waitFor({ timeout: 10_000 });
  check('by keyboard a factor leads to its function', true);
  await panel.getByRole('button', { name: /Copy this line as LaTeX \(Chain rule\)/ }).focus();
  await page.keyboard.press('Enter');
  await panel.getByText('Copied').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  check('a line is copied as LaTeX', /\\frac\{d\}\{du\}/.test(copied) && !copied.includes('htmlClass'), copied);
  await rest();
}

async function numbers({ frame, picture }, check) {
  const panel = await frame('.answer', '960');
  check('the numbers are those of the page', (await panel.getByLabel('x is').inputValue()) === '1.5');
  await panel.getByRole('button', { name: 'put in the numbers', exact: true }).click();
  await frame('.answer', '36905.625');
  check(
    'the steps go on with numbers',
    await panel.locator('.step .rule', { hasText: 'Put in the numbers' }).isVisible(),
  );
  const values = await panel.locator('.steps > li > .step .value').allInnerTexts();
  check('each line says its value', values.length > 4 && values.every((one) => one === '= 36905.625'), values.join());
  await picture('mathematics-numbers');
  await panel.getByLabel('x is').fill('1/2');
  await panel.page().keyboard.press('Enter');
  await frame('.answer', '1.875');
  check('other numbers can be written', true);
  await panel.getByLabel('x is').fill('nonsense');
  await panel.page().keyboard.press('Enter');
  await frame('.notice', 'is no number');
  check('what is no number is said', true);
  await panel.getByLabel('x is').fill('1.5');
  await panel.page().keyboard.press('Enter');
  await frame('.answer', '36905.625');
  await panel.getByRole('button', { name: 'put in the numbers', exact: true }).click();
  await until(
    async () => !(await panel.locator('.answer', { hasText: '36905' }).isVisible()),
    10_000,
    'the numbers stay',
  );
}

async function notations({ frame, picture }, check) {
  const panel = await frame('.answer', '960');
  await panel.getByLabel('Notation').selectOption('dy/dx');
  await frame('h1', 'y=h(x)');
  check('dy/dx: the head says what y is', true);
  await panel.getByLabel('Notation').selectOption('fₓ');
  const isSubscript = async () => (await panel.locator('.answer annotation').first().textContent())?.includes('h_');
  await until(isSubscript, 10_000, 'no h_x in the answer');
  check('f_x in the answer', true);
  await picture('mathematics-notation');
  await panel.getByLabel('Notation').selectOption('∂f/∂x');
  await panel.locator('.answer .katex-mathml mfrac').first().waitFor({ state: 'attached' });
}

/** VS Code's own dialog, which offers a name: Enter takes it. */
async function saved(page, workspace, name) {
  const box = page.locator('.quick-input-widget input.input');
  await until(async () => (await box.inputValue()).endsWith(name), 15_000, `${name} is not offered`);
  await page.waitForTimeout(500);
  await box.press('Enter');
  return until(() => readFileSync(path.join(workspace, name)), 15_000, `${name} was not saved`);
}

async function saving({ page, frame }, { workspace }, check) {
  const panel = await frame('.answer', '960');
  await panel.getByRole('button', { name: 'Save as HTML' }).click();
  const html = (await saved(page, workspace, 'h by x.html')).toString();
  check('the derivation is one page', html.includes('960') && html.includes('data:font/woff2;base64,'));
  const outside = html.match(/(?:src|href)="(?!data:)[^"]*"|url\((?!["']?(?:data:|#))[^)]*\)/g) ?? [];
  check('that needs nothing else', outside.length === 0, outside.slice(0, 3).join(' '));
  const reader = await page.context().newPage();
  const complaints = [];
  reader.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await reader.goto(`file://${path.join(workspace, 'h by x.html')}`);
  await reader.locator('.answer .katex').first().waitFor();
  await reader.evaluate(() => document.fonts.ready);
  await reader.screenshot({
    path: path.join(import.meta.dirname, '../../screenshots/mathematics-saved.png'),
    fullPage: true,
  });
  check('and opens in a browser without complaint', complaints.length === 0, complaints.join('\n'));
  await reader.close();
}

async function graph({ page, frame, picture }, { workspace }, check) {
  const panel = await frame('.answer', '960');
  await panel.getByRole('button', { name: 'Graph', exact: true }).focus();
  await page.keyboard.press('Enter');
  await frame('.computation-graph', '36905.6');
  check('the tab opens by keyboard, and the graph has the gradient at x', true);
  check(
    'with the local derivative of u',
    await panel.locator('.computation-graph', { hasText: '2050.31' }).isVisible(),
  );
  const focused = () => panel.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  await panel.locator('.computation-graph [tabindex="0"]').first().focus();
  const first = await focused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowLeft');
  const second = await focused();
  check('arrow keys go along the edges', second !== '' && second !== first, `${first} → ${second}`);
  await picture('mathematics-graph');
  await panel.getByRole('button', { name: /SVG/ }).first().click();
  const svg = (await saved(page, workspace, 'h-graph.svg')).toString();
  check('the drawing is saved', svg.startsWith('<svg') && svg.includes('36905.6') && !/url\(http/.test(svg));
}

async function plots({ page, frame, picture }, check) {
  const panel = await frame('.computation-graph', '36905.6');
  await panel.getByRole('button', { name: 'Plot', exact: true }).click();
  const point = panel.getByRole('slider').first();
  await point.waitFor();
  const value = () => point.getAttribute('aria-valuetext');
  check(
    'the tangent stands where the page’s number is',
    /1\.5/.test(await value()) && /36905\.6/.test(await value()),
    await value(),
  );
  await point.focus();
  await page.keyboard.press('ArrowRight');
  await until(async () => !/= 1\.5\b/.test(await value()), 10_000, 'the point does not move by keyboard');
  const field = panel.getByLabel('x is');
  await until(async () => (await field.inputValue()) !== '1.5', 10_000, 'the numbers do not follow the point');
  check('arrow keys move it, and the numbers above follow', true);
  const slope = async () => Number(/slope.*?(−?[\d.]+)\s*$/.exec(await value())?.[1].replace('−', '-'));
  const at = Number(await field.inputValue());
  const expected = 960 * at ** 9;
  await until(
    async () => Math.abs((await slope()) / expected - 1) < 1e-5,
    10_000,
    () => `the slope is not ${expected}`,
  );
  check('the slope that is shown is the formula’s', true);
  await picture('mathematics-plot');

  await expand(page, 2).click();
  await frame('.plot-page', 'pole at x = 2');
  const marks = await panel.locator('.plot-page .marks').innerText();
  check('kinks and poles are listed', /kink at x = (1\/2|0\.5)/.test(marks), marks);
  await picture('mathematics-kink');

  await expand(page, 1).click();
  await frame('.plot-page .readout', '∇');
  const start = panel.getByRole('slider').first();
  const box = await start.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x - 60, box.y + 40, { steps: 8 });
  await page.mouse.up();
  const other = panel.getByLabel('x is');
  await until(
    async () => (await other.inputValue()) !== '1',
    10_000,
    'the start of the descent does not follow the mouse',
  );
  check('the start of a descent is dragged by mouse', true);
  await picture('mathematics-map');
}

async function themes({ page, frame, choices, picture }, check) {
  const panel = await frame('.plot-page .readout', '∇');
  for (const [name, theme] of Object.entries(THEMES)) {
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+t');
    await page.getByPlaceholder('Select Color Theme').fill(theme);
    await choices(theme);
    await page.keyboard.press('Enter');
    const turned = () => panel.evaluate((kind) => document.body.classList.contains(kind), `vscode-${name}`);
    await until(turned, 10_000, `the panel does not turn to ${theme}`);
    for (const [nth, tab] of [
      [0, 'Steps'],
      [0, 'Graph'],
      [2, 'Plot'],
      [1, 'Plot'],
    ]) {
      await expand(page, nth).click();
      await frame('h1', ['h', 'q', 'r'][nth]);
      await panel.getByRole('button', { name: tab, exact: true }).click();
      await page.mouse.move(5, 500);
      await page.waitForTimeout(700);
      await picture(`mathematics-${name}-${tab.toLowerCase()}${nth}`);
      await panel.evaluate(AXE);
      const found = await panel.evaluate(() => window.axe.run(document.body).then(({ violations }) => violations));
      const said = found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
      check(
        `${name}: axe-core finds no fault in ${tab} of ${['h', 'q', 'r'][nth]}`,
        found.length === 0,
        said.join('\n'),
      );
    }
  }
}

async function prediction({ page, frame, command, untilLine, lens, picture }, check) {
  await page.locator('.view-line').first().click();
  await command('Nabla: Toggle prediction mode');
  await lens('predict it');
  check(
    'in prediction mode the partials are asked for',
    !(await page.locator('.codelens-decoration', { hasText: '960x' }).isVisible()),
  );
  await lens('∂q/∂x = 2x + y');
  check('what a claim on the page has answered is shown', true);
  await expand(page, 0)
    .or(page.locator('.codelens-decoration a', { hasText: 'predict it' }).first())
    .first()
    .click();
  const panel = await frame('.prediction', 'What do you think?');
  await picture('mathematics-prediction');
  check('the panel hides the answer', (await panel.locator('main').innerText()).includes('960') === false);
  const answer = panel.getByLabel(/Your answer: dh\/dx is/);
  await answer.fill('960x^8');
  await page.keyboard.press('Enter');
  await frame('.judged.wrong', 'x =');
  check('a wrong answer has a counterexample', true);
  await picture('mathematics-wrong');
  await answer.fill('960x^9');
  await panel.getByRole('button', { name: 'Check', exact: true }).click();
  await frame('.judged.right', '✓');
  await panel.getByRole('button', { name: 'Steps', exact: true }).click();
  check('a right one shows the steps', await panel.locator('.answer', { hasText: '960' }).isVisible());
  await lens('960x⁹');
  check('and the lens', true);
  await page.locator('.view-line').first().click();
  await command('Nabla: Toggle prediction mode');
  await lens('dr/dx = 1(x > 1 − x)');
  check('the mode goes off again', Boolean(await untilLine(/^h\(1\.5\).*= 5535/)));
}

async function network({ page, lens, frame, picture }, server, check) {
  await page.goto(server.open('network.grad'));
  await (await lens('Backward pass')).click();
  const panel = await frame('.chip[aria-pressed="true"]', 'backward pass', 40_000);
  await panel.getByRole('button', { name: 'Steps', exact: true }).click();
  await panel.locator('.answer').waitFor();
  const text = () => panel.locator('.answer').innerText();
  const row = await text();
  await panel.getByLabel('Layout of weights').selectOption({ index: 1 });
  await until(async () => (await text()) !== row, 15_000, 'PyTorch’s layout changes nothing');
  check('weights can be laid out as in PyTorch', true);
  await panel.getByLabel('Layout of weights').selectOption({ index: 0 });
  await until(async () => (await text()) === row, 15_000, 'the layout does not come back');
  await panel.getByRole('button', { name: 'Graph', exact: true }).click();
  await frame('.computation-graph', 'loss');
  await picture('mathematics-network');
  check('a network has a graph, with its layers', await panel.getByRole('button', { name: /layers/ }).isVisible());
}

/**
 * The panel's page alone, in Chromium, with derivations written by hand: themes, narrow and wide, keyboard, edits.
 * It stands in a page with the same content security policy as in VS Code. Pictures go to screenshots/panel/.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { accessible, inEveryTheme, scrollsSideways } from './page-alone.mjs';
import { chain, long2 } from './panel/samples.mjs';

/** Plays VS Code's part. */
const HOST =
  'window.sent = []; let kept; window.acquireVsCodeApi = () => ({ postMessage: (m) => sent.push(m), getState: () => kept, setState: (s) => { kept = s; } });';
const dist = path.join(import.meta.dirname, '../../dist');

function read(url) {
  if (url === '/host.js') return HOST;
  const file = path.join(dist, url);
  return existsSync(file) ? readFileSync(file) : undefined;
}

export async function panelPage({ check }) {
  const served = { style: '/panel.css', scripts: ['/host.js', '/panel.js'], read };
  await inEveryTheme('panel', 760, served, { check }, async ({ page, theme, picture }) => {
    const tell = (message) => page.evaluate((data) => window.postMessage(data), message);
    await tell({ kind: 'show', shown: chain });
    await page.locator('.answer .katex').first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    await picture('chain');
    await accessible(page, `${theme}: a chain`, check);
    if (theme === 'vscode-dark') await behaviour(page, tell, check);
    await tell({ kind: 'show', shown: long2 });
    await page.locator('h1', { hasText: 'loss' }).waitFor();
    await picture('long');
    await accessible(page, `${theme}: a long derivation`, check);
    check(`${theme}: a long formula never scrolls the page sideways`, !(await scrollsSideways(page)));
    await page.setViewportSize({ width: 420, height: 760 });
    check(`${theme}: nor in a narrow panel`, !(await scrollsSideways(page)));
    await picture('narrow-long');
    await tell({ kind: 'show', shown: chain });
    await page.locator('.answer', { hasText: '960' }).waitFor();
    await picture('narrow');
  });
}

async function behaviour(page, tell, check) {
  const sent = () => page.evaluate(() => window.sent);
  check('MathML stands beside the drawing', (await page.locator('.answer .katex-mathml math').count()) === 1);
  const rule = page.locator('.rule').getByRole('button', { name: 'Chain rule' });
  await rule.focus();
  await page.keyboard.press('Enter');
  check('Enter opens a rule', (await rule.getAttribute('aria-expanded')) === 'true');
  check('its nested steps are there', await page.getByText('of the inner function').isVisible());
  check('and the focus stays on it', await rule.evaluate((button) => button === document.activeElement));
  await page.keyboard.press('Enter');
  check('Enter closes it again', (await page.getByText('of the inner function').count()) === 0);
  await page.getByRole('button', { name: 'Every step' }).click();
  check('every step shows all of them', (await page.locator('[data-depth="2"]').count()) === 2);
  await page.getByRole('button', { name: 'Answer', exact: true }).click();
  check('the answer alone shows none', (await page.locator('li').count()) === 0);
  await page.getByRole('button', { name: 'Main steps' }).click();
  await page.getByRole('button', { name: 'with respect to x' }).click();
  await page.getByRole('button', { name: 'chain.grad, line 4' }).click();
  await page.getByRole('button', { name: 'Copy all as LaTeX' }).click();
  await page.getByLabel('Copy as', { exact: true }).selectOption('Markdown');
  await page.getByRole('button', { name: 'Copy all as Markdown' }).click();
  const own = page.getByRole('button', { name: 'Copy this line as Markdown (Combine the x’s)' });
  await own.focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Notation').selectOption('dy/dx');
  await page.getByLabel('x is').fill('2');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'put in the numbers' }).click();
  const said = (await sent()).filter(({ kind }) => kind !== 'point');
  check(
    'the buttons tell the extension',
    JSON.stringify(said) ===
      JSON.stringify([
        { kind: 'ready' },
        { kind: 'choose', target: { variable: 'x' } },
        { kind: 'goTo' },
        { kind: 'copy', format: 'latex' },
        { kind: 'copy', format: 'markdown' },
        { kind: 'copyText', text: '$15 \\cdot 16 \\cdot 4 \\cdot x^{9}$' },
        { kind: 'choose', writing: { notation: 'dependent' } },
        { kind: 'choose', target: { at: { x: '2' } } },
        { kind: 'choose', target: { at: { x: '1.5' }, withNumbers: true } },
      ]),
    JSON.stringify(said),
  );
  const last = async () => (await sent()).at(-1);
  await page.locator('.line').first().hover();
  check('a step that is pointed at is shown on the page', (await last()).source?.[0]?.end.character === 17);
  await page.locator('.line').first().click();
  check('and a click goes there', (await last()).kind === 'goTo' && (await last()).source.start.line === 3);
  const link = page.getByTitle('Go to the source of h = 3u⁵');
  await link.focus();
  check('so is a factor of the chain, by keyboard too', (await last()).source?.length === 2);
  await page.keyboard.press('Enter');
  check('and Enter goes there', (await last()).kind === 'goTo');
  await page.getByRole('button', { name: 'Save as HTML' }).click();
  const { kind, file } = await last();
  check('the derivation can be saved', kind === 'save' && file.type === 'html' && file.data.includes('katex'));
  check('without what can only be pressed', !/<(button|select|input)/.test(file.data));
  await page.getByRole('button', { name: 'Step by step' }).click();
  const lines = () => page.locator('.steps > li').count();
  check(
    'step by step begins with the question alone',
    (await lines()) === 0 && !(await page.locator('.answer').count()),
  );
  await page.getByRole('button', { name: 'Next step' }).click();
  check('the button shows a line', (await lines()) === 1);
  await page.keyboard.press('Control+ArrowRight');
  check('with control the arrow key is not ours', (await lines()) === 1);
  await page.keyboard.press('ArrowRight');
  check('and so does the arrow key', (await lines()) === 2);
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('Space');
  for (let more = 0; more < 9; more++) await page.keyboard.press('ArrowRight');
  check('after the last line comes the answer', await page.locator('.answer', { hasText: '960' }).isVisible());
  check('and there is nothing more to ask for', (await page.locator('.next').count()) === 0);
  await page.getByRole('button', { name: 'Main steps' }).click();
  await tell({ kind: 'done', words: 'Copied' });
  await page.getByText('Copied').waitFor();
  await tell({ kind: 'show', shown: { ...chain, hidden: true } });
  await page.getByLabel('Your answer: dh/dx is').fill('960x^8');
  check(
    'prediction mode hides steps, answer, graph and plot',
    (await page.locator('.step, .views:visible, .chain').count()) === 0,
  );
  await page.keyboard.press('Enter');
  const question = await last();
  check('and asks the server for a judgement', question.kind === 'ask' && question.params.answer === '960x^8');
  const wrong = {
    kind: 'answer',
    verdict: 'refuted',
    message: 'At x = 1 it is 960, and 960x^8 … <b>',
    revealed: false,
  };
  await tell({ kind: 'answer', id: question.id, result: wrong });
  await page.getByText('At x = 1 it is 960, and 960x^8 … <b>').waitFor();
  check('the answer stays to be mended', (await page.getByLabel('Your answer').last().inputValue()) === '960x^8');
  await page.getByLabel('Your answer: dh/dx is').fill('1');
  await page.keyboard.press('Enter');
  const late = await last();
  await page.getByLabel('Your answer: dh/dx is').fill('about h');
  const other = { ...chain, hidden: true, target: { ...chain.target, function: 'g' } };
  await tell({ kind: 'show', shown: other });
  await page.waitForFunction(() => document.querySelector('.judged').textContent === '');
  check(
    'what was typed about another function is not carried over',
    (await page.getByLabel('Your answer: dh/dx is').inputValue()) === '',
  );
  await tell({ kind: 'answer', id: late.id, result: { ...wrong, message: 'too late' } });
  await tell({ kind: 'done', words: 'after it' });
  await page.getByText('after it').waitFor();
  check('nor is a judgement that comes late', (await page.getByText('too late').count()) === 0);
  await tell({ kind: 'show', shown: chain });
  await tell({ kind: 'stale', reason: 'h has an error' });
  await page.getByText('h has an error. The last derivation stays below.').waitFor();
  check('a broken page keeps the last derivation', await page.locator('.answer', { hasText: '960' }).isVisible());
  await tell({ kind: 'show', shown: chain });
  await page.locator('.notice').waitFor({ state: 'hidden' });
  const hostile = structuredClone(chain);
  hostile.derivation.steps[1].explanation = '<img src=x onerror=alert(1)>';
  hostile.derivation.steps[1].after = { text: 'bad', unicode: 'bad', latex: '\\href{javascript:alert(1)}{x} \\frac{' };
  await tell({ kind: 'show', shown: hostile });
  await page.getByText('<img src=x').waitFor();
  check('text is text', (await page.locator('img, a').count()) === 0);
  check('LaTeX that cannot be typeset is shown as text', await page.locator('.plain', { hasText: 'bad' }).isVisible());
  await tell({ kind: 'show', shown: chain });
}

/** Writing a page in a real VS Code, by keyboard: completion, signatures, renames over files, formatting, refactorings, themes. */
import { openBrowser } from './browser.mjs';
import { startCodeServer } from './code-server.mjs';
import { openWorkbench } from './workbench.mjs';
import { until } from './world.mjs';

const FILES = {
  'base.grad': '# Twice.\ntwice(x) = 2x\n',
  'page.grad': 'import "base.grad"\nf(x, y) = 3x^2 y\ng(x) = twice(x) + twice(1)\n\n',
};
/** The colour of a hover's text in each kind of theme. */
const THEMES = {
  'Dark Modern': '#cccccc',
  'Light Modern': '#3b3b3b',
  'Dark High Contrast': '#ffffff',
  'Light High Contrast': '#292929',
};

export async function writing({ check }, { vsix }) {
  const server = await startCodeServer({ vsix, files: FILES });
  const browser = await openBrowser();
  const window = await openWorkbench(browser, server.open('page.grad'));
  try {
    await window.lens('∂f/∂x = 6x·y');
    await typing(window, check);
    await names(window, check);
    await layout(window, check);
    await themes(window, check);
    check('no errors of ours on the console', window.complaints.length === 0, window.complaints.join('\n'));
  } catch (error) {
    await window.picture('writing-failed');
    throw error;
  } finally {
    await browser.close();
    server.stop();
  }
}

const suggestion = (page, text) => page.locator('.suggest-widget.visible .monaco-list-row', { hasText: text }).first();

async function typing({ page, goTo, untilLine, picture }, check) {
  await goTo(4);
  await page.keyboard.type('check \\part');
  await suggestion(page, '∂').waitFor();
  await picture('writing-abbreviation');
  await page.keyboard.press('Enter');
  check('\\part completes to ∂', Boolean(await untilLine(/^check ∂$/)));
  await page.keyboard.type('f/\\part');
  await suggestion(page, '∂').waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Space');
  await suggestion(page, 'x').waitFor();
  await picture('writing-variables');
  const offered = await page.locator('.suggest-widget.visible .monaco-list-row').count();
  check('after ∂f/∂ its two parameters are offered', offered === 2, String(offered));
  await page.keyboard.type('x = 6x y');
  await page.keyboard.press('Escape');
  check('the claim is proved', Boolean(await untilLine(/^check ∂f\/∂x = 6x y.*✓ proved/)));
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('f(1, ');
  await page.locator('.parameter-hints-widget.visible .active', { hasText: 'y' }).waitFor();
  await picture('writing-signature');
  check('signature help points at y', true);
  await page.keyboard.press('Escape');
  await page.keyboard.type('2)');
  await page.keyboard.press('Escape');
  check('the value stands at the end of the line', Boolean(await untilLine(/^f\(1, 2\).*= 6/)));
}

async function names({ page, goTo, untilLine, picture }, check) {
  await goTo(3, 9);
  await page.keyboard.press('F12');
  await page.locator('.tab.active', { hasText: 'base.grad' }).waitFor();
  check('F12 goes to the definition in the other page', true);
  await untilLine(/^twice\(x\) = 2x/);
  // The page has just been opened: until its server knows it, F2 finds no name.
  const box = page.locator('.rename-box input').first();
  await until(
    async () => {
      await goTo(2, 2);
      await page.keyboard.press('F2');
      return box.waitFor({ timeout: 3000 }).then(
        () => true,
        () => undefined,
      );
    },
    30_000,
    'no box for the new name',
  );
  await box.fill('double');
  await picture('writing-rename');
  await page.keyboard.press('Enter');
  await untilLine(/^double\(x\) = 2x/);
  await page.locator('.tab', { hasText: 'page.grad' }).click();
  check('a rename goes through both pages', Boolean(await untilLine(/^g\(x\) = double\(x\) \+ double\(1\)/)));
}

async function layout({ page, goTo, untilLine, command, picture }, check) {
  await goTo(2, 1);
  await page.keyboard.press('Shift+End');
  await page.keyboard.type('f(x,y)=3x^2*y+(x^2+1)');
  await page.keyboard.press('Escape');
  await command('Format Document');
  check('a page is laid out', Boolean(await untilLine(/^f\(x, y\) = 3x\^2\*y \+ \(x\^2 \+ 1\)/)));
  // x^2 + 1 is selected, and becomes a function.
  await goTo(2, 21);
  for (let i = 0; i < 7; i++) await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Control+.');
  const action = page.locator('.action-widget .monaco-list-row', { hasText: 'Extract to a function u(x)' }).first();
  await action.waitFor();
  await picture('writing-actions');
  await action.click();
  check('a part becomes a function of its own', Boolean(await untilLine(/^u\(x\) = x\^2 \+ 1/)));
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}

async function themes({ page, hover, rest, choices, picture, complaints }, check) {
  for (const [theme, colour] of Object.entries(THEMES)) {
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+t');
    await page.getByPlaceholder('Select Color Theme').fill(theme);
    await choices(theme);
    await page.keyboard.press('Enter');
    // The image of a hover that is open is of the theme from before: point again.
    const drawn = await until(
      async () => {
        await rest();
        const shown = await hover('f(x, y)', 'f', '∇f');
        const image = shown.locator('img[src^="data:image/svg"]').first();
        if ((await image.count()) === 0) return undefined;
        const { source, width } = await image.evaluate((each) => ({ source: each.src, width: each.naturalWidth }));
        const svg = Buffer.from(source.replace(/^.*base64,/, ''), 'base64').toString('utf8');
        return width > 40 && svg.includes(colour) ? svg : undefined;
      },
      60_000,
      `no typeset hover in ${theme}`,
    );
    check(`a hover is typeset in ${theme}`, !drawn.includes('currentColor'));
    await picture(`writing-hover-${theme.toLowerCase().replaceAll(' ', '-')}`);
  }
  check('no complaint about images', complaints.length === 0, complaints.join('\n'));
  await rest();
}

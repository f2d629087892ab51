/** Numbers that move in a real VS Code: by keys and by mouse, with all that follows them, and one undo for each. */
import { openBrowser } from './browser.mjs';
import { startCodeServer } from './code-server.mjs';
import { openWorkbench } from './workbench.mjs';
import { until } from './world.mjs';

const PAGE = `# Numbers: 7
f(x, y) = 2x^2 - 3y + 0.25
f(1, 2)
check ∂f/∂x = 6x

g(x) = 12x


h(x) = (x - 1)^2 + 40x # 5
`;

export async function dragging({ check }, { vsix }) {
  const server = await startCodeServer({ vsix, files: { 'page.grad': PAGE } });
  const browser = await openBrowser();
  const workbench = await openWorkbench(browser, server.open('page.grad'));
  const window = { ...workbench, goTo: (line, column) => arrive(workbench, line, column) };
  try {
    await window.lens('∂f/∂x = 4x');
    await keys(window, check);
    await cursors(window, check);
    await mouse(window, check);
    await panel(window, check);
    check('no errors of ours on the console', window.complaints.length === 0, window.complaints.join('\n'));
  } catch (error) {
    await window.picture('dragging-failed');
    throw error;
  } finally {
    await browser.close();
    server.stop();
  }
}

/** A key that comes before the cursor has moved would be another number's. */
async function arrive({ page, goTo }, line, column) {
  await goTo(line, column);
  await page.locator('.statusbar-item', { hasText: `Ln ${line}, Col ${column}` }).waitFor();
}

async function keys({ page, goTo, lens, untilLine, picture }, check) {
  const f = (rest) => untilLine(new RegExp(`^f\\(x, y\\) = ${rest}$`));
  await goTo(2, 1);
  await page.keyboard.press('Alt+Equal');
  await f('3x\\^2 - 3y \\+ 0\\.25');
  check('a key moves the first number after the cursor', true);
  await lens('∂f/∂x = 6x');
  await untilLine(/^f\(1, 2\).*= −11\/4/);
  await untilLine(/^check ∂f\/∂x = 6x.*✓ proved/);
  check('the partials, the value and the claim follow', true);
  await picture('dragging-keys');
  await page.keyboard.press('Control+z');
  await f('2x\\^2 - 3y \\+ 0\\.25');
  for (let press = 0; press < 10; press++) await page.keyboard.press('Alt+Equal');
  await f('12x\\^2 - 3y \\+ 0\\.25');
  check('no press of a quick run is lost', true);
  await page.keyboard.press('Control+z');
  await f('2x\\^2 - 3y \\+ 0\\.25');
  check('one undo takes the run back', true);

  await goTo(2, 18);
  for (let press = 0; press < 4; press++) await page.keyboard.press('Alt+Minus');
  await f('2x\\^2 - \\(-1\\)y \\+ 0\\.25');
  check('after a minus it goes below 0 in parentheses', true);
  await page.waitForTimeout(1200);
  for (let press = 0; press < 4; press++) await page.keyboard.press('Alt+Equal');
  await f('2x\\^2 - 3y \\+ 0\\.25');
  await page.keyboard.press('Control+z');
  await f('2x\\^2 - \\(-1\\)y \\+ 0\\.25');
  check('after a pause another run begins', true);
  await page.keyboard.press('Control+z');
  await f('2x\\^2 - 3y \\+ 0\\.25');

  await goTo(2, 24);
  await page.keyboard.press('Shift+Alt+Equal');
  await f('2x\\^2 - 3y \\+ 0\\.35');
  await page.keyboard.press('Alt+Comma');
  await f('2x\\^2 - 3y \\+ 0\\.349');
  await page.keyboard.press('Alt+Period');
  await f('2x\\^2 - 3y \\+ 0\\.3491');
  check('with ten units, and with a digit more', true);
  await page.keyboard.press('Alt+Minus');
  await f('2x\\^2 - 3y \\+ 0\\.3490');
  await page.keyboard.type('7');
  await f('2x\\^2 - 3y \\+ 0\\.34907');
  await page.keyboard.press('Control+z');
  await f('2x\\^2 - 3y \\+ 0\\.3490');
  check('what is typed after it is another undo', true);
  await page.keyboard.press('Control+z');
  await f('2x\\^2 - 3y \\+ 0\\.25');
}

async function cursors({ page, goTo, lines, untilLine, command }, check) {
  await goTo(6, 8);
  for (let line = 0; line < 3; line++) await command('Add Cursor Below');
  await page.keyboard.press('Alt+Equal');
  await untilLine(/^g\(x\) = 13x$/);
  const after = (await lines()).join('\n');
  check('each cursor moves its own number', after.includes('h(x) = (x - 2)^2 + 40x # 5'), after);
  await page.keyboard.press('Control+z');
  await untilLine(/^g\(x\) = 12x$/);
  await page.keyboard.press('Escape');

  await goTo(9, 26);
  await page.keyboard.press('Alt+Equal');
  await goTo(1, 1);
  await page.keyboard.press('Alt+Equal');
  await page.waitForTimeout(500);
  const still = (await lines()).join('\n');
  check('numbers in comments do not move', still.includes('# 5') && still.includes('# Numbers: 7'), still);
}

/** Presses on a number with Alt and drags it over so many columns and lines. The answer lets it go. */
async function drag({ page, place }, line, number, [columns, lines]) {
  const { x, y } = await place(line, number);
  const { width, height } = await page
    .locator('.view-line')
    .first()
    .evaluate((element) => {
      const range = document.createRange();
      const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
      range.setStart(text, 0);
      range.setEnd(text, 1);
      return { width: range.getBoundingClientRect().width, height: element.getBoundingClientRect().height };
    });
  await page.keyboard.down('Alt');
  await page.mouse.move(x, y);
  await page.mouse.down();
  const steps = 1 + Math.abs(columns) + Math.abs(lines);
  await page.mouse.move(x + columns * width, y + lines * height, { steps });
  return async () => {
    await page.mouse.up();
    await page.keyboard.up('Alt');
  };
}

async function mouse(window, check) {
  const { page, goTo, lens, untilLine, picture, lines } = window;
  await goTo(10, 1);
  const drop = await drag(window, 'g(x)', '12', [-5, 0]);
  await untilLine(/^g\(x\) = 7x$/);
  await lens('dg/dx = 7');
  check('a number follows the mouse, and what depends on it follows while it is held', true);
  const shown = await page.locator('.statusbar-item', { hasText: '12 → 7' }).isVisible();
  await picture('dragging-mouse');
  const selected = await page.locator('.selected-text').count();
  check('and nothing stays selected', selected === 0, String(selected));
  check('the status bar shows from where to where', shown);
  await page.waitForTimeout(800);
  const { x, y } = await window.place('g(x)', '7');
  await page.mouse.move(x, y, { steps: 3 });
  await until(async () => (await lines()).every((line) => !/^g\(x\) = 7x$/.test(line)), 5000, 'it does not go on');
  check('after a rest it goes on', true);
  await drop();
  await page.waitForTimeout(800);
  await page.keyboard.press('Control+z');
  await untilLine(/^g\(x\) = 12x$/);
  check('one undo takes the whole drag back', true);

  // The line ends soon after the number, so up and down count as well; the lens is passed over.
  for (const [number, way, moved] of [
    ['12', [2, 0], 14],
    ['14', [0, -3], 16],
    ['16', [0, 1], 15],
  ]) {
    const end = await drag(window, 'g(x)', number, way);
    await untilLine(new RegExp(`^g\\(x\\) = ${moved}x$`));
    await end();
    await page.waitForTimeout(600);
  }
  check('drags follow each other, also up and down', true);
  for (const text of ['16', '14', '12']) {
    await page.keyboard.press('Control+z');
    await untilLine(new RegExp(`^g\\(x\\) = ${text}x$`));
  }
  check('each is one undo', true);
}

async function panel(window, check) {
  const { goTo, command, frame, untilLine } = window;
  await goTo(9, 2);
  await command('Nabla: Expand chain rule');
  await frame('.answer', '38');
  const drop = await drag(window, 'h(x)', '40', [-4, 0]);
  await untilLine(/^h\(x\) = \(x - 1\)\^2 \+ 36x # 5$/);
  await frame('.answer', '34');
  check('the panel follows', true);
  await drop();
}

/**
 * The plot's page alone, in Chromium, with functions that are written in JavaScript: themes, narrow and wide, mouse, keyboard, files.
 * It stands in a page with the same content security policy as in VS Code. Pictures go to screenshots/plot/.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { accessible, bundled, inEveryTheme, scrollsSideways } from './page-alone.mjs';

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
  hostile: subject('hostile', ['x'], { x: '0.5' }),
  nowhere: subject('nowhere', ['x'], { x: '0' }),
};

const THEMED = new Set(['parabola', 'abs', 'wave', 'dome', 'nowhere']);

export async function plotPage({ check }) {
  const bundle = await bundled('plot/page.ts');
  const served = { style: '/page.css', scripts: ['/page.js'], read: (url) => bundle.get(url) };
  await inEveryTheme('plot', 820, served, { check }, async ({ page, theme, picture, pictures }) => {
    const show = async (name) => {
      await page.evaluate((next) => window.show(next), SHOWN[name]);
      await page.waitForTimeout(150);
      await page.evaluate(() => document.fonts.ready);
    };
    for (const name of Object.keys(SHOWN)) {
      await show(name);
      await picture(name);
      // All of them once; in the other themes those that have every colour between them.
      if (theme === 'vscode-dark' || THEMED.has(name)) await accessible(page, `${theme}: ${name}`, check);
    }
    if (theme === 'vscode-dark') {
      await curves(page, show, check);
      await maps(page, show, check);
      await files(page, show, check, pictures);
    }
    await page.setViewportSize({ width: 400, height: 820 });
    for (const name of ['parabola', 'bowl', 'wave']) {
      await show(name);
      await picture(`narrow-${name}`);
      check(`${theme}: a narrow ${name} does not scroll sideways`, !(await scrollsSideways(page)));
    }
    await page.setViewportSize({ width: 900, height: 820 });
  });
}

const valueText = (page) => page.locator('.stage [role=slider][tabindex]').getAttribute('aria-valuetext');
const asked = (page, method) =>
  page.evaluate(
    (name) => window.server.asked.filter((each) => each.method === name).map(({ params }) => params),
    method,
  );
/** Until what was asked is answered and the panel has said it back. */
const rest = (page) => page.waitForTimeout(250);
const centre = async (locator) => {
  const { x, y, width, height } = await locator.boundingBox();
  return { x: x + width / 2, y: y + height / 2, left: x, top: y, width, height };
};

async function curves(page, show, check) {
  const point = page.getByRole('slider', { name: 'Point x' });
  const says = async (what, wanted) => check(what, (await valueText(page)) === wanted, await valueText(page));
  await show('parabola');
  await says('the slider says where the point is', 'x = 1.5, f = 14.25, slope 14');
  check('the slope stands above', await page.getByText('slope f′(1.5) = 14', { exact: true }).isVisible());
  await point.focus();
  for (const [key, wanted] of [
    ['ArrowRight', 'x = 1.6, f = 15.68, slope 14.6'],
    ['Shift+ArrowLeft', 'x = 0.6, f = 4.08, slope 8.6'],
    ['End', 'x = 4, f = 68, slope 29'],
    ['Home', 'x = −4, f = 28, slope −19'],
  ]) {
    await page.keyboard.press(key);
    await rest(page);
    await says(`${key} moves it`, wanted);
  }
  check('an arrow key keeps the focus', await point.evaluate((handle) => handle === document.activeElement));

  const upper = page.locator('.curve .ground').first();
  const box = await centre(upper);
  await page.evaluate(() => {
    Object.assign(window.server, { delay: 40, most: 0, asked: [] });
    window.told.length = 0;
    window.frames_ = [];
    let last = performance.now();
    const tick = (now) => {
      window.frames_.push(now - last);
      last = now;
      if (window.frames_.length < 1000) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await page.mouse.move(box.x, box.y);
  await page.mouse.down();
  const began = Date.now();
  for (let i = 0; i <= 60; i++) await page.mouse.move(box.x + (i * box.width) / 200, box.y + i);
  const took = Date.now() - began;
  await page.mouse.up();
  const moves = (await asked(page, 'nabla/tangent')).length;
  await page.evaluate(() => Object.assign(window.server, { delay: 0 }));
  await rest(page);
  const [most, told] = await page.evaluate(() => [window.server.most, window.told.map(({ x }) => x)]);
  check('while dragging never more than one tangent is on its way', most === 1 && moves > 1, `${most} of ${moves}`);
  check(
    'the panel hears of it at most ten times a second',
    told.length <= took / 100 + 3,
    `${told.length} in ${took} ms`,
  );
  const last = Number(told.at(-1));
  check('and of the last place for certain', Math.abs(last - 2.4) < 0.02, told.join());
  check('which is what is shown', (await valueText(page)).startsWith(`x = ${last},`), await valueText(page));
  const frames = await page.evaluate(() => window.frames_.slice(1).sort((a, b) => a - b));
  check(
    `frames while dragging: median ${frames[frames.length >> 1].toFixed(1)} ms, 95 % below ${frames[Math.floor(frames.length * 0.95)].toFixed(1)} ms`,
    frames[frames.length >> 1] < 34,
  );

  const ranges = async () => (await asked(page, 'nabla/plot')).at(-1).ranges?.[0];
  await page.mouse.move(box.x, box.y);
  await page.mouse.wheel(0, -400);
  await rest(page);
  const closer = await ranges();
  check(
    'the wheel looks closer, at the same place',
    closer && closer[1] - closer[0] < 7 && Math.abs(closer[0] + closer[1]) < 0.2,
    String(closer),
  );
  await page.keyboard.down('Shift');
  await page.mouse.down();
  await page.mouse.move(box.x - 100, box.y, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await rest(page);
  const panned = await ranges();
  check('shift and drag pans', panned[0] > closer[0] + 0.3, String(panned));
  check('and leaves the point alone', (await valueText(page)).startsWith(`x = ${last},`));
  const before = (await asked(page, 'nabla/plot')).length;
  await page.evaluate(() => window.show({ ...window.subjectNow() }));
  await rest(page);
  const again = await asked(page, 'nabla/plot');
  check(
    'an edit asks again for the range that the reader has chosen',
    again.length === before + 1 && String(again.at(-1).ranges[0]) === String(panned),
  );
  check('and keeps the point', (await valueText(page)).startsWith(`x = ${last},`));
  await page.mouse.dblclick(box.x, box.y);
  await rest(page);
  check('a double click resets', (await ranges()) === undefined);

  await show('abs');
  await says('a kink has no slope and says why', 'x = 0, g = 0, a kink: the slope is −1 before it and 1 after it');
  check('no tangent is drawn there', (await page.locator('.tangent-line').count()) === 0);
  check('f′ has two hollow ends', (await page.locator('.end.slope.hollow').count()) === 2);
  await page.getByRole('slider').focus();
  await page.keyboard.press('ArrowRight');
  await rest(page);
  check('beside it there is one', (await page.locator('.tangent-line').count()) === 1);
  await page.getByRole('button', { name: 'kink at x = 0' }).click();
  await rest(page);
  check('the words lead to their place', (await valueText(page)).startsWith('x = 0,'));
  await show('pole');
  check('a pole has its asymptote in both plots', (await page.locator('line.pole').count()) === 2);
  await show('hostile');
  check('text is text', (await page.locator('img, script[src=x], .plot-page a').count()) === 0);
  await show('nowhere');
  check('what cannot be plotted is said', await page.getByText('has no value anywhere').isVisible());

  await page.evaluate(() => Object.assign(window.server, { delay: 200 }));
  await page.evaluate(
    ([first, second]) => {
      window.show(first);
      window.show(second);
    },
    [SHOWN.parabola, SHOWN.log],
  );
  await page.waitForTimeout(250);
  check('an answer that is overtaken is dropped', !(await page.locator('.caption', { hasText: '3x' }).count()));
  await page.waitForTimeout(300);
  check('for the newer one', await page.locator('.caption', { hasText: 'log' }).first().isVisible());
  await page.evaluate(() => Object.assign(window.server, { delay: 0 }));

  await show('wave');
  const slide = page.getByRole('slider', { name: 'a', exact: true });
  await slide.focus();
  await page.keyboard.press('ArrowRight');
  await rest(page);
  check(
    'a parameter is slid',
    (await page.locator('.held').textContent()).includes('a = 2.05'),
    await page.locator('.held').textContent(),
  );
  check('and the panel hears of it', await page.evaluate(() => window.told.at(-1).a === '2.05'));
  const field = page.getByRole('textbox', { name: 'b =' });
  await field.fill('3');
  await field.press('Enter');
  await rest(page);
  check('or typed', (await asked(page, 'nabla/plot')).at(-1).at.b === '3');
}

async function maps(page, show, check) {
  await show('bowl');
  const start = page.getByRole('slider', { name: 'Start of the descent' });
  check(
    'a map says its start',
    (await start.getAttribute('aria-valuetext')) === 'x = 3, y = 2, bowl = 21, gradient (6, 12)',
    await start.getAttribute('aria-valuetext'),
  );
  const [x0, y0, x1, y1] = (await page.locator('path.gradient').getAttribute('d')).match(/-?[\d.]+/g);
  check(
    'the gradient stands square on the line of equal height',
    Math.abs((x1 - x0) * -12 - (y1 - y0) * 6) < 8,
    `${x1 - x0}, ${y1 - y0}`,
  );
  await start.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+ArrowDown');
  await rest(page);
  check(
    'arrow keys move it',
    (await start.getAttribute('aria-valuetext')).startsWith('x = 2.9, y = 1, bowl = 11.41'),
    await start.getAttribute('aria-valuetext'),
  );
  check(
    'the panel hears of both',
    await page.evaluate(() => window.told.some(({ x }) => x === '2.9') && window.told.some(({ y }) => y === '1')),
  );
  const box = await centre(page.locator('.map .ground'));
  await page.mouse.click(box.left + box.width / 4, box.top + box.height / 4);
  await rest(page);
  check(
    'a click begins there',
    /^x = −2(?:\.0\d)?, y = 1\.5/.test(await start.getAttribute('aria-valuetext')),
    await start.getAttribute('aria-valuetext'),
  );
  await page.getByRole('slider', { name: 'learning rate' }).focus();
  for (let i = 0; i < 30; i++) await page.keyboard.press('ArrowRight');
  await rest(page);
  check('a larger rate is asked for', (await asked(page, 'nabla/descent')).at(-1).rate > 0.3);
  check(
    'and that it diverges is said',
    await page
      .locator('.told')
      .textContent()
      .then((text) => / after \d+ steps?\. It /.test(text)),
    await page.locator('.told').textContent(),
  );
  await show('rosenbrock');
  const drawn = () => page.locator('.path-dot').count();
  const all = await drawn();
  await page.getByRole('button', { name: 'Walk' }).click();
  await page.waitForTimeout(400);
  const some = await drawn();
  check('the walk goes step by step', some > 0 && some < all, `${some} of ${all}`);
  await page.getByRole('button', { name: 'Stop' }).click();
  check('and stops with the whole way', (await drawn()) === all);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'Walk' }).click();
  await page.waitForTimeout(50);
  check('who wants no motion sees none', (await drawn()) === all);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.getByRole('button', { name: 'over x', exact: true }).click();
  await rest(page);
  check('a curve of one variable is a press away', await page.getByRole('slider', { name: 'Point x' }).isVisible());
  await page.evaluate(() => {
    const now = window.subjectNow();
    window.show({ ...now, about: { ...now.about, variable: 'y' } });
  });
  await rest(page);
  check(
    'the curve follows the variable that is chosen elsewhere',
    await page.getByRole('slider', { name: 'Point y' }).isVisible(),
  );
  await show('dome');
  check('where there is no value it is hatched', (await page.locator('.hatched').getAttribute('d')).length > 100);
}

async function files(page, show, check, pictures) {
  for (const name of ['parabola', 'dome']) {
    await show(name);
    await page.getByRole('button', { name: 'Save as SVG' }).click();
    await page.getByRole('button', { name: 'Save as PNG' }).click();
    await page.waitForFunction(() => window.files.length === 2);
    const [drawing, image] = await page.evaluate(() => window.files.splice(0));
    writeFileSync(path.join(pictures, `saved-${name}.svg`), drawing.data);
    writeFileSync(path.join(pictures, `saved-${name}.png`), Buffer.from(image.data, 'base64'));
    check(
      `${name}: the file stands alone`,
      !/class=| style=|var\(|color\(|color-mix|href|<script/.test(drawing.data),
      drawing.data.match(/.{20}(?:class=| style=|var\(|color\(|color-mix|href|<script).{20}/)?.[0],
    );
    const seen = await page.evaluate(async (text) => {
      const read = new DOMParser().parseFromString(text, 'image/svg+xml');
      return [read.querySelector('parsererror') === null, Number(read.documentElement.getAttribute('width'))];
    }, drawing.data);
    check(`${name}: it is well-formed`, seen[0]);
    const png = Buffer.from(image.data, 'base64');
    check(
      `${name}: the PNG has two pixels for one`,
      png.readUInt32BE(16) === seen[1] * 2,
      `${png.readUInt32BE(16)} of ${seen[1]}`,
    );
  }
}

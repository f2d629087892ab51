/** What a reader does with the graph: points, presses keys, steps through, opens layers, saves. In: the page with the graph in it. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { chain, generated, network, shared } from './samples.mjs';

export async function behaviour(page, { show, picture, check, pictures }) {
  const heard = (what) =>
    page.evaluate((name) => window.heard.filter(([one]) => one === name).map(([, it]) => it), what);
  const said = async () => (await page.locator('.say').evaluate(words)).replace(/\s+/g, ' ');
  const node = (name) => page.locator(`[data-item="node ${name}"]`);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-item'));

  await show(chain());
  await node('u5').waitFor();
  check('the chain is said in numbers', (await said()).includes('3 · 2050.31 · 2 · 3 ≈ 36905.6'), await said());

  await node('u').hover();
  check('a node says its gradient by the chain rule', (await said()).includes('3 · 2050.31 ≈ 6150.94'), await said());
  check('and its place on the page is pointed at', (await heard('point')).at(-1)?.length === 1);
  await picture('hover');
  await page.locator('[data-item="edge u → u5"] .hit').dispatchEvent('pointerover');
  check(
    'an edge says its slope',
    (await said()).includes('≈ 2050.31') && (await said()).includes('slope'),
    await said(),
  );
  await page.mouse.move(2, 2);
  check('nothing is pointed at after that', (await heard('point')).at(-1)?.length === 0);
  await node('u').click();
  check('a click goes to the source', (await heard('goTo')).at(-1)?.start.line === 3);

  await node('h').focus();
  await page.keyboard.press('ArrowLeft');
  check('the arrow goes back along the path', (await focused()) === 'node u5', await focused());
  await page.keyboard.press('Shift+ArrowLeft');
  check('with shift to the edge', (await focused()) === 'edge u → u5', await focused());
  await page.keyboard.press('ArrowLeft');
  check('and over it', (await focused()) === 'node u', await focused());
  const label = await node('u').getAttribute('aria-label');
  check('a node says what it is', label === 'u = 2x², named step, value 4.5, gradient ≈ 6150.94', label);
  check('one node has the tab stop', (await page.locator('.picture [tabindex="0"]').count()) === 1);
  const before = (await heard('goTo')).length;
  await page.keyboard.press('Enter');
  check('Enter goes to the source', (await heard('goTo')).length === before + 1);
  await page.evaluate(() => document.activeElement.blur());
  await page.mouse.move(2, 2);

  await dragging(page, { show, check, node, said });
  await steps(page, { show, picture, check, node, said });
  await layers(page, { show, picture, check, node, focused });
  await moving(page, { show, check, node });
  await saving(page, { show, check, heard, pictures });
  await trouble(page, { show, check, heard, node });
}

/** What KaTeX shows the eye, in one line. */
const words = (say) => {
  const copy = say.cloneNode(true);
  for (const hidden of copy.querySelectorAll('.katex-mathml')) hidden.remove();
  return copy.textContent
    .replaceAll('⋅', ' · ')
    .replaceAll(/([=≈])/g, ' $1 ')
    .replaceAll('\u200b', '');
};

async function dragging(page, { show, check, node, said }) {
  await page.evaluate(() => {
    window.kept = document.querySelector('[data-item="node u"]');
  });
  const place = () => page.locator('.picture > g').getAttribute('transform');
  const at = await place();
  for (const x of [1.51, 1.6, 2, 0.5]) await show(chain(x), { x: String(x) });
  await node('x').locator('.value', { hasText: '0.5' }).waitFor();
  check('other numbers are put in where the old ones stood', await page.evaluate(() => window.kept.isConnected));
  check('and nothing moves', (await place()) === at, `${at} is now ${await place()}`);
  check('the words follow', (await said()).includes('3 · 0.3125 · 2 · 1 = 1.875'), await said());
  await show(shared());
  await node('sin').waitFor();
}

async function steps(page, { show, picture, check, node, said }) {
  await show(chain());
  await node('u5').waitFor();
  const press = (name) => page.getByRole('button', { name }).click({ force: true });
  const seen = (name, row) =>
    node(name)
      .locator(`.${row}`)
      .evaluate((text) => getComputedStyle(text).visibility === 'visible');
  await press('Back to the beginning');
  check('before the first step no node has a value', !(await seen('x', 'value')) && !(await seen('h', 'gradient')));
  await press('One step on');
  check('first what is given', (await said()).includes('given x = 1.5'), await said());
  check('then its value is there', (await seen('x', 'value')) && !(await seen('u', 'value')));
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  check(
    'arrow keys step on; the backward pass begins with 1',
    (await said()).replaceAll(' ', '').endsWith('=1'),
    await said(),
  );
  await page.keyboard.press('ArrowRight');
  check('the gradient goes back over an edge', (await said()).includes('gets 1 · 3 = 3'), await said());
  check('and has come no farther', (await seen('u5', 'gradient')) && !(await seen('u', 'gradient')));
  await picture('step');
  await page.keyboard.press('ArrowLeft');
  check('and back', !(await seen('u5', 'gradient')));
  await press('To the end');
  check('at the end all is there', (await seen('x', 'gradient')) && (await said()).includes('36905.6'));
  await node('h').focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await page.getByText('step 2 of 10').waitFor();
  await page.keyboard.press('Space');
  check('the space bar plays and pauses', await page.getByRole('button', { name: 'Play the passes' }).isVisible());
  const travelled = () => page.locator('.spark').getAttribute('data-travel');
  const stepBackAndOn = async () => {
    await press('To the end');
    await press('One step back');
    await press('One step back');
    await press('One step on');
  };
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const last = await travelled();
  await stepBackAndOn();
  check('who wants no motion gets none', (await travelled()) === last);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await stepBackAndOn();
  check('others see the gradient travel', (await travelled()) !== last);
  await press('To the end');

  await show(shared());
  await node('sin').waitFor();
  await press('To the end');
  const all = [];
  for (let i = 0; i < 9; i++) {
    all.push(await said());
    await press('One step back');
  }
  check(
    'what comes over two edges adds up',
    all.some((one) => one.includes('more: together')),
    all.join('\n'),
  );
  await press('To the end');
  await page.evaluate(() => document.activeElement.blur());
}

async function layers(page, { show, picture, check, node, focused }) {
  await show(network());
  await node('loss').waitFor();
  const count = () => page.locator('.node').count();
  check('layers that could not be read are closed', (await count()) < 10, String(await count()));
  await page.getByRole('button', { name: 'Open all layers' }).click();
  check('a button opens them all', (await count()) === 17, String(await count()));
  await picture('layers');
  await page.locator('[data-item="frame h1"] .hit').click();
  check('a click on its title closes a layer', await node('layer h1').isVisible());
  await picture('layer');
  await node('layer h1').focus();
  await page.keyboard.press('Enter');
  check('Enter opens it', (await page.locator('[data-item="frame h1"]').count()) === 1);
  check('and the focus goes to its title', (await focused()) === 'frame h1', await focused());
  await page.keyboard.press('Enter');
  check('Enter closes it again', (await node('layer h1').count()) === 1 && (await focused()) === 'node layer h1');
  await page.getByText('As a table').click();
  await page.locator('tbody tr').first().waitFor();
  check('the table has a row for each node', (await page.locator('tbody tr').count()) === (await count()));
  await page.getByText('As a table').click();
}

async function moving(page, { show, check, node }) {
  await show(chain());
  await node('u5').waitFor();
  const scale = () => page.locator('.picture > g').evaluate((g) => g.transform.baseVal.consolidate().matrix.a);
  const fits = await scale();
  const box = await page.locator('.picture').boundingBox();
  const middle = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(...middle);
  await page.mouse.wheel(0, 100);
  check('the wheel alone does not zoom', (await scale()) === fits);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -100);
  await page.keyboard.up('Control');
  check('with control it does', (await scale()) > fits, String(await scale()));
  await page.mouse.move(middle[0] - 300, middle[1] + 70);
  await page.mouse.down();
  await page.mouse.move(middle[0] - 200, middle[1] + 60, { steps: 4 });
  await page.mouse.up();
  const place = await page.locator('.picture > g').getAttribute('transform');
  await show(chain(1.7), { x: '1.7' });
  await node('x').locator('.value', { hasText: '1.7' }).waitFor();
  check(
    'the place is kept when numbers change',
    (await page.locator('.picture > g').getAttribute('transform')) === place,
  );
  const nearer = await scale();
  await page.evaluate(() => {
    const about = { textDocument: { uri: 'file:///other.grad' }, function: 'h', variable: 'x' };
    window.show({ about, parameters: [], at: {}, names: ['u', 's'] });
  });
  await page.waitForFunction((was) => document.querySelector('.picture > g').getAttribute('transform') !== was, place);
  check("another page's h is seen as a whole", (await scale()) < nearer, `${await scale()} ${nearer}`);
  await node('h').focus();
  await page.keyboard.press('+');
  await page.keyboard.press('0');
  check('0 fits the graph in', Math.abs((await scale()) - fits) < 1e-6, `${await scale()} ${fits}`);
  await page.evaluate(() => document.activeElement.blur());
}

async function saving(page, { show, check, heard, pictures }) {
  await show(chain());
  await page.getByRole('button', { name: 'Save as SVG' }).click();
  await page.getByRole('button', { name: 'Save as PNG' }).click();
  await page.waitForFunction(() => window.heard.filter(([what]) => what === 'save').length === 2);
  const [drawing, image] = await heard('save');
  const read = await page.evaluate(
    async ([text, png]) => {
      const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
      const size = async (src) => {
        const picture = new Image();
        picture.src = src;
        await picture.decode();
        return [picture.naturalWidth, picture.naturalHeight];
      };
      const root = parsed.documentElement;
      return {
        broken: parsed.querySelector('parsererror') !== null,
        texts: [...parsed.querySelectorAll('text')].map((each) => each.textContent),
        own: [root.getAttribute('width'), root.getAttribute('height')].map(Number),
        svg: await size(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`),
        png: await size(`data:image/png;base64,${png}`),
      };
    },
    [drawing.data, image.data],
  );
  check('the SVG is well formed', drawing.type === 'svg' && drawing.name === 'h-graph.svg' && !read.broken);
  check('it needs no style sheet', !/ class=| style=|var\(|color-mix|url\(|href/.test(drawing.data));
  check(
    'its numbers and the chain are in it',
    read.texts.some((one) => one.includes('6150.94')) && read.texts.some((one) => one.includes('≈ 36905.6')),
  );
  check('the PNG is twice as large', read.png.join() === read.own.map((side) => 2 * side).join(), JSON.stringify(read));
  writeFileSync(path.join(pictures, drawing.name), drawing.data);
  writeFileSync(path.join(pictures, image.name), Buffer.from(image.data, 'base64'));
}

async function trouble(page, { show, check, heard, node }) {
  await show({ kind: 'nothing', reason: 'h has an error, so there is no graph.', function: 'h', variable: 'x' });
  await page.getByText('h has an error, so there is no graph.').waitFor();
  check(
    'why there is nothing is said, and nothing else shown',
    !(await page.locator('.computation-graph').isVisible()),
  );
  await show(chain());
  await node('u5').waitFor();
  check('and then the graph is back', await page.locator('.computation-graph').isVisible());
  await show({ ...generated(1001), function: 'large' });
  await page.getByText('This graph has 1001 nodes, too many to be drawn.').waitFor();
  await show(chain());
  await node('u5').waitFor();
  const hostile = structuredClone(chain());
  const bad = '<img src=x onerror=alert(1)>';
  hostile.nodes[0].label = { text: bad, unicode: bad, latex: '\\href{javascript:alert(1)}{x} \\frac{' };
  hostile.nodes[1].value = { text: '\\href{javascript:alert(1)}{x}$' };
  await show(hostile);
  await page.locator('.node text', { hasText: 'onerror' }).waitFor();
  check('text is text', (await page.locator('.computation-graph img, .computation-graph a').count()) === 0);
  const files = (await heard('save')).length;
  await page.getByRole('button', { name: 'Save as SVG' }).click();
  await page.waitForFunction((count) => window.heard.filter(([what]) => what === 'save').length > count, files);
  const { data } = (await heard('save')).at(-1);
  check('in a file too', data.includes('&lt;img src=x') && !/<(img|a|script)\b/.test(data), data.slice(0, 300));
}

/**
 * The computation graph alone, in Chromium, with graphs written by hand: themes, narrow and wide, keyboard, steps, layers, a graph
 * of 500 nodes, saved files. It stands in a page with the content security policy of the panel. Pictures go to screenshots/graph/.
 */
import { behaviour } from './graph/behaviour.mjs';
import { chain, generated, network, shared } from './graph/samples.mjs';
import { speed } from './graph/speed.mjs';
import { accessible, bundled, inEveryTheme, scrollsSideways } from './page-alone.mjs';

const subjectOf = ({ function: name, variable }, at = {}) => ({
  about: { textDocument: { uri: 'file:///page.grad' }, function: name, variable },
  parameters: [],
  at,
  names: ['u', 's'],
});

export async function graphPage({ check }) {
  const files = await bundled('graph/entry.ts');
  const served = { style: '/page.css', scripts: ['/page.js'], read: (url) => files.get(url) };
  await inEveryTheme('graph', 760, served, { check }, async ({ page, theme, picture, pictures }) => {
    const show = (answer, at) =>
      page.evaluate(
        ([graph, subject]) => {
          window.answer = graph;
          window.show(subject);
        },
        [answer, subjectOf(answer, at)],
      );
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
      check(`${theme}: ${name} never scrolls the page sideways`, !(await scrollsSideways(page)));
      await picture(`narrow-${name}`);
    }
    await page.setViewportSize({ width: 900, height: 760 });
    if (theme !== 'vscode-dark') return;
    await behaviour(page, { show, picture, check, pictures });
    await show(generated());
    await page.locator('.node').nth(400).waitFor();
    await picture('500');
    await speed(page, { show, subjectOf, check });
  });
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

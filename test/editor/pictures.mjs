/**
 * The pictures of the README and the walkthrough, taken of the product itself: `node test/editor/pictures.mjs`, or
 * with `dark` or `light` after it. They go to walkthrough/, those that only the documents show to docs/pictures/, at twice the size of a page, so that they are sharp on every screen. With JetBrains Mono,
 * Inter and pngquant installed they look and weigh best; without, they are taken in the fonts that are there.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openBrowser } from './browser.mjs';
import { startCodeServer } from './code-server.mjs';
import { findVsix } from './vsix.mjs';
import { openWorkbench } from './workbench.mjs';
import { atExit } from './world.mjs';

const root = path.join(import.meta.dirname, '../..');
const WALKTHROUGH = path.join(root, 'walkthrough');
const DOCUMENTS = path.join(root, 'docs/pictures');
const LIMIT = 150_000;
/** The height of a row of tabs. */
const TABS = 36;
const THEMES = { dark: 'Dark Modern', light: 'Light Modern' };

const PARTIAL = `# Partial derivatives
f(x, y) = 3x^3 - y^2 + 5x + 2
`;
const PAGES = {
  'page.grad': `${PARTIAL}
check ∂f/∂x = 9x^2 + 5
check ∂f/∂y = 2y
∇f(1, 2)

# A chain: the outer 3u^5 and the inner u = 2x^2
h(x) = 3(2x^2)^5

check h'(x) = 15(2x^2)^4 * 4x
            = 15*16*x^8 * 4x
            = 960x^9
`,
  'network.grad': `# Two numbers in, two classes out
network tiny {
  input  x[2] = [1, -2]
  target y[2] = [1, 0]
  h = dense(x, 2, W=[[0.5, -1], [0.25, 0.75]], b=[1, 2]) |> relu
  p = dense(h, 2, W=[[1, 0.5], [-0.5, 0.25]], b=[0, 0]) |> softmax
  loss = cross_entropy(p, y)
}

check ∂tiny.loss/∂tiny.p.b = tiny.p - tiny.y
∂tiny.loss/∂tiny.h.W
`,
  'partial.grad': `${PARTIAL}\n∇f(1, 2)\n`,
  'bowl.grad': `# A bowl, and the way down
q(x, y) = x^2 + 3y^2 + x*y

q(1, 2)
`,
  'claims.grad': `${PARTIAL}
check ∂f/∂x = 9x^2 + 5
check ∂f/∂y = 2y
`,
};

const SETTINGS = {
  'editor.fontFamily': "'JetBrains Mono', monospace",
  'editor.fontSize': 14,
  'editor.lineHeight': 22,
  'editor.minimap.enabled': false,
  'editor.hover.above': false,
  'editor.padding.top': 14,
  'editor.scrollBeyondLastLine': false,
  'editor.renderLineHighlight': 'none',
  'editor.occurrencesHighlight': 'off',
  'editor.overviewRulerBorder': false,
  'editor.hideCursorInOverviewRuler': true,
  'editor.scrollbar.vertical': 'hidden',
  'editor.scrollbar.horizontal': 'hidden',
  'editor.guides.indentation': false,
  'editor.matchBrackets': 'never',
  'breadcrumbs.enabled': false,
};

/** What "sans-serif" and "system-ui" mean in the pictures. */
function fonts() {
  const at = mkdtempSync(path.join(tmpdir(), 'nabla-fonts-'));
  atExit(() => rmSync(at, { recursive: true, force: true }));
  const prefer = (family, font) =>
    `<alias binding="strong"><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;
  const file = path.join(at, 'fonts.conf');
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
${prefer('system-ui', 'Inter')}${prefer('sans-serif', 'Inter')}${prefer('monospace', 'JetBrains Mono')}</fontconfig>`,
  );
  return file;
}

async function take(theme) {
  const settings = { ...SETTINGS, 'workbench.colorTheme': THEMES[theme] };
  const server = await startCodeServer({ vsix: findVsix(), files: PAGES, settings });
  const browser = await openBrowser();
  const size = { width: 1480, height: 900 };
  const { page, lens, untilLine, hover, frame, rest, picture } = await openWorkbench(
    browser,
    server.open('page.grad'),
    {
      scale: 2,
      size,
    },
  );

  /** The part of the window from the first line of the page to `bottom`, with a margin. */
  const shoot = async (name, clip, folder = WALKTHROUGH) => {
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `${name}-${theme}.png`);
    await page.screenshot({ path: file, clip });
    try {
      execFileSync('pngquant', ['--force', '--skip-if-larger', '--strip', '--output', file, '--', file]);
    } catch {
      // no pngquant, or nothing to gain
    }
    const { size } = statSync(file);
    console.log(`${path.relative(process.cwd(), file)}: ${clip.width} × ${clip.height}, ${size} bytes`);
    if (size > LIMIT) process.exitCode = 1;
  };
  const settled = () => page.waitForTimeout(600);
  /** The corner of the page that is open, so large. */
  const shootPage = async (name, width, height) => {
    const { x, y } = await page.locator('.editor-instance').first().boundingBox();
    await settled();
    await shoot(name, { x, y, width, height });
  };
  try {
    await lens('dh/dx = 960x⁹');
    await untilLine(/✗/);
    await untilLine(/\[14, −4\]/);
    await page.keyboard.press('Control+b'); // the side bar goes
    await rest();
    await shootPage('page', 560, 366);

    await page.locator('.codelens-decoration a', { hasText: 'Expand chain rule' }).nth(1).click();
    const panel = await frame('.answer', '960');
    await panel.evaluate(() => document.fonts.ready);
    await rest();
    await settled();
    const { x, y, width } = await page.locator('.editor-group-container').nth(1).boundingBox();
    const height = await panel.evaluate(() => document.querySelector('footer').getBoundingClientRect().top);
    await shoot('panel', {
      x: x + 1,
      y: y + TABS,
      width: width - 2,
      height: Math.min(height - 8, size.height - y - TABS),
    });

    const side = async (name, bottom) => {
      await rest();
      await settled();
      const group = await page.locator('.editor-group-container').nth(1).boundingBox();
      const tall = Math.min(bottom, size.height - group.y - TABS - 24);
      await shoot(name, { x: group.x + 1, y: group.y + TABS, width: group.width - 2, height: tall }, DOCUMENTS);
    };
    const tab = (title, where = panel) => where.getByRole('button', { name: title, exact: true }).click();
    await tab('Graph');
    await frame('.computation-graph', '960');
    await side('graph', 700);
    await tab('Plot');
    await frame('.plot-page .readout', 'slope');
    await side('plot', 900);
    await page.goto(server.open('bowl.grad'));
    await lens('∂q/∂x = 2x + y');
    await untilLine(/= 15/);
    await settled();
    await page.locator('.codelens-decoration a', { hasText: 'Expand chain rule' }).click();
    await tab('Plot', await frame('.answer', '2'));
    await frame('.plot-page .readout', '∇');
    await side('map', 900);

    await page.goto(server.open('partial.grad'));
    await lens('∂f/∂x = 9x² + 5');
    await untilLine(/\[14, −4\]/);
    await hover('f(x, y)', 'x', '9x² + 5');
    await shootPage('hover', 760, 262);
    await page.goto(server.open('network.grad'));
    await lens('Backward pass');
    await untilLine(/✓ proved/);
    await hover('network tiny', 'tiny', 'cross_entropy');
    await shootPage('network', 760, 300);
    await rest();
    await (await lens('Backward pass')).click();
    const pass = await frame('.chip[aria-pressed="true"]', 'backward pass');
    await pass.evaluate(() => document.fonts.ready);
    await rest();
    await settled();
    const box = await page.locator('.editor-group-container').nth(1).boundingBox();
    await shoot('backward', {
      x: box.x + 1,
      y: box.y + TABS,
      width: box.width - 2,
      height: size.height - box.y - TABS - 24,
    });
    await page.goto(server.open('claims.grad'));
    await lens('∂f/∂x = 9x² + 5');
    await untilLine(/✗/);
    await hover('check ∂f/∂y', 'check', 'Refuted');
    await shootPage('claim', 760, 330);
  } catch (error) {
    await picture('pictures-failed');
    throw error;
  } finally {
    await browser.close();
    server.stop();
  }
}

process.env.FONTCONFIG_FILE = fonts();
const asked = process.argv.slice(2);
for (const theme of Object.keys(THEMES)) if (asked.length === 0 || asked.includes(theme)) await take(theme);
process.exit();

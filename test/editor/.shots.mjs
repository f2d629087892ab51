import { openBrowser } from './browser.mjs';
import { startCodeServer } from './code-server.mjs';
import { findVsix } from './vsix.mjs';
import { openWorkbench } from './workbench.mjs';

const PAGE = `# Partial derivatives
f(x, y) = 3x^3 - y^2 + 5x + 2
s(x, w[n], b) = sigmoid(sum(x * w) + b) / sqrt(x^2 + 1)
h(x) = 3(2x^2)^5
check ∂f/∂y = 2y
network tiny {
  input  x[2] = [1, -2]
  target y[2] = [1, 0]
  h = dense(x, 2, W=[[0.5, -1], [0.25, 0.75]], b=[1, 2]) |> relu
  p = dense(h, 2, W=[[1, 0.5], [-0.5, 0.25]], b=[0, 0]) |> softmax
  loss = cross_entropy(p, y)
}
tiny.loss
`;
const THEMES = process.argv.slice(2).length ? process.argv.slice(2) : ['Dark Modern'];
for (const theme of THEMES) {
  const server = await startCodeServer({
    vsix: findVsix(),
    files: { 'page.grad': PAGE },
    settings: { 'editor.fontSize': 14, 'editor.minimap.enabled': false, 'workbench.colorTheme': theme },
  });
  const browser = await openBrowser();
  const { page, lens, hover, complaints } = await openWorkbench(browser, server.open('page.grad'), {
    scale: 2,
    size: { width: 1100, height: 720 },
  });
  await lens('∂f/∂x = 9x² + 5');
  let i = 0;
  for (const [l, t, e] of [
    ['f(x, y)', 'x', '9x²'],
    ['s(x, w', 's', '∇s'],
    ['h(x)', 'h', 'd'],
    ['p', 'p', '∂loss'],
  ]) {
    try {
      await hover(l, t, e);
    } catch (error) {
      console.log(String(error).slice(0, 200));
    }
    await page.waitForTimeout(500);
    await page.screenshot({ path: `/tmp/shot-${theme.replaceAll(' ', '')}-${i++}.png` });
    await page.keyboard.press('Escape');
  }
  console.log(theme, complaints);
  await browser.close();
  await server.stop?.();
}
process.exit(0);

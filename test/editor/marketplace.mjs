/** As a user gets it: found in the Extensions view, installed with a click, and at work on the page that is open. */
import { startGallery } from '../gallery.mjs';
import { openBrowser } from './browser.mjs';
import { startCodeServer } from './code-server.mjs';
import { PARTIAL } from './pages.mjs';
import { openWorkbench } from './workbench.mjs';

export async function marketplace({ check }, { vsix }) {
  const gallery = await startGallery(vsix);
  const server = await startCodeServer({ gallery: gallery.address, files: { 'partial.grad': PARTIAL } });
  const browser = await openBrowser();
  const window = await openWorkbench(browser, server.open('partial.grad'));
  const { page, lens, hover, picture } = window;
  try {
    await page.locator('.view-line', { hasText: 'f(x,' }).first().waitFor({ timeout: 30_000 });
    check('without the extension the page is plain text', (await page.locator('.codelens-decoration').count()) === 0);
    await page.keyboard.press('Control+Shift+X');
    const box = page.locator('.extensions-viewlet .monaco-editor').first();
    await box.waitFor({ timeout: 20_000 });
    await box.click();
    await page.keyboard.type('chain rule');
    const row = page.locator('.extensions-viewlet .extension-list-item', { hasText: gallery.title }).first();
    await row.waitFor({ timeout: 20_000 });
    check('a search finds it', true);
    await picture('gallery-search');
    await row.locator('a.extension-action.install:not(.hide):not(.disabled)', { hasText: 'Install' }).first().click();
    const trust = page.locator('.monaco-dialog-box .monaco-button', { hasText: /Trust Publisher/ }).first();
    await trust.waitFor({ timeout: 10_000 }).then(
      () => trust.click(),
      () => undefined, // a version of VS Code that does not ask
    );
    await row.locator('.extension-action.manage:not(.hide)').first().waitFor({ timeout: 30_000 });
    check(
      'a click installs it',
      gallery.requests.some((request) => request.endsWith('VSIXPackage')),
    );
    await page.waitForTimeout(1000);
    await picture('gallery-installed');
    await page.locator('.tabs-container .tab', { hasText: 'partial.grad' }).first().click();
    await lens('∂f/∂x = 9x² + 5');
    await hover('f(x, y)', 'x', '9x² + 5');
    check('and the open page comes alive without a reload', true);
    await picture('gallery-hover');
    check('no errors of ours on the console', window.complaints.length === 0, window.complaints.join('\n'));
  } catch (error) {
    await picture('gallery-failed');
    throw error;
  } finally {
    await browser.close();
    server.stop();
    gallery.stop();
  }
}

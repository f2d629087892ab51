/** Chromium, driven by Playwright: the one that is installed, nothing is downloaded. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { CannotRun } from './report.mjs';

const PLACES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

export async function openBrowser() {
  const executablePath = PLACES.find((place) => place && existsSync(place));
  if (!executablePath) {
    throw new CannotRun('Chromium is missing. Install it (Debian: apt-get install chromium) or name it in $CHROMIUM.');
  }
  const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update'];
  return chromium.launch({
    executablePath,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-sync', ...quiet],
  });
}

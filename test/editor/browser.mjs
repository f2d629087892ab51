/** Chromium, driven by Playwright: the one that is installed, nothing is downloaded. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { CannotRun } from './report.mjs';
import { atExit } from './world.mjs';

const PLACES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
];

function options() {
  const executablePath = PLACES.find((place) => place && existsSync(place));
  if (executablePath) return { executablePath, headless: true, args: ARGUMENTS };
  throw new CannotRun('Chromium is missing. Install it (Debian: apt-get install chromium) or name it in $CHROMIUM.');
}

export const openBrowser = async () => chromium.launch(options());

/**
 * The same with a profile that allows third-party storage, which the webviews of VS Code for the Web need and the private
 * windows of `openBrowser` refuse.
 */
export function openProfile() {
  const profile = mkdtempSync(path.join(tmpdir(), 'nabla-profile-'));
  atExit(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  mkdirSync(path.join(profile, 'Default'));
  const allowed = { profile: { cookie_controls_mode: 0, block_third_party_cookies: false } };
  writeFileSync(path.join(profile, 'Default/Preferences'), JSON.stringify(allowed));
  let context;
  return {
    newContext: async (given) => {
      context = await chromium.launchPersistentContext(profile, { ...options(), ...given });
      return context;
    },
    close: async () => context?.close(),
  };
}

/**
 * A real VS Code in the browser, for tests: code-server from npm, kept in `.cache/`. In: the version below. Out: a running server
 * on 127.0.0.1 with folders of its own, that asks nobody outside this machine, and that goes when this process goes.
 */
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { CannotRun } from './report.mjs';
import { atExit, freePort, until } from './world.mjs';

const VERSION = '4.139.1'; // VS Code 1.139.1
const NODE = '24.21.0'; // what that version runs on
const run = promisify(execFile);
const home = path.join(import.meta.dirname, '../../.cache/code-server');
const stamp = path.join(home, 'installed');

const npm = (cwd, ...args) =>
  run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...args], {
    cwd,
    maxBuffer: 1e8,
  });

let installing;
export const installCodeServer = () => {
  installing ??= install();
  return installing;
};

/** Installs once (about 20 seconds, 800 MB). `--ignore-scripts`: nothing is compiled and nothing else is downloaded. */
async function install() {
  const runtime = `node-${process.platform}-${process.arch}`;
  const node = path.join(home, 'node_modules', runtime, 'bin/node');
  const entry = path.join(home, 'node_modules/code-server/out/node/entry.js');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === VERSION) return { node, entry };
  console.log(`  installing code-server ${VERSION} into .cache/ (once)`);
  mkdirSync(home, { recursive: true });
  writeFileSync(
    path.join(home, 'package.json'),
    '{ "name": "editor-under-test", "version": "0.0.0", "private": true }\n',
  );
  try {
    await npm(home, '--no-save', '--no-package-lock', `${runtime}@${NODE}`, `code-server@${VERSION}`);
    const vscode = path.join(home, 'node_modules/code-server/lib/vscode');
    await npm(vscode, '--omit=dev');
    await npm(path.join(vscode, 'extensions'), '--omit=dev');
  } catch (error) {
    throw new CannotRun(
      `code-server ${VERSION} could not be installed from npm: ${error.stderr?.trim().split('\n')[0] ?? error.message}. ` +
        'Check the connection to the npm registry, delete .cache/code-server and run this again.',
    );
  }
  writeFileSync(stamp, VERSION);
  return { node, entry };
}

/** What a fresh VS Code would otherwise ask, show or fetch while we test something else. */
const QUIET = {
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'extensions.verifySignature': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'git.enabled': false,
  'window.commandCenter': false,
  'editor.hover.delay': 100,
};

const RESTRICTED = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' };

/**
 * Starts VS Code. `vsix`: installed beforehand, from its file. `gallery`: the address of a marketplace; without one there is none.
 * `files`: the workspace, name to text. `settings`: on top of the quiet ones. `restricted`: in Restricted Mode, as a folder that the
 * reader has not said to trust.
 */
export async function startCodeServer({
  vsix,
  gallery = 'http://127.0.0.1:9',
  files,
  settings = {},
  restricted = false,
}) {
  const { node, entry } = await installCodeServer();
  const root = mkdtempSync(path.join(tmpdir(), 'nabla-editor-'));
  atExit(() => rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  const [data, extensions, workspace] = ['data', 'extensions', 'pages'].map((name) => path.join(root, name));
  for (const folder of [path.join(data, 'User'), extensions, workspace]) mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(workspace, name), text);
  writeFileSync(
    path.join(data, 'User/settings.json'),
    JSON.stringify({ ...QUIET, ...(restricted ? RESTRICTED : {}), ...settings }),
  );
  writeFileSync(path.join(root, 'config.yaml'), 'auth: none\n');

  const env = {
    ...process.env,
    HOME: root,
    XDG_CONFIG_HOME: root,
    XDG_DATA_HOME: root,
    XDG_CACHE_HOME: root,
    EXTENSIONS_GALLERY: JSON.stringify({
      serviceUrl: `${gallery}/gallery`,
      itemUrl: `${gallery}/item`,
      extensionUrlTemplate: `${gallery}/gallery/{publisher}/{name}/latest`,
      resourceUrlTemplate: `${gallery}/asset/{publisher}/{name}/{version}/Microsoft.VisualStudio.Code.WebResources/{path}`,
      controlUrl: '',
      nlsBaseUrl: '',
    }),
  };
  delete env.VSCODE_IPC_HOOK_CLI; // set inside a VS Code terminal: the new server would hand its work to that window
  const base = [
    entry,
    '--config',
    path.join(root, 'config.yaml'),
    '--user-data-dir',
    data,
    '--extensions-dir',
    extensions,
  ];
  if (vsix) await run(node, [...base, '--install-extension', vsix], { env });

  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const quiet = [
    '--disable-telemetry',
    '--disable-update-check',
    ...(restricted ? [] : ['--disable-workspace-trust']),
    '--disable-getting-started-override',
  ];
  const server = spawn(node, [...base, '--auth', 'none', '--bind-addr', address, ...quiet], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a process group of its own, so that its extension hosts go with it
  });
  let log = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => (log += text));
  const stop = () => {
    try {
      process.kill(-server.pid, 'SIGKILL');
    } catch {
      // it is gone already
    }
    rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  atExit(stop);
  await until(
    async () => (await fetch(`http://${address}/healthz`)).ok,
    30_000,
    () => `code-server did not start:\n${log}`,
  );
  return {
    stop,
    /** The folder of its pages. */
    workspace,
    /** The address of the workspace, with one of its pages opened; without, with whatever was open. */
    open(file) {
      const folder = `http://${address}/?folder=${encodeURIComponent(workspace)}`;
      if (!file) return folder;
      const payload = JSON.stringify([['openFile', `vscode-remote://${address}${workspace}/${file}`]]);
      return `${folder}&payload=${encodeURIComponent(payload)}`;
    },
  };
}

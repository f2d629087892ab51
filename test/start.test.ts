/** The parts of `npm start`: an installed editor is called as it should be; without one, VS Code is served here. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const examples = path.join(root, 'examples');
const page = path.join(examples, '01-partial-derivative.grad');

/** Runs a line of JavaScript in which `options` are what both parts need. */
const script = (module: string, line: string): string =>
  `const options = ${JSON.stringify({ root, examples, page })};
   const m = await import(${JSON.stringify(path.join(root, 'scripts/start', module))});
   ${line}`;

const evaluate = (module: string, line: string, env: NodeJS.ProcessEnv): string =>
  execFileSync(process.execPath, ['--input-type=module', '-e', script(module, line)], { env, encoding: 'utf8' });

const installed = 'console.log(JSON.stringify(m.openInstalledEditor(options)))';

/** A folder for the PATH, with an editor in it that prints its arguments and ends with a status. */
const withEditor = <Result>(status: number, use: (folder: string) => Result): Result => {
  const folder = mkdtempSync(path.join(tmpdir(), 'nabla-path-'));
  try {
    const file = path.join(folder, 'codium');
    writeFileSync(file, `#!/bin/sh\necho "$@"\nexit ${status}\n`);
    chmodSync(file, 0o755);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

test.runIf(process.platform === 'linux')('an installed editor gets the extension and the examples', () => {
  const said = withEditor(0, (PATH) => evaluate('installed.mjs', installed, { PATH, DISPLAY: ':0' }));
  expect(said).toBe(
    `--extensionDevelopmentPath=${root} --new-window ${examples} ${page}\n{"ok":true,"name":"codium"}\n`,
  );
});

const obstacles: readonly (readonly [what: string, status: number, env: NodeJS.ProcessEnv, sentence: RegExp])[] = [
  ['an editor that does not start', 1, { DISPLAY: ':0' }, /codium did not start/],
  ['no screen', 0, {}, /no screen/],
  ['a remote terminal', 0, { DISPLAY: ':0', VSCODE_IPC_HOOK_CLI: '/x' }, /remote VS Code/],
];
test.runIf(process.platform === 'linux').each(obstacles)('%s is told in a sentence', (_, status, env, sentence) => {
  expect(withEditor(status, (PATH) => evaluate('installed.mjs', installed, { PATH, ...env }))).toMatch(sentence);
});

test('no editor at all is told in a sentence', () => {
  expect(evaluate('installed.mjs', installed, { PATH: '/nowhere', DISPLAY: ':0' })).toMatch(
    /No VS Code is on the PATH/,
  );
});

const saying = (child: ChildProcess, pattern: RegExp): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (data) => {
      said += data;
      const found = pattern.exec(said);
      if (found) resolve(found[0]);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code} after: ${said}`)));
  });

test('VS Code for the Web is served on the next free port, and ends cleanly', async () => {
  const busy = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => busy.once('listening', resolve));
  const taken = busy.address();
  const port = typeof taken === 'object' && taken !== null ? taken.port : 0;
  const line = `await m.serveWeb({ ...options, port: ${port}, open: false });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script('web.mjs', line)], { cwd: root });
  try {
    const address = await saying(child, /http:\/\/localhost:\d+/);
    expect(address).not.toBe(`http://localhost:${port}`);
    // By its digits: redirected to its name, with the page to open.
    const entrance = await fetch(address.replace('localhost', '127.0.0.1'), { redirect: 'manual' });
    expect(entrance.status).toBe(302);
    expect(decodeURIComponent(entrance.headers.get('location') ?? '')).toContain('mount/01-partial-derivative.grad');
    const workbench = await (await fetch(`${address}/?payload=x`)).text();
    expect(workbench).toContain('/static/devextensions');
    const served = await fetch(`${address}/static/mount/01-partial-derivative.grad`);
    expect(await served.text()).toContain('# The partial derivative');
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  } finally {
    child.kill('SIGKILL');
    busy.close();
  }
});

/** Editors without an extension of ours: they start `nabla lsp --stdio` and speak the protocol with their own clients. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PARTIAL } from './pages.mjs';
import { CannotRun } from './report.mjs';

const root = path.join(import.meta.dirname, '../..');
const script = (name) => path.join(import.meta.dirname, name);

const EDITORS = {
  neovim: {
    program: 'nvim',
    args: ['--clean', '--headless', '-c', `luafile ${script('neovim.lua')}`],
    install: 'Neovim 0.7 or newer is missing. Install it (Debian: apt-get install neovim).',
  },
  emacs: {
    program: 'emacs',
    args: ['--batch', '-l', script('emacs.el')],
    install: 'Emacs with eglot is missing. Install them (Debian: apt-get install emacs-nox elpa-eglot).',
  },
};

export const neovim = (report) => attempt(EDITORS.neovim, report);
export const emacs = (report) => attempt(EDITORS.emacs, report);

async function attempt({ program, args, install }, { check }) {
  const nabla = path.join(root, 'server/bin/nabla.js');
  if (!existsSync(path.join(root, 'server/dist/cli.js'))) {
    throw new CannotRun('The nabla command is not built. Build it with: npm run build');
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'nabla-stdio-'));
  const page = path.join(folder, 'partial.grad');
  writeFileSync(page, PARTIAL);
  const { code, out, log } = await run(program, args, {
    cwd: folder,
    timeout: 60_000,
    env: { ...process.env, HOME: folder, NABLA: nabla, PAGE: page },
  });
  rmSync(folder, { recursive: true, force: true });
  if (code === 'ENOENT' || code === 3) throw new CannotRun(install);
  const lines = out.split('\n').map((line) => /^(ok|no) (.*)$/.exec(line));
  for (const line of lines) if (line) check(line[2], line[1] === 'ok', 'no');
  check(`${program} ends well`, code === 0, `exit status ${code}\n${log.slice(-2000)}`);
}

const run = (program, args, options) =>
  new Promise((resolve) => {
    execFile(program, args, options, (error, out, log) =>
      resolve({ code: error ? (error.code ?? error.signal) : 0, out, log }),
    );
  });

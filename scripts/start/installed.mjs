// Opens examples/ in an editor of the VS Code family that is installed, with the extension from this checkout.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const editors = ['code', 'codium', 'vscodium', 'code-insiders', 'codium-insiders', 'cursor', 'windsurf', 'positron'];

/** `{ ok: true, name }`, or `{ ok: false, reason }`, a sentence for the reader. */
export const openInstalledEditor = ({ root, examples, page }) => {
  const obstacle = whyNot();
  if (obstacle !== undefined) {
    return { ok: false, reason: obstacle };
  }
  const found = editors.map((name) => ({ name, file: onPath(name) })).filter(({ file }) => file !== undefined);
  for (const { name, file } of found) {
    const args = [`--extensionDevelopmentPath=${root}`, '--new-window', examples, page];
    // On Windows the command is a batch file, which only a shell starts.
    const batch = process.platform === 'win32';
    const { status } = batch
      ? spawnSync(
          `"${file}"`,
          args.map((each) => `"${each}"`),
          { stdio: 'inherit', shell: true, timeout: 60_000 },
        )
      : spawnSync(file, args, { stdio: 'inherit', timeout: 60_000 });
    if (status === 0) {
      return { ok: true, name };
    }
  }
  return {
    ok: false,
    reason:
      found.length === 0
        ? 'No VS Code is on the PATH (its command "Install \'code\' command in PATH" puts it there); here is one in the browser.'
        : `${found.map(({ name }) => name).join(' and ')} did not start; here is VS Code in the browser.`,
  };
};

/** Why an installed editor cannot show a window with this extension, or undefined. */
const whyNot = () => {
  if (process.env.VSCODE_IPC_HOOK_CLI !== undefined) {
    return 'This terminal belongs to a remote VS Code, which cannot run an extension from a folder; here is one in the browser.';
  }
  const { DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME } = process.env;
  if (process.platform === 'linux' && [DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME].every((each) => !each)) {
    return 'There is no screen for a window here; here is VS Code in the browser.';
  }
  return undefined;
};

const onPath = (name) => {
  const names = process.platform === 'win32' ? [`${name}.cmd`, `${name}.exe`] : [name];
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => names.map((each) => path.join(folder, each)))
    .find(executable);
};

const executable = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

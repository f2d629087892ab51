// Writes the .vsix. In: the sources. Out: nabla-VERSION.vsix (or the path given as argument), and a line that says
// what is in it. A warning of the packager, or a package that is too big for what it holds, is a failure.
import { spawnSync } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const { name, version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
const target = path.resolve(process.argv[2] ?? path.join(root, `${name}-${version}.vsix`));
const limit = 2.5 * 1024 * 1024;

const run = (file, ...args) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { cwd: root, encoding: 'utf8' });
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  if (status !== 0) {
    process.exit(status ?? 1);
  }
  return stdout + stderr;
};

run('scripts/build.mjs', '--production');
const vsce = path.join(path.dirname(createRequire(import.meta.url).resolve('@vscode/vsce/package.json')), 'vsce');
// Pictures and links of the README lead to the repository that package.json names.
const said = run(vsce, 'package', '--no-dependencies', '--out', target);
const { size } = await stat(target);
if (/warning/i.test(said)) {
  console.error('The packager warns; see above.');
  process.exitCode = 1;
}
if (size > limit) {
  console.error(`${path.basename(target)} has ${size} bytes; the limit is ${limit}.`);
  process.exitCode = 1;
}

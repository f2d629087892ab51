// Writes the .vsix. In: the sources. Out: nabla-VERSION.vsix (or the path given as argument), and a line that says
// what is in it. A warning of the packager, or a package that is too big for what it holds, is a failure.
import { spawnSync } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const { name, version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
const target = path.resolve(process.argv[2] ?? path.join(root, `${name}-${version}.vsix`));
const limit = 2 * 1024 * 1024;

const run = (file, ...args) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { cwd: root, encoding: 'utf8' });
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  if (status !== 0) {
    process.exit(status ?? 1);
  }
  return stdout + stderr;
};

/** The README as it is packaged: pictures inside, so that the page in the editor asks no other machine for them; links
 *  into the repository become their words. */
const standalone = async (text) => {
  const pictures = [...text.matchAll(/!\[[^\]]*\]\(([^):]+\.png)\)/g)].map(([, file]) => file);
  const encoded = new Map();
  for (const file of pictures) {
    const bytes = await readFile(path.join(root, file)).catch(() => undefined);
    if (bytes === undefined) {
      console.error(`README.md shows ${file}, which is not there.`);
      process.exitCode = 1;
    } else {
      encoded.set(file, `data:image/png;base64,${bytes.toString('base64')}`);
    }
  }
  return text
    .replace(/(!\[[^\]]*\])\(([^):]+\.png)\)/g, (all, words, file) =>
      encoded.has(file) ? `${words}(${encoded.get(file)})` : all,
    )
    .replace(/(?<!!)\[([^\]]*)\]\((?!https?:|#)[^)]*\)/g, '$1');
};

run('scripts/build.mjs', '--production');
await writeFile(
  path.join(root, 'dist/README.md'),
  await standalone(await readFile(path.join(root, 'README.md'), 'utf8')),
);
const vsce = path.join(path.dirname(createRequire(import.meta.url).resolve('@vscode/vsce/package.json')), 'vsce');
const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
const said = run(vsce, 'package', ...options, '--readme-path', 'dist/README.md', '--out', target);
const { size } = await stat(target);
if (/warning/i.test(said)) {
  console.error('The packager warns; see above.');
  process.exitCode = 1;
}
if (size > limit) {
  console.error(`${path.basename(target)} has ${size} bytes; the limit is ${limit}.`);
  process.exitCode = 1;
}

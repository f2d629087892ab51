// Compiles the nearley grammar. In: server/src/syntax/grammar.ne. Out: server/src/syntax/generated/grammar.ts,
// written only where it changes, so that watchers and several builds at once stay calm.
import { execFile } from 'node:child_process';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '..');
const source = path.join(root, 'server/src/syntax/grammar.ne');
const target = path.join(root, 'server/src/syntax/generated/grammar.ts');
const nearleyc = createRequire(import.meta.url).resolve('nearley/bin/nearleyc.js');

const { stdout } = await promisify(execFile)(process.execPath, [nearleyc, source], { maxBuffer: 2 ** 26 }).catch(
  ({ stderr }) => {
    console.error(`The grammar does not compile: ${path.relative(root, source)}\n${stderr}`);
    process.exit(1);
  },
);
// What nearley generates keeps none of our rules; it is checked through the types of what it exports.
const text = `// @ts-nocheck\n${stdout}`;
if ((await readFile(target, 'utf8').catch(() => '')) !== text) {
  await mkdir(path.dirname(target), { recursive: true });
  const unfinished = `${target}.${process.pid}`;
  await writeFile(unfinished, text);
  await rename(unfinished, target);
}

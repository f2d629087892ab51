// `npm run bench -- [NAME…] [--OPTION…]`: builds, then runs the measurements of bench/ one after the other (all, or those
// whose names begin with NAME), each with the options, and says what the machine was. See bench/README.md.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const args = process.argv.slice(2);
const asked = args.filter((arg) => !arg.startsWith('--'));
const options = args.filter((arg) => arg.startsWith('--'));
const wanted = (name) => asked.length === 0 || asked.some((prefix) => name.startsWith(prefix));
const files = readdirSync(path.join(root, 'bench')).filter((name) => name.endsWith('.mjs') && wanted(name));

const run = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;

if (files.length === 0) {
  console.error(`Nothing in bench/ is called ${asked.join(' or ')}.`);
  process.exit(2);
}
if (run('scripts/build.mjs', '--production') !== 0) {
  process.exit(1);
}
const [cpu] = os.cpus();
const memory = Math.round(os.totalmem() / 2 ** 30);
console.log(
  `${cpu?.model ?? os.arch()}, ${os.cpus().length} cores, ${memory} GB, Node ${process.versions.node}, ${os.type()}`,
);
for (const file of files.sort()) {
  console.log(`\n${file}`);
  if (run(path.join('bench', file), ...options) !== 0) {
    process.exitCode = 1;
  }
}

/** The real process, through the file that npm links. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';

const server = path.resolve(import.meta.dirname, '../..');
const examples = path.resolve(server, '../examples');

beforeAll(async () => {
  const outfile = path.join(server, 'dist/cli.js');
  if (existsSync(outfile)) return;
  await build({
    entryPoints: [path.join(server, 'src/cli.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
}, 60_000);

const nabla = (argv: readonly string[], input = '') =>
  spawnSync(process.execPath, [path.join(server, 'bin/nabla.js'), ...argv], {
    input,
    encoding: 'utf8',
    cwd: examples,
    maxBuffer: 2 ** 26,
  });

test.each<[string[], string, number, RegExp, RegExp]>([
  [
    ['eval', '-', '--json'],
    '1 + 1',
    0,
    /^\[\{"file":"-","line":1,"endLine":1,"source":"1 \+ 1","text":"2","value":2\}\]\n$/,
    /^$/,
  ],
  [['check', '01-partial-derivative.grad'], '', 0, /✓/, /^$/],
  [['check', 'claims.grad'], '', 1, /✗/, /claims\.grad:\d+:\d+: error: Refuted/],
  [['check', '-'], 'a = b', 1, /^$/, /^-:1:5: error: b is not known here\.\n$/],
  [['check', 'missing.grad'], '', 2, /^$/, /^nabla: missing\.grad cannot be read\.\n$/],
])('nabla %j', (argv, input, status, out, err) => {
  const ran = nabla(argv, input);
  expect(ran.stderr).toMatch(err);
  expect(ran.stdout).toMatch(out);
  expect(ran.status).toBe(status);
});

test('a long answer is written whole', () => {
  const { stdout } = nabla(['eval', '-', '--json'], '1 + 1\n'.repeat(20_000));
  expect(JSON.parse(stdout)).toHaveLength(20_000);
});

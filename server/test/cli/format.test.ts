/** `nabla format`: files rewritten in place, standard input to standard output, and what it says. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { nabla } from './fake-io';

test('files in place, and only those that change', async () => {
  const files = { 'a.grad': 'a=1\n', 'b.grad': 'b = 1\n' };
  const { status, out, err, file } = await nabla(['format', 'a.grad', 'b.grad'], { files, locked: ['b.grad'] });
  expect([status, out, err]).toEqual([0, '', '']);
  expect(file('a.grad')).toBe('a = 1\n');
});

test('standard input goes to standard output', async () => {
  expect(await nabla(['format', '-'], { input: 'a=1' })).toMatchObject({ status: 0, out: 'a = 1\n', err: '' });
});

test('--check lists what would change, and writes nothing', async () => {
  const files = { 'a.grad': 'a=1\n', 'b.grad': 'b = 1\n' };
  const { status, out, err, file } = await nabla(['format', '--check', 'a.grad', 'b.grad'], { files });
  expect([status, out, err]).toEqual([1, '', 'a.grad: would be formatted\n']);
  expect(file('a.grad')).toBe('a=1\n');
  expect(await nabla(['format', '--check', 'b.grad'], { files })).toMatchObject({ status: 0, err: '' });
  expect(await nabla(['format', '--check', '-'], { input: 'a=1' })).toMatchObject({
    status: 1,
    out: '',
    err: '-: would be formatted\n',
  });
});

test.each([
  ['unicode', 'a = 2·√3\n'],
  ['ascii', 'a = 2*sqrt(3)\n'],
  ['keep', 'a = 2*√3\n'],
])('--spelling %s', async (spelling, out) => {
  expect(await nabla(['format', `--spelling=${spelling}`, '-'], { input: 'a=2*√3' })).toMatchObject({ status: 0, out });
});

test('what cannot be read stays, and is said', async () => {
  const { status, err, file } = await nabla(['format', 'a.grad'], { files: { 'a.grad': 'a=1\nb=  )\n' } });
  expect(file('a.grad')).toBe('a = 1\nb=  )\n');
  expect(err).toBe('a.grad:2:5: error: This ) closes nothing.\na.grad: what cannot be read stays as it is.\n');
  expect(status).toBe(1);
});

test('an error of meaning is none of reading', async () => {
  expect(await nabla(['format', '-'], { input: 'a=b' })).toMatchObject({ status: 0, out: 'a = b\n', err: '' });
});

test('--json', async () => {
  const files = { 'a.grad': 'a=1\n', 'b.grad': 'b = 1\n' };
  const { json, file } = await nabla(['format', '--json', 'a.grad', 'b.grad'], { files });
  expect(json).toEqual([
    { file: 'a.grad', changed: true },
    { file: 'b.grad', changed: false },
  ]);
  expect(file('a.grad')).toBe('a = 1\n');
  expect((await nabla(['format', '--json', '-'], { input: 'a=1' })).json).toEqual([
    { file: '-', changed: true, text: 'a = 1\n' },
  ]);
});

test('imported functions are known', async () => {
  const files = { 'lib.grad': 'k(x) = x\n', 'a.grad': 'import "lib.grad"\na=k (2)*2\n' };
  const { file, status } = await nabla(['format', '--spelling', 'unicode', 'a.grad'], { files });
  expect(file('a.grad')).toBe('import "lib.grad"\na = k(2)·2\n');
  expect(status).toBe(0);
});

test.each([
  [['format', 'missing.grad'], {}, 'nabla: missing.grad cannot be read.\n'],
  [['format', 'a.grad', 'missing.grad'], {}, 'nabla: missing.grad cannot be read.\n'],
  [['format', 'a.grad'], { locked: ['a.grad'] }, 'nabla: a.grad cannot be written.\n'],
  [['format'], {}, 'nabla: A file is missing; - reads standard input.\n'],
  [['format', '--spelling', 'latin', 'a.grad'], {}, 'nabla: --spelling is one of keep, unicode, ascii, not latin.\n'],
  [['check', '--spelling', 'ascii', 'a.grad'], {}, 'nabla: nabla check has no option --spelling.\n'],
])('%j is wrong', async (argv, world, err) => {
  const ran = await nabla(argv, { files: { 'a.grad': 'a=1\n' }, ...world });
  expect(ran).toMatchObject({ status: 2, err });
  expect(ran.file('a.grad')).toBe('a=1\n');
});

describe('the process', () => {
  test('keeps modes and links, and leaves nothing beside', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'nabla-format-'));
    try {
      const server = path.resolve(import.meta.dirname, '../..');
      await build({
        entryPoints: [path.join(server, 'src/cli.ts')],
        outfile: path.join(folder, 'cli.cjs'),
        bundle: true,
        platform: 'node',
        format: 'cjs',
        target: 'node20',
        mainFields: ['module', 'main'],
        logLevel: 'error',
      });
      const page = path.join(folder, 'a.grad');
      const link = path.join(folder, 'link.grad');
      writeFileSync(page, 'a=1\r\n');
      chmodSync(page, 0o640);
      symlinkSync(page, link);
      const ran = spawnSync(process.execPath, [path.join(folder, 'cli.cjs'), 'format', link], { encoding: 'utf8' });
      expect([ran.status, ran.stdout, ran.stderr]).toEqual([0, '', '']);
      expect(readFileSync(page, 'utf8')).toBe('a = 1\r\n');
      expect(statSync(page).mode & 0o777).toBe(0o640);
      expect(readdirSync(folder).sort()).toEqual(['a.grad', 'cli.cjs', 'link.grad']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 60_000);
});

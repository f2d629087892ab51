/** The packaged extension. In: a .vsix, which is a zip file. Out: its files. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { CannotRun } from './report.mjs';

const root = path.join(import.meta.dirname, '../..');

/** The newest package in the project's folder. */
export function findVsix() {
  const found = readdirSync(root)
    .filter((name) => name.endsWith('.vsix'))
    .map((name) => path.join(root, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  if (found[0]) return found[0];
  throw new CannotRun('There is no .vsix in this folder. Write one with: npm run package');
}

/** Every file of the package, name to contents. APPNOTE.TXT 4.3: the directory stands at the end, entries are stored or deflated. */
export function readVsix(file) {
  const zip = readFileSync(file);
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const files = new Map();
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    const [method, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(start, start + size);
    files.set(zip.toString('utf8', at + 46, at + 46 + name), method === 8 ? inflateRawSync(bytes) : bytes);
    at += 46 + name + extra + comment;
  }
  return files;
}

/** Unpacks what is installed, as an editor does, and returns the folder. */
export function unpackVsix(file, folder) {
  for (const [name, bytes] of readVsix(file)) {
    if (!name.startsWith('extension/')) continue;
    const target = path.join(folder, name.slice('extension/'.length));
    if (!existsSync(path.dirname(target))) mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
  return folder;
}

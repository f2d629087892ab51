/** The examples: nothing to complain about, every claim proved or held; the wrong ones on claims.grad all refuted. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { check, complaints } from './check';

const folder = path.resolve(import.meta.dirname, '../../examples');
/** The line on claims.grad below which every claim is wrong on purpose. */
const DIVIDE = /^# ── From here on everything is wrong/;

test.each(readdirSync(folder).filter((name) => name.endsWith('.grad')))('examples/%s', (name) => {
  const page = readFileSync(path.join(folder, name), 'utf8');
  const lines = page.split('\n');
  const divide = name === 'claims.grad' ? lines.findIndex((line) => DIVIDE.test(line)) : lines.length;
  const checks = lines.flatMap((line, index) => (line.startsWith('check ') ? [index + 1] : []));
  const entries = check(page);
  expect(complaints(entries.filter(({ line }) => line <= divide))).toEqual([]);
  const judged = entries.filter(({ verdict }) => verdict !== undefined).map(({ line }) => line);
  expect(judged).toEqual(checks);
  const refuted = entries.filter(({ verdict }) => verdict === 'refuted').map(({ line }) => line);
  expect(refuted).toEqual(checks.filter((line) => line > divide));
});

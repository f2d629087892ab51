/** The examples: nothing to complain about, every claim proved or held; the wrong ones on claims.grad all refuted. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { check, complaints } from './check';

const folder = path.resolve(import.meta.dirname, '../../examples');
const names = readdirSync(folder).filter((name) => name.endsWith('.grad'));
const pages = names.map((name) => readFileSync(path.join(folder, name), 'utf8'));
const answers = check(pages);
/** The line on claims.grad below which every claim is wrong on purpose. */
const DIVIDE = /^# ── From here on everything is wrong/;

test.each(names.map((name, index) => ({ name, page: pages[index] ?? '', entries: answers[index] ?? [] })))(
  'examples/$name',
  ({ name, page, entries }) => {
    const lines = page.split('\n');
    const divide = name === 'claims.grad' ? lines.findIndex((line) => DIVIDE.test(line)) + 1 : lines.length;
    expect(complaints(entries.filter(({ line }) => line <= divide))).toEqual([]);
    const claims = entries.filter(({ claim }) => claim !== undefined);
    const checks = lines.slice(0, divide).filter((line) => line.startsWith('check ')).length;
    expect(claims.filter(({ line }) => line <= divide).length).toBeGreaterThanOrEqual(checks);
    const wrong = lines.slice(divide).filter((line) => line.startsWith('check ')).length;
    expect(claims.filter(({ line, claim }) => line > divide && claim?.verdict === 'refuted')).toHaveLength(wrong);
  },
);

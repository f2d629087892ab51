/** Wrong claims, a mistake each (mistakes.txt), and what is said of it; every row of the tables has one. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { losses, wrongIdentities } from '../../src/calculus/mistakes/algebra';
import { slopeMistakes } from '../../src/calculus/mistakes/table';
import { otherQuestions } from '../../src/calculus/mistakes/whole';
import { diagnose } from './page';

const cases = readFileSync(path.join(import.meta.dirname, 'mistakes.txt'), 'utf8')
  .trim()
  .split('\n\n')
  .map((block) => {
    const lines = block.split('\n');
    return { page: lines.slice(0, -1).join('\n'), said: lines.at(-1)?.replace('→ ', '') ?? '' };
  });

describe('each mistake is named', () => {
  test.each(cases)('$page', ({ page, said }) => {
    expect(diagnose(page)).toMatchObject({ verdict: 'refuted', sentence: said });
  });
});

const rows = [...slopeMistakes, ...wrongIdentities, ...losses, ...otherQuestions].map(({ name }) => name);

test('every row of the tables is the answer to one of them', () => {
  const named = new Set(cases.map(({ page }) => diagnose(page).name));
  expect(rows.filter((name) => !named.has(name))).toEqual([]);
});

test('rows yield to rows that there are', () => {
  const all = [...slopeMistakes, ...wrongIdentities, ...losses, ...otherQuestions];
  const others = all.flatMap(({ yieldsTo = [] }) => yieldsTo);
  expect(others.filter((name) => !rows.includes(name))).toEqual([]);
  expect(others.length).toBeGreaterThan(5);
});

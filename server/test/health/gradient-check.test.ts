/** Gradients against central differences: all functions and networks of test/networks agree; one that is wrong is found. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { gradientCheck } from '../../src/features/gradient-check';
import type { CheckGradientsResult } from '../../src/protocol';
import { viewOf } from '../features/carets';
import { caseNames, casePage } from '../network/cases';

const check = (page: string, name: string): CheckGradientsResult =>
  gradientCheck(viewOf(page), { textDocument: { uri: 'file:///page.grad' }, function: name });

const rows = (page: string, name: string): string[] => {
  const result = check(page, name);
  if (result.kind === 'nothing') return [result.reason];
  return result.rows.map((row) => `${row.name} ${row.verdict}${row.reason ? ` ${row.reason}` : ''}${row.verdict === 'differs' ? JSON.stringify(row.worst) : ''}`);
};

const FUNCTIONS = path.resolve(import.meta.dirname, '../../../test/networks/functions');
const functions = readdirSync(FUNCTIONS).filter((file) => file.endsWith('.grad')).map((file) => file.slice(0, -5));

test('all functions', () => {
  const found = functions.flatMap((name) => rows(readFileSync(path.join(FUNCTIONS, `${name}.grad`), 'utf8'), name).map((row) => `${name}: ${row}`));
  expect(found.filter((row) => !row.endsWith('agrees'))).toEqual([]);
});

test('all networks', () => {
  const found = caseNames.flatMap((name) => rows(casePage(name), name).map((row) => `${name}: ${row}`));
  expect(found.filter((row) => !row.endsWith('agrees'))).toEqual([]);
}, 120_000);

/** Gradients against central differences: all functions and networks of test/networks agree; one that is wrong is found. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { gradientCheck } from '../../src/features/gradient-check';
import { checkSubject, subjectOf } from '../../src/program/gradient-check';
import type { CheckGradientsResult } from '../../src/protocol';
import { viewOf } from '../features/carets';
import { caseNames, casePage } from '../network/cases';

const check = (page: string, name: string): CheckGradientsResult =>
  gradientCheck(viewOf(page), { textDocument: { uri: 'file:///page.grad' }, function: name });

const rows = (page: string, name: string): string[] => {
  const result = check(page, name);
  if (result.kind === 'nothing') return [result.reason];
  return result.rows.map(
    (row) =>
      `${row.name} ${row.verdict}${row.reason ? ` ${row.reason}` : ''}${row.verdict === 'differs' ? JSON.stringify(row.worst) : ''}`,
  );
};

const FUNCTIONS = path.resolve(import.meta.dirname, '../../../test/networks/functions');
const functions = readdirSync(FUNCTIONS)
  .filter((file) => file.endsWith('.grad'))
  .map((file) => file.slice(0, -5));

test('all functions', () => {
  const found = functions.flatMap((name) =>
    rows(readFileSync(path.join(FUNCTIONS, `${name}.grad`), 'utf8'), name).map((row) => `${name}: ${row}`),
  );
  expect(found.filter((row) => !row.endsWith('agrees'))).toEqual([]);
});

/** At a kink, and behind a jump: a convention decides, and central differences see another slope. */
const KINKS = [
  'activations_at_kinks: x',
  'functions_inside_one: x',
  'loss_hinge: p',
  'max_of_two_ties: x',
  'max_of_two_ties: y',
  'max_over_axis_ties: x',
  'max_pool2d_ties: x',
  'min_over_axis_ties: x',
  'neuron_kink: x',
  'neuron_kink: w',
  'neuron_kink: b',
  'where_guards: x',
].map((part) => `${part} kink`);
const LARGE = ['alexnet', 'large_embedding', 'lenet5', 'mnist_mlp', 'vgg_small'];

test('all networks', () => {
  const found = caseNames.flatMap((name) => rows(casePage(name), name).map((row) => `${name}: ${row}`));
  const others = found.filter((row) => !row.endsWith('agrees') && !row.includes('too many numbers'));
  expect(others).toEqual(KINKS);
  expect(found.filter((row) => row.includes('too many numbers')).map((row) => row.split(':')[0])).toEqual(LARGE);
  expect(found.length).toBeGreaterThan(300);
}, 120_000);

const NETWORK = `network n {
  input x[batch, 2]
  target y[batch, 3]
  h = dense(x, 4) |> tanh
  p = dense(h, 3) |> softmax
  loss = cross_entropy(p, y)
}`;

test('a gradient that is wrong is found', () => {
  const program = viewOf(NETWORK).program;
  const definition = program.definitionOf('n');
  const subject = definition?.kind === 'network' ? subjectOf(program, definition) : '';
  if (typeof subject === 'string') throw new TypeError('the network is sound');
  const planted = (wrong: string) =>
    checkSubject(program, {
      ...subject,
      analytic: (at) =>
        new Map(
          [...subject.analytic(at)].map(([variable, data]) => [
            variable,
            variable.name === wrong && typeof data !== 'string' ? Array.from(data, (entry) => entry * 1.001) : data,
          ]),
        ),
    });
  for (const wrong of ['h.W', 'p.b']) {
    const check = planted(wrong);
    if (typeof check === 'string') throw new TypeError(check);
    const bad = check.rows.filter(({ compared }) => compared.some(({ verdict }) => verdict === 'differs'));
    expect(bad.map(({ name }) => name)).toEqual([wrong]);
  }
});

test('the report: by position, with lengths and random values named', () => {
  const result = gradientCheck(viewOf(NETWORK), {
    textDocument: { uri: 'file:///page.grad' },
    position: { line: 3, character: 4 },
  });
  if (result.kind === 'nothing') throw new TypeError(result.reason);
  expect(result.rows.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
    'x agrees',
    'h.W agrees',
    'h.b agrees',
    'p.W agrees',
    'p.b agrees',
  ]);
  expect(result.markdown).toContain('# Gradients of n');
  expect(result.markdown).toContain('Lengths: batch = 2.');
  expect(result.markdown).toContain('| h.W \\[2, 4\\] | 8 |');
});

test('a place that is neither', () => {
  const result = gradientCheck(viewOf('a = 2'), {
    textDocument: { uri: 'file:///page.grad' },
    position: { line: 0, character: 0 },
  });
  expect(result.kind).toBe('nothing');
});

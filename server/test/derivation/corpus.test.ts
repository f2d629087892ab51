/** The formulas of a course: every line is sound, has a documented rule, and says what it does. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { derive, type Step } from '../../src/calculus/derivation';
import { RULES } from '../../src/calculus/derivation/rule-names';
import { ABOVE, corpus } from './corpus';
import { write } from './page';
import { everyStep, expectSound } from './sound';

/** `simplify` may stand for several rules at once in so many derivations of a hundred. */
const FEW = 6;

const derivations = corpus.flatMap((line) => {
  const { graph, callee, names } = write(line, ABOVE);
  return callee.parameters.map((variable) => ({
    line,
    variable,
    derivation: derive(graph, callee, variable, { names }),
  }));
});
const steps: readonly Step[] = derivations.flatMap(({ derivation }) => everyStep(derivation.steps));

test('there are as many as a course has', () => {
  expect(new Set(corpus).size).toBe(corpus.length);
  expect(derivations.length).toBeGreaterThan(300);
});

test.each(corpus)('%s', (line) => {
  const { graph, callee } = write(line, ABOVE);
  expectSound(graph, callee);
});

test('every rule is in the table of the language guide', () => {
  const guide = readFileSync('docs/language.md', 'utf8');
  const missing = Object.entries(RULES).filter(([name, meaning]) => !guide.includes(`| ${name} | ${meaning} |`));
  expect(missing).toEqual([]);
  const used = new Set(steps.map(({ rule }) => rule).filter((rule) => !rule.startsWith('derivative of ')));
  expect([...used].filter((rule) => !Object.hasOwn(RULES, rule))).toEqual([]);
  expect(used.size).toBeGreaterThan(35);
});

test('one rule a line, and seldom more than one at once', () => {
  expect(steps.filter(({ rule }) => rule.includes(','))).toEqual([]);
  const hurried = derivations.filter(({ derivation }) =>
    everyStep(derivation.steps).some(({ rule }) => rule === 'simplify'),
  );
  expect((100 * hurried.length) / derivations.length).toBeLessThan(FEW);
});

test('what is cancelled has its condition', () => {
  const cancelled = steps.filter(({ rule }) => rule === 'cancel');
  expect(cancelled.length).toBeGreaterThan(30);
  for (const { explanation } of cancelled) {
    const words = explanation.filter((piece) => typeof piece === 'string').join('');
    expect(words).toMatch(/≠ 0|is never 0|same number/);
  }
});

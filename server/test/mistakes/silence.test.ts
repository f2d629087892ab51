/** Where nothing is said: of right claims, of answers that two mistakes fit, of answers that none fits. */
import { describe, expect, test } from 'vitest';
import { random } from '../../src/calculus/fingerprint';
import { diagnose } from './page';

describe('two mistakes that say different things fit: nothing is guessed, and only what is certain is said', () => {
  const factor = (times: string): string => `The right side is ${times} times the left side.`;
  const sign = 'Only the sign is wrong: the right side is the negative of the left side.';
  test.each([
    ['the exponent 3 or the factor 3 is lost', "f(x) = 3x^3\ncheck f'(x) = 3x^2", factor('1/3')],
    ['the inner derivative 2 or the exponent 2 is lost', "f(x) = (2x)^2\ncheck f'(x) = 4x", factor('1/2')],
    ['e^x stays as it is, or in a product of slopes', "f(x) = x^2 e^x\ncheck f'(x) = 2x e^x", ''],
    ['the bracket, or the sine', "f(x) = -(x^2 + sin(x))\ncheck f'(x) = -2x + cos(x)", ''],
    ['the sign of sin, or of its argument', "f(x) = sin(-x)\ncheck f'(x) = cos(-x)", sign],
    [
      'the quotient rule, or the inner derivative −1',
      "f(x) = 1/(1 + exp(-x))\ncheck f'(x) = -exp(-x)/(1 + exp(-x))^2",
      sign,
    ],
    ['a number that comes out of many', "h(x) = 3(2x^2)^5\ncheck h'(2) = 15*8^4", ''],
    ['0 and 1 are no evidence', "f(x) = x^3 + x\ncheck f'(2) = 1", ''],
    ['0 comes out of too much', "f(x) = x^3 + x\ncheck f'(x) = 0", ''],
  ])('%s', (_, page, sentence) => {
    expect(diagnose(page)).toMatchObject({ verdict: 'refuted', sentence });
  });
});

describe('right claims', () => {
  test.each([
    "h(x) = 3(2x^2)^5\ncheck h'(x) = 960x^9",
    "f(x) = exp(x)\ncheck f'(x) = exp(x)",
    "f(x) = sin(x)\ncheck f''(x) = -sin(x)",
    "f(x) = x + 1\ncheck f'(x) = 1",
    'check (x + 1)^2 = x^2 + 2x + 1',
    "f(x) = x^2\ncheck f'(1.5) ≈ 3.0",
  ])('%s', (page) => {
    const { verdict, link, sentence } = diagnose(page);
    expect(verdict).not.toBe('refuted');
    expect([sentence, link.mistake]).toEqual(['', undefined]);
  });
});

describe('a convention that is missed at one point is no mistake', () => {
  test.each(["f(x) = relu(x)\ncheck f'(x) = 1(x >= 0)", 'f(x, y) = max(x, y)\ncheck ∂f/∂x = 1(x >= y)'])(
    '%s',
    (page) => {
      expect(diagnose(page)).toMatchObject({ verdict: 'refuted', sentence: '' });
    },
  );
});

test('each link of a derivation has its own mistake', () => {
  const page = "h(x) = 3(2x^2)^5\ncheck h'(x) = 15(2x^2)^4\n = 15*16*x^8\n = 15*x^8\n = 15x^8";
  const { verdict, link, sentences } = diagnose(page);
  expect([verdict, link.link.range.start > 0]).toEqual(['refuted', true]);
  expect(sentences).toEqual([
    'This is what comes out if the inner derivative 4x is forgotten.',
    '',
    'This is what comes out if the factor 16 is lost.',
    '',
  ]);
});

test('the same page, the same sentence: on a page of its own or after others', () => {
  const claim = "h(x) = 3(2x^2)^5\ncheck h'(x) = 15(2x^2)^4";
  const after = `k(t) = sin(t^2)\ncheck k'(t) = cos(t^2)\n${claim}`;
  expect(diagnose(after).sentence).toBe(diagnose(claim).sentence);
});

test('a formula that is long is not read in a sentence', () => {
  const inner = 'x^2 + sin(x)exp(x) + log(x^2 + 1)tanh(x) + sqrt(x^4 + 1)cos(x)';
  const { sentence } = diagnose(`f(x) = sin(${inner})\ncheck f'(x) = cos(${inner})`);
  expect(sentence).toBe('This is what comes out if the inner derivative is forgotten.');
});

const BODIES = [
  '3x^3 - 7x^2 + 5x + 2',
  '3(2x^2)^5',
  'x^2 sin(x)',
  'sin(x)/(x^2 + 1)',
  'exp(2x) + log(x^2 + 1)',
  'tanh(3x - 1)^2',
];
const OPERATIONS = ['+', '-', '*', '/'];
const LEAVES = ['x', '2', '3', '5', '7', 'x^2', 'x^3', 'sin(x)', 'cos(x)', 'exp(x)', 'log(x)', 'sqrt(x)'];

/** Of no rule: leaves and operations by chance. */
function formula(chance: () => number, depth: number): string {
  const pick = (list: readonly string[]): string => list[Math.floor(chance() * list.length)] ?? 'x';
  if (depth === 0) return pick(LEAVES);
  return `(${formula(chance, depth - 1)}) ${pick(OPERATIONS)} (${formula(chance, depth - 1)})`;
}

describe('answers by chance are not explained', () => {
  test.each(BODIES)('%s', (body) => {
    const chance = random(body.length);
    for (let time = 0; time < 12; time += 1) {
      const page = `f(x) = ${body}\ncheck f'(x) = ${formula(chance, 2)}`;
      const { verdict, sentence } = diagnose(page);
      if (verdict === 'refuted') expect([page, sentence]).toEqual([page, '']);
    }
  });

  /** Numbers coincide sooner than formulas: of 300 hardly one is explained. */
  test('numbers', () => {
    const chance = random(7);
    let explained = 0;
    for (let time = 0; time < 300; time += 1) {
      const body = BODIES[time % 3] ?? 'x';
      const answer = Math.floor(chance() * 4000) - 2000;
      if (diagnose(`f(x) = ${body}\ncheck f'(${1 + (time % 4)}) = ${answer}`).sentence !== '') explained += 1;
    }
    expect(explained).toBeLessThan(6);
  });
});

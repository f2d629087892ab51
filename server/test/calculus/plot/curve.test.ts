/** Curves: every built-in function of one argument, the textbook's cases, and random formulas. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { domain, kinks } from '../../../src/calculus/domain';
import { evaluate } from '../../../src/calculus/evaluate';
import { type Callee, createGraph } from '../../../src/calculus/expression';
import { table } from '../../../src/calculus/functions/table';
import { reader } from '../../numbers/read';
import { formulas } from '../formulas';
import { type Drawing, drawing, faults } from './drawing';

function drawn(body: string, point = 1, range?: readonly [number, number]): Drawing {
  const { graph, define } = reader();
  return drawing(graph, define(`f(x) = ${body}`), point, range);
}
const words = ({ marks }: Drawing): string[] => marks.map((mark) => mark.words);

const unary = [...table.values()].filter(({ parameters }) =>
  parameters.slice(1).every((one) => one.default !== undefined || one.optional),
);

describe.each(unary.map((row) => [row.name, row] as const))('%s', (_, row) => {
  const graph = createGraph();
  const x = graph.variable('x');
  const callee: Callee = { name: 'f', parameters: [x], body: graph.apply(row, x) };
  const whole = drawing(graph, callee);

  test('is drawn as it is', () => {
    expect(whole.branches.length).toBeGreaterThan(0);
    expect(faults(whole)).toEqual([]);
  });

  test('is marked where its rows say', () => {
    const truths = [
      ...domain(graph, callee.body).map(({ holds }) => holds),
      ...kinks(graph, callee.body).map(({ at }) => at),
    ];
    for (const { kind, x: place, words: said } of whole.marks) {
      if (kind === 'zero') continue;
      // Doubles next to π/2 are no poles: close to the place a truth changes, or is no longer decided.
      const near = [-1e-7, 0, 1e-7].map((off) =>
        truths
          .map((truth) => {
            const outcome = evaluate(graph, truth, new Map([[x, place + off]]));
            return outcome.ok ? outcome.value : 'none';
          })
          .join(),
      );
      const isZero = truths.some(
        (truth) =>
          truth.kind === 'application' &&
          truth.row.name === '!=' &&
          truth.args[0] &&
          Math.abs(numberOf(evaluate(graph, truth.args[0], new Map([[x, place]])))) < 1e-12,
      );
      expect(new Set(near).size > 1 || isZero, said).toBe(true);
    }
  });
});

const numberOf = (outcome: ReturnType<typeof evaluate>): number => (outcome.ok ? outcome.value : Number.NaN);

const named: readonly (readonly [body: string, branches: number, marks: readonly string[]])[] = [
  ['abs(x)', 1, ['kink at x = 0: the slope is −1 before it and 1 after it']],
  ['relu(x)', 1, ['kink at x = 0: the slope is 0 before it and 1 after it']],
  ['max(x, 1 - x)', 1, ['kink at x = 0.5: the slope is −1 before it and 1 after it']],
  ['max(x, 2*x, 3)', 1, ['kink at x = 1.5: the slope is 0 before it and 2 after it']],
  ['where(x > 0, x^2, 0)', 1, []],
  ['where(x > 0, x^2 + 1, 0)', 2, ['jump at x = 0: from 0 to 1']],
  ['cbrt(x)', 1, ['kink at x = 0: the graph is vertical there']],
  ['1/x', 2, ['pole at x = 0: the values fall without bound before it and rise without bound after it']],
  ['1/(3*x - 1)', 2, ['pole at x = 1/3: the values fall without bound before it and rise without bound after it']],
  ['1/(x^2 - 2*x + 1)', 2, ['pole at x = 1: the values rise without bound before it and rise without bound after it']],
  ['exp(1/x)', 2, ['pole at x = 0: the values tend to 0 before it and rise without bound after it']],
  [
    'log(x)',
    1,
    ['edge of the domain at x = 0: log is defined for positive numbers; near it the values fall without bound'],
  ],
  [
    'sqrt(1 - x^2)',
    1,
    [
      'edge of the domain at x = −1: sqrt is defined for numbers that are not negative',
      'horizontal tangent at x = 0: a maximum',
      'edge of the domain at x = 1: sqrt is defined for numbers that are not negative',
    ],
  ],
  ['x/x', 2, ['gap at x = 0: no value there (nothing can be divided by zero); the values beside it tend to 1']],
  [
    '(x^2 - 1)/(x - 1)',
    2,
    ['gap at x = 1: no value there (nothing can be divided by zero); the values beside it tend to 2'],
  ],
  ['x/abs(x)', 2, ['jump at x = 0: from −1 to 1']],
  ['sign(x) - x + 3700000', 3, ['jump at x = 0: by about 2']],
  ['x^20', 1, ['horizontal tangent at x = 0: a minimum']],
  ['x^3', 1, ['horizontal tangent at x = 0: neither a minimum nor a maximum']],
  ['(x - 1/3)^3', 1, ['horizontal tangent at x = 1/3: neither a minimum nor a maximum']],
  ['3*(2*x^2)^5', 1, ['horizontal tangent at x = 0: a minimum']],
  ['7', 1, []],
  ['2*x + 1', 1, []],
  ['exp(x)', 1, []],
  ['sigmoid(x)', 1, []],
  ['tanh(1e9*x)', 1, []],
];

test.each(named)('%s', (body, branches, marks) => {
  const whole = drawn(body);
  expect(words(whole)).toEqual(marks);
  expect(whole.branches.length).toBe(branches);
  expect(faults(whole)).toEqual([]);
});

test('straight lines need two points', () => {
  expect(drawn('7').branches.map(({ length }) => length)).toEqual([2]);
  expect(drawn('2*x + 1').branches.map(({ length }) => length)).toEqual([2]);
  expect(drawn('abs(x)').slopeBranches.map(({ length }) => length)).toEqual([2, 1, 2]);
  expect(drawn('floor(x)').branches.every(({ length }) => length <= 3)).toBe(true);
});

test('the branches of tan end at its poles, which are fractions of π', () => {
  const whole = drawn('tan(x)');
  expect(words(whole).map((said) => said.split(':')[0])).toEqual(
    ['−5π/2', '−3π/2', '−π/2', 'π/2', '3π/2', '5π/2'].map((place) => `pole at x = ${place}`),
  );
  expect(whole.branches.length).toBe(7);
  for (const branch of whole.branches.slice(1, -1)) {
    expect(branch[0]?.[1]).toBeLessThan(-1e10);
    expect(branch.at(-1)?.[1]).toBeGreaterThan(1e10);
  }
});

test('a step belongs to its upper side', () => {
  const whole = drawn('floor(x)', 1, [-1.5, 1.5]);
  expect(words(whole)).toEqual([-1, 0, 1].map((n) => `jump at x = ${n}: from ${n - 1} to ${n}`.replaceAll('-', '−')));
  expect(whole.branches.map((branch) => branch[0])).toEqual([
    [-1.5, -2],
    [-1, -1],
    [0, 0],
    [1, 1],
  ]);
});

test('a kink is a point of the curve', () => {
  for (const body of ['abs(x)', 'relu(x)', 'cbrt(x)', 'abs(sin(x))'])
    expect(drawn(body).branches.flat()).toContainEqual([0, 0]);
});

test('what oscillates too fast is drawn as far as points go, and its zeros are counted', () => {
  const whole = drawn('sin(1/x)');
  expect(words(whole)[0]).toBe('gap at x = 0: no value there: nothing can be divided by zero');
  expect(whole.marks.length).toBe(60);
  expect(whole.note).toMatch(/^60 of \d+ places are marked\.$/);
});

test('poles closer than a pixel are left out, and said', () => {
  const whole = drawn('tan(1/x)');
  expect(whole.note).toContain('More happens along x than can be told apart here');
  for (let k = -200; k <= 200; k += 1) {
    const pole = 1 / ((k + 0.5) * Math.PI);
    const over = whole.branches.filter((branch) => (branch[0]?.[0] ?? 1) < pole && pole < (branch.at(-1)?.[0] ?? 0));
    // Doubles next to a pole may lie on its other side by their rounding.
    const crossing = over.filter((branch) => branch.every(([x]) => Math.abs(x - pole) > 1e-12));
    expect(crossing).toEqual([]);
  }
});

test('x^x has points to the left of 0 that stand alone', () => {
  const whole = drawn('x^x', 1, [-2.5, 2]);
  expect(whole.branches.slice(0, 2)).toEqual([[[-2, 0.25]], [[-1, -1]]]);
  expect(words(whole)[0]).toBe('edge of the domain at x = −2: beside this point there is no value');
});

test('no value anywhere', () => {
  expect(drawn('sqrt(-1 - x^2)').branches).toEqual([]);
});

test('random formulas', () => {
  fc.assert(
    fc.property(formulas, fc.integer({ min: -3, max: 3 }), (formula, point) => {
      const body = formula.replaceAll('y', '2').replaceAll('z', '0.3');
      expect(faults(drawn(body, point))).toEqual([]);
    }),
    { numRuns: 150, seed: 7 },
  );
}, 120_000);

test.each(['1e300*x^2', 'exp(x^2)', 'exp(exp(exp(x)))', '1e-300*x', 'x^1000', nested(40)])(
  'too large or too small for doubles, or deep: %s',
  (body) => expect(faults(drawn(body))).toEqual([]),
);

test('a formula that is too long for all points has fewer', () => {
  const whole = drawn(nested(400));
  expect(whole.branches.length).toBe(1);
  expect(whole.branches[0]?.length).toBeGreaterThan(50);
});

function nested(times: number): string {
  return `${'sin('.repeat(times)}x${')'.repeat(times)}`;
}

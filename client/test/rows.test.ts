/** From steps to rows: what stands where, and how much is open. */
import { expect, test } from 'vitest';
import type { Check, DerivationDocument, DerivationStep, Formula } from '../../server/src/protocol';
import { isOpenAt, outline, type Row, verdict } from '../src/derivation/page/rows';

const formula = (text: string): Formula => ({ text, unicode: text, latex: text });
const check: Check = { verdict: 'holds', points: 64, error: 3e-16 };
const step = (before: string, after: string, steps: DerivationStep[] = [], names: string[] = []): DerivationStep => ({
  rule: 'chain rule',
  before: formula(before),
  after: formula(after),
  explanation: '',
  where: Object.fromEntries(names.map((name) => [name, formula('2*x')])),
  check,
  steps,
});
const derivation = (steps: DerivationStep[]): DerivationDocument => ({
  head: formula('h(x)'),
  function: 'h',
  wrt: 'x',
  quantity: formula('dh/dx'),
  result: formula(steps.at(-1)?.after.text ?? '0'),
  conditions: [],
  constants: [],
  steps,
  line: 0,
});

/** `key: [part =] formula`, nested rows in parentheses. */
const drawn = (rows: readonly Row[]): string =>
  rows
    .map(({ key, part, formula, rows }) => {
      const inside = rows.length > 0 ? ` (${drawn(rows)})` : '';
      return `${key}: ${part ? `${part.text} = ` : ''}${formula.text}${inside}`;
    })
    .join(', ');

test('the last step stands beside the answer', () => {
  const { rows, last } = outline(derivation([step('a', 'b'), step('b', 'c')]));
  expect([drawn(rows), last && drawn([last])]).toEqual(['0: b', '1: c']);
});

test('but not when it has steps of its own', () => {
  const { rows, last } = outline(derivation([step('a', 'b', [step('p', 'q')])]));
  expect([drawn(rows), last]).toEqual(['0: b (0.0: p = q)', undefined]);
});

test('a nested row names its part where the row above ended elsewhere', () => {
  const nested = [step('p', 'q'), step('q', 'r'), step('s', 't')];
  expect(drawn(outline(derivation([step('a', 'b', nested), step('b', 'c')])).rows)).toBe(
    '0: b (0.0: p = q, 0.1: r, 0.2: s = t)',
  );
});

test('no steps: the answer alone', () => expect(outline(derivation([]))).toEqual({ rows: [], names: [], parts: [] }));

test('a chain gives its functions their colours, from the outermost on', () => {
  const link = (quantity: string, operator: string, slope: string, name?: string) => ({
    quantity: formula(quantity),
    function: formula(''),
    operator: formula(operator),
    slope: formula(slope),
    source: [],
    ...(name !== undefined && { name }),
  });
  const chain = [link('dh/du', 'd/du[3u^5]', '15u^4'), link('du/dx', 'd/dx[2x^2]', '4x', 'u')];
  const { names, parts } = outline({ ...derivation([step('a', 'b', [], ['v', 'u'])]), chain });
  expect(names).toEqual(['h', 'u', 'v']);
  expect(parts).toEqual([
    { latex: 'd/du[3u^5]', name: 'h', whole: false },
    { latex: '15u^4', name: 'h', whole: true },
    { latex: 'd/dx[2x^2]', name: 'u', whole: false },
    { latex: '4x', name: 'u', whole: true },
  ]);
});

test('names in the order in which they come, each once', () => {
  const inner = step('p', 'q', [], ['v', 'u']);
  expect(outline(derivation([step('a', 'b', [inner], ['u']), step('b', 'c', [], ['w'])])).names).toEqual([
    'u',
    'v',
    'w',
  ]);
});

test('a name is told once, and again where it was told inside only', () => {
  const inner = step('p', 'q', [], ['u', 'v']);
  const { rows } = outline(
    derivation([step('a', 'b', [inner], ['u']), step('b', 'c', [], ['u', 'v']), step('c', 'd')]),
  );
  const told = (row: Row | undefined) => row?.where.map(({ name }) => name).join();
  expect([told(rows[0]), told(rows[0]?.rows[0]), told(rows[1])]).toEqual(['u', 'v', 'v']);
});

test('few main steps are open, many are not; every step is', () => {
  const row = step('a', 'b', [step('p', 'q', [step('r', 's')])]);
  const few = outline(derivation([row])).rows;
  const many = outline(derivation(Array.from({ length: 3 }, () => row))).rows;
  const open = (rows: readonly Row[]) =>
    (['answer', 'main', 'every'] as const).map((level) => rows[0] && isOpenAt(level, rows[0], rows));
  expect(open(few)).toEqual([false, true, true]);
  expect(open(many)).toEqual([false, false, true]);
  const deep = few[0]?.rows[0];
  expect(deep && isOpenAt('main', deep, few)).toBe(false);
});

test.each<[Check, string, string]>([
  [{ verdict: 'proved', points: 64, error: 0 }, '✓ proved', 'Proved: both sides have the same normal form'],
  [check, '✓ 64 points', 'Holds at 64 points, largest difference 3e-16'],
  [{ verdict: 'holds', points: 1, error: 0 }, '✓ 1 point', 'Holds at 1 point, no difference'],
  [{ verdict: 'refuted', points: 3, error: 1 }, '✗ differs', 'The line before and this one differ: please report this'],
])('%o', (given, short, detail) => {
  const { sign, words, detail: long } = verdict(given);
  expect([`${sign} ${words}`, long]).toEqual([short, detail]);
});

test('a link of a long chain is a row about its own part', () => {
  const link = { ...step('a·b', 'A·b'), part: { before: formula('a'), after: formula('A') } };
  const [row] = outline(derivation([step('p', 'q', [link]), step('q', 'r')])).rows;
  expect(drawn(row ? row.rows : [])).toBe('0.0: a = A');
});

test('of a network each line says what it is of, with shapes; further lines of one adjoint do not repeat its value', () => {
  const line = (of: string, after: string): DerivationStep => ({
    ...step(`diff(loss, ${of})`, after),
    adjoint: { of, shape: [3], factors: [], latex: `\\underbrace{${after}}_{3}`, value: { text: '[1, 2, 3]' } },
  });
  const network = { forward: [], results: [], assumptions: [] };
  const { rows } = outline({
    ...derivation([line('p', 'a'), line('z', 'b'), line('z', 'c')]),
    result: formula('d'),
    network,
  });
  expect(drawn(rows)).toBe('0: diff(loss, p) = a, 1: diff(loss, z) = b, 2: diff(loss, z) = c');
  expect(rows.map(({ formula: { latex }, value }) => [latex, value])).toEqual([
    ['\\underbrace{a}_{3}', '[1, 2, 3]'],
    ['\\underbrace{b}_{3}', '[1, 2, 3]'],
    ['\\underbrace{c}_{3}', undefined],
  ]);
});

test('what was not evaluated is not ticked off', () => {
  expect(verdict({ verdict: 'holds', points: 0, error: 0 }).sign).toBe('·');
  expect(
    verdict({ verdict: 'holds', points: 4, error: 0, differences: { entries: 12, error: 1e-9 } }).detail,
  ).toContain('1e-9');
});

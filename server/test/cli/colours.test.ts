import { describe, expect, test } from 'vitest';
import { harmless, wantsColours } from '../../src/cli/colours';
import { printDerivation } from '../../src/notation/derivation-text';
import { printNetwork } from '../../src/notation/network-text';
import type { Painter } from '../../src/notation/styled';
import { examples } from '../features/examples';
import { documentOf, programOf } from '../notation/notations';
import { nabla, type World } from './fake-io';

const ESCAPE = '\u001b';
const PAINT = new RegExp(`${ESCAPE}\\[\\d+m`, 'g');
const bare = (text: string): string => text.replaceAll(PAINT, '');

const PAGE = `h(x) = 3(2x^2)^5
f(x, y) = exp(sin(x*y)) + y^3
check h'(x) = 960x^9
check h'(x) = 959x^9
network n {
  input x[2] = [1, 2]
  target y[2] = [1, 0]
  p = dense(x, 2, W=[[1, 2], [3, 4]], b=[0, 1]) |> softmax
  loss = cross_entropy(p, y)
}
`;
const world = (more: World = {}): World => ({ files: { 'a.grad': PAGE }, ...more });
const CALLS = [
  ['expand', 'a.grad', 'h', 'x'],
  ['expand', 'a.grad', 'h', 'x', '--at', 'x=2'],
  ['expand', 'a.grad', 'h', 'x', '--steps', 'answer'],
  ['expand', 'a.grad', 'f', '∇'],
  ['expand', 'a.grad', 'f', 'x,y'],
  ['expand', 'a.grad', 'n', 'p.W', '--steps', 'every'],
  ['expand', 'a.grad', 'n', 'p.W[0, 1]'],
  ['expand', 'a.grad', 'n', 'loss'],
  ['check', 'a.grad'],
  ['gradient', 'a.grad'],
];

describe('whether there are colours', () => {
  test.each<[boolean, Record<string, string>, boolean]>([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [true, { TERM: 'xterm-256color' }, true],
    [false, { FORCE_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [false, { FORCE_COLOR: '3', NO_COLOR: '1', TERM: 'dumb' }, true],
    [false, { FORCE_COLOR: '' }, false],
  ])('terminal: %s, %j', (isTerminal, env, expected) => {
    expect(wantsColours(isTerminal, env)).toBe(expected);
  });

  test('--color has the last word', async () => {
    const call = ['expand', 'a.grad', 'h', 'x'];
    expect((await nabla([...call, '--color=always'], world())).out).toContain(ESCAPE);
    expect((await nabla([...call, '--color=never'], world({ colours: true }))).out).not.toContain(ESCAPE);
    expect((await nabla([...call, '--color', 'auto'], world({ colours: true }))).out).toContain(ESCAPE);
    const { status, err } = await nabla([...call, '--color=pink'], world());
    expect([status, err]).toEqual([2, 'nabla: --color is one of auto, always, never, not pink.\n']);
  });
});

describe('paint is all that differs', () => {
  test.each(CALLS)('nabla %s %s %s %s %s %s', async (...words) => {
    const call = words.filter((word) => word !== undefined);
    const [plain, coloured] = [await nabla(call, world()), await nabla([...call, '--color=always'], world())];
    expect(coloured.out).toContain(ESCAPE);
    expect(bare(coloured.out)).toBe(plain.out);
    expect(coloured.err).toBe(plain.err);
  });

  test.each(examples)('$name', ({ text }) => {
    const program = programOf(text);
    const paint: Painter = (style, part) => `${ESCAPE}[${style.length}m${part}${ESCAPE}[0m`;
    const [first] = [...program.definitions.values()].filter(({ kind }) => kind === 'function' || kind === 'network');
    const by = first?.kind === 'function' ? first.callee.parameters[0]?.name : 'loss';
    const document = documentOf(program, first, by ?? '');
    if (!document) throw new Error('nothing to derive');
    for (const width of [undefined, 50]) {
      const sheet = width === undefined ? {} : { width };
      const print = document.network ? printNetwork : printDerivation;
      const plain = print(document, 'text', 'every', sheet);
      expect(bare(print(document, 'text', 'every', { ...sheet, paint }))).toBe(plain);
      expect(plain).not.toContain(ESCAPE);
    }
  });

  test.each([['--json'], ['--format=markdown'], ['--format=latex']])('%s is never painted', async (flag) => {
    for (const call of CALLS.filter(([command]) => command === 'expand')) {
      const { out } = await nabla([...call, flag, '--color=always'], world({ columns: 40 }));
      expect(out).toBe((await nabla([...call, flag], world())).out);
      expect(out).not.toContain(ESCAPE);
    }
  });
});

describe('what has which colour', () => {
  const lines = async (...call: string[]): Promise<readonly string[]> =>
    (await nabla([...call, '--color=always'], world())).out.split('\n');
  const painted = (code: number, text: string): string => `${ESCAPE}[${code}m${text}${ESCAPE}[0m`;

  test('an introduced name has one colour wherever it stands', async () => {
    const out = (await lines('expand', 'a.grad', 'h', 'x')).join('\n');
    const places = out.split(painted(35, 'u')).length - 1;
    expect(places).toBe((bare(out).match(/(?<![\p{L}])d?u(?![\p{L}])/gu) ?? []).length);
    expect(out).toContain(`d/d${painted(35, 'u')} (3${painted(35, 'u')}⁵)`);
  });

  test('two names have two', async () => {
    const out = (await lines('expand', 'a.grad', 'f', 'x')).join('\n');
    expect(out).toContain(painted(35, 'u'));
    expect(out).toContain(painted(33, 'v'));
  });

  test('rules, explanations, the answer', async () => {
    const out = await lines('expand', 'a.grad', 'h', 'x');
    expect(out[0]).toBe(painted(1, 'h(x) = 3(2x²)⁵'));
    expect(out.find((line) => line.includes('put back'))).toContain(painted(36, 'put back'));
    expect(out.find((line) => line.includes('outer function'))).toContain(`${ESCAPE}[2m`);
    expect(out.findLast((line) => line.includes('960x⁹'))).toContain(painted(1, '960x⁹'));
  });

  test('marks and verdicts', async () => {
    const network = (await lines('expand', 'a.grad', 'n', 'p.W')).join('\n');
    expect(network).toContain(`${painted(32, '✓')}${painted(36, ' dense layer')}`);
    // An adjoint has the colour of its node.
    expect(network).toContain(`δ${painted(35, 'z')}`);
    const verdicts = (await lines('check', 'a.grad')).join('\n');
    expect(verdicts).toContain(`${painted(32, '✓')} check`);
    expect(verdicts).toContain(`${painted(31, '✗')} check`);
  });
});

describe('a narrow terminal', () => {
  test.each(CALLS.filter(([command, , , , flag]) => command === 'expand' && flag !== '--at'))(
    'nabla %s %s %s %s',
    async (...words) => {
      const call = words.filter((word) => word !== undefined);
      const [wide, narrow] = [await nabla(call, world()), await nabla(call, world({ columns: 64 }))];
      const columns = narrow.out.split('\n').map((line) => [...line].length);
      expect(Math.max(...columns)).toBeLessThanOrEqual(64);
      const signs = (text: string): string => [...text.replaceAll(/[\s|]/g, '')].sort().join('');
      // The lines of shapes go where a formula is broken.
      if (!call.includes('n')) expect(signs(narrow.out)).toBe(signs(wide.out));
    },
  );
});

describe('what the reader wrote is no command to the terminal', () => {
  test('control characters are pictures', () => {
    expect(harmless(`a${ESCAPE}[31mb\u0007\u007f\u009b\r\tc\n`)).toBe('a␛[31mb␇␡\uFFFD␍\tc\n');
  });

  test('in messages, in names of files, in comments', async () => {
    const name = `a${ESCAPE}]0;owned\u0007.grad`;
    const text = `f(x) = x^2 # ${ESCAPE}[2J\ncheck f'(x) = 2x # ${ESCAPE}[31m\n1 + 1 # ${ESCAPE}[2J\ny = ${ESCAPE}[2J\n`;
    for (const call of [
      ['check', name],
      ['eval', name],
      ['gradient', name],
      ['expand', name, 'f', 'x'],
      ['expand', name, `g${ESCAPE}[2J`, 'x'],
    ]) {
      const { out, err } = await nabla(call, { files: { [name]: text } });
      expect(out + err).not.toContain(ESCAPE);
      expect((out + err).length).toBeGreaterThan(0);
    }
  });
});

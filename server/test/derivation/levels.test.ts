/** How much is printed: the answer, the main steps, every step; and what each format makes of it. */
import { describe, expect, test } from 'vitest';
import { derivationDocument } from '../../src/notation/derivation-document';
import { rowsOf } from '../../src/notation/derivation-rows';
import { LEVELS, printDerivation } from '../../src/notation/derivation-text';
import { nabla } from '../cli/fake-io';
import { write } from './page';

function documentOf(line: string) {
  const { graph, callee, names } = write(line);
  const [variable] = callee.parameters;
  if (!variable) throw new Error('no parameter');
  return derivationDocument({ graph, callee, variable, names });
}

const SHORT = documentOf('h(x) = 3(2x^2)^5');
const LONG = documentOf('f(x) = (x^2 + 3x + 1)^3*(x^3 - 2x)^2/(x^2 + 1)');

describe('levels', () => {
  test('a short derivation is shown whole, of a long one the main steps', () => {
    expect(rowsOf(SHORT).level).toBe('every');
    expect(rowsOf(LONG).level).toBe('main');
    expect(rowsOf(LONG).rows.every(({ depth }) => depth === 0)).toBe(true);
  });

  test.each([SHORT, LONG])('hidden and shown are all', (document) => {
    const [every, main] = [rowsOf(document, 'every'), rowsOf(document, 'main')];
    expect(every.hidden).toBe(0);
    expect(main.rows.length + main.hidden).toBe(every.rows.length);
    expect(main.hidden).toBeGreaterThan(0);
    expect(rowsOf(document, 'answer').rows).toEqual([]);
  });

  test('the last line says how many steps more there are', () => {
    const { hidden } = rowsOf(LONG);
    for (const format of ['text', 'markdown', 'latex'] as const) {
      expect(printDerivation(LONG, format)).toContain(`shows ${hidden} more steps`);
      expect(printDerivation(LONG, format, 'every')).not.toContain('more steps');
    }
  });

  test('the answer alone', () => {
    expect(printDerivation(SHORT, 'text', 'answer')).toBe('h(x) = 3(2x²)⁵\n\ndh/dx = 960x⁹\n');
    for (const format of ['markdown', 'latex'] as const)
      expect(printDerivation(SHORT, format, 'answer')).not.toContain('chain rule');
  });
});

describe('the command', () => {
  const files = { 'a.grad': 'h(x) = 3(2x^2)^5\nf(x, y) = 3x^3 - y^2 + x y\nc = 2\ng(x) = c*sin(x)\n' };

  test.each(LEVELS)('--steps %s', async (level) => {
    const { out, status } = await nabla(['expand', 'a.grad', 'h', 'x', '--steps', level], { files });
    expect(status).toBe(0);
    expect(out).toBe(printDerivation(SHORT, 'text', level));
  });

  test('the gradient', async () => {
    for (const word of ['∇', 'grad']) {
      const { json } = await nabla(['expand', 'a.grad', 'f', word, '--json'], { files });
      expect(json).toMatchObject({ function: 'f', wrt: '∇', result: { text: '[9*x^2 + y, x - 2*y]' } });
      const { steps } = json as { steps: { before: string; after: string }[] };
      expect(steps[0]?.before).toBe('[diff(3*x^3 - y^2 + x*y, x), diff(3*x^3 - y^2 + x*y, y)]');
      expect(steps.at(-1)?.after).toBe('[9*x^2 + y, x - 2*y]');
    }
  });

  test('higher and mixed', async () => {
    const { json } = await nabla(['expand', 'a.grad', 'f', 'x,y', '--json'], { files });
    expect(json).toMatchObject({ wrt: 'x,y', result: { text: '1' } });
    const { steps } = json as { steps: { rule: string; before: string }[] };
    expect(steps[0]).toMatchObject({ rule: 'inner derivative', before: 'diff(diff(3*x^3 - y^2 + x*y, x), y)' });
  });

  test('at a point', async () => {
    const { json } = await nabla(['expand', 'a.grad', 'h', 'x', '--at', 'x=2', '--json'], { files });
    expect(json).toMatchObject({
      result: { text: '960*x^9' },
      at: { x: '2' },
      value: 491520,
      forward: [{ name: 'u', text: '2*x^2', value: '8' }],
      links: [{ value: '61440' }, { value: '8' }],
    });
    const { steps } = json as { steps: { rule: string; before: string; after: string; where: object }[] };
    const put = steps.find(({ rule }) => rule === 'put in the numbers');
    expect(put).toMatchObject({ before: '960*x^9', after: '960*2^9', where: { x: '2' } });
    expect(steps.at(-1)?.after).toBe('491520');
    expect(steps.slice(1).map(({ before }) => before)).toEqual(steps.slice(0, -1).map(({ after }) => after));
  });

  test('the values of the page are known there', async () => {
    const { json } = await nabla(['expand', 'a.grad', 'g', 'x', '--at', 'x=0', '--json'], { files });
    expect(json).toMatchObject({ result: { text: 'c*cos(x)' }, at: { x: '0' }, value: 2 });
  });

  test.each(['markdown', 'latex'])('at a point as %s', async (format) => {
    const { out } = await nabla(['expand', 'a.grad', 'h', 'x', '--at', 'x=2', '--format', format], { files });
    expect(out).toContain('u = 2x^{2} = 8');
    expect(out).toContain('960 \\cdot 512');
  });

  test.each([
    [['--steps', 'few'], /--steps is one of answer, main, every/],
    [['--at', 'x=('], /no value/],
  ])('%j is a wrong call', async (more, message) => {
    const { err, status } = await nabla(['expand', 'a.grad', 'h', 'x', ...more], { files });
    expect(err).toMatch(message);
    expect(status).toBe(2);
  });

  test('a wrong variable among several', async () => {
    const { err, status } = await nabla(['expand', 'a.grad', 'f', 'x,q'], { files });
    expect([err, status]).toEqual(['nabla: f has no parameter q; it has x, y.\n', 2]);
  });
});

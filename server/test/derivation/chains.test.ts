/** Deep chains, and wide formulas: answered in time, and short enough to be read. */
import { describe, expect, test } from 'vitest';
import { derive } from '../../src/calculus/derivation';
import { gradient } from '../../src/calculus/differentiate';
import { derivationDocument } from '../../src/notation/derivation-document';
import { printDerivation } from '../../src/notation/derivation-text';
import { write } from './page';
import { everyStep, expectChain, expectSound } from './sound';

const nested = (times: number, wrap: (inside: string, i: number) => string): string => {
  let text = 'x';
  for (let i = 0; i < times; i++) text = wrap(text, i);
  return text;
};
const FUNCTIONS = ['sin', 'cos', 'tanh', 'exp'];
const chain = (links: number): string => nested(links, (inside, i) => `${FUNCTIONS[i % FUNCTIONS.length]}(${inside})`);
const many = (count: number, part: (i: number) => string, sign: string): string =>
  Array.from({ length: count }, (_, i) => part(i)).join(sign);

describe('deep chains', () => {
  test.each([5, 12, 20, 50])('of %i links are four main lines', (links) => {
    const { graph, callee } = write(`f(x) = ${chain(links)}`);
    const [variable] = callee.parameters;
    if (!variable) throw new Error('no parameter');
    const { steps, result } = derive(graph, callee, variable);
    expect(result).toBe(gradient(graph, callee)[0]);
    expectChain(steps, graph.derivative(callee.body, variable), result);
    expect(steps.map(({ rule }) => rule).slice(0, 3)).toEqual(['chain rule', 'link by link', 'put back']);
    expect(steps.length).toBeLessThanOrEqual(5);
    // One step a link, each about its own part.
    expect(steps[1]?.steps.length).toBe(links);
    expect(steps[1]?.steps.every(({ focus }) => focus?.before.kind === 'derivative')).toBe(true);
    for (const { check } of everyStep(steps)) expect(check.verdict).not.toBe('refuted');
  });

  test('are not blown up in print', () => {
    const { graph, callee } = write(`f(x) = ${chain(20)}`);
    const [variable] = callee.parameters;
    if (!variable) throw new Error('no parameter');
    const document = derivationDocument({ graph, callee, variable });
    const text = printDerivation(document, 'text', 'main');
    expect(text.split('\n').every((line) => [...line].length < 160)).toBe(true);
    expect(text.length).toBeLessThan(3_000);
    expect(text).toContain('s19 = sin(x)');
    // In ASCII the result stands alone.
    expect(document.result.text).not.toContain('s1');
    expect(document.result.unicode).toContain('where s1 = ');
  });

  test('inside products and quotients', () => {
    for (const body of [`${chain(12)}*${chain(7)}`, `${chain(8)}/(2 + ${chain(9)})`]) {
      const { graph, callee } = write(`f(x) = ${body}`);
      expectSound(graph, callee);
    }
  });
});

/** Milliseconds; many times what it takes, for machines that do other things. */
const SOON = 10_000;

test.each([
  ['a tower of powers', `f(x) = ${many(12, () => 'x', '^')}`],
  ['twenty factors', `f(x) = ${many(20, (i) => `(x + ${i})`, '*')}`],
  ['two hundred terms', `f(x) = ${many(200, (i) => `${i + 1}*x^${i}`, ' + ')}`],
  ['max of thirty', `f(x) = max(${many(30, (i) => `x^${i + 1}`, ', ')})`],
  ['doubling', `f(x) = ${nested(8, (inside) => `(${inside})*exp(${inside})`)}`],
  ['a hundred links', `f(x) = ${chain(100)}`],
])(
  '%s',
  (_, line) => {
    const { graph, callee } = write(line);
    const [variable] = callee.parameters;
    if (!variable) throw new Error('no parameter');
    const document = derivationDocument({ graph, callee, variable });
    expect(derive(graph, callee, variable).result).toBe(gradient(graph, callee)[0]);
    expect(printDerivation(document, 'text', 'main').length).toBeLessThan(60_000);
  },
  SOON,
);

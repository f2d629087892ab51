/** Unstable forms: each with its fix, which gives the same function; and forms that are left alone. */
import { describe, expect, test } from 'vitest';
import { judge } from '../../src/program/answers';
import { programOf } from '../program/say';

const HEAD = 'f(x, t, v[3], A[2, 3]) = ';
const hints = (page: string) => programOf(page).problems.filter(({ code }) => code === 'unstable-form');

/** The page with the first fix of each hint. */
function mended(page: string): string {
  const edits = hints(page).flatMap(({ fixes = [] }) => fixes[0]?.edits ?? []);
  return [...edits]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce((text, { range, text: put }) => text.slice(0, range.start) + put + text.slice(range.end), page);
}

describe('the stable form is offered', () => {
  test.each([
    ['log(softmax(v))', 'log_softmax(v)'],
    ['log(softmax(A, axis=0))', 'log_softmax(A, axis=0)'],
    ['log( (softmax(2v)) )', 'log_softmax(2v)'],
    ['log(sigmoid(x))', 'logsigmoid(x)'],
    ['log(1 - sigmoid(x))', 'logsigmoid(-x)'],
    ['log(1 - sigmoid(x + t))', 'logsigmoid(-(x + t))'],
    ['log(1 + exp(x))', 'softplus(x)'],
    ['log(exp(x + t) + 1)', 'softplus(x + t)'],
    ['log1p(exp(x))', 'softplus(x)'],
    ['log(sum(exp(v)))', 'logsumexp(v)'],
    ['log(sum(exp(A), axis=0))', 'logsumexp(A, axis=0)'],
    ['exp(v)/sum(exp(v))', 'softmax(v)'],
    ['exp(2v) / sum(exp(2v))', 'softmax(2v)'],
    ['exp(A)/sum(exp(A), axis=0, keepdims=1)', 'softmax(A, axis=0)'],
    ['exp(A)/sum(exp(A), axis=-1, keepdims=1)', 'softmax(A)'],
    ['x*log(1 + exp(t)) + 2', 'x*softplus(t) + 2'],
  ])('%s', (written, stable) => {
    const page = HEAD + written;
    expect(mended(page)).toBe(HEAD + stable);
    const both = `${page}\ng${mended(page).slice(1)}\ncheck f(x, t, v, A) = g(x, t, v, A)`;
    const judged = judge(
      programOf(both.replaceAll('(x, t, v, A)', '(0.3, 1.5, [1, 2, -1], [[1, 2, 0], [3, 4, -1]])')),
      2,
    );
    expect(judged?.verdict).toMatch(/proved|holds/);
  });
});

describe('nothing is said of', () => {
  test.each([
    'log(1 + x)',
    'exp(x) - 1',
    'log(softmax(v), 2)',
    'log(sum(exp(v - max(v))))',
    'exp(v - max(v))/sum(exp(v - max(v)))',
    'exp(v)/sum(exp(2v))',
    'exp(A)/sum(exp(A))',
    'exp(A)/sum(exp(A), axis=0)',
    'log(2 + exp(x))',
    'log(1 - exp(x))',
    'log_softmax(v)',
  ])('%s', (written) => {
    expect(hints(HEAD + written)).toEqual([]);
  });

  test('what the page calls so', () => {
    expect(hints('softmax(u) = u^2\nf(x) = log(softmax(x))')).toEqual([]);
  });
});

test('a softmax that is taken twice, and its fix', () => {
  const page = `network n {
  input x[2] = [1, 2]
  target y[2] = [1, 0]
  p = dense(x, 2) |> softmax
  loss = cross_entropy_logits(p, y)
}`;
  const [problem, ...others] = programOf(page).problems.filter(({ severity }) => severity === 'warning');
  expect(problem?.code).toBe('softmax-twice');
  expect(others).toEqual([]);
  const fixed = page.replace('cross_entropy_logits', 'cross_entropy');
  expect(programOf(fixed).problems.filter(({ severity }) => severity === 'warning')).toEqual([]);
  expect(programOf(page.replace(' |> softmax', '')).problems.filter(({ severity }) => severity !== 'hint')).toEqual([]);
});

/** Claims, one a line: what is said of them, at which point they fail, how many mistakes it takes. */
import { describe, expect, test } from 'vitest';
import type { Expression } from '../../src/calculus/expression';
import { equalAtPoints, type Verdict, verify } from '../../src/calculus/verify';
import { verifyNumeric } from '../../src/calculus/verify-number';
import { type Reader, reader } from './read';

const page = (): Reader =>
  reader(
    'f(x, y) = 3*x^3 - y^2 + 5*x + 2',
    'h(x) = 3*(2*x^2)^5',
    'a(x) = abs(x)',
    'q(x) = (x^2 - 1)/(x^2 + 1)',
    'm(x, y) = max(x, y)',
    'l(x) = log(x)',
    'declare g(u, v)',
    'declare s(t)',
    'k(x) = g(x, x)',
    'chain(x) = s(s(x))',
  );

function claim(text: string, room: Reader = page()): Verdict {
  const [, left = '', right = '', conditions] = /^(.*?) = (.*?)(?: for (.*))?$/.exec(text) ?? [];
  const given = conditions ? conditions.split(', ').map((condition) => room.read(condition)) : [];
  return verify(room.graph, room.read(left), room.read(right), given);
}

describe('proved', () => {
  test.each([
    'D_1_0_f(x, y) = 9*x^2 + 5',
    'D_1_h(x) = 960*x^9',
    'D_1_h(x) = 15*(2*x^2)^4*4*x',
    '15*16*x^8*4*x = 960*x^9',
    'D_1_q(x) = 4*x/(x^2 + 1)^2',
    'D_1_0_m(x, y) = x > y',
    'D_1_l(x) = 1/x',
    '(x^2 - 1)/(x - 1) = x + 1',
    'x/x = 1',
    '1/(1 - 1/(1 + 1/x)) = x + 1',
    'a/(b + c) + d/(b + c) = (a + d)/(b + c)',
    '1/(x - 1) - 1/(x + 1) = 2/(x^2 - 1)',
    '(x + y)^3 = x^3 + 3*x^2*y + 3*x*y^2 + y^3',
    '(x - y)*(x^4 + x^3*y + x^2*y^2 + x*y^3 + y^4) = x^5 - y^5',
    'sin(x)^2 + cos(x)^2 = 1',
    'sin(2*x) = 2*sin(x)*cos(x)',
    'sin(x + y) = sin(x)*cos(y) + cos(x)*sin(y)',
    'cos(3*x) = 4*cos(x)^3 - 3*cos(x)',
    'tan(x)^2 + 1 = 1/cos(x)^2',
    'cosh(x)^2 - sinh(x)^2 = 1',
    'exp(x + y) = exp(x)*exp(y)',
    'exp(x/2)^2 = exp(x)',
    '(exp(2*x) - 1)/(exp(x) - 1) = exp(x) + 1',
    'sigmoid(x) = exp(x)/(1 + exp(x))',
    'tanh(x) = 2*sigmoid(2*x) - 1',
    'silu(x) = x*sigmoid(x)',
    'relu(x) = max(x, 0)',
    'sqrt(x^2) = abs(x)',
    'sqrt(x)*sqrt(x) = x',
    'sqrt(x*y) = sqrt(x)*sqrt(y)',
    '1/(sqrt(x) + sqrt(y)) = (sqrt(x) - sqrt(y))/(x - y)',
    'log(x^2) = 2*log(x)',
    'log(x^2) = 2*log(abs(x))',
    'log(x*y) = log(x) + log(y)',
    'log(x/y) = log(x) - log(y)',
    'x^y*x^z = x^(y + z) for x > 0',
    'x^0.5 = sqrt(x)',
    'sqrt(x^2) = x for x > 0',
    'x + y = 2*y for x == y',
    'x^2 = 2 for x == sqrt(2)',
    'sqrt(8) = 2*sqrt(2)',
    'sqrt(12*x) = 2*sqrt(3)*sqrt(x)',
    'log(72) = 3*log(2) + 2*log(3)',
    '0.5*x = x/2',
    '0.1 + 0.2 = 0.3',
    'g(x, y) + g(y, x) = g(y, x) + g(x, y)',
    'D_1_k(x) = D_1_0_g(x, x) + D_0_1_g(x, x)',
    'D_1_chain(x) = D_1_s(s(x))*D_1_s(x)',
  ])('%s', (text) => {
    expect(claim(text)).toMatchObject({ verdict: 'proved' });
  });
});

describe('holds, which is no proof', () => {
  test.each([
    'atan(x) + atan(1/x) = pi/2 for x > 0',
    'gamma(x + 1) = x*gamma(x)',
    'where(x > 0, x, -x) = abs(x)',
    'max(x, y) + min(x, y) = x + y',
    'max(x, y) = (x + y + abs(x - y))/2',
    'abs(x)*abs(y) = abs(x*y)',
    'asin(x) + acos(x) = pi/2 for abs(x) <= 1',
    'sin(asin(x)) = x',
    'floor(x + 1) = floor(x) + 1',
    'erf(x) + erfc(x) = 1',
  ])('%s', (text) => {
    const { verdict, points, error } = claim(text);
    expect(['holds', 'proved']).toContain(verdict);
    expect(points).toBeGreaterThan(5);
    expect(error).toBeLessThan(1e-9);
  });

  test('where big terms cancel, nothing is refuted', () => {
    for (const text of [
      '1e20*x + 1 - 1e20*x = 1',
      'exp(x)^2*exp(-2*x) = 1',
      '(1e8 + sin(x)) - 1e8 = sin(x)',
      '(1 - cos(x))/x^2 = sin(x/2)^2/x^2*2',
    ]) {
      expect(['holds', 'proved']).toContain(claim(text).verdict);
    }
  });
});

describe('refuted, at the plainest point', () => {
  test.each([
    ['D_1_0_f(x, y) = 10*x^2 + 5', 'at x = 1, y = 1: 14 is not 15'],
    ['9*x^2 + 5 = 10*x^2 + 5', 'at x = 1: 14 is not 15'],
    ['D_1_h(x) = 15*(2*x^2)^4', 'at x = 1: 960 is not 240'],
    ['sqrt(x^2) = x', 'at x = −1: 1 is not −1'],
    ['max(x, y) = x', 'at x = 1, y = 2: 2 is not 1'],
    ['x = 2*x', 'at x = 1: 1 is not 2'],
    ['x^2 = 3 for x == sqrt(2)', 'at x = 1.41421: 2 is not 3'],
    ['1 = 2', '1 is not 2'],
    ['floor(x) = x', 'at x = 1.5: 1 is not 1.5'],
    ['gelu(x) = gelu_tanh(x)', 'at x = '],
    ['3*x + 1 = 3.000000001*x + 1', 'at x = 1: 4 is not 4.000000001'],
    ['3*x + 1 = 3.00000000000000000001*x + 1', 'at x = 1: 4 is not 4.00000000000000000001'],
    ['pi*x = 3.14159265358979323846*x', 'at x = 1: 3.141592653589793238463 is not 3.14159265358979323846'],
    ['atan(x) + atan(1/x) = pi/2', 'at x = −1: −1.5708 is not 1.5708'],
    ['exp(x + y) = exp(x) + exp(y)', 'at x = '],
    ['(x + y)^2 = x^2 + y^2', 'at x = 1, y = 1: 4 is not 2'],
    ['log(x + y) = log(x) + log(y)', 'at x = '],
    ['asin(x) = acos(x)', 'at x = '],
    ['tanh(x) = 1 for x > 30', 'at x = 31: 1 − 2.37013e−27 is not 1'],
    ['sqrt(x - 100)^2 = x - 99', 'at x = 100: 0 is not 1'],
    ['1/x = 2/x for x > 1000', 'at x = 1001: 0.000999001 is not 0.001998'],
    ['sqrt(x - 5) + sqrt(y - x - 3) + log(z - y) = 1', 'at x = 5, y = 8, z = '],
    ['log(log(log(x))) = 1', 'at x = 3: −2.36395 is not 1'],
    [
      'D_1_a(x) = where(x >= 0, 1, -1)',
      'at x = 0: 0 is not 1 (abs has a kink at 0; its slope there is 0 by convention)',
    ],
    ['where(x == 3.25, 1, 0) = 0', 'at x = 3.25: 1 is not 0'],
    ['abs(x - 0.3) + x = 2*x - 0.3 for x > 0.2', 'at x = 0.'],
    ['relu(x - 7)*relu(8 - x) = 0', 'at x = 7.125: 0.109375 is not 0'],
    // A narrow domain, between two edges.
    ['exp(x) = 1 + x for x > -0.001, x < 0.001', 'at x = 0.0005: 1.0005001 is not 1.0005'],
    ['x = sin(x) for x > -0.00001, x < 0.00001', 'at x = 0.000005: 0.000005 is not 0.00000499999999998'],
    ['x + y = x for x > 0, y > 0, x + y < 0.01', 'at x = 0.004, y = 0.002: 0.006 is not 0.004'],
    ['x = 1 for x > 0.12345, x < 0.12346', 'at x = 0.123455: 0.123455 is not 1'],
    // True of all decimals with few digits.
    ['floor(100000*x) = 100000*x', 'at x = 1/3: 33333 is not 33333.3'],
    // A point is told exactly.
    ['where(x == 1/3, 8, x) = x', 'at x = 1/3: 8 is not 0.333333'],
    ['where(x < -1000000, 0, x) = x', 'at x = −1000001: 0 is not −1000001'],
    // Values that doubles do not hold, or do not tell apart.
    ['exp(-1000) = 0', '5.07596e−435 is not 0'],
    ['exp(-x^2) = 0 for x > 30', 'at x = 100: 1.13548e−4343 is not 0'],
    ['x^1000 = x^1000 + 1 for x > 2', 'at x = 3: 1.32207e477 is not 1.32207e477 + 1'],
    ['exp(x) = exp(x) + 1e-40', 'at x = 0: 1 is not 1 + 1e−40'],
    ['x^2 = x^2 - 1e-400', 'at x = 1: 1 is not 1 − 1e−400'],
    ['exp(1000) = exp(1000) + 1', 'wherever both have a value, the right side is 1 more than the left side'],
    ['g(x, y) = g(y, x)', 'with g(u, v) = '],
    ['D_1_k(x) = D_1_0_g(x, x)', 'with g(u, v) = '],
    ['D_1_chain(x) = D_1_s(x)^2', 'with s(t) = '],
  ])('%s: %s', (text, explanation) => {
    const verdict = claim(text);
    expect(verdict.verdict).toBe('refuted');
    expect(verdict.explanation).toContain(explanation);
  });
});

describe('says nothing', () => {
  test.each([
    ['log(-1 - x^2) = 1', 'no point was found where both sides have a value'],
    ['sqrt(x) = sqrt(x) for x < -1', 'no point was found where both sides have a value'],
    ['x = x for x > 1, x < 0', 'no point was found where both sides have a value'],
    ['1/0 = 1', 'division by zero'],
  ])('%s', (text, explanation) => {
    expect(claim(text)).toMatchObject({ verdict: 'nothing', points: 0, explanation });
  });
});

test('the same claim has the same verdict, on a page of its own or after others', () => {
  for (const text of [
    'atan(x) + atan(1/x) = pi/2 for x > 0',
    'exp(x + y) = exp(x) + exp(y)',
    'D_1_k(x) = D_1_0_g(x, x)',
  ]) {
    const room = page();
    room.read('sin(y)*sin(x) + x^7');
    const plain = ({ verdict, points, error, explanation }: Verdict) => ({ verdict, points, error, explanation });
    expect(plain(claim(text, room))).toEqual(plain(claim(text)));
  }
});

test('a claim about arrays is one about each entry', () => {
  const { graph, read } = page();
  const array = (...texts: string[]): Expression => graph.array(texts.map(read));
  const gradient = array('D_1_0_f(x, y)', 'D_0_1_f(x, y)');
  expect(verify(graph, gradient, array('9*x^2 + 5', '-2*y'))).toMatchObject({ verdict: 'proved' });
  expect(verify(graph, gradient, array('9*x^2 + 5', '2*y'))).toMatchObject({ verdict: 'refuted' });
  expect(verify(graph, gradient, array('9*x^2 + 5'))).toMatchObject({ verdict: 'nothing' });
});

test.each([
  ['14', '14', 0.05, 'proved'],
  ['14.05', '14', 0.05, 'proved'],
  ['14.06', '14', 0.05, 'refuted'],
  ['pi', '3.14', 0.005, 'proved'],
  ['pi', '3.15', 0.005, 'refuted'],
  ['sqrt(2)', '1.41421356237309504880168872420969807857', 5e-39, 'proved'],
  ['sqrt(2)', '1.41421356237309504880168872420969807858', 5e-39, 'refuted'],
  ['1e30 + 1', '1e30', 0.5, 'refuted'],
] as const)('%s ≈ %s within %d is %s', (left, right, tolerance, verdict) => {
  const { graph, read } = page();
  expect(verifyNumeric(graph, read(left), read(right), tolerance)).toMatchObject({ verdict });
});

test('digits that differ far back are shown', () => {
  const { graph, read } = page();
  const wrong = read('1.414213562373095048811');
  expect(verifyNumeric(graph, read('sqrt(2)'), wrong, 5e-22).explanation).toBe(
    '1.4142135623730950488 is not 1.41421356237309504881',
  );
});

test('≈ of what has no value says why', () => {
  const { graph, read } = page();
  expect(verifyNumeric(graph, read('x'), read('1'), 0.5)).toMatchObject({
    verdict: 'nothing',
    explanation: 'x has no value',
  });
});

test('lines of a derivation are checked at points', () => {
  const { graph, read } = page();
  expect(equalAtPoints(graph, read('D_1_h(x)'), read('15*(2*x^2)^4*4*x'))).toMatchObject({
    verdict: 'holds',
    points: 64,
  });
  expect(equalAtPoints(graph, read('D_1_h(x)'), read('15*(2*x^2)^4'))).toMatchObject({ verdict: 'refuted' });
  expect(equalAtPoints(graph, read('D_1_chain(x)'), read('D_1_s(s(x))*D_1_s(x)'))).toMatchObject({ verdict: 'holds' });
});

test('a long claim is answered in time', () => {
  const { graph, read } = page();
  const terms = Array.from({ length: 120 }, (_, i) => `sin(${i + 1}*x)*exp(y/${i + 1})*log(1 + z^2 + ${i})`);
  const left = read(terms.join(' + '));
  const right = read([...terms].reverse().join(' + '));
  const start = performance.now();
  expect(['proved', 'holds']).toContain(verify(graph, left, right).verdict);
  expect(verify(graph, left, read(`${terms.join(' + ')} + 0.000000001*x`)).verdict).toBe('refuted');
  expect(performance.now() - start).toBeLessThan(5000);
});

/** Values, reasons, notes and exact results, one a line. References: mpmath 1.3 with 60 digits. */
import { describe, expect, test } from 'vitest';
import { compile, evaluate, exact, type Values } from '../../src/calculus/evaluate';
import type { Expression } from '../../src/calculus/expression';
import { table } from '../../src/calculus/functions/table';
import { parseDecimal, ratio, toNumber } from '../../src/calculus/rational';
import { type Reader, reader } from './read';

const page = (): Reader =>
  reader(
    'f(x, y) = 3*x^3 - y^2 + 5*x + 2',
    'h(x) = 3*(2*x^2)^5',
    'r(x) = relu(x)',
    'm(x, y) = max(x, y)',
    'root(x) = sqrt(x)',
    'l(x) = log(x)',
    'steps(x) = floor(x)',
    'only(x, y) = x',
    'both(x, y) = abs(x) + y^2',
    'declare g(u, v)',
  );

/** `x = 1, y = 0.1`: the decimals as they are written. */
function values({ variable }: Reader, text = ''): Values {
  const pairs = [...text.matchAll(/(\w+) = (-?)([\d.e-]+)/g)];
  return new Map(
    pairs.map(([, name = '', sign, digits = '']) => {
      const value = parseDecimal(digits);
      return [variable(name), sign ? value.neg() : value];
    }),
  );
}

describe('values, right to 12 digits', () => {
  test.each<[string, string, number]>([
    ['1/3 + 1/6', '', 0.5],
    ['2^0.5', '', Math.SQRT2],
    ['f(1, 2)', '', 6],
    ['D_1_0_f(1, 2)', '', 14],
    ['D_0_1_f(1, 2)', '', -4],
    ['D_2_0_f(x, y)', 'x = 2, y = 0', 36],
    ['D_1_h(x)', 'x = 1', 960],
    ['D_1_r(x)', 'x = 3', 1],
    ['(1 - cos(x))/x^2', 'x = 1e-9', 0.5],
    ['(exp(x) - 1 - x)/x^2', 'x = 1e-8', 0.5000000016666667],
    ['(tan(x) - sin(x))/x^3', 'x = 1e-5', 0.5000000000125],
    ['x^2 - y^2', 'x = 1.00000001, y = 1', 2.00000001e-8],
    ['x^7 - 7*x^6 + 21*x^5 - 35*x^4 + 35*x^3 - 21*x^2 + 7*x - 1', 'x = 0.99999', -1e-35],
    ['exp(pi*sqrt(163)) - 262537412640768744', '', -7.499274028018143e-13],
    [
      '333.75*y^6 + x^2*(11*x^2*y^2 - y^6 - 121*y^4 - 2) + 5.5*y^8 + x/(2*y)',
      'x = 77617, y = 33096',
      -0.8273960599468214,
    ],
    ['e^pi - pi^e', '', 0.6815349144182236],
    ['sqrt(x + 1) - sqrt(x)', 'x = 1e15', 1.5811388300841893e-8],
    ['tanh(x) - 1', 'x = 20', -8.496708510583178e-18],
    ['log(1 + x)', 'x = 1e-15', 9.999999999999995e-16],
    ['16*atan(1/5) - 4*atan(1/239) - pi', '', 0],
    ['sin(pi)', '', 0],
    ['exp(x)/exp(x - 1)', 'x = -800', Math.E],
    ['exp(x)/exp(x - 1)', 'x = 1000', Math.E],
    ['exp(x) - expm1(x)', 'x = 3.7', 1],
    ['sin(1e22)', '', -0.8522008497671888],
    ['cos(1e6*pi + 0.5)', '', 0.8775825618903728],
    ['gelu(x)', 'x = -3.2', -0.002198841401330715],
    ['softplus(x)', 'x = -40', 4.248354255291589e-18],
    ['gamma(171.5)', '', 9.4833675668248e307],
    ['digamma(1)', '', -0.5772156649015329],
    ['x^x', 'x = 0.3', 0.696845301935949],
    ['0^0 + x^0', 'x = 0', 2],
    ['(-8)^3 + (-2)^(-1)', '', -512.5],
    ['atan2(1, -1)', '', 2.356194490192345],
    ['floor(x*10)', 'x = 0.3', 3],
    ['floor(sin(x)^2 + cos(x)^2)', 'x = 0.3', 1],
    ['(x*3 == 1)', 'x = 0.1', 0],
    ['0.1*3 == 0.3', '', 1],
    ['sqrt(2)*sqrt(2) == 2', '', 1],
    ['where(x > 0, log(x), 5)', 'x = -1', 5],
    ['where(x > 0, 5, 1/x)', 'x = 1', 5],
    ['x == 0 or 1/x > 3', 'x = 0', 1],
    ['x != 0 and 1/x > 3', 'x = 0', 0],
    ['not x', 'x = 0', 1],
    ['D_1_r(0)', '', 0],
    ['D_1_0_m(2, 2) + D_0_1_m(2, 2)', '', 0],
  ])('%s at %s is %d', (text, point, expected) => {
    const room = page();
    const outcome = evaluate(room.graph, room.read(text), values(room, point));
    expect(outcome).toMatchObject({ ok: true });
    if (!outcome.ok) return;
    expect(Math.abs(outcome.value - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected));
    expect(outcome.error).toBeLessThanOrEqual(expected === 0 ? 1e-15 : 1e-12 * Math.abs(expected));
  });
});

describe('reasons', () => {
  test.each<[string, string, string]>([
    ['log(x - 2)', 'x = 1', 'log is defined for positive numbers; here its argument x - 2 is −1'],
    ['1 + log(0)', '', 'log is defined for positive numbers; here its argument is 0'],
    ['1/(x - 2)', 'x = 2', 'division by zero: x - 2 is 0'],
    ['1/0', '', 'division by zero'],
    ['1/(sin(x)^2 + cos(x)^2 - 1)', 'x = 0.3', 'division by zero: sin(x)^2 + cos(x)^2 - 1 is 0'],
    [
      'x^(1/3)',
      'x = -8',
      'a power of a negative number needs a whole exponent (cbrt is the real cube root); here the base x is −8 and the exponent is 0.333333',
    ],
    ['x^y', 'x = -8, y = 0.5', 'sqrt is defined for numbers that are not negative; here its argument x is −8'],
    ['x^(-2)', 'x = 0', '0 has no negative powers; here the base x is 0 and the exponent is −2'],
    ['exp(1000)', '', 'overflow'],
    ['10^400', '', 'overflow'],
    ['exp(exp(exp(10)))', '', 'overflow'],
    ['x + 1', '', 'x has no value'],
    ['x + y*z', 'y = 2', 'x and z have no values'],
    ['g(1, 2)', '', 'g is declared without a formula, so it has no value'],
    ['root(x)', 'x = -4', 'sqrt is defined for numbers that are not negative; here its argument x is −4'],
    ['D_1_root(0)', '', 'sqrt has no slope at 0: its graph is vertical there'],
    ['D_1_l(-2)', '', 'log is defined for positive numbers; here its argument is −2'],
    ['only(1, log(0 - 1))', '', 'log is defined for positive numbers; here its argument is −1'],
    ['tan(x)/0', 'x = 1', 'division by zero'],
    ['acos(x)', 'x = 1.5', 'here its argument x is 1.5'],
    ['log(8, 0 - 2)', '', 'here its arguments are 8 and −2'],
  ])('%s at %s: %s', (text, point, reason) => {
    const room = page();
    const outcome = evaluate(room.graph, room.read(text), values(room, point));
    expect(outcome.ok ? outcome : outcome.reason).toContain(reason);
  });
});

describe('notes', () => {
  test.each<[string, string, readonly string[]]>([
    ['D_1_r(x)', 'x = 0', ['relu has a kink at 0; its slope there is 0 by convention']],
    ['D_1_r(x)', 'x = 1', []],
    ['r(x)', 'x = 0', []],
    ['D_0_1_both(x, y)', 'x = 0, y = 1', []],
    ['D_1_0_both(x, y)', 'x = 0, y = 1', ['abs has a kink at 0; its slope there is 0 by convention']],
    ['where(x > 0, 1, D_1_r(x))', 'x = 0', ['relu has a kink at 0; its slope there is 0 by convention']],
    ['where(x >= 0, 1, D_1_r(x))', 'x = 0', []],
    ['2^100', '', ['the value is rounded; the text is exact']],
    ['2^53', '', []],
    ['2^100/3', '', []],
  ])('%s at %s: %j', (text, point, notes) => {
    const room = page();
    expect(evaluate(room.graph, room.read(text), values(room, point))).toMatchObject({ ok: true, notes });
  });
});

describe('exact results', () => {
  test.each<[string, string, string | undefined]>([
    ['1/3 + 1/6', '', '1/2'],
    ['2^100', '', '1267650600228229401496703205376'],
    ['0.1 + 0.2', '', '3/10'],
    ['D_1_0_f(1, 2)', '', '14'],
    ['x^2', 'x = 0.1', '1/100'],
    ['sqrt(4/9) + 8^(1/3)', '', '8/3'],
    ['max(1/3, 0.3) + floor(-2.5) + mod(-7, 3)', '', '-2/3'],
    ['sin(0) + exp(0) + log(1)', '', '1'],
    ['round(2.5) + round(3.5) + sign(0 - 3) + sign(0)', '', '5'],
    ['where(1/3*3 == 1, 7, log(0))', '', '7'],
    ['(-8)^(2/2)', '', '-8'],
    ['sqrt(2)', '', undefined],
    ['1/0', '', undefined],
    ['x + 1', '', undefined],
    ['10^100000', '', undefined],
    ['(0 - 1)^0.5', '', undefined],
  ])('%s at %s is %s', (text, point, expected) => {
    const room = page();
    const bound = new Map(
      [...values(room, point)].flatMap(([k, v]) => (typeof v === 'number' ? [] : [[k, v] as const])),
    );
    const result = exact(room.graph, room.read(text), bound);
    expect(result && (result.d === 1n ? `${result.s * result.n}` : `${result.s * result.n}/${result.d}`)).toBe(
      expected,
    );
  });
});

test('exact values of built-ins are those of their rows', () => {
  const { graph } = page();
  const arguments_ = ['-2', '-3/2', '-1', '-1/2', '0', '3/4', '1/2', '1', '2', '5/2', '8', '1000'].map((text) => {
    const [n = '0', d = '1'] = text.split('/');
    return ratio(BigInt(n), BigInt(d));
  });
  let found = 0;
  for (const row of table.values()) {
    for (const x of arguments_) {
      for (const y of row.parameters.length > 1 ? arguments_ : [undefined]) {
        const args = [x, ...(y ? [y] : []), ...(row.parameters.length > 2 ? [ratio(2)] : [])];
        const node = graph.apply(row, ...args.map((arg) => graph.constant(arg)));
        const value = exact(graph, node, new Map());
        if (!value) continue;
        found += 1;
        const expected = row.value(...args.map(toNumber));
        expect(Math.abs(toNumber(value) - expected), `${row.name}(${args.join(', ')})`).toBeLessThanOrEqual(
          1e-15 * Math.abs(expected),
        );
      }
    }
  }
  expect(found).toBeGreaterThan(500);
});

describe('a compiled tape', () => {
  test('samples several roots at many points', () => {
    const { graph, read, variable } = page();
    const run = compile(graph, [read('x^2 + y'), read('log(x)')], [variable('x'), variable('y')]);
    expect(run([3, 1])).toMatchObject([{ ok: true, value: 10, error: 0 }, { ok: true }]);
    expect(run([-3, 1])).toMatchObject([{ ok: true, value: 10 }, { ok: false }]);
  });

  test('expressions of any depth', () => {
    const { graph, variable } = page();
    const x = variable('x');
    let deep: Expression = x;
    for (let i = 0; i < 50_000; i += 1) deep = graph.add(deep, 1);
    expect(evaluate(graph, deep, new Map([[x, 0.5]]))).toMatchObject({ ok: true, value: 50000.5 });
  });

  test('shared parts are computed once, also through functions', () => {
    const room = reader();
    const x = room.variable('x');
    let body: Expression = x;
    // f1(x) = f0(x) + f0(x), … : 2^60 calls as a tree.
    for (let i = 0; i < 60; i += 1) {
      const callee = { name: `f${i}`, parameters: [x], body };
      body = room.graph.add(room.graph.call(callee, [0], [x]), room.graph.call(callee, [0], [x]));
    }
    expect(evaluate(room.graph, body, new Map([[x, 1]]))).toMatchObject({ ok: true, value: 2 ** 60 });
  });

  test('what would never end says so', () => {
    const room = reader();
    const x = room.variable('x');
    let body: Expression = x;
    for (let i = 0; i < 40; i += 1) {
      const callee = { name: `f${i}`, parameters: [x], body };
      const next = room.graph.add(
        room.graph.call(callee, [0], [room.graph.apply(sine(room), x)]),
        room.graph.call(callee, [0], [room.graph.add(x, 1)]),
      );
      body = next;
    }
    expect(evaluate(room.graph, body, new Map([[x, 1]]))).toEqual({
      ok: false,
      reason: 'this takes too many steps to compute',
    });
  });
});

function sine({ read }: Reader) {
  const node = read('sin(x)');
  if (node.kind !== 'application') throw new Error('sin is no row');
  return node.row;
}

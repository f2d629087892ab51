/** What is printed reads back as what it was: random expressions, in ASCII and in Unicode, through the real parser. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Expression, type Graph, rebuild, transform } from '../../src/calculus/expression';
import { row } from '../../src/calculus/functions/table';
import { normalise } from '../../src/calculus/normal';
import { parseDecimal } from '../../src/calculus/rational';
import { equalAtPoints } from '../../src/calculus/verify';
import { ascii, unicode } from '../../src/notation/print';
import { createWorkspace } from '../../src/program/workspace';

const workspace = createWorkspace();
const { graph } = workspace;
const HEAD = 'declare g(u, v)\ndeclare k(t)\nq(a, b) = a*b^2\nh(x) = x^3\n';
const PARAMETERS = ['x', 'y', 'e2', 'loss', 'x₁', '_a'];

/** The meaning of a text as the body of a function on a page with `HEAD`. */
function read(text: string, before = HEAD, parameters: readonly string[] = PARAMETERS): Expression {
  const program = workspace.program('test:page', `${before}f(${parameters.join(', ')}) = ${text}\n`);
  const definition = program.definitions.get('f');
  const errors = program.problems.filter(
    (problem) => problem.severity === 'error' && problem.code !== 'outside-domain',
  );
  if (definition?.kind !== 'function' || errors.length > 0) {
    throw new Error(`${text}: ${errors.map((problem) => problem.message).join('; ')}`);
  }
  return definition.callee.body;
}

/** Like `e`, with the callees of the page and without the marks of decimals. */
const meaning = (expression: Expression): Expression => normalise(graph, undecimal(graph, expression));
const undecimal = (graph: Graph, root: Expression): Expression =>
  transform(root, (node, parts) =>
    node.kind === 'constant' ? graph.constant(node.value) : rebuild(graph, node, parts),
  );

/** The same normal form; where that is not reached (0 below a line, powers of truth values), the same values. */
function expectSame(text: string, original: Expression): void {
  const [back, there] = [meaning(read(text)), meaning(original)];
  if (back !== there && equalAtPoints(graph, back, there).verdict === 'refuted')
    throw new Error(`${text} reads as ${ascii(back)}`);
}

const leaf: fc.Arbitrary<Expression> = fc.oneof(
  fc.constantFrom(...PARAMETERS).map((name) => graph.variable(name)),
  fc.integer({ min: -4, max: 12 }).map((value) => graph.constant(value)),
  fc.constantFrom('0.5', '0.044715', '1e-9', '2.25').map((text) => graph.constant(parseDecimal(text), true)),
  fc.constantFrom(graph.ratio(1, 3), graph.ratio(-2, 7), graph.named('e'), graph.named('π')),
);

const { expression } = fc.letrec<{ expression: Expression; truth: Expression }>((tie) => {
  const one = tie('expression');
  const pair = fc.tuple(one, one);
  return {
    truth: fc.oneof(
      { depthSize: 'small' },
      fc.tuple(fc.constantFrom('<', '<=', '>', '>='), pair).map(([name, [a, b]]) => graph.apply(row(name), a, b)),
      fc.tuple(tie('truth'), tie('truth')).map(([a, b]) => graph.apply(row('and'), a, b)),
      fc.tuple(tie('truth'), tie('truth')).map(([a, b]) => graph.apply(row('or'), a, b)),
      tie('truth').map((a) => graph.apply(row('not'), a)),
    ),
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.array(one, { minLength: 2, maxLength: 4 }).map((terms) => graph.add(...terms)),
      fc.array(one, { minLength: 2, maxLength: 4 }).map((factors) => graph.multiply(...factors)),
      pair.map(([a, b]) => graph.subtract(a, b)),
      pair.map(([a, b]) => graph.divide(a, b)),
      one.map((a) => graph.negate(a)),
      fc.tuple(one, fc.constantFrom(2, 3, -1, -2)).map(([a, n]) => graph.power(a, n)),
      fc
        .tuple(one, fc.constantFrom(graph.ratio(1, 2), graph.ratio(-1, 2), graph.ratio(3, 2)))
        .map(([a, n]) => graph.power(a, n)),
      pair.map(([a, b]) => graph.power(a, b)),
      fc.tuple(fc.constantFrom('sin', 'exp', 'relu', 'abs', 'tanh'), one).map(([name, a]) => graph.apply(row(name), a)),
      pair.map(([a, b]) => graph.apply(row('max'), a, b)),
      fc.tuple(tie('truth'), one, one).map(([c, a, b]) => graph.apply(row('where'), c, a, b)),
      tie('truth'),
      fc.tuple(fc.nat(2), fc.nat(2), pair).map(([i, j, args]) => graph.abstract('g', ['u', 'v'], [i, j], args)),
      fc.tuple(fc.nat(4), one).map(([i, a]) => graph.abstract('k', ['t'], [i], [a])),
    ),
  };
});

describe.each([
  ['ASCII', ascii],
  ['Unicode', unicode],
] as const)('%s reads back', (_, spell) => {
  test('as written', () => {
    fc.assert(
      fc.property(expression, (e) => {
        const text = spell(e);
        if (text.length > 4000) return;
        expectSame(text, e);
      }),
      { numRuns: 250, seed: 11 },
    );
  });
  test('in normal form', () => {
    fc.assert(
      fc.property(expression, (e) => {
        const normal = normalise(graph, e);
        const text = spell(normal);
        if (text.length > 4000) return;
        expectSame(text, normal);
      }),
      { numRuns: 200, seed: 12 },
    );
  });
});

describe('special cases', () => {
  const x = graph.variable('x');
  const own = (): Expression => read("q(x, 2) + h'(x) + diff(q, a)(x, y) + diff(q, b, 2)(x, y) + diff(q, a, b)(x, y)");
  test('functions of the page and their derivatives', () => {
    for (const spell of [ascii, unicode]) expect(read(spell(own()))).toBe(own());
  });
  test('derivatives of formulas', () => {
    const derivative = graph.derivative(graph.multiply(3, graph.power(x, 2)), graph.variable('x'));
    expect(meaning(read(ascii(derivative)))).toBe(meaning(derivative));
  });
  test.each([
    ['diff(x^2*sin(x), x)', 'd/dx (x²·sin(x))'],
    ['diff(x^2, x)(x=3)', 'd/dx (x²)(x=3)'],
    ['diff(x^2*loss, x, 2)', '∂²/∂x² (x²·loss)'],
    ['diff(x^2*loss, x, loss)(x=1, loss=2)', '∂²/∂x∂loss (x²·loss)(x=1, loss=2)'],
  ])('%s', (text, people) => {
    const body = read(text);
    expect(unicode(body)).toBe(people);
    for (const spell of [ascii, unicode]) expect(meaning(read(spell(body)))).toBe(meaning(body));
  });
  test('what the page hides', () => {
    const hidden = 'exp(x) = x\nsqrt(x) = x\ne = 7\nwhere = 3\ndiff = 4\n';
    const names = new Set(['exp', 'sqrt', 'e', 'where', 'diff']);
    const both = graph.add(
      graph.apply(row('exp'), x),
      graph.power(x, graph.ratio(1, 2)),
      graph.named('e'),
      graph.apply(row('where'), graph.apply(row('>'), x, 0), x, 0),
    );
    expect(meaning(read(ascii(both, names), hidden, ['x']))).toBe(meaning(both));
  });
});

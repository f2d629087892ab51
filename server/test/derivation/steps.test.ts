/** What holds for every derivation: the lines chain, agree at points, and end in the gradient's own formula. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { derive, type Step } from '../../src/calculus/derivation';
import { gradient } from '../../src/calculus/differentiate';
import { compile } from '../../src/calculus/evaluate';
import {
  type Callee,
  createGraph,
  type Expression,
  type Graph,
  postorder,
  substitute,
} from '../../src/calculus/expression';
import { table } from '../../src/calculus/functions/table';
import { write } from './page';

function everyStep(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step) => [step, ...everyStep(step.steps)]);
}

function expectChain(steps: readonly Step[], from: Expression, to: Expression): void {
  let line = from;
  for (const step of steps) {
    expect(step.before).toBe(line);
    line = step.after;
    const [first, last] = [step.steps[0], step.steps.at(-1)];
    if (first && last) expectChain(step.steps, first.before, last.after);
  }
  expect(line).toBe(to);
}

/** Derivatives by central differences over the names read as text: knows nothing of the engine's derivatives. */
function numerically(
  graph: Graph,
  line: Expression,
  where: Step['where'],
  point: ReadonlyMap<Expression, number>,
): number {
  let here = point;
  for (const [name, meaning] of [...where].reverse()) {
    const value = numerically(graph, meaning, new Map(), here);
    here = new Map([...here, [name, value]]);
  }
  const values = new Map<Expression, Expression>();
  for (const node of postorder([line])) {
    if (node.kind !== 'derivative' || values.has(node)) continue;
    const at = here.get(node.variable) ?? Number.NaN;
    const width = 1e-5 * Math.max(1, Math.abs(at));
    const side = (x: number): number =>
      numerically(graph, node.body, new Map(), new Map([...here, [node.variable, x]]));
    const slope = (side(at + width) - side(at - width)) / (2 * width);
    if (!Number.isFinite(slope)) return Number.NaN;
    values.set(node, graph.variable(`slope ${node.id}`));
    here = new Map([...here, [graph.variable(`slope ${node.id}`), slope]]);
  }
  const plain = outermost(graph, line, values);
  const variables = [...here.keys()].filter((node) => node.kind === 'variable');
  const [outcome] = compile(graph, [plain], variables)(variables.map((variable) => here.get(variable) ?? Number.NaN));
  return outcome?.ok ? outcome.value : Number.NaN;
}

const outermost = (graph: Graph, line: Expression, values: ReadonlyMap<Expression, Expression>): Expression =>
  values.size === 0 ? line : substitute(graph, line, values);

const POINTS = [0.37, 1.21, 2.3, -0.83];

function expectAgreement(graph: Graph, callee: Callee, steps: readonly Step[]): void {
  for (const step of everyStep(steps)) {
    expect(step.check.verdict, step.rule).not.toBe('refuted');
    for (const x of POINTS) {
      const point = new Map(callee.parameters.map((parameter, i) => [parameter as Expression, x + 0.31 * i]));
      const [before, after] = [step.before, step.after].map((line) => numerically(graph, line, step.where, point));
      if (before === undefined || after === undefined || Number.isNaN(before) || Number.isNaN(after)) continue;
      if (Math.abs(before) > 1e6) continue;
      expect(Math.abs(before - after), `${step.rule} at ${x}`).toBeLessThanOrEqual(2e-4 * (1 + Math.abs(before)));
    }
  }
}

function expectSound(graph: Graph, callee: Callee): void {
  callee.parameters.forEach((parameter, i) => {
    const { steps, result } = derive(graph, callee, parameter);
    const goal = gradient(graph, callee)[i];
    expect(result).toBe(goal);
    expectChain(steps, graph.derivative(callee.body, parameter), result);
    expectAgreement(graph, callee, steps);
  });
}

describe('every row of the function table', () => {
  const rows = [...table.values()].filter((row) => row.derivative && !row.truth);
  test.each(rows.map((row) => [row.name, row] as const))('%s', (_, row) => {
    const graph = createGraph();
    const names = row.parameters.map((_, i) => graph.variable(`x${i}`));
    const plain = graph.apply(row, ...names);
    const inner = graph.apply(row, ...names.map((name, i) => graph.multiply(i + 1, graph.power(name, 2))));
    for (const body of [plain, graph.multiply(3, inner)]) {
      expectSound(graph, { name: 'f', parameters: names, body });
    }
  });
});

describe('formulas', () => {
  const lines = [
    'f(x) = (x^2 - 1)/(x^2 + 1)',
    'f(x, y) = x^y + y^x',
    'f(x) = sin(sin(sin(sin(sin(x)))))',
    'f(x) = 3/(2x + 1)^3 - 1/sqrt(x)',
    'f(x, y) = log(x*y)/x + exp(-x^2)*y',
    'f(x) = floor(x^2) + abs(x - 1)',
    'f(x) = where(x > 1, x^2, sin(2x))*x',
    'f(x, y) = max(x^2, x*y, 1)',
    'f(x) = x*x*x*exp(x)',
    'f(x) = 7',
    'f(x, y) = y',
    'f(x) = -(-x)',
    'f(x) = 2^(x^2)*e^x',
    'f(u, v) = sin(u*v)^2',
    'f(x) = atan2(x^2, 3) + hypot(x, 2x)',
    'f(x) = ((x^2)^3)^0.5',
  ];
  test.each(lines)('%s', (line) => {
    const { graph, callee } = write(line);
    expectSound(graph, callee);
  });

  test('names are fresh', () => {
    const { graph, callee } = write('f(u, s1) = sin(cos(exp(sin(u*s1)))) + sin(u^2)');
    const [u] = callee.parameters;
    if (!u) throw new Error('no parameter');
    const names = new Set(['v', 's2']);
    const { steps } = derive(graph, callee, u, { names });
    const introduced = everyStep(steps).flatMap((step) => [...step.where.keys()].map((name) => name.name));
    expect(new Set(introduced)).toEqual(new Set(['s3', 's4', 's5', 's6', 'w']));
  });
});

const atoms = fc.constantFrom('x', 'y', '2', '3', '0.5', 'x', 'y');
const formula: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atoms,
    fc.tuple(tie('node'), fc.constantFrom('+', '-', '*', '/'), tie('node')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(tie('node'), fc.constantFrom('2', '3', '(-1)', '(1/2)')).map(([a, n]) => `(${a})^${n}`),
    fc.tuple(fc.constantFrom('sin', 'exp', 'log', 'tanh', 'relu', 'sqrt'), tie('node')).map(([f, a]) => `${f}(${a})`),
  ),
})).node;

test('random formulas', () => {
  fc.assert(
    fc.property(formula, (body) => {
      const { graph, callee } = write(`f(x, y) = ${body}`);
      expectSound(graph, callee);
    }),
    { numRuns: 80, seed: 20240229 },
  );
});

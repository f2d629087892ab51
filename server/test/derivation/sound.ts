/** What holds for every derivation: the lines chain, agree at points, and end in the gradient's own formula. */
import { expect } from 'vitest';
import { derive, type Step } from '../../src/calculus/derivation';
import { gradient } from '../../src/calculus/differentiate';
import { compile } from '../../src/calculus/evaluate';
import { type Callee, type Expression, type Graph, postorder, substitute } from '../../src/calculus/expression';

export function everyStep(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step) => [step, ...everyStep(step.steps)]);
}

export function expectChain(steps: readonly Step[], from: Expression, to: Expression): void {
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

export function expectAgreement(graph: Graph, callee: Callee, steps: readonly Step[]): void {
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

export function expectSound(graph: Graph, callee: Callee): void {
  callee.parameters.forEach((parameter, i) => {
    const { steps, result } = derive(graph, callee, parameter);
    const goal = gradient(graph, callee)[i];
    expect(result).toBe(goal);
    expectChain(steps, graph.derivative(callee.body, parameter), result);
    expectAgreement(graph, callee, steps);
  });
}

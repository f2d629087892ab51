/** The bounds are what they claim to be: no double is further from the value in many digits than its bound says. */
import { expect, test } from 'vitest';
import { inDecimals } from '../../src/calculus/decimals';
import { inDoubles, KNOWN } from '../../src/calculus/doubles';
import { evaluate } from '../../src/calculus/evaluate';
import { createGraph } from '../../src/calculus/expression';
import { random } from '../../src/calculus/fingerprint';
import { lower } from '../../src/calculus/lowering';
import { ratio } from '../../src/calculus/rational';
import { randomPoint } from '../../src/calculus/sample';
import { precise } from '../../src/calculus/special/precise';
import { brief } from '../../src/calculus/wording';
import { finished } from '../../src/calculus/work';
import { formula } from './formulas';

const RUNS = 300;
const exactly = precise(60).from;

test('no bound in doubles is violated, at any instruction of random formulas', () => {
  const chance = random(1);
  const wrong: string[] = [];
  let compared = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const graph = createGraph();
    const variables = ['x', 'y'].map((name) => graph.variable(name));
    const root = formula(graph, chance, variables, 3);
    const point = randomPoint(chance, 2);
    const bindings = new Map(variables.map((variable, i) => [variable, point[i] ?? ratio(0)]));
    const tape = lower(graph, [root], bindings);
    const doubles = inDoubles(tape)([]);
    const decimals = finished(inDecimals(tape, 60, false));
    decimals.slots.forEach((slot, i) => {
      const state = doubles.states[i] ?? 0;
      const where = `run ${run}: ${brief(root, 200)} at ${point.map((value) => value.toString())}, ${i}`;
      if (slot.kind === 'failure' && state === KNOWN) wrong.push(`${where}: a value where there is none`);
      if (slot.kind === 'number' && state > 0) wrong.push(`${where}: no value where there is ${slot.value}`);
      if (slot.kind !== 'number' || state !== KNOWN) return;
      compared += 1;
      const distance = slot.value.minus(exactly(doubles.values[i] ?? 0)).abs();
      const bound = slot.error.plus(doubles.errors[i] ?? 0);
      if (distance.gt(bound)) {
        wrong.push(
          `${where} ${tape.instructions[i]?.code}: ${doubles.values[i]} ± ${doubles.errors[i]} is ${slot.value}`,
        );
      }
    });
  }
  expect(wrong).toEqual([]);
  expect(compared).toBeGreaterThan(RUNS);
});

test('more digits agree with fewer within their bounds', () => {
  const chance = random(2);
  const wrong: string[] = [];
  for (let run = 0; run < RUNS / 4; run += 1) {
    const graph = createGraph();
    const variables = ['x', 'y'].map((name) => graph.variable(name));
    const root = formula(graph, chance, variables, 3);
    const point = randomPoint(chance, 2);
    const tape = lower(graph, [root], new Map(variables.map((variable, i) => [variable, point[i] ?? ratio(0)])));
    const [few, many] = [30, 70].map((digits) => finished(inDecimals(tape, digits, false)).slots);
    few?.forEach((slot, i) => {
      const other = many?.[i];
      if (slot.kind !== 'number' || other?.kind !== 'number') return;
      if (other.value.minus(slot.value).abs().gt(other.error.plus(slot.error))) {
        wrong.push(`run ${run}: ${brief(root, 200)}, ${i}: ${slot.value} ± ${slot.error} is ${other.value}`);
      }
    });
  }
  expect(wrong).toEqual([]);
});

test('a value that is shown is right to 12 digits, or as near to 0', () => {
  const chance = random(3);
  const wrong: string[] = [];
  for (let run = 0; run < RUNS / 2; run += 1) {
    const graph = createGraph();
    const x = graph.variable('x');
    const f = formula(graph, chance, [x], 2);
    // Cancellation: f(x + 1e-9) − f(x).
    const root = graph.subtract(
      graph.call({ name: 'f', parameters: [x], body: f }, [0], [graph.add(x, graph.ratio(1, 1e9))]),
      f,
    );
    const [value = ratio(1)] = randomPoint(chance, 1);
    const outcome = evaluate(graph, root, new Map([[x, value]]));
    const tape = lower(graph, [root], new Map([[x, value]]));
    const slot = finished(inDecimals(tape, 80, false)).slots[tape.roots[0] ?? 0];
    if (slot?.kind !== 'number' || slot.error.gt(slot.value.abs().times(1e-15).plus(1e-40))) continue;
    if (!outcome.ok && outcome.reason !== 'overflow')
      wrong.push(`run ${run}: ${brief(f, 200)} at ${value}: ${outcome.reason}`);
    if (!outcome.ok) continue;
    const distance = slot.value.minus(exactly(outcome.value)).abs();
    if (distance.gt(slot.value.abs().times(1e-12).plus(1e-60)) || distance.gt(slot.error.plus(outcome.error))) {
      wrong.push(`run ${run}: ${brief(f, 200)} at ${value}: ${outcome.value} is ${slot.value}`);
    }
  }
  expect(wrong).toEqual([]);
});

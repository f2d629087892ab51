/**
 * Is a line equal to the one before? In: two lines, with introduced names and derivatives in them. Out: proved where
 * both have the same normal form, otherwise compared at random points.
 */
import { differentiate } from '../differentiate';
import { type Expression, rebuild, transform } from '../expression';
import { normalise } from '../normal';
import { type Context, readBack, written } from './context';
import type { StepCheck } from './step';

/** Longer lines are compared at points only. */
const PROVABLE = 3000;

export function checkLine(context: Context, before: Expression, after: Expression): StepCheck {
  const { graph } = context;
  const [left, right] = [resolved(context, before), resolved(context, after)];
  const short = written(graph, left) + written(graph, right) < PROVABLE;
  if (left === right || (short && normalise(graph, left) === normalise(graph, right))) {
    return { verdict: 'proved', points: 0, error: 0 };
  }
  return { verdict: 'holds', points: 0, error: 0 };
}

/** Derivatives taken first, then names read. */
function resolved(context: Context, line: Expression): Expression {
  const { graph } = context;
  const taken = transform(line, (node, parts) => {
    const [body] = parts;
    if (node.kind === 'derivative' && body) return differentiate(graph, body, node.variable);
    return rebuild(graph, node, parts);
  });
  return readBack(context, taken);
}

/** Parameters for a tape: the axes are its first inputs, the others are numbers. */
import { evaluate, exact } from '../evaluate';
import type { Callee, Expression, Graph, Variable } from '../expression';
import type { Binding } from '../lowering';

export interface Bound {
  readonly bindings: ReadonlyMap<Variable, Binding>;
  /** The axes are written here before each run. */
  readonly inputs: number[];
  /** Bounds on the errors of the inputs. */
  readonly errors: number[];
}

/** Held numbers stand for exactly themselves where they are rational; others are inputs with bounds on their errors. */
export function bound(
  graph: Graph,
  { parameters }: Callee,
  axes: readonly Variable[],
  held: ReadonlyMap<Variable, Expression>,
): Bound {
  const bindings = new Map<Variable, Binding>(axes.map((axis, input) => [axis, { input }]));
  const inputs = axes.map(() => 0);
  const errors = axes.map(() => 0);
  for (const parameter of parameters) {
    const number = held.get(parameter);
    if (!number || bindings.has(parameter)) continue;
    const rational = exact(graph, number, new Map());
    const outcome = rational ? undefined : evaluate(graph, number, new Map());
    if (rational) bindings.set(parameter, rational);
    else if (outcome?.ok) {
      bindings.set(parameter, { input: inputs.length });
      inputs.push(outcome.value);
      errors.push(outcome.error);
    }
  }
  return { bindings, inputs, errors };
}

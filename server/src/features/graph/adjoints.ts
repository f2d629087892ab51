/**
 * What comes back to each node as a formula in the names of the nodes: ∂h/∂u = 15u⁴. In: a wiring of numbers. Out: formulas in normal
 * form, of small graphs only.
 */
import { gradient } from '../../calculus/differentiate';
import { type Expression, postorder, type Variable } from '../../calculus/expression';
import { normalise } from '../../calculus/normal';
import { light } from '../../calculus/normal/light';
import type { Wiring } from './wiring';

const MOST_EDGES = 80;
/** Nodes of a formula that is shown as it is. */
const SHORT = 25;

export function adjointsOf({ graph, sources, elementals, edges, output }: Wiring): ReadonlyMap<Variable, Expression> {
  const found = new Map<Variable, Expression>([[output, graph.constant(1)]]);
  if (edges.length > MOST_EDGES || edges.some(({ from, to }) => from.shape.length + to.shape.length > 0)) return found;
  const make = light(graph);
  for (const { from, to, local, leads } of edges.toReversed()) {
    const adjoint = found.get(to);
    if (!adjoint || !local || !leads) continue;
    const given = make.multiply(adjoint, local);
    found.set(from, normalise(graph, make.add(...[found.get(from)].flatMap((one) => one ?? []), given)));
  }
  // Of what the function is of, as the answer says it: 960x⁹, not 60u⁴·x.
  const body = elementals.at(-1)?.written ?? output;
  const inputs = sources.flatMap(({ kind, variable }) => (kind === 'input' ? [variable] : []));
  gradient(graph, { name: '', parameters: inputs, body }).forEach((closed, i) => {
    const input = inputs[i];
    if (input && postorder([closed]).length <= SHORT) found.set(input, closed);
  });
  return found;
}

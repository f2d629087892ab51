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

export function adjointsOf({ graph, sources, elementals, edges, output }: Wiring): ReadonlyMap<Variable, Expression> {
  const found = new Map<Variable, Expression>();
  if (output.shape.length > 0 || edges.length > MOST_EDGES) return found;
  found.set(output, graph.constant(1));
  if (edges.some(({ from, to }) => from.shape.length + to.shape.length > 0)) return found;
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
  const size = (formula: Expression | undefined): number => (formula ? postorder([formula]).length : 0);
  gradient(graph, { name: '', parameters: inputs, body }).forEach((closed, i) => {
    const input = inputs[i];
    if (input && size(closed) <= size(found.get(input))) found.set(input, closed);
  });
  return found;
}

/** The computation graph of a function or a network of the page. In: which one, by what, and where. Out: the graph, or why there is none. */
import type { GraphParams, GraphResult } from '../../protocol';
import { expand } from '../expand';
import { byName } from '../expand-target';
import type { View } from '../view';
import { functionGraph } from './function-graph';
import { networkGraph } from './network-graph';

export function computationGraph(view: View, params: GraphParams): GraphResult {
  const definition = view.program.definitionOf(params.function);
  if (definition?.kind === 'network') return networkGraph(view, definition, params.variable);
  const by = definition?.kind === 'function' && definition.sound ? byName(definition, params.variable) : undefined;
  if (definition?.kind === 'function' && by && definition.callee.parameters.length > 0)
    return functionGraph(view, definition, by, params.at);
  // What cannot be expanded has no graph, for the same reasons.
  const refused = expand(view, params);
  return refused.kind === 'nothing'
    ? refused
    : { kind: 'nothing', reason: `${params.function} has no computation graph.` };
}

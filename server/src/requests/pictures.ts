/** What the panel draws: computation graphs and plots. */
import { RequestType } from 'vscode-languageserver';
import { byName } from '../features/expand-target';
import { computationGraph } from '../features/graph/graph';
import { descent, plot, tangent } from '../features/plot';
import { hidesGradient, isOpen } from '../features/prediction/hidden';
import { ordersOf } from '../features/prediction/questions';
import type { View } from '../features/view';
import {
  type About,
  DESCENT,
  type DescentParams,
  type DescentResult,
  GRAPH,
  type GraphParams,
  type GraphResult,
  PLOT,
  type PlotParams,
  type PlotResult,
  TANGENT,
  type TangentParams,
  type TangentResult,
} from '../protocol';
import { NOT_OPEN, onPage, type PageSession, type Registration } from './session';

/** In prediction mode a picture gives away every first partial, and the derivative that it is about. */
const discreetly =
  <Params extends About, Result>(draw: (view: View, params: Params) => Result) =>
  ({ view }: PageSession, params: Params): Result | { readonly kind: 'nothing'; readonly reason: string } =>
    isHidden(view, params)
      ? {
          kind: 'nothing',
          reason: `A picture would give it away: not all derivatives of ${params.function} are predicted yet.`,
        }
      : draw(view, params);

function isHidden(view: View, { function: name, variable }: About): boolean {
  const definition = view.program.definitionOf(name);
  if (definition?.kind === 'network') return hidesGradient(view, definition, variable);
  const by = definition?.kind === 'function' ? byName(definition, variable) : undefined;
  return (
    definition?.kind === 'function' &&
    by !== undefined &&
    isOpen(view, definition.callee, [...ordersOf(definition.callee, by), ...ordersOf(definition.callee, 'gradient')])
  );
}

export const pictures: readonly Registration[] = [
  onPage(new RequestType<GraphParams, GraphResult, void>(GRAPH), NOT_OPEN, discreetly(computationGraph)),
  onPage(new RequestType<PlotParams, PlotResult, void>(PLOT), NOT_OPEN, discreetly(plot)),
  onPage(new RequestType<TangentParams, TangentResult, void>(TANGENT), NOT_OPEN, discreetly(tangent)),
  onPage(new RequestType<DescentParams, DescentResult, void>(DESCENT), NOT_OPEN, discreetly(descent)),
];

/** What the panel draws: computation graphs and plots. */
import { RequestType } from 'vscode-languageserver';
import { computationGraph } from '../features/graph/graph';
import { descent, plot, tangent } from '../features/plot';
import {
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
import { NOT_OPEN, onPage, type Registration } from './session';

export const pictures: readonly Registration[] = [
  onPage(new RequestType<GraphParams, GraphResult, void>(GRAPH), NOT_OPEN, ({ view }, params) =>
    computationGraph(view, params),
  ),
  onPage(new RequestType<PlotParams, PlotResult, void>(PLOT), NOT_OPEN, ({ view }, params) => plot(view, params)),
  onPage(new RequestType<TangentParams, TangentResult, void>(TANGENT), NOT_OPEN, ({ view }, params) =>
    tangent(view, params),
  ),
  onPage(new RequestType<DescentParams, DescentResult, void>(DESCENT), NOT_OPEN, ({ view }, params) =>
    descent(view, params),
  ),
];

/** What the page half may ask of the server through the extension half, by the method of `protocol.ts`. */
import {
  ANSWER,
  type AnswerParams,
  type AnswerResult,
  DESCENT,
  type DescentParams,
  type DescentResult,
  GRAPH,
  type GraphParams,
  type GraphResult,
  PLOT,
  type PlotParams,
  type PlotResult,
  REVEAL,
  type RevealParams,
  TANGENT,
  type TangentParams,
  type TangentResult,
} from '../../../server/src/protocol';

export interface Questions {
  readonly [GRAPH]: { readonly params: GraphParams; readonly result: GraphResult };
  readonly [PLOT]: { readonly params: PlotParams; readonly result: PlotResult };
  readonly [TANGENT]: { readonly params: TangentParams; readonly result: TangentResult };
  readonly [DESCENT]: { readonly params: DescentParams; readonly result: DescentResult };
  readonly [ANSWER]: { readonly params: AnswerParams; readonly result: AnswerResult };
  readonly [REVEAL]: { readonly params: RevealParams; readonly result: null };
}
export type Method = keyof Questions;

const METHODS: ReadonlySet<unknown> = new Set<Method>([GRAPH, PLOT, TANGENT, DESCENT, ANSWER, REVEAL]);
export const isMethod = (method: unknown): method is Method => METHODS.has(method);

/** Asks the server; rejects where it could not answer. */
export type Ask = <M extends Method>(method: M, params: Questions[M]['params']) => Promise<Questions[M]['result']>;

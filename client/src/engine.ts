/** What the commands and the panel ask of the server. In: where or what to differentiate. Out: the answers of `protocol.ts`. */
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import {
  CHECK_GRADIENTS,
  type CheckGradientsParams,
  type CheckGradientsResult,
  COPY_LATEX,
  type CopyParams,
  type CopyResult,
  EXPAND,
  type ExpandParams,
  type ExpandResult,
} from '../../server/src/protocol';
import type { Ask } from './derivation/questions';

export interface Engine {
  expand(params: ExpandParams): Promise<ExpandResult>;
  copyLatex(params: CopyParams): Promise<CopyResult>;
  /** The derivation to read, in one of its spellings; undefined where there is none now. */
  derivationText(params: ExpandParams, format: 'latex' | 'markdown' | 'text'): Promise<string | undefined>;
  checkGradients(params: CheckGradientsParams): Promise<CheckGradientsResult>;
  /** What the panel asks; rejects where there is no answer. */
  readonly ask: Ask;
}

const notRunning = {
  kind: 'nothing',
  reason: 'Nabla’s server is not running. The command “Nabla: Restart server” starts it again.',
} as const;

/** An engine that has stopped, or that could not answer, gives a reason and never throws. */
export const engine = (client: BaseLanguageClient): Engine => ({
  // While the server starts, a request waits for it.
  expand: async (params) =>
    client.state === State.Stopped ? notRunning : client.sendRequest<ExpandResult>(EXPAND, params).catch(failed),
  copyLatex: async (params) =>
    client.state === State.Stopped ? notRunning : client.sendRequest<CopyResult>(COPY_LATEX, params).catch(failed),
  async derivationText(params, format) {
    if (client.state === State.Stopped) return undefined;
    const asked = { command: 'nabla.derivation', arguments: [params] };
    const answer: unknown = await client.sendRequest('workspace/executeCommand', asked).catch(() => undefined);
    const text = isRecord(answer) ? answer[format] : undefined;
    return typeof text === 'string' ? text : undefined;
  },
  checkGradients: async (params) =>
    client.state === State.Stopped
      ? notRunning
      : client.sendRequest<CheckGradientsResult>(CHECK_GRADIENTS, params).catch(failed),
  ask: async (method, params) => {
    if (client.state === State.Stopped) throw new Error(notRunning.reason);
    return client.sendRequest(method, params);
  },
});

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const failed = (error: unknown): Extract<ExpandResult, { kind: 'nothing' }> => ({
  kind: 'nothing',
  reason: `Nabla could not answer: ${error instanceof Error ? error.message : String(error)}`,
});

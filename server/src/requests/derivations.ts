/** Nabla's own requests: derivations, LaTeX, gradients against differences. */
import { ErrorCodes, ExecuteCommandRequest, RequestType, ResponseError } from 'vscode-languageserver';
import { COMMANDS, readArgument } from '../features/commands';
import { copyLatex, expand } from '../features/expand';
import { gradientCheck } from '../features/gradient-check';
import {
  ANSWER,
  type AnswerParams,
  type AnswerResult,
  CHECK_GRADIENTS,
  type CheckGradientsParams,
  type CheckGradientsResult,
  COPY_LATEX,
  type CopyParams,
  type CopyResult,
  EXPAND,
  type ExpandParams,
  type ExpandResult,
  REVEAL,
  type RevealParams,
} from '../protocol';
import { NOT_OPEN, on, onPage, type Registration } from './session';

export const derivations: readonly Registration[] = [
  onPage(new RequestType<ExpandParams, ExpandResult, void>(EXPAND), NOT_OPEN, ({ view }, params) =>
    expand(view, params),
  ),
  onPage(new RequestType<CopyParams, CopyResult, void>(COPY_LATEX), NOT_OPEN, ({ view }, params) =>
    copyLatex(view, params),
  ),
  onPage(
    new RequestType<CheckGradientsParams, CheckGradientsResult, void>(CHECK_GRADIENTS),
    NOT_OPEN,
    ({ view }, params) => gradientCheck(view, params),
  ),
  onPage(new RequestType<AnswerParams, AnswerResult, void>(ANSWER), NOT_OPEN, (session, params) => {
    const result = session.predictions.answer(session.view, params);
    if (result.kind === 'answer' && result.revealed) session.revealed(session.page);
    return result;
  }),
  onPage(new RequestType<RevealParams, null, void>(REVEAL), null, (session, params) => {
    session.predictions.reveal(session.view, params);
    session.revealed(session.page);
    return null;
  }),
  on(ExecuteCommandRequest.type, async ({ pages, see }, { command, arguments: given }) => {
    const [argument]: readonly unknown[] = given ?? [];
    const run = Object.entries(COMMANDS).find(([name]) => name === command)?.[1];
    const params = readArgument(argument);
    if (!run) throw new ResponseError(ErrorCodes.InvalidParams, `Nabla has no command ${command}.`);
    if (!params)
      throw new ResponseError(
        ErrorCodes.InvalidParams,
        `${command} takes { textDocument, position } or { textDocument, function, variable }.`,
      );
    const page = pages.get(params.textDocument.uri);
    return page ? run((await see(page)).view, params) : NOT_OPEN;
  }),
];

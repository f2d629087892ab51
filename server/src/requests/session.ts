/**
 * What requests are answered from, and how a request is registered. A handler sees a session and never a connection: `server.ts`
 * listens, and its one wrapper catches, reports and honours cancellation.
 */
import type {
  CancellationToken,
  ProtocolRequestType,
  RequestType,
  WorkDoneProgressParams,
  WorkDoneProgressReporter,
} from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Client } from '../capabilities';
import type { Predictions } from '../features/prediction/prediction';
import type { Verdicts } from '../features/verdicts';
import type { View } from '../features/view';
import type { HealthWatch } from '../health-watch';
import type { OpenPage, Pages } from '../pages';
import type { Appearance, Settings } from '../protocol';
import type { Typesetting } from '../typeset/typeset';
import type { Verification } from '../verification';

/** A page and its verdicts. */
export interface Seen {
  readonly view: View;
  readonly verdicts: Verdicts;
}

export interface Session {
  readonly client: () => Client;
  readonly pages: Pages;
  readonly verification: Verification;
  readonly health: HealthWatch;
  /** Of a page, or of no page in particular. */
  settings(uri?: string): Promise<Settings>;
  /** A page as its reader may see it now: in prediction mode without what is still to be found. */
  see(page: OpenPage): Promise<Seen>;
  /** The same of a page that is not open, at this address. */
  seen(uri: string, now: Seen): Promise<Seen>;
  readonly predictions: Predictions;
  /** Something has been found or given away: what is shown of the page is another. */
  revealed(page: OpenPage): void;
  /** How formulas look now, where the client shows them as images. */
  appearance(): Appearance | undefined;
  readonly typesetting: Typesetting;
  /** The addresses of all pages of the workspace: open ones first. */
  addresses(): Promise<readonly string[]>;
  /** Tells the client how far long work is, where it asked to be told. */
  progress(params: WorkDoneProgressParams): WorkDoneProgressReporter;
}

/** What a request is: its protocol type and its answer. */
type Answer<Params, Result> = (params: Params, token: CancellationToken) => Result | Promise<Result>;
type AnyRequest<Params, Result, Partial, Failure, Options> =
  | ProtocolRequestType<Params, Result, Partial, Failure, Options>
  | RequestType<Params, Result, Failure>;
export type Listen = <Params, Result, Partial, Failure, Options>(
  type: AnyRequest<Params, Result, Partial, Failure, Options>,
  answer: Answer<Params, Result>,
) => void;
export type Registration = (listen: Listen, session: Session) => void;

/** A request. */
export const on =
  <Params, Result, Partial, Failure, Options>(
    type: AnyRequest<Params, Result, Partial, Failure, Options>,
    answer: (session: Session, params: Params, token: CancellationToken) => Result | Promise<Result>,
  ): Registration =>
  (listen, session) =>
    listen(type, (params, token) => answer(session, params, token));

/** What a request about an open page is answered from. */
export interface PageSession extends Session, Seen {
  readonly page: OpenPage;
}

/** What is said of a page that no client has open. */
export const NOT_OPEN = { kind: 'nothing', reason: 'This page is not open in Nabla.' } as const;

/** A request about an open page; of any other page there is nothing to say. */
export const onPage = <
  Params extends { readonly textDocument: { readonly uri: string } },
  Result,
  Partial,
  Failure,
  Options,
>(
  type: AnyRequest<Params, Result, Partial, Failure, Options>,
  otherwise: NoInfer<Result>,
  answer: (session: PageSession, params: Params, token: CancellationToken) => Result | Promise<Result>,
): Registration =>
  on(type, async (session, params, token): Promise<Result> => {
    const page = session.pages.get(params.textDocument.uri);
    return page ? answer({ ...session, page, ...(await session.see(page)) }, params, token) : otherwise;
  });

export const cancelled = (): ResponseError => new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');

/** Milliseconds of work between two looks at what came in. */
export const SLICE = 8;

/** Lets what came in meanwhile have its turn. */
export async function turn(token: CancellationToken): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve, 0));
  if (token.isCancellationRequested) throw cancelled();
}

/** The same; ends the request where its page is another one by then: the client will ask again. */
export async function turnOn({ document }: OpenPage, version: number, token: CancellationToken): Promise<void> {
  await turn(token);
  if (document.version !== version) throw new ResponseError(LSPErrorCodes.ContentModified, 'The page has changed.');
}

/** How this client is told of problems. */
export const diagnosticOptions = ({
  diagnosticTags: tags,
  relatedInformation: related,
  codeDescriptions: descriptions,
}: Client) => ({
  tags,
  related,
  descriptions,
});

type LspRange = { start: Parameters<TextDocument['offsetAt']>[0]; end: Parameters<TextDocument['offsetAt']>[0] };
export const offsets = ({ document }: Pick<View, 'document'>, { start, end }: LspRange) => ({
  start: document.offsetAt(start),
  end: document.offsetAt(end),
});

/** The pages whose text has one of these words: all that can speak of what is called so. */
export async function pagesWith(
  { pages, addresses, progress: progressOf }: Session,
  words: readonly string[],
  params: WorkDoneProgressParams,
  token: CancellationToken,
): Promise<View[]> {
  const found: View[] = [];
  const all = await addresses();
  const progress = progressOf(params);
  progress.begin('Reading pages', 0, undefined, true);
  let rested = performance.now();
  try {
    for (const [i, uri] of all.entries()) {
      const text = pages.text(uri)?.normalize('NFC') ?? '';
      const view = words.some((word) => text.includes(word)) ? pages.view(uri) : undefined;
      if (view) found.push(view);
      if (performance.now() - rested < SLICE) continue;
      progress.report((100 * (i + 1)) / all.length);
      await turn(token);
      rested = performance.now();
    }
  } finally {
    progress.done();
  }
  return found;
}

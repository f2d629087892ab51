/**
 * Diagnostics: pushed for clients that wait for them, pulled by those that ask, of open pages and of the whole workspace.
 * Result ids tell a client that nothing has changed; long work says how far it is and ends when nobody waits any more.
 */
import {
  type CancellationToken,
  type Diagnostic,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  type FullDocumentDiagnosticReport,
  WorkspaceDiagnosticRequest,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { finished } from '../calculus/work';
import { diagnostics } from '../features/diagnostics';
import { claimAt, type Judged, type Verdicts } from '../features/verdicts';
import type { View } from '../features/view';
import type { OpenPage } from '../pages';
import { type ClaimVerdict, judging } from '../program/answers';
import { addressOf, importsIn } from '../program/imports';
import type { Program } from '../program/program';
import { diagnosticOptions, on, type Registration, type Session, SLICE, turn, turnOn } from './session';

/** Milliseconds of verification before an answer, for clients that cannot be told later. */
const LONGEST_SETTLING = 1_000;
/** Milliseconds for the claims of one page that is not open; those beyond are judged when it is opened. */
const LONGEST_PAGE = 2_000;

export async function found({ client, see, health }: Session, page: OpenPage): Promise<Diagnostic[]> {
  const { view, verdicts } = await see(page);
  return diagnostics(view, verdicts, diagnosticOptions(client()), health.of(page));
}

export const resultId = (page: OpenPage): string => `${page.number}.${page.revision()}`;

export const problems: readonly Registration[] = [
  on(
    DocumentDiagnosticRequest.type,
    async (session, { textDocument, previousResultId }, token): Promise<DocumentDiagnosticReport> => {
      const page = session.pages.get(textDocument.uri);
      if (!page) return { kind: 'full', items: [] };
      if (!session.client().refresh.diagnostics) await settle(session, page, token);
      const relatedDocuments = await related(session, page);
      const id = resultId(page);
      if (id === previousResultId) return { kind: 'unchanged', resultId: id, ...relatedDocuments };
      return {
        kind: 'full',
        resultId: id,
        items: await found(session, page),
        ...relatedDocuments,
      };
    },
  ),

  (listen, session) => {
    const reports = createReports(session);
    on(WorkspaceDiagnosticRequest.type, (_, params, token) => {
      const before = new Map(params.previousResultIds.map(({ uri, value }) => [uri, value]));
      return reports.all(before, params, token);
    })(listen, session);
  },
];

/** Claims are verified and networks looked at before the answer, within reason. */
async function settle({ verification, health }: Session, page: OpenPage, token: CancellationToken): Promise<void> {
  const { version } = page.document;
  const began = performance.now();
  const advance = (): boolean => verification.advance(page) || health.advance(page);
  while (advance() && performance.now() - began < LONGEST_SETTLING) await turnOn(page, version, token);
}

/** Open pages that import this one: what is wrong with them can have changed with it. */
async function related(
  session: Session,
  page: OpenPage,
): Promise<{ relatedDocuments?: Record<string, FullDocumentDiagnosticReport> }> {
  if (!session.client().relatedDocuments) return {};
  const { uri } = page.document;
  const importing = [...session.pages.all()].filter((other) => other !== page && imports(other.view().program, uri));
  if (importing.length === 0) return {};
  const relatedDocuments: Record<string, FullDocumentDiagnosticReport> = {};
  for (const other of importing)
    relatedDocuments[other.document.uri] = {
      kind: 'full',
      resultId: resultId(other),
      items: await found(session, other),
    };
  return { relatedDocuments };
}

const imports = (program: Program, uri: string): boolean =>
  program.imports.some((other) => other.uri === uri || imports(other, uri));

interface Report {
  readonly id: string;
  readonly items: Diagnostic[];
}

/** Reports on pages that are not open, remembered as long as neither they nor what they import has changed. */
function createReports(session: Session) {
  const { pages, addresses, client } = session;
  const known = new Map<string, Report & { readonly texts: ReadonlyMap<string, string | undefined> }>();
  let count = 0;

  async function report(uri: string, token: CancellationToken): Promise<Report | undefined> {
    const open = pages.get(uri);
    if (open) return { id: resultId(open), items: await found(session, open) };
    const before = known.get(uri);
    if (before && [...before.texts].every(([one, text]) => pages.text(one) === text)) return before;
    const view = pages.view(uri);
    if (!view) return undefined;
    const texts = textsBelow(uri, pages.text);
    const seen = await session.seen(uri, { view, verdicts: await judgedNow(view, token) });
    const items = diagnostics(seen.view, seen.verdicts, diagnosticOptions(client()));
    const made = { texts, id: `w${++count}`, items };
    known.set(uri, made);
    return made;
  }

  return {
    async all(
      before: ReadonlyMap<string, string>,
      params: Parameters<Session['progress']>[0],
      token: CancellationToken,
    ): Promise<{ items: WorkspaceDocumentDiagnosticReport[] }> {
      const uris = (await session.settings()).diagnostics.workspace ? await addresses() : [];
      const progress = session.progress(params);
      progress.begin('Checking pages', 0, undefined, true);
      const items: WorkspaceDocumentDiagnosticReport[] = [];
      let rested = performance.now();
      try {
        for (const [i, uri] of uris.entries()) {
          const made = await report(uri, token);
          const version = pages.get(uri)?.document.version ?? null;
          if (made && made.id === before.get(uri)) items.push({ kind: 'unchanged', uri, version, resultId: made.id });
          else if (made) items.push({ kind: 'full', uri, version, resultId: made.id, items: made.items });
          if (performance.now() - rested < SLICE) continue;
          progress.report((100 * (i + 1)) / uris.length, `${i + 1} of ${uris.length}`);
          await turn(token);
          rested = performance.now();
        }
        // What was reported of a page that is gone is taken back.
        for (const uri of [...known.keys(), ...before.keys()].filter((one) => !uris.includes(one))) {
          known.delete(uri);
          if (before.has(uri)) items.push({ kind: 'full', uri, version: null, items: [] });
        }
      } finally {
        progress.done();
        pages.tidy();
      }
      return { items };
    },
  };
}

/** The texts that a page's problems can depend on: its own, and those that it imports or would import if they were there. */
function textsBelow(uri: string, textOf: (uri: string) => string | undefined): ReadonlyMap<string, string | undefined> {
  const texts = new Map<string, string | undefined>();
  const pending = [uri];
  for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
    if (texts.has(one)) continue;
    const text = textOf(one);
    texts.set(one, text);
    for (const { path } of importsIn(text ?? '')) pending.push(addressOf(one, path) ?? one);
  }
  return texts;
}

/** The verdicts of a page's claims, within the time for a page. */
async function judgedNow({ program }: View, token: CancellationToken): Promise<Verdicts> {
  const known = new Map<number, ClaimVerdict>();
  const began = performance.now();
  let rested = began;
  for (const index of program.page.statements.keys()) {
    if (!claimAt(program, index)) continue;
    const work = judging(program, index);
    for (let step = work.next(); ; step = work.next()) {
      if (step.done) {
        if (step.value) known.set(index, step.value);
        break;
      }
      if (performance.now() - rested < SLICE) continue;
      await turn(token);
      rested = performance.now();
    }
    if (performance.now() - began > LONGEST_PAGE) break;
  }
  const of = (_: Program, index: number): Judged | undefined => {
    const verdict = known.get(index);
    return verdict && { verdict, pending: false };
  };
  return { of, now: (_, index) => known.get(index) ?? finished(judging(program, index)) };
}

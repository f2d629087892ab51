/**
 * What the reader is told of checking a page: how long it took when it is done, and that it goes on where it is long. In: word
 * of pages that are checked. Out: notes for the client.
 */
import type { WorkDoneProgressServerReporter } from 'vscode-languageserver';
import { claimAt } from './features/verdicts';
import type { OpenPage } from './pages';
import type { StatusParams } from './protocol';
import type { Verification } from './verification';

export interface StatusWatch {
  /** The page is new or has changed. */
  started(page: OpenPage): void;
  settled(page: OpenPage): void;
  close(page: OpenPage): void;
  dispose(): void;
}

export interface StatusOptions {
  readonly verification: () => Pick<Verification, 'took'>;
  /** Undefined where the client shows no status of ours. */
  readonly tell: () => ((status: StatusParams) => void) | undefined;
  /** Undefined where the client shows no progress. */
  readonly begin: () => Promise<WorkDoneProgressServerReporter> | undefined;
}

/** Milliseconds of checking from which on the reader is told that it goes on. */
const LONG = 2_000;
/** Problems that say that a part of the page is left out because it is too large. */
const TOO_LARGE = new Set(['page-too-long', 'statement-too-long', 'too-large']);

export function createStatusWatch({ verification, tell, begin }: StatusOptions): StatusWatch {
  const timers = new Map<OpenPage, ReturnType<typeof setTimeout>>();
  const shown = new Map<OpenPage, Promise<WorkDoneProgressServerReporter>>();

  function end(page: OpenPage): void {
    clearTimeout(timers.get(page));
    timers.delete(page);
    const progress = shown.get(page);
    shown.delete(page);
    // A client that could not begin it has nothing to end.
    progress?.then((one) => one.done()).catch(() => undefined);
  }

  function show(page: OpenPage): void {
    const progress = begin();
    if (!progress) return;
    shown.set(page, progress);
    progress.then((one) => one.begin('Checking claims', undefined, nameOf(page), false)).catch(() => undefined);
  }

  return {
    started(page) {
      end(page);
      timers.set(
        page,
        setTimeout(() => show(page), LONG),
      );
    },
    settled(page) {
      end(page);
      const { program } = page.view();
      const claims = program.page.statements.filter((_, index) => claimAt(program, index)).length;
      const leftOut = program.problems.find(({ code }) => TOO_LARGE.has(code))?.message;
      const took = Math.round(verification().took(page));
      const { uri, version } = page.document;
      tell()?.({ uri, version, took, claims, ...(leftOut !== undefined && { leftOut }) });
    },
    close: end,
    dispose() {
      for (const page of [...timers.keys(), ...shown.keys()]) end(page);
    },
  };
}

const nameOf = ({ document: { uri } }: OpenPage): string => decodeURIComponent(uri.split('/').at(-1) ?? uri);

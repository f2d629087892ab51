/**
 * Claims, verified in the background: never while the typist waits. In: open pages. Out: verdicts, and word of each
 * batch that has become known. What is visible comes first; an edit starts over; what did not change is not done again.
 */

import type { Work } from './calculus/work';
import { claimAt, type Judged, type Verdicts } from './features/verdicts';
import type { OpenPage } from './pages';
import { type ClaimVerdict, judge, judging } from './program/answers';
import type { Claim, Program } from './program/program';

export interface Verification {
  readonly verdicts: (page: OpenPage) => Verdicts;
  /** The page is new or has changed. */
  schedule(page: OpenPage): void;
  close(page: OpenPage): void;
  dispose(): void;
}

export interface VerificationOptions {
  /** Some claims of the page have verdicts now; `done` where none is left. */
  announce(page: OpenPage, done: boolean): void;
  failed(error: unknown): void;
}

/** Milliseconds: after an edit, of a slice between two looks at what came in, between two words to the client. */
const PAUSE = 40;
const SLICE = 8;
const BETWEEN_NEWS = 250;

/** The verdicts of the page as last shown: what stays until the new ones are known. */
interface Shown {
  readonly bySource: Map<string, ClaimVerdict>;
  readonly byLine: Map<number, ClaimVerdict>;
}

export function createVerification({ announce, failed }: VerificationOptions): Verification {
  /** By the claim: the same object as long as nothing in it changed. */
  const known = new WeakMap<Claim, ClaimVerdict>();
  /** Claims that an edit elsewhere on the page interrupted: they go on where they were. */
  const begun = new WeakMap<Claim, Work<ClaimVerdict | undefined>>();
  const shown = new Map<OpenPage, Shown>();
  const waiting = new Set<OpenPage>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function verify(page: OpenPage, program: Program, index: number): ClaimVerdict | undefined {
    const claim = claimAt(program, index);
    const statement = program.page.statements[index];
    if (!claim || !statement) return undefined;
    const found = known.get(claim) ?? judge(program, index);
    if (found) record(page, program, index, found);
    return found;
  }

  function record(page: OpenPage, program: Program, index: number, found: ClaimVerdict): void {
    const claim = claimAt(program, index);
    const statement = program.page.statements[index];
    if (!claim || !statement) return;
    if (!known.has(claim)) {
      known.set(claim, found);
      page.judged();
    }
    const memory = shown.get(page);
    memory?.bySource.set(statement.source, found);
    memory?.byLine.set(statement.line, found);
  }

  function of(page: OpenPage, program: Program, index: number): Judged | undefined {
    const claim = claimAt(program, index);
    const statement = program.page.statements[index];
    if (!claim || !statement) return undefined;
    const verdict = known.get(claim);
    if (verdict) return { verdict, pending: false };
    const memory = shown.get(page);
    const before = memory?.bySource.get(statement.source) ?? memory?.byLine.get(statement.line);
    return { verdict: before, pending: true };
  }

  /** What is left to do, what the reader sees first. */
  function* pending(page: OpenPage): Generator<{ readonly program: Program; readonly index: number }> {
    const { program } = page.view();
    const { statements } = program.page;
    const isOpen = (index: number): boolean => {
      const claim = claimAt(program, index);
      return claim !== undefined && !known.has(claim);
    };
    const { start = 0, end = 0 } = page.visible ?? {};
    const isSeen = (index: number): boolean => {
      const statement = statements[index];
      return statement !== undefined && statement.start <= end && start <= statement.end;
    };
    const open = statements.flatMap((_, index) => (isOpen(index) ? [index] : []));
    for (const index of open) if (isSeen(index)) yield { program, index };
    for (const index of open) if (!isSeen(index)) yield { program, index };
  }

  /** Only what stands on the page now stays in memory. */
  function forget(page: OpenPage): void {
    const memory = shown.get(page);
    if (!memory) return;
    memory.bySource.clear();
    memory.byLine.clear();
    const { program } = page.view();
    program.page.statements.forEach((statement, index) => {
      const claim = claimAt(program, index);
      const verdict = claim && known.get(claim);
      if (!verdict) return;
      memory.bySource.set(statement.source, verdict);
      memory.byLine.set(statement.line, verdict);
    });
  }

  function wake(pause: number): void {
    clearTimeout(timer);
    timer = setTimeout(work, pause);
  }

  /** A claim that is being verified, as far as it is. */
  interface Open {
    readonly program: Program;
    readonly index: number;
    readonly work: Work<ClaimVerdict | undefined>;
  }
  interface Current {
    readonly page: OpenPage;
    readonly queue: ReturnType<typeof pending>;
    open?: Open | undefined;
    news: boolean;
  }
  let current: Current | undefined;
  let lastNews = 0;

  function begin(program: Program, index: number): Open {
    const claim = claimAt(program, index);
    const work = (claim && begun.get(claim)) ?? judging(program, index);
    if (claim) begun.set(claim, work);
    return { program, index, work };
  }

  function work(): void {
    const until = performance.now() + SLICE;
    try {
      while (performance.now() < until) {
        current ??= next();
        if (!current) return;
        const { page, open } = current;
        if (!open) {
          const { value, done } = current.queue.next();
          if (!done) current.open = begin(value.program, value.index);
          else {
            waiting.delete(page);
            forget(page);
            if (current.news) announce(page, true);
            current = undefined;
          }
          continue;
        }
        const { value, done } = open.work.next();
        if (!done) continue;
        current.open = undefined;
        if (value) record(page, open.program, open.index, value);
        current.news = true;
        if (performance.now() - lastNews > BETWEEN_NEWS) {
          lastNews = performance.now();
          announce(page, false);
        }
      }
    } catch (error) {
      if (current) waiting.delete(current.page);
      current = undefined;
      failed(error);
    }
    wake(0);
  }

  function next(): Current | undefined {
    const [page] = waiting;
    return page && { page, queue: pending(page), news: false };
  }

  return {
    verdicts: (page) => ({
      of: (program, index) => of(page, program, index),
      now: (program, index) => verify(page, program, index),
    }),
    schedule(page) {
      if (!shown.has(page)) shown.set(page, { bySource: new Map(), byLine: new Map() });
      waiting.delete(page);
      waiting.add(page);
      if (current?.page === page) current = undefined;
      wake(PAUSE);
    },
    close(page) {
      waiting.delete(page);
      shown.delete(page);
      if (current?.page === page) current = undefined;
    },
    dispose() {
      clearTimeout(timer);
      waiting.clear();
      shown.clear();
      current = undefined;
    },
  };
}

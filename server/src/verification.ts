/**
 * Claims, verified in the background: never while the typist waits. In: open pages and what the reader sees of them.
 * Out: verdicts, and word of each batch that has become known. What is visible comes first, also when that changes; a
 * claim is done a little at a time; an edit starts over with what it changed, the rest goes on where it was.
 */
import { finished, type Work } from './calculus/work';
import { claimAt, type Judged, type Verdicts } from './features/verdicts';
import type { OpenPage } from './pages';
import { type ClaimVerdict, judging } from './program/answers';
import type { Claim, Program } from './program/program';

export interface Verification {
  readonly verdicts: (page: OpenPage) => Verdicts;
  /** The page is new or has changed. */
  schedule(page: OpenPage): void;
  /** The reader looks at these offsets now. */
  see(page: OpenPage, visible: { readonly start: number; readonly end: number }): void;
  /** Milliseconds of work on the page's claims since it was new or changed. */
  took(page: OpenPage): number;
  /** A slice of work, on this page first: whether some is left. For who cannot be told later. */
  advance(page: OpenPage): boolean;
  close(page: OpenPage): void;
  dispose(): void;
}

export interface VerificationOptions {
  /** Some claims of the page have verdicts now; `done` where none is left. */
  announce(page: OpenPage, done: boolean): void;
  /** No claim of the page is left, whether or not there is news. */
  settled?(page: OpenPage): void;
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

/** A claim without a verdict, and where it stands. */
interface Pending {
  readonly claim: Claim;
  readonly program: Program;
  readonly index: number;
}

export function createVerification({ announce, settled, failed }: VerificationOptions): Verification {
  /** By the claim: the same object as long as nothing in it changed. */
  const known = new WeakMap<Claim, ClaimVerdict>();
  /** Claims between two steps. By the claim too: one that an edit elsewhere interrupted goes on where it was. */
  const begun = new WeakMap<Claim, Work<ClaimVerdict | undefined>>();
  const shown = new Map<OpenPage, Shown>();
  /** What comes first is done first. */
  const waiting = new Set<OpenPage>();
  /** Pages with verdicts that the client has not heard of. */
  const news = new Set<OpenPage>();
  const worked = new Map<OpenPage, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function verify(page: OpenPage, program: Program, index: number): ClaimVerdict | undefined {
    const claim = claimAt(program, index);
    if (!claim) return undefined;
    const found = known.get(claim) ?? finished(takeUp(claim, program, index));
    if (found) record(page, program, index, found);
    return found;
  }

  /** The claim's work, as far as it is. Whoever does not finish it puts it back: what has failed begins anew. */
  function takeUp(claim: Claim, program: Program, index: number): Work<ClaimVerdict | undefined> {
    const work = begun.get(claim) ?? judging(program, index);
    begun.delete(claim);
    return work;
  }

  function record(page: OpenPage, program: Program, index: number, found: ClaimVerdict): void {
    const claim = claimAt(program, index);
    const statement = program.page.statements[index];
    if (!claim || !statement) return;
    if (!known.has(claim)) {
      known.set(claim, found);
      page.judged();
      news.add(page);
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
  function* pending(page: OpenPage): Generator<Pending> {
    const { program } = page.view();
    const { statements } = program.page;
    const { start = 0, end = 0 } = page.visible ?? {};
    const isSeen = (index: number): boolean => {
      const statement = statements[index];
      return statement !== undefined && statement.start <= end && start <= statement.end;
    };
    const open = statements.flatMap((_, index): Pending[] => {
      const claim = claimAt(program, index);
      return claim && !known.has(claim) ? [{ claim, program, index }] : [];
    });
    yield* open.filter(({ index }) => isSeen(index));
    yield* open.filter(({ index }) => !isSeen(index));
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

  let current: { readonly page: OpenPage; readonly queue: Iterator<Pending>; claim?: Pending | undefined } | undefined;
  let lastNews = Number.NEGATIVE_INFINITY;

  function work(): void {
    const until = performance.now() + SLICE;
    try {
      while (performance.now() < until) {
        current ??= next();
        if (!current) return;
        const { page } = current;
        current.claim ??= following(current.queue);
        if (!current.claim) {
          current = undefined;
          waiting.delete(page);
          forget(page);
          if (news.delete(page)) announce(page, true);
          settled?.(page);
        } else if (!step(page, current.claim)) {
          current.claim = undefined;
          if (performance.now() - lastNews > BETWEEN_NEWS) {
            lastNews = performance.now();
            announce(page, false);
          }
        }
      }
    } catch (error) {
      if (current) waiting.delete(current.page);
      current = undefined;
      failed(error);
    }
    wake(0);
  }

  /** A little work on the claim: whether some is left. */
  function step(page: OpenPage, { claim, program, index }: Pending): boolean {
    if (known.has(claim)) return false;
    const work = takeUp(claim, program, index);
    const began = performance.now();
    const { value, done } = work.next();
    worked.set(page, (worked.get(page) ?? 0) + performance.now() - began);
    if (!done) begun.set(claim, work);
    else if (value) record(page, program, index, value);
    return !done;
  }

  function next(): typeof current {
    const [page] = waiting;
    return page && { page, queue: pending(page) };
  }

  function following(queue: Iterator<Pending>): Pending | undefined {
    const { value, done } = queue.next();
    return done ? undefined : value;
  }

  /** Before all others, and in an order of its own that is new. */
  function putFirst(page: OpenPage): void {
    const others = [...waiting].filter((other) => other !== page);
    waiting.clear();
    for (const one of [page, ...others]) waiting.add(one);
    current = undefined;
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
      worked.delete(page);
      if (current?.page === page) current = undefined;
      wake(PAUSE);
    },
    see(page, visible) {
      const before = page.visible;
      page.visible = visible;
      const moved = before?.start !== visible.start || before.end !== visible.end;
      if (moved && waiting.has(page)) putFirst(page);
    },
    took: (page) => worked.get(page) ?? 0,
    advance(page) {
      if (!waiting.has(page)) return false;
      if (current?.page !== page) putFirst(page);
      work();
      return waiting.has(page);
    },
    close(page) {
      waiting.delete(page);
      news.delete(page);
      worked.delete(page);
      shown.delete(page);
      if (current?.page === page) current = undefined;
    },
    dispose() {
      clearTimeout(timer);
      waiting.clear();
      news.clear();
      worked.clear();
      shown.clear();
      current = undefined;
    },
  };
}

/**
 * The health of networks, looked at in the background: after the typist has paused, one network at a time. In: open pages.
 * Out: word of each page of which something has become known.
 */
import { createHealth } from './features/health';
import type { OpenPage } from './pages';
import type { Problem } from './syntax/tree';

export interface HealthWatch {
  of(page: OpenPage): readonly Problem[];
  /** The page is new or has changed. */
  schedule(page: OpenPage): void;
  /** One network of the page: whether one may be left. For who cannot be told later. */
  advance(page: OpenPage): boolean;
  close(page: OpenPage): void;
  dispose(): void;
}

/** Milliseconds of quiet after an edit: longer than those of verdicts, which come first. */
const PAUSE = 300;

export function createHealthWatch({
  announce,
  failed,
}: {
  announce(page: OpenPage): void;
  failed(error: unknown): void;
}): HealthWatch {
  const health = createHealth();
  const waiting = new Set<OpenPage>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function wake(pause: number): void {
    clearTimeout(timer);
    timer = setTimeout(work, pause);
  }

  function work(): void {
    const [page] = waiting;
    if (!page) return;
    const before = health.of(page.view().program).length;
    if (!advance(page)) waiting.delete(page);
    if (health.of(page.view().program).length !== before) announce(page);
    wake(0);
  }

  function advance(page: OpenPage): boolean {
    const { program } = page.view();
    try {
      const isLeft = health.advance(program);
      if (isLeft) page.judged();
      return isLeft;
    } catch (error) {
      failed(error);
      return true;
    }
  }

  return {
    of: (page) => health.of(page.view().program),
    schedule(page) {
      waiting.delete(page);
      waiting.add(page);
      wake(PAUSE);
    },
    advance,
    close: (page) => void waiting.delete(page),
    dispose() {
      clearTimeout(timer);
      waiting.clear();
    },
  };
}

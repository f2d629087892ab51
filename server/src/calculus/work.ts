/**
 * Work that can be left between its steps: nothing waits for all of it. In: a generator that yields when a small part is
 * done. Out: its result at once, where somebody does wait.
 */
export type Work<Result> = Generator<void, Result>;

export function finished<Result>(work: Work<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

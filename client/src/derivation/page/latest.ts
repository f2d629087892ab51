/** Questions that come faster than answers. In: what to ask and who hears. Out: functions that never let work pile up. */

interface Latest<Question> {
  (question: Question): void;
  /** What is asked or waits is forgotten: its answer is not heard. */
  forget(): void;
}

/** Never more than one question in flight: of those that come meanwhile, only the newest is asked then. */
export function latest<Question, Answer>(
  ask: (question: Question) => Promise<Answer>,
  hear: (answer: Answer, question: Question) => void,
  fail: (question: Question) => void,
): Latest<Question> {
  let busy = false;
  let next: { readonly question: Question } | undefined;
  let age = 0;
  const go = async (): Promise<void> => {
    busy = true;
    for (let now = next; now; now = next) {
      next = undefined;
      const asked = age;
      try {
        const answer = await ask(now.question);
        if (asked === age) hear(answer, now.question);
      } catch {
        if (asked === age) fail(now.question);
      }
    }
    busy = false;
  };
  const put = (question: Question): void => {
    next = { question };
    if (!busy) void go();
  };
  const forget = (): void => {
    next = undefined;
    age++;
  };
  return Object.assign(put, { forget });
}

/** Calls at once and then at most once in `pause` milliseconds, with what was said last; `flush` says it now. */
export function throttled<Said>(call: (said: Said) => void, pause: number): { say(said: Said): void; flush(): void } {
  let waiting: { readonly said: Said } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const now = waiting;
    waiting = undefined;
    if (now) call(now.said);
  };
  const tick = (): void => {
    timer = undefined;
    if (!waiting) return;
    flush();
    timer = setTimeout(tick, pause);
  };
  const say = (said: Said): void => {
    waiting = { said };
    if (timer !== undefined) return;
    flush();
    timer = setTimeout(tick, pause);
  };
  return { say, flush };
}

/** Calls when nothing has been said for `pause` milliseconds. */
export function settled(call: () => void, pause: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(call, pause);
  };
}

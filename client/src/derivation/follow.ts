/**
 * Keeps one derivation up to date while its page is being edited. In: a target, and word of each edit. Out: fresh derivations,
 * or a reason why there is none just now. An answer that a newer question has overtaken is dropped.
 */
import type { ExpandParams, ExpandResult } from '../../../server/src/protocol';
import type { Target } from './messages';

export type Derivation = Extract<ExpandResult, { kind: 'derivation' }>;

export interface Following {
  /** What is followed from now on; asks nothing. */
  target(target: Target): void;
  /** The page has changed: asks again when the typist pauses. */
  edited(): void;
  /** Asks at once. */
  refresh(): Promise<void>;
  dispose(): void;
}

/** `pause` in milliseconds. */
export function follow(
  expand: (params: ExpandParams) => Promise<ExpandResult>,
  show: (target: Target, derivation: Derivation) => void,
  stale: (reason: string) => void,
  pause = 200,
): Following {
  let current: Target | undefined;
  let question = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const refresh = async (): Promise<void> => {
    clearTimeout(timer);
    if (!current) return;
    const target = current;
    const mine = ++question;
    const { uri, function: name, variable, point } = target;
    const answer = await expand({ textDocument: { uri }, function: name, variable, ...(point && { point }) });
    if (mine !== question) return;
    if (answer.kind === 'derivation') show(target, answer);
    else if (answer.kind === 'nothing') stale(answer.reason);
    else stale(`${name} is not on the page any more.`);
  };

  return {
    target(target) {
      clearTimeout(timer);
      current = target;
      question++;
    },
    edited() {
      clearTimeout(timer);
      timer = setTimeout(() => void refresh(), pause);
    },
    refresh,
    dispose() {
      clearTimeout(timer);
      question++;
    },
  };
}

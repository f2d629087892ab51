/**
 * Keeps one derivation up to date while its page is being edited. In: a target, and word of each edit. Out: fresh derivations,
 * or a reason why there is none just now. An answer about another target is dropped; one question is open at a time.
 */
import type { ExpandParams, ExpandResult } from '../../../server/src/protocol';
import type { Target, Writing } from './messages';

export type Derivation = Extract<ExpandResult, { kind: 'derivation' }>;

export interface Following {
  /** What is followed from now on; asks nothing. */
  target(target: Target, writing: Writing): void;
  /** The page has changed: asks again when the typist pauses. */
  edited(): void;
  /** Asks at once; while an answer is awaited, right after it. */
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
  let current: { readonly target: Target; readonly writing: Writing } | undefined;
  /** What the open question is about. */
  let asking: typeof current;
  let again = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const refresh = async (): Promise<void> => {
    clearTimeout(timer);
    if (!current) return;
    // A number that is being dragged changes more often than an answer comes.
    again = asking === current;
    if (again) return;
    const about = current;
    asking = about;
    const answer = await expand(paramsOf(about.target, about.writing));
    if (about !== current) return;
    asking = undefined;
    if (answer.kind === 'derivation') show(about.target, answer);
    else if (answer.kind === 'nothing') stale(answer.reason);
    else stale(`${about.target.function} is not on the page any more.`);
    if (again) return refresh();
  };

  return {
    target(target, writing) {
      clearTimeout(timer);
      current = { target, writing };
    },
    edited() {
      clearTimeout(timer);
      timer = setTimeout(() => void refresh(), pause);
    },
    refresh,
    dispose() {
      clearTimeout(timer);
      current = undefined;
    },
  };
}

export const paramsOf = (
  { uri, function: name, variable, point, at, withNumbers }: Target,
  { notation, layout }: Writing,
): ExpandParams => ({
  textDocument: { uri },
  function: name,
  variable,
  ...(point && !withNumbers && { point }),
  ...(withNumbers && { at: at ?? {} }),
  notation,
  layout,
});

/** Prediction mode: derivatives and values stay hidden until the reader has answered, on the page or in the panel. */
import type { About } from './picture';

/** Request `nabla/answer`: the reader's own derivative, in the page's language; it is judged like a `check`. */
export interface AnswerParams extends About {
  readonly answer: string;
}
export type AnswerResult =
  | {
      readonly kind: 'answer';
      /** As of a `check`; `unknown`: it could be neither proved nor refuted. */
      readonly verdict: 'proved' | 'holds' | 'refuted' | 'unknown';
      /** In sentences: the counterexample, and which mistake it may be. */
      readonly message: string;
      /** Right: it is shown from now on, everywhere. */
      readonly revealed: boolean;
    }
  /** The answer cannot be read, and why, in a sentence. */
  | { readonly kind: 'nothing'; readonly reason: string };
export const ANSWER = 'nabla/answer';

/** Request `nabla/reveal`: the reader gives up. */
export type RevealParams = About;
export const REVEAL = 'nabla/reveal';

/** Words with formulas among them, as text for people. In: an explanation and the page's names. Out: one line. */
import type { Explanation } from '../calculus/derivation/step';
import { type Names, print } from './print';

/** A formula longer than this is not read inside a sentence. */
const LONGEST = 60;

/** Undefined where a formula is too long for a sentence. */
export function spellExplanation(says: Explanation, names: Names): string | undefined {
  const pieces: string[] = [];
  for (const part of says) {
    if (typeof part === 'string') {
      pieces.push(part);
      continue;
    }
    const { text, shared } = print(part, names, { spelling: 'unicode' });
    if (shared || text.length > LONGEST) return undefined;
    pieces.push(text);
  }
  return pieces.join('');
}

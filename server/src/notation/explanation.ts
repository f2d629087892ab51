/** Words with formulas among them, as text for people. In: an explanation and how formulas are spelled. Out: one line. */
import type { Explanation } from '../calculus/derivation/step';
import type { Expression } from '../calculus/expression';
import type { DerivativeNotation } from '../protocol';
import { slope } from './derivatives';
import { head } from './head';
import { type Names, print } from './print';

/** A formula longer than this is not read inside a sentence. */
const LONGEST = 60;

/** How the formulas of a sentence are spelled, in which notation, and what slopes of a function are written with. */
export interface Wording {
  readonly formula: (expression: Expression, notation: DerivativeNotation) => string;
  readonly notation?: DerivativeNotation;
  readonly letterOf?: (name: string) => string;
}

export function wordsOf(says: Explanation, wording: Wording): string {
  const { formula, notation = 'leibniz', letterOf = (name) => name } = wording;
  return says
    .map((part) => {
      if (typeof part === 'string') return part;
      if (part.kind === 'primes') return formula(part.formula, 'leibniz');
      if (part.kind !== 'slope') return formula(part, notation);
      return head(slope(letterOf(part.of), part.by, part.several), undefined, notation).unicode;
    })
    .join('');
}

/** Undefined where a formula is too long for a sentence. */
export function spellExplanation(says: Explanation, names: Names): string | undefined {
  let isLong = false;
  const formula = (expression: Expression): string => {
    const { text, shared } = print(expression, names, { spelling: 'unicode' });
    isLong ||= shared !== undefined || text.length > LONGEST;
    return text;
  };
  const words = wordsOf(says, { formula });
  return isLong ? undefined : words;
}

/**
 * The notations of derivatives, a row each. In: which one, and what a document is about. Out: how derivatives are spelled, and
 * the letter that stands for the function's value.
 */
import type { DerivativeNotation } from '../protocol';
import type { DerivativeSpelling } from './derivatives';
import { LEIBNIZ } from './leibniz';
import { freshNames, type Names } from './spelled';
import { SUBSCRIPT } from './subscript';

export interface Notation {
  readonly ascii: DerivativeSpelling;
  readonly unicode: DerivativeSpelling;
  readonly latex: DerivativeSpelling;
  /** The function's value has a letter of its own, y = f(x), and derivatives are the letter's. */
  readonly dependent?: true;
}

export const NOTATIONS: Readonly<Record<DerivativeNotation, Notation>> = {
  leibniz: LEIBNIZ,
  subscript: SUBSCRIPT,
  dependent: { ...LEIBNIZ, dependent: true },
};

const LETTERS = ['y', 'z', 'w', 'q'];

/** What stands for the value of a function, the first letter that nothing has; a function called so is its own letter. */
export function dependentOf(name: string, used: Names): string {
  if (LETTERS.includes(name)) return name;
  return LETTERS.find((letter) => !used.has(letter)) ?? freshNames(used, 'y')();
}

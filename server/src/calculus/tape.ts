/**
 * A tape: expressions as a flat list of instructions, each after its operands, ready to be run in any arithmetic
 * (`doubles.ts`, `decimals.ts`) without recursion. `lowering.ts` records it.
 */
import type { Expression } from './expression';
import type { FunctionRow } from './functions/row';
import type { Rational } from './rational';

export type Instruction =
  /** Exact. */
  (
    | { readonly code: 'constant'; readonly value: Rational }
    | { readonly code: 'named'; readonly name: 'e' | 'π' }
    /** The value that the run is given at `index`. */
    | { readonly code: 'input'; readonly index: number }
    /** A variable that has no value. */
    | { readonly code: 'missing'; readonly name: string }
    /** Something that never has a value, and why. */
    | { readonly code: 'nothing'; readonly reason: string }
    | { readonly code: 'sum' | 'product' | 'negation' | 'quotient' | 'power' }
    /** Operands: the arguments, then for each reason the truth value that must hold for there to be a value. */
    | { readonly code: 'row'; readonly row: FunctionRow; readonly arity: number; readonly reasons: readonly string[] }
    | { readonly code: 'compare'; readonly comparison: '<' | '<=' | '>' | '>=' | '==' | '!=' }
    /** From left to right, as far as is needed: what is not needed does no harm where it has no value. */
    | { readonly code: 'and' | 'or' | 'not' }
    /** condition, then, else: only the branch that is taken needs a value. */
    | { readonly code: 'where' }
    /** The last operand, where the others have values too: a derivative, where its function has a value. */
    | { readonly code: 'guarded' }
  ) & {
    /** The results of earlier instructions, by their index. */
    readonly operands: readonly number[];
    /** What it computes, for reasons in the reader's words. */
    readonly source: Expression | undefined;
  };

/** Something to say where a truth value is 1 and `owner` is part of what is computed. */
export interface TapeNote {
  readonly owner: number;
  readonly at: number;
  readonly text: string;
  /** No convention gives a slope there. */
  readonly slopeless: boolean;
}

export interface Tape {
  readonly instructions: readonly Instruction[];
  /** Where the results of the roots stand. */
  readonly roots: readonly number[];
  readonly notes: readonly TapeNote[];
}

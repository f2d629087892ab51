/**
 * The words of this room: a mistake is a row of a table; at a place of a formula it makes slips, each a wrong result
 * with the clause that names it.
 */
import type { Explanation } from '../derivation/step';
import type { Expression, Graph, Variable } from '../expression';
import type { Light } from '../normal/light';

/** One node that changes with the variable, where a rule of differentiation is applied. */
export interface Place {
  readonly graph: Graph;
  readonly make: Light;
  readonly node: Expression;
  readonly variable: Variable;
  /** The slope of a part of the node. */
  d(part: Expression): Expression;
  /** Whether a part changes with the variable. */
  moves(part: Expression): boolean;
}

export interface Slip {
  /** What the mistake gives in place of the node's slope or, in algebra, of the node. */
  readonly after: Expression;
  readonly says: Clause;
}

/** Completes "This is what comes out if …"; a function where its formulas are dear and seldom needed. */
export type Clause = Explanation | (() => Explanation);

export const worded = (says: Clause): Explanation => (typeof says === 'function' ? says() : says);

interface Named {
  /** The same clause without formulas, for where they are long or the mistake is made at several places. */
  readonly name: string;
  /** Seldom made: a whole formula is evidence enough for it, a single number is not, and is not held against it. */
  readonly rare?: true;
  /** Names of mistakes that explain the same result better, with the reason in a comment. */
  readonly yieldsTo?: readonly string[];
}

/** One wrong rule of differentiation. */
export interface SlopeMistake extends Named {
  slips(place: Place): readonly Slip[];
}

/** One wrong rewriting. */
export interface AlgebraMistake extends Named {
  slips(graph: Graph, node: Expression): readonly Slip[];
}

/** A wrong answer to a claim's question, by one mistake. */
export interface Candidate {
  readonly mistake: Named;
  readonly says: Clause;
  readonly result: Expression;
  /** How the formula was read; where two readings show the same mistake, the lower one words it. */
  readonly reading?: number;
}

export interface RefutedClaim {
  readonly left: Expression;
  readonly right: Expression;
  readonly conditions: readonly Expression[];
  /** Of `≈`: half a unit of the last digit; else 0. */
  readonly tolerance: number;
}

/** `a, b and c`. */
export const joined = (formulas: readonly Expression[]): Explanation =>
  formulas.flatMap((formula, i) => (i === 0 ? [formula] : [i === formulas.length - 1 ? ' and ' : ', ', formula]));

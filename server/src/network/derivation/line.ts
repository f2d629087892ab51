/** What the derivation of a network is made of: lines, each the adjoint of one node by one rule. Data only; `notation` prints it. */
import type { Explanation, StepCheck } from '../../calculus/derivation/step';
import type { Expression, Variable } from '../../calculus/expression';
import type { NetworkRuleName } from './rule-names';

/** What a line takes for granted: that each row of y adds up to 1. */
export interface Assumption {
  readonly of: Expression;
  /** On the value of y; without a value it is an assumption. */
  readonly isChecked: boolean;
}

export interface Draft {
  readonly of: Variable;
  readonly rule: NetworkRuleName;
  /** Over names of nodes, stand-ins for the adjoints above, and the names in `where`. */
  readonly formula: Expression;
  readonly explanation: Explanation;
  readonly where: ReadonlyMap<Variable, Expression>;
  /** The lines inside. */
  readonly way: readonly Draft[];
  /** What the formula is, where that is not ∂loss/∂of: what comes from one of several uses. */
  readonly part?: Part;
  readonly assumption?: Assumption;
}

/** What one use contributes: ∂/∂v of the sum of adjoint times node, the adjoint held fixed. */
export interface Part {
  readonly adjoint: Expression;
  readonly node: Variable;
  readonly body: Expression;
}

/** How the adjoint compares with differences of the loss: good to 1e-6, as differences in doubles are. */
export interface Differences {
  /** How many entries were tried. */
  readonly entries: number;
  /** The largest difference, relative to the largest entry. */
  readonly error: number;
}

export interface LineCheck extends StepCheck {
  readonly differences?: Differences;
}

/** An array of numbers, row by row. */
export interface ArrayValue {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

export interface Line extends Omit<Draft, 'way'> {
  readonly way: readonly Line[];
  readonly check: LineCheck;
  /** Where the network has values. */
  readonly value?: ArrayValue;
  /** Kinks at the values. */
  readonly notes: readonly string[];
}

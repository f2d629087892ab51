/**
 * What a rule of a backward pass is: it knows the form of a node's body, and what such a node passes on of its adjoint. Data
 * only; the table is in `rules.ts`.
 */
import type { Explanation } from '../../calculus/derivation/step';
import type { Expression, Graph, Variable } from '../../calculus/expression';
import type { Names } from '../names';
import type { Forms } from './forms';
import type { NetworkRuleName } from './rule-names';

/** A node with its body over the names of other nodes. */
export interface Unit {
  readonly graph: Graph;
  readonly forms: Forms;
  readonly of: Variable;
  readonly body: Expression;
  /** What has a name: softmax(z) is p. */
  readonly names: Names;
  /** A name that nothing else has: the one that is wished for, or numbered. */
  fresh(name: string, meaning: Expression): Variable;
}

/** What a node contributes to the adjoint of a variable in its body. */
export interface Given {
  readonly rule: NetworkRuleName;
  readonly formula: Expression;
  readonly explanation: Explanation;
  /** Names that the formula speaks of and that no node has, each over those before it. */
  readonly where?: ReadonlyMap<Variable, Expression>;
  /** The way to the formula: the first line is the adjoint too, each next one equals the one before. */
  readonly way?: readonly Given[];
}

/** `adjoint` is that of the node: a variable that stands for it, or a number. */
export type Give = (to: Variable, adjoint: Expression) => Given | undefined;

/** Undefined where the body has another form. */
export type Rule = (unit: Unit) => Give | undefined;

/**
 * One step of the backward pass as a formula: what a variable's users send back to it. In: a backward pass. Out: ∂loss/∂v
 * over the adjoints of the nodes below, δ of their names. Deep networks are read like this: closed formulas of theirs
 * fill pages, and take seconds to simplify.
 */
import { type Expression, postorder, type Variable, variables } from '../calculus/expression';
import { normalise } from '../calculus/normal';
import { broadcastTo } from '../calculus/operations/adjoints';
import { adjointOf, type Backward } from '../network/backward';
import { named, namesOf } from '../network/names';

export interface BackwardStep {
  readonly formula: Expression;
  /** The adjoints that stand in it, each with what it is the adjoint of. */
  readonly of: ReadonlyMap<Variable, Variable>;
}

/** A pass with more parts is read step by step. */
const COMFORTABLE = 60;

export const isDeep = ({ flow, whole }: Backward): boolean =>
  postorder(
    [...flow.values(), ...whole.values()].flatMap(({ contributions }) => contributions.map((one) => one.expression)),
  ).length > COMFORTABLE;

/** Undefined where nothing comes from the loss, or where it comes in parts that have no name of their own. */
export function stepOf(pass: Backward, variable: Variable): BackwardStep | undefined {
  const { graph } = pass;
  const adjoint = adjointOf(pass, variable);
  if (!adjoint || adjoint.contributions.length === 0) return undefined;
  const own = namesOf(graph, pass.bodies);
  const sum = graph.add(...adjoint.contributions.map(({ expression }) => named(graph, expression, own)));
  const owners = new Map([...pass.flow.values(), ...pass.whole.values()].map((one) => [one.standIn, one.of]));
  const of = new Map<Variable, Variable>();
  for (const stand of variables(sum)) {
    const owner = owners.get(stand);
    if (!owner) continue;
    // A part of an adjoint: the rest goes past the node.
    if (adjointOf(pass, owner)?.standIn !== stand) return undefined;
    of.set(stand, owner);
  }
  return of.size === 0 ? undefined : { formula: broadcastTo(graph, normalise(graph, sum), variable.shape), of };
}

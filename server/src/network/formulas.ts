/**
 * The adjoints of a network as formulas, in the names of its nodes. In: a backward pass. Out: for each variable its
 * adjoint over the adjoints of the nodes below (one line of a derivation), and the closed formula; in normal form.
 */
import { type Expression, type Graph, postorder, substitute, type Variable, variables } from '../calculus/expression';
import { normalise } from '../calculus/normal';
import { broadcastTo } from '../calculus/operations/adjoints';
import { type Adjoint, adjointOf, type Backward } from './backward';
import { type Names, named, namesOf } from './names';

export interface AdjointFormula {
  readonly of: Variable;
  /** In terms of the adjoints of the nodes that use it; those stand as variables. */
  readonly local: Expression;
  /** In terms of nodes, parameters and inputs. */
  readonly closed: Expression;
  /** What stands for an adjoint in `local`, and whose it is. */
  readonly standIns: ReadonlyMap<Variable, Variable>;
}

export interface Formulas {
  /** Undefined where nothing comes from the loss. */
  of(variable: Variable): AdjointFormula | undefined;
}

/** Closed formulas up to this size are put into those above and simplified with them: softmax and cross-entropy fuse. */
const FUSED = 150;

export function formulasOf(pass: Backward): Formulas {
  const { graph } = pass;
  const names = namesOf(graph, pass.bodies);
  const made = new Map<Adjoint, AdjointFormula>();
  const byStandIn = new Map<Variable, Adjoint>();
  for (const adjoint of [...pass.whole.values(), ...pass.flow.values()]) {
    if (!byStandIn.has(adjoint.standIn)) byStandIn.set(adjoint.standIn, adjoint);
  }

  /** The formulas are made in the order of need, without recursion: a network may be thousands of nodes deep. */
  function make(wanted: Adjoint): AdjointFormula {
    const stack = [wanted];
    for (let adjoint = stack.at(-1); adjoint; adjoint = stack.at(-1)) {
      const missing = made.has(adjoint) ? [] : needs(adjoint).filter((other) => !made.has(other));
      if (missing.length > 0) stack.push(...missing);
      else {
        stack.pop();
        if (!made.has(adjoint)) made.set(adjoint, formula(graph, adjoint, names, byStandIn, made));
      }
    }
    return made.get(wanted) as AdjointFormula;
  }
  const needs = ({ contributions }: Adjoint): Adjoint[] =>
    contributions.flatMap(({ expression }) =>
      variables(expression).flatMap((variable) => byStandIn.get(variable) ?? []),
    );

  return {
    of(variable) {
      const adjoint = adjointOf(pass, variable);
      return adjoint && make(adjoint);
    },
  };
}

function formula(
  graph: Graph,
  { of, contributions }: Adjoint,
  names: Names,
  byStandIn: ReadonlyMap<Variable, Adjoint>,
  made: ReadonlyMap<Adjoint, AdjointFormula>,
): AdjointFormula {
  if (contributions.length === 0) {
    const one = graph.constant(1);
    return { of, local: one, closed: one, standIns: new Map() };
  }
  const sum = graph.add(...contributions.map(({ expression }) => named(graph, expression, names)));
  const below = new Map<Variable, AdjointFormula>();
  for (const variable of variables(sum)) {
    const adjoint = byStandIn.get(variable);
    const known = adjoint && made.get(adjoint);
    if (known) below.set(variable, known);
  }
  const shaped = (form: Expression): Expression => broadcastTo(graph, form, of.shape);
  const local = shaped(normalise(graph, sum));
  const standIns = new Map([...below].map(([variable, { of: node }]) => [variable, node]));
  const put = (root: Expression, which: readonly (readonly [Variable, AdjointFormula])[]): Expression =>
    substitute(graph, root, new Map(which.map(([variable, { closed }]) => [variable, closed])));
  const small = [...below].filter(([, { closed }]) => postorder([closed]).length <= FUSED);
  const large = [...below].filter(([, { closed }]) => postorder([closed]).length > FUSED);
  const fused = small.length === 0 ? local : shaped(normalise(graph, put(sum, small)));
  return { of, local, closed: put(fused, large), standIns };
}

/**
 * The backward pass of a network: from the loss up, each node's adjoint goes to what its body is made of (Griewank and
 * Walther, Evaluating Derivatives, 2nd ed. 2008, ch. 3). In: nodes, and the scalar one that is differentiated. Out:
 * what each node contributes to the adjoints of the variables in its body, as expressions over variables of the network
 * and stand-ins for the adjoints of the nodes below; nothing is in normal form.
 */
import { pullBackTo } from '../calculus/differentiate';
import { type Expression, type Graph, isConstant, type Variable, variables } from '../calculus/expression';
import type { Layered, NetworkNode } from './network';
import { type StableBody, stableBodies } from './stable';

/** What a node contributes to the adjoint of a variable in its body. */
export interface Contribution {
  readonly from: Variable;
  readonly to: Variable;
  readonly expression: Expression;
}

/** The adjoint of a node, a parameter or an input: the sum of what its users contribute. */
export interface Adjoint {
  readonly of: Variable;
  /** Stands for it in what it contributes itself. */
  readonly standIn: Variable;
  /** None for the root itself, whose adjoint is 1. */
  readonly contributions: readonly Contribution[];
}

export interface Backward {
  readonly graph: Graph;
  readonly root: Variable;
  readonly bodies: ReadonlyMap<Variable, StableBody>;
  /** What flows: from the root up. A node that is passed over gets only what does not pass it. */
  readonly flow: ReadonlyMap<Variable, Adjoint>;
  /** The whole adjoint of each node that is passed over: log(p) is computed from what p is the softmax of. */
  readonly whole: ReadonlyMap<Variable, Adjoint>;
}

/** ∂loss/∂v: all of it, whether or not the pass goes through v. */
export const adjointOf = ({ flow, whole }: Backward, variable: Variable): Adjoint | undefined =>
  whole.get(variable) ?? flow.get(variable);

export function backward(network: Layered, root: NetworkNode): Backward {
  const { graph } = network;
  const end = network.nodes.findIndex(({ variable }) => variable === root.variable);
  const nodes = network.nodes.slice(0, end + 1);
  const bodies = stableBodies(graph, network.nodes);
  const own = new Set<Expression>([...nodes, ...network.parameters].map(({ variable }) => variable));
  const passed = new Set(nodes.flatMap(({ variable }) => [...(bodies.get(variable)?.across ?? [])]));

  const standIn = ({ name, shape }: Variable): Variable => graph.variable(`δ${name}`, 'introduced', shape);
  const rest = ({ name, shape }: Variable): Variable => graph.variable(`δ${name}°`, 'introduced', shape);
  const flowing = {
    graph,
    root,
    nodes,
    own,
    bodies,
    standIn: (one: Variable) => (passed.has(one) ? rest(one) : standIn(one)),
  };
  const flow = adjoints(flowing, ({ stable }) => stable);
  if (passed.size === 0) return { graph, root: root.variable, bodies, flow, whole: new Map() };
  // The adjoint of what nothing passes over is what flows to it.
  const whole = adjoints({ ...flowing, standIn }, ({ written }, { variable }) =>
    passed.has(variable) || flow.has(variable) ? written : undefined,
  );
  return {
    graph,
    root: root.variable,
    bodies,
    flow,
    whole: new Map([...whole].filter(([variable]) => passed.has(variable))),
  };
}

interface Pass {
  readonly graph: Graph;
  readonly root: NetworkNode;
  readonly nodes: readonly NetworkNode[];
  readonly bodies: Backward['bodies'];
  /** What adjoints are asked for of. */
  readonly own: ReadonlySet<Expression>;
  readonly standIn: (of: Variable) => Variable;
}

/** One pass; `pulled` says which body a node is pulled back through. */
function adjoints(
  { graph, root, nodes, bodies, own, standIn }: Pass,
  pulled: (body: StableBody, node: NetworkNode) => Expression | undefined,
): Map<Variable, Adjoint> {
  const contributions = new Map<Variable, Contribution[]>();
  const found = new Map<Variable, Adjoint>();
  for (const node of [...nodes].reverse()) {
    const { variable } = node;
    const received = contributions.get(variable) ?? [];
    if (variable !== root.variable && received.length === 0) continue;
    const adjoint = { of: variable, standIn: standIn(variable), contributions: received };
    found.set(variable, adjoint);
    const forms = bodies.get(variable);
    const body = forms && pulled(forms, node);
    if (!body) continue;
    const wrt = variables(body).filter((one) => own.has(one));
    const given = pullBackTo(graph, body, variable === root.variable ? graph.constant(1) : adjoint.standIn, wrt);
    given.forEach((expression, i) => {
      const to = wrt[i];
      if (!to || !expression || isConstant(expression, 0)) return;
      const known = contributions.get(to) ?? [];
      known.push({ from: variable, to, expression });
      contributions.set(to, known);
    });
  }
  // Parameters are no nodes: they only receive.
  for (const [variable, received] of contributions) {
    if (!found.has(variable))
      found.set(variable, { of: variable, standIn: standIn(variable), contributions: received });
  }
  return found;
}

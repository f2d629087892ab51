/**
 * Bodies in a form that can be computed: log(softmax(u)) as log_softmax(u), log(sigmoid(u)) as logsigmoid(u), also where
 * the softmax is a node of its own. In: the nodes of a network. Out: for each its body without calls, and the body that
 * numbers and gradients are computed from; both are equal wherever both have a value.
 */
import { partial } from '../calculus/differentiate';
import {
  type Expression,
  type Graph,
  isConstant,
  parts,
  rebuild,
  transform,
  type Variable,
} from '../calculus/expression';
import { row } from '../calculus/functions/table';
import { inline } from '../calculus/inline';
import { operation } from '../calculus/operations/table';
import type { NetworkNode } from './network';

export interface StableBody {
  /** As written, without calls. */
  readonly written: Expression;
  readonly stable: Expression;
  /** Nodes that it was rewritten across: what it needs of them comes from what they are made of. */
  readonly across: ReadonlySet<Variable>;
}

export function stableBodies(graph: Graph, nodes: readonly NetworkNode[]): ReadonlyMap<Variable, StableBody> {
  const found = new Map<Variable, StableBody>();
  for (const { variable, body } of nodes) {
    if (!body) continue;
    const written = inline(graph, body, (callee, orders) => partial(graph, callee, orders));
    const across = new Set<Variable>();
    found.set(variable, { written, stable: rewritten(graph, written, found, across), across });
  }
  return found;
}

/** The logarithms in an expression in their stable form. */
function rewritten(
  graph: Graph,
  root: Expression,
  bodies: ReadonlyMap<Variable, StableBody>,
  across: Set<Variable>,
): Expression {
  return transform(root, (node, renewed) => {
    const old = parts(node);
    const [argument] = old;
    if (node.kind === 'application' && node.row.name === 'log' && old.length === 1 && argument) {
      const passed = new Set<Variable>();
      const form = logarithm(graph, argument, (expression) => seen(expression, bodies, passed));
      if (form) {
        for (const variable of passed) across.add(variable);
        return form === root ? form : rewritten(graph, form, bodies, across);
      }
    }
    return renewed.every((part, i) => part === old[i]) ? node : rebuild(graph, node, renewed);
  });
}

type See = (expression: Expression) => Expression;

/** What a node's name stands for, through names that only rename. */
function seen(expression: Expression, bodies: ReadonlyMap<Variable, StableBody>, passed: Set<Variable>): Expression {
  let now = expression;
  while (now.kind === 'variable') {
    const body: Expression | undefined = bodies.get(now)?.written;
    if (!body) return now;
    passed.add(now);
    now = body;
  }
  return now;
}

/** log of an expression where there is a stable form of it. */
function logarithm(graph: Graph, argument: Expression, see: See): Expression | undefined {
  const inner = see(argument);
  if (inner.kind === 'operation') {
    const [first] = inner.args;
    if (inner.row.name === 'softmax') return graph.operate(operation('log_softmax'), inner.args, inner.options);
    if (inner.row.name === 'index' && first) {
      const whole = see(first);
      if (whole.kind !== 'operation' || whole.row.name !== 'softmax') return undefined;
      return graph.operate(
        inner.row,
        [graph.operate(operation('log_softmax'), whole.args, whole.options), ...inner.args.slice(1)],
        inner.options,
      );
    }
    if (inner.row.name === 'sum' && first) {
      const exponentials = see(first);
      const [exponent] =
        exponentials.kind === 'application' && exponentials.row.name === 'exp' ? exponentials.args : [];
      return exponent && graph.operate(operation('logsumexp'), [exponent], inner.options);
    }
    return undefined;
  }
  if (inner.kind === 'application') {
    const [u] = inner.args;
    if (inner.row.name === 'sigmoid' && u) return graph.apply(row('logsigmoid'), u);
    return inner.row.name === 'exp' ? u : undefined;
  }
  // 1 − sigmoid(u) is sigmoid(−u).
  if (inner.kind !== 'sum' || inner.terms.length !== 2) return undefined;
  const [one, minus] = inner.terms;
  if (!one || !isConstant(one, 1) || minus?.kind !== 'negation') return undefined;
  const taken = see(minus.operand);
  const [u] = taken.kind === 'application' && taken.row.name === 'sigmoid' ? taken.args : [];
  return u && graph.apply(row('logsigmoid'), graph.negate(u));
}

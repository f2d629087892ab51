/**
 * A network as the page sees it: its parts as values of the page (`iris.h.W`), itself as a function of its inputs, and the
 * backward pass from its loss. In: a network. Out: what the page's names for it mean; made when first asked for.
 */
import { namesIn } from '../calculus/dimension';
import type { Callee, Expression, Variable } from '../calculus/expression';
import { substitute } from '../calculus/expression';
import { type Backward, backward } from '../network/backward';
import { composed } from '../network/compose';
import { type Formulas, formulasOf } from '../network/formulas';
import type { Network } from '../network/network';
import { type Lengths, lengthsOf, sized, sizedVariable } from '../network/sizes';

export interface Outside {
  readonly network: Network;
  /** By their names inside, `h.W`: the variables that the page knows them as. */
  readonly parts: ReadonlyMap<string, Variable>;
  /** What stands for a part where numbers are computed: its body, or its value; nothing where it has none. */
  bodies(): ReadonlyMap<Expression, Expression>;
  /** An expression over variables of the network in the names of the page. */
  outside(expression: Expression): Expression;
  pass(): Backward;
  formulas(): Formulas;
  /** The prediction as a function of the inputs, then the targets; undefined where there is no prediction. */
  callee(): Callee | undefined;
}

export function outsideOf(network: Network): Outside {
  const { graph, name, nodes, parameters } = network;
  const lengths = lengthsOf(network);
  const parts = new Map<string, Variable>();
  const renamed = new Map<Expression, Expression>();
  for (const { name: part, variable } of [...nodes, ...parameters]) {
    const { shape } = sizedVariable(graph, variable, lengths);
    const known = graph.variable(`${name}.${part}`, 'page', shape);
    parts.set(part, known);
    renamed.set(variable, known);
    renamed.set(sizedVariable(graph, variable, lengths), known);
  }
  const outside = (expression: Expression): Expression => substitute(graph, sized(graph, expression, lengths), renamed);
  const pass = once(() => backward(network, network.loss));
  const bodies = once(() => {
    const found = new Map<Expression, Expression>();
    for (const { name: part, variable, value } of [...nodes, ...parameters]) {
      const body = pass().bodies.get(variable)?.stable;
      const known = parts.get(part);
      if (known && body) found.set(known, outside(body));
      else if (known && value) found.set(known, value);
    }
    return found;
  });
  return {
    network,
    parts,
    bodies,
    outside,
    pass,
    formulas: once(() => formulasOf(pass())),
    callee: once(() => calleeOf(network, lengths, parts)),
  };
}

/** The inputs stay what they are declared as, so that any batch can be given; what is trained has the lengths of its values. */
function calleeOf(network: Network, lengths: Lengths, parts: ReadonlyMap<string, Variable>): Callee | undefined {
  const { graph, name, nodes, parameters, prediction } = network;
  if (!prediction) return undefined;
  const trained = new Set(parameters.flatMap(({ shape }) => shape.flatMap(namesIn)));
  const fixed = new Map([...lengths].filter(([length]) => trained.has(length)));
  const values = new Map<Expression, Expression>();
  for (const { name: part, variable } of parameters) {
    const known = parts.get(part);
    if (known) values.set(sizedVariable(graph, variable, fixed), known);
  }
  const body = substitute(graph, sized(graph, composed(graph, nodes, prediction), fixed), values);
  const arguments_ = ['input', 'target'].flatMap((kind) => nodes.filter((node) => node.kind === kind));
  return { name, parameters: arguments_.map(({ variable }) => sizedVariable(graph, variable, fixed)), body };
}

/** Made once, when it is first asked for. */
export function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/**
 * A network taken apart so that one node is one rule: what a statement computes on its way gets a name, such as z for
 * what a relu is taken of. In: a network. Out: the same network with more nodes, and what the new names stand for.
 */
import { partial } from '../../calculus/differentiate';
import {
  type Expression,
  type Graph,
  parts,
  postorder,
  rebuild,
  transform,
  type Variable,
  variables,
} from '../../calculus/expression';
import { inline } from '../../calculus/inline';
import type { Layered, Network, NetworkNode } from '../network';

export interface Unfolded extends Layered {
  readonly loss: NetworkNode & { readonly body: Expression };
  /** Names made here, and what they stand for, over the names above them. */
  readonly introduced: ReadonlyMap<Variable, Expression>;
  /** Bodies as written over the names of all nodes, without calls. */
  readonly bodies: ReadonlyMap<Variable, Expression>;
  /** A name that neither the page nor the network has: the one that is wished for, or numbered. */
  fresh(name: string, meaning: Expression): Variable;
}

/** `names`: what the page defines; introduced names differ from these. */
export function unfold(network: Network, names: { has(name: string): boolean }): Unfolded {
  const { graph, nodes } = network;
  const uninlined = (expression: Expression): Expression =>
    inline(graph, expression, (callee, orders) => partial(graph, callee, orders));
  const layers = new Map(network.layers.map((use) => [uninlined(use.expression), use.row]));
  const own = new Set<Expression>([...nodes, ...network.parameters].map(({ variable }) => variable));

  const bodies = nodes.flatMap(({ variable, body }) => (body ? [[variable, uninlined(body)] as const] : []));
  const seams = new Map<Expression, string>();
  for (const [, body] of bodies) {
    for (const [part, letter] of seamsIn(body, layers, own)) if (!seams.has(part)) seams.set(part, letter);
  }
  const isTaken = (name: string): boolean => names.has(name) || [...own].some((one) => called(one, name));
  const named = nameAll(graph, seams, isTaken);

  const unfolded: NetworkNode[] = [];
  const introduced = new Map<Variable, Expression>();
  const written = new Map<Variable, Expression>();
  const cut = (root: Expression): Expression =>
    transform(root, (node, renewed) => (node !== root && named.get(node)) || rebuild(graph, node, renewed));
  for (const node of nodes) {
    const body = bodies.find(([variable]) => variable === node.variable)?.[1];
    if (!body) {
      unfolded.push(node);
      continue;
    }
    for (const part of postorder([body])) {
      const variable = part === body ? undefined : named.get(part);
      if (!variable || introduced.has(variable)) continue;
      const meaning = cut(part);
      introduced.set(variable, meaning);
      written.set(variable, meaning);
      unfolded.push({ kind: 'node', name: variable.name, variable, shape: variable.shape, body: meaning });
    }
    const whole = cut(body);
    written.set(node.variable, whole);
    unfolded.push({ ...node, body: whole });
  }
  const loss = unfolded.find(({ kind }) => kind === 'loss') ?? network.loss;
  return {
    graph,
    nodes: unfolded,
    parameters: network.parameters,
    loss: { ...loss, body: loss.body ?? network.loss.body },
    introduced,
    bodies: written,
    fresh(name, { shape }) {
      let free = name;
      for (let i = 1; isTaken(free); i++) free = `${name}${i}`;
      return graph.variable(free, 'introduced', shape);
    },
  };
}

const called = (one: Expression, name: string): boolean =>
  one.kind === 'variable' && (one.name === name || one.name.startsWith(`${name}.`));

/** Functions that a layer ends with. */
export const ACTIVATIONS: ReadonlySet<string> = new Set(
  (
    'relu leaky_relu elu selu gelu gelu_tanh silu mish softplus softsign hardtanh sigmoid tanh logsigmoid ' +
    'softmax log_softmax'
  ).split(' '),
);

const nameOf = (node: Expression): string | undefined =>
  node.kind === 'application' || node.kind === 'operation' ? node.row.name : undefined;

export const isActivation = (node: Expression): boolean => ACTIVATIONS.has(nameOf(node) ?? '');

/** What is worth a name inside a body, and the letter for it. */
function seamsIn(
  body: Expression,
  layers: ReadonlyMap<Expression, string>,
  own: ReadonlySet<Expression>,
): ReadonlyMap<Expression, string> {
  const found = new Map<Expression, string>();
  const depends = new Set<Expression>(own);
  const seam = (part: Expression | undefined, letter: string): void => {
    if (!part || part === body || part.depth === 0 || !depends.has(part) || isTransposed(part)) return;
    if (!found.has(part)) found.set(part, letter);
  };
  for (const node of postorder([body])) {
    if (parts(node).some((part) => depends.has(part))) depends.add(node);
    const name = nameOf(node);
    const layer = layers.get(node);
    if (isActivation(node)) {
      seam(parts(node)[0], 'z');
      // Of a loss of logits the log_softmax is the loss's own.
      if (name !== 'log_softmax' && node.shape.length > 0) seam(node, 'a');
    }
    if (name === '@') for (const part of parts(node)) if (holdsProduct(part)) seam(part, 'a');
    if (!layer) continue;
    if (PREDICTING.has(layer)) for (const part of predictions(node)) seam(part, 'p');
    else for (const part of inputs(node)) seam(part, 'a');
    seam(node, PREDICTING.has(layer) ? 'L' : layer === 'dense' || layer === 'conv2d' ? 'z' : 'a');
  }
  return found;
}

const isTransposed = (node: Expression): boolean => nameOf(node) === 'transpose' && parts(node)[0]?.kind === 'variable';

const holdsProduct = (part: Expression): boolean =>
  postorder([part]).some((node) => nameOf(node) === '@') && !isTransposed(part);

/** Losses that compare a prediction with a target. */
const PREDICTING: ReadonlySet<string> = new Set(
  'cross_entropy cross_entropy_logits binary_cross_entropy mse mae huber hinge'.split(' '),
);

/** What a layer is computed from: the other side of the product with its weights. */
function inputs(layer: Expression): readonly Expression[] {
  if (layer.kind === 'sum') return layer.terms.flatMap((term) => (nameOf(term) === '@' ? parts(term).slice(0, 1) : []));
  return layer.kind === 'operation' ? layer.args.slice(0, 1) : [];
}

/** What a loss compares with its target. */
function predictions(loss: Expression): readonly Expression[] {
  return postorder([loss]).flatMap((node) => {
    const [first, second] = node.kind === 'sum' ? node.terms : [];
    if (first && second?.kind === 'negation' && first.kind !== 'constant') return [first, second.operand];
    const [argument] = nameOf(node) === 'log' ? parts(node) : [];
    return argument && argument.kind !== 'sum' ? [argument] : [];
  });
}

/** A variable for each: the letter alone where it stands for one thing, numbered where for several. */
function nameAll(
  graph: Graph,
  seams: ReadonlyMap<Expression, string>,
  isTaken: (name: string) => boolean,
): ReadonlyMap<Expression, Variable> {
  const named = new Map<Expression, Variable>();
  const many = new Map<string, number>();
  for (const letter of seams.values()) many.set(letter, (many.get(letter) ?? 0) + 1);
  const next = new Map<string, number>();
  for (const [part, letter] of seams) {
    let name = letter;
    if ((many.get(letter) ?? 0) > 1 || isTaken(letter)) {
      do {
        next.set(letter, (next.get(letter) ?? 0) + 1);
        name = `${letter}${next.get(letter)}`;
      } while (isTaken(name));
    }
    named.set(part, graph.variable(name, 'introduced', part.shape));
  }
  return named;
}

/** The variables that a node is computed from. */
export const usedBy = (unfolded: Unfolded, variable: Variable): readonly Variable[] => {
  const body = unfolded.bodies.get(variable);
  return body ? variables(body) : [];
};

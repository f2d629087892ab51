/**
 * What there is to predict, by name. In: functions, networks, and what stands on a page. Out: the derivatives that something
 * asks for, and keys of them that hold as long as the function or the network means the same.
 */
import type { DerivationBy } from '../../calculus/derivation';
import { type Call, type Callee, type Expression, type Graph, postorder } from '../../calculus/expression';
import { fingerprint } from '../../calculus/fingerprint';
import { normalise } from '../../calculus/normal';
import { pathOf } from '../../program/network-parts';
import type { NetworkDefinition, Program } from '../../program/program';
import type { Tree } from '../../syntax/tree';
import { parts } from '../../syntax/walk';
import { isDerivative } from '../derivative-tree';

/** A partial derivative of a function: the normal form says what the function means, however it is written. */
export function derivativeKey(graph: Graph, { name, parameters, body }: Callee, orders: readonly number[]): string {
  const head = parameters.map((one, i) => `${one.name}[${one.shape.join()}]${orders[i] ?? 0}`);
  return `${name}(${head.join()}) ${meaningOf(graph, body)}`;
}

function meaningOf(graph: Graph, body: Expression): number {
  const memo = graph.memo<number>('meaning in few digits');
  const known = memo.get(body) ?? fingerprint([normalise(graph, body)]);
  memo.set(body, known);
  return known;
}

/** The gradient of a network's loss by one of its parts. */
export function partKey({ name, outside }: NetworkDefinition, part: string): string {
  const { graph, nodes = [], parameters = [] } = outside?.network ?? {};
  const all = [...nodes, ...parameters].map((one) => {
    const body = graph && 'body' in one && one.body ? meaningOf(graph, one.body) : '';
    return `${one.name}[${one.shape.join()}]${body}`;
  });
  return `${name}.${part} ${all.join()}`;
}

/** How often by each parameter; a gradient is all first partials. */
export function ordersOf({ parameters }: Callee, by: DerivationBy): readonly (readonly number[])[] {
  if (by === 'gradient') return parameters.map((_, slot) => unit(parameters.length, slot));
  const wrt = 'kind' in by ? [by] : by;
  return [parameters.map((parameter) => wrt.filter((one) => one === parameter).length)];
}

export const unit = (length: number, slot: number): readonly number[] =>
  Array.from({ length }, (_, i) => Number(i === slot));

/** The derivatives in an expression, in the functions that it calls and in the values that it names. */
export function derivativesIn(program: Program, root: Expression): readonly Call[] {
  const found = new Set<Call>();
  const roots = new Set([root]);
  // What is put in while it is walked is walked, too.
  for (const one of roots) {
    for (const node of postorder([one])) {
      if (node.kind === 'call') {
        roots.add(node.callee.body);
        if (node.orders.some((order) => order > 0)) found.add(node);
      }
      const value = node.kind === 'variable' && node.scope === 'page' ? program.definitionOf(node.name) : undefined;
      if (value?.kind === 'value') roots.add(value.body);
    }
  }
  return [...found];
}

/** Of a network, where a tree differentiates one; without a part where it is not the gradient of the loss by one. */
export interface PartAsked {
  readonly definition: NetworkDefinition;
  readonly part?: string;
}

/** The formulas of networks are put in for their derivatives at once: only the tree tells that one was asked for. */
export const networkPartsIn = (program: Program, tree: Tree): readonly PartAsked[] =>
  [...parts(tree)].flatMap((one) => (isDerivative(one) ? networkPart(program, one) : []));

export function networkPart(program: Program, tree: Tree): readonly PartAsked[] {
  if (tree.kind === 'group') return networkPart(program, tree.body);
  const [first, ...rest] = subjectOf(tree) ?? [];
  const definition = first === undefined ? undefined : program.definitionOf(first);
  if (definition?.kind !== 'network') return [];
  const [by, ...others] = tree.kind === 'partial' && tree.order === 1 ? tree.wrt : [];
  const [network, ...path] = by?.path.names.map(({ name }) => name) ?? [];
  const isPlain = others.length === 0 && !by?.path.index && network === first && path.length > 0;
  const isOfLoss = rest.join('.') === definition.outside?.network.loss.name;
  return [{ definition, ...(isPlain && isOfLoss && { part: path.join('.') }) }];
}

/** The path of what is differentiated. */
function subjectOf(tree: Tree): readonly string[] | undefined {
  switch (tree.kind) {
    case 'partial':
      return tree.of.names.map(({ name }) => name);
    case 'nabla':
      return ('names' in tree.of ? tree.of.names : pathOf(tree.of))?.map(({ name }) => name);
    case 'call': {
      const [first] = tree.arguments;
      return first && pathOf(first.value)?.map(({ name }) => name);
    }
    default:
      return undefined;
  }
}

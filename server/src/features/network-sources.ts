/**
 * Which statement of a network each line of its derivation speaks of. In: a derivation with its document. Out: the document in
 * which a line about a node has the node's statement, about what a layer makes the layer, about what stands between two
 * functions that part of the statement.
 */
import { partial } from '../calculus/differentiate';
import { type Expression, substitute } from '../calculus/expression';
import { inline } from '../calculus/inline';
import type { LayerUse, Network } from '../network/network';
import type { NetworkDerived } from '../notation/network-document';
import type { DerivationDocument, DerivationStep, SourceRange } from '../protocol';
import type { Statement, Tree } from '../syntax/tree';
import { occurrencesIn } from './occurrences';
import { rangeOf, type View, within } from './view';

/** `statementOf`: the statement of a node, an input or a parameter that is written out. */
export function withNetworkSources(
  view: View,
  network: Network,
  { derivation, document }: NetworkDerived,
  statementOf: (name: string) => Statement | undefined,
): DerivationDocument {
  const known = new Map<string, readonly SourceRange[]>();
  const between = introducedIn(network, derivation.unfolded);
  const use = (name: string): LayerUse | undefined =>
    network.layers.find(({ parameters }) => parameters.includes(name));

  function find(name: string): readonly SourceRange[] {
    const own = statementOf(name);
    if (own) return [rangeOf(view, own)];
    const layer = use(name);
    const inside = between.get(name);
    const owner = layer?.node ?? inside?.node;
    const statement = owner === undefined ? undefined : statementOf(owner);
    if (!statement) return [];
    const tree = layer
      ? writtenAs(statement, layer.expression)
      : inside && writtenAs(statement, inside.meaning, inlined);
    // Of x |> dense(8) the layer.
    const part = layer && tree?.kind === 'pipe' ? tree.right : tree;
    return [rangeOf(view, part ? within(statement, part.range) : statement)];
  }

  const inlined = (expression: Expression): Expression =>
    inline(network.graph, expression, (callee, orders) => partial(network.graph, callee, orders));

  function writtenAs(
    statement: Statement,
    meaning: Expression,
    read = (expression: Expression) => expression,
  ): Tree | undefined {
    const { sentence } = statement;
    const written = sentence.kind === 'definition' ? occurrencesIn(view.program, statement, sentence.body) : new Map();
    return [...written].find(([expression]) => read(expression) === meaning)?.[1][0]?.tree;
  }

  /** A line without a node of its own puts numbers into the line around it. */
  function sourced(step: DerivationStep, around: readonly SourceRange[]): DerivationStep {
    const name = step.adjoint?.of.split('[')[0];
    const source = name === undefined ? around : (known.get(name) ?? find(name));
    if (name !== undefined) known.set(name, source);
    return { ...step, steps: step.steps.map((inner) => sourced(inner, source)), source };
  }

  // The way starts at the loss, whatever node its first line is about.
  const [first, ...others] = document.steps.map((step) => sourced(step, []));
  return { ...document, steps: first ? [{ ...first, source: find(network.loss.name) }, ...others] : [] };
}

/** The names that the derivation has introduced: the node in whose statement each stands, and what stands there. */
function introducedIn(
  { graph }: Network,
  { nodes, introduced }: NetworkDerived['derivation']['unfolded'],
): ReadonlyMap<string, { readonly node: string; readonly meaning: Expression }> {
  const found = new Map<string, { readonly node: string; readonly meaning: Expression }>();
  const closed = new Map<Expression, Expression>();
  nodes.forEach(({ name, variable }, i) => {
    const meaning = introduced.get(variable);
    const node = meaning && nodes.slice(i).find((one) => !introduced.has(one.variable));
    if (!node) return;
    const whole = substitute(graph, meaning, closed);
    closed.set(variable, whole);
    found.set(name, { node: node.name, meaning: whole });
  });
  return found;
}

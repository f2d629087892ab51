/**
 * The computation graph of a network: its nodes, weights and inputs, and what each layer computes on its way. In: a network of the
 * page and a part of it. Out: the graph, or why there is none.
 */
import { partial } from '../../calculus/differentiate';
import { type Elemental, elementals } from '../../calculus/elementals';
import { type Expression, substitute, type Variable, variables } from '../../calculus/expression';
import { isLeaf } from '../../calculus/folding';
import { inline } from '../../calculus/inline';
import { readAsked, WHOLE } from '../../network/derivation/asked';
import { type Unfolded, unfold } from '../../network/derivation/unfold';
import type { Network } from '../../network/network';
import { gradientHead, head } from '../../notation/head';
import { texName } from '../../notation/latex-names';
import { withPageValues } from '../../program/answers';
import type { NetworkDefinition } from '../../program/program';
import type { Formula, GraphLayer, GraphResult } from '../../protocol';
import { expandNetwork } from '../expand-network';
import { GRADIENT } from '../expand-target';
import { namesOf, type View } from '../view';
import { arraysAt } from './arrays';
import { edgesOf } from './edges';
import { MOST_NODES, picture } from './picture';
import { sourcesIn } from './source';
import type { Source, Wiring } from './wiring';

export function networkGraph(view: View, { name, outside }: NetworkDefinition, variable = WHOLE): GraphResult {
  const refused = (reason: string): GraphResult => ({ kind: 'nothing', reason });
  if (!outside) {
    const why = expandNetwork(view, { textDocument: { uri: view.program.uri }, function: name });
    return refused(why?.kind === 'nothing' ? why.reason : `${name} has no loss to differentiate.`);
  }
  const { network } = outside;
  const { graph, loss } = network;
  const part = variable === GRADIENT ? WHOLE : variable;
  const asked = readAsked(network, part);
  if ('problem' in asked) return refused(asked.problem);
  const parts = [...network.nodes, ...network.parameters];
  const [inside, page] = [new Set(parts.map((one) => one.name)), namesOf(view)];
  const names = { has: (one: string) => inside.has(one) || page.has(one) };
  const apart = takenApart(network, names);
  const isCoarse = apart.all.length + parts.length > MOST_NODES;
  const { all, calls, owners } = isCoarse ? nodesOf(network) : apart;
  const { nodes, parameters } = network;
  const leaves = nodes.filter(({ body }) => !body);
  const known = new Set<Expression>([...leaves, ...parameters].map((one) => one.variable));
  const own = new Set<Expression>(all.map((one) => one.variable));
  const others = new Set(all.flatMap(({ inputs }) => inputs).filter((one) => !known.has(one) && !own.has(one)));
  const sources: readonly Source[] = [
    ...leaves.map((one) => ({ variable: one.variable, kind: 'input' as const })),
    ...parameters.map((one) => ({ variable: one.variable, kind: 'weight' as const })),
    ...[...others].map((one) => ({ variable: one, kind: 'constant' as const })),
  ];
  const wiring: Wiring = {
    graph,
    sources,
    elementals: all,
    edges: edgesOf(graph, all, names),
    output: loss.variable,
    by: asked.wanted ? [asked.wanted] : sources.flatMap(({ kind, variable: one }) => (kind === 'weight' ? [one] : [])),
  };
  const close = (expression: Expression): Expression => withPageValues(view.program, expression);
  const values = new Map([
    ...parts.flatMap(({ variable: one, value }) => (value ? [[one, value] as const] : [])),
    ...[...others].map((one) => [one, one] as const),
  ]);
  const layers = layersOf(network, wiring, owners);
  const shown = new Set(layers.map((layer) => layer.name));
  const layerOf = (of: Variable): string | undefined => {
    const owner = owners.get(of);
    return owner !== undefined && shown.has(owner) ? owner : undefined;
  };
  return picture({
    wiring,
    head: {
      version: view.document.version,
      function: name,
      variable: part,
      quantity: asked.wanted
        ? head({ name: loss.name, parameters: [asked.wanted.name, ''], orders: [1, 0] }, names)
        : gradientHead(loss.name),
    },
    output: named(loss.name),
    names,
    several: true,
    figures: arraysAt(wiring, { values, close }),
    sources: sourcesIn(
      view,
      statementsOf(view, name),
      parts.map((one) => one.variable),
      (one) => uninlined(network, one),
    ),
    layerOf,
    layers,
    calls,
    isCoarse,
  });
}

const named = (name: string): Formula => ({ text: name, unicode: name, latex: texName(name) });

const uninlined = ({ graph }: Pick<Network, 'graph'>, expression: Expression): Expression =>
  inline(graph, expression, (callee, orders) => partial(graph, callee, orders));

interface Apart {
  readonly all: readonly Elemental[];
  /** Of layers that are one elemental: how they are called. */
  readonly calls: ReadonlyMap<Variable, Formula>;
  /** The node of the page in whose statement each is computed, or by whose layers alone a weight is used. */
  readonly owners: ReadonlyMap<Variable, string>;
}

/** Each statement in its operations; losses and layers other than dense ones are one each. */
function takenApart(network: Network, names: { has(name: string): boolean }): Apart {
  const { graph } = network;
  const unfolded = unfold(network, names);
  const layers = new Map(network.layers.map((use) => [uninlined(network, use.expression), use.row]));
  const read = readingOf(unfolded);
  const all: Elemental[] = [];
  const calls = new Map<Variable, Formula>();
  const owners = weightsOf(network);
  let before: Variable[] = [];
  for (const { variable } of unfolded.nodes) {
    const body = unfolded.bodies.get(variable);
    if (!body) continue;
    const row = layers.get(read(body));
    const isWhole = row !== undefined && row !== 'dense';
    const own = isWhole ? [whole(variable, body)] : elementals(graph, body, variable, { numbered: all.length });
    if (isWhole) calls.set(variable, callOf(row, network, own[0]?.inputs ?? []));
    all.push(...own.map((one) => ({ ...one, written: read(one.written) })));
    before = [...before, ...own.map((one) => one.variable)];
    // What has been introduced belongs to the next node of the page.
    if (unfolded.introduced.has(variable)) continue;
    for (const one of before) owners.set(one, variable.name);
    before = [];
  }
  return { all, calls, owners };
}

/** One elemental for each node of the page. */
function nodesOf(network: Network): Apart {
  const all = network.nodes.flatMap(({ variable, body }) => (body ? [whole(variable, uninlined(network, body))] : []));
  return { all, calls: new Map(), owners: weightsOf(network) };
}

const whole = (variable: Variable, body: Expression): Elemental => ({
  variable,
  body,
  written: body,
  inputs: variables(body).filter(isLeaf),
});

/** With names that the unfolding has introduced read. */
function readingOf({ graph, introduced }: Unfolded): (expression: Expression) => Expression {
  const meanings = new Map<Expression, Expression>();
  for (const [name, meaning] of introduced) meanings.set(name, substitute(graph, meaning, meanings));
  return (expression) => substitute(graph, expression, meanings);
}

function weightsOf({ layers, parameters }: Network): Map<Variable, string> {
  return new Map(
    parameters.flatMap(({ name, owner, variable }) => {
      const users = new Set(layers.flatMap((use) => (use.parameters.includes(name) ? [use.node] : [])));
      const [only] = users.size === 1 ? users : [owner];
      return only === undefined ? [] : [[variable, only] as const];
    }),
  );
}

/** `cross_entropy(p, y)`: what it is of, then targets, then weights. */
function callOf(row: string, { nodes, parameters }: Network, inputs: readonly Variable[]): Formula {
  const isWeight = (one: Variable): boolean => parameters.some(({ variable }) => variable === one);
  const isTarget = (one: Variable): boolean =>
    nodes.some(({ kind, variable }) => kind === 'target' && variable === one);
  const rank = (one: Variable): number => (isWeight(one) ? 2 : isTarget(one) ? 1 : 0);
  const ordered = inputs.toSorted((a, b) => rank(a) - rank(b));
  const list = (spelled: (name: string) => string): string => ordered.map(({ name }) => spelled(name)).join(', ');
  const text = `${row}(${list((name) => name)})`;
  return { text, unicode: text, latex: `\\operatorname{${row.replaceAll('_', '\\_')}}(${list(texName)})` };
}

/** Nodes of the page with more than one thing to show. */
function layersOf(
  { nodes }: Network,
  { sources, elementals: all }: Wiring,
  owners: Apart['owners'],
): readonly GraphLayer[] {
  const members = new Map<string, number>();
  for (const { variable } of [...sources, ...all]) {
    const layer = owners.get(variable);
    if (layer !== undefined) members.set(layer, (members.get(layer) ?? 0) + 1);
  }
  return nodes.flatMap(({ name, shape }) =>
    (members.get(name) ?? 0) > 1 ? [{ name, label: named(name), ...(shape.length > 0 && { shape }) }] : [],
  );
}

function statementsOf({ program }: View, network: string) {
  const { statements } = program.page;
  const header = statements.findIndex(({ sentence }) => sentence.kind === 'network' && sentence.name.name === network);
  return header < 0 ? [] : statements.filter((statement) => statement.network === header);
}

/**
 * The statements of a network → what they mean together. In: the line `network name {`, the sentences of its block in order,
 * and what names of the page mean. Out: the network, its members, and problems for each sentence. One mistake is told
 * once: who uses a broken node is not blamed.
 */
import { namesIn, type Shape, substituted } from '../calculus/dimension';
import { type Expression, type Graph, variables } from '../calculus/expression';
import { lengthOf } from '../calculus/lengths';
import { normalise } from '../calculus/normal';
import { bindDimensions, shapeText } from '../calculus/shapes';
import type { LayerUse, Network, NetworkNode } from '../network/network';
import { nearest } from '../syntax/near';
import { error } from '../syntax/problem';
import type { Fix, Problem, Sentence, Tree } from '../syntax/tree';
import { closedBy } from './closed';
import { constantProblems } from './constant-problems';
import { declaredShape, shapeProblems } from './declared-shape';
import { elaborate } from './elaborate';
import { byHand, networkChecks } from './network-checks';
import { type Building, cutAt, definedBy, scopeIn } from './network-scope';
import type { NetworkMember } from './program';
import { builtIn, type NameMeaning, type Scope, UNSOUND } from './scope';
import { tooLarge } from './size';
import { unstableForms } from './unstable-forms';

type Of<Kind extends Sentence['kind']> = Extract<Sentence, { kind: Kind }>;

export interface NetworkMade {
  /** Undefined where it has no sound loss. */
  readonly network?: Network;
  readonly members: readonly NetworkMember[];
  /** Of the line `network name {`. */
  readonly problems: readonly Problem[];
  /** Of each sentence of the block. */
  readonly inside: readonly (readonly Problem[])[];
  /** The scope in which a sentence of the block stands, with nothing reported. */
  scopeOf(index: number): Scope | undefined;
  /** The scope of a sentence that is being typed, as if it stood before the one at an index (the last: after all). */
  scopeTyped(sentence: Sentence, index: number): Scope;
}

export function makeNetwork(
  graph: Graph,
  header: Of<'network'>,
  block: readonly Sentence[],
  resolve: (name: string) => NameMeaning | undefined,
  names: Iterable<string>,
): NetworkMade {
  const inside: Problem[][] = block.map(() => []);
  const problems: Problem[] = [];
  const first = new Map<string, number>();
  block.forEach((sentence, index) => {
    for (const name of definedBy(sentence)) if (!first.has(name)) first.set(name, index);
  });
  const building: Building = {
    graph,
    block,
    first,
    known: new Map(),
    nodes: [],
    parameters: [],
    calls: [],
    places: new Map(),
    lengths: new Map(),
    ofPage: new Map(),
    resolve,
    names,
    report: (index, problem) => {
      const known = inside[index];
      const { start, end } = problem.range;
      if (known?.every(({ code, range }) => code !== problem.code || range.start !== start || range.end !== end))
        known.push(problem);
    },
  };
  pageLengths(building, header.name.name);
  const scopes: Scope[] = [];
  const members: NetworkMember[] = [];
  block.forEach((sentence, index) => {
    const scope = scopeIn(building, index, (problem) => building.report(index, problem));
    scopes[index] = { ...scope, report: () => {} };
    const names = definedBy(sentence).filter((name) => first.get(name) === index);
    const member = MAKERS[sentence.kind]?.(building, scope, sentence as never, index);
    if (member) members.push(member);
    for (const name of names) if (!building.known.has(name)) building.known.set(name, UNSOUND);
  });
  const network = finished(building, header, (problem) => problems.push(problem));
  return {
    ...(network && { network }),
    members,
    problems,
    inside,
    scopeOf: (index) => scopes[index],
    scopeTyped(sentence, index) {
      const at = Math.min(index, block.length);
      return scopeIn(cutAt(building, sentence, at), at);
    },
  };
}

/** Dimensions that are values of the page, where they are whole numbers: n = 4 and `input x[n]`. */
function pageLengths({ graph, block, resolve, ofPage }: Building, network: string): void {
  for (const sentence of block) {
    if (sentence.kind !== 'input' && sentence.kind !== 'target' && sentence.kind !== 'param') continue;
    for (const name of declaredShape(sentence.shape).flatMap(namesIn)) {
      // A length that is called as the network is does not speak of the network.
      const meaning = name === network ? undefined : resolve(name);
      if (meaning?.kind !== 'value' || meaning.body.shape.length > 0) continue;
      const length = lengthOf(normalise(graph, closedBy(graph, meaning.body, resolve)));
      if (typeof length === 'number' && length >= 1) ofPage.set(name, length);
    }
  }
}

type Maker<Kind extends Sentence['kind']> = (
  building: Building,
  scope: Scope,
  sentence: Of<Kind>,
  index: number,
) => NetworkMember | undefined;

const MAKERS: { readonly [Kind in Sentence['kind']]?: Maker<Kind> } = {
  input: declared,
  target: declared,
  param: declared,
  definition: node,
};

/** `input x[4] = …`: its shape, and the value that is written out. */
function declared(
  building: Building,
  scope: Scope,
  sentence: Of<'input' | 'target' | 'param'>,
  index: number,
): NetworkMember | undefined {
  const { graph, first, known } = building;
  const { kind, name, shape: trees, value: tree } = sentence;
  if (first.get(name.name) !== index) return undefined;
  const wrong = shapeProblems(sentence);
  for (const problem of wrong) scope.report(problem);
  const shape = declaredShape(trees).map((length) => substituted(length, building.ofPage));
  const value = tree && wrong.length === 0 ? literal(building, scope, sentence, shape, tree) : undefined;
  if (wrong.length > 0) return undefined;
  const variable = graph.variable(name.name, 'local', shape);
  building.places.set(variable, index);
  known.set(name.name, { kind: 'variable', variable });
  const part = { name: name.name, variable, shape, ...(value && { value }) };
  if (kind === 'param') building.parameters.push(part);
  else building.nodes.push({ kind, ...part });
  return { kind, name: name.name, index, shape, variable };
}

/** A value over the page's names, of the declared shape; undefined with the reason reported. */
function literal(
  building: Building,
  scope: Scope,
  { name, kind, shape: trees }: Of<'input' | 'target' | 'param'>,
  shape: Shape,
  tree: Tree,
): Expression | undefined {
  const { graph, resolve, lengths } = building;
  const outer: Scope = { ...scope, resolve: (other) => resolve(other) ?? builtIn(graph, other) };
  const { inside: _, ...page } = outer;
  const value = elaborate(page, tree);
  if (!value) return undefined;
  for (const problem of constantProblems(page, tree)) scope.report(problem);
  const bound = new Map(lengths);
  if (bindDimensions([shape], [value.shape], bound)) {
    for (const [length, number] of bound) lengths.set(length, number);
    return value;
  }
  const declaration =
    shape.length === 0 ? 'a number' : `of shape ${shapeText(shape.map((one) => substituted(one, lengths)))}`;
  const has = value.shape.length === 0 ? 'a number' : `of shape ${shapeText(value.shape)}`;
  const place = { start: name.range.start, end: trees?.at(-1)?.range.end ?? name.range.end };
  const closing = trees ? 1 : 0;
  const fixed = `${name.name}${value.shape.length === 0 ? '' : shapeText(value.shape)}`;
  const fix: Fix = {
    title: `Declare ${kind} ${fixed}`,
    edits: [{ range: { start: place.start, end: place.end + closing }, text: fixed }],
  };
  const { start, end } = tree.range;
  const message = `${name.name} is declared ${declaration}, and this is ${has}.`;
  scope.report(error('shape-mismatch', message, start, end, [fix]));
  return undefined;
}

/** `h = …`: a node, or the loss. */
function node(building: Building, scope: Scope, sentence: Of<'definition'>, index: number): NetworkMember | undefined {
  const { graph, first, known, calls } = building;
  const { name } = sentence.name;
  if (sentence.parameters || first.get(name) !== index) return undefined;
  const kind = name === 'loss' ? 'loss' : 'node';
  const body = elaborate(scope, sentence.body);
  const problem = body && tooLarge(graph, body, sentence.body.range);
  if (problem) scope.report(problem);
  const sound =
    body &&
    !problem &&
    !byHand(building, scope, sentence.body) &&
    (kind === 'node' || isNumber(scope, body, sentence.body));
  const own = calls.filter((call) => call.node === name);
  if (!sound) {
    for (const call of own) calls.splice(calls.indexOf(call), 1);
    return undefined;
  }
  for (const one of constantProblems(scope, sentence.body)) scope.report(one);
  for (const one of unstableForms(scope, sentence.body)) scope.report(one);
  const variable = graph.variable(name, 'local', body.shape);
  building.places.set(variable, index);
  for (const { made } of own) building.parameters.push(...made);
  building.nodes.push({ kind, name, variable, shape: body.shape, body });
  known.set(name, { kind: 'variable', variable });
  return { kind, name, index, shape: body.shape, variable };
}

function isNumber(scope: Scope, { shape }: Expression, { range }: Tree): boolean {
  if (shape.length === 0) return true;
  const { start, end } = range;
  const fixes = ['mean', 'sum'].map((name) => ({
    title: `Write ${name}(…)`,
    edits: [
      { range: { start, end: start }, text: `${name}(` },
      { range: { start: end, end }, text: ')' },
    ],
  }));
  const message = `loss has shape ${shapeText(shape)}, and a loss is one number: take its mean or its sum.`;
  scope.report(error('loss-not-scalar', message, start, end, fixes));
  return false;
}

/** The network, where its loss is sound; what is to be said of it as a whole. */
function finished(building: Building, header: Of<'network'>, report: (problem: Problem) => void): Network | undefined {
  const { graph, nodes, parameters, calls, known, block } = building;
  networkChecks(building);
  const loss = nodes.find(({ kind }) => kind === 'loss');
  if (loss?.body) {
    const layers = calls.map(
      ({ row, node: owner, weights, expression }): LayerUse => ({
        row: row.name,
        node: owner,
        parameters: [...weights.values()].flatMap((weight) => variables(weight).map((one) => one.name)),
        expression,
      }),
    );
    const prediction = predictionOf(building, loss);
    return {
      name: header.name.name,
      graph,
      nodes,
      parameters,
      layers,
      loss: { ...loss, body: loss.body },
      ...(prediction && { prediction }),
    };
  }
  // What could not be read may have been the loss.
  const isUnread = block.some(({ kind, ...rest }) => kind === 'broken' && !('defines' in rest && rest.defines));
  if (known.get('loss')?.kind === 'unsound' || isUnread) return undefined;
  if (known.has('loss')) {
    const index = building.first.get('loss') ?? 0;
    const sentence = block[index];
    const message = 'loss is the number that is differentiated: it is written loss = …';
    if (sentence && 'name' in sentence)
      building.report(index, error('no-loss', message, sentence.name.range.start, sentence.name.range.end));
    return undefined;
  }
  const near = [...building.first].find(
    ([name, index]) => block[index]?.kind === 'definition' && nearest(name, ['loss']),
  );
  const message = 'A network needs a loss, the number that is differentiated: loss = …';
  const sentence = near && block[near[1]];
  if (near && sentence?.kind === 'definition') {
    const { range } = sentence.name;
    const fix = { title: 'Write loss', edits: [{ range, text: 'loss' }], preferred: true };
    building.report(near[1], error('no-loss', `${message} Did you mean loss?`, range.start, range.end, [fix]));
    return undefined;
  }
  report(error('no-loss', message, header.name.range.start, header.name.range.end));
  return undefined;
}

/** The first argument of the loss function: of the one in the loss itself, else of the last one that the loss depends on. */
function predictionOf({ calls, nodes }: Building, loss: NetworkNode): Expression | undefined {
  const losses = calls.filter(({ row }) => row.kind === 'loss');
  const needed = new Set<string>(['loss']);
  for (const { name, body } of [...nodes].reverse()) {
    if (body && needed.has(name)) for (const variable of variables(body)) needed.add(variable.name);
  }
  const call =
    losses.find(({ node: owner }) => owner === loss.name) ?? losses.findLast(({ node: owner }) => needed.has(owner));
  const [argument] = call?.nodes.values() ?? [];
  if (argument) return argument.value;
  const before = nodes.slice(0, nodes.indexOf(loss)).findLast((one) => one.kind === 'node' && needed.has(one.name));
  return before?.variable;
}
